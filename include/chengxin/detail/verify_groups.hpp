// Verifies what rules of one group, or of one dimension and sign, owe each other
// (SPECIFICATION 3, rules). Never looks at a rule by itself.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "chengxin/detail/formula_sign.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

class group_verifier {
public:
  group_verifier(const rulebook& book, std::vector<diagnostic>& findings)
      : rules_(book.rules), findings_(findings) {
    for (const group& it : book.groups) groups_.emplace(it.id, &it);
    for (const dimension& it : book.dimensions) dimensions_.insert(it.id);
    for (const category& it : book.categories) {
      if (it.matter) with_matter_.insert(it.id);
    }
  }

  void run() {
    const json_pointer at = json_pointer() / "rules";
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      const rule& it = rules_[r];
      if (it.kind != rule_kind::record) continue;
      if (it.group && !check_group(it, at / r / "group")) continue;
      const formula_sign sign = sign_of(it.points);
      if (sign.adds == sign.deducts) continue;  // none, or refused already
      if (it.group) check_sign(it, sign.deducts, at / r / "group");
      check_matter(it, sign.deducts, at / r / (it.group ? "group" : "id"));
    }
  }

private:
  void fail(std::string_view code, const json_pointer& at, std::string message) {
    findings_.push_back({severity::error, std::string(code), std::move(message), at.str(), 0, {}});
  }

  /// Whether the group is one that the rule may be in.
  [[nodiscard]] bool check_group(const rule& it, const json_pointer& at) {
    const auto found = groups_.find(*it.group);
    if (found == groups_.end()) {
      fail("unknown_group", at, "expected the id of a group, found \"" + *it.group + "\"");
      return false;
    }
    const std::string& own = found->second->dimension;
    if (own == it.dimension) return true;
    // A dimension that does not exist has been reported by itself.
    if (dimensions_.contains(own) && dimensions_.contains(it.dimension)) {
      fail("group_dimension", at,
           "expected a group of the rule's own dimension, \"" + *it.group + "\" belongs to \"" +
               own + "\"");
    }
    return false;
  }

  void check_sign(const rule& it, bool deducts, const json_pointer& at) {
    const bool first = signs_.emplace(*it.group, deducts).first->second;
    if (first == deducts) return;
    fail("group_sign", at,
         "expected rules of one sign in group \"" + *it.group + "\", another of its rules " +
             (first ? "deducts" : "adds"));
  }

  /// Within one dimension and sign, the rules that list a category with matter are
  /// all in one group or all in none.
  void check_matter(const rule& it, bool deducts, const json_pointer& at) {
    const bool lists_matter =
        std::any_of(it.categories.begin(), it.categories.end(),
                    [this](const std::string& id) { return with_matter_.contains(id); });
    if (!lists_matter) return;
    const rule& first = *firsts_.emplace(std::pair(it.dimension, deducts), &it).first->second;
    if (first.group == it.group) return;
    fail("matter_groups", at,
         "expected all rules of one dimension and sign that list a category with matter to be in "
         "one group or in none; rule \"" +
             first.id + "\" is in " +
             (first.group ? "group \"" + *first.group + "\"" : std::string("none")));
  }

  const std::vector<rule>& rules_;
  std::vector<diagnostic>& findings_;
  std::unordered_map<std::string_view, const group*> groups_;
  std::unordered_set<std::string_view> dimensions_;
  std::unordered_set<std::string_view> with_matter_;
  std::unordered_map<std::string_view, bool> signs_;  ///< of a group's first rule: does it deduct
  std::map<std::pair<std::string, bool>, const rule*> firsts_;
};

}  // namespace chengxin::detail
