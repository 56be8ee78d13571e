// What an assessment needs while it is being made, kept from one to the next so
// that nothing is allocated. Never holds a result.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "chengxin/date.hpp"

namespace chengxin::detail {

/// What a record weighs in one dimension (SPECIFICATION 4, steps 2 to 5).
struct claim {
  enum class fate : std::uint8_t { counted, expired, same_matter, not_highest, over_limit };
  std::int64_t cents = 0;        ///< the contribution of step 3
  std::int64_t eased_cents = 0;  ///< the same, with the easing taken off
  std::int64_t now = 0;          ///< what is left of it so far
  date occurred_on;
  std::uint32_t record = 0;
  std::uint32_t rule = 0;
  std::uint32_t dimension = 0;
  std::int32_t year = 0;  ///< of occurred_on, where the rule has a limit per year
  std::uint8_t percent = 100;
  bool has_matter = false;
  fate what = fate::counted;
};

/// An absence rule that a record sets back.
struct setback {
  std::uint32_t rule = 0;
  std::uint32_t record = 0;
};

/// A ceiling that a record brings into play.
struct raised_ceiling {
  std::uint32_t index = 0;
  std::uint32_t record = 0;
};

/// What the contributions of a rule, a group or a dimension come to.
struct contribution_sum {
  std::int64_t cents = 0;
  std::int64_t eased_cents = 0;
};

struct workspace {
  bool has_lists = false;    ///< whether the result holds what depth::everything fills in
  std::uint64_t engine = 0;  ///< whose periods `cutoffs` were worked out for
  date cutoff_day;
  std::vector<date> cutoffs;  ///< by period: records before this day have run out
  std::vector<claim> claims;
  std::vector<std::uint32_t> order;
  std::vector<contribution_sum> sums;  ///< by rule; all 0 between assessments
  std::vector<std::uint32_t> touched;  ///< the rules whose sum is not 0 come first
  std::size_t touched_count = 0;
  std::vector<contribution_sum> group_sums;
  std::vector<contribution_sum> raw;  ///< by dimension
  std::vector<setback> setbacks;
  std::vector<std::array<std::uint32_t, 3>> eased_by;  ///< by record: the restore rules
  std::vector<raised_ceiling> ceilings;
};

}  // namespace chengxin::detail
