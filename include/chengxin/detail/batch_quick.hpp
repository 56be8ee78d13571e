// The residents of a block whose claims take one look each: what they weigh on the batch's
// day and the first later day on which that changes. Never decides what takes more than
// that (a repaired record that takes something, a change that a bound or a limit swallows): it says
// so, and resident_scorer does it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

#include "chengxin/detail/batch_coming.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::detail {

class quick_scorer {
public:
  /// Whether residents of these tables may be weighed here at all.
  [[nodiscard]] static bool can_weigh(const batch_tables& tables) noexcept {
    return tables.sums_directly && tables.absences.empty() && !tables.any_single &&
           !tables.any_more;
  }

  /// `last_day`: none later is told; no_day: the last is not known.
  quick_scorer(const batch_tables& tables, date last_day)
      : tables_(tables),
        last_day_(last_day.days),
        last_known_(tables.calendar.last().days),
        most_claims_(most_claims_of(tables)),
        sums_(tables.slots.size()) {}

  /// Weighs the claims from `it` to before `end`, and finds through which day nothing
  /// changes. False: resident_scorer has to.
  [[nodiscard]] CHENGXIN_INLINED bool weigh(const coming_claim* it, const coming_claim* end,
                                            by_dimension& values, date& stable) noexcept {
    if (static_cast<std::size_t>(end - it) > most_claims_) return false;
    const coming_claim* const first = it;
    lanes raw{};
    lanes change{};
    std::int32_t next = never;
    std::uint64_t slots = 0;
    std::uint64_t repeated = 0;
    for (; it != end; ++it) {
      const std::uint64_t slot = std::uint64_t{1} << (it->slot % 64U);
      repeated |= slots & slot;
      slots |= slot;
      // Of several changes those of the first day.
      const auto later = std::int64_t{it->next} - next;
      const auto stays = static_cast<std::int32_t>(~(later >> 63));
      const auto joins = it->change & static_cast<std::int32_t>((later - 1) >> 63);
      next = std::min(next, it->next);
      lanes mask;
      load(mask, tables_.masks[it->slot]);
      raw += it->today & mask;
      change = (change & stays) + (joins & mask);
    }
    if (next == coming_claim::has_more) return false;
    change += raw;
    if (repeated != 0 && may_be_above_limit(first, end)) {
      limit(first, end, next, raw, change);
    }
    lanes lowest;
    lanes highest;
    load(lowest, tables_.lowest);
    load(highest, tables_.highest);
    hold(raw, lowest, highest);
    hold(change, lowest, highest);
    const lanes differs = raw ^ change;
    std::memcpy(values.data(), &raw, sizeof raw);
    std::uint64_t parts[sizeof(lanes) / sizeof(std::uint64_t)];
    std::memcpy(parts, &differs, sizeof differs);
    const bool is_last = next > last_day_ || next == never;
    stable.days = is_last ? last_day_ : next - 1;
    return is_last || ((parts[0] | parts[1] | parts[2] | parts[3]) != 0 && next <= last_known_);
  }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

  /// Whether those of any rule can come to more than its limit, on any day. (All claims of
  /// a rule have one sign.)
  [[nodiscard]] bool may_be_above_limit(const coming_claim* first,
                                        const coming_claim* end) noexcept {
    bool is_any = false;
    for (const coming_claim* it = first; it != end; ++it) {
      sums_[it->slot] += std::abs(it->change);
      is_any |= sums_[it->slot] > tables_.slots[it->slot].limit;
    }
    for (const coming_claim* it = first; it != end; ++it) sums_[it->slot] = 0;
    return is_any;
  }

  /// A number for each dimension, in one vector or in two. (Never passed by value: how that
  /// is done depends on the processor.)
  using lanes [[gnu::vector_size(sizeof(by_dimension))]] = std::int32_t;

  /// Both sums anew, each rule's held to its limit.
  void limit(const coming_claim* first, const coming_claim* end, std::int32_t next, lanes& now,
             lanes& then) noexcept {
    by_dimension sums{};
    for (const coming_claim* it = first; it != end; ++it) sums_[it->slot] += it->today;
    for (const coming_claim* it = first; it != end; ++it) {
      const sum_slot& slot = tables_.slots[it->slot];
      sums[slot.dimension] += std::clamp(sums_[it->slot], -slot.limit, slot.limit);
      sums_[it->slot] = 0;  // the first claim of a rule brings its whole sum
    }
    load(now, sums);
    sums = {};
    for (const coming_claim* it = first; it != end; ++it) {
      sums_[it->slot] += it->today + (it->next == next ? it->change : 0);
    }
    for (const coming_claim* it = first; it != end; ++it) {
      const sum_slot& slot = tables_.slots[it->slot];
      sums[slot.dimension] += std::clamp(sums_[it->slot], -slot.limit, slot.limit);
      sums_[it->slot] = 0;
    }
    load(then, sums);
  }
  CHENGXIN_INLINED static void load(lanes& to, const by_dimension& from) noexcept {
    std::memcpy(&to, from.data(), sizeof to);
  }
  CHENGXIN_INLINED static void hold(lanes& it, const lanes& lowest, const lanes& highest) noexcept {
    it = it < lowest ? lowest : it;
    it = it > highest ? highest : it;
  }

  const batch_tables& tables_;
  std::int32_t last_day_;
  std::int32_t last_known_;
  std::size_t most_claims_;
  std::vector<std::int32_t> sums_;  ///< by slot; all 0 but while they are made
};

}  // namespace chengxin::detail
