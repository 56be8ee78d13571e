// Bringing the records of each subject together (see grouping.hpp).
#include "population/grouping.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "population/duplicates.hpp"

namespace chengxin::io::rows {
namespace {

using groups = std::vector<std::span<packed_record>>;

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
