// A rulebook made ready for scoring: positions in place of names, programs in
// place of conditions, periods in place of months. Never changes once made.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "chengxin/expression/program.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

/// `points` of a rule, for one category (slots differ between categories).
struct formula {
  enum class form : std::uint8_t { fixed, per, table };
  struct row {
    std::uint32_t program = none;
    std::int64_t cents = 0;
  };
  form what = form::fixed;
  std::uint32_t slot = none;  ///< per
  std::int64_t unit = 1;      ///< per
  std::int64_t most = 0;      ///< per: no larger magnitude
  std::int64_t cents = 0;     ///< fixed; per: of one unit; table: otherwise
  std::vector<row> rows;      ///< table
};

/// A decay step: `percent` once the period numbered `period` has run.
struct compiled_decay {
  std::uint32_t period = none;
  std::int32_t percent = 100;
};

/// A `record` rule as one category sees it.
struct candidate {
  std::uint32_t rule = none;
  std::uint32_t dimension = none;
  std::uint32_t program = none;
  std::uint32_t period = none;  ///< of validity
  bool can_deduct = false;
  bool on_its_own = false;  ///< nothing but a total and a group ever limits its sum
  std::vector<compiled_decay> decay;
  formula points;
};

/// A `restore` rule as one category sees it.
struct easing {
  std::uint32_t rule = none;
  std::uint32_t program = none;
  repair_step step = repair_step::corrected;
  std::int32_t percent = 0;
  std::int32_t after_days = 0;
};

/// An `absence` rule or a ceiling as one category sees it.
struct watch {
  std::uint32_t index = none;  ///< of the rule or of the ceiling
  std::uint32_t program = none;
  std::uint32_t period = none;
};

struct compiled_category {
  chengxin::nature nature = nature::good;
  bool matter = false;
  bool has_programs = false;          ///< whether any condition asks about its records
  std::vector<candidate> candidates;  ///< by dimension, then in rulebook order
  std::vector<easing> easings;
  std::vector<watch> absences;
  std::vector<watch> ceilings;
};

struct compiled_rule {
  std::uint32_t dimension = none;
  std::uint32_t group = none;
  combination combine = combination::sum;
  std::int64_t per_year = unlimited;
  std::int64_t count = unlimited;
  std::int64_t total = unlimited;
};

struct compiled_group {
  std::uint32_t dimension = none;
  std::int64_t total = 0;
};

struct subject_rule {
  std::uint32_t rule = none;
  std::uint32_t dimension = none;
  std::uint32_t program = none;
  formula points;
};

struct absence_rule {
  std::uint32_t rule = none;
  std::uint32_t dimension = none;
  struct step {
    std::uint32_t period = none;
    std::int64_t cents = 0;
  };
  std::vector<step> steps;
};

/// A number for each engine of the process: unlike an address, never used again.
[[nodiscard]] inline std::uint64_t next_engine_number() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

struct compiled {
  std::uint64_t number = next_engine_number();
  std::shared_ptr<const rulebook> book;
  std::vector<compiled_category> categories;
  std::vector<compiled_rule> rules;  ///< by rulebook::rules; only `record` rules mean anything
  std::vector<compiled_group> groups;
  std::vector<subject_rule> subject_rules;
  std::vector<absence_rule> absence_rules;
  std::vector<std::uint32_t> tiers;  ///< from the highest `min` down
  std::vector<expression::program> programs;
  std::vector<std::int32_t> periods;  ///< every number of months that is asked about
  std::uint32_t repairing = none;     ///< the dimension that repairs
  bool reads_age = false;
  bool every_birthday = false;             ///< may change the answer of a condition
  std::vector<std::int32_t> turning_ages;  ///< the birthdays that may, where not every one
  std::unordered_map<std::string_view, std::uint32_t> category_by_id;  ///< barred ones too
};

}  // namespace chengxin::detail
