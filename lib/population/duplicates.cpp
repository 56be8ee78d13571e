// Marking duplicates (see duplicates.hpp).
#include "population/duplicates.hpp"

#include <algorithm>

namespace chengxin::io::rows {

bool duplicate_marker::has_equals(std::span<const packed_record> records) {
  constexpr std::size_t few = 24;
  const std::size_t count = records.size();
  if (hashes_.size() < count) hashes_.resize(count);
  std::uint32_t* const hashes = hashes_.data();
  for (std::size_t i = 0; i < count; ++i) hashes[i] = records[i].id_hash;
  if (count > few) {
    const auto end = hashes_.begin() + static_cast<std::ptrdiff_t>(count);
    std::sort(hashes_.begin(), end);
    return std::adjacent_find(hashes_.begin(), end) != end;
  }
  std::uint32_t alike = 0;
  for (std::size_t i = 1; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) alike |= hashes[i] == hashes[j] ? 1U : 0U;
  }
  return alike != 0;
}

void duplicate_marker::mark_each(std::span<packed_record> records) {
  seen_.clear();
  for (packed_record& record : records) {
    if (!seen_.insert(record_id_of(record, book_)).second) {
      record.standing = disposition::duplicate;
    }
  }
}

}  // namespace chengxin::io::rows
