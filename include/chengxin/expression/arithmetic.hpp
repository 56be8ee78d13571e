// The arithmetic of 64-bit integers, with what goes wrong told apart.
// Never wraps round and never lets the hardware trap.
#pragma once

#include <cstdint>
#include <limits>

#include "chengxin/expression/facts.hpp"

namespace chengxin::expression::detail {

/// A number, or why there is none.
struct sum {
  std::int64_t value = 0;
  bool failed = false;
  cause::kind why = cause::kind::integer_overflow;

  [[nodiscard]] static constexpr sum of(std::int64_t n) noexcept { return {.value = n}; }
  [[nodiscard]] static constexpr sum overflow() noexcept { return {.failed = true}; }
};

inline constexpr std::int64_t least_integer = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t greatest_integer = std::numeric_limits<std::int64_t>::max();

[[nodiscard]] constexpr sum add(std::int64_t a, std::int64_t b) noexcept {
  if (b > 0 ? a > greatest_integer - b : a < least_integer - b) return sum::overflow();
  return sum::of(a + b);
}
[[nodiscard]] constexpr sum subtract(std::int64_t a, std::int64_t b) noexcept {
  if (b > 0 ? a < least_integer + b : a > greatest_integer + b) return sum::overflow();
  return sum::of(a - b);
}
[[nodiscard]] constexpr sum negate(std::int64_t a) noexcept {
  return subtract(0, a);
}
[[nodiscard]] constexpr sum multiply(std::int64_t a, std::int64_t b) noexcept {
  const bool overflows = a > 0   ? (b > 0 ? a > greatest_integer / b : b < least_integer / a)
                         : b > 0 ? a < least_integer / b
                                 : a != 0 && b < greatest_integer / a;
  return overflows ? sum::overflow() : sum::of(a * b);
}
/// Towards zero.
[[nodiscard]] constexpr sum divide(std::int64_t a, std::int64_t b) noexcept {
  if (b == 0) return {.failed = true, .why = cause::kind::division_by_zero};
  if (a == least_integer && b == -1) return sum::overflow();
  return sum::of(a / b);
}
/// With the sign of `a`.
[[nodiscard]] constexpr sum remainder(std::int64_t a, std::int64_t b) noexcept {
  if (b == 0) return {.failed = true, .why = cause::kind::division_by_zero};
  if (a == least_integer && b == -1) return sum::overflow();
  return sum::of(a % b);
}

}  // namespace chengxin::expression::detail
