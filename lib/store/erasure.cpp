// Erasing: a subject, or what became barred (see erasure.hpp).
#include "store/erasure.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_set>
#include <vector>

#include "chengxin/diagnostics.hpp"
#include "store/content.hpp"
#include "store/content_finder.hpp"
#include "store/given_text.hpp"

namespace chengxin {
namespace storage {
namespace {

/// Keeps of each content its digest alone, so that the chain can be walked without it.
void keep_digests(session& on, ledger_writer& entries, const tombstone& what) {
  content_finder contents(on.file());
  statement entry(on.file(), "SELECT kind, subject FROM entry WHERE position = ?");
  statement keep(on.file(), "UPDATE entry SET content_digest = ? WHERE position = ?");
  for (const std::int64_t position : what.entries) {
    const reset_after done(entry.bind(position));
    if (!entry.step()) fail("damaged", "entry " + std::to_string(position) + " is missing");
    const auto content =
        contents.find(position, static_cast<entry_kind>(entry.integer(0)), entry.integer(1));
    if (!content) {
      fail("damaged", "the content of entry " + std::to_string(position) + " is missing");
    }
    const digest_value digest = entries.digests().of_content(*content);
    keep.bind(blob{view(digest)}, position).run();
  }
}

std::int64_t add_tombstone(session& on, ledger_writer& entries, const tombstone& what) {
  const std::string salt(on.new_salt());
  const std::string content = pack(what);
  const std::int64_t entry = entries.add(what.kind, what.subject, salt, content);
  statement(on.file(), "INSERT INTO tombstone VALUES (?, ?, ?)")
      .bind(entry, blob{salt}, blob{content})
      .run();
  return entry;
}

void set_bytes_remain(session& on, std::int64_t value) {
  statement(on.file(), "UPDATE setting SET value = ? WHERE name = 'erased_bytes_remain'")
      .bind(value)
      .run();
}

std::vector<std::int64_t> positions(statement& rows) {
  std::vector<std::int64_t> found;
  while (rows.step()) {
    if (!rows.is_null(0)) found.push_back(rows.integer(0));
  }
  return found;
}

/// All that the ledger holds about a subject.
tombstone gather(session& on, std::int64_t key, const digest_value& mark,
                 std::string_view evidence) {
  tombstone what;
  what.kind = entry_kind::erasure;
  what.subject = key;
  what.evidence = evidence;
  const auto add = [&](const std::vector<std::int64_t>& more) {
    what.entries.insert(what.entries.end(), more.begin(), more.end());
  };
  statement facts(on.file(), "SELECT entry FROM fact WHERE subject = ?");
  add(positions(facts.bind(key)));
  statement consents(on.file(), "SELECT entry FROM consent WHERE subject = ?");
  add(positions(consents.bind(key)));
  statement revocations(on.file(), "SELECT revocation FROM consent WHERE subject = ?");
  add(positions(revocations.bind(key)));
  statement log(on.file(),
                "SELECT entry, use, scope, granted FROM disclosure WHERE asked_about = ? ORDER BY "
                "entry");
  for (log.bind(blob{view(mark)}); log.step();) {
    what.entries.push_back(log.integer(0));
    what.kept.push_back({log.integer(0), std::string(log.text(1)), log.integer(2), log.integer(3)});
  }
  std::sort(what.entries.begin(), what.entries.end());
  return what;
}

void count_out(session& on, std::int64_t key) {
  person gone;
  on.load(key, std::numeric_limits<std::int64_t>::max(), gone);
  std::int64_t versions = 0;
  statement facts(on.file(), "SELECT body FROM fact WHERE subject = ?");
  for (facts.bind(key); facts.step();) {
    if (kind_of(facts.bytes(0).substr(salt_size)) <= entry_kind::decision) ++versions;
  }
  on.count("subjects", gone.has_subject() ? -1 : 0);
  on.count("records", -static_cast<std::int64_t>(gone.records().size()));
  on.count("versions", -versions);
}

void erase_subject(session& on, std::int64_t key, std::string_view subject_id,
                   std::string_view evidence) {
  const digest_value mark = on.mark_of_subject(subject_id);
  ledger_writer entries = on.begin_entries();
  const tombstone what = gather(on, key, mark, evidence);
  count_out(on, key);
  keep_digests(on, entries, what);
  const std::int64_t entry = add_tombstone(on, entries, what);
  statement(on.file(), "DELETE FROM fact WHERE subject = ?").bind(key).run();
  statement(on.file(), "DELETE FROM consent WHERE subject = ?").bind(key).run();
  statement(on.file(), "DELETE FROM score WHERE subject_id = ?").bind(subject_id).run();
  statement(on.file(),
            "UPDATE disclosure SET asked_about = NULL, salt = NULL, grantee = NULL, as_of = NULL, "
            "reason = NULL, told = NULL, authentication = NULL WHERE asked_about = ?")
      .bind(blob{view(mark)})
      .run();
  statement(on.file(), "UPDATE subject SET subject_id = NULL, withdrawn = 0 WHERE key = ?")
      .bind(key)
      .run();
  on.hold_back(mark, entry);
  bytes_will_remain(on);
}

}  // namespace

std::int64_t erase_facts(session& on, ledger_writer& entries, tombstone what,
                         std::span<const std::int64_t> subjects) {
  std::sort(what.entries.begin(), what.entries.end());
  keep_digests(on, entries, what);
  const std::int64_t entry = add_tombstone(on, entries, what);
  statement whose(on.file(), "SELECT subject FROM entry WHERE position = ?");
  statement drop(on.file(), "DELETE FROM fact WHERE subject = ? AND entry = ?");
  for (const std::int64_t position : what.entries) {
    const reset_after done(whose.bind(position));
    if (whose.step()) drop.bind(whose.integer(0), position).run();
  }
  for (const std::int64_t subject : subjects) on.forget_score(on.subject_id_of(subject));
  on.count("versions", -static_cast<std::int64_t>(what.entries.size()));
  bytes_will_remain(on);
  return entry;
}

namespace {

using barred_set = std::unordered_set<std::string>;

/// Of one subject: the facts of records that are barred now. Where the last version of a
/// record is, all of them go, or an older one would come to life again.
class barred_finder {
public:
  /// A fact that is to be added once the others are gone.
  struct act {
    std::int64_t subject = 0;
    std::string content;
  };

  barred_finder(session& on, const barred_set& barred)
      : session_(on),
        barred_(barred),
        facts_(on.file(), "SELECT entry, body FROM fact WHERE subject = ? ORDER BY entry") {
    who_.keep_versions(true);
    left_.keep_versions(true);
  }

  void look_at(std::int64_t key, tombstone& into, std::int64_t& records) {
    session_.load(key, std::numeric_limits<std::int64_t>::max(), who_);
    for (const held_record& it : who_.records()) {
      if (is_barred(it.now.category)) ++records;
    }
    left_.clear();
    const reset_after done(facts_.bind(key));
    while (facts_.step()) {
      if (goes(facts_.bytes(1).substr(salt_size))) {
        into.entries.push_back(facts_.integer(0));
      } else {
        left_.take(facts_.integer(0), facts_.bytes(1));
      }
    }
    for (const held_record& it : left_.records()) keep_acts(key, it);
  }

  /// What keeps a resident's acts on records that lose some of their versions.
  [[nodiscard]] const std::vector<act>& acts() const noexcept { return acts_; }

private:
  [[nodiscard]] bool is_barred(std::string_view category) const {
    return barred_.find(std::string(category)) != barred_.end();
  }

  [[nodiscard]] bool goes(std::string_view content) const {
    const entry_kind kind = kind_of(content);
    if (kind < entry_kind::record || kind > entry_kind::decision) return false;
    const record_content version = unpack_record(content);
    const held_record* const held = who_.find(version.record_id);
    return is_barred(version.category) || (held != nullptr && is_barred(held->now.category));
  }

  [[nodiscard]] bool loses_a_strike(std::string_view record_id) const {
    const auto is_lost = [&](const certified_version& it) {
      return it.struck && it.content.record_id == record_id && !is_barred(it.content.category) &&
             !left_.was_struck(it.content);
    };
    return std::any_of(who_.versions().begin(), who_.versions().end(), is_lost);
  }

  // An objection or a decision on a version that goes is on the record, which stays. What
  // was said in it was said of what goes, and goes with it.
  void keep_acts(std::int64_t key, const held_record& left) {
    const held_record& held = *who_.find(left.given.record_id);
    bool is_disputed = left.disputed;
    if (loses_a_strike(left.given.record_id)) {
      record_content struck = held.given;
      struck.status = record_status::revoked;
      struck.repaired_on = no_day;
      add(key, entry_kind::decision, struck);
      is_disputed = false;
      // What was certified after the decision was not struck by it.
      if (!held.struck) add(key, entry_kind::record, held.given);
    }
    if (is_disputed == held.disputed) return;
    add(key, held.disputed ? entry_kind::objection : entry_kind::decision, held.now);
  }

  void add(std::int64_t key, entry_kind kind, record_content content) {
    content.note = {};
    pack(acts_.emplace_back(act{key, {}}).content, kind, content);
  }

  session& session_;
  const barred_set& barred_;
  statement facts_;
  person who_;
  person left_;
  std::vector<act> acts_;
};

/// Those of whom any fact is barred.
std::vector<std::int64_t> find_subjects(session& on, const barred_set& barred) {
  std::vector<std::int64_t> found;
  statement facts(on.file(), "SELECT subject, body FROM fact ORDER BY subject, entry");
  for (facts.bind(); facts.step();) {
    if (!found.empty() && found.back() == facts.integer(0)) continue;
    const std::string_view content = facts.bytes(1).substr(salt_size);
    const entry_kind kind = kind_of(content);
    if (kind < entry_kind::record || kind > entry_kind::decision) continue;
    if (barred.find(std::string(unpack_record(content).category)) != barred.end()) {
      found.push_back(facts.integer(0));
    }
  }
  return found;
}

}  // namespace

bool erase_barred(session& on, ledger_writer& entries, const rulebook& book) {
  const date today = on.today();
  barred_set barred;
  for (const barred_category& it : book.barred) {
    if (!on.books().bars(it.category, today)) barred.emplace(it.category);
  }
  if (barred.empty()) return false;
  const std::vector<std::int64_t> subjects = find_subjects(on, barred);
  if (subjects.empty()) return false;
  tombstone what;
  what.kind = entry_kind::barring;
  std::int64_t records = 0;
  barred_finder finder(on, barred);
  for (const std::int64_t subject : subjects) finder.look_at(subject, what, records);
  erase_facts(on, entries, std::move(what), subjects);
  on.count("records", -records);
  for (const barred_finder::act& it : finder.acts()) on.add_fact(entries, it.subject, it.content);
  on.count("versions", static_cast<std::int64_t>(finder.acts().size()));
  return true;
}

void bytes_will_remain(session& on) {
  set_bytes_remain(on, on.entries().last());
}

bool bytes_remain(session& on) {
  return read_setting(on.file(), "erased_bytes_remain") != "0";
}

void remove_bytes(session& on) {
  try {
    const std::string due = read_setting(on.file(), "erased_bytes_remain");
    // Where it is in the way now it would be after the work as well.
    if (!on.file().empty_log()) fail("busy", "another connection reads an older state");
    on.file().run("VACUUM");
    if (!on.file().empty_log()) fail("busy", "another connection reads an older state");
    // Unless somebody else has erased more meanwhile.
    statement(on.file(),
              "UPDATE setting SET value = 0 WHERE name = 'erased_bytes_remain' AND value = "
              "CAST(? AS INTEGER)")
        .bind(due)
        .run();
  } catch (const failure& failed) {
    fail(failed.what.code,
         "what was to be erased is erased; its bytes go with the next call, since " +
             failed.what.message);
  }
}

}  // namespace storage

result<bool> store::erase(std::string_view subject_id, std::string_view evidence) {
  return storage::attempt([&] {
    storage::session& on = content_->session;
    on.require_writing();
    storage::require_text("evidence", evidence);
    // Whoever was told that the bytes are still due may ask again.
    if (!on.find(subject_id) && on.is_held_back(on.mark_of_subject(subject_id))) {
      if (storage::bytes_remain(on)) storage::remove_bytes(on);
      return false;
    }
    {
      storage::transaction whole(on.file(), storage::transaction::kind::write);
      const storage::subject_row who = on.require(subject_id);
      storage::erase_subject(on, who.key, subject_id, evidence);
      whole.commit();
    }
    storage::remove_bytes(on);
    return true;
  });
}

result<bool> store::tidy() {
  return storage::attempt([&] {
    content_->session.require_writing();
    if (!storage::bytes_remain(content_->session)) return false;
    storage::remove_bytes(content_->session);
    return true;
  });
}

}  // namespace chengxin
