// Putting facts into the tables (see import.hpp).
#include <algorithm>

#include "population/text_index.hpp"
#include "store/import.hpp"

namespace chengxin::storage {
namespace {

constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();

std::string_view content_of(const incoming_record& it) noexcept {
  return it.body.substr(salt_size);
}

}  // namespace

fact_writer::fact_writer(session& on, ledger_writer& entries, import_summary& told)
    : session_(on),
      entries_(entries),
      told_(told),
      first_new_key_(on.next_key()),
      any_held_back_(on.holds_anything_back()),
      known_(on.known) {
  known_.keep_versions(true);
}

bool fact_writer::is_held_back(std::string_view subject_id) {
  return any_held_back_ && session_.is_held_back(session_.mark_of_subject(subject_id));
}

std::int64_t fact_writer::key_before(std::string_view subject_id) {
  return first_new_key_ == 1 ? 0 : key_of(subject_id);  // in an empty store nobody is found
}

std::int64_t fact_writer::key_of(std::string_view subject_id) {
  const std::optional<subject_row> found = session_.find(subject_id);
  return found ? found->key : 0;
}

std::int64_t fact_writer::put_subject(std::string_view subject_id, std::string_view content) {
  std::int64_t key = key_before(subject_id);
  if (key == 0) {
    key = first_new_key_ + static_cast<std::int64_t>(has_records_.size());
    session_.insert_subject(key, subject_id);
    has_records_.push_back(false);
  } else {
    session_.load(key, all, known_);
    if (known_.has_subject() && same_content(known_.subject(), unpack_subject(content))) {
      ++told_.subjects_same;
      return key;
    }
    session_.forget_score(subject_id);
  }
  const bool is_new = key >= first_new_key_ || !known_.has_subject();
  ++(is_new ? told_.subjects_new : told_.subjects_changed);
  session_.add_fact(entries_, key, content);
  return key;
}

void fact_writer::put(const incoming_record& it, bool is_new) {
  const std::int64_t entry = entries_.add(entry_kind::record, it.owner, it.digest);
  session_.insert_fact(it.owner, entry, it.body);
  ++(is_new ? told_.records_new : told_.records_changed);
  if (known_.last_entry() != 0) known_.take(entry, it.body);
}

void fact_writer::put_one(const incoming_record& it) {
  const held_record* const before = known_.find(it.record_id);
  if (before == nullptr) {
    if (any_held_back_ && session_.is_held_back(session_.mark_of_record(
                              session_.subject_id_of(it.owner), it.record_id))) {
      ++told_.held_back;
      return;
    }
    return put(it, true);
  }
  const record_content given = unpack_record(content_of(it));
  // What a decision struck stays struck until something else is certified.
  const bool is_same = known_.was_struck(given) || same_content(before->now, given) ||
                       same_content(before->given, given);
  if (is_same) {
    ++told_.records_same;
  } else {
    put(it, false);
  }
}

void fact_writer::put_group(std::span<const incoming_record> of_one) {
  const std::int64_t owner = of_one.front().owner;
  const bool is_new = owner >= first_new_key_;
  const auto number = static_cast<std::size_t>(owner - first_new_key_);
  known_.clear();
  bool plain = is_new && !has_records_[number] && !any_held_back_;
  if (is_new) has_records_[number] = true;
  if (plain) {
    hashes_.clear();
    for (const incoming_record& it : of_one) hashes_.push_back(it.id_hash);
    std::sort(hashes_.begin(), hashes_.end());
    plain = std::adjacent_find(hashes_.begin(), hashes_.end()) == hashes_.end();
  }
  if (plain) {
    for (const incoming_record& it : of_one) put(it, true);
    return;
  }
  session_.load(owner, all, known_);
  const std::uint64_t before = told_.records_new + told_.records_changed;
  for (const incoming_record& it : of_one) put_one(it);
  if (!is_new && told_.records_new + told_.records_changed != before) {
    session_.forget_score(session_.subject_id_of(owner));
  }
}

void fact_writer::put_records(std::span<const incoming_record> sorted) {
  while (!sorted.empty()) {
    const std::int64_t owner = sorted.front().owner;
    std::size_t size = 1;
    while (size < sorted.size() && sorted[size].owner == owner) ++size;
    put_group(sorted.first(size));
    sorted = sorted.subspan(size);
  }
}

}  // namespace chengxin::storage
