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
  std::int32_t end;       ///< the first day on which it has run out
  std::int32_t from;      ///< the day it occurred
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
    if (all.repaired_on == nullptr) repaired_on_.assign(all.count, no_day);
    std::size_t count = 0;
    if (tables_.direct.exist && is_plain) {
      count = take_directly(all, to);
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

  void find_ends(block_claims& to, std::size_t count) {
    std::uint32_t flags = 0;
    for (std::size_t c = 0; c < count; ++c) {
      held_claim& it = to.held[c];
      flags |= it.kind.flags;
      it.end = std::min(it.end, tables_.calendar.end_of(it.kind.period, it.from));
    }
    found_beyond_ = (flags & claim_kind::is_beyond) != 0;
  }

  [[nodiscard]] const date* repaired_on(const record_columns& all) const noexcept {
    return all.repaired_on == nullptr ? repaired_on_.data() : all.repaired_on;
  }

  /// Where one table has all cells. The claims that follow the first of a cell, which few
  /// have, are made afterwards in places that are left for them.
  [[nodiscard]] std::size_t take_directly(const record_columns& all, block_claims& to) {
    const direct_cells& by = tables_.direct;
    find_places(all);
    find_good(all);
    const std::uint32_t* const places = places_.data();
    const std::uint32_t* const good = good_.data();
    const std::int32_t* const units =
        all.units[by.counts] == nullptr ? all.keys[by.counts] : all.units[by.counts];
    const cell_claim* const claims = by.claims.data();
    const date* const occurred_on = all.occurred_on;
    const date* const eased_on = repaired_on(all);
    const std::int32_t* const points = points_;
    const std::int32_t* const cutoffs = cutoffs_;
    held_claim* const held = to.held.data();
    std::uint32_t* const before = to.before.data();
    others_.resize(all.count + 1);
    std::uint32_t* const others = others_.data();
    std::size_t other_count = 0;
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < all.count; ++i) {
      const cell_claim& claim = claims[places[i]];
      const std::int32_t from = occurred_on[i].days;
      const std::int32_t counted = std::min(std::max(units[i], 0), claim.most_units);
      const std::int32_t cents = points[claim.points_at + static_cast<std::uint32_t>(counted)];
      held_claim& made = held[count];
      made.cents = cents;
      made.end = never;
      made.from = from;
      made.eased_on = eased_on[i].days;
      made.kind = claim.kind;
      before[i] = count;
      const bool counts = (from >= cutoffs[claim.kind.period]) & (cents != 0);
      const std::uint32_t following = claim.kind.following & good[i];
      count += (static_cast<std::uint32_t>(counts) & good[i]) + following;
      others[other_count] = static_cast<std::uint32_t>(i);
      other_count += following != 0 ? 1U : 0U;
    }
    before[all.count] = count;
    for (std::size_t n = 0; n < other_count; ++n) {
      const std::size_t i = others[n];
      const cell_claim* const first = claims_ + by.cells[places[i]];
      const std::uint32_t following = first->kind.following;
      for (std::uint32_t c = 1; c <= following; ++c) {
        held[before[i + 1] - following + c - 1] = claim_of(first[c], all, i);
      }
    }
    return count;
  }

  void find_places(const record_columns& all) {
    const direct_cells& by = tables_.direct;
    places_.resize(all.count);
    std::uint32_t* const places = places_.data();
    const std::uint32_t* const categories = all.category;
    const std::int32_t* const keys = all.keys[by.decides];
    const std::int32_t first = by.first;
    const std::int32_t last = by.last;
    const std::uint32_t shift = by.shift;
    for (std::size_t i = 0; i < all.count; ++i) {
      const std::int32_t key = keys[i];
      const std::int32_t low = key < first ? first : key;
      const std::int32_t held = low > last ? last : low;
      places[i] = (categories[i] << shift) + static_cast<std::uint32_t>(held - first + 1);
    }
    if ((all.complete >> by.decides & 1U) != 0) return;
    for (std::size_t i = 0; i < all.count; ++i) {
      places[i] = keys[i] == absent_value ? categories[i] << shift : places[i];
    }
  }

  /// All bits where a record has a weight on any day, as far as its cell does not say it;
  /// else none.
  void find_good(const record_columns& all) {
    const direct_cells& by = tables_.direct;
    good_.resize(all.count);
    std::uint32_t* const good = good_.data();
    const std::int32_t* const keys = all.keys[by.checked];
    const record_status* const status = all.status;
    if (by.allow_alike) {
      const direct_cells::range allowed = by.allowed[0];
      for (std::size_t i = 0; i < all.count; ++i) good[i] = is_good(allowed, keys[i], status[i]);
    } else {
      for (std::size_t i = 0; i < all.count; ++i) {
        good[i] = is_good(by.allowed[all.category[i]], keys[i], status[i]);
      }
    }
  }
  [[nodiscard]] static std::uint32_t is_good(const direct_cells::range& allowed, std::int32_t key,
                                             record_status status) noexcept {
    const std::uint32_t distance =
        static_cast<std::uint32_t>(key) - static_cast<std::uint32_t>(allowed.first);
    const std::uint32_t is_out = distance > allowed.size ? 1 : 0;
    const std::uint32_t is_absent = key == absent_value ? allowed.may_be_absent : 0;
    return ((is_out & ~is_absent) | falls(status)) - 1;
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
      const std::uint32_t last = at + claims_[at].kind.following;
      for (; at <= last; ++at) {
        const held_claim made = claim_of(claims_[at], all, i);
        constexpr unsigned seen = claim_kind::sets_back | claim_kind::is_beyond;
        const bool is_anything = made.cents != 0 || (made.kind.flags & seen) != 0;
        const bool is_over =
            made.from < cutoffs_[made.kind.period] || made.end <= tables_.calendar.day().days;
        if (!is_anything || is_over) continue;
        to.held[count++] = made;
      }
    }
    return count;
  }

  [[nodiscard]] held_claim claim_of(const cell_claim& claim, const record_columns& all,
                                    std::size_t i) const {
    held_claim made;
    made.from = all.occurred_on[i].days;
    made.end = never;
    if (all.expires_on != nullptr && all.expires_on[i] != no_day) {
      made.end = all.expires_on[i].days + 1;
    }
    made.eased_on = repaired_on(all)[i].days;
    made.kind = claim.kind;
    const std::int32_t* const units = all.units.empty() ? nullptr : all.units[claim.kind.column];
    const std::int32_t count = units == nullptr ? 0 : units[i];
    if ((claim.kind.flags & claim_kind::is_computed) != 0) {
      // How much so many are is worked out by the engine.
      if (count == too_many_units) made.kind.flags |= claim_kind::is_beyond;
      made.cents = points_of(tables_.more[claim.kind.more], std::max(count, 0));
    } else {
      made.cents = points_of_units(claim, count);
    }
    if (all.has_matter != nullptr && all.has_matter[i] &&
        tables_.categories[all.category[i]].heeds_matter) {
      made.kind.flags |= claim_kind::in_matter;
    }
    return made;
  }

  [[nodiscard]] std::int32_t points_of_units(const cell_claim& claim,
                                             std::int32_t units) const noexcept {
    const std::int32_t counted = std::min(std::max(units, 0), claim.most_units);
    return points_[claim.points_at + static_cast<std::uint32_t>(counted)];
  }

  /// 1 where a record is disputed or revoked, else 0.
  [[nodiscard]] static std::uint32_t falls(record_status status) noexcept {
    static_assert(static_cast<int>(record_status::active) == 0 &&
                  static_cast<int>(record_status::repaired) == 2);  // the even ones stand
    return static_cast<std::uint32_t>(status) & 1U;
  }

  /// Whether a record has a weight on any day, as far as its cell does not say it.
  [[nodiscard]] bool is_good(const category_cells& category, const record_columns& all,
                             std::size_t i) const noexcept {
    if (all.status != nullptr && falls(all.status[i]) != 0) return false;
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
  // Of the records of a block, where one table has all cells.
  std::vector<std::uint32_t> places_;
  std::vector<std::uint32_t> good_;
  std::vector<std::uint32_t> others_;  ///< those with more than one claim
};

}  // namespace chengxin::detail
