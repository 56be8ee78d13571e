// The types of expressions and which of them go together.
// Never a type of values: those are chengxin::value_type.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "chengxin/value.hpp"

namespace chengxin::expression::detail {

/// The types of expressions. `numeric` is an integer or a number, as `?:` gives
/// it; `unknown` is the type of what a finding is about, and fits everywhere.
enum class static_type : std::uint8_t { unknown, integer, number, numeric, string, boolean, date };

[[nodiscard]] constexpr static_type static_type_of(value_type type) noexcept {
  switch (type) {
    case value_type::integer: return static_type::integer;
    case value_type::number: return static_type::number;
    case value_type::string: return static_type::string;
    case value_type::boolean: return static_type::boolean;
    case value_type::date: return static_type::date;
  }
  return static_type::unknown;
}

[[nodiscard]] constexpr std::string_view with_article(static_type type) noexcept {
  switch (type) {
    case static_type::unknown: return "something unknown";
    case static_type::integer: return "an integer";
    case static_type::number: return "a number";
    case static_type::numeric: return "an integer or number";
    case static_type::string: return "a string";
    case static_type::boolean: return "a boolean";
    case static_type::date: return "a date";
  }
  return "";
}

[[nodiscard]] constexpr bool is_numeric(static_type type) noexcept {
  return type == static_type::integer || type == static_type::number ||
         type == static_type::numeric;
}

/// The type of a place where both may stand; nothing where they do not fit.
[[nodiscard]] constexpr std::optional<static_type> common(static_type a, static_type b) noexcept {
  if (a == b || b == static_type::unknown) return a;
  if (a == static_type::unknown) return b;
  if (is_numeric(a) && is_numeric(b)) return static_type::numeric;
  return std::nullopt;
}

}  // namespace chengxin::expression::detail
