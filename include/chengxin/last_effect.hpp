// The last day on which a record can move a figure of anybody under a rulebook
// (SPECIFICATION 5): what a store may go by that keeps nothing longer than it
// needs. Never too early; never looks at a resident or at other records.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/detail/formula_sign.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/expression/program.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin {

/// Stands for the last day of what never is: earlier than every day, as no_day,
/// which stands for the last day of what never ends, is later.
inline constexpr date before_every_day{std::numeric_limits<std::int32_t>::min()};

/// The last days of effect under one rulebook, made ready for any number of
/// records. Immutable once made; shares the engine. Thread-safe.
class last_effects {
public:
  /// Compiles anew the conditions that read the record alone.
  explicit last_effects(chengxin::engine engine) : engine_(std::move(engine)) {
    ways_.resize(book().categories.size());
    names_.resize(book().categories.size());
    for (std::size_t c = 0; c < book().categories.size(); ++c) {
      for (const attribute_declaration& it : book().categories[c].attributes) {
        names_[c].push_back({it.name, it.type});
      }
    }
    for (const rule& it : book().rules) {
      if (it.kind == rule_kind::record || it.kind == rule_kind::absence) add(it);
    }
    for (const ceiling& it : book().ceilings) {
      for (const std::string& id : it.categories) {
        way made;
        made.months = it.valid_months;
        add(std::move(made), id, it.when);
      }
    }
    // By dimension, in the order of the rulebook, so that who claims comes first.
    for (std::vector<way>& ways : ways_) {
      std::stable_sort(ways.begin(), ways.end(),
                       [](const way& a, const way& b) { return a.dimension < b.dimension; });
    }
  }

  [[nodiscard]] const chengxin::engine& engine() const noexcept { return engine_; }

  /// The last day on which the record can move any figure of any resident, whatever
  /// the other records, taken as if its status were `active` and it were no
  /// duplicate; no_day where that never ends, before_every_day where it never
  /// does. On each later day every assessment is alike with and without it.
  ///
  /// The rulebook's effective period is passed over: a record outlives the rulebook
  /// that was in force when it occurred. Who goes by several takes the latest.
  /// Reads everything of the record but `standing` and `status`.
  /// Precondition: it was prepared for this engine, and what it borrows is there.
  [[nodiscard]] date day_of(const prepared_record& record) const noexcept {
    prepared_record active = record;
    active.status = record_status::active;
    if (engine_.standing_of(active) != disposition::counted) return before_every_day;
    date last = before_every_day;
    std::uint32_t claimed = no_index;
    for (const way& it : ways_[record.category]) {
      if (it.dimension != no_index && it.dimension == claimed) continue;
      const answer applies = ask(it, record);
      if (applies == answer::no) continue;
      // A claim that has expired is a claim: no rule behind this one takes it up.
      if (applies == answer::yes || applies == answer::at_nothing) claimed = it.dimension;
      if (!it.weighs || applies == answer::at_nothing) continue;
      last = std::max(last, it.months ? add_months(record.occurred_on, *it.months) : no_day);
    }
    return std::min(last, record.expires_on);
  }

private:
  /// One way in which a record of a category can move a figure.
  struct way {
    std::uint32_t dimension = no_index;  ///< of a claim; no_index for what claims nothing
    std::optional<expression::program> asks;
    bool asks_subject = false;  ///< so that the answer is not known
    bool can_deduct = false;
    bool weighs = true;                  ///< whether it ever gives or takes anything
    std::optional<std::int32_t> months;  ///< for so long; absent: for good
  };

  enum class answer : std::uint8_t { no, yes, maybe, at_nothing };

  [[nodiscard]] const rulebook& book() const noexcept { return engine_.book(); }

  void add(const rule& given) {
    for (const std::string& id : given.categories) {
      way made;
      if (given.kind == rule_kind::absence) {
        made.months = given.break_months;
      } else {
        for (std::uint32_t d = 0; d < book().dimensions.size(); ++d) {
          if (book().dimensions[d].id == given.dimension) made.dimension = d;
        }
        const detail::formula_sign sign = detail::sign_of(given.points);
        made.can_deduct = sign.deducts;
        made.weighs = sign.adds || sign.deducts;
        made.months = given.valid_months;
        for (const decay_step& step : given.decay) {
          if (step.percent != 0) continue;
          made.months = std::min(made.months.value_or(step.after_months), step.after_months);
        }
      }
      add(std::move(made), id, given.when);
    }
  }

  void add(way made, const std::string& category, const std::optional<std::string>& when) {
    const std::uint32_t c = engine_.find_category(category);
    if (when) {
      // More texts contain the word than read the subject: then the day is later.
      made.asks_subject = when->find("subject") != std::string::npos;
      static const std::vector<expression::attribute> no_names;
      if (!made.asks_subject) {
        auto outcome = expression::compile(*when, {&names_[c], &no_names});
        auto* program = std::get_if<expression::program>(&outcome);
        if (program != nullptr)
          made.asks = std::move(*program);
        else
          made.asks_subject = true;  // the engine has compiled it: not reached
      }
    }
    ways_[c].push_back(std::move(made));
  }

  [[nodiscard]] answer ask(const way& it, const prepared_record& record) const noexcept {
    if (it.asks_subject) return answer::maybe;
    if (!it.asks) return answer::yes;
    expression::record_facts facts;
    facts.attributes = {record.attributes, names_[record.category].size()};
    facts.occurred_on = record.occurred_on;
    facts.provider = record.provider;
    facts.origin = name_of(record.origin);
    facts.category = record.category_id;
    switch (it.asks->test(&facts, {})) {
      case expression::truth::yes: return answer::yes;
      case expression::truth::no: return answer::no;
      case expression::truth::undetermined: break;
    }
    return it.can_deduct ? answer::at_nothing : answer::no;
  }

  chengxin::engine engine_;
  std::vector<std::vector<way>> ways_;  ///< by rulebook::categories
  std::vector<std::vector<expression::attribute>> names_;
};

/// last_effects::day_of for one record. For many, make the last_effects once.
[[nodiscard]] inline date last_effect_day(const engine& engine, const prepared_record& record) {
  return last_effects(engine).day_of(record);
}

}  // namespace chengxin
