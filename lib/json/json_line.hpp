// One line of JSON Lines: one object, put into a row (SPECIFICATION 7). Never
// builds a tree: what is not plain goes from Boost.JSON's events straight into the row.
#pragma once

#include <boost/json/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "json/row_events.hpp"
#include "population/attribute_names.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// Parses one line after another, in memory that it uses again.
class json_line {
public:
  /// Borrows both.
  json_line(std::span<const member> members, const attribute_names& names);

  /// Whether a line holds nothing but spaces, and so is skipped.
  [[nodiscard]] static bool is_blank(std::string_view line) noexcept;

  /// Puts the object of a line into a row, whose texts borrow from the line and
  /// from this parser until the next one. False where fault() says why not.
  [[nodiscard]] bool parse(std::string_view line, row& into);
  [[nodiscard]] const row_fault& fault() const noexcept { return fault_; }

  /// Where the member with this place begins in the line.
  [[nodiscard]] static std::size_t offset_of(std::string_view line, std::uint32_t place) noexcept;

private:
  [[nodiscard]] bool parse_text(std::string_view line, row& into);
  [[nodiscard]] bool refuse(std::string_view code, std::string reason, std::size_t offset);

  boost::json::basic_parser<row_events> parser_;
  row_fault fault_;
  std::string shortened_;  // a line with an exponent that Boost.JSON would not read
};

}  // namespace chengxin::io::rows
