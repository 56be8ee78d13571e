// Verifies a rulebook: everything that SPECIFICATION 3 demands of it beyond the
// shape of its JSON, all findings at once. Never changes it, never stops early.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "chengxin/detail/attribute_names.hpp"
#include "chengxin/detail/verify_rules.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin {

namespace detail {

class verifier {
public:
  explicit verifier(const rulebook& book) : book_(book), citations_(book, findings_) {}

  [[nodiscard]] std::vector<diagnostic> run() {
    const json_pointer root;
    check_frame(root);
    check_ids(book_.basis, root / "basis");
    check_attributes(book_.subject_attributes, root / "subject_attributes");
    check_dimensions(root / "dimensions");
    check_categories(root / "categories");
    check_barred(root / "barred");
    check_groups(root / "groups");
    check_ids(book_.rules, root / "rules");
    rule_verifier(book_, findings_).run();
    check_ids(book_.ceilings, root / "ceilings");
    check_ids(book_.tiers, root / "tiers");
    check_tiers(root / "tiers");
    check_ids(book_.uses, root / "uses");
    check_uses(root / "uses");
    return std::move(findings_);
  }

private:
  void fail(std::string_view code, const json_pointer& at, std::string message) {
    findings_.push_back({severity::error, std::string(code), std::move(message), at.str(), 0, {}});
  }
  void warn(std::string_view code, const json_pointer& at, std::string message) {
    findings_.push_back(
        {severity::warning, std::string(code), std::move(message), at.str(), 0, {}});
  }

  template <class Item>
  void check_ids(const std::vector<Item>& items, const json_pointer& at) {
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (seen.insert(items[i].id).second) continue;
      fail("duplicate_id", at / i / "id",
           "expected an id that is used once in this list, found \"" + items[i].id + "\" again");
    }
  }

  void check_citations(const std::vector<citation>& cited, const json_pointer& at) {
    citations_.check(cited, at);
  }

  void check_frame(const json_pointer& root) {
    if (book_.effective_until && *book_.effective_until < book_.effective_from) {
      fail("effective_period", root / "effective" / "until",
           "expected a last day that is not before the first, " + to_string(book_.effective_from));
    }
    if (book_.min_score > book_.max_score) {
      fail("score_bounds", root / "score" / "min",
           "expected a minimum that is at most the maximum, " + std::to_string(book_.max_score));
    } else if (book_.base < points::whole(book_.min_score) ||
               book_.base > points::whole(book_.max_score)) {
      warn("base_outside_bounds", root / "score" / "base",
           "the base lies outside the score's own bounds, so it is never reached as it stands");
    }
  }

  void check_attributes(const std::vector<attribute_declaration>& declared,
                        const json_pointer& at) {
    std::unordered_set<std::string_view> seen;
    for (const attribute_declaration& it : declared) {
      const json_pointer here = at / it.name;
      if (!seen.insert(it.name).second) {
        fail("duplicate_id", here,
             "expected an attribute that is declared once, found \"" + it.name + "\" again");
      }
      if (!is_attribute_name(it.name)) {
        fail("attribute_name", here,
             "expected a name of lower-case letters, digits and _ that begins with a letter, found "
             "\"" +
                 it.name + "\"");
      } else if (is_reserved_name(it.name)) {
        fail("reserved_name", here,
             "expected a name that is neither a word of CEL nor built in, found \"" + it.name +
                 "\"");
      }
      if (const auto forbidden = forbidden_kind_of(it)) {
        fail("forbidden_attribute", here,
             "attribute \"" + it.name + "\" is about " + std::string(forbidden->kind) +
                 ", which may be neither collected nor scored: " + std::string(forbidden->law));
      }
      check_domain(it, here);
    }
  }

  void check_domain(const attribute_declaration& it, const json_pointer& at) {
    if (it.min && it.max && *it.min > *it.max) {
      fail("empty_domain", at / "min", "expected a minimum that is at most the maximum");
    }
    if (it.min_number && it.max_number && *it.min_number > *it.max_number) {
      fail("empty_domain", at / "min", "expected a minimum that is at most the maximum");
    }
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < it.values.size(); ++i) {
      if (seen.insert(it.values[i]).second) continue;
      fail("duplicate_value", at / "values" / i,
           "expected a value that is listed once, found \"" + it.values[i] + "\" again");
    }
  }

  void check_dimensions(const json_pointer& at) {
    check_ids(book_.dimensions, at);
    std::size_t repairing = book_.dimensions.size();
    for (std::size_t d = 0; d < book_.dimensions.size(); ++d) {
      const dimension& it = book_.dimensions[d];
      if (it.min > points{})
        fail("dimension_bounds", at / d / "min", "expected at most 0, found " + to_string(it.min));
      if (it.max < points{})
        fail("dimension_bounds", at / d / "max", "expected at least 0, found " + to_string(it.max));
      if (!it.repairs) continue;
      if (repairing != book_.dimensions.size()) {
        fail("repairing_dimension", at / d / "repairs",
             "expected one dimension that repairs, \"" + book_.dimensions[repairing].id +
                 "\" does so already");
      } else {
        repairing = d;
      }
    }
    const bool needed = std::any_of(book_.categories.begin(), book_.categories.end(),
                                    [](const category& it) { return it.nature != nature::good; });
    if (repairing == book_.dimensions.size()) {
      if (needed) {
        fail("repairing_dimension", at,
             "expected a dimension that repairs, since there are categories that are not good");
      }
      return;
    }
    check_repairing_bounds(repairing, at / repairing);
  }

  void check_repairing_bounds(std::size_t repairing, const json_pointer& at) {
    std::unordered_set<std::string_view> deducting;
    for (const rule& it : book_.rules) {
      if (it.kind == rule_kind::record && can_deduct(it)) deducting.insert(it.dimension);
    }
    points takable;  // from 0 down to each `min`
    points at_most;  // from `max` down to `min`, where there is something to give back
    for (std::size_t d = 0; d < book_.dimensions.size(); ++d) {
      const dimension& other = book_.dimensions[d];
      if (d == repairing) continue;
      takable -= std::min(other.min, points{});
      if (deducting.contains(other.id)) at_most += other.max - other.min;
    }
    const dimension& it = book_.dimensions[repairing];
    if (it.min != points{}) {
      fail("repairing_bounds", at / "min",
           "expected 0 for the dimension that repairs, found " + to_string(it.min));
    }
    if (it.max < takable) {
      fail("repairing_bounds", at / "max",
           "expected at least what the other dimensions can take, " + to_string(takable) +
               ", so that no repair is held back; found " + to_string(it.max));
    } else if (it.max < at_most) {
      warn("repairing_bounds_exceeded", at / "max",
           "repairs can give back up to " + to_string(at_most) +
               " where good records had raised the other dimensions, and are not held back; "
               "the maximum should say so");
    }
  }

  void check_categories(const json_pointer& at) {
    check_ids(book_.categories, at);
    for (std::size_t c = 0; c < book_.categories.size(); ++c) {
      const category& it = book_.categories[c];
      check_citations(it.cite, at / c / "cite");
      check_attributes(it.attributes, at / c / "attributes");
      if (it.providers && it.providers->empty()) {
        warn("no_provider", at / c / "providers",
             "no provider is authorised, so no record of this category ever counts");
      }
    }
  }

  void check_barred(const json_pointer& at) {
    std::unordered_set<std::string_view> declared;
    for (const category& it : book_.categories) declared.insert(it.id);
    std::unordered_set<std::string_view> seen;
    for (std::size_t b = 0; b < book_.barred.size(); ++b) {
      const barred_category& it = book_.barred[b];
      if (!seen.insert(it.category).second) {
        fail("duplicate_id", at / b / "category",
             "expected a category that is barred once, found \"" + it.category + "\" again");
      }
      if (declared.contains(it.category)) {
        fail("barred_category", at / b / "category",
             "expected a category that is not among the categories, found \"" + it.category + "\"");
      }
      check_citations(it.cite, at / b / "cite");
    }
  }

  void check_groups(const json_pointer& at) {
    check_ids(book_.groups, at);
    for (std::size_t g = 0; g < book_.groups.size(); ++g) {
      const group& it = book_.groups[g];
      if (std::none_of(book_.dimensions.begin(), book_.dimensions.end(),
                       [&](const dimension& d) { return d.id == it.dimension; })) {
        fail("unknown_dimension", at / g / "dimension",
             "expected the id of a dimension, found \"" + it.dimension + "\"");
      }
      if (it.total <= points{}) {
        fail("limit_not_positive", at / g / "total",
             "expected a positive number of points, found " + to_string(it.total));
      }
    }
  }

  void check_tiers(const json_pointer& at) {
    std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
    for (std::size_t t = 0; t < book_.tiers.size(); ++t) {
      const tier& it = book_.tiers[t];
      lowest = std::min(lowest, it.min);
      for (std::size_t other = 0; other < t; ++other) {
        if (book_.tiers[other].min != it.min) continue;
        fail("duplicate_tier", at / t / "min",
             "expected a minimum of its own, tier \"" + book_.tiers[other].id +
                 "\" begins there too");
        break;
      }
      if (it.min > book_.max_score && book_.min_score <= book_.max_score) {
        warn("unreachable_tier", at / t / "min", "no score reaches this tier");
      }
    }
    if (book_.tiers.empty()) {
      fail("no_tier", at, "expected at least one tier");
    } else if (lowest != book_.min_score) {
      fail("lowest_tier", at,
           "expected the lowest tier to begin at the score's minimum, " +
               std::to_string(book_.min_score) + "; it begins at " + std::to_string(lowest));
    }
  }

  void check_uses(const json_pointer& at) {
    for (std::size_t u = 0; u < book_.uses.size(); ++u) {
      check_citations(book_.uses[u].cite, at / u / "cite");
      if (book_.uses[u].min_score > points::whole(book_.max_score) &&
          book_.min_score <= book_.max_score) {
        warn("unreachable_use", at / u / "min_score", "no score reaches this use");
      }
    }
  }

  const rulebook& book_;
  std::vector<diagnostic> findings_;
  citation_verifier citations_;
};

}  // namespace detail

/// Everything that is wrong with a rulebook (errors) or looks like a mistake
/// (warnings). `pointer` is where the value would stand in JSON; `offset` points
/// into a condition's own text. Thread-safe.
[[nodiscard]] inline std::vector<diagnostic> verify(const rulebook& book) {
  return detail::verifier(book).run();
}

}  // namespace chengxin
