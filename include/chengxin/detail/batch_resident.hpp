// One resident of a batch: sums of what their records weigh, then limits and bounds, on any
// day of the calendar.
// Never decides what needs claims to be compared with each other: it says so, and the
// one-resident engine does it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_classes.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/compiled.hpp"

namespace chengxin::detail {

/// The result for one resident; `values` are the dimensions', in cents.
struct resident_figures {
  std::int64_t total = 0;
  std::int64_t score = 0;
  std::uint32_t tier = 0;
};

/// What of a resident is not a record.
struct resident_days {
  std::int32_t enrolled_on = no_day.days;
  std::int32_t grown_up = 0;  ///< no day from here on is one of a minor's
};

/// Plain: neither the records' columns nor the rulebook have more than the commonest:
/// category, day and status; points, validity and totals.
template <bool Plain>
class resident_scorer {
public:
  resident_scorer(const compiled& engine, const batch_tables& tables)
      : engine_(engine),
        tables_(tables),
        cells_(tables.cells.data()),
        slots_(tables.slots.data()),
        sums_(tables.slots.size()),
        held_(tables.slots.size()),
        absences_(tables.slots.size()),
        claims_(tables.slots.size()) {}

  /// Weighs a resident's records on a day. False: the engine has to.
  [[nodiscard]] bool weigh(const record_columns& all, const record_classes& classes,
                           std::size_t first, std::size_t last, const resident_days& days,
                           date day) {
    const auto count = static_cast<std::int64_t>(last - first + tables_.absences.size());
    // No sum overflows, and no number of claims.
    if (count >= most_records ||
        count * tables_.most_cents > std::numeric_limits<std::int32_t>::max() / 2) {
      return false;
    }
    if (counts_claims()) std::fill(claims_.begin(), claims_.end(), std::uint8_t{0});
    cutoffs_ = tables_.calendar.cutoffs_on(day);
    counted_ = 0;
    any_eased_ = false;
    running at{day.days, never, never, false, 0};
    for (std::size_t i = first; i < last; ++i) take(all, classes, i, at);
    // Records of a minor are sealed: whether one is, only the calendar tells.
    if (at.earliest < days.grown_up) at.beyond = true;
    next_ = at.next;
    pad_claims();
    if (at.beyond || at.in_matters > 1) return false;
    if (!Plain && all.id_hash != nullptr && has_alike(all.id_hash, first, last)) return false;
    if (counts_claims() && has_too_many()) return false;
    if (!tables_.absences.empty()) add_absences(days.enrolled_on);
    settle();
    return true;
  }

  /// The first later day on which a claim runs out that weighs something; no_day: none.
  [[nodiscard]] date next_end() const noexcept {
    std::int32_t first = never;
    for (std::size_t c = 0; c < counted_; c += together) {
      for (std::size_t i = 0; i < together; ++i) first = std::min(first, ends_[c + i]);
    }
    return {first};
  }
  /// The first later day on which anything else may change; no_day: none.
  [[nodiscard]] date next_change() const noexcept { return {next_}; }

  /// Goes on to a day on which claims run out and nothing else changes: next_end(),
  /// which is before next_change().
  void expire(date day) noexcept {
    for (std::size_t c = 0; c < counted_; c += together) {
      for (std::size_t i = c; i < c + together; ++i) {
        const bool over = ends_[i] == day.days;
        cents_[i] = over ? 0 : cents_[i];
        eased_cents_[i] = over ? 0 : eased_cents_[i];
        ends_[i] = over ? never : ends_[i];
      }
    }
    settle();
  }

  /// The figures of what the dimensions came to.
  [[nodiscard]] resident_figures figures(const std::int32_t* values) const noexcept {
    const rulebook& book = *engine_.book;
    std::int64_t sum = book.base.cents;
    for (std::size_t d = 0; d < book.dimensions.size(); ++d) sum += values[d];
    resident_figures made;
    made.total =
        std::clamp(sum, points::whole(book.min_score).cents, points::whole(book.max_score).cents);
    made.score = points{made.total}.rounded();
    // From the highest down: as many are too high as have a greater `min`.
    std::size_t too_high = 0;
    for (const std::int64_t min : tables_.tier_mins) too_high += min > made.score ? 1 : 0;
    made.tier = engine_.tiers[too_high];  // the lowest one's is the least score
    return made;
  }
  /// By dimension, in cents. Lives until the next change.
  [[nodiscard]] std::span<const std::int32_t> values() const noexcept {
    return {held_.data() + tables_.first_dimension, held_.size() - tables_.first_dimension};
  }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
  static constexpr std::int64_t most_records = 128;
  static constexpr std::size_t together = 8;
  static constexpr std::size_t most_claims = 2 * most_records + together + 1;

  /// What is carried from one record to the next.
  struct running {
    std::int32_t day;
    std::int32_t next;      ///< the first change after the day, but for claims that run out
    std::int32_t earliest;  ///< the first day on which anything occurred
    bool beyond;
    std::uint32_t in_matters;
  };

  [[nodiscard]] bool counts_claims() const noexcept {
    if constexpr (Plain) return false;
    return tables_.any_single;
  }

  void take(const record_columns& all, const record_classes& classes, std::size_t i,
            running& at) noexcept {
    const cell& of = cells_[classes.cells[i]];
    const std::int32_t from = all.occurred_on[i].days;
    // Of a good category too, whose points it leaves alone: they are never negative.
    const std::int32_t eased_on = all.repaired_on == nullptr ? never : all.repaired_on[i].days;
    at.earliest = std::min(at.earliest, from);
    bool live = from <= at.day;
    at.next = std::min(at.next, (of.stands & !live) ? from : never);
    const bool eased = eased_on <= at.day;
    at.next = std::min(at.next, eased ? never : eased_on);
    std::int32_t expires = never;
    if constexpr (!Plain) {
      if (all.expires_on != nullptr) {
        expires = all.expires_on[i].days;
        live &= expires >= at.day;
      }
      if (tables_.any_watch) at.beyond |= live & !eased & (from >= cutoffs_[of.watch]);
    }
    at.beyond |= of.beyond;
    bool counts = add(of.claims[0], classes.cents[i], live, eased, from, at);
    if (of.has_two) {
      const cell_claim& claim = of.claims[1];
      std::int32_t cents = claim.cents;
      if (tables_.any_units) {
        const std::uint32_t units = all.units[claim.column][i];
        cents += per_unit(claim, units);
        at.beyond |= (claim.each != 0) & (units >= too_many_units);
      }
      counts |= add(claim, cents, live, eased, from, at);
    }
    if constexpr (!Plain) {
      at.next = std::min(at.next, (counts & (expires != never)) ? expires + 1 : never);
      if (all.has_matter != nullptr) at.in_matters += counts ? classes.in_matter[i] : 0U;
    }
  }

  /// Adds what a claim weighs, and says whether that is anything.
  [[nodiscard]] bool add(const cell_claim& claim, std::int32_t cents, bool live, bool eased,
                         std::int32_t from, running& at) noexcept {
    if constexpr (!Plain) {
      if (claim.decay != 0) cents = decayed(claim, from, cents, live, at);
      cents = std::clamp(cents, -claim.cap, claim.cap);
    }
    const bool counts = live & (from >= cutoffs_[claim.period]) & (cents != 0);
    if (counts_claims()) {
      claims_[claim.slot] = static_cast<std::uint8_t>(claims_[claim.slot] + counts);
    }
    cents_[counted_] = cents;
    // What is negative counts for nothing where it is eased; without a branch for it.
    const std::int32_t is_eased = -static_cast<std::int32_t>(eased) & (cents >> 31);
    eased_cents_[counted_] = cents & ~is_eased;
    any_eased_ |= eased & counts;
    into_[counted_] = claim.slot;
    ends_[counted_] = tables_.calendar.end_of(claim.period, from);
    counted_ += counts ? 1U : 0U;
    return counts;
  }

  [[nodiscard]] std::int32_t decayed(const cell_claim& claim, std::int32_t from, std::int32_t cents,
                                     bool live, running& at) const noexcept {
    const cell_decay& decay = tables_.decays[claim.decay];
    std::int32_t percent = 100;
    for (int step = 1; step >= 0; --step) {  // the earlier one first
      if (decay.periods[step] == batch_calendar::endless) continue;
      if (from < cutoffs_[decay.periods[step]]) {
        percent = decay.percents[step];
      } else if (live) {
        at.next = std::min(at.next, tables_.calendar.end_of(decay.periods[step], from));
      }
    }
    return static_cast<std::int32_t>(points{cents}.percent(percent).cents);
  }

  [[nodiscard]] static bool has_alike(const std::uint32_t* hashes, std::size_t first,
                                      std::size_t last) noexcept {
    std::uint32_t alike = 0;
    for (std::size_t i = first + 1; i < last; ++i) {
      for (std::size_t j = first; j < i; ++j) alike |= hashes[i] == hashes[j];
    }
    return alike != 0;
  }

  /// Claims are worked on by eights, the last ones being nothing: how many there are is
  /// never what a branch depends on from one resident to the next.
  void pad_claims() noexcept {
    for (std::size_t i = 0; i < together; ++i) {
      cents_[counted_ + i] = 0;
      eased_cents_[counted_ + i] = 0;
      ends_[counted_ + i] = never;
      into_[counted_ + i] = 0;
    }
  }

  /// Whether a rule of one claim has two.
  [[nodiscard]] bool has_too_many() const noexcept {
    bool too_many = false;
    for (std::size_t s = 0; s < tables_.first_dimension; ++s) {
      too_many |= claims_[s] > tables_.slots[s].most_claims;
    }
    return too_many;
  }

  void add_absences(std::int32_t enrolled_on) noexcept {
    std::fill(absences_.begin(), absences_.end(), 0);
    if (enrolled_on == never) return;
    for (const batch_absence& it : tables_.absences) {
      std::int32_t cents = 0;
      for (const batch_absence::step& step : it.steps) {
        if (enrolled_on < cutoffs_[step.period]) {
          cents = step.cents;
        } else {
          next_ = std::min(next_, tables_.calendar.end_of(step.period, enrolled_on));
        }
      }
      absences_[it.dimension_slot] += cents;
    }
  }

  /// The dimensions' values, with what repairs give back (SPECIFICATION 4, step 7).
  void settle() noexcept {
    const std::uint32_t repairing = engine_.repairing;
    std::int32_t given_back = 0;
    if (any_eased_) {
      limit_and_bound(eased_cents_);
      for (const std::int32_t value : values()) given_back += value;
    }
    limit_and_bound(cents_);
    if (!any_eased_) return;
    for (const std::int32_t value : values()) given_back -= value;
    held_[tables_.first_dimension + repairing] += given_back;
  }

  /// Limits, then bounds: `held_` from what claims weigh. Leaves the rules' sums at 0.
  void limit_and_bound(const std::int32_t* cents) noexcept {
    const std::size_t first_group = tables_.first_group;
    const std::size_t first_dimension = tables_.first_dimension;
    std::int32_t* const sums = sums_.data();
    std::int32_t* const held = held_.data();
    for (std::size_t s = first_group; s < held_.size(); ++s) held[s] = absences_[s];
    for (std::size_t c = 0; c < counted_; c += together) {
      for (std::size_t i = c; i < c + together; ++i) sums[into_[i]] += cents[i];
    }
    for (std::size_t c = 0; c < counted_; c += together) {
      for (std::size_t i = c; i < c + together; ++i) {
        // The first claim of a rule brings its whole sum, the others what is left: 0.
        const sum_slot& slot = slots_[into_[i]];
        held[slot.into] += held_to(sums[into_[i]], slot.limit);
        sums[into_[i]] = 0;
      }
    }
    for (std::size_t g = first_group; g < first_dimension; ++g) {
      held[slots_[g].into] += held_to(held[g], slots_[g].limit);
    }
    for (std::size_t d = 0; d < tables_.bounds.size(); ++d) {
      const dimension_bounds& bounds = tables_.bounds[d];
      held[first_dimension + d] =
          std::min(std::max(held[first_dimension + d], bounds.min), bounds.max);
    }
  }
  [[nodiscard]] static std::int32_t held_to(std::int32_t sum, std::int32_t limit) noexcept {
    return std::min(std::max(sum, -limit), limit);
  }

  const compiled& engine_;
  const batch_tables& tables_;
  const cell* cells_;
  const sum_slot* slots_;
  std::vector<std::int32_t> sums_;      ///< by slot of a rule; all 0 but while they are made
  std::vector<std::int32_t> held_;      ///< by slot of a group or dimension
  std::vector<std::int32_t> absences_;  ///< by slot of a dimension
  std::vector<std::uint8_t> claims_;    ///< by slot of a rule: how many weigh something
  const std::int32_t* cutoffs_ = nullptr;
  std::int32_t next_ = 0;
  // The claims that weigh something.
  std::size_t counted_ = 0;
  bool any_eased_ = false;
  std::int32_t cents_[most_claims];
  std::int32_t eased_cents_[most_claims];
  std::int32_t ends_[most_claims];
  std::uint16_t into_[most_claims];
};

}  // namespace chengxin::detail
