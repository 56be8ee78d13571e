// Turns a rulebook into what the engine runs: every name becomes a position,
// every condition a program, every number of months a period. Never judges a
// rulebook: verify.hpp has done so before.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "chengxin/detail/compiled.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/expression/program.hpp"
#include "chengxin/result.hpp"
#include "chengxin/rulebook.hpp"
#include "chengxin/verify.hpp"

namespace chengxin::detail {

/// Compiles one rulebook. Precondition: verify() finds no error in it.
class compiler {
public:
  explicit compiler(std::shared_ptr<const rulebook> book) : made_(std::make_shared<compiled>()) {
    made_->book = std::move(book);
  }

  [[nodiscard]] std::shared_ptr<const compiled> run() {
    name_categories();
    subject_names_ = names_of(book().subject_attributes);
    for (std::size_t d = 0; d < book().dimensions.size(); ++d) {
      if (book().dimensions[d].repairs) made_->repairing = static_cast<std::uint32_t>(d);
    }
    for (const group& g : book().groups) {
      made_->groups.push_back({position(book().dimensions, g.dimension), g.total.cents});
    }
    for (std::size_t r = 0; r < book().rules.size(); ++r) add_rule(static_cast<std::uint32_t>(r));
    for (std::size_t c = 0; c < book().ceilings.size(); ++c) {
      add_ceiling(static_cast<std::uint32_t>(c));
    }
    for (compiled_category& category : made_->categories) {
      std::stable_sort(
          category.candidates.begin(), category.candidates.end(),
          [](const candidate& a, const candidate& b) { return a.dimension < b.dimension; });
    }
    order_tiers();
    std::vector<std::int32_t>& ages = made_->turning_ages;
    std::sort(ages.begin(), ages.end());
    ages.erase(std::unique(ages.begin(), ages.end()), ages.end());
    return made_;
  }

private:
  [[nodiscard]] const rulebook& book() const noexcept { return *made_->book; }

  template <class Item>
  [[nodiscard]] static std::uint32_t position(const std::vector<Item>& items,
                                              const std::string& id) noexcept {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i].id == id) return static_cast<std::uint32_t>(i);
    }
    return none;
  }

  [[nodiscard]] static std::vector<expression::attribute> names_of(
      const std::vector<attribute_declaration>& declared) {
    std::vector<expression::attribute> names;
    names.reserve(declared.size());
    for (const attribute_declaration& d : declared) names.push_back({d.name, d.type});
    return names;
  }

  void name_categories() {
    made_->categories.resize(book().categories.size());
    for (std::size_t c = 0; c < book().categories.size(); ++c) {
      const category& declared = book().categories[c];
      made_->categories[c].nature = declared.nature;
      made_->categories[c].matter = declared.matter;
      made_->category_by_id.emplace(declared.id, static_cast<std::uint32_t>(c));
      category_names_.push_back(names_of(declared.attributes));
    }
    for (const barred_category& b : book().barred) {
      made_->category_by_id.emplace(b.category, barred_category_index);
    }
  }

  void order_tiers() {
    for (std::size_t t = 0; t < book().tiers.size(); ++t) {
      made_->tiers.push_back(static_cast<std::uint32_t>(t));
    }
    std::sort(made_->tiers.begin(), made_->tiers.end(), [this](std::uint32_t a, std::uint32_t b) {
      return book().tiers[a].min > book().tiers[b].min;
    });
  }

  /// The number of a period of so many months.
  [[nodiscard]] std::uint32_t period(std::int32_t months) {
    std::vector<std::int32_t>& periods = made_->periods;
    const auto found = std::find(periods.begin(), periods.end(), months);
    if (found != periods.end()) return static_cast<std::uint32_t>(found - periods.begin());
    periods.push_back(months);
    return static_cast<std::uint32_t>(periods.size() - 1);
  }

  /// Compiles a condition for one category (null: for subjects alone).
  [[nodiscard]] std::uint32_t condition(const std::string& text,
                                        const std::vector<expression::attribute>* record) {
    if (record != nullptr) {
      const auto category = static_cast<std::size_t>(record - category_names_.data());
      made_->categories[category].has_programs = true;
    }
    auto outcome = expression::compile(text, {record, &subject_names_});
    auto* program = std::get_if<expression::program>(&outcome);
    if (program == nullptr) return none;  // verify() has refused it
    if (program->reads_age()) note_ages(*program);
    made_->programs.push_back(std::move(*program));
    return static_cast<std::uint32_t>(made_->programs.size() - 1);
  }
  [[nodiscard]] std::uint32_t condition(const std::optional<std::string>& text,
                                        const std::vector<expression::attribute>* record) {
    return text ? condition(*text, record) : none;
  }

  void note_ages(const expression::program& program) {
    made_->reads_age = true;
    if (!program.turning_ages()) {
      made_->every_birthday = true;
      return;
    }
    for (const std::int64_t age : *program.turning_ages()) {
      made_->turning_ages.push_back(static_cast<std::int32_t>(age));
    }
  }

  [[nodiscard]] formula points_of(const point_formula& given,
                                  const std::vector<expression::attribute>* record) {
    formula made;
    if (const auto* fixed = std::get_if<points>(&given)) {
      made.cents = fixed->cents;
    } else if (const auto* per = std::get_if<per_points>(&given)) {
      made.what = formula::form::per;
      const std::vector<expression::attribute>& names = record ? *record : subject_names_;
      for (std::size_t slot = 0; slot < names.size(); ++slot) {
        if (names[slot].name == per->attribute) made.slot = static_cast<std::uint32_t>(slot);
      }
      made.unit = per->unit;
      made.cents = per->each.cents;
      made.most = std::min(max_points.cents, per->max.value_or(max_points).magnitude().cents);
    } else if (const auto* table = std::get_if<table_points>(&given)) {
      made.what = formula::form::table;
      made.cents = table->otherwise.value_or(points{}).cents;
      for (const table_row& row : table->rows) {
        made.rows.push_back({condition(row.when, record), row.value.cents});
      }
    }
    return made;
  }

  void add_rule(std::uint32_t index) {
    const rule& given = book().rules[index];
    const std::uint32_t dimension = position(book().dimensions, given.dimension);
    compiled_rule& limits = made_->rules.emplace_back();
    limits.dimension = dimension;
    switch (given.kind) {
      case rule_kind::record: add_record_rule(index, limits); break;
      case rule_kind::subject:
        made_->subject_rules.push_back(
            {index, dimension, condition(given.when, nullptr), points_of(given.points, nullptr)});
        break;
      case rule_kind::absence: add_absence_rule(index, dimension); break;
      case rule_kind::restore:
        for (const std::string& id : given.categories) {
          const std::uint32_t c = position(book().categories, id);
          made_->categories[c].easings.push_back({index, condition(given.when, &category_names_[c]),
                                                  given.step, given.percent, given.after_days});
        }
        break;
    }
  }

  void add_record_rule(std::uint32_t index, compiled_rule& limits) {
    const rule& given = book().rules[index];
    limits.combine = given.combine;
    if (given.limits.per_year) limits.per_year = given.limits.per_year->cents;
    if (given.limits.count) limits.count = *given.limits.count;
    if (given.limits.total) limits.total = given.limits.total->cents;
    if (given.group) limits.group = position(book().groups, *given.group);
    const bool on_its_own =
        given.combine == combination::sum && !given.limits.per_year && !given.limits.count;
    for (const std::string& id : given.categories) {
      const std::uint32_t c = position(book().categories, id);
      candidate made;
      made.rule = index;
      made.dimension = limits.dimension;
      made.program = condition(given.when, &category_names_[c]);
      if (given.valid_months) made.period = period(*given.valid_months);
      made.can_deduct = can_deduct(given);
      made.on_its_own = on_its_own;
      for (const decay_step& step : given.decay) {
        made.decay.push_back({period(step.after_months), step.percent});
      }
      made.points = points_of(given.points, &category_names_[c]);
      made_->categories[c].candidates.push_back(std::move(made));
    }
  }

  void add_absence_rule(std::uint32_t index, std::uint32_t dimension) {
    const rule& given = book().rules[index];
    absence_rule made{index, dimension, {}};
    for (const absence_step& step : given.steps) {
      made.steps.push_back({period(step.months), step.value.cents});
    }
    made_->absence_rules.push_back(std::move(made));
    for (const std::string& id : given.categories) {
      const std::uint32_t c = position(book().categories, id);
      made_->categories[c].absences.push_back(
          {index, condition(given.when, &category_names_[c]), period(given.break_months)});
    }
  }

  void add_ceiling(std::uint32_t index) {
    const ceiling& given = book().ceilings[index];
    for (const std::string& id : given.categories) {
      const std::uint32_t c = position(book().categories, id);
      made_->categories[c].ceilings.push_back(
          {index, condition(given.when, &category_names_[c]), period(given.valid_months)});
    }
  }

  std::shared_ptr<compiled> made_;
  std::vector<expression::attribute> subject_names_;
  std::vector<std::vector<expression::attribute>> category_names_;
};

[[nodiscard]] inline result<std::shared_ptr<const compiled>> compile(
    std::shared_ptr<const rulebook> book) {
  if (!book) return error{"rulebook_refused", "there is no rulebook"};
  for (const diagnostic& finding : verify(*book)) {
    if (finding.level == severity::error) {
      return error{"rulebook_refused",
                   finding.pointer + ": " + finding.message + " [" + finding.code + "]"};
    }
  }
  return compiler(std::move(book)).run();
}

}  // namespace chengxin::detail
