// Checks a rule's conditions against every category that it lists
// (SPECIFICATION 3, conditions). Never evaluates one.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "chengxin/diagnostics.hpp"
#include "chengxin/expression/program.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

class condition_checker {
public:
  condition_checker(const rulebook& book, std::vector<diagnostic>& findings)
      : findings_(findings), subject_(names_of(book.subject_attributes)) {}

  /// A condition that may read the subject alone.
  void check(const std::string& text, const json_pointer& at) {
    report(expression::compile(text, {nullptr, &subject_}), at, nullptr);
  }

  /// A condition about records of these categories. Without any (since all that
  /// the rule lists are unknown) only what no declaration can change is checked.
  void check(const std::string& text, const std::vector<const category*>& categories,
             const json_pointer& at) {
    const category nothing;
    const category& first = categories.empty() ? nothing : *categories.front();
    outcome checked = compile(text, first);
    if (auto* wrong = std::get_if<std::vector<expression::finding>>(&checked)) {
      if (categories.empty()) keep_undeniable(*wrong);
      report(checked, at, categories.size() > 1 ? &first : nullptr);
      return;  // the other categories would say it again
    }
    const std::vector<expression::used_attribute>& used =
        std::get<expression::program>(checked).record_attributes_used();
    for (const category* it : categories) {
      if (it != &first && !declares_alike(*it, first, used, text, at)) return;
    }
  }

  /// The declaration of an attribute; null where there is none.
  [[nodiscard]] static const attribute_declaration* find(
      const std::vector<attribute_declaration>& declared, const std::string& name) noexcept {
    for (const attribute_declaration& it : declared) {
      if (it.name == name) return &it;
    }
    return nullptr;
  }

private:
  using outcome = std::variant<expression::program, std::vector<expression::finding>>;

  [[nodiscard]] static std::vector<expression::attribute> names_of(
      const std::vector<attribute_declaration>& declared) {
    std::vector<expression::attribute> names;
    names.reserve(declared.size());
    for (const attribute_declaration& it : declared) names.push_back({it.name, it.type});
    return names;
  }

  void report(const outcome& result, const json_pointer& at, const category* about) {
    const auto* wrong = std::get_if<std::vector<expression::finding>>(&result);
    if (wrong == nullptr) return;
    for (const expression::finding& it : *wrong) {
      diagnostic& made = findings_.emplace_back();
      made.code = it.code;
      made.message = it.message;
      if (about != nullptr && it.code == expression::codes::unknown_attribute) {
        made.message += " (category \"" + about->id + "\")";
      }
      made.pointer = at.str();
      made.offset = it.offset;
    }
  }

  /// Leaves what is wrong whatever the attributes are.
  static void keep_undeniable(std::vector<expression::finding>& findings) {
    namespace codes = expression::codes;
    const auto depends = [](const expression::finding& it) {
      return it.code == codes::unknown_attribute || it.code == codes::type ||
             it.code == codes::not_boolean;
    };
    findings.erase(std::remove_if(findings.begin(), findings.end(), depends), findings.end());
  }

  [[nodiscard]] outcome compile(const std::string& text, const category& about) const {
    const std::vector<expression::attribute> record = names_of(about.attributes);
    return expression::compile(text, {&record, &subject_});
  }

  /// Whether a category declares what a condition uses like the first one does.
  [[nodiscard]] bool declares_alike(const category& it, const category& first,
                                    const std::vector<expression::used_attribute>& used,
                                    const std::string& text, const json_pointer& at) {
    bool alike = true;
    for (const expression::used_attribute& name : used) {
      const attribute_declaration* here = find(it.attributes, name.name);
      const attribute_declaration* there = find(first.attributes, name.name);
      if (here == nullptr || there == nullptr) {
        report(compile(text, it), at, &it);  // which knows where the condition names it
        return false;
      }
      if (here->type == there->type) continue;
      alike = false;
      diagnostic& made = findings_.emplace_back();
      made.code = "attribute_differs";
      made.message = "expected record." + name.name +
                     " to be declared alike in all categories of the rule; it is of type " +
                     std::string(name_of(there->type)) + " in \"" + first.id + "\" and of type " +
                     std::string(name_of(here->type)) + " in \"" + it.id + "\"";
      made.pointer = at.str();
    }
    return alike;
  }

  std::vector<diagnostic>& findings_;
  std::vector<expression::attribute> subject_;
};

}  // namespace chengxin::detail
