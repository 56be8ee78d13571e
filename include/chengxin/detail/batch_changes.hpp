// Claims of one resident that change one after the other while limits and bounds swallow
// it: each change costs what it takes to find it, not another look at all claims.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_claims.hpp"
#include "chengxin/detail/batch_day_queue.hpp"
#include "chengxin/detail/batch_tables.hpp"

namespace chengxin::detail {

/// The cents of a claim that decays, where `cutoffs` are the calendar's on the day.
/// `next` becomes the day on which they change, if that is earlier.
[[nodiscard]] inline std::int32_t decayed(const batch_tables& tables, const std::int32_t* cutoffs,
                                          const held_claim& claim, std::int32_t& next) noexcept {
  const more_of_claim& by = tables.more[claim.kind.more];
  std::int32_t percent = 100;
  for (int step = 1; step >= 0; --step) {  // the earlier one first
    if (by.periods[step] == batch_calendar::endless) continue;
    if (claim.from < cutoffs[by.periods[step]]) {
      percent = by.percents[step];
    } else {
      next = std::min(next, tables.calendar.end_of(by.periods[step], claim.from));
    }
  }
  const auto cents = static_cast<std::int32_t>(points{claim.cents}.percent(percent).cents);
  return std::clamp(cents, -by.cap, by.cap);
}

/// What claims come to under the limits, kept up to date as they change.
class limited_sums {
public:
  explicit limited_sums(const batch_tables& tables)
      : tables_(tables), sums_(tables.slots.size()), group_sums_(tables.groups.size()) {}

  void start(const by_dimension& without_claims) {
    made_ = without_claims;
    std::fill(sums_.begin(), sums_.end(), 0);
    std::fill(group_sums_.begin(), group_sums_.end(), 0);
  }

  /// The sums of another, before sum_up() of either.
  void begin_as(const limited_sums& other) noexcept { sums_ = other.sums_; }
  /// One of the first, which count from sum_up() on.
  void begin_with(std::int32_t cents, std::size_t slot_at) noexcept { sums_[slot_at] += cents; }
  void sum_up() noexcept {
    for (std::size_t at = 0; at < sums_.size(); ++at) {
      add_to_whole(tables_.slots[at],
                   std::clamp(sums_[at], -tables_.slots[at].limit, tables_.slots[at].limit));
    }
  }

  void add(std::int32_t cents, std::size_t slot_at) noexcept {
    const sum_slot& slot = tables_.slots[slot_at];
    add_to_whole(slot, add_within(slot.limit, cents, sums_[slot_at]));
  }

  /// Before the dimensions' bounds.
  [[nodiscard]] const by_dimension& made() const noexcept { return made_; }

private:
  /// A rule's sum, held to its limit, has grown by so much.
  void add_to_whole(const sum_slot& slot, std::int32_t more) noexcept {
    if (slot.group == sum_slot::no_group) {
      made_[slot.dimension] += more;
    } else {
      const sum_slot& group = tables_.groups[slot.group];
      made_[group.dimension] += add_within(group.limit, more, group_sums_[slot.group]);
    }
  }

  /// By how much a sum that is held to a limit grows.
  [[nodiscard]] static std::int32_t add_within(std::int32_t limit, std::int32_t cents,
                                               std::int32_t& sum) noexcept {
    const std::int32_t before = std::clamp(sum, -limit, limit);
    sum += cents;
    return std::clamp(sum, -limit, limit) - before;
  }

  const batch_tables& tables_;
  std::vector<std::int32_t> sums_;        ///< by slot
  std::vector<std::int32_t> group_sums_;  ///< by group
  by_dimension made_{};
};

class changing_claims {
public:
  explicit changing_claims(const batch_tables& tables)
      : tables_(tables),
        all_(tables),
        eased_(tables),
        changes_(tables.calendar.last() - tables.calendar.day()) {}

  /// Begins with what claims weigh on a day of the calendar: those of `usual` that are so on
  /// that day, and others.
  void start(std::span<const coming_claim> usual, std::span<const held_claim> others,
             const by_dimension& without_claims, date day) {
    usual_ = usual;
    claims_ = others;
    if (weights_.size() < others.size()) weights_.resize(others.size());
    all_.start(without_claims);
    eased_.start(without_claims);
    changes_.start(day.days, usual.size() + others.size());
    for (std::uint32_t c = 0; c < usual.size(); ++c) {
      if (!usual[c].is_usual()) continue;
      all_.begin_with(usual[c].today, usual[c].slot);
      if (usual[c].next != never) changes_.add(usual[c].next, c);
    }
    eased_.begin_as(all_);
    for (std::uint32_t c = 0; c < others.size(); ++c) {
      std::int32_t next = never;
      weights_[c] = weight_on(day, others[c], next);
      all_.begin_with(weights_[c].cents, others[c].kind.slot);
      eased_.begin_with(weights_[c].eased, others[c].kind.slot);
      if (next != never) changes_.add(next, number_of(c));
    }
    all_.sum_up();
    eased_.sum_up();
  }

  /// Goes on to a later day of the calendar, through all changes until then. False: a claim
  /// begins that has to be compared with others, and it has to start again.
  [[nodiscard]] bool go_on(date day) {
    for (std::int32_t now = changes_.next(); now <= day.days; now = changes_.next()) {
      for (std::uint32_t c = changes_.take(); c != day_queue::none;) {
        const std::uint32_t after = changes_.after(c);
        if (c < usual_.size()) {
          all_.add(-usual_[c].today, usual_[c].slot);
          eased_.add(-usual_[c].today, usual_[c].slot);
        } else {
          const held_claim& it = claims_[c - usual_.size()];
          if (it.from == now && is_compared(it.kind)) return false;
          change(c - static_cast<std::uint32_t>(usual_.size()), day);
        }
        c = after;
      }
    }
    return true;
  }

  /// The next day on which a claim changes; no_day: none.
  [[nodiscard]] date next() noexcept { return {changes_.next()}; }

  /// Whether any claims are taken as coming_maker has them.
  [[nodiscard]] bool has_usual() const noexcept { return !usual_.empty(); }

  [[nodiscard]] const by_dimension& all() const noexcept { return all_.made(); }
  /// Where what is eased takes nothing.
  [[nodiscard]] const by_dimension& eased() const noexcept { return eased_.made(); }

private:
  static constexpr std::int32_t never = day_queue::never;
  static_assert(never == no_day.days);

  struct weight {
    std::int32_t cents = 0;
    std::int32_t eased = 0;
  };

  [[nodiscard]] bool is_compared(const claim_kind& kind) const noexcept {
    return (kind.flags & (claim_kind::sets_back | claim_kind::in_matter)) != 0 ||
           tables_.slots[kind.slot].most_claims != std::numeric_limits<std::uint32_t>::max();
  }

  /// What a claim weighs on a day, and on which day that changes next.
  [[nodiscard]] weight weight_on(date day, const held_claim& it,
                                 std::int32_t& next) const noexcept {
    weight now;
    if (it.end <= day.days) return now;
    next = it.end;
    if (it.from > day.days) {
      next = std::min(next, it.from);
      return now;
    }
    const bool is_eased = it.eased_on <= day.days;
    const bool decays = (it.kind.flags & claim_kind::decays) != 0;
    now.cents = decays ? decayed(tables_, tables_.calendar.cutoffs_on(day), it, next) : it.cents;
    now.eased = is_eased ? std::max(now.cents, 0) : now.cents;
    if (!is_eased) next = std::min(next, it.eased_on);
    return now;
  }

  void change(std::uint32_t c, date day) noexcept {
    std::int32_t next = never;
    const weight now = weight_on(day, claims_[c], next);
    const weight before = weights_[c];
    const std::size_t slot = claims_[c].kind.slot;
    if (now.cents != before.cents) all_.add(now.cents - before.cents, slot);
    if (now.eased != before.eased) eased_.add(now.eased - before.eased, slot);
    weights_[c] = now;
    if (next != never) changes_.add(next, number_of(c));
  }

  /// In changes_, of one of claims_.
  [[nodiscard]] std::uint32_t number_of(std::uint32_t claim) const noexcept {
    return static_cast<std::uint32_t>(usual_.size()) + claim;
  }

  const batch_tables& tables_;
  limited_sums all_;
  limited_sums eased_;
  std::span<const coming_claim> usual_;
  std::span<const held_claim> claims_;
  std::vector<weight> weights_;  ///< by claim of claims_
  day_queue changes_;            ///< of usual_, then of claims_
};

}  // namespace chengxin::detail
