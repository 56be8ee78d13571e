// Bringing the records of each subject together (see grouping.hpp).
#include "population/grouping.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

namespace chengxin::io::rows {
namespace {

// Where each subject's records begin.
void count_records(const std::vector<record_origin>& origins, std::vector<std::size_t>& first) {
  for (const record_origin& origin : origins) ++first[origin.subject + 1];
  for (std::size_t s = 1; s < first.size(); ++s) first[s] += first[s - 1];
}

// Moves every record to its place without a second copy of the list.
void move_to(std::vector<std::size_t>& places, std::span<prepared_record> records) {
  for (std::size_t start = 0; start < records.size(); ++start) {
    while (places[start] != start) {
      const std::size_t to = places[start];
      std::swap(records[start], records[to]);
      std::swap(places[start], places[to]);
    }
  }
}

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

}  // namespace

void group_by_subject(record_list& list, std::size_t subjects, std::vector<std::size_t>& first) {
  first.assign(subjects + 1, 0);
  count_records(list.origins, first);
  std::vector<std::size_t> next(first.begin(), first.end() - 1);
  std::vector<std::size_t> places;
  places.reserve(list.records.size());
  std::vector<std::uint32_t> hashes(list.records.size());  // by place
  for (const record_origin& origin : list.origins) {
    places.push_back(next[origin.subject]++);
    hashes[places.back()] = origin.id_hash;
  }
  list.origins = {};
  const std::span<prepared_record> records(list.records);
  move_to(places, records);
  // Texts that differ are scattered over the memory, their hashes are not.
  for (std::size_t s = 0; s < subjects; ++s) {
    const std::size_t count = first[s + 1] - first[s];
    if (has_equals(std::span(hashes).subspan(first[s], count))) {
      mark_duplicates(records.subspan(first[s], count));
    }
  }
}

}  // namespace chengxin::io::rows
