// The assessment: the result for one resident on one day, complete and
// reconciled (SPECIFICATION 4). Plain data that an engine fills and anyone
// reads; never refers to text, only to positions in the rulebook and in the
// list of records that was assessed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/detail/workspace.hpp"
#include "chengxin/expression/program.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/points.hpp"

namespace chengxin {

/// Why a resident has no score.
enum class ineligibility : std::uint8_t { age, not_enrolled, residency, capacity };
inline constexpr std::array<std::string_view, 4> ineligibility_names{"age", "not_enrolled",
                                                                     "residency", "capacity"};

inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

/// Points that a rule gives or takes, never 0. `record` is no_index for the
/// points of `subject` and `absence` rules, which have no `before_limits` and
/// no `percent`.
struct award {
  std::uint32_t rule = no_index;
  std::uint32_t record = no_index;
  points value;
  points before_limits;        ///< the contribution of step 3
  std::int32_t percent = 100;  ///< the decay that is in it
};

/// A record that is eased and has a negative contribution in the dimension
/// whose restoration names it. `rules` are the restore rules that give the
/// percentage, in rulebook order, padded with no_index; none for a decided repair.
struct eased_record {
  std::uint32_t record = no_index;
  std::int32_t percent = 0;
  std::uint32_t rules[3] = {no_index, no_index, no_index};
};

/// What the easing of records gives back of one dimension (step 7).
struct restoration {
  std::uint32_t dimension = no_index;
  points value;
  std::uint32_t first = 0;  ///< into assessment::eased
  std::uint32_t count = 0;
};

struct dimension_result {
  points raw;
  points value;
  std::uint32_t first_award = 0;  ///< into assessment::awards
  std::uint32_t award_count = 0;
};

/// Something that a record brings about besides points.
struct effect {
  enum class kind : std::uint8_t { ceiling, absence };
  kind what = kind::ceiling;
  std::uint32_t index = no_index;  ///< into rulebook::ceilings or rulebook::rules
};

struct record_result {
  disposition what = disposition::counted;
  std::uint8_t eased = 0;          ///< percent, 0 to 100
  std::uint32_t first_effect = 0;  ///< into assessment::effects
  std::uint32_t effect_count = 0;
};

/// A condition that could not be decided, or an attribute that `per` needed and
/// did not find: it cost no point. `record` is no_index for a `subject` rule.
struct undetermined_condition {
  bool in_ceiling = false;
  std::uint32_t index = no_index;  ///< into rulebook::ceilings or rulebook::rules
  std::uint32_t record = no_index;
  expression::cause why;
};

struct applied_ceiling {
  std::uint32_t index = no_index;  ///< into rulebook::ceilings
  points held;                     ///< what it takes off: 0 or negative
  std::uint32_t first_record = 0;  ///< into assessment::ceiling_records
  std::uint32_t record_count = 0;
};

/// How much an assessment computes: the figures alone (eligible, score, total,
/// tier, the dimensions' values), or everything that a report shows.
enum class depth : std::uint8_t { figures, everything };

/// The result for one resident on one day. May be handed to an engine again
/// and again: its memory is kept, so that assessing does not allocate once it
/// has grown to the largest resident. Not for use by two threads at once.
class assessment {
public:
  date as_of;
  bool eligible = false;
  enum_set<ineligibility> ineligible_because;
  points base;
  points held;   ///< effect of the score's own bounds: Σ values + base + held + ceiling = total
  points total;  ///< meaningful where eligible, as are score and tier
  std::int64_t score = 0;
  std::uint32_t tier = no_index;  ///< into rulebook::tiers
  std::optional<applied_ceiling> ceiling;
  std::vector<dimension_result> dimensions;  ///< by rulebook::dimensions

  // Filled at depth::everything only.
  std::vector<award> awards;
  std::vector<restoration> restored;  ///< all belong to the dimension that repairs
  std::vector<eased_record> eased;
  std::vector<record_result> records;  ///< by the records assessed
  std::vector<effect> effects;
  std::vector<std::uint32_t> ceiling_records;
  std::vector<undetermined_condition> undetermined;

  [[nodiscard]] std::span<const award> awards_of(std::size_t dimension) const noexcept {
    const dimension_result& d = dimensions[dimension];
    return {awards.data() + d.first_award, d.award_count};
  }
  [[nodiscard]] std::span<const effect> effects_of(std::size_t record) const noexcept {
    const record_result& r = records[record];
    return {effects.data() + r.first_effect, r.effect_count};
  }
  [[nodiscard]] std::span<const eased_record> eased_in(const restoration& r) const noexcept {
    return {eased.data() + r.first, r.count};
  }

  /// The engine's own, kept for the next assessment.
  detail::workspace workspace;
};

/// Whether two assessments are alike: eligibility, total, tier and every
/// dimension's value are the same (SPECIFICATION 5).
[[nodiscard]] inline bool alike(const assessment& a, const assessment& b) noexcept {
  if (a.eligible != b.eligible) return false;
  if (!a.eligible) return true;
  if (a.total != b.total || a.tier != b.tier || a.dimensions.size() != b.dimensions.size()) {
    return false;
  }
  for (std::size_t d = 0; d < a.dimensions.size(); ++d) {
    if (a.dimensions[d].value != b.dimensions[d].value) return false;
  }
  return true;
}

}  // namespace chengxin
