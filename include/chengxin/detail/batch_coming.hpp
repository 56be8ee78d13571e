// The claims of a block's records, where one table has all cells: what each weighs on the
// batch's day, and when that changes first. In loops over all records without a branch for
// each. Never has claims that weigh nothing from that day on, but those that follow the
// first of a cell, which few have.
#pragma once

#include <algorithm>
#include <bit>
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

  /// It weighs something today, and from `next` on nothing.
  [[nodiscard]] bool is_usual() const noexcept { return today != 0 && next != has_more; }
};
static_assert(sizeof(coming_claim) == 16);

struct coming_claims {
  std::vector<coming_claim> all;
  std::vector<std::uint32_t> kept;           ///< the records that have any
  std::vector<std::uint64_t> kept_bits;      ///< by 64 records: which of them those are
  std::vector<std::uint32_t> kept_before;    ///< by 64 records: how many come before
  std::vector<std::uint32_t> claims_before;  ///< by kept record, and one more
  std::int32_t earliest = 0;                 ///< no record is of an earlier day

  /// How many of the records before this one are kept. `record` may be their number.
  [[nodiscard]] CHENGXIN_INLINED std::uint32_t kept_to(std::size_t record) const noexcept {
    const std::uint64_t before = kept_bits[record / 64] & ~(~std::uint64_t{0} << (record % 64));
    return kept_before[record / 64] + static_cast<std::uint32_t>(std::popcount(before));
  }
  /// How many claims the records before this one have.
  [[nodiscard]] CHENGXIN_INLINED std::uint32_t before(std::size_t record) const noexcept {
    return claims_before[kept_to(record)];
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
      for (auto* const it : {&to.kept, &to.claims_before, &places_, &rare_, &longer_}) {
        it->resize(all.count + 1);
      }
      to.kept_bits.resize(all.count / 64 + 1);
      to.kept_before.resize(all.count / 64 + 1);
    }
    if (is_wide_) {
      run_wide(all, to);
    } else {
      run_loops(all, to);
    }
  }

  /// Where direct_cells has the cell of a kept record of the last block.
  [[nodiscard]] std::uint32_t place_of(std::size_t record) const noexcept {
    return places_[record] & place_bits;
  }

private:
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
  /// Of a number in places_: the place, and whether there is more to see than the claim of
  /// a record that has occurred and stands as it is.
  static constexpr std::uint32_t place_bits = 0xFFFF;
  static constexpr std::uint32_t is_rare = 1U << 16U;
  static_assert(direct_cells::most_places < place_bits);

  CHENGXIN_WIDE void run_wide(const record_columns& all, coming_claims& to) { run_loops(all, to); }

  CHENGXIN_INLINED void run_loops(const record_columns& all, coming_claims& to) {
    find_places(all);
    if (by_.allow_alike) {
      mark(all, [it = by_.allowed[0]](std::size_t /*record*/) CHENGXIN_INLINED_BODY { return it; });
    } else {
      mark(all, [of = by_.allowed.data(), category = all.category](std::size_t record)
                    CHENGXIN_INLINED_BODY { return of[category[record]]; });
    }
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

  /// Of a record that does not stand the place is `nowhere`.
  template <class Allowed>
  CHENGXIN_INLINED void mark(const record_columns& all, const Allowed& allowed) {
    std::uint32_t* const places = places_.data();
    const std::int32_t* const keys = all.keys[by_.checked];
    const record_status* const status = all.status;
    const date* const occurred_on = all.occurred_on;
    const std::uint32_t nowhere = by_.nowhere;
    const std::int32_t day = tables_.calendar.day().days;
    for (std::size_t i = 0; i < all.count; ++i) {
      static_assert(static_cast<int>(record_status::active) == 0 &&
                    static_cast<int>(record_status::repaired) == 2);  // the even ones stand
      const auto state = static_cast<std::uint32_t>(status[i]);
      const std::uint32_t falls = is_forbidden(allowed(i), keys[i]) | (state & 1U);
      const std::uint32_t is_later = occurred_on[i].days > day ? 1 : 0;
      const std::uint32_t stands = falls - 1;  // all bits, or none
      places[i] = (places[i] & stands) | (nowhere & ~stands) | ((is_later | state >> 1U) * is_rare);
    }
  }
  CHENGXIN_INLINED static std::uint32_t is_forbidden(const direct_cells::range& allowed,
                                                     std::int32_t key) noexcept {
    const std::uint32_t distance =
        static_cast<std::uint32_t>(key) - static_cast<std::uint32_t>(allowed.first);
    const std::uint32_t is_out = distance > allowed.size ? 1 : 0;
    const std::uint32_t is_absent = key == absent_value ? allowed.may_be_absent : 0;
    return is_out & ~is_absent;
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
    const std::int32_t* const cutoffs = by_.cutoffs.data();
    const date* const occurred_on = all.occurred_on;
    std::uint32_t* const kept = to.kept.data();
    std::size_t count = 0;
    for (std::size_t at = 0; at <= all.count; at += 64) {
      const std::size_t end = std::min<std::size_t>(all.count - at, 64);
      std::uint64_t bits = 0;
      for (std::size_t i = end; i-- > 0;) {
        const std::int32_t cutoff = cutoffs[places[at + i] & place_bits];
        bits = 2 * bits + std::uint64_t{occurred_on[at + i].days >= cutoff};
      }
      to.kept_bits[at / 64] = bits;
      to.kept_before[at / 64] = static_cast<std::uint32_t>(count);
      for (; bits != 0; bits &= bits - 1) {
        kept[count++] =
            static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(bits));
      }
    }
    return count;
  }

  /// The claims of the records that are kept.
  CHENGXIN_INLINED void take(const record_columns& all, std::size_t kept_count, coming_claims& to) {
    const std::int32_t* const units = units_of(all, by_.counts);
    const date* const occurred_on = all.occurred_on;
    const direct_cells::claim* const claims = by_.claims.data();
    const std::int32_t* const points = tables_.points.data();
    const std::uint32_t* const places = places_.data();
    const std::uint32_t* const kept = to.kept.data();
    std::uint32_t* const before = to.claims_before.data();
    std::uint32_t* const rare = rare_.data();
    std::uint32_t* const longer = longer_.data();
    coming_claim* const made = to.all.data();
    // By values: nothing that is written here is one of them.
    const batch_calendar::ends_from ends = tables_.calendar.ends();
    std::size_t rare_count = 0;
    std::size_t longer_count = 0;
    std::size_t count = 0;
    for (std::size_t k = 0; k < kept_count; ++k) {
      const std::size_t i = kept[k];
      const std::uint32_t place = places[i];
      const direct_cells::claim& claim = claims[place & place_bits];
      const std::int32_t some = units[i] & ~(units[i] >> 31);
      const std::int32_t counted = some < claim.most_units ? some : claim.most_units;
      const std::int32_t worth = points[claim.points_at + static_cast<std::uint32_t>(counted)];
      // As of a record that has occurred and stands as it is, and of a cell with one claim.
      made[count] = {worth, -worth, ends.of_live(claim.ends_at, occurred_on[i].days), claim.slot};
      before[k] = static_cast<std::uint32_t>(count);
      count += static_cast<std::size_t>(worth != 0) + claim.following;
      rare[rare_count] = static_cast<std::uint32_t>(k);
      rare_count += place / is_rare;
      longer[longer_count] = static_cast<std::uint32_t>(k);
      longer_count += static_cast<std::size_t>(claim.following != 0);
    }
    before[kept_count] = static_cast<std::uint32_t>(count);
    for (std::size_t n = 0; n < rare_count; ++n) correct(rare[n], all, to);
    for (std::size_t n = 0; n < longer_count; ++n) take_all(longer[n], all, to);
  }

  /// The claim of a record that occurs later, or is repaired.
  CHENGXIN_INLINED void correct(std::size_t k, const record_columns& all, coming_claims& to) const {
    if (to.claims_before[k] == to.claims_before[k + 1]) return;
    const std::size_t i = to.kept[k];
    coming_claim& claim = to.all[to.claims_before[k]];
    finish(claim.today, all.occurred_on[i].days, claim.next, tables_.calendar.day().days,
           repaired_bit(all.status[i]), claim.slot, claim);
  }

  /// All claims of a record whose cell has several, which go where places were left for them.
  CHENGXIN_INLINED void take_all(std::size_t k, const record_columns& all,
                                 coming_claims& to) const {
    const std::size_t i = to.kept[k];
    const cell_claim* const all_of_it = tables_.claims.data() + by_.cells[place_of(i)];
    const std::uint32_t end = to.claims_before[k + 1];
    std::uint32_t c = all_of_it->kind.following + 1U - (end - to.claims_before[k]);
    const std::int32_t from = all.occurred_on[i].days;
    for (std::uint32_t at = to.claims_before[k]; at < end; ++at, ++c) {
      const cell_claim& claim = all_of_it[c];
      const std::int32_t units = units_of(all, claim.kind.column)[i];
      const std::int32_t counted = std::min(std::max(units, 0), claim.most_units);
      std::int32_t worth = tables_.points[claim.points_at + static_cast<std::uint32_t>(counted)];
      std::uint32_t is_repaired = repaired_bit(all.status[i]);
      // What is computed is for resident_scorer, as what is repaired and takes something.
      if (claim.kind.flags != 0) {
        worth = -1;
        is_repaired = repaired;
      }
      finish(worth, from, tables_.calendar.end_of(claim.kind.period, from),
             tables_.calendar.day().days, is_repaired, claim.kind.slot, to.all[at]);
    }
  }

  static constexpr std::uint32_t repaired = std::uint32_t{1} << 31U;
  /// `repaired` or 0, of a record that stands.
  CHENGXIN_INLINED static std::uint32_t repaired_bit(record_status status) noexcept {
    return static_cast<std::uint32_t>(status) << 30U;
  }

  /// A claim of so much, from when until when. In all bits or none: nothing to branch on.
  CHENGXIN_INLINED static void finish(std::int32_t worth, std::int32_t from, std::int32_t end,
                                      std::int32_t day, std::uint32_t is_repaired,
                                      std::uint32_t slot, coming_claim& to) noexcept {
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
  std::vector<std::uint32_t> places_;  ///< by record: where direct_cells has its cell, and more
  std::vector<std::uint32_t> rare_;    ///< kept records that occur later, or are repaired
  std::vector<std::uint32_t> longer_;  ///< kept records whose cells have several claims
};

}  // namespace chengxin::detail
