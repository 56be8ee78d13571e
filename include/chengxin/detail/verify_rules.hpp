// Verifies the rules and ceilings of a rulebook: what each kind demands, and what
// keeps the whole computation monotone (SPECIFICATION 3, rules).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "chengxin/detail/formula_sign.hpp"
#include "chengxin/detail/verify_conditions.hpp"
#include "chengxin/detail/verify_groups.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

/// No negative fact counts for longer.
inline constexpr std::int32_t longest_penalty_months = 60;
/// A thousand years: what is longer would only leave the calendar.
inline constexpr std::int32_t most_months = 12'000;
inline constexpr std::int32_t most_days = 365'000;

/// Checks that what is cited is listed under basis.
class citation_verifier {
public:
  citation_verifier(const rulebook& book, std::vector<diagnostic>& findings) : findings_(findings) {
    for (const basis& it : book.basis) known_.insert(it.id);
  }

  void check(const std::vector<citation>& cited, const json_pointer& at) {
    for (std::size_t i = 0; i < cited.size(); ++i) {
      if (known_.contains(cited[i].basis)) continue;
      findings_.push_back(
          {severity::error,
           "unknown_basis",
           "expected the id of a text listed under basis, found \"" + cited[i].basis + "\"",
           (at / i).str(),
           0,
           {}});
    }
  }

private:
  std::vector<diagnostic>& findings_;
  std::unordered_set<std::string_view> known_;
};

class rule_verifier {
public:
  rule_verifier(const rulebook& book, std::vector<diagnostic>& findings)
      : book_(book), findings_(findings), citations_(book, findings), conditions_(book, findings) {
    for (const dimension& it : book.dimensions) dimensions_.emplace(it.id, &it);
    for (const category& it : book.categories) categories_.emplace(it.id, &it);
    for (const barred_category& it : book.barred) barred_.insert(it.category);
  }

  void run() {
    const json_pointer rules = json_pointer() / "rules";
    for (std::size_t r = 0; r < book_.rules.size(); ++r) check_rule(book_.rules[r], rules / r);
    group_verifier(book_, findings_).run();
    const json_pointer ceilings = json_pointer() / "ceilings";
    for (std::size_t c = 0; c < book_.ceilings.size(); ++c) {
      check_ceiling(book_.ceilings[c], ceilings / c);
    }
  }

private:
  using listed = std::vector<const category*>;

  void fail(std::string_view code, const json_pointer& at, std::string message) {
    findings_.push_back({severity::error, std::string(code), std::move(message), at.str(), 0, {}});
  }

  // -- What all rules have -----------------------------------------------------------------

  void check_citations(const std::vector<citation>& cited, const json_pointer& at) {
    if (cited.empty()) {
      fail("no_citation", at,
           "expected at least one article, since nothing that moves a score may be secret");
    }
    citations_.check(cited, at);
  }

  void check_rule(const rule& it, const json_pointer& at) {
    check_citations(it.cite, at / "cite");
    const dimension* where = find_dimension(it.dimension);
    if (where == nullptr) {
      fail("unknown_dimension", at / "dimension",
           "expected the id of a dimension, found \"" + it.dimension + "\"");
    } else if (where->repairs != (it.kind == rule_kind::restore)) {
      fail("rule_dimension", at / "dimension",
           where->repairs ? "expected a dimension that does not repair, since only restore rules "
                            "belong to one that does"
                          : "expected the dimension that repairs, since this is a restore rule");
    }
    switch (it.kind) {
      case rule_kind::record: check_record_rule(it, at); break;
      case rule_kind::subject: check_subject_rule(it, at); break;
      case rule_kind::absence: check_absence_rule(it, at); break;
      case rule_kind::restore: check_restore_rule(it, at); break;
    }
  }

  [[nodiscard]] const dimension* find_dimension(const std::string& id) const noexcept {
    const auto found = dimensions_.find(id);
    return found == dimensions_.end() ? nullptr : found->second;
  }

  /// The categories that a rule or a ceiling lists, as far as they exist.
  [[nodiscard]] listed categories_of(const std::vector<std::string>& ids, const json_pointer& at) {
    listed found;
    if (ids.empty()) fail("no_category", at, "expected at least one category");
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!seen.insert(ids[i]).second) {
        fail("duplicate_category", at / i,
             "expected a category that is listed once, found \"" + ids[i] + "\" again");
        continue;
      }
      if (const auto it = categories_.find(ids[i]); it != categories_.end()) {
        found.push_back(it->second);
        continue;
      }
      const bool barred = barred_.contains(ids[i]);
      fail(barred ? "barred_category" : "unknown_category", at / i,
           (barred ? "expected a category that is not barred, found \""
                   : "expected the id of a category, found \"") +
               ids[i] + "\"");
    }
    return found;
  }

  void refuse_nature(const listed& categories, nature refused, std::string_view why,
                     const std::vector<std::string>& ids, const json_pointer& at) {
    std::size_t i = 0;
    for (const category* it : categories) {  // in the order of their ids, some left out
      while (ids[i] != it->id) ++i;
      if (it->nature != refused) continue;
      fail("category_nature", at / i,
           std::string(why) + ", found \"" + it->id + "\", which is " +
               std::string(name_of(it->nature)));
    }
  }

  // -- Points ------------------------------------------------------------------------------

  void check_points(points value, const json_pointer& at) {
    if (value.magnitude() > max_points) {
      fail("points_range", at,
           "expected at most " + to_string(max_points) + " points in magnitude, found " +
               to_string(value));
    }
  }

  void check_formula(const rule& it, const listed* categories, const json_pointer& at) {
    if (const auto* fixed = std::get_if<points>(&it.points)) {
      check_points(*fixed, at);
    } else if (const auto* per = std::get_if<per_points>(&it.points)) {
      check_points(per->each, at / "points");
      if (per->max) check_points(*per->max, at / "max");
      if (per->unit < 1)
        fail("per_unit", at / "unit", "expected at least 1, found " + std::to_string(per->unit));
      if (per->max && per->max->cents < 0) {
        fail("per_max", at / "max", "expected a magnitude, found " + to_string(*per->max));
      }
      check_per_attribute(*per, categories, at / "per");
    } else if (const auto* table = std::get_if<table_points>(&it.points)) {
      for (std::size_t row = 0; row < table->rows.size(); ++row) {
        const json_pointer here = at / "table" / row;
        check_points(table->rows[row].value, here / "points");
        check_condition(table->rows[row].when, categories, here / "when");
      }
      if (table->otherwise) check_points(*table->otherwise, at / "otherwise");
    }
  }

  void check_per_attribute(const per_points& per, const listed* categories,
                           const json_pointer& at) {
    const auto check = [&](const std::vector<attribute_declaration>& declared,
                           const std::string& whose) {
      const attribute_declaration* it = condition_checker::find(declared, per.attribute);
      if (it == nullptr) {
        fail("unknown_attribute", at,
             "expected an integer attribute of " + whose + ", found \"" + per.attribute + "\"");
      } else if (it->type != value_type::integer) {
        fail("attribute_type", at,
             "expected an integer attribute of " + whose + ", \"" + per.attribute +
                 "\" is of type " + std::string(name_of(it->type)));
      }
      return it != nullptr && it->type == value_type::integer;
    };
    if (categories == nullptr) {
      check(book_.subject_attributes, "the subject");
      return;
    }
    for (const category* it : *categories) {
      if (!check(it->attributes, "category \"" + it->id + "\"")) return;  // said once
    }
  }

  void check_condition(const std::string& text, const listed* categories, const json_pointer& at) {
    if (categories == nullptr)
      conditions_.check(text, at);
    else
      conditions_.check(text, *categories, at);
  }

  // -- Each kind ---------------------------------------------------------------------------

  void check_record_rule(const rule& it, const json_pointer& at) {
    const listed categories = categories_of(it.categories, at / "categories");
    if (it.when) check_condition(*it.when, &categories, at / "when");
    check_formula(it, &categories, at / "points");
    const formula_sign sign = sign_of(it.points);
    if (sign.adds && sign.deducts) {
      fail("mixed_signs", at / "points", "expected all numbers of the rule to have the same sign");
    } else if (sign.adds) {
      refuse_nature(categories, nature::bad, "expected no bad category in a rule that adds",
                    it.categories, at / "categories");
    } else if (sign.deducts) {
      refuse_nature(categories, nature::good, "expected no good category in a rule that deducts",
                    it.categories, at / "categories");
      check_penalty_period(it, at / "valid_months");
    }
    if (it.valid_months) check_months(*it.valid_months, 1, at / "valid_months");
    check_decay(it.decay, at / "decay");
    check_limits(it.limits, at / "limits");
    check_matter(it, categories, at);
    warn_if_unreachable(it, at);
  }

  void check_penalty_period(const rule& it, const json_pointer& at) {
    if (!it.valid_months) {
      fail("penalty_period", at,
           "expected valid_months in a rule that can deduct, since nothing negative lasts for "
           "ever");
    } else if (*it.valid_months > longest_penalty_months) {
      fail("penalty_period", at,
           "expected at most " + std::to_string(longest_penalty_months) +
               " months in a rule that can deduct, found " + std::to_string(*it.valid_months));
    }
  }

  void check_months(std::int32_t months, std::int32_t least, const json_pointer& at) {
    if (months >= least && months <= most_months) return;
    fail("period_range", at,
         "expected from " + std::to_string(least) + " to " + std::to_string(most_months) +
             " months, found " + std::to_string(months));
  }

  void check_decay(const std::vector<decay_step>& decay, const json_pointer& at) {
    std::int32_t percent = 100;
    for (std::size_t i = 0; i < decay.size(); ++i) {
      check_months(decay[i].after_months, 0, at / i / "after_months");
      if (i > 0 && decay[i].after_months <= decay[i - 1].after_months) {
        fail("decay_order", at / i / "after_months",
             "expected more months than the step before, " +
                 std::to_string(decay[i - 1].after_months));
      }
      if (decay[i].percent < 0 || decay[i].percent > 100) {
        fail("percent_range", at / i / "percent",
             "expected a whole number from 0 to 100, found " + std::to_string(decay[i].percent));
      } else if (decay[i].percent > percent) {
        fail("decay_order", at / i / "percent",
             "expected a percentage that does not rise, the step before has " +
                 std::to_string(percent));
      } else {
        percent = decay[i].percent;
      }
    }
  }

  void check_limits(const rule_limits& limits, const json_pointer& at) {
    const auto check = [&](const std::optional<points>& limit, std::string_view name) {
      if (!limit) return;
      check_points(*limit, at / name);
      if (limit->cents <= 0) {
        fail("limit_not_positive", at / name,
             "expected a positive number of points, found " + to_string(*limit));
      }
    };
    check(limits.per_year, "per_year");
    check(limits.total, "total");
    if (limits.count && *limits.count < 1) {
      fail("limit_not_positive", at / "count",
           "expected a positive number of records, found " + std::to_string(*limits.count));
    }
  }

  [[nodiscard]] static bool lists_matter(const listed& categories) noexcept {
    return std::any_of(categories.begin(), categories.end(),
                       [](const category* it) { return it->matter; });
  }

  void check_matter(const rule& it, const listed& categories, const json_pointer& at) {
    if (!lists_matter(categories)) return;
    if (it.limits.any()) {
      fail("matter_limits", at / "limits",
           "expected no limits in a rule that lists a category with matter, since an act that "
           "counts once could then leave the resident worse off");
    }
    if (it.combine == combination::max) {
      fail("matter_combine", at / "combine",
           "expected \"sum\" in a rule that lists a category with matter");
    }
  }

  void check_subject_rule(const rule& it, const json_pointer& at) {
    if (it.when) check_condition(*it.when, nullptr, at / "when");
    check_formula(it, nullptr, at / "points");
    if (sign_of(it.points).deducts) {
      fail("subject_deducts", at / "points",
           "expected no negative points, since basic information never deducts");
    }
  }

  /// Good categories have no place in rules about what went wrong.
  [[nodiscard]] listed not_good(const std::vector<std::string>& ids, const json_pointer& at) {
    listed found = categories_of(ids, at);
    refuse_nature(found, nature::good, "expected bad and neutral categories alone", ids, at);
    return found;
  }

  void check_absence_rule(const rule& it, const json_pointer& at) {
    const listed categories = not_good(it.categories, at / "categories");
    if (it.when) check_condition(*it.when, &categories, at / "when");
    if (it.break_months < 1 || it.break_months > longest_penalty_months) {
      fail("break_months", at / "break_months",
           "expected from 1 to 60 months, found " + std::to_string(it.break_months));
    }
    if (it.steps.empty()) fail("no_steps", at / "steps", "expected at least one step");
    for (std::size_t i = 0; i < it.steps.size(); ++i) {
      const json_pointer here = at / "steps" / i;
      check_points(it.steps[i].value, here / "points");
      if (it.steps[i].value.cents <= 0) {
        fail("step_not_positive", here / "points",
             "expected positive points, found " + to_string(it.steps[i].value));
      }
      if (it.steps[i].months < 1) {
        fail("step_not_positive", here / "months",
             "expected at least 1 month, found " + std::to_string(it.steps[i].months));
      } else {
        check_months(it.steps[i].months, 1, here / "months");
      }
      if (i == 0) continue;
      if (it.steps[i].months <= it.steps[i - 1].months) {
        fail(
            "step_order", here / "months",
            "expected more months than the step before, " + std::to_string(it.steps[i - 1].months));
      }
      if (it.steps[i].value < it.steps[i - 1].value) {
        fail("step_order", here / "points",
             "expected no fewer points than the step before, " + to_string(it.steps[i - 1].value));
      }
    }
  }

  void check_restore_rule(const rule& it, const json_pointer& at) {
    const listed categories = not_good(it.categories, at / "categories");
    if (it.when) check_condition(*it.when, &categories, at / "when");
    if (it.percent < 1 || it.percent > 100) {
      fail("percent_range", at / "percent",
           "expected a whole number from 1 to 100, found " + std::to_string(it.percent));
    }
    if (it.after_days < 0 || it.after_days > most_days) {
      fail("after_days", at / "after_days",
           "expected from 0 to " + std::to_string(most_days) + " days, found " +
               std::to_string(it.after_days));
    }
  }

  void check_ceiling(const ceiling& it, const json_pointer& at) {
    check_citations(it.cite, at / "cite");
    const listed categories = not_good(it.categories, at / "categories");
    if (it.when) check_condition(*it.when, &categories, at / "when");
    if (it.valid_months < 1 || it.valid_months > longest_penalty_months) {
      fail("penalty_period", at / "valid_months",
           "expected from 1 to 60 months, found " + std::to_string(it.valid_months));
    }
    if (it.max_score < book_.min_score) {
      fail("ceiling_below_minimum", at / "max_score",
           "expected at least the score's minimum, " + std::to_string(book_.min_score) +
               ", found " + std::to_string(it.max_score));
    }
  }

  /// A rule is never reached where earlier rules of its dimension claim every
  /// record of its categories without a condition.
  void warn_if_unreachable(const rule& it, const json_pointer& at) {
    std::unordered_set<std::string_view>& taken = taken_[it.dimension];
    const bool reached = it.categories.empty() ||
                         std::any_of(it.categories.begin(), it.categories.end(),
                                     [&](const std::string& id) { return !taken.contains(id); });
    if (!it.when) taken.insert(it.categories.begin(), it.categories.end());
    if (reached) return;
    findings_.push_back({severity::warning,
                         "unreachable_rule",
                         "earlier rules of this dimension claim every record of these categories",
                         at.str(),
                         0,
                         {}});
  }

  const rulebook& book_;
  std::vector<diagnostic>& findings_;
  citation_verifier citations_;
  condition_checker conditions_;
  std::unordered_map<std::string_view, const dimension*> dimensions_;
  std::unordered_map<std::string_view, const category*> categories_;
  std::unordered_set<std::string_view> barred_;
  /// By dimension: the categories that a rule without a condition claims.
  std::unordered_map<std::string_view, std::unordered_set<std::string_view>> taken_;
};

}  // namespace chengxin::detail
