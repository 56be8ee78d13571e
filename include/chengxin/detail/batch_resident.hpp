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
#include "chengxin/detail/batch_changes.hpp"
#include "chengxin/detail/batch_claims.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/compiled.hpp"

namespace chengxin::detail {

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
        most_claims_(most_claims_of(tables)),
        sums_(tables.slots.size()),
        group_sums_(tables.groups.size()),
        counts_(tables.slots.size()),
        changing_(tables) {}

  /// Weighs a resident's claims on a day. False: the engine has to.
  [[nodiscard]] bool weigh(std::span<const held_claim> claims, const resident_days& days,
                           date day) {
    // No sum overflows.
    if (claims.size() + tables_.absences.size() > most_claims_) return false;
    if (cents_.size() < claims.size()) cents_.resize(claims.size());
    claims_ = claims;
    days_ = days;
    looked_at_ = 0;
    if constexpr (Plain) {
      if (claims.size() >= many_claims) return weigh_many(day);
    }
    return look(day);
  }

  /// So many are never all looked at again, if they are plain.
  static constexpr std::size_t many_claims = 24;

  /// The same of many claims as coming_maker has them on that day, and of `others` those that
  /// are not usual. Preconditions: quick_scorer::can_weigh(), and no record is from before
  /// `earliest`.
  [[nodiscard]] bool weigh_many(std::span<const coming_claim> usual,
                                std::span<const held_claim> others, const resident_days& days,
                                std::int32_t earliest, date day) {
    if (usual.size() > most_claims_ || earliest < days.grown_up) return false;
    claims_ = others;
    days_ = days;
    begin(day);
    is_by_change_ = true;
    changing_.start(usual, others, absences_, day);
    take_changed();
    return true;
  }

  /// The first later day on which any claim changes; no_day: none.
  [[nodiscard]] date next() const noexcept { return {std::min(next_end_, next_change_)}; }

  /// Goes on to next(). Looks at all claims a few times, then only at those that change.
  /// False: the engine has to.
  [[nodiscard]] bool go_on() {
    const date day = next();
    if (!is_by_change_ && looked_at_ + claims_.size() <= most_looked_at) {
      looked_at_ += claims_.size();
      if (next_end_ >= next_change_) return look(day);
      expire(day);
      return true;
    }
    if (!is_by_change_) changing_.start({}, claims_, absences_, day_);
    is_by_change_ = true;
    if (next_absence_ <= day.days || !changing_.go_on(day)) {
      return changing_.has_usual() ? false : look(day);  // the others alone are not all
    }
    take_changed();
    return true;
  }

  /// In cents.
  [[nodiscard]] const by_dimension& values() const noexcept { return values_; }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
  /// Of claims, after the first look; so many take long enough to look only at what changes.
  static constexpr std::size_t most_looked_at = 96;

  /// As look() does where claims are plain, and ready to go on.
  [[nodiscard]] bool weigh_many(date day) {
    begin(day);
    is_by_change_ = true;
    changing_.start({}, claims_, absences_, day);
    take_changed();
    std::int32_t earliest = never;
    for (const held_claim& it : claims_) earliest = std::min(earliest, it.from);
    return earliest >= days_.grown_up;
  }
  void take_changed() noexcept {
    next_end_ = changing_.next().days;
    next_change_ = next_absence_;
    bring(changing_.all(), changing_.eased());
  }

  void begin(date day) {
    day_ = day;
    is_by_change_ = false;
    cutoffs_ = tables_.calendar.cutoffs_on(day);
    next_absence_ = never;
    absences_ = {};
    if (!tables_.absences.empty()) add_absences(days_.enrolled_on);
  }

  [[nodiscard]] bool look(date day) {
    const std::span<const held_claim> claims = claims_;
    begin(day);
    by_dimension raw = absences_;
    std::int32_t next_end = never;
    std::int32_t next_change = never;
    std::int32_t earliest = never;
    std::int32_t given_back = 0;
    std::uint64_t slots = 0;
    std::uint64_t repeated = 0;
    std::uint32_t is_beyond = 0;
    std::uint32_t in_matters = 0;
    for (std::size_t c = 0; c < claims.size(); ++c) {
      const held_claim& it = claims[c];
      const bool has_begun = it.from <= day.days;
      const bool is_over = it.end <= day.days;
      const bool is_eased = it.eased_on <= day.days;
      const bool is_live = has_begun & !is_over;
      earliest = std::min(earliest, it.from);
      next_end = std::min(next_end, is_over ? never : it.end);
      next_change = std::min(next_change, has_begun ? never : it.from);
      next_change = std::min(next_change, is_eased ? never : it.eased_on);
      std::int32_t cents = it.cents;
      if constexpr (!Plain) {
        if ((it.kind.flags & claim_kind::decays) != 0) {
          std::int32_t decay = never;
          cents = decayed(tables_, cutoffs_, it, decay);
          next_change = std::min(next_change, is_live ? decay : never);
        }
        is_beyond |= (it.kind.flags & claim_kind::is_beyond);
        is_beyond |= (is_live & !is_eased) ? (it.kind.flags & claim_kind::sets_back) : 0U;
        const bool counts = is_live & (cents != 0);
        in_matters += counts && (it.kind.flags & claim_kind::in_matter) != 0 ? 1U : 0U;
        counts_[it.kind.slot] += counts ? 1U : 0U;
      }
      cents = is_live ? cents : 0;
      cents_[c] = cents;
      // What is negative counts for nothing where it is eased.
      given_back |= is_eased ? cents & (cents >> 31) : 0;
      const std::uint64_t slot = std::uint64_t{1} << (it.kind.slot % 64U);
      repeated |= slots & slot;
      slots |= slot;
      add(cents, it.kind.slot, raw);
    }
    next_end_ = next_end;
    next_change_ = std::min(next_absence_, next_change);
    if constexpr (!Plain) {
      bool is_one_too_many = false;
      for (const held_claim& it : claims) {
        is_one_too_many |= counts_[it.kind.slot] > tables_.slots[it.kind.slot].most_claims;
        counts_[it.kind.slot] = 0;
      }
      if (is_one_too_many | (is_beyond != 0) | (in_matters > 1)) return false;
    }
    // Records of a minor are sealed: whether one is, only the calendar tells.
    if (earliest < days_.grown_up) return false;
    raw_ = raw;
    // Where a rule has but one claim, and that is held to its total, no limit has a say.
    is_any_eased_ = given_back != 0;
    is_direct_ = tables_.sums_directly & !is_any_eased_;
    if (is_direct_ && repeated != 0) is_direct_ = !is_any_above_limit();
    settle(day);
    return true;
  }

  /// Goes on to a day on which claims run out and nothing else changes: next_end_,
  /// which is before next_change_. In a function of its own the sums stay in registers.
  [[gnu::noinline]] void expire(date day) {
    day_ = day;
    by_dimension raw = raw_;
    std::int32_t next_end = never;
    for (std::size_t c = 0; c < claims_.size(); ++c) {
      const held_claim& it = claims_[c];
      const std::int32_t gone = cents_[c] & -static_cast<std::int32_t>(it.end == day.days);
      cents_[c] -= gone;
      add(-gone, it.kind.slot, raw);
      next_end = std::min(next_end, it.end > day.days ? it.end : never);
    }
    raw_ = raw;
    next_end_ = next_end;
    settle(day);
  }

  void add_absences(std::int32_t enrolled_on) noexcept {
    if (enrolled_on == never) return;
    for (const batch_absence& it : tables_.absences) {
      std::int32_t cents = 0;
      for (const batch_absence::step& step : it.steps) {
        if (enrolled_on < cutoffs_[step.period]) {
          cents = step.cents;
        } else {
          const std::int32_t end = tables_.calendar.end_of(step.period, enrolled_on);
          next_absence_ = std::min(next_absence_, end);
        }
      }
      absences_[it.dimension] += cents;
    }
  }

  void add(std::int32_t cents, std::size_t slot, by_dimension& to) const noexcept {
    const by_dimension& mask = tables_.masks[slot];
    for (std::size_t d = 0; d < most_dimensions; ++d) to[d] += cents & mask[d];
  }

  [[nodiscard]] bool is_any_above_limit() noexcept {
    for (std::size_t c = 0; c < claims_.size(); ++c) sums_[claims_[c].kind.slot] += cents_[c];
    bool is_any = false;
    for (const held_claim& it : claims_) {
      const std::int32_t limit = tables_.slots[it.kind.slot].limit;
      const std::int32_t sum = sums_[it.kind.slot];
      is_any |= (sum > limit) | (sum < -limit);
    }
    for (const held_claim& it : claims_) sums_[it.kind.slot] = 0;
    return is_any;
  }

  /// The dimensions' values, with what repairs give back (SPECIFICATION 4, step 7).
  void settle(date day) noexcept {
    if (is_direct_) {
      values_ = bounded(raw_, tables_);
      return;
    }
    const by_dimension all = limited(std::numeric_limits<std::int32_t>::min());
    if (is_any_eased_) {
      bring(all, limited(day.days));
    } else {
      values_ = bounded(all, tables_);
    }
  }

  /// Of what claims come to under the limits: all of them, and where what is repaired takes
  /// nothing.
  void bring(const by_dimension& all, const by_dimension& where_eased) noexcept {
    values_ = bounded(all, tables_);
    const by_dimension eased = bounded(where_eased, tables_);
    std::int32_t given_back = 0;
    for (std::size_t d = 0; d < most_dimensions; ++d) given_back += eased[d] - values_[d];
    // A rulebook without bad categories need have no dimension that repairs.
    if (engine_.repairing != none) values_[engine_.repairing] += given_back;
  }

  /// What claims weigh under the limits, where what is repaired by `repaired_by` takes
  /// nothing.
  [[nodiscard]] by_dimension limited(std::int32_t repaired_by) noexcept {
    by_dimension made = absences_;
    std::fill(group_sums_.begin(), group_sums_.end(), 0);
    for (std::size_t c = 0; c < claims_.size(); ++c) {
      const bool is_eased = claims_[c].eased_on <= repaired_by;
      sums_[claims_[c].kind.slot] += is_eased ? std::max(cents_[c], 0) : cents_[c];
    }
    for (const held_claim& it : claims_) {
      // The first claim of a rule brings its whole sum, the others what is left: 0.
      std::int32_t& sum = sums_[it.kind.slot];
      const sum_slot& slot = tables_.slots[it.kind.slot];
      std::int32_t& to =
          slot.group == sum_slot::no_group ? made[slot.dimension] : group_sums_[slot.group];
      to += std::clamp(sum, -slot.limit, slot.limit);
      sum = 0;
    }
    for (std::size_t g = 0; g < group_sums_.size(); ++g) {
      const sum_slot& group = tables_.groups[g];
      made[group.dimension] += std::clamp(group_sums_[g], -group.limit, group.limit);
    }
    return made;
  }

  const compiled& engine_;
  const batch_tables& tables_;
  std::size_t most_claims_;
  std::vector<std::int32_t> cents_;       ///< by claim: what it weighs on the day
  std::vector<std::int32_t> sums_;        ///< by slot; all 0 but while they are made
  std::vector<std::int32_t> group_sums_;  ///< by group
  std::vector<std::uint32_t> counts_;     ///< by slot: how many claims weigh something
  by_dimension absences_{};
  by_dimension raw_{};     ///< before limits and bounds
  by_dimension values_{};  ///< after them
  std::span<const held_claim> claims_;
  resident_days days_;
  date day_;  ///< of the last look
  const std::int32_t* cutoffs_ = nullptr;
  std::int32_t next_end_ = never;     ///< of the claims that count
  std::int32_t next_change_ = never;  ///< of anything else
  std::int32_t next_absence_ = never;
  changing_claims changing_;
  bool is_by_change_ = false;
  std::size_t looked_at_ = 0;  ///< how many claims, after the first look
  bool is_any_eased_ = false;
  bool is_direct_ = false;
};

}  // namespace chengxin::detail
