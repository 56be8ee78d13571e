// Puts the cells of a batch into one table by category and key, where one attribute
// decides in all categories; else leaves them to be found attribute by attribute.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "chengxin/detail/batch_tables.hpp"

namespace chengxin::detail {

class direct_tabulator {
public:
  /// Precondition: there is an attribute.
  static void run(batch_tables& to) {
    if (to.any_undeclared || to.any_providers || to.any_origins) return;
    direct_cells made;
    if (find_attributes(to, made) && fill(to, made)) to.direct = std::move(made);
  }

private:
  static constexpr std::int64_t most_keys = 256;

  /// Whether an attribute is the only one so far.
  [[nodiscard]] static bool is_one(std::optional<std::uint32_t>& known, std::uint32_t column) {
    if (!known) known = column;
    return *known == column;
  }

  /// Which attribute decides, which is checked and which counts units.
  [[nodiscard]] static bool find_attributes(const batch_tables& from, direct_cells& made) {
    std::optional<std::uint32_t> decides, checked, counts;
    for (const category_cells& it : from.categories) {
      if (it.lookups[1].decides || does_restrict(it.checks[1])) return false;
      if (it.lookups[0].decides && !is_one(decides, it.lookups[0].column)) return false;
      if (!does_restrict(it.checks[0])) continue;
      if (!is_one(checked, it.checks[0].column)) return false;
      if (it.checks[0].first > it.checks[0].last) return false;  // no value is allowed
    }
    for (const cell_claim& it : from.claims) {
      const bool counts_units = it.most_units > 0 || (it.kind.flags & claim_kind::is_computed) != 0;
      if (counts_units && !is_one(counts, it.kind.column)) return false;
    }
    made.decides = decides.value_or(0);
    made.checked = checked.value_or(0);
    made.counts = counts.value_or(made.decides);
    return true;
  }
  [[nodiscard]] static bool does_restrict(const cell_check& it) noexcept {
    const cell_check all;
    return it.first != all.first || it.last != all.last || !it.may_be_absent;
  }

  [[nodiscard]] static bool fill(const batch_tables& from, direct_cells& made) {
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    for (const category_cells& it : from.categories) {
      if (!it.lookups[0].decides) continue;
      first = std::min<std::int64_t>(first, it.lookups[0].first);
      last = std::max<std::int64_t>(last, it.lookups[0].last);
    }
    if (first > last) first = last = 0;
    if (last - first >= most_keys) return false;
    made.first = static_cast<std::int32_t>(first);
    made.last = static_cast<std::int32_t>(last);
    made.shift =
        static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint64_t>(last - first + 1)));
    if (from.categories.size() << made.shift > direct_cells::most_places) return false;
    for (const category_cells& it : from.categories) add(it, from, made);
    // Records of no category weigh nothing, whatever is allowed.
    made.allowed.back() = made.allowed.front();
    made.allow_alike =
        std::equal(made.allowed.begin() + 1, made.allowed.end(), made.allowed.begin());
    made.nowhere = static_cast<std::uint32_t>(made.cells.size());
    made.cells.push_back(from.nothing);
    made.claims.push_back({});
    made.cutoffs.push_back(std::numeric_limits<std::int32_t>::max());
    made.exist = true;
    return true;
  }

  static void add(const category_cells& it, const batch_tables& from, direct_cells& made) {
    const cell_lookup& by = it.lookups[0];
    const std::int32_t* const cutoffs = from.calendar.cutoffs_on(from.calendar.day());
    const auto place = [&](std::uint32_t number) {
      const std::uint32_t cell = it.first_cell + it.stride * from.classes[by.at + number];
      made.cells.push_back(from.cells[cell]);
      const cell_claim& first = from.claims[from.cells[cell]];
      made.claims.push_back({first.points_at, first.most_units,
                             from.calendar.ends_at(first.kind.period), first.kind.slot,
                             first.kind.following});
      std::int32_t cutoff = cutoffs[first.kind.period];
      for (std::size_t c = 1; c <= first.kind.following; ++c) {
        cutoff = std::min(cutoff, cutoffs[(&first)[c].kind.period]);
      }
      made.cutoffs.push_back(cutoff);
    };
    const std::size_t next = made.cells.size() + (std::size_t{1} << made.shift);
    place(0);
    for (std::int32_t key = made.first; key <= made.last; ++key) {
      place(static_cast<std::uint32_t>(std::clamp(key, by.first, by.last) - by.first + 1));
    }
    while (made.cells.size() < next) place(0);
    const cell_check& check = it.checks[0];
    made.allowed.push_back(
        {check.first,
         static_cast<std::uint32_t>(check.last) - static_cast<std::uint32_t>(check.first),
         check.may_be_absent ? 1U : 0U});
  }
};

}  // namespace chengxin::detail
