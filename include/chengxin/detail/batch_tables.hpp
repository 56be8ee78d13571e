// What a batch looks up in place of conditions: for each category its *cells*, the
// classes of records that no rule tells apart but by their day, their status and a
// number of units. Never holds anything of a record or a resident.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "chengxin/detail/batch_calendar.hpp"

namespace chengxin::detail {

/// What a record of a cell weighs in one dimension.
struct cell_claim {
  std::int32_t cents = 0;        ///< fixed points
  std::uint32_t each = 0;        ///< per unit: the magnitude of one unit's points, else 0
  std::int32_t most = 0;         ///< per unit: no larger magnitude
  std::uint32_t multiplier = 0;  ///< with `shift`, divides by the size of a unit
  std::int32_t cap = 0;          ///< no larger magnitude after decay
  std::uint16_t slot = 0;        ///< the sum that it goes into
  std::uint16_t decay = 0;       ///< into batch_tables::decays; 0: none
  std::uint8_t period = 0;       ///< of validity, as batch_calendar numbers it
  std::uint8_t shift = 0;
  std::uint8_t column = 0;  ///< per unit: the attribute
  std::int8_t sign = 0;     ///< per unit: -1 where points are taken, else 0
};
static_assert(sizeof(cell_claim) == 28);

/// A class of records, in one line of a cache. Most weigh in one dimension; the second
/// claim is then nothing.
struct alignas(64) cell {
  cell_claim claims[2];
  bool stands = false;     ///< whether its records have a weight at all
  bool beyond = false;     ///< whether the one-resident engine has to look at them
  bool has_two = false;    ///< whether the second claim is anything
  std::uint8_t watch = 1;  ///< how long they set something back or bring a ceiling
};
static_assert(sizeof(cell) == 64);

/// The points of so many units.
[[nodiscard]] inline std::int32_t per_unit(const cell_claim& claim, std::uint32_t units) noexcept {
  const std::uint64_t whole = (std::uint64_t{units} * claim.multiplier) >> claim.shift;
  const auto product = static_cast<std::int32_t>(
      std::min(whole * claim.each, static_cast<std::uint64_t>(claim.most)));
  return (product ^ claim.sign) - claim.sign;
}

/// At most two decay steps, the later one first.
struct cell_decay {
  std::uint16_t periods[2] = {};
  std::int32_t percents[2] = {100, 100};
};

/// An attribute whose value decides the cell: `classes[at + 1 + (value held to first
/// and last) - first]`, `classes[at]` where it is absent.
struct cell_lookup {
  std::uint32_t at = 0;
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::uint32_t column = 0;
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

/// A sum: of a rule's claims, then of groups, then of dimensions.
struct sum_slot {
  std::int32_t limit = std::numeric_limits<std::int32_t>::max();  ///< in magnitude
  std::uint16_t into = 0;                                         ///< the sum that it goes into
  std::uint8_t most_claims = std::numeric_limits<std::uint8_t>::max();
};

struct dimension_bounds {
  std::int32_t min = 0;
  std::int32_t max = 0;
};

struct batch_absence {
  std::uint32_t dimension_slot = 0;
  struct step {
    std::size_t period = 0;
    std::int32_t cents = 0;
  };
  std::vector<step> steps;
};

struct batch_tables {
  batch_calendar calendar;
  std::vector<category_cells> categories;  ///< by category, then one for all that have no rule
  std::vector<cell> cells;
  std::uint32_t nothing = 0;  ///< the cell of what has no weight
  std::uint32_t beyond = 0;   ///< a cell whose records the engine has to look at
  std::vector<std::uint8_t> classes;
  std::vector<cell_decay> decays;
  std::vector<sum_slot> slots;
  std::size_t first_group = 0;
  std::size_t first_dimension = 0;
  std::vector<dimension_bounds> bounds;
  std::vector<std::int64_t> tier_mins;  ///< from the highest down
  std::vector<bool> reads_units;        ///< by attribute: whether points are per unit of it
  std::vector<batch_absence> absences;
  std::vector<std::uint8_t> authorised;  ///< by category, then provider; one more for none
  std::size_t provider_count = 0;
  std::int64_t most_cents = 1;  ///< no contribution is larger

  std::size_t lookup_count = 0;  ///< how many the category with most has
  std::size_t check_count = 0;
  bool any_undeclared = false;
  bool any_providers = false;
  bool any_origins = false;  ///< a category that does not take what the platform certified
  bool any_single = false;   ///< a rule of whose claims only one can be weighed here
  bool any_watch = false;
  bool any_units = false;
  bool any_decay = false;
  bool all_beyond = false;  ///< nothing can be looked up: every resident is for the engine
};

}  // namespace chengxin::detail
