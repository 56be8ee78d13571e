// Works out the tables of a batch: all categories, and where what is weighed goes.
// Never holds anything of a record or a resident.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_category.hpp"
#include "chengxin/detail/batch_direct.hpp"
#include "chengxin/detail/batch_keys.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/compiled.hpp"

namespace chengxin::detail {

/// All categories, and where sums go.
class tabulator {
public:
  tabulator(const compiled& engine, const record_layout& layout, date day)
      : engine_(engine), layout_(layout) {
    made_.calendar = batch_calendar(day, engine.periods);
  }

  [[nodiscard]] batch_tables run(std::vector<column_keys>& keys) {
    constexpr std::size_t most_periods = 250;  // a period is numbered by a byte
    made_.all_beyond = !engine_.subject_rules.empty() || layout_.attributes.size() > 31 ||
                       engine_.book->dimensions.size() > most_dimensions ||
                       engine_.periods.size() > most_periods;
    if (made_.all_beyond) return std::move(made_);
    made_.points.push_back(0);
    made_.more.emplace_back();
    make_slots();
    std::vector<category_tabulator> categories;
    for (std::uint32_t c = 0; c < engine_.categories.size(); ++c) {
      categories.emplace_back(engine_, c, layout_);
    }
    for (std::uint32_t k = 0; k < layout_.attributes.size(); ++k) {
      std::vector<std::int64_t> all;
      bool values = layout_.attributes[k].type != value_type::number;
      for (const category_tabulator& it : categories) {
        it.boundaries().add_of(k, all);
        values = values && !it.boundaries().is_wide(k);
      }
      keys.emplace_back(std::move(all), values);
    }
    for (category_tabulator& it : categories) it.tabulate(keys, slots_, made_);
    for (const category_cells& it : made_.categories) {
      const auto platform = static_cast<unsigned>(origin::platform);
      made_.any_origins = made_.any_origins || ((it.origins >> platform) & 1U) == 0;
    }
    add_nothing();
    add_providers();
    for (const std::uint32_t t : engine_.tiers) {
      made_.tier_mins.push_back(engine_.book->tiers[t].min);
    }
    made_.reads_units.resize(layout_.attributes.size());
    for (const cell_claim& it : made_.claims) {
      if (it.most_units > 0 || (it.kind.flags & claim_kind::is_computed) != 0) {
        made_.reads_units[it.kind.column] = true;
      }
    }
    if (!layout_.attributes.empty()) direct_tabulator::run(made_);
    for (const absence_rule& it : engine_.absence_rules) {
      batch_absence& made = made_.absences.emplace_back();
      made.dimension = it.dimension;
      for (const absence_rule::step& step : it.steps) {
        made.steps.push_back(
            {batch_calendar::number(step.period), static_cast<std::int32_t>(step.cents)});
        made_.most_cents = std::max(made_.most_cents, step.cents);
      }
    }
    return std::move(made_);
  }

private:
  void make_slots() {
    std::vector<std::uint32_t> rules;
    for (std::uint32_t r = 0; r < engine_.rules.size(); ++r) {
      if (engine_.book->rules[r].kind == rule_kind::record) rules.push_back(r);
    }
    slots_.assign(engine_.rules.size(), 0);
    for (const std::uint32_t r : rules) {
      const compiled_rule& it = engine_.rules[r];
      slots_[r] = static_cast<std::uint16_t>(made_.slots.size());
      sum_slot& made = made_.slots.emplace_back();
      made.limit = limit_of(it.total);
      made.dimension = static_cast<std::uint16_t>(it.dimension);
      if (it.group != none) made.group = static_cast<std::uint16_t>(it.group);
      made_.masks.emplace_back()[it.dimension] = -1;
      const bool single =
          it.combine == combination::max || it.per_year != unlimited || it.count != unlimited;
      if (single) made.most_claims = 1;
      made_.any_single = made_.any_single || single;
    }
    if (rules.empty()) {  // a claim that only sets something back has a slot, too
      made_.slots.emplace_back();
      made_.masks.emplace_back();
    }
    made_.sums_directly = engine_.groups.empty();
    for (const compiled_group& it : engine_.groups) {
      sum_slot& made = made_.groups.emplace_back();
      made.limit = limit_of(it.total);
      made.dimension = static_cast<std::uint16_t>(it.dimension);
    }
    for (std::size_t d = 0; d < engine_.book->dimensions.size(); ++d) {
      made_.lowest[d] = static_cast<std::int32_t>(engine_.book->dimensions[d].min.cents);
      made_.highest[d] = static_cast<std::int32_t>(engine_.book->dimensions[d].max.cents);
    }
  }

  [[nodiscard]] static std::int32_t limit_of(std::int64_t cents) noexcept {
    return static_cast<std::int32_t>(
        std::min<std::int64_t>(cents, std::numeric_limits<std::int32_t>::max()));
  }

  /// For records of categories that the rulebook does not have.
  void add_nothing() {
    category_cells made;
    made.first_cell = static_cast<std::uint32_t>(made_.cells.size());
    for (cell_lookup& it : made.lookups) {
      it.at = static_cast<std::uint32_t>(made_.classes.size());
      made_.classes.insert(made_.classes.end(), {0, 0});
    }
    made_.nothing = static_cast<std::uint32_t>(made_.claims.size());
    made_.claims.emplace_back().kind.period = batch_calendar::over;
    made_.beyond = static_cast<std::uint32_t>(made_.claims.size());
    cell_claim& first = made_.claims.emplace_back();
    first.kind.period = batch_calendar::over;
    first.kind.following = 1;
    made_.claims.emplace_back().kind.flags = claim_kind::is_beyond;
    made_.cells.push_back(made_.nothing);
    made_.categories.push_back(made);
  }

  void add_providers() {
    made_.provider_count = layout_.providers.size();
    for (const category& it : engine_.book->categories) {
      made_.any_providers = made_.any_providers || it.providers.has_value();
    }
    if (!made_.any_providers) return;
    for (const category& it : engine_.book->categories) {
      const auto may = [&](std::string_view provider) {
        return !it.providers || std::find(it.providers->begin(), it.providers->end(), provider) !=
                                    it.providers->end();
      };
      for (const std::string_view provider : layout_.providers) {
        made_.authorised.push_back(may(provider) ? 1 : 0);
      }
      made_.authorised.push_back(may({}) ? 1 : 0);
    }
    made_.authorised.resize(made_.authorised.size() + made_.provider_count + 1);
  }

  const compiled& engine_;
  const record_layout& layout_;
  batch_tables made_;
  std::vector<std::uint16_t> slots_;  ///< by rule
};

}  // namespace chengxin::detail
