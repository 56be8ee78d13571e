// The claims of a block's records: what of them weighs anything on the batch's day or
// later, and until when. In loops over all records without a branch for each.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_tables.hpp"

namespace chengxin::detail {

/// A claim that has not run out by the batch's day.
struct held_claim {
  std::int32_t cents;     ///< before decay
  std::int32_t from;      ///< the day it occurred
  std::int32_t end;       ///< the first day on which it has run out
  std::int32_t eased_on;  ///< the day of the decision to repair what is bad
  claim_kind kind;
};

/// The claims of a block, and how many the records before each have.
struct block_claims {
  std::vector<held_claim> held;
  std::vector<std::uint32_t> before;  ///< by record, and one more
};

class claim_maker {
public:
  explicit claim_maker(const batch_tables& tables)
      : tables_(tables),
        claims_(tables.claims.data()),
        points_(tables.points.data()),
        cutoffs_(tables.calendar.cutoffs_on(tables.calendar.day())) {}

  void run(const record_columns& all, block_claims& to) {
    to.before.resize(all.count + 1);
    if (to.held.size() < all.count * tables_.longest_cell + 1) {
      to.held.resize(all.count * tables_.longest_cell + 1);
    }
    const bool is_plain = all.status != nullptr && all.origin == nullptr &&
                          all.expires_on == nullptr && all.has_matter == nullptr &&
                          all.steps[0] == nullptr && all.steps[1] == nullptr &&
                          all.steps[2] == nullptr;
    std::size_t count = 0;
    if (tables_.direct.exist && is_plain) {
      const direct_cells& by = tables_.direct;
      const bool all_given = is_all_given(all.keys[by.decides], all.count) &&
                             is_all_given(all.keys[by.checked], all.count);
      if (all_given && all.repaired_on != nullptr) {
        count = take_directly<true>(all, all.repaired_on, to);
      } else {
        repaired_on_.assign(all.repaired_on == nullptr ? all.count : 0, no_day);
        count = take_directly<false>(
            all, all.repaired_on == nullptr ? repaired_on_.data() : all.repaired_on, to);
      }
    } else {
      count = take_each(all, to);
    }
    to.before[all.count] = static_cast<std::uint32_t>(count);
    find_ends(to, count);
  }

  /// Whether the engine has to look at any record of the last block.
  [[nodiscard]] bool found_beyond() const noexcept { return found_beyond_; }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

  [[nodiscard]] static bool is_all_given(const std::int32_t* keys, std::size_t count) noexcept {
    std::int32_t absent = 0;
    for (std::size_t i = 0; i < count; ++i) absent |= keys[i] == absent_value ? 1 : 0;
    return absent == 0;
  }

  void find_ends(block_claims& to, std::size_t count) {
    std::uint32_t flags = 0;
    for (std::size_t c = 0; c < count; ++c) {
      held_claim& it = to.held[c];
      flags |= it.kind.flags;
      it.end = std::min(it.end, tables_.calendar.end_of(it.kind.period, it.from));
    }
    found_beyond_ = (flags & claim_kind::is_beyond) != 0;
  }

  /// Where one table has all cells.
  template <bool AllGiven>
  [[nodiscard]] std::size_t take_directly(const record_columns& all, const date* repaired_on,
                                          block_claims& to) const {
    const direct_cells& by = tables_.direct;
    const std::int32_t* const decides = all.keys[by.decides];
    const std::int32_t* const checked = all.keys[by.checked];
    const std::int32_t* const units =
        all.units[by.counts] == nullptr ? decides : all.units[by.counts];
    const std::uint16_t* const claims = by.claims.data();
    const direct_cells::range* const allowed = by.allowed.data();
    const std::int32_t first = by.first;
    const std::int32_t last = by.last;
    const std::uint32_t width = by.width;
    held_claim* const held = to.held.data();
    std::uint32_t* const before = to.before.data();
    std::size_t count = 0;
    for (std::size_t i = 0; i < all.count; ++i) {
      const std::uint32_t category = all.category[i];
      const std::int32_t key = decides[i];
      const auto place =
          static_cast<std::uint32_t>(std::min(std::max(key, first), last) - first + 1);
      const std::uint32_t at =
          claims[category * width + (!AllGiven && key == absent_value ? 0 : place)];
      const std::int32_t value = checked[i];
      bool good =
          static_cast<std::uint32_t>(value) - static_cast<std::uint32_t>(allowed[category].first) <=
          allowed[category].size;
      if constexpr (!AllGiven) {
        good |= (value == absent_value) & (by.may_be_absent[category] != 0);
      }
      good &= does_stand(all.status[i]);
      const cell_claim& claim = claims_[at];
      const std::int32_t from = all.occurred_on[i].days;
      before[i] = static_cast<std::uint32_t>(count);
      if (claim.kind.flags != 0) [[unlikely]] {
        if (good) count = take_cell(all, i, at, to, count);
        continue;
      }
      const std::int32_t cents = points_of_units(claim, units[i]);
      held_claim& made = held[count];
      made.cents = cents;
      made.from = from;
      made.end = never;
      made.eased_on = repaired_on[i].days;
      made.kind = claim.kind;
      count += (good & (from >= cutoffs_[claim.kind.period]) & (cents != 0)) ? 1U : 0U;
    }
    return count;
  }

  /// Where cells have to be found attribute by attribute.
  [[nodiscard]] std::size_t take_each(const record_columns& all, block_claims& to) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < all.count; ++i) {
      to.before[i] = static_cast<std::uint32_t>(count);
      const category_cells& category = tables_.categories[all.category[i]];
      if (!is_good(category, all, i)) continue;
      std::uint32_t at = tables_.cells[cell_of(category, all, i)];
      if (category.is_bad && has_step(all, i) && at != tables_.nothing) at = tables_.beyond;
      count = take_cell(all, i, at, to, count);
    }
    return count;
  }

  /// Adds all claims of a record's cell; gives how many there are then.
  [[nodiscard]] std::size_t take_cell(const record_columns& all, std::size_t i, std::uint32_t at,
                                      block_claims& to, std::size_t count) const {
    const std::int32_t from = all.occurred_on[i].days;
    const std::int32_t expires = all.expires_on == nullptr ? never : all.expires_on[i].days;
    const std::int32_t day = tables_.calendar.day().days;
    while (true) {
      const cell_claim& claim = claims_[at];
      held_claim& made = to.held[count];
      made = {0, from, expires == never ? never : expires + 1,
              all.repaired_on == nullptr ? never : all.repaired_on[i].days, claim.kind};
      const std::int32_t units = all.units.empty() || all.units[claim.kind.column] == nullptr
                                     ? 0
                                     : all.units[claim.kind.column][i];
      if ((claim.kind.flags & claim_kind::is_computed) != 0) {
        // How much so many are is worked out by the engine.
        if (units == too_many_units) made.kind.flags |= claim_kind::is_beyond;
        made.cents = chengxin::detail::points_of(tables_.more[claim.kind.more], std::max(units, 0));
      } else {
        made.cents = points_of_units(claim, units);
      }
      if (all.has_matter != nullptr && all.has_matter[i]) {
        made.kind.in_matter = tables_.categories[all.category[i]].heeds_matter ? 1 : 0;
      }
      constexpr unsigned seen = claim_kind::sets_back | claim_kind::is_beyond;
      const bool is_anything = made.cents != 0 || (made.kind.flags & seen) != 0;
      if (is_anything && expires >= day && from >= cutoffs_[claim.kind.period]) ++count;
      if ((claim.kind.flags & claim_kind::has_next) == 0) return count;
      ++at;
    }
  }

  [[nodiscard]] std::int32_t points_of_units(const cell_claim& claim,
                                             std::int32_t units) const noexcept {
    const std::int32_t counted = std::min(std::max(units, 0), claim.most_units);
    return points_[claim.points_at + static_cast<std::uint32_t>(counted)];
  }

  [[nodiscard]] static bool does_stand(record_status status) noexcept {
    static_assert(static_cast<int>(record_status::active) == 0 &&
                  static_cast<int>(record_status::repaired) == 2);  // the even ones stand
    return (static_cast<std::uint32_t>(status) & 1U) == 0;
  }

  /// Whether a record has a weight on any day, as far as its cell does not say it.
  [[nodiscard]] bool is_good(const category_cells& category, const record_columns& all,
                             std::size_t i) const noexcept {
    if (all.status != nullptr && !does_stand(all.status[i])) return false;
    const auto origin = all.origin == nullptr ? 0U : static_cast<unsigned>(all.origin[i]);
    if (((category.origins >> origin) & 1U) == 0) return false;
    if (tables_.any_undeclared && (given(all, i) & category.undeclared) != 0) return false;
    if (tables_.any_providers && !is_authorised(all, i)) return false;
    if (all.keys.empty()) return true;
    bool good = true;
    for (const cell_check& check : category.checks) good &= is_allowed(check, all, i);
    return good;
  }
  [[nodiscard]] static bool is_allowed(const cell_check& by, const record_columns& all,
                                       std::size_t i) noexcept {
    const std::int32_t key = all.keys[by.column][i];
    const bool fits = (key >= by.first) & (key <= by.last);
    return fits | ((key == absent_value) & by.may_be_absent);
  }
  [[nodiscard]] static std::uint32_t given(const record_columns& all, std::size_t i) noexcept {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < all.keys.size(); ++k) {
      bits |= static_cast<std::uint32_t>(all.keys[k][i] != absent_value) << k;
    }
    return bits;
  }
  [[nodiscard]] bool is_authorised(const record_columns& all, std::size_t i) const noexcept {
    const std::size_t provider = all.provider == nullptr ? tables_.provider_count : all.provider[i];
    return tables_.authorised[all.category[i] * (tables_.provider_count + 1) + provider] != 0;
  }
  [[nodiscard]] static bool has_step(const record_columns& all, std::size_t i) noexcept {
    bool has = false;
    for (const date* const step : all.steps) has |= step != nullptr && step[i] != no_day;
    return has;
  }

  [[nodiscard]] std::uint32_t cell_of(const category_cells& category, const record_columns& all,
                                      std::size_t i) const noexcept {
    std::uint32_t made = category.first_cell;
    if (category.lookups[0].decides) {
      made += category.stride * class_of(category.lookups[0], all, i);
    }
    if (category.lookups[1].decides) made += class_of(category.lookups[1], all, i);
    return made;
  }
  [[nodiscard]] std::uint32_t class_of(const cell_lookup& by, const record_columns& all,
                                       std::size_t i) const noexcept {
    const std::int32_t key = all.keys[by.column][i];
    const std::int32_t held = std::min(std::max(key, by.first), by.last);
    const auto at = static_cast<std::uint32_t>(held - by.first + 1);
    return tables_.classes[by.at + (key == absent_value ? 0 : at)];
  }

  const batch_tables& tables_;
  const cell_claim* claims_;
  const std::int32_t* points_;
  const std::int32_t* cutoffs_;
  bool found_beyond_ = false;
  std::vector<date> repaired_on_;  ///< of records of which none is repaired
};

}  // namespace chengxin::detail
