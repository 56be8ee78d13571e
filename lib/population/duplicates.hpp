// Marking the duplicates among one subject's records. Never compares a record of one with
// another's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "chengxin/rulebook.hpp"
#include "population/packed_records.hpp"

namespace chengxin::io::rows {

/// Marks them for one subject after another, in memory that it uses again.
class duplicate_marker {
public:
  explicit duplicate_marker(const rulebook& book) : book_(book) {}

  /// `records` are all of a subject's, in input order.
  void mark(std::span<packed_record> records) {
    if (has_equals(records)) mark_each(records);
  }

private:
  // Texts that differ are scattered over the memory, their hashes are not.
  [[nodiscard]] bool has_equals(std::span<const packed_record> records);
  void mark_each(std::span<packed_record> records);

  const rulebook& book_;
  std::vector<std::uint32_t> hashes_;
  std::unordered_set<std::string_view> seen_;
};

}  // namespace chengxin::io::rows
