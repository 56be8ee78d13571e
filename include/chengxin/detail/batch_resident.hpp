// One resident of a batch: sums of what their claims weigh, then limits and bounds, on any
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
#include "chengxin/detail/batch_claims.hpp"
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

/// Plain: no claim has more than points, a period and a sum that it goes into.
template <bool Plain>
class resident_scorer {
public:
  resident_scorer(const compiled& engine, const batch_tables& tables)
      : engine_(engine),
        tables_(tables),
        slots_(tables.slots.data()),
        most_claims_(static_cast<std::size_t>(
            std::min<std::int64_t>(std::numeric_limits<std::int32_t>::max() / 2 / tables.most_cents,
                                   std::numeric_limits<std::uint8_t>::max()))),
        cents_(most_claims_ + 1),
        sums_(tables.slots.size()),
        raw_(tables.slots.size()),
        held_(tables.slots.size()),
        absences_(tables.slots.size()),
        counts_(tables.slots.size()) {}

  /// Weighs a resident's claims on a day. False: the engine has to.
  [[nodiscard]] bool weigh(std::span<const held_claim> claims, const resident_days& days,
                           date day) {
    // No sum overflows, and no number of claims.
    if (claims.size() + tables_.absences.size() > most_claims_) return false;
    claims_ = claims;
    cutoffs_ = tables_.calendar.cutoffs_on(day);
    next_end_ = next_change_ = never;
    if (!tables_.absences.empty()) add_absences(days.enrolled_on);
    for (std::size_t s = tables_.first_group; s < raw_.size(); ++s) raw_[s] = absences_[s];
    std::int32_t earliest = never;
    std::int32_t given_back = 0;
    std::uint32_t above_limit = 0;
    std::uint32_t is_beyond = 0;
    std::uint32_t in_matters = 0;
    for (std::size_t c = 0; c < claims.size(); ++c) {
      const held_claim& it = claims[c];
      const bool has_begun = it.from <= day.days;
      const bool is_over = it.end <= day.days;
      const bool is_eased = it.eased_on <= day.days;
      const bool is_live = has_begun & !is_over;
      earliest = std::min(earliest, it.from);
      next_end_ = std::min(next_end_, is_over ? never : it.end);
      next_change_ = std::min(next_change_, has_begun ? never : it.from);
      next_change_ = std::min(next_change_, is_eased ? never : it.eased_on);
      std::int32_t cents = it.cents;
      if constexpr (!Plain) {
        if ((it.flags & cell_claim::decays) != 0) cents = decayed(it, is_live);
        is_beyond |= (it.flags & cell_claim::is_beyond);
        is_beyond |= is_live & !is_eased ? (it.flags & cell_claim::sets_back) : 0U;
        const bool counts = is_live & (cents != 0);
        in_matters += counts ? it.in_matter : 0U;
        counts_[it.slot] = static_cast<std::uint8_t>(counts_[it.slot] + counts);
      }
      cents = is_live ? cents : 0;
      cents_[c] = cents;
      // What is negative counts for nothing where it is eased.
      given_back |= is_eased ? cents & (cents >> 31) : 0;
      const sum_slot& slot = slots_[it.slot];
      const std::int32_t sum = sums_[it.slot] + cents;
      sums_[it.slot] = sum;
      above_limit |= (sum > slot.limit) | (sum < -slot.limit);
      raw_[slot.into] += cents;
    }
    for (const held_claim& it : claims) sums_[it.slot] = 0;
    if constexpr (!Plain) {
      bool is_one_too_many = false;
      for (const held_claim& it : claims) {
        is_one_too_many |= counts_[it.slot] > slots_[it.slot].most_claims;
        counts_[it.slot] = 0;
      }
      if (is_one_too_many | (is_beyond != 0) | (in_matters > 1)) return false;
    }
    // Records of a minor are sealed: whether one is, only the calendar tells.
    if (earliest < days.grown_up) return false;
    is_direct_ = tables_.sums_directly & (above_limit == 0) & (given_back == 0);
    if (is_direct_) {
      bound();
    } else {
      settle(day);
    }
    return true;
  }

  /// The first later day on which a claim runs out; no_day: none.
  [[nodiscard]] date next_end() const noexcept { return {next_end_}; }
  /// The first later day on which anything else may change; no_day: none.
  [[nodiscard]] date next_change() const noexcept { return {next_change_}; }

  /// Goes on to a day on which claims run out and nothing else changes: next_end(),
  /// which is before next_change().
  void expire(date day) {
    next_end_ = never;
    for (std::size_t c = 0; c < claims_.size(); ++c) {
      const held_claim& it = claims_[c];
      const std::int32_t gone = it.end == day.days ? cents_[c] : 0;
      cents_[c] -= gone;
      raw_[slots_[it.slot].into] -= gone;
      next_end_ = std::min(next_end_, it.end > day.days ? it.end : never);
    }
    if (is_direct_) {
      bound();
    } else {
      settle(day);
    }
  }

  /// The figures of what the dimensions came to.
  [[nodiscard]] resident_figures figures(const std::int32_t* values) const noexcept {
    const rulebook& book = *engine_.book;
    std::int64_t sum = book.base.cents;
    for (std::size_t d = 0; d < tables_.bounds.size(); ++d) sum += values[d];
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
    return {held_.data() + tables_.first_dimension, tables_.bounds.size()};
  }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

  [[nodiscard]] std::int32_t decayed(const held_claim& claim, bool is_live) noexcept {
    const more_of_claim& by = tables_.more[claim.more];
    std::int32_t percent = 100;
    for (int step = 1; step >= 0; --step) {  // the earlier one first
      if (by.periods[step] == batch_calendar::endless) continue;
      if (claim.from < cutoffs_[by.periods[step]]) {
        percent = by.percents[step];
      } else if (is_live) {
        next_change_ =
            std::min(next_change_, tables_.calendar.end_of(by.periods[step], claim.from));
      }
    }
    const auto cents = static_cast<std::int32_t>(points{claim.cents}.percent(percent).cents);
    return std::clamp(cents, -by.cap, by.cap);
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
          next_change_ = std::min(next_change_, tables_.calendar.end_of(step.period, enrolled_on));
        }
      }
      absences_[it.dimension_slot] += cents;
    }
  }

  /// The dimensions' values where no limit and no repair has a say.
  void bound() noexcept {
    const std::int32_t* const raw = raw_.data() + tables_.first_dimension;
    std::int32_t* const held = held_.data() + tables_.first_dimension;
    for (std::size_t d = 0; d < tables_.bounds.size(); ++d) {
      const dimension_bounds& bounds = tables_.bounds[d];
      held[d] = std::min(std::max(raw[d], bounds.min), bounds.max);
    }
  }

  /// The dimensions' values, with what repairs give back (SPECIFICATION 4, step 7).
  void settle(date day) noexcept {
    std::int32_t given_back = 0;
    limit_and_bound(day.days);
    for (const std::int32_t value : values()) given_back += value;
    limit_and_bound(std::numeric_limits<std::int32_t>::min());
    for (const std::int32_t value : values()) given_back -= value;
    held_[tables_.first_dimension + engine_.repairing] += given_back;
  }

  /// Limits, then bounds: `held_` from what claims weigh, where what is repaired by
  /// `repaired_by` takes nothing. Leaves the rules' sums at 0.
  void limit_and_bound(std::int32_t repaired_by) noexcept {
    const std::size_t first_group = tables_.first_group;
    const std::size_t first_dimension = tables_.first_dimension;
    for (std::size_t s = first_group; s < held_.size(); ++s) held_[s] = absences_[s];
    for (std::size_t c = 0; c < claims_.size(); ++c) {
      const bool is_eased = claims_[c].eased_on <= repaired_by;
      sums_[claims_[c].slot] += is_eased ? std::max(cents_[c], 0) : cents_[c];
    }
    for (const held_claim& it : claims_) {
      // The first claim of a rule brings its whole sum, the others what is left: 0.
      const sum_slot& slot = slots_[it.slot];
      held_[slot.into] += std::clamp(sums_[it.slot], -slot.limit, slot.limit);
      sums_[it.slot] = 0;
    }
    for (std::size_t g = first_group; g < first_dimension; ++g) {
      held_[slots_[g].into] += std::clamp(held_[g], -slots_[g].limit, slots_[g].limit);
    }
    for (std::size_t d = 0; d < tables_.bounds.size(); ++d) {
      const dimension_bounds& bounds = tables_.bounds[d];
      held_[first_dimension + d] = std::clamp(held_[first_dimension + d], bounds.min, bounds.max);
    }
  }

  const compiled& engine_;
  const batch_tables& tables_;
  const sum_slot* slots_;
  std::size_t most_claims_;
  std::vector<std::int32_t> cents_;     ///< by claim: what it weighs on the day
  std::vector<std::int32_t> sums_;      ///< by slot of a rule; all 0 but while they are made
  std::vector<std::int32_t> raw_;       ///< by slot of a group or dimension, before bounds
  std::vector<std::int32_t> held_;      ///< by slot of a group or dimension
  std::vector<std::int32_t> absences_;  ///< by slot of a dimension
  std::vector<std::uint8_t> counts_;    ///< by slot of a rule: how many weigh something
  std::span<const held_claim> claims_;
  const std::int32_t* cutoffs_ = nullptr;
  std::int32_t next_end_ = never;
  std::int32_t next_change_ = never;
  bool is_direct_ = false;
};

}  // namespace chengxin::detail
