// What a batch looks up in place of conditions: for each category its *cells*, the
// classes of records that no rule tells apart but by their day, their status and a
// number of units. Never holds anything of a record or a resident.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "chengxin/detail/batch_calendar.hpp"

namespace chengxin::detail {

/// Where a claim goes, and what else there is to it: one load of eight bytes.
struct claim_kind {
  enum flag : std::uint8_t {
    is_computed = 1,  ///< `more` says by what its points are, which are too many to list
    decays = 2,       ///< `more` says how
    sets_back = 4,    ///< while it counts and is not eased, the engine has to look
    is_beyond = 8,    ///< the engine has to look in any case
    in_matter = 16,   ///< of a record that has a matter, which its category heeds
  };
  std::uint16_t slot = 0;      ///< the sum that it goes into
  std::uint16_t more = 0;      ///< into batch_tables::more; 0: nothing
  std::uint8_t period = 0;     ///< of validity, as batch_calendar numbers it
  std::uint8_t column = 0;     ///< of the units: the attribute
  std::uint8_t flags = 0;      ///< by `flag`
  std::uint8_t following = 0;  ///< how many claims of the same cell come after it
};

/// What a record of a cell weighs in one dimension. What it weighs in others follows it.
/// The first of a cell has no flag.
struct cell_claim {
  std::uint32_t points_at = 0;  ///< into `points`: of no unit, of one, ... of most_units
  std::int32_t most_units = 0;  ///< more weigh as much as so many
  claim_kind kind;
};
static_assert(sizeof(cell_claim) == 16);

/// What few claims have.
struct more_of_claim {
  // Points per unit.
  std::int64_t unit = 1;
  std::int64_t each = 0;  ///< the magnitude of one unit's points
  std::int64_t most = 0;  ///< no larger magnitude
  bool is_negative = false;
  // At most two decay steps, the later one first.
  std::uint16_t periods[2] = {};
  std::int32_t percents[2] = {100, 100};
  /// No larger magnitude after decay.
  std::int32_t cap = std::numeric_limits<std::int32_t>::max();
};

/// The points of so many units. Precondition: `each` is not 0.
[[nodiscard]] inline std::int32_t points_of(const more_of_claim& by, std::int64_t units) noexcept {
  const std::int64_t worth = std::min(units / by.unit, by.most / by.each + 1);
  const std::int64_t points = std::min(worth * by.each, by.most);
  return static_cast<std::int32_t>(by.is_negative ? -points : points);
}

/// An attribute whose value decides the cell: `classes[at + 1 + (value held to first
/// and last) - first]`, `classes[at]` where it is absent.
struct cell_lookup {
  std::uint32_t at = 0;
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::uint32_t column = 0;
  bool decides = false;  ///< whether anything depends on it
};

/// An attribute whose value only has to be allowed.
struct cell_check {
  std::int32_t first = std::numeric_limits<std::int32_t>::min();
  std::int32_t last = std::numeric_limits<std::int32_t>::max();
  std::uint32_t column = 0;
  bool may_be_absent = true;
};

inline constexpr std::size_t most_lookups = 2;
inline constexpr std::size_t most_checks = 2;

struct category_cells {
  std::uint32_t first_cell = 0;
  std::uint32_t stride = 1;  ///< cells for each class of the first lookup
  cell_lookup lookups[most_lookups];
  cell_check checks[most_checks];
  std::uint32_t undeclared = 0;  ///< the attributes, as bits, that it does not declare
  std::uint8_t origins = 0;      ///< the allowed ones, as bits
  bool is_bad = false;           ///< not good: eased, and sealed where its subject was a minor
  bool heeds_matter = false;
};

/// The commonest rulebooks' cells in one table: there one attribute decides, the same
/// for all categories, one is checked, and one counts units. The place of a record is
/// `(category << shift) + (key held to first and last) - first + 1`, the first of its
/// category where the attribute is absent.
struct direct_cells {
  static constexpr std::size_t most_places = std::size_t{1} << 12U;
  bool exist = false;
  std::uint32_t decides = 0;  ///< the attribute
  std::uint32_t checked = 0;
  std::uint32_t counts = 0;
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::uint32_t shift = 0;
  std::uint32_t nowhere = 0;  ///< the last place, of records that weigh nothing
  /// The first claim of a cell, as far as a loop over all records needs it.
  struct claim {
    std::uint32_t points_at = 0;
    std::int32_t most_units = 0;
    std::uint32_t ends_at = 0;  ///< where the calendar has the ends of its period
    std::uint16_t slot = 0;
    std::uint16_t following = 0;
  };
  std::vector<claim> claims;         ///< by place
  std::vector<std::uint32_t> cells;  ///< by place: where it stands in batch_tables::claims
  /// By place: of records from before this day all claims have run out.
  std::vector<std::int32_t> cutoffs;
  struct range {
    std::int32_t first = 0;
    std::uint32_t size = 0;  ///< less one
    std::uint32_t may_be_absent = 1;
    friend bool operator==(const range&, const range&) = default;
  };
  std::vector<range> allowed;  ///< by category: keys of the checked attribute
  bool allow_alike = false;    ///< whether that is the same for all that have rules
};

/// A number for each dimension; those beyond the last are 0.
inline constexpr std::size_t most_dimensions = 8;
using by_dimension = std::array<std::int32_t, most_dimensions>;

/// A sum: of a rule's claims, or of a group's rules.
struct sum_slot {
  std::int32_t limit = std::numeric_limits<std::int32_t>::max();  ///< in magnitude
  std::uint16_t dimension = 0;
  std::uint32_t most_claims = std::numeric_limits<std::uint32_t>::max();
  std::uint16_t group = no_group;  ///< into batch_tables::groups
  static constexpr std::uint16_t no_group = std::numeric_limits<std::uint16_t>::max();
};

struct batch_absence {
  std::uint32_t dimension = 0;
  struct step {
    std::size_t period = 0;
    std::int32_t cents = 0;
  };
  std::vector<step> steps;
};

struct batch_tables {
  batch_calendar calendar;
  std::vector<category_cells> categories;  ///< by category, then one for all that have no rule
  std::vector<std::uint32_t> cells;        ///< where the claims of each begin
  std::vector<cell_claim> claims;
  std::size_t longest_cell = 1;      ///< no cell has more claims
  std::vector<std::int32_t> points;  ///< in cents
  std::vector<more_of_claim> more;
  std::uint32_t nothing = 0;  ///< the claim of what has no weight
  std::uint32_t beyond = 0;   ///< the claim of records that the engine has to look at
  std::vector<std::uint8_t> classes;
  direct_cells direct;
  std::vector<sum_slot> slots;  ///< by rule that records have
  std::vector<sum_slot> groups;
  std::vector<by_dimension> masks;  ///< by slot: all bits in its dimension, else none
  by_dimension lowest{};
  by_dimension highest{};
  std::vector<std::int64_t> tier_mins;  ///< from the highest down
  std::vector<bool> reads_units;        ///< by attribute: whether points are per unit of it
  std::vector<batch_absence> absences;
  std::vector<std::uint8_t> authorised;  ///< by category, then provider; one more for none
  std::size_t provider_count = 0;
  std::int64_t most_cents = 1;  ///< no contribution is larger

  bool any_undeclared = false;
  bool any_providers = false;
  bool any_origins = false;  ///< a category that does not take what the platform certified
  bool any_single = false;   ///< a rule of whose claims only one can be weighed here
  bool any_more = false;     ///< a claim that decays, or sets something back
  /// Whether a dimension's sum is that of claims wherever no rule's sum is above its
  /// limit: there is no group. (All claims of a rule have one sign.)
  bool sums_directly = true;
  bool all_beyond = false;  ///< nothing can be looked up: every resident is for the engine
};

/// So many claims overflow no sum.
[[nodiscard]] inline std::size_t most_claims_of(const batch_tables& tables) noexcept {
  return static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max() / 2 / tables.most_cents);
}

/// Held to the dimensions' bounds.
[[nodiscard]] inline by_dimension bounded(const by_dimension& raw,
                                          const batch_tables& tables) noexcept {
  by_dimension made;
  for (std::size_t d = 0; d < most_dimensions; ++d) {  // by values: a minimum, not a branch
    const std::int32_t low = tables.lowest[d];
    const std::int32_t high = tables.highest[d];
    const std::int32_t held = raw[d] < low ? low : raw[d];
    made[d] = held > high ? high : held;
  }
  return made;
}

}  // namespace chengxin::detail
