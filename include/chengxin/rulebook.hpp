// The rulebook: a published standard that turns records into points, as data
// (SPECIFICATION 3). Never reads JSON, never decides whether it is valid
// (verify.hpp does), never computes a score (engine.hpp does).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/points.hpp"
#include "chengxin/value.hpp"

namespace chengxin {

/// A text in the two languages that residents and officers read.
struct bilingual {
  std::string zh;
  std::string en;
};

enum class nature : std::uint8_t { good, bad, neutral };
enum class origin : std::uint8_t { platform, self_declared, usage };
enum class residency : std::uint8_t { registered, habitual, none };
enum class capacity : std::uint8_t { full, limited, none };

inline constexpr std::array<std::string_view, 3> nature_names{"good", "bad", "neutral"};
inline constexpr std::array<std::string_view, 3> origin_names{"platform", "self_declared", "usage"};
inline constexpr std::array<std::string_view, 3> residency_names{"registered", "habitual", "none"};
inline constexpr std::array<std::string_view, 3> capacity_names{"full", "limited", "none"};

/// The position of a name in one of the lists above, as its enumeration.
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> enum_from(const std::array<std::string_view, N>& names,
                                                      std::string_view name) noexcept {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}
[[nodiscard]] constexpr std::string_view name_of(nature n) noexcept {
  return nature_names[static_cast<std::size_t>(n)];
}
[[nodiscard]] constexpr std::string_view name_of(origin o) noexcept {
  return origin_names[static_cast<std::size_t>(o)];
}
[[nodiscard]] constexpr std::string_view name_of(residency r) noexcept {
  return residency_names[static_cast<std::size_t>(r)];
}
[[nodiscard]] constexpr std::string_view name_of(capacity c) noexcept {
  return capacity_names[static_cast<std::size_t>(c)];
}

/// A small set of the values of an enumeration.
template <class Enum>
class enum_set {
public:
  constexpr void insert(Enum e) noexcept { bits_ |= bit(e); }
  [[nodiscard]] constexpr bool contains(Enum e) const noexcept { return (bits_ & bit(e)) != 0; }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }

private:
  static constexpr std::uint32_t bit(Enum e) noexcept { return 1U << static_cast<unsigned>(e); }
  std::uint32_t bits_ = 0;
};

/// "measures:11": an article of one of the texts listed under `basis`.
struct citation {
  std::string basis;
  std::string article;
};

struct basis {
  std::string id;
  bilingual title;
};

struct attribute_declaration {
  std::string name;
  value_type type = value_type::string;
  bool required = false;
  std::vector<std::string> values;  ///< of a string; empty: any
  std::optional<std::int64_t> min;  ///< of an integer
  std::optional<std::int64_t> max;
  std::optional<double> min_number;  ///< of a number
  std::optional<double> max_number;
  bilingual title;  ///< may be empty
  bilingual unit;   ///< may be empty
};

struct dimension {
  std::string id;
  bilingual title;
  bilingual note;
  points min;
  points max;
  bool repairs = false;
};

struct category {
  std::string id;
  bilingual title;
  bilingual note;
  chengxin::nature nature = nature::good;
  std::vector<citation> cite;
  std::optional<std::vector<std::string>> providers;  ///< absent: any provider
  enum_set<origin> origins;
  bool matter = false;  ///< whether a record's matter is heeded
  std::vector<attribute_declaration> attributes;
};

struct barred_category {
  std::string category;
  bilingual title;
  std::vector<citation> cite;
};

struct group {
  std::string id;
  std::string dimension;
  bilingual title;
  points total;
};

struct per_points {
  std::string attribute;
  std::int64_t unit = 1;
  points each;
  std::optional<points> max;
};
struct table_row {
  std::string when;
  points value;
};
struct table_points {
  std::vector<table_row> rows;
  std::optional<points> otherwise;
};
/// Fixed, per unit of an attribute, or by the first true condition.
using point_formula = std::variant<points, per_points, table_points>;

struct decay_step {
  std::int32_t after_months = 0;
  std::int32_t percent = 0;
};
struct absence_step {
  std::int32_t months = 0;
  points value;
};
struct rule_limits {
  std::optional<points> per_year;
  std::optional<std::int64_t> count;
  std::optional<points> total;

  [[nodiscard]] bool any() const noexcept { return per_year || count || total; }
};

enum class rule_kind : std::uint8_t { record, subject, absence, restore };
enum class combination : std::uint8_t { sum, max };
/// The three roads of repair (Measures art. 24).
enum class repair_step : std::uint8_t { corrected, service, conduct };

inline constexpr std::array<std::string_view, 4> rule_kind_names{"record", "subject", "absence",
                                                                 "restore"};
inline constexpr std::array<std::string_view, 2> combination_names{"sum", "max"};
inline constexpr std::array<std::string_view, 3> repair_step_names{"corrected", "service",
                                                                   "conduct"};

/// One rule. Which members mean something depends on `kind`, as the table in
/// SPECIFICATION 3 says; the others keep their defaults.
struct rule {
  std::string id;
  std::string dimension;
  bilingual title;
  bilingual note;
  std::vector<citation> cite;
  rule_kind kind = rule_kind::record;
  std::vector<std::string> categories;
  std::optional<std::string> when;
  point_formula points;
  std::optional<std::int32_t> valid_months;
  std::vector<decay_step> decay;
  combination combine = combination::sum;
  rule_limits limits;
  std::optional<std::string> group;
  std::int32_t break_months = 0;
  std::vector<absence_step> steps;
  repair_step step = repair_step::corrected;
  std::int32_t percent = 0;
  std::int32_t after_days = 0;
};

struct ceiling {
  std::string id;
  bilingual title;
  bilingual note;
  std::vector<std::string> categories;
  std::optional<std::string> when;
  std::int32_t valid_months = 0;
  std::int64_t max_score = 0;
  std::vector<citation> cite;
};

struct tier {
  std::string id;
  bilingual title;
  bilingual note;
  std::int64_t min = 0;
};

/// A purpose for which a score may be asked, and the score that it takes.
struct use {
  std::string id;
  bilingual title;
  bilingual note;
  std::vector<citation> cite;
  points min_score;
};

struct rulebook {
  std::string id;
  std::string version;
  bilingual title;
  bilingual note;
  std::string jurisdiction;
  date effective_from = first_input_day;
  std::optional<date> effective_until;  ///< the last day
  std::vector<chengxin::basis> basis;
  points base;
  std::int64_t min_score = 0;
  std::int64_t max_score = 0;
  std::int32_t min_age = 0;
  enum_set<chengxin::residency> residencies;
  enum_set<chengxin::capacity> capacities;
  std::vector<attribute_declaration> subject_attributes;
  std::vector<dimension> dimensions;
  std::vector<category> categories;
  std::vector<barred_category> barred;
  std::vector<group> groups;
  std::vector<rule> rules;
  std::vector<ceiling> ceilings;
  std::vector<tier> tiers;
  std::vector<use> uses;
  /// SHA-256 of the canonical JSON, 64 hexadecimal digits (SPECIFICATION 6);
  /// empty for a rulebook that was not loaded from JSON.
  std::string fingerprint;

  [[nodiscard]] bool is_effective(date day) const noexcept {
    return day >= effective_from && (!effective_until || day <= *effective_until);
  }
};

}  // namespace chengxin
