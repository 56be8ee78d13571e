// The claims of one resident's records: what of them weighs anything on the batch's day or
// later, and until when. Where one table has all cells, those of a block at once first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_coming.hpp"
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

class claim_maker {
public:
  claim_maker(const batch_tables& tables, bool is_wide)
      : tables_(tables),
        claims_(tables.claims.data()),
        points_(tables.points.data()),
        cutoffs_(tables.calendar.cutoffs_on(tables.calendar.day())),
        coming_by_(tables, is_wide) {}

  /// Looks at the records of a block, and says whether their claims are in coming().
  bool look(const record_columns& all) {
    has_coming_ = tables_.direct.exist && all.status != nullptr && all.origin == nullptr &&
                  all.expires_on == nullptr && all.has_matter == nullptr &&
                  all.steps[0] == nullptr && all.steps[1] == nullptr && all.steps[2] == nullptr;
    if (has_coming_) coming_by_.run(all, coming_);
    return has_coming_;
  }
  [[nodiscard]] const coming_claims& coming() const noexcept { return coming_; }

  /// Those of the records from `first` to before `last` of the block last looked at. They
  /// live until the next call.
  [[nodiscard]] std::span<const held_claim> hold(const record_columns& all, std::size_t first,
                                                 std::size_t last) {
    const std::size_t most = (last - first) * tables_.longest_cell;
    if (held_.size() < most) held_.resize(most);
    found_beyond_ = false;
    const auto is_any = [](const coming_claim&) { return true; };
    const std::size_t count =
        has_coming_ ? take_coming(all, first, last, is_any) : take_each(all, first, last);
    return {held_.data(), count};
  }

  /// Those of them that are not as coming() has them: that begin later, or of which it says
  /// that there is more to them. Precondition: look() was true of the block.
  [[nodiscard]] std::span<const held_claim> hold_unusual(const record_columns& all,
                                                         std::size_t first, std::size_t last) {
    const std::size_t most = (last - first) * tables_.longest_cell;
    if (held_.size() < most) held_.resize(most);
    found_beyond_ = false;
    const auto is_unusual = [](const coming_claim& it) { return !it.is_usual(); };
    return {held_.data(), take_coming(all, first, last, is_unusual)};
  }

  /// Whether the engine has to look at any of them.
  [[nodiscard]] bool found_beyond() const noexcept { return found_beyond_; }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

  template <class IsWanted>
  [[nodiscard]] std::size_t take_coming(const record_columns& all, std::size_t first,
                                        std::size_t last, const IsWanted& is_wanted) {
    std::size_t count = 0;
    const std::size_t end = coming_.kept_to(last);
    for (std::size_t k = coming_.kept_to(first); k < end; ++k) {
      const std::uint32_t begin_of_it = coming_.claims_before[k];
      const std::uint32_t end_of_it = coming_.claims_before[k + 1];
      for (std::uint32_t at = begin_of_it; at < end_of_it; ++at) {
        if (!is_wanted(coming_.all[at])) continue;
        const std::size_t i = coming_.kept[k];
        const cell_claim* const of_cell = claims_ + tables_.direct.cells[coming_by_.place_of(i)];
        const std::uint32_t following = of_cell->kind.following;
        // Of several claims of a cell those that weigh something are the last.
        held_[count++] = following == 0
                             ? claim_of(coming_.all[at], *of_cell, all, i)
                             : limited(claim_of(of_cell[following + 1 - (end_of_it - at)], all, i));
      }
    }
    return count;
  }
  /// That of a record whose cell has no other.
  [[nodiscard]] held_claim claim_of(const coming_claim& as, const cell_claim& claim,
                                    const record_columns& all, std::size_t i) const noexcept {
    held_claim made;
    made.cents = as.today != 0 ? as.today : as.change;
    made.from = all.occurred_on[i].days;
    made.end = tables_.calendar.end_of(claim.kind.period, made.from);
    made.eased_on = all.repaired_on == nullptr ? no_day.days : all.repaired_on[i].days;
    made.kind = claim.kind;
    return made;
  }

  /// Where cells have to be found attribute by attribute.
  [[nodiscard]] std::size_t take_each(const record_columns& all, std::size_t first,
                                      std::size_t last) {
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
      const category_cells& category = tables_.categories[all.category[i]];
      if (!is_good(category, all, i)) continue;
      std::uint32_t at = tables_.cells[cell_of(category, all, i)];
      if (category.is_bad && has_step(all, i) && at != tables_.nothing) at = tables_.beyond;
      const std::uint32_t end = at + claims_[at].kind.following;
      for (; at <= end; ++at) {
        const held_claim made = claim_of(claims_[at], all, i);
        constexpr unsigned seen = claim_kind::sets_back | claim_kind::is_beyond;
        const bool is_anything = made.cents != 0 || (made.kind.flags & seen) != 0;
        const bool is_over =
            made.from < cutoffs_[made.kind.period] || made.end <= tables_.calendar.day().days;
        if (!is_anything || is_over) continue;
        held_[count++] = limited(made);
      }
    }
    return count;
  }

  /// One that has not run out, with the end of its period.
  [[nodiscard]] held_claim limited(held_claim it) noexcept {
    found_beyond_ |= (it.kind.flags & claim_kind::is_beyond) != 0;
    it.end = std::min(it.end, tables_.calendar.end_of(it.kind.period, it.from));
    return it;
  }

  /// But for the end of its period.
  [[nodiscard]] held_claim claim_of(const cell_claim& claim, const record_columns& all,
                                    std::size_t i) const {
    held_claim made;
    made.from = all.occurred_on[i].days;
    made.end = never;
    if (all.expires_on != nullptr && all.expires_on[i] != no_day) {
      made.end = all.expires_on[i].days + 1;
    }
    made.eased_on = all.repaired_on == nullptr ? no_day.days : all.repaired_on[i].days;
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
  bool has_coming_ = false;
  coming_maker coming_by_;
  coming_claims coming_;
  std::vector<held_claim> held_;
};

}  // namespace chengxin::detail
