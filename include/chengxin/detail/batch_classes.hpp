// The records of a block by class: for each its cell, and what it weighs there by itself.
// Everything that does not depend on the day, in loops without a branch for each record.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_tables.hpp"

namespace chengxin::detail {

/// By record.
struct record_classes {
  std::vector<std::uint32_t> cells;
  std::vector<std::int32_t> cents;      ///< of the first claim, before decay
  std::vector<std::int32_t> eased_on;   ///< the day of the decision to repair what is bad
  std::vector<std::uint8_t> in_matter;  ///< whether its category heeds the matter that it has
};

/// How many lookups and checks are made for each record, and whether it has but a
/// category, a day and a status.
template <std::size_t Lookups, std::size_t Checks, bool Plain>
class record_classifier {
public:
  explicit record_classifier(const batch_tables& tables)
      : tables_(tables),
        categories_(tables.categories.data()),
        cells_(tables.cells.data()),
        classes_(tables.classes.data()) {}

  void run(const record_columns& all, record_classes& to) const {
    to.cells.resize(all.count);
    to.cents.resize(all.count);
    std::uint32_t* const cells = to.cells.data();
    for (std::size_t i = 0; i < all.count; ++i) {
      const category_cells& category = categories_[all.category[i]];
      const std::uint32_t number = cell_of(category, all, i);
      cells[i] = stands(category, all, i) ? number : tables_.nothing;
    }
    if (!Plain) find_beyond(all, cells);
    weigh(all, cells, to.cents.data());
    if (Plain || all.has_matter == nullptr) return;
    to.in_matter.resize(all.count);
    for (std::size_t i = 0; i < all.count; ++i) {
      to.in_matter[i] = (categories_[all.category[i]].heeds_matter & all.has_matter[i]) ? 1 : 0;
    }
  }

private:
  [[nodiscard]] std::uint32_t class_of(const cell_lookup& by, const record_columns& all,
                                       std::size_t i) const noexcept {
    const std::int32_t key = all.keys[by.column][i];
    const std::int32_t held = std::min(std::max(key, by.first), by.last);
    const auto at = static_cast<std::uint32_t>(held - by.first + 1);
    return classes_[by.at + (key == absent_value ? 0 : at)];
  }
  [[nodiscard]] std::uint32_t cell_of(const category_cells& category, const record_columns& all,
                                      std::size_t i) const noexcept {
    const std::uint32_t first = class_of(category.lookups[0], all, i);
    if constexpr (Lookups == 1) return category.first_cell + first;
    return category.first_cell + category.stride * first + class_of(category.lookups[1], all, i);
  }
  [[nodiscard]] static bool is_allowed(const cell_check& by, const record_columns& all,
                                       std::size_t i) noexcept {
    const std::int32_t key = all.keys[by.column][i];
    const bool fits = (key >= by.first) & (key <= by.last);
    return fits | ((key == absent_value) & by.may_be_absent);
  }

  /// Whether a record has a weight on any day, as far as its cell does not say it.
  [[nodiscard]] bool stands(const category_cells& category, const record_columns& all,
                            std::size_t i) const noexcept {
    bool good = true;
    if (all.status != nullptr) {
      static_assert(static_cast<int>(record_status::active) == 0 &&
                    static_cast<int>(record_status::repaired) == 2);  // the even ones stand
      good = (static_cast<std::uint32_t>(all.status[i]) & 1U) == 0;
    }
    if constexpr (Checks > 0) good &= is_allowed(category.checks[0], all, i);
    if constexpr (Checks > 1) good &= is_allowed(category.checks[1], all, i);
    if constexpr (!Plain) {
      const auto origin = all.origin == nullptr ? 0U : static_cast<unsigned>(all.origin[i]);
      good &= ((category.origins >> origin) & 1U) != 0;
      if (tables_.any_undeclared) good &= (given(all, i) & category.undeclared) == 0;
      if (tables_.any_providers) good &= is_authorised(category, all, i);
    }
    return good;
  }
  [[nodiscard]] static std::uint32_t given(const record_columns& all, std::size_t i) noexcept {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < all.keys.size(); ++k) {
      bits |= static_cast<std::uint32_t>(all.keys[k][i] != absent_value) << k;
    }
    return bits;
  }
  [[nodiscard]] bool is_authorised(const category_cells& category, const record_columns& all,
                                   std::size_t i) const noexcept {
    const std::size_t provider = all.provider == nullptr ? tables_.provider_count : all.provider[i];
    const auto row = static_cast<std::size_t>(&category - categories_);
    return tables_.authorised[row * (tables_.provider_count + 1) + provider] != 0;
  }

  /// Bad records with a step of repair are eased by rules: the engine's.
  void find_beyond(const record_columns& all, std::uint32_t* cells) const noexcept {
    for (const date* const step : all.steps) {
      if (step == nullptr) continue;
      for (std::size_t i = 0; i < all.count; ++i) {
        const bool is_eased = categories_[all.category[i]].is_bad & (step[i] != no_day) &
                              (cells[i] != tables_.nothing);
        cells[i] = is_eased ? tables_.beyond : cells[i];
      }
    }
  }

  void weigh(const record_columns& all, std::uint32_t* cells, std::int32_t* cents) const noexcept {
    for (std::size_t i = 0; i < all.count; ++i) {
      const cell_claim& claim = cells_[cells[i]].claims[0];
      cents[i] = claim.cents;
    }
    if (!tables_.any_units) return;
    for (std::size_t i = 0; i < all.count; ++i) {
      const cell_claim& claim = cells_[cells[i]].claims[0];
      const std::uint32_t units = all.units[claim.column][i];
      cents[i] += per_unit(claim, units);
      // How much so many are is worked out by the engine.
      cells[i] = ((claim.each != 0) & (units >= too_many_units)) ? tables_.beyond : cells[i];
    }
  }

  const batch_tables& tables_;
  const category_cells* categories_;
  const cell* cells_;
  const std::uint8_t* classes_;
};

}  // namespace chengxin::detail
