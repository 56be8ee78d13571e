// The cells of one category, made one by one: asks the engine's own programs once for each
// class of records what it weighs, in place of once for each record. Never decides which
// classes there are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "chengxin/detail/batch_boundaries.hpp"
#include "chengxin/detail/batch_calendar.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/expression/facts.hpp"

namespace chengxin::detail {

class cell_maker {
public:
  using attribute = category_boundaries::attribute;

  /// All must outlive it. `slots`: by rule.
  cell_maker(const compiled& engine, const compiled_category& made_ready, const category& declared,
             const std::vector<attribute>& attributes, std::span<const std::uint16_t> slots,
             batch_tables& to)
      : engine_(engine), made_ready_(made_ready), attributes_(attributes), slots_(slots), to_(to) {
    facts_.category = declared.id;
  }

  /// Adds the cell of records with these values, which weigh nothing where they do not stand.
  void add(const std::vector<value>& values, bool stands) {
    const auto first = static_cast<std::uint32_t>(to_.claims.size());
    if (stands) weigh(values);
    end_cell(first, to_);
  }

  /// Adds a cell whose records are for the engine.
  static void add_beyond(batch_tables& to) {
    const auto first = static_cast<std::uint32_t>(to.claims.size());
    to.claims.emplace_back().kind.flags = claim_kind::is_beyond;
    end_cell(first, to);
  }

private:
  static constexpr std::int64_t most_units = 4095;  ///< of which points are listed
  /// Points per unit that are listed, and where.
  struct listed {
    std::int64_t unit;
    std::int64_t each;
    std::int64_t most;
    bool is_negative;
    std::uint32_t at;
  };

  /// Makes a cell of the claims from `first` on.
  static void end_cell(std::uint32_t first, batch_tables& to) {
    const auto begin = to.claims.begin() + static_cast<std::ptrdiff_t>(first);
    const bool has_flags = std::any_of(begin, to.claims.end(),
                                       [](const cell_claim& it) { return it.kind.flags != 0; });
    if (has_flags || begin == to.claims.end()) to.claims.insert(begin, worth_nothing());
    const std::size_t last = to.claims.size() - 1;
    for (std::size_t c = first; c <= last; ++c) {
      to.claims[c].kind.following = static_cast<std::uint8_t>(last - c);
    }
    to.longest_cell = std::max(to.longest_cell, last - first + 1);
    to.cells.push_back(first);
  }

  [[nodiscard]] expression::truth ask_for(std::uint32_t program) const {
    if (program == none) return expression::truth::yes;
    return engine_.programs[program].test(&facts_, nobody_);
  }

  /// As record_taker makes claims, for all records of a cell at once.
  void weigh(const std::vector<value>& values) {
    facts_.attributes = values;
    std::uint32_t claimed = none;
    for (const candidate& it : made_ready_.candidates) {
      if (it.dimension == claimed) continue;
      const expression::truth applies = ask_for(it.program);
      if (applies == expression::truth::no) continue;
      if (applies == expression::truth::undetermined && !it.can_deduct) continue;
      claimed = it.dimension;
      if (applies == expression::truth::undetermined) continue;  // a claim at 0 points
      if (is_worth_anything(it.points)) to_.claims.push_back(claim_of(it));
    }
    add_longest_watch();
  }

  [[nodiscard]] bool is_worth_anything(const formula& it) const {
    return it.what == formula::form::per ? attributes_[it.slot].column != none && it.cents != 0
                                         : fixed_points(it) != 0;
  }
  [[nodiscard]] std::int64_t fixed_points(const formula& it) const {
    for (const formula::row& row : it.rows) {
      switch (ask_for(row.program)) {
        case expression::truth::yes: return row.cents;
        case expression::truth::no: break;
        case expression::truth::undetermined: return 0;
      }
    }
    return it.cents;
  }

  [[nodiscard]] cell_claim claim_of(const candidate& it) {
    const compiled_rule& rule = engine_.rules[it.rule];
    more_of_claim more;
    cell_claim made;
    made.kind.slot = slots_[it.rule];
    made.kind.period = static_cast<std::uint8_t>(batch_calendar::number(it.period));
    const bool is_per_unit = it.points.what == formula::form::per;
    const std::int64_t fixed = is_per_unit ? 0 : fixed_points(it.points);
    std::int64_t most = is_per_unit ? it.points.most : magnitude(fixed);
    // What is more than a rule's total is nothing, even of one claim: all have one sign.
    const std::int64_t cap = std::min({most, rule.per_year, rule.total});
    if (it.decay.empty()) {
      most = cap;
    } else {
      made.kind.flags |= claim_kind::decays;
      more.cap = static_cast<std::int32_t>(cap);
      for (std::size_t i = 0; i < it.decay.size(); ++i) {
        const compiled_decay& step = it.decay[it.decay.size() - 1 - i];
        more.periods[i] = static_cast<std::uint16_t>(batch_calendar::number(step.period));
        more.percents[i] = step.percent;
      }
    }
    to_.most_cents = std::max(to_.most_cents, cap);
    if (is_per_unit) {
      made.kind.column = static_cast<std::uint8_t>(attributes_[it.points.slot].column);
      more.unit = it.points.unit;
      more.each = magnitude(it.points.cents);
      more.most = most;
      more.is_negative = it.points.cents < 0;
      list_points(more, made);
    } else {
      made.points_at = static_cast<std::uint32_t>(to_.points.size());
      to_.points.push_back(static_cast<std::int32_t>(std::clamp(fixed, -most, most)));
    }
    if ((made.kind.flags & (claim_kind::decays | claim_kind::is_computed)) != 0) {
      made.kind.more = static_cast<std::uint16_t>(to_.more.size());
      to_.more.push_back(more);
    }
    to_.any_more = to_.any_more || (made.kind.flags & claim_kind::decays) != 0;
    return made;
  }

  /// Lists what so many units weigh, up to where more do not matter; once for all cells.
  void list_points(const more_of_claim& by, cell_claim& made) {
    const std::int64_t enough = (by.most + by.each - 1) / by.each;
    if (by.unit > most_units / std::max<std::int64_t>(enough, 1)) {
      made.kind.flags |= claim_kind::is_computed;
      return;
    }
    made.most_units = static_cast<std::int32_t>(enough * by.unit);
    for (const listed& it : listed_) {
      if (it.unit == by.unit && it.each == by.each && it.most == by.most &&
          it.is_negative == by.is_negative) {
        made.points_at = it.at;
        return;
      }
    }
    made.points_at = static_cast<std::uint32_t>(to_.points.size());
    for (std::int64_t units = 0; units <= made.most_units; ++units) {
      to_.points.push_back(points_of(by, units));
    }
    listed_.push_back({by.unit, by.each, by.most, by.is_negative, made.points_at});
  }

  /// A record that sets something back, or brings a ceiling, is looked at by the engine
  /// for as long as it may.
  void add_longest_watch() const {
    cell_claim longest;
    longest.kind.period = batch_calendar::over;
    longest.kind.flags = claim_kind::sets_back;
    for (const auto* const all : {&made_ready_.absences, &made_ready_.ceilings}) {
      for (const watch& it : *all) {
        if (ask_for(it.program) != expression::truth::yes) continue;
        const auto period = static_cast<std::uint8_t>(batch_calendar::number(it.period));
        if (longest.kind.period == batch_calendar::over ||
            engine_.periods[it.period] > engine_.periods[longest.kind.period - 2U]) {
          longest.kind.period = period;
        }
      }
    }
    if (longest.kind.period == batch_calendar::over) return;
    to_.any_more = true;
    to_.claims.push_back(longest);
  }

  [[nodiscard]] static cell_claim worth_nothing() {
    cell_claim made;
    made.kind.period = batch_calendar::over;
    return made;
  }

  const compiled& engine_;
  const compiled_category& made_ready_;
  const std::vector<attribute>& attributes_;  ///< by slot
  std::span<const std::uint16_t> slots_;
  batch_tables& to_;
  std::vector<listed> listed_;
  expression::record_facts facts_;
  expression::subject_facts nobody_;
};

}  // namespace chengxin::detail
