// The names that conditions know without a declaration, and what a misspelt
// name may have meant. Never knows which attributes a rulebook declares.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

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

/// Collects the candidate that is nearest to a misspelt name.
class suggestion {
public:
  explicit suggestion(std::string_view wrong) : wrong_(wrong) {}

  /// Offers `name`; where it is nearest, `shown` is what to suggest.
  void offer(std::string_view name, std::string shown) {
    if (wrong_.size() > longest || name.size() > longest) return;
    // No distance is less than the difference of the lengths.
    if (std::max(wrong_.size(), name.size()) >= nearest_ + std::min(wrong_.size(), name.size())) {
      return;
    }
    const std::size_t distance = distance_to(name);
    if (distance >= nearest_) return;
    nearest_ = distance;
    shown_ = std::move(shown);
  }
  void offer(std::string_view name) { offer(name, std::string(name)); }

  /// What to suggest, or nothing.
  [[nodiscard]] const std::string& nearest() const noexcept { return shown_; }
  /// "; did you mean `hours`?", or nothing.
  [[nodiscard]] std::string text() const {
    return shown_.empty() ? std::string() : "; did you mean `" + shown_ + "`?";
  }

private:
  static constexpr std::size_t longest = 64;

  // Letters put in, left out, exchanged, or two neighbours swapped.
  [[nodiscard]] std::size_t distance_to(std::string_view name) const noexcept {
    std::array<std::array<std::size_t, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= name.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= wrong_.size(); ++i) {
      auto& row = rows[i % 3];
      const auto& above = rows[(i - 1) % 3];
      row[0] = i;
      for (std::size_t j = 1; j <= name.size(); ++j) {
        const std::size_t exchanged = above[j - 1] + (wrong_[i - 1] == name[j - 1] ? 0U : 1U);
        row[j] = std::min({above[j] + 1, row[j - 1] + 1, exchanged});
        if (i > 1 && j > 1 && wrong_[i - 1] == name[j - 2] && wrong_[i - 2] == name[j - 1]) {
          row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
      }
    }
    return rows[wrong_.size() % 3][name.size()];
  }

  std::string_view wrong_;
  std::size_t nearest_ = wrong_.size() / 3 + 2;  // what is farther is no misspelling
  std::string shown_;
};

}  // namespace chengxin::expression::detail
