// Purging records whose time is over (STORE 2). Never a good record, and never one
// that any rulebook of the store could still count.
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "chengxin/last_effect.hpp"
#include "store/content.hpp"
#include "store/erasure.hpp"

namespace chengxin {
namespace storage {
namespace {

constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();

class purger {
public:
  purger(session& on, std::int32_t months) : session_(on), months_(months), today_(on.today()) {
    on.books().look();
    for (const standard* it : on.books().known_at(all)) effects_.emplace_back(it->engine);
  }

  /// Erases what is due, inside the caller's transaction. Gives how many records.
  std::uint64_t purge() {
    statement people(session_.file(), "SELECT key FROM subject WHERE subject_id NOTNULL");
    for (people.bind(); people.step();) look_at(people.integer(0));
    if (what_.entries.empty()) return 0;
    what_.kind = entry_kind::purge;
    what_.evidence = std::to_string(marks_.size());
    ledger_writer entries = session_.begin_entries();
    const std::int64_t tombstone = erase_facts(session_, entries, std::move(what_), subjects_);
    for (const digest_value& mark : marks_) session_.hold_back(mark, tombstone);
    session_.count("records", -static_cast<std::int64_t>(marks_.size()));
    return marks_.size();
  }

private:
  void look_at(std::int64_t key) {
    session_.load(key, all, who_);
    if (!who_.has_subject()) return;
    due_.assign(who_.records().size(), true);
    last_.assign(who_.records().size(), before_every_day);
    bad_.assign(who_.records().size(), false);
    for (const last_effects& it : effects_) ask(it);
    due_ids_.clear();
    for (std::size_t i = 0; i < due_.size(); ++i) {
      if (is_due(i)) due_ids_.push_back(who_.records()[i].given.record_id);
    }
    if (!due_ids_.empty()) take(key);
  }

  void ask(const last_effects& under) {
    const rulebook& book = under.engine().book();
    prepare(under.engine(), who_, prepared_);
    for (std::size_t i = 0; i < prepared_.records.size(); ++i) {
      const prepared_record& record = prepared_.records[i];
      last_[i] = std::max(last_[i], under.day_of(record));
      if (record.category >= book.categories.size()) continue;
      const bool is_bad = book.categories[record.category].nature == nature::bad;
      bad_[i] = bad_[i] || is_bad;
      due_[i] = due_[i] && is_bad;
    }
  }

  [[nodiscard]] bool is_due(std::size_t i) const {
    const held_record& held = who_.records()[i];
    if (!due_[i] || !bad_[i] || held.disputed || last_[i] == no_day) return false;
    // What never had an effect has had none from the day it occurred.
    const date last = last_[i] == before_every_day ? held.now.occurred_on : last_[i];
    return add_months(last, months_) < today_;
  }

  void take(std::int64_t key) {
    subjects_.push_back(key);
    statement facts(session_.file(), "SELECT entry, body FROM fact WHERE subject = ?");
    for (facts.bind(key); facts.step();) {
      const std::string_view content = facts.bytes(1).substr(salt_size);
      const entry_kind kind = kind_of(content);
      if (kind < entry_kind::record || kind > entry_kind::decision) continue;
      const std::string_view id = unpack_record(content).record_id;
      if (std::find(due_ids_.begin(), due_ids_.end(), id) == due_ids_.end()) continue;
      what_.entries.push_back(facts.integer(0));
    }
    const std::string subject_id = session_.subject_id_of(key);
    for (const std::string_view id : due_ids_) {
      marks_.push_back(session_.mark_of_record(subject_id, id));
    }
  }

  session& session_;
  std::int32_t months_;
  date today_;
  std::vector<last_effects> effects_;
  person who_;
  prepared_person prepared_;
  std::vector<bool> due_;
  std::vector<bool> bad_;
  std::vector<date> last_;
  std::vector<std::string_view> due_ids_;
  tombstone what_;
  std::vector<std::int64_t> subjects_;
  std::vector<digest_value> marks_;
};

}  // namespace
}  // namespace storage

result<purge_summary> store::purge(std::int32_t months) {
  return storage::attempt([&] {
    storage::session& on = content_->session;
    on.require_writing();
    if (months < 0 || months > 1200) {
      storage::fail("months_not_allowed",
                    "expected 0 to 1200 months, found " + std::to_string(months));
    }
    purge_summary made;
    {
      storage::transaction whole(on.file(), storage::transaction::kind::write);
      made.records = storage::purger(on, months).purge();
      whole.commit();
    }
    if (storage::bytes_remain(on)) storage::remove_bytes(on);
    return made;
  });
}

}  // namespace chengxin
