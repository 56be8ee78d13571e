// Finding whose each record is (see owners.hpp).
#include "arrow/owners.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "arrow/messages.hpp"
#include "chengxin/diagnostics.hpp"
#include "population/text_index.hpp"

namespace chengxin::arrow {
namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

/// Values whose type is known, so that a loop over them need not ask.
template <class T>
class typed_values {
public:
  explicit typed_values(const T* data) noexcept : data_(data) {}
  [[nodiscard]] std::int64_t whole(std::int64_t row) const noexcept {
    return static_cast<std::int64_t>(data_[row]);
  }
  [[nodiscard]] std::string_view text(std::int64_t) const noexcept { return {}; }

private:
  const T* data_;
};

/// Calls visit(row, place, values) for each row until that gives false. Refuses null, and
/// what would stand for somebody else: numbers that the scores' column of identifiers does
/// not hold.
template <class Visit>
void for_each_id(const table& of, std::size_t field, Visit&& visit) {
  for (std::size_t c = 0; c < of.chunks(); ++c) {
    const column& ids = of.at(c, field);
    const auto count = static_cast<std::int64_t>(of.first_row(c + 1) - of.first_row(c));
    bool goes_on = true;
    const auto all = [&](const auto* data) {
      const typed_values from(data);
      for (std::int64_t i = 0; i < count && goes_on; ++i) {
        goes_on = visit(of.first_row(c) + static_cast<std::size_t>(i), i, from);
      }
    };
    // Those of 64 bits without a sign may be too large.
    const bool is_plain = is_whole(ids.rows.what()) && ids.rows.what() != kind::uint64;
    if (is_plain && !ids.has_dictionary && !ids.rows.has_nulls()) {
      with_whole_type(ids.rows.what(), [&](auto type) { all(ids.rows.data<decltype(type)>()); });
      if (!goes_on) return;
      continue;
    }
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t place = ids.place(i);
      const std::size_t row = of.first_row(c) + static_cast<std::size_t>(i);
      if (place < 0) fail_row(of, row, "subject_id", "is missing");
      if (ids.plain().is_too_large(place)) {
        fail_row(of, row, "subject_id", "is above 9223372036854775807: give such numbers as texts");
      }
      if (!visit(row, place, ids.plain())) return;
    }
  }
}

[[noreturn]] void fail_repeated(const table& subjects, std::size_t row) {
  fail_row(subjects, row, "subject_id", "is that of an earlier row");
}

/// Subjects numbered by whole numbers: one after the other, or by a sorted list.
class whole_index {
public:
  explicit whole_index(const table& subjects, std::size_t field) {
    if (are_one_after_the_other(subjects, field)) return;
    sorted_.reserve(subjects.rows());
    for_each_id(subjects, field, [&](std::size_t row, std::int64_t place, const auto& from) {
      sorted_.emplace_back(from.whole(place), static_cast<std::uint32_t>(row));
      return true;
    });
    std::sort(sorted_.begin(), sorted_.end());
    for (std::size_t i = 1; i < sorted_.size(); ++i) {
      if (sorted_[i].first == sorted_[i - 1].first) fail_repeated(subjects, sorted_[i].second);
    }
  }
  /// Most quickly the one found before, or the one after that.
  [[nodiscard]] std::uint32_t find(std::int64_t place, const auto& from) noexcept {
    const std::int64_t id = from.whole(place);
    if (count_ > 0) {
      const std::uint64_t row = static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(first_);
      return row < count_ ? static_cast<std::uint32_t>(row) : nobody;
    }
    if (last_ < sorted_.size() && sorted_[last_].first != id) ++last_;
    if (last_ < sorted_.size() && sorted_[last_].first == id) return sorted_[last_].second;
    const auto found = std::lower_bound(sorted_.begin(), sorted_.end(), std::pair{id, 0U});
    if (found == sorted_.end() || found->first != id) return nobody;
    last_ = static_cast<std::size_t>(found - sorted_.begin());
    return found->second;
  }

private:
  [[nodiscard]] bool are_one_after_the_other(const table& subjects, std::size_t field) {
    bool are = subjects.rows() > 0;
    for_each_id(subjects, field, [&](std::size_t row, std::int64_t place, const auto& from) {
      const std::int64_t id = from.whole(place);
      if (row == 0) first_ = id;
      are = are && static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(first_) == row;
      return true;
    });
    count_ = are ? subjects.rows() : 0;
    return are;
  }

  std::vector<std::pair<std::int64_t, std::uint32_t>> sorted_;
  std::int64_t first_ = 0;
  std::uint64_t count_ = 0;  ///< 0: not one after the other
  std::size_t last_ = 0;     ///< in the list, the one found last
};

class text_ids {
public:
  explicit text_ids(const table& subjects, std::size_t field) {
    for_each_id(subjects, field, [&](std::size_t row, std::int64_t place, const auto& from) {
      const std::string_view id = from.text(place);
      check_identifier(subjects, row, "subject_id", id);
      if (index_.find(id) != io::rows::text_index::none) fail_repeated(subjects, row);
      index_.add(id);
      return true;
    });
  }
  /// Most quickly the one found before, or the one after that.
  [[nodiscard]] std::uint32_t find(std::int64_t place, const auto& from) noexcept {
    const std::string_view id = from.text(place);
    if (last_ < index_.size() && index_[last_] != id) ++last_;
    if (last_ >= index_.size() || index_[last_] != id) last_ = index_.find(id);
    return last_;  // none is nobody
  }

private:
  static_assert(io::rows::text_index::none == nobody);
  std::uint32_t last_ = 0;  ///< the one found last
  io::rows::text_index index_;
};

template <class Values>
[[noreturn]] void fail_unknown(const table& records, std::size_t field, std::size_t row,
                               std::int64_t place, const Values& from) {
  const std::string id = is_text(records.fields()[field].what) ? shown(from.text(place))
                                                               : std::to_string(from.whole(place));
  fail_row(records, row, "subject_id", "is " + id + ", who is not among the subjects");
}

/// Fills the ends of the subjects' records if these stand in their order; else gives false.
template <class Index>
bool find_ends(Index& index, const table& records, std::size_t field, ownership& made) {
  std::uint32_t* const ends = made.offsets.data() + 1;
  bool sorted = true;
  std::uint32_t last = 0;
  for_each_id(records, field, [&](std::size_t row, std::int64_t place, const auto& from) {
    const std::uint32_t owner = index.find(place, from);
    if (owner == nobody) fail_unknown(records, field, row, place, from);
    sorted = owner >= last;
    last = owner;
    ends[owner] = static_cast<std::uint32_t>(row + 1);
    return sorted;
  });
  if (!sorted) return false;
  const std::size_t subjects = made.offsets.size() - 1;
  for (std::size_t s = 1; s < subjects; ++s) ends[s] = std::max(ends[s], ends[s - 1]);
  return true;
}

/// Finds the order in which they would stand. Each record's subject is looked up once.
template <class Index>
void find_order(Index& index, const table& records, std::size_t field, ownership& made) {
  ownership::numbers owners(records.rows());
  std::fill(made.offsets.begin(), made.offsets.end(), 0U);
  std::uint32_t* const ends = made.offsets.data() + 1;
  for_each_id(records, field, [&](std::size_t row, std::int64_t place, const auto& from) {
    const std::uint32_t owner = index.find(place, from);
    if (owner == nobody) fail_unknown(records, field, row, place, from);
    owners[row] = owner;
    ++ends[owner];
    return true;
  });
  const std::size_t subjects = made.offsets.size() - 1;
  for (std::size_t s = 1; s < subjects; ++s) ends[s] += ends[s - 1];
  made.order.resize(records.rows());
  std::vector<std::uint32_t> next(made.offsets.begin(), made.offsets.end() - 1);
  for (std::size_t row = 0; row < owners.size(); ++row) {
    made.order[next[owners[row]]++] = static_cast<std::uint32_t>(row);
  }
}

template <class Index>
ownership find_with(Index index, std::size_t subjects, const table& records, std::size_t field) {
  ownership made;
  made.offsets.assign(subjects + 1, 0);
  if (!find_ends(index, records, field, made)) find_order(index, records, field, made);
  return made;
}

}  // namespace

std::size_t find_ids(const table& of) {
  const std::size_t found = of.find("subject_id");
  if (found == no_field) fail_missing(of, "subject_id");
  const field& it = of.fields()[found];
  if (!is_whole(it.what) && !is_text(it.what)) {
    fail_type(of, it, "whole numbers or texts");
  }
  return found;
}

ownership find_owners(const table& subjects, const table& records) {
  const std::size_t of_subject = find_ids(subjects);
  const std::size_t of_record = find_ids(records);
  const field& subject_id = subjects.fields()[of_subject];
  const field& record_subject = records.fields()[of_record];
  if (is_text(subject_id.what) != is_text(record_subject.what)) {
    fail_type(records, record_subject,
              is_text(subject_id.what) ? "texts, as in the subjects"
                                       : "whole numbers, as in the subjects");
  }
  if (is_text(subject_id.what)) {
    return find_with(text_ids(subjects, of_subject), subjects.rows(), records, of_record);
  }
  return find_with(whole_index(subjects, of_subject), subjects.rows(), records, of_record);
}

}  // namespace chengxin::arrow
