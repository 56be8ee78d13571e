// The short way through a line of JSON Lines whose object is plain: known members
// named once each, texts without escapes, short numbers, `attributes` nested one deep.
// Never judges a line: whatever is not plain, good or bad, is left to json_line.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "population/attribute_names.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

class plain_line {
public:
  /// Borrows both.
  plain_line(std::span<const member> members, const attribute_names& names);

  /// Puts the object of a line into a row, whose texts borrow from the line: just
  /// as json_line does. False where the line is not plain; the row then means nothing.
  [[nodiscard]] bool read(std::string_view line, row& into);

private:
  static constexpr std::size_t is_attributes = most_members;
  static constexpr std::size_t unknown = is_attributes + 1;
  static constexpr std::size_t memory_of_names = 32;

  /// A name between its quotes, as two words and which of their bits belong to it.
  struct quoted_name {
    std::uint64_t bytes[2] = {0, 0};
    std::uint64_t mask[2] = {0, 0};
    std::size_t size = 0;  ///< 0: too long to be read in this way
  };
  struct cursor;

  void put_name(std::size_t which, std::string_view name);
  [[nodiscard]] bool read_members(cursor& at, row& into);
  [[nodiscard]] bool read_attributes(cursor& at, row& into, std::uint32_t& place);
  [[nodiscard]] std::size_t find_member(const std::uint64_t (&bytes)[2], std::size_t before);
  [[nodiscard]] std::uint32_t find_attribute(std::string_view name);

  const attribute_names& names_;
  std::array<quoted_name, most_members + 1> members_{};  // the last one is `attributes`
  // By member: which one followed in an earlier row. Rows of one file mostly name
  // their members in one order.
  std::array<std::uint8_t, most_members + 1> follower_{};
  std::array<std::uint32_t, memory_of_names> found_before_;  // numbers of attributes' names
};

}  // namespace chengxin::io::rows
