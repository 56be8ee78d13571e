// Bringing the records of each subject together (see grouping.hpp).
#include "population/grouping.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace chengxin::io::rows {
namespace {

template <class T>
using big_vector = std::vector<T, big_page_allocator<T>>;
using groups = std::vector<std::span<prepared_record>>;

bool has_equals(std::span<std::uint32_t> hashes) {
  constexpr std::size_t few = 24;
  if (hashes.size() > few) {
    std::sort(hashes.begin(), hashes.end());
    return std::adjacent_find(hashes.begin(), hashes.end()) != hashes.end();
  }
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (hashes[i] == hashes[j]) return true;
    }
  }
  return false;
}

bool are_in_order(const std::vector<record_list>& lists) {
  std::uint32_t last = 0;
  for (const record_list& list : lists) {
    for (const record_origin& origin : list.origins) {
      if (origin.subject < last) return false;
      last = origin.subject;
    }
  }
  return true;
}

// Whose records lie in two lists gets a list of their own.
void join(std::vector<record_list>& joined, std::span<prepared_record>& before,
          std::span<prepared_record> more) {
  auto& records = joined.emplace_back().records;
  records.reserve(before.size() + more.size());
  records.insert(records.end(), before.begin(), before.end());
  records.insert(records.end(), more.begin(), more.end());
  before = records;
}

void find_runs(std::vector<record_list>& lists, groups& found) {
  std::vector<record_list> joined;
  std::vector<std::uint32_t> hashes;
  const auto finish = [&](std::uint32_t subject) {
    // Texts that differ are scattered over the memory, their hashes are not.
    if (has_equals(hashes)) mark_duplicates(found[subject]);
    hashes.clear();
  };
  std::uint32_t last = 0;
  for (record_list& list : lists) {
    for (std::size_t first = 0; first < list.origins.size();) {
      const std::uint32_t subject = list.origins[first].subject;
      if (subject != last) finish(last);
      last = subject;
      std::size_t end = first;
      while (end < list.origins.size() && list.origins[end].subject == subject) {
        hashes.push_back(list.origins[end++].id_hash);
      }
      const auto run = std::span<prepared_record>(list.records).subspan(first, end - first);
      if (found[subject].empty()) {
        found[subject] = run;
      } else {
        join(joined, found[subject], run);
      }
      first = end;
    }
    list.origins = {};
  }
  if (!found.empty()) finish(last);
  std::move(joined.begin(), joined.end(), std::back_inserter(lists));
}

// Moves every record to its place without a second copy of the list.
void move_to(big_vector<std::uint32_t>& places, std::span<prepared_record> records) {
  for (std::uint32_t start = 0; start < records.size(); ++start) {
    while (places[start] != start) {
      const std::uint32_t to = places[start];
      std::swap(records[start], records[to]);
      std::swap(places[start], places[to]);
    }
  }
}

void bring_together(std::vector<record_list>& lists, std::size_t count, groups& found) {
  std::vector<std::size_t> next(found.size() + 1);
  for (const record_list& list : lists) {
    for (const record_origin& origin : list.origins) ++next[origin.subject + 1];
  }
  for (std::size_t s = 1; s < next.size(); ++s) next[s] += next[s - 1];
  const std::vector<std::size_t> first = next;
  big_vector<std::uint32_t> places;  // by record as it was read
  places.reserve(count);
  big_vector<std::uint32_t> hashes(count);  // by place
  for (record_list& list : lists) {
    for (const record_origin& origin : list.origins) {
      places.push_back(static_cast<std::uint32_t>(next[origin.subject]++));
      hashes[places.back()] = origin.id_hash;
    }
    list.origins = {};
  }
  if (lists.size() == 1) {
    move_to(places, lists.front().records);
  } else {
    record_list all;
    all.records.resize(count);
    const std::uint32_t* place = places.data();
    for (record_list& list : lists) {
      for (const prepared_record& record : list.records) all.records[*place++] = record;
      list = {};
    }
    lists.clear();
    lists.push_back(std::move(all));
  }
  const std::span<prepared_record> records(lists.front().records);
  for (std::size_t s = 0; s < found.size(); ++s) {
    found[s] = records.subspan(first[s], first[s + 1] - first[s]);
    if (has_equals(std::span(hashes).subspan(first[s], found[s].size()))) {
      mark_duplicates(found[s]);
    }
  }
}

}  // namespace

std::vector<std::span<prepared_record>> group_by_subject(std::vector<record_list>& lists,
                                                         std::size_t subjects) {
  groups found(subjects);
  std::size_t count = 0;
  for (const record_list& list : lists) count += list.records.size();
  if (count == 0) return found;
  if (are_in_order(lists)) {
    find_runs(lists, found);
  } else {
    bring_together(lists, count, found);
  }
  return found;
}

}  // namespace chengxin::io::rows
