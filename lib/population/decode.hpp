// Decoding the attributes of rows, in the same way for both formats
// (SPECIFICATION 2 and 7). Never decides what an unreadable value leads to.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "chengxin/value.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// Reads "-?(0|[1-9][0-9]*)" that fits 64 bits.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text) noexcept;

/// Reads a number as JSON spells it: the nearest double. Nothing where that
/// would be an infinity.
[[nodiscard]] std::optional<double> parse_number(std::string_view text) noexcept;

/// An attribute as its declared type: absent, present, or unreadable. A string
/// borrows from what was given.
[[nodiscard]] value decode_attribute(value_type type, const given& attribute) noexcept;

}  // namespace chengxin::io::rows
