// The scope and the facts that the tests of conditions share.
// Never used outside them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "chengxin/expression/program.hpp"

namespace chengxin::expression {

inline const std::vector<attribute> record_attributes = {
    {"level", value_type::integer}, {"hours", value_type::integer}, {"kind", value_type::string},
    {"note", value_type::string},   {"gpa", value_type::number},    {"ratio", value_type::number},
    {"flag", value_type::boolean},  {"seen", value_type::boolean},  {"day", value_type::date},
    {"end", value_type::date},
};
inline const std::vector<attribute> subject_attributes = {
    {"education", value_type::string},
    {"years", value_type::integer},
    {"party", value_type::boolean},
};
inline const scope both_in_scope = {&record_attributes, &subject_attributes};
inline const scope subject_in_scope = {nullptr, &subject_attributes};

/// A record and a subject whose `hours`, `note`, `ratio`, `seen`, `end` and
/// `years` are absent, and everything else is given.
struct facts {
  std::vector<value> record_values = {
      value::of(std::int64_t{3}),
      value(),
      value::of(std::string_view("志愿服务")),
      value(),
      value::of(3.5),
      value(),
      value::of(true),
      value(),
      value::of(date::of(2025, 3, 10)),
      value(),
  };
  std::vector<value> subject_values = {
      value::of(std::string_view("doctor")),
      value(),
      value::of(false),
  };
  std::optional<int> age = 30;

  [[nodiscard]] record_facts record() const {
    return {record_values, date::of(2025, 3, 10), "civil-affairs", "platform", "volunteer.service"};
  }
  [[nodiscard]] subject_facts subject() const { return {subject_values, age, "registered"}; }
};

/// The answer as the tables of the tests write it: "yes", "no", or the cause.
inline std::string answer(const program& condition, const record_facts* record,
                          const subject_facts& subject) {
  cause why{cause::kind::absent_record_attribute, 999};
  switch (condition.test(record, subject, &why)) {
    case truth::no: return "no";
    case truth::yes: return "yes";
    case truth::undetermined: return condition.describe(why);
  }
  return "";
}

/// "no", "yes" or a cause; where the text does not compile: "offset code ...".
inline std::string evaluate(std::string_view text, const facts& given = {},
                            const scope& names = both_in_scope) {
  const auto compiled = compile(text, names);
  if (const auto* const findings = std::get_if<std::vector<finding>>(&compiled)) {
    std::string all;
    for (const finding& one : *findings) {
      if (!all.empty()) all += "; ";
      all += std::to_string(one.offset) + ' ' + one.code;
    }
    return all;
  }
  const record_facts record = given.record();
  return answer(std::get<program>(compiled), names.record != nullptr ? &record : nullptr,
                given.subject());
}

}  // namespace chengxin::expression
