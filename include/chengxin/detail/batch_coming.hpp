// The claims of a block's records, where one table has all cells: what each weighs on the
// batch's day, and when that changes first. In loops over all records without a branch for
// each. Never has claims that weigh nothing from that day on, but those that follow the
// first of a cell, which few have.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::detail {

/// A claim as quick_scorer takes it.
struct coming_claim {
  /// In `next`: there is more to it; resident_scorer has to look.
  static constexpr std::int32_t has_more = std::numeric_limits<std::int32_t>::min();
  std::int32_t today;   ///< what it weighs on the batch's day
  std::int32_t change;  ///< by how much it weighs more from `next` on
  std::int32_t next;    ///< the first later day that changes it
  std::uint32_t slot;   ///< as in claim_kind
};
static_assert(sizeof(coming_claim) == 16);

struct coming_claims {
  std::vector<coming_claim> all;
  std::vector<std::uint32_t> kept;           ///< the records that have any
  std::vector<std::uint32_t> kept_before;    ///< by record, and one more: how many of those
  std::vector<std::uint32_t> claims_before;  ///< by kept record, and one more
  std::int32_t earliest = 0;                 ///< no record is of an earlier day

  /// How many claims the records before this one have.
  [[nodiscard]] CHENGXIN_INLINED std::uint32_t before(std::size_t record) const noexcept {
    return claims_before[kept_before[record]];
  }
};

class coming_maker {
public:
  coming_maker(const batch_tables& tables, bool is_wide)
      : tables_(tables), by_(tables.direct), is_wide_(is_wide) {}

  /// Precondition: tables.direct exists, and of what is not an attribute no more than
  /// category, status and days of occurrence and repair is given.
  void run(const record_columns& all, coming_claims& to) {
    const std::size_t most = all.count * tables_.longest_cell + 1;
    if (to.all.size() < most) to.all.resize(most);
    if (to.kept.size() < all.count + 1) {
      for (auto* const it :
           {&to.kept, &to.kept_before, &to.claims_before, &places_, &states_, &others_}) {
        it->resize(all.count + 1);
      }
    }
    if (is_wide_) {
      run_wide(all, to);
    } else {
      run_loops(all, to);
    }
  }

  /// Where direct_cells has the cell of a record of the last block.
  [[nodiscard]] std::uint32_t place_of(std::size_t record) const noexcept {
    return places_[record];
  }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
  /// Of a record: whether it may weigh anything, and whether it is repaired.
  static constexpr std::uint32_t stands = 1;
  static constexpr std::uint32_t repaired = std::uint32_t{1} << 31U;

  CHENGXIN_WIDE void run_wide(const record_columns& all, coming_claims& to) { run_loops(all, to); }

  CHENGXIN_INLINED void run_loops(const record_columns& all, coming_claims& to) {
    find_places(all);
    find_states(all);
    to.earliest = earliest_of(all);
    take(all, keep(all, to), to);
  }

  CHENGXIN_INLINED void find_places(const record_columns& all) {
    std::uint32_t* const places = places_.data();
    const std::uint32_t* const categories = all.category;
    const std::int32_t* const keys = all.keys[by_.decides];
    const std::int32_t first = by_.first;
    const std::int32_t last = by_.last;
    const std::uint32_t shift = by_.shift;
    for (std::size_t i = 0; i < all.count; ++i) {
      const std::int32_t key = keys[i];
      const std::int32_t low = key < first ? first : key;
      const std::int32_t held = low > last ? last : low;
      const std::int32_t at = key == absent_value ? 0 : held - first + 1;
      places[i] = (categories[i] << shift) + static_cast<std::uint32_t>(at);
    }
  }

  CHENGXIN_INLINED void find_states(const record_columns& all) {
    std::uint32_t* const states = states_.data();
    const std::int32_t* const keys = all.keys[by_.checked];
    const record_status* const status = all.status;
    if (by_.allow_alike) {
      const direct_cells::range allowed = by_.allowed[0];
      for (std::size_t i = 0; i < all.count; ++i) {
        states[i] = state_of(allowed, keys[i], status[i]);
      }
    } else {
      for (std::size_t i = 0; i < all.count; ++i) {
        states[i] = state_of(by_.allowed[all.category[i]], keys[i], status[i]);
      }
    }
  }
  CHENGXIN_INLINED static std::uint32_t state_of(const direct_cells::range& allowed,
                                                 std::int32_t key, record_status status) noexcept {
    static_assert(static_cast<int>(record_status::active) == 0 &&
                  static_cast<int>(record_status::repaired) == 2);  // the even ones stand
    const std::uint32_t distance =
        static_cast<std::uint32_t>(key) - static_cast<std::uint32_t>(allowed.first);
    const std::uint32_t is_out = distance > allowed.size ? 1 : 0;
    const std::uint32_t is_absent = key == absent_value ? allowed.may_be_absent : 0;
    const auto bits = static_cast<std::uint32_t>(status);
    const std::uint32_t falls = (is_out & ~is_absent) | (bits & 1U);
    return (falls ^ stands) | (bits >> 1U << 31U);
  }

  CHENGXIN_INLINED static std::int32_t earliest_of(const record_columns& all) noexcept {
    std::int32_t earliest = never;
    for (std::size_t i = 0; i < all.count; ++i) {
      const std::int32_t from = all.occurred_on[i].days;
      earliest = from < earliest ? from : earliest;
    }
    return earliest;
  }

  /// Lists the records of which any claim may weigh anything. Gives how many there are.
  CHENGXIN_INLINED std::size_t keep(const record_columns& all, coming_claims& to) const {
    const std::uint32_t* const places = places_.data();
    const std::uint32_t* const states = states_.data();
    const std::int32_t* const cutoffs = by_.cutoffs.data();
    const date* const occurred_on = all.occurred_on;
    std::uint32_t* const kept = to.kept.data();
    std::uint32_t* const kept_before = to.kept_before.data();
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < all.count; ++i) {
      kept[count] = static_cast<std::uint32_t>(i);
      kept_before[i] = count;
      count += static_cast<std::uint32_t>(occurred_on[i].days >= cutoffs[places[i]]) & states[i];
    }
    kept_before[all.count] = count;
    return count;
  }

  /// The claims of the records that are kept.
  CHENGXIN_INLINED void take(const record_columns& all, std::size_t kept_count, coming_claims& to) {
    const std::int32_t* const units = units_of(all, by_.counts);
    const date* const occurred_on = all.occurred_on;
    const direct_cells::claim* const claims = by_.claims.data();
    const std::int32_t* const points = tables_.points.data();
    const std::uint32_t* const places = places_.data();
    const std::uint32_t* const states = states_.data();
    const std::uint32_t* const kept = to.kept.data();
    std::uint32_t* const before = to.claims_before.data();
    std::uint32_t* const others = others_.data();
    coming_claim* const made = to.all.data();
    // By values: nothing that is written here is one of them.
    const batch_calendar::ends_from ends = tables_.calendar.ends();
    const std::int32_t day = tables_.calendar.day().days;
    std::size_t other_count = 0;
    std::size_t count = 0;
    for (std::size_t k = 0; k < kept_count; ++k) {
      const std::size_t i = kept[k];
      const direct_cells::claim& claim = claims[places[i]];
      const std::int32_t some = units[i] & ~(units[i] >> 31);
      const std::int32_t counted = some < claim.most_units ? some : claim.most_units;
      const std::int32_t worth = points[claim.points_at + static_cast<std::uint32_t>(counted)];
      const std::int32_t from = occurred_on[i].days;
      const std::int32_t end = ends.at(claim.ends_at, from);
      before[k] = static_cast<std::uint32_t>(count);
      const std::int32_t weighs =
          finish(worth, from, end, day, states[i] & repaired, claim.slot, made[count]);
      count += (static_cast<std::uint32_t>(weighs) & 1U) + claim.following;
      others[other_count] = static_cast<std::uint32_t>(k);
      other_count += static_cast<std::size_t>(claim.following != 0);
    }
    before[kept_count] = static_cast<std::uint32_t>(count);
    for (std::size_t n = 0; n < other_count; ++n) take_following(others[n], all, to);
  }

  /// The claims that follow the first of a cell go where places were left for them.
  void take_following(std::size_t k, const record_columns& all, coming_claims& to) const {
    const std::size_t i = to.kept[k];
    const cell_claim* const first = tables_.claims.data() + by_.cells[places_[i]];
    const std::uint32_t following = first->kind.following;
    const std::int32_t from = all.occurred_on[i].days;
    for (std::uint32_t c = 1; c <= following; ++c) {
      const cell_claim& claim = first[c];
      const std::int32_t units = units_of(all, claim.kind.column)[i];
      const std::int32_t counted = std::min(std::max(units, 0), claim.most_units);
      std::int32_t worth = tables_.points[claim.points_at + static_cast<std::uint32_t>(counted)];
      std::uint32_t state = states_[i] & repaired;
      // What is computed is for resident_scorer, as what is repaired and takes something.
      if (claim.kind.flags != 0) {
        worth = -1;
        state = repaired;
      }
      finish(worth, from, tables_.calendar.end_of(claim.kind.period, from),
             tables_.calendar.day().days, state, claim.kind.slot,
             to.all[to.claims_before[k + 1] - following + c - 1]);
    }
  }

  /// A claim of so much, from when until when. All bits where it weighs anything, else none.
  CHENGXIN_INLINED static std::int32_t finish(std::int32_t worth, std::int32_t from,
                                              std::int32_t end, std::int32_t day,
                                              std::uint32_t is_repaired, std::uint32_t slot,
                                              coming_claim& to) noexcept {
    // All bits or none: nothing to branch on.
    const std::int32_t begun = all_bits(from <= day);
    const std::int32_t cents = worth & all_bits(end > day);
    const std::int32_t weighs = all_bits(cents != 0);
    const std::int32_t until = (end & begun) | (from & ~begun);
    const std::int32_t next = (until & weighs) | (never & ~weighs);
    // Repaired, and takes something.
    const std::int32_t more = (static_cast<std::int32_t>(is_repaired) & cents) >> 31;
    to.today = cents & begun;
    to.change = (cents ^ begun) - begun;  // taken away where it has begun
    to.next = (next & ~more) | (coming_claim::has_more & more);
    to.slot = slot;
    return weighs;
  }
  CHENGXIN_INLINED static std::int32_t all_bits(bool is) noexcept {
    return -static_cast<std::int32_t>(is);
  }

  [[nodiscard]] static const std::int32_t* units_of(const record_columns& all,
                                                    std::size_t column) noexcept {
    return all.units[column] == nullptr ? all.keys[column] : all.units[column];
  }

  const batch_tables& tables_;
  const direct_cells& by_;
  bool is_wide_;
  std::vector<std::uint32_t> places_;  ///< by record: where direct_cells has its cell
  std::vector<std::uint32_t> states_;  ///< by record
  std::vector<std::uint32_t> others_;  ///< kept records with more than one claim
};

}  // namespace chengxin::detail
