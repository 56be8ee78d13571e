// A condition made ready: compiled once for one scope, then tested against any
// number of records and subjects (SPECIFICATION, conditions).
// Never changes once compiled, and never throws or allocates while testing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "chengxin/expression/checker.hpp"
#include "chengxin/expression/code.hpp"
#include "chengxin/expression/evaluator.hpp"
#include "chengxin/expression/facts.hpp"
#include "chengxin/expression/finding.hpp"
#include "chengxin/expression/generator.hpp"
#include "chengxin/expression/parser.hpp"
#include "chengxin/utf8.hpp"

namespace chengxin::expression {

class program;

/// Parses, checks and compiles a condition: the program, or all findings in the
/// order of their offsets (after a syntax error only that one), never none.
/// `names` is read only during the call.
[[nodiscard]] std::variant<program, std::vector<finding>> compile(std::string_view text,
                                                                  const scope& names);

/// An immutable, compiled condition. Copies are independent. Any number of
/// threads may use one at once. One that was moved from may only be destroyed
/// or assigned to.
class program {
public:
  /// Evaluates the condition. Sets `*why` where the answer is undetermined (and
  /// `why` is not null); leaves it alone otherwise.
  /// Preconditions: the facts fit the scope that the program was compiled for:
  /// an attribute for each slot, absent or of its declared type, never
  /// unreadable; `record` may be null only if reads_record() is false.
  [[nodiscard]] truth test(const record_facts* record, const subject_facts& subject,
                           cause* why = nullptr) const noexcept {
    detail::evaluator evaluation(code_, record, subject);
    const truth answer = evaluation.run();
    if (answer == truth::undetermined && why != nullptr) *why = evaluation.why();
    return answer;
  }

  /// The declared attributes that the condition names, be it only in has(), each
  /// once, in order of slots. Built-in names are not among them.
  [[nodiscard]] const std::vector<used_attribute>& record_attributes_used() const noexcept {
    return record_attributes_;
  }
  [[nodiscard]] const std::vector<used_attribute>& subject_attributes_used() const noexcept {
    return subject_attributes_;
  }
  /// True where the condition names the record at all, be it by a built-in name.
  [[nodiscard]] bool reads_record() const noexcept { return reads_record_; }
  /// True where the condition names subject.age, and so may change with the day.
  [[nodiscard]] bool reads_age() const noexcept { return reads_age_; }
  /// The ages on reaching which the answer may change, where the condition does no
  /// more with the age than compare it with whole numbers; nothing where any
  /// birthday may change it.
  [[nodiscard]] const std::optional<std::vector<std::int64_t>>& turning_ages() const noexcept {
    return turning_ages_;
  }

  /// What the condition was compiled to.
  [[nodiscard]] const detail::code& code() const noexcept { return code_; }

  /// The cause in words: "record.hours is absent", "integer overflow".
  /// Precondition: the cause came from this program.
  [[nodiscard]] std::string describe(const cause& why) const {
    const auto absent = [&](std::string_view owner, const std::vector<used_attribute>& used) {
      const auto found = std::find_if(used.begin(), used.end(), [&](const used_attribute& known) {
        return known.slot == why.slot;
      });
      return std::string(owner) + (found != used.end() ? found->name : "") + " is absent";
    };
    switch (why.what) {
      case cause::kind::absent_record_attribute: return absent("record.", record_attributes_);
      case cause::kind::absent_subject_attribute: return absent("subject.", subject_attributes_);
      case cause::kind::absent_age: return "subject.age is absent";
      case cause::kind::integer_overflow: return "integer overflow";
      case cause::kind::division_by_zero: return "division by zero";
    }
    return {};
  }

private:
  friend std::variant<program, std::vector<finding>> compile(std::string_view, const scope&);

  program(detail::code compiled, const scope& names) : code_(std::move(compiled)) {
    std::vector<bool> record_used(names.record != nullptr ? names.record->size() : 0);
    std::vector<bool> subject_used(names.subject != nullptr ? names.subject->size() : 0);
    for (const detail::instruction& i : code_.instructions) {
      if (i.op != detail::opcode::read && i.op != detail::opcode::compare &&
          i.op != detail::opcode::has) {
        continue;
      }
      switch (i.from) {
        case detail::source::record_attribute: record_used[i.first] = true; [[fallthrough]];
        case detail::source::occurred_on:
        case detail::source::provider:
        case detail::source::origin:
        case detail::source::category: reads_record_ = true; break;
        case detail::source::subject_attribute: subject_used[i.first] = true; break;
        case detail::source::age:
          reads_age_ = true;
          note_age(i);
          break;
        case detail::source::residency: break;
      }
    }
    collect(record_used, names.record, record_attributes_);
    collect(subject_used, names.subject, subject_attributes_);
  }

  // Compared with n, in whatever way, the age turns at n and at n + 1.
  void note_age(const detail::instruction& i) {
    constexpr std::int64_t beyond = 1000;
    if (i.op == detail::opcode::has || !turning_ages_) return;
    if (i.op != detail::opcode::compare || i.type != value_type::integer) {
      turning_ages_.reset();
    } else if (i.integer() >= -1 && i.integer() < beyond) {
      turning_ages_->push_back(i.integer());
      turning_ages_->push_back(i.integer() + 1);
    }
  }

  static void collect(const std::vector<bool>& used, const std::vector<attribute>* declared,
                      std::vector<used_attribute>& names) {
    for (std::size_t slot = 0; slot < used.size(); ++slot) {
      if (used[slot]) names.push_back({static_cast<std::uint32_t>(slot), (*declared)[slot].name});
    }
  }

  detail::code code_;
  std::vector<used_attribute> record_attributes_;
  std::vector<used_attribute> subject_attributes_;
  bool reads_record_ = false;
  bool reads_age_ = false;
  std::optional<std::vector<std::int64_t>> turning_ages_{std::in_place};
};

inline std::variant<program, std::vector<finding>> compile(std::string_view text,
                                                           const scope& names) {
  std::vector<finding> findings;
  if (text.size() > max_length) {
    detail::report(findings, codes::too_long,
                   "expected at most " + std::to_string(max_length) + " bytes, found " +
                       std::to_string(text.size()),
                   max_length);
    return findings;
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0 || text[i] == '\0') {
      detail::report(findings, codes::syntax,
                     length == 0 ? "expected UTF-8, found a byte that is not"
                                 : "expected text, found a NUL character",
                     i);
      return findings;
    }
    i += length;
  }
  std::optional<detail::tree> syntax = detail::parser(text, findings).parse();
  if (!syntax) return findings;
  std::vector<detail::meaning> meanings = detail::checker(*syntax, names, findings).check();
  if (!findings.empty()) {
    std::stable_sort(findings.begin(), findings.end(),
                     [](const finding& a, const finding& b) { return a.offset < b.offset; });
    return findings;
  }
  return program(detail::generator(*std::move(syntax), std::move(meanings)).generate(), names);
}

}  // namespace chengxin::expression
