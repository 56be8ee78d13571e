// How values compare: exactly, and in one order for each type.
// Never converts an integer to a double that is not the same number.
#pragma once

#include <cstdint>
#include <string_view>

#include "chengxin/value.hpp"

namespace chengxin::expression::detail {

/// How one value stands to another. Bits, so that a relation is the set of
/// those that it accepts.
enum class order : std::uint8_t { less = 1, equal = 2, greater = 4 };

enum class relation : std::uint8_t {
  less = 1,
  equal = 2,
  less_equal = 3,
  greater = 4,
  not_equal = 5,
  greater_equal = 6,
};

[[nodiscard]] constexpr bool accepts(relation wanted, order found) noexcept {
  return (static_cast<unsigned>(wanted) & static_cast<unsigned>(found)) != 0U;
}

/// The relation that holds between b and a where `wanted` holds between a and b.
[[nodiscard]] constexpr relation mirrored(relation wanted) noexcept {
  switch (wanted) {
    case relation::less: return relation::greater;
    case relation::less_equal: return relation::greater_equal;
    case relation::greater: return relation::less;
    case relation::greater_equal: return relation::less_equal;
    case relation::equal:
    case relation::not_equal: break;
  }
  return wanted;
}

[[nodiscard]] constexpr order order_of(std::int64_t a, std::int64_t b) noexcept {
  return a < b ? order::less : a == b ? order::equal : order::greater;
}
/// Precondition: neither is a NaN.
[[nodiscard]] constexpr order order_of(double a, double b) noexcept {
  return a < b ? order::less : a == b ? order::equal : order::greater;
}
[[nodiscard]] constexpr order order_of(std::string_view a, std::string_view b) noexcept {
  return order_of(std::int64_t{a.compare(b)}, std::int64_t{0});  // UTF-8: bytes are in order
}
/// By value. Precondition: `b` is not a NaN.
[[nodiscard]] constexpr order order_of(std::int64_t a, double b) noexcept {
  constexpr double two_to_63 = 9223372036854775808.0;
  if (!(b < two_to_63)) return order::less;
  if (b < -two_to_63) return order::greater;
  const auto whole = static_cast<std::int64_t>(b);
  if (a != whole) return order_of(a, whole);
  return order_of(0.0, b - static_cast<double>(whole));
}
[[nodiscard]] constexpr order order_of(double a, std::int64_t b) noexcept {
  switch (order_of(b, a)) {
    case order::less: return order::greater;
    case order::greater: return order::less;
    case order::equal: break;
  }
  return order::equal;
}

/// Precondition: both are present and of one type, or integer and number.
[[nodiscard]] constexpr order order_of(const value& a, const value& b) noexcept {
  switch (a.type()) {
    case value_type::integer:
      return b.type() == value_type::integer ? order_of(a.integer(), b.integer())
                                             : order_of(a.integer(), b.number());
    case value_type::number:
      return b.type() == value_type::integer ? order_of(a.number(), b.integer())
                                             : order_of(a.number(), b.number());
    case value_type::string: return order_of(a.string(), b.string());
    case value_type::boolean: return order_of(std::int64_t{a.boolean()}, std::int64_t{b.boolean()});
    case value_type::date: return order_of(std::int64_t{a.day().days}, std::int64_t{b.day().days});
  }
  return order::equal;
}

}  // namespace chengxin::expression::detail
