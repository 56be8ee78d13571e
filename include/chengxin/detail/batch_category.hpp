// One category as the tables of a batch hold it: asks the engine's own programs once for
// each class of records, in place of once for each record. A category of which that
// cannot be asked (conditions about the subject, sums of attributes) is left to the engine.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_keys.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/detail/standing.hpp"
#include "chengxin/expression/dependence.hpp"

namespace chengxin::detail {

/// One category, and what its rules and its declaration ask of the columns.
class category_tabulator {
public:
  category_tabulator(const compiled& engine, std::uint32_t category, const record_layout& layout)
      : engine_(engine),
        made_ready_(engine.categories[category]),
        declared_(engine.book->categories[category]),
        layout_(layout) {
    for (const attribute_declaration& it : declared_.attributes) {
      attribute& made = attributes_.emplace_back();
      for (std::uint32_t c = 0; c < layout.attributes.size(); ++c) {
        if (layout.attributes[c].name == it.name) made.column = c;
      }
      if (made.column == none) continue;
      const value_type type = layout.attributes[made.column].type;
      made.fits = type == it.type || (type == value_type::integer && it.type == value_type::number);
      if (made.fits) add_domain(it, made);
    }
    ask_programs();
  }

  /// Whether its records can be looked up at all.
  [[nodiscard]] bool can_tabulate() const noexcept { return can_tabulate_; }

  /// Adds the boundaries that this category draws in a column.
  void add_boundaries(std::uint32_t column, std::vector<std::int64_t>& to) const {
    for (const attribute& it : attributes_) {
      if (it.column == column) to.insert(to.end(), it.starts.begin(), it.starts.end());
    }
  }
  /// Whether a lookup by the values themselves would be too long.
  [[nodiscard]] bool is_wide(std::uint32_t column) const noexcept {
    constexpr std::int64_t most = 256;
    for (const attribute& it : attributes_) {
      if (it.column != column || !it.decides || it.starts.empty()) continue;
      const auto [least, greatest] = std::minmax_element(it.starts.begin(), it.starts.end());
      if (*least < -(std::int64_t{1} << 40) || *greatest - *least > most) return true;
    }
    return false;
  }

  /// Adds its cells to the tables.
  void tabulate(std::span<const column_keys> keys, std::span<const std::uint16_t> slots,
                batch_tables& to) {
    keys_ = keys;
    slots_ = slots;
    category_cells made;
    made.is_bad = made_ready_.nature != nature::good;
    made.heeds_matter = made_ready_.matter;
    for (std::size_t o = 0; o < origin_names.size(); ++o) {
      if (declared_.origins.contains(static_cast<chengxin::origin>(o))) {
        made.origins = static_cast<std::uint8_t>(made.origins | (1U << o));
      }
    }
    made.undeclared = (std::uint32_t{1} << layout_.attributes.size()) - 1;
    for (const attribute& it : attributes_) {
      if (it.column != none) made.undeclared &= ~(std::uint32_t{1} << it.column);
    }
    to.any_undeclared = to.any_undeclared || made.undeclared != 0;
    made.first_cell = static_cast<std::uint32_t>(to.cells.size());
    can_tabulate_ = can_tabulate_ && place_attributes(made);
    if (can_tabulate_) {
      add_cells(made, to);
    } else {
      made = beyond(made, to);
    }
    to.categories.push_back(made);
  }

private:
  struct attribute {
    std::uint32_t column = none;
    bool fits = false;                 ///< whether the column is of the declared type
    bool decides = false;              ///< whether a condition reads it
    std::vector<std::int64_t> starts;  ///< its boundaries, as ordinals
  };
  static constexpr std::size_t most_cells = 4096;
  static constexpr std::int64_t most_units = 4095;  ///< of which points are listed
  static constexpr std::size_t most_starts = 250;   ///< a class is numbered by a byte

  void add_domain(const attribute_declaration& it, attribute& made) {
    const value_type type = layout_.attributes[made.column].type;
    if (type == value_type::string) {
      made.decides = !it.values.empty();  // not every text is allowed
      const std::size_t texts = layout_.attributes[made.column].texts.size();
      for (std::size_t t = 1; t < texts; ++t) made.starts.push_back(static_cast<std::int64_t>(t));
      return;
    }
    if (type == value_type::boolean) made.starts.push_back(1);
    const auto add = [&](const value& bound, bool first_allowed) {
      const turning at = turning_at(type, bound);
      const std::optional<std::int64_t>& start = first_allowed ? at.not_less : at.greater;
      if (start) made.starts.push_back(*start);
      // Bounds beyond all whole numbers are not worth a table.
      if (first_allowed && !start) can_tabulate_ = false;
    };
    if (it.type == value_type::integer) {
      if (it.min) add(value::of(*it.min), true);
      if (it.max) add(value::of(*it.max), false);
    } else if (it.type == value_type::number) {
      if (it.min_number) add(value::of(*it.min_number), true);
      if (it.max_number) add(value::of(*it.max_number), false);
    }
  }

  void ask(std::uint32_t program) {
    if (program == none) return;
    const expression::dependence on = expression::dependence_of(engine_.programs[program]);
    if (on.on_more_than_attributes) can_tabulate_ = false;
    for (const std::uint32_t slot : on.attributes) attributes_[slot].decides = true;
    for (const std::uint32_t slot : on.computed_with) {
      const value_type type = declared_.attributes[slot].type;
      if (type != value_type::string && type != value_type::boolean) can_tabulate_ = false;
    }
    for (const expression::compared_attribute& it : on.compared) {
      attribute& compared = attributes_[it.slot];
      if (!compared.fits) continue;
      const value_type type = layout_.attributes[compared.column].type;
      const turning at = turning_at(type, it.constant);
      if (at.not_less) compared.starts.push_back(*at.not_less);
      if (at.greater) compared.starts.push_back(*at.greater);
    }
  }

  void ask_programs() {
    for (const candidate& it : made_ready_.candidates) {
      ask(it.program);
      for (const formula::row& row : it.points.rows) ask(row.program);
      can_tabulate_ = can_tabulate_ && it.decay.size() <= 2;
    }
    for (const watch& it : made_ready_.absences) ask(it.program);
    for (const watch& it : made_ready_.ceilings) ask(it.program);
  }

  /// Gives each attribute its lookup or its check. False where there are too many.
  bool place_attributes(category_cells& made) {
    std::size_t checks = 0;
    lookups_.clear();
    for (std::size_t slot = 0; slot < attributes_.size(); ++slot) {
      attribute& it = attributes_[slot];
      const attribute_declaration& declared = declared_.attributes[slot];
      std::sort(it.starts.begin(), it.starts.end());
      it.starts.erase(std::unique(it.starts.begin(), it.starts.end()), it.starts.end());
      if (it.column == none) continue;  // absent everywhere
      if (it.fits && (it.decides || (lookups_.empty() && is_narrow(it)))) {
        if (lookups_.size() == most_lookups || it.starts.size() > most_starts) return false;
        lookups_.push_back(slot);
        continue;
      }
      if (checks == most_checks) return false;
      cell_check& check = made.checks[checks++];
      check.column = it.column;
      check.may_be_absent = !declared.required;
      check.first = std::numeric_limits<std::int32_t>::max();
      check.last = std::numeric_limits<std::int32_t>::min();  // nothing is allowed
      if (it.fits) allow_domain(declared, layout_.attributes[it.column].type, check);
    }
    std::size_t cells = 1;
    for (const std::size_t slot : lookups_) cells *= attributes_[slot].starts.size() + 2;
    return cells <= most_cells;
  }

  /// Whether a lookup does as well as a check, for one attribute that decides nothing.
  [[nodiscard]] bool is_narrow(const attribute& it) const {
    constexpr std::int64_t narrow = 32;
    return !std::any_of(attributes_.begin(), attributes_.end(),
                        [](const attribute& other) { return other.decides && other.fits; }) &&
           !it.starts.empty() && it.starts.back() - it.starts.front() <= narrow;
  }

  void allow_domain(const attribute_declaration& declared, value_type type,
                    cell_check& check) const {
    const column_keys& keys = keys_[check.column];
    check.first = absent_value + 1;
    check.last = std::numeric_limits<std::int32_t>::max();
    const auto from = [&](const value& least) {
      if (const turning at = turning_at(type, least); at.not_less) {
        check.first = keys.of(*at.not_less);
      }
    };
    const auto through = [&](const value& greatest) {
      if (const turning at = turning_at(type, greatest); at.greater) {
        check.last = keys.of(*at.greater) - 1;
      }
    };
    if (declared.type == value_type::integer) {
      if (declared.min) from(value::of(*declared.min));
      if (declared.max) through(value::of(*declared.max));
    } else if (declared.type == value_type::number) {
      if (declared.min_number) from(value::of(*declared.min_number));
      if (declared.max_number) through(value::of(*declared.max_number));
    }
  }

  /// The value that stands for all of a class; the first class is that of those below
  /// every boundary.
  [[nodiscard]] value representative(std::size_t slot, std::size_t number) const {
    const attribute& it = attributes_[slot];
    const attribute_column& column = layout_.attributes[it.column];
    const std::int64_t ordinal = number > 0          ? it.starts[number - 1]
                                 : it.starts.empty() ? 0
                                                     : it.starts.front() - 1;
    switch (column.type) {
      case value_type::integer:
        if (declared_.attributes[slot].type == value_type::number) {
          return value::of(static_cast<double>(ordinal));
        }
        return value::of(ordinal);
      case value_type::number: return value::of(number_of(ordinal));
      case value_type::string:
        return column.texts.empty() ? value()
                                    : value::of(column.texts[static_cast<std::size_t>(ordinal)]);
      case value_type::boolean: return value::of(ordinal != 0);
      case value_type::date: return value::of(date{static_cast<std::int32_t>(ordinal)});
    }
    return {};
  }

  /// The classes of one attribute by its keys. The class of the absent is 0, that of
  /// the values below every boundary 1.
  void add_lookup(std::size_t slot, cell_lookup& made, batch_tables& to) const {
    const attribute& it = attributes_[slot];
    const column_keys& keys = keys_[it.column];
    made.column = it.column;
    made.decides = true;
    made.at = static_cast<std::uint32_t>(to.classes.size());
    to.classes.push_back(0);
    if (it.starts.empty()) {
      to.classes.push_back(1);
      return;
    }
    made.first = keys.of(it.starts.front()) - 1;
    made.last = keys.of(it.starts.back());
    std::size_t reached = 0;
    for (std::int32_t key = made.first; key <= made.last; ++key) {
      while (reached < it.starts.size() && keys.of(it.starts[reached]) <= key) ++reached;
      to.classes.push_back(static_cast<std::uint8_t>(reached + 1));
    }
  }

  void add_cells(category_cells& made, batch_tables& to) {
    // What no condition reads is never asked for.
    std::vector<value> values(declared_.attributes.size());
    for (std::size_t k = 0; k < lookups_.size(); ++k) add_lookup(lookups_[k], made.lookups[k], to);
    for (std::size_t k = lookups_.size(); k < most_lookups; ++k) {
      made.lookups[k].at = static_cast<std::uint32_t>(to.classes.size());
      to.classes.insert(to.classes.end(), {0, 0});
    }
    const auto classes = [&](std::size_t k) {
      return k < lookups_.size() ? attributes_[lookups_[k]].starts.size() + 2 : 1;
    };
    made.stride = static_cast<std::uint32_t>(classes(1));
    for (std::size_t a = 0; a < classes(0); ++a) {
      if (!lookups_.empty())
        values[lookups_[0]] = a == 0 ? value() : representative(lookups_[0], a - 1);
      for (std::size_t b = 0; b < classes(1); ++b) {
        if (lookups_.size() > 1) {
          values[lookups_[1]] = b == 0 ? value() : representative(lookups_[1], b - 1);
        }
        add_cell(values, to);
      }
    }
  }

  void add_cell(const std::vector<value>& values, batch_tables& to) {
    bool stands = true;
    for (std::size_t slot = 0; slot < values.size(); ++slot) {
      const bool is_looked_up = std::find(lookups_.begin(), lookups_.end(), slot) != lookups_.end();
      const bool is_nowhere = attributes_[slot].column == none;
      if ((is_looked_up || is_nowhere) && !value_fits(declared_.attributes[slot], values[slot])) {
        stands = false;
      }
    }
    const auto first = static_cast<std::uint32_t>(to.claims.size());
    if (stands) weigh(values, to);
    end_cell(first, to);
  }

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
  void weigh(const std::vector<value>& values, batch_tables& to) {
    facts_.attributes = values;
    facts_.category = declared_.id;
    std::uint32_t claimed = none;
    for (const candidate& it : made_ready_.candidates) {
      if (it.dimension == claimed) continue;
      const expression::truth applies = ask_for(it.program);
      if (applies == expression::truth::no) continue;
      if (applies == expression::truth::undetermined && !it.can_deduct) continue;
      claimed = it.dimension;
      if (applies == expression::truth::undetermined) continue;  // a claim at 0 points
      if (is_worth_anything(it.points)) to.claims.push_back(claim_of(it, to));
    }
    add_longest_watch(to);
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

  [[nodiscard]] cell_claim claim_of(const candidate& it, batch_tables& to) {
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
    to.most_cents = std::max(to.most_cents, cap);
    if (is_per_unit) {
      made.kind.column = static_cast<std::uint8_t>(attributes_[it.points.slot].column);
      more.unit = it.points.unit;
      more.each = magnitude(it.points.cents);
      more.most = most;
      more.is_negative = it.points.cents < 0;
      list_points(more, made, to);
    } else {
      made.points_at = static_cast<std::uint32_t>(to.points.size());
      to.points.push_back(static_cast<std::int32_t>(std::clamp(fixed, -most, most)));
    }
    if ((made.kind.flags & (claim_kind::decays | claim_kind::is_computed)) != 0) {
      made.kind.more = static_cast<std::uint16_t>(to.more.size());
      to.more.push_back(more);
    }
    to.any_more = to.any_more || (made.kind.flags & claim_kind::decays) != 0;
    return made;
  }

  /// Lists what so many units weigh, up to where more do not matter; once for all cells.
  void list_points(const more_of_claim& by, cell_claim& made, batch_tables& to) {
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
    made.points_at = static_cast<std::uint32_t>(to.points.size());
    for (std::int64_t units = 0; units <= made.most_units; ++units) {
      to.points.push_back(points_of(by, units));
    }
    listed_.push_back({by.unit, by.each, by.most, by.is_negative, made.points_at});
  }

  /// A record that sets something back, or brings a ceiling, is looked at by the engine
  /// for as long as it may.
  void add_longest_watch(batch_tables& to) const {
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
    to.any_more = true;
    to.claims.push_back(longest);
  }

  [[nodiscard]] static cell_claim worth_nothing() {
    cell_claim made;
    made.kind.period = batch_calendar::over;
    return made;
  }

  /// One cell for all, whose records are for the engine.
  [[nodiscard]] static category_cells beyond(const category_cells& from, batch_tables& to) {
    category_cells made;
    made.first_cell = static_cast<std::uint32_t>(to.cells.size());
    made.origins = from.origins;
    made.is_bad = from.is_bad;
    for (cell_lookup& it : made.lookups) {
      it.at = static_cast<std::uint32_t>(to.classes.size());
      to.classes.insert(to.classes.end(), {0, 0});
    }
    const auto first = static_cast<std::uint32_t>(to.claims.size());
    to.claims.emplace_back().kind.flags = claim_kind::is_beyond;
    end_cell(first, to);
    return made;
  }

  /// Points per unit that are listed, and where.
  struct listed {
    std::int64_t unit;
    std::int64_t each;
    std::int64_t most;
    bool is_negative;
    std::uint32_t at;
  };

  const compiled& engine_;
  const compiled_category& made_ready_;
  const category& declared_;
  const record_layout& layout_;
  std::vector<attribute> attributes_;  ///< by slot
  std::vector<std::size_t> lookups_;   ///< slots
  std::span<const column_keys> keys_;
  std::span<const std::uint16_t> slots_;
  std::vector<listed> listed_;
  expression::record_facts facts_;
  expression::subject_facts nobody_;
  bool can_tabulate_ = true;
};

}  // namespace chengxin::detail
