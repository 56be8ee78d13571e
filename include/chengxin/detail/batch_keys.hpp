// The keys of a column of values: small whole numbers in the order of the values, so
// that what a condition compares becomes a place in a table. Never loses a boundary
// that any condition or declaration of the rulebook draws.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/date.hpp"
#include "chengxin/expression/ordering.hpp"
#include "chengxin/value.hpp"

namespace chengxin::detail {

/// A whole number that stands to that of another number as the two numbers do; both
/// zeros have one.
[[nodiscard]] inline std::int64_t ordinal_of(double number) noexcept {
  const auto bits = std::bit_cast<std::int64_t>(number == 0 ? 0.0 : number);
  return bits < 0 ? (bits ^ std::numeric_limits<std::int64_t>::max()) + 1 : bits;
}
[[nodiscard]] inline double number_of(std::int64_t ordinal) noexcept {
  return std::bit_cast<double>(
      ordinal < 0 ? (ordinal - 1) ^ std::numeric_limits<std::int64_t>::max() : ordinal);
}

/// Where the order of a column's values to a constant changes, as ordinals: where those
/// begin that are not less, and those that are greater. Nothing where none are.
struct turning {
  std::optional<std::int64_t> not_less;
  std::optional<std::int64_t> greater;
};
[[nodiscard]] inline turning turning_at(value_type column, const value& constant) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto equal_at = [](std::int64_t ordinal) {
    return turning{ordinal, ordinal == most ? std::nullopt : std::optional(ordinal + 1)};
  };
  if (constant.type() == value_type::date) return equal_at(constant.day().days);
  if (column == value_type::integer) {
    if (constant.type() == value_type::integer) return equal_at(constant.integer());
    constexpr double two_to_63 = 9223372036854775808.0;
    const double up = std::ceil(constant.number());
    if (up >= two_to_63) return {};
    if (up < -two_to_63) {
      return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::min()};
    }
    const auto first = static_cast<std::int64_t>(up);
    return up == constant.number() ? equal_at(first) : turning{first, first};
  }
  if (constant.type() == value_type::number) return equal_at(ordinal_of(constant.number()));
  const auto near = static_cast<double>(constant.integer());
  const std::int64_t ordinal = ordinal_of(near);
  switch (expression::detail::order_of(near, constant.integer())) {
    case expression::detail::order::less: return {ordinal + 1, ordinal + 1};
    case expression::detail::order::greater: return {ordinal, ordinal};
    case expression::detail::order::equal: break;
  }
  return equal_at(ordinal);
}

}  // namespace chengxin::detail

namespace chengxin {

/// How the values of one column become keys.
class column_keys {
public:
  /// The key of a whole number, of a day's number, of the place of a text in
  /// attribute_column::texts, or of 0 or 1.
  [[nodiscard]] std::int32_t of(std::int64_t ordinal) const noexcept {
    if (is_ranked_) return rank(ordinal);
    constexpr std::int64_t least = absent_value + std::int64_t{1};
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp(ordinal, least, most));
  }
  /// The key of a number.
  [[nodiscard]] std::int32_t of(double number) const noexcept {
    return rank(detail::ordinal_of(number));
  }
  /// Whether keys are the values themselves, held to 32 bits.
  [[nodiscard]] bool are_values() const noexcept { return !is_ranked_; }

  column_keys() = default;
  /// Of a column with these boundaries; `values` says whether they may be keys themselves.
  column_keys(std::vector<std::int64_t> boundaries, bool values)
      : boundaries_(std::move(boundaries)) {
    std::sort(boundaries_.begin(), boundaries_.end());
    boundaries_.erase(std::unique(boundaries_.begin(), boundaries_.end()), boundaries_.end());
    const bool fits =
        boundaries_.empty() || (boundaries_.front() > absent_value + std::int64_t{1} &&
                                boundaries_.back() <= std::numeric_limits<std::int32_t>::max());
    is_ranked_ = !values || !fits;
  }

private:
  [[nodiscard]] std::int32_t rank(std::int64_t ordinal) const noexcept {
    return static_cast<std::int32_t>(
        std::upper_bound(boundaries_.begin(), boundaries_.end(), ordinal) - boundaries_.begin());
  }

  std::vector<std::int64_t> boundaries_;
  bool is_ranked_ = false;
};

}  // namespace chengxin
