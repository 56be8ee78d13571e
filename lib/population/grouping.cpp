// Bringing the records of each subject together (see grouping.hpp).
#include "population/grouping.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace chengxin::io::rows {
namespace {

using groups = std::vector<std::span<packed_record>>;

/// Marks the duplicates among one subject's records after another's.
class duplicate_marker {
public:
  explicit duplicate_marker(const rulebook& book) : book_(book) {}

  void mark(std::span<packed_record> records) {
    if (!has_equals(records)) return;
    seen_.clear();
    for (packed_record& record : records) {
      if (!seen_.insert(record_id_of(record, book_)).second) {
        record.standing = disposition::duplicate;
      }
    }
  }

private:
  // Texts that differ are scattered over the memory, their hashes are not.
  bool has_equals(std::span<const packed_record> records) {
    constexpr std::size_t few = 24;
    if (records.size() > few) {
      hashes_.clear();
      for (const packed_record& record : records) hashes_.push_back(record.id_hash);
      std::sort(hashes_.begin(), hashes_.end());
      return std::adjacent_find(hashes_.begin(), hashes_.end()) != hashes_.end();
    }
    for (std::size_t i = 1; i < records.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (records[i].id_hash == records[j].id_hash) return true;
      }
    }
    return false;
  }

  const rulebook& book_;
  std::vector<std::uint32_t> hashes_;
  std::unordered_set<std::string_view> seen_;
};

bool are_in_order(const std::vector<packed_list>& lists) {
  std::uint32_t last = 0;
  for (const packed_list& list : lists) {
    for (const packed_record& record : list) {
      if (record.subject < last) return false;
      last = record.subject;
    }
  }
  return true;
}

// Whose records lie in two lists gets a list of their own.
void join(std::vector<packed_list>& joined, std::span<packed_record>& before,
          std::span<packed_record> more) {
  packed_list& records = joined.emplace_back();
  records.reserve(before.size() + more.size());
  records.insert(records.end(), before.begin(), before.end());
  records.insert(records.end(), more.begin(), more.end());
  before = records;
}

void find_runs(std::vector<packed_list>& lists, groups& found) {
  std::vector<packed_list> joined;
  for (packed_list& list : lists) {
    for (std::size_t first = 0; first < list.size();) {
      const std::uint32_t subject = list[first].subject;
      std::size_t end = first + 1;
      while (end < list.size() && list[end].subject == subject) ++end;
      const auto run = std::span<packed_record>(list).subspan(first, end - first);
      if (found[subject].empty()) {
        found[subject] = run;
      } else {
        join(joined, found[subject], run);
      }
      first = end;
    }
  }
  std::move(joined.begin(), joined.end(), std::back_inserter(lists));
}

void bring_together(std::vector<packed_list>& lists, std::size_t count, groups& found) {
  std::vector<std::size_t> next(found.size() + 1);
  for (const packed_list& list : lists) {
    for (const packed_record& record : list) ++next[record.subject + 1];
  }
  for (std::size_t s = 1; s < next.size(); ++s) next[s] += next[s - 1];
  packed_list all(count);
  for (std::size_t s = 0; s < found.size(); ++s) {
    found[s] = std::span<packed_record>(all).subspan(next[s], next[s + 1] - next[s]);
  }
  for (packed_list& list : lists) {
    for (const packed_record& record : list) all[next[record.subject]++] = record;
    list = {};
  }
  lists.clear();
  lists.push_back(std::move(all));
}

}  // namespace

std::vector<std::span<packed_record>> group_by_subject(std::vector<packed_list>& lists,
                                                       std::size_t subjects, const rulebook& book) {
  groups found(subjects);
  std::size_t count = 0;
  for (const packed_list& list : lists) count += list.size();
  if (are_in_order(lists)) {
    find_runs(lists, found);
  } else {
    bring_together(lists, count, found);
  }
  duplicate_marker marker(book);
  for (const std::span<packed_record> records : found) marker.mark(records);
  return found;
}

}  // namespace chengxin::io::rows
