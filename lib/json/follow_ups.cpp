// What each finding of the verifier depends on besides the value it is about.
#include "json/follow_ups.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace chengxin::json {
namespace {

/// `*` stands for any position in a list, and for any attribute's name.
struct dependency {
  std::string_view code;
  std::string_view on;
};

constexpr std::array<dependency, 44> dependencies{{
    {"attribute_differs", "/categories/*/attributes/*/type"},
    {"attribute_type", "/categories/*/attributes/*/type"},
    {"attribute_type", "/subject_attributes/*/type"},
    {"base_outside_bounds", "/score/max"},
    {"base_outside_bounds", "/score/min"},
    {"category_nature", "/categories/*/nature"},
    {"ceiling_below_minimum", "/score/min"},
    {"decay_order", "/rules/*/decay/*/percent"},
    {"duplicate_tier", "/tiers/*/min"},
    {"duplicate_value", "/categories/*/attributes/*/values/*"},
    {"duplicate_value", "/subject_attributes/*/values/*"},
    {"effective_period", "/effective/from"},
    {"expression_not_boolean", "/categories/*/attributes/*/type"},
    {"expression_not_boolean", "/subject_attributes/*/type"},
    {"expression_type", "/categories/*/attributes/*/type"},
    {"expression_type", "/subject_attributes/*/type"},
    {"expression_unknown_attribute", "/categories/*/attributes/*/type"},
    {"expression_unknown_attribute", "/subject_attributes/*/type"},
    {"group_dimension", "/groups/*/dimension"},
    {"group_dimension", "/rules/*/dimension"},
    {"group_sign", "/rules/*/points"},
    {"lowest_tier", "/score/min"},
    {"lowest_tier", "/tiers/*/min"},
    {"matter_groups", "/rules/*/dimension"},
    {"matter_groups", "/rules/*/group"},
    {"repairing_bounds", "/dimensions/*/min"},
    {"repairing_bounds", "/dimensions/*/repairs"},
    {"repairing_bounds_exceeded", "/dimensions/*/max"},
    {"repairing_bounds_exceeded", "/dimensions/*/min"},
    {"repairing_dimension", "/dimensions/*/repairs"},
    {"rule_dimension", "/dimensions/*/repairs"},
    {"score_bounds", "/score/max"},
    {"unknown_attribute", "/categories/*/attributes/*/type"},
    {"unknown_attribute", "/subject_attributes/*/type"},
    {"unknown_basis", "/basis/*/id"},
    {"unknown_category", "/categories/*/id"},
    {"unknown_dimension", "/dimensions/*/id"},
    {"unknown_group", "/groups/*/id"},
    {"unreachable_rule", "/rules/*/categories/*"},
    {"unreachable_rule", "/rules/*/dimension"},
    {"unreachable_rule", "/rules/*/when"},
    {"unreachable_tier", "/score/max"},
    {"unreachable_use", "/score/max"},
    {"unknown_category", "/barred/*/category"},
}};

/// "/categories/3/attributes/hours" as "/categories/*/attributes/*".
[[nodiscard]] std::string generalised(std::string_view pointer) {
  std::string out;
  bool names_follow = false;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    const bool position =
        std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
    out += '/';
    out += names_follow || position ? std::string_view("*") : step;
    names_follow = !names_follow && (step == "attributes" || step == "subject_attributes");
  }
  return out;
}

}  // namespace

follow_ups::follow_ups(const std::unordered_set<std::string>& unread) {
  std::unordered_set<std::string> general;
  for (const std::string& pointer : unread) general.insert(generalised(pointer));
  for (const dependency& it : dependencies) {
    for (std::size_t end = 0; end != std::string_view::npos;) {
      end = it.on.find('/', end + 1);
      if (general.contains(std::string(it.on.substr(0, end)))) doubtful_.insert(it.code);
    }
  }
}

bool follow_ups::may_hold(std::string_view code) const {
  return doubtful_.contains(code);
}

}  // namespace chengxin::json
