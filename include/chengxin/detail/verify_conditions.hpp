// Checks a rule's conditions against every category that it lists
// (SPECIFICATION 3, conditions). Never evaluates one.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "chengxin/diagnostics.hpp"
#include "chengxin/expression/program.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

class condition_checker {
public:
  condition_checker(const rulebook& book, std::vector<diagnostic>& findings)
      : book_(book), findings_(findings), subject_(names_of(book.subject_attributes)) {}

  /// A condition that may read the subject alone.
  void check(const std::string& text, const json_pointer& at) {
    report(expression::compile(text, {nullptr, &subject_}), at, nullptr);
  }

  /// A condition about records of these categories.
  void check(const std::string& text, const std::vector<const category*>& categories,
             const json_pointer& at) {
    std::vector<std::pair<std::string, const category*>> seen;
    for (const category* it : categories) {
      const std::vector<expression::attribute> record = names_of(it->attributes);
      const outcome checked = expression::compile(text, {&record, &subject_});
      report(checked, at, categories.size() > 1 ? it : nullptr);
      const auto* program = std::get_if<expression::program>(&checked);
      if (program == nullptr) return;  // the other categories would say it again
      for (const expression::used_attribute& used : program->record_attributes_used()) {
        compare(used.name, *it, seen, at);
      }
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

  void compare(const std::string& name, const category& here,
               std::vector<std::pair<std::string, const category*>>& seen, const json_pointer& at) {
    for (const auto& [known, there] : seen) {
      if (known != name) continue;
      const attribute_declaration* a = find(there->attributes, name);
      const attribute_declaration* b = find(here.attributes, name);
      if (a != nullptr && b != nullptr && a->type != b->type) {
        diagnostic& made = findings_.emplace_back();
        made.code = "attribute_differs";
        made.message = "expected record." + name +
                       " to be declared alike in all categories of the rule; it is of type " +
                       std::string(name_of(a->type)) + " in \"" + there->id + "\" and of type " +
                       std::string(name_of(b->type)) + " in \"" + here.id + "\"";
        made.pointer = at.str();
      }
      return;
    }
    seen.emplace_back(name, &here);
  }

  const rulebook& book_;
  std::vector<diagnostic>& findings_;
  std::vector<expression::attribute> subject_;
};

}  // namespace chengxin::detail
