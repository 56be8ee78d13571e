// Values for declared attributes. Never leaves a declared domain; never computes
// with floating point (a `number` is drawn as a whole one where one fits).
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "synthesis/city.hpp"

namespace chengxin::synthesis {
namespace {

/// From `low` to `high`, small ones far more often than large ones.
std::int64_t small_rather_than_large(std::int64_t low, std::int64_t high, random& dice) {
  const auto width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  const auto reach =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(width, 0xFFFF'FFFEU) >> dice.below(12));
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + dice.below(reach + 1));
}

std::string integer_within(const attribute_declaration& declared, random& dice) {
  constexpr std::int64_t usual_width = 100;
  std::int64_t low = declared.min.value_or(0);
  if (!declared.min && declared.max && *declared.max < 0) low = *declared.max;
  const std::int64_t high =
      declared.max.value_or(low > INT64_MAX - usual_width ? INT64_MAX : low + usual_width);
  return std::to_string(small_rather_than_large(low, high, dice));
}

std::string number_within(const attribute_declaration& declared, random& dice) {
  constexpr double bound = 1e15;  // beyond this a whole number says no more than its bound
  const double low = declared.min_number.value_or(std::min(0.0, declared.max_number.value_or(0.0)));
  const double high = declared.max_number.value_or(std::max(low, 100.0));
  if (std::ceil(low) > std::floor(high) || low < -bound || low > bound) {
    char text[32];
    const auto [end, failed] = std::to_chars(text, text + sizeof text, low);
    static_cast<void>(failed);  // 32 characters hold every shortest double
    return {text, end};
  }
  const auto first = static_cast<std::int64_t>(std::ceil(low));
  const auto last = static_cast<std::int64_t>(std::floor(std::min(high, bound)));
  return std::to_string(small_rather_than_large(first, last, dice));
}

}  // namespace

attribute_cell value_for(const attribute_declaration& declared, std::uint32_t column, date around,
                         random& dice) {
  switch (declared.type) {
    case value_type::integer: return {column, integer_within(declared, dice), true};
    case value_type::number: return {column, number_within(declared, dice), true};
    case value_type::boolean: return {column, dice.in_thousand(500) ? "true" : "false", true};
    case value_type::date:
      return {column,
              to_string(std::clamp(around - dice.between(0, 60), first_input_day, last_input_day)),
              false};
    case value_type::string: break;
  }
  if (declared.values.empty()) {
    return {column, "text " + std::to_string(dice.below(100)), false};
  }
  // The first of the listed values is the most usual.
  const auto count = static_cast<std::uint32_t>(declared.values.size());
  const std::uint32_t drawn = std::min({dice.below(count), dice.below(count), dice.below(count)});
  return {column, declared.values[drawn], false};
}

}  // namespace chengxin::synthesis
