// What the rules and the declaration of one category ask of the columns: which attributes
// decide, and at which values they turn. Asks programs what they depend on; never runs one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_keys.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/expression/dependence.hpp"

namespace chengxin::detail {

class category_boundaries {
public:
  struct attribute {
    std::uint32_t column = none;
    bool fits = false;     ///< whether the column is of the declared type
    bool decides = false;  ///< whether a condition reads it
    /// Its boundaries, as ordinals: ascending, each once.
    std::vector<std::int64_t> starts;
  };

  category_boundaries(const compiled& engine, std::uint32_t category, const record_layout& layout)
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
    for (attribute& it : attributes_) {
      std::sort(it.starts.begin(), it.starts.end());
      it.starts.erase(std::unique(it.starts.begin(), it.starts.end()), it.starts.end());
    }
  }

  /// Whether its records can be looked up as far as this goes.
  [[nodiscard]] bool can_tabulate() const noexcept { return can_tabulate_; }

  /// By the slots of the declaration.
  [[nodiscard]] const std::vector<attribute>& attributes() const noexcept { return attributes_; }

  /// Adds the boundaries in a column.
  void add_of(std::uint32_t column, std::vector<std::int64_t>& to) const {
    for (const attribute& it : attributes_) {
      if (it.column == column) to.insert(to.end(), it.starts.begin(), it.starts.end());
    }
  }

  /// Whether a lookup by the values themselves would be too long.
  [[nodiscard]] bool is_wide(std::uint32_t column) const noexcept {
    constexpr std::uint64_t most = 256;
    for (const attribute& it : attributes_) {
      if (it.column != column || !it.decides || it.starts.empty()) continue;
      if (it.starts.front() < -(std::int64_t{1} << 40) || width_of(it) > most) return true;
    }
    return false;
  }

  /// Whether a lookup does as well as a check, for one attribute that decides nothing.
  [[nodiscard]] bool is_narrow(const attribute& it) const {
    constexpr std::uint64_t narrow = 32;
    return !std::any_of(attributes_.begin(), attributes_.end(),
                        [](const attribute& other) { return other.decides && other.fits; }) &&
           !it.starts.empty() && width_of(it) <= narrow;
  }

  /// The value that stands for all of a class; the first class is that of those below
  /// every boundary.
  [[nodiscard]] value representative(std::size_t slot, std::size_t number) const {
    const attribute& it = attributes_[slot];
    const attribute_column& column = layout_.attributes[it.column];
    const std::int64_t ordinal = number > 0          ? it.starts[number - 1]
                                 : it.starts.empty() ? 0
                                                     : before(it.starts.front());
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

private:
  /// From the first boundary to the last, of which there is one at least.
  [[nodiscard]] static std::uint64_t width_of(const attribute& it) noexcept {
    return static_cast<std::uint64_t>(it.starts.back()) -
           static_cast<std::uint64_t>(it.starts.front());
  }
  /// The ordinal before; of the least, before which there is none and no record has any, itself.
  [[nodiscard]] static std::int64_t before(std::int64_t ordinal) noexcept {
    return ordinal == std::numeric_limits<std::int64_t>::min() ? ordinal : ordinal - 1;
  }

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

  void ask_programs() {
    for (const candidate& it : made_ready_.candidates) {
      ask(it.program);
      for (const formula::row& row : it.points.rows) ask(row.program);
      can_tabulate_ = can_tabulate_ && it.decay.size() <= 2;
    }
    for (const watch& it : made_ready_.absences) ask(it.program);
    for (const watch& it : made_ready_.ceilings) ask(it.program);
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

  const compiled& engine_;
  const compiled_category& made_ready_;
  const category& declared_;
  const record_layout& layout_;
  std::vector<attribute> attributes_;
  bool can_tabulate_ = true;
};

}  // namespace chengxin::detail
