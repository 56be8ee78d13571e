// One category as the tables of a batch hold it: its classes of records and how a record
// finds its own. A category of which that cannot be told (conditions about the subject,
// sums of attributes) is left to the engine.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_boundaries.hpp"
#include "chengxin/detail/batch_cells.hpp"
#include "chengxin/detail/batch_keys.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/detail/standing.hpp"

namespace chengxin::detail {

/// One category, and what its rules and its declaration ask of the columns.
class category_tabulator {
public:
  category_tabulator(const compiled& engine, std::uint32_t category, const record_layout& layout)
      : engine_(engine),
        made_ready_(engine.categories[category]),
        declared_(engine.book->categories[category]),
        layout_(layout),
        boundaries_(engine, category, layout) {}

  [[nodiscard]] const category_boundaries& boundaries() const noexcept { return boundaries_; }

  /// Adds its cells to the tables.
  void tabulate(std::span<const column_keys> keys, std::span<const std::uint16_t> slots,
                batch_tables& to) {
    keys_ = keys;
    category_cells made;
    made.is_bad = made_ready_.nature != nature::good;
    made.heeds_matter = made_ready_.matter;
    for (std::size_t o = 0; o < origin_names.size(); ++o) {
      if (declared_.origins.contains(static_cast<chengxin::origin>(o))) {
        made.origins = static_cast<std::uint8_t>(made.origins | (1U << o));
      }
    }
    made.undeclared = (std::uint32_t{1} << layout_.attributes.size()) - 1;
    for (const attribute& it : attributes()) {
      if (it.column != none) made.undeclared &= ~(std::uint32_t{1} << it.column);
    }
    to.any_undeclared = to.any_undeclared || made.undeclared != 0;
    made.first_cell = static_cast<std::uint32_t>(to.cells.size());
    if (boundaries_.can_tabulate() && place_attributes(made)) {
      cell_maker cells(engine_, made_ready_, declared_, boundaries_.attributes(), slots, to);
      add_cells(made, cells, to);
    } else {
      made = beyond(made, to);
    }
    to.categories.push_back(made);
  }

private:
  using attribute = category_boundaries::attribute;
  [[nodiscard]] const std::vector<attribute>& attributes() const noexcept {
    return boundaries_.attributes();
  }

  static constexpr std::size_t most_cells = 4096;
  static constexpr std::size_t most_starts = 250;  ///< a class is numbered by a byte

  /// Gives each attribute its lookup or its check. False where there are too many.
  bool place_attributes(category_cells& made) {
    std::size_t checks = 0;
    lookups_.clear();
    for (std::size_t slot = 0; slot < attributes().size(); ++slot) {
      const attribute& it = attributes()[slot];
      const attribute_declaration& declared = declared_.attributes[slot];
      if (it.column == none) continue;  // absent everywhere
      if (it.fits && (it.decides || (lookups_.empty() && boundaries_.is_narrow(it)))) {
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
    for (const std::size_t slot : lookups_) cells *= attributes()[slot].starts.size() + 2;
    return cells <= most_cells;
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

  /// The classes of one attribute by its keys. The class of the absent is 0, that of
  /// the values below every boundary 1.
  void add_lookup(std::size_t slot, cell_lookup& made, batch_tables& to) const {
    const attribute& it = attributes()[slot];
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
    // In more bits than a key: the last may be the last of all.
    for (std::int64_t key = made.first; key <= made.last; ++key) {
      while (reached < it.starts.size() && keys.of(it.starts[reached]) <= key) ++reached;
      to.classes.push_back(static_cast<std::uint8_t>(reached + 1));
    }
  }

  void add_cells(category_cells& made, cell_maker& cells, batch_tables& to) const {
    // What no condition reads is never asked for.
    std::vector<value> values(declared_.attributes.size());
    for (std::size_t k = 0; k < lookups_.size(); ++k) add_lookup(lookups_[k], made.lookups[k], to);
    for (std::size_t k = lookups_.size(); k < most_lookups; ++k) {
      made.lookups[k].at = static_cast<std::uint32_t>(to.classes.size());
      to.classes.insert(to.classes.end(), {0, 0});
    }
    const auto classes = [&](std::size_t k) {
      return k < lookups_.size() ? attributes()[lookups_[k]].starts.size() + 2 : 1;
    };
    made.stride = static_cast<std::uint32_t>(classes(1));
    for (std::size_t a = 0; a < classes(0); ++a) {
      if (!lookups_.empty())
        values[lookups_[0]] = a == 0 ? value() : boundaries_.representative(lookups_[0], a - 1);
      for (std::size_t b = 0; b < classes(1); ++b) {
        if (lookups_.size() > 1) {
          values[lookups_[1]] = b == 0 ? value() : boundaries_.representative(lookups_[1], b - 1);
        }
        cells.add(values, stands(values));
      }
    }
  }

  /// Whether a record of these values counts at all.
  [[nodiscard]] bool stands(const std::vector<value>& values) const {
    for (std::size_t slot = 0; slot < values.size(); ++slot) {
      const bool is_looked_up = std::find(lookups_.begin(), lookups_.end(), slot) != lookups_.end();
      const bool is_nowhere = attributes()[slot].column == none;
      if ((is_looked_up || is_nowhere) && !value_fits(declared_.attributes[slot], values[slot])) {
        return false;
      }
    }
    return true;
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
    cell_maker::add_beyond(to);
    return made;
  }

  const compiled& engine_;
  const compiled_category& made_ready_;
  const category& declared_;
  const record_layout& layout_;
  category_boundaries boundaries_;
  std::vector<std::size_t> lookups_;  ///< slots
  std::span<const column_keys> keys_;
};

}  // namespace chengxin::detail
