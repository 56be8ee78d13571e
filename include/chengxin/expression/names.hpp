// The names that conditions know without a declaration.
// Never knows which attributes a rulebook declares.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "chengxin/value.hpp"

namespace chengxin::expression::detail {

/// Where a value that a condition reads comes from.
enum class source : std::uint8_t {
  record_attribute,
  subject_attribute,
  occurred_on,
  provider,
  origin,
  category,
  age,
  residency,
};

/// A name that needs no declaration.
struct built_in {
  std::string_view owner;
  std::string_view name;
  value_type type;
  source from;
};

inline constexpr std::array<built_in, 6> built_ins = {{
    {"record", "occurred_on", value_type::date, source::occurred_on},
    {"record", "provider", value_type::string, source::provider},
    {"record", "origin", value_type::string, source::origin},
    {"record", "category", value_type::string, source::category},
    {"subject", "age", value_type::integer, source::age},
    {"subject", "residency", value_type::string, source::residency},
}};

enum class function : std::uint8_t { none, has, size, starts_with, ends_with, contains, date };

struct function_name {
  std::string_view name;
  function meaning;
};

inline constexpr std::array<function_name, 6> function_names = {{
    {"has", function::has},
    {"size", function::size},
    {"startsWith", function::starts_with},
    {"endsWith", function::ends_with},
    {"contains", function::contains},
    {"date", function::date},
}};

/// All calls that exist, for messages.
inline constexpr std::string_view all_functions =
    "has(record.NAME), size(s), s.size(), s.startsWith(t), s.endsWith(t), s.contains(t), "
    "date(\"YYYY-MM-DD\")";

[[nodiscard]] constexpr function function_called(std::string_view name) noexcept {
  for (const function_name& known : function_names) {
    if (known.name == name) return known.meaning;
  }
  return function::none;
}

}  // namespace chengxin::expression::detail
