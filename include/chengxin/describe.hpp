// Why a condition could not be decided, in words (SPECIFICATION 3, conditions).
// Never decides anything: an assessment says what happened, this says its name.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "chengxin/assessment.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"

namespace chengxin {

/// The name of the attribute whose absence left a condition undetermined ("age"
/// where the birth date is not known); empty where no attribute is absent.
/// Borrows from the engine's rulebook. `records` are those that were assessed.
[[nodiscard]] inline std::string_view absent_attribute(
    const engine& engine, std::span<const prepared_record> records,
    const undetermined_condition& condition) noexcept {
  using kind = expression::cause::kind;
  const rulebook& book = engine.book();
  switch (condition.why.what) {
    case kind::absent_record_attribute: {
      const category& declared = book.categories[records[condition.record].category];
      return declared.attributes[condition.why.slot].name;
    }
    case kind::absent_subject_attribute: return book.subject_attributes[condition.why.slot].name;
    case kind::absent_age: return "age";
    case kind::integer_overflow:
    case kind::division_by_zero: break;
  }
  return {};
}

/// The three parts that describe() joins. Borrows and allocates nothing.
[[nodiscard]] inline std::array<std::string_view, 3> describe_in_parts(
    const engine& engine, std::span<const prepared_record> records,
    const undetermined_condition& condition) noexcept {
  using kind = expression::cause::kind;
  const std::string_view name = absent_attribute(engine, records, condition);
  switch (condition.why.what) {
    case kind::absent_record_attribute: return {"record.", name, " is absent"};
    case kind::absent_subject_attribute:
    case kind::absent_age: return {"subject.", name, " is absent"};
    case kind::integer_overflow: return {"integer overflow", {}, {}};
    case kind::division_by_zero: return {"division by zero", {}, {}};
  }
  return {};
}

/// Why the condition could not be decided: "record.hours is absent",
/// "subject.age is absent", "integer overflow", "division by zero".
[[nodiscard]] inline std::string describe(const engine& engine,
                                          std::span<const prepared_record> records,
                                          const undetermined_condition& condition) {
  std::string words;
  for (const std::string_view part : describe_in_parts(engine, records, condition)) words += part;
  return words;
}

}  // namespace chengxin
