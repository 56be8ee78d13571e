// Compiles any text as a condition; what compiles is evaluated on facts that
// are made from the same bytes. Whatever comes in, every finding must lie
// within the text and every answer must have its cause.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "chengxin/expression/program.hpp"

namespace {

using namespace chengxin;
using namespace chengxin::expression;

const std::vector<attribute> record_names = {
    {"i", value_type::integer}, {"j", value_type::integer}, {"n", value_type::number},
    {"s", value_type::string},  {"t", value_type::string},  {"b", value_type::boolean},
    {"d", value_type::date},
};
const std::vector<attribute> subject_names = {{"i", value_type::integer},
                                              {"s", value_type::string}};

void require(bool holds) {
  if (!holds) std::abort();
}

void check_findings(const std::vector<finding>& findings, std::string_view text) {
  require(!findings.empty() && findings.size() <= max_findings);
  for (const finding& one : findings) {
    require(one.offset <= text.size());
    require(!one.code.empty() && !one.message.empty() && one.message.size() < 1000);
    for (const char c : one.message) require(c != '\n' && c != '\0');
  }
}

void check_program(const program& condition, std::string_view text) {
  const std::uint64_t bits = text.empty() ? 0 : static_cast<unsigned char>(text.back());
  const auto small = static_cast<std::int64_t>(bits % 7) - 3;
  const value record_values[] = {
      value::of(small),
      value::of(std::int64_t{1} << (bits % 63)),
      value::of(static_cast<double>(small) / 2),
      value::of(text.substr(0, text.size() / 2)),
      value::of(std::string_view("诚信")),
      value::of(bits % 2 == 0),
      value::of(date::of(2025, 3, 10)),
  };
  const value subject_values[] = {value::of(small), value::of(text.substr(0, 1))};
  const std::vector<value> no_record_values(record_names.size());
  const std::vector<value> no_subject_values(subject_names.size());
  const program copy = condition;
  for (const bool given : {true, false}) {
    const record_facts record{given ? std::span<const value>(record_values) : no_record_values,
                              date::of(2025, 3, 10), "p", "platform", "c"};
    const subject_facts subject{given ? std::span<const value>(subject_values) : no_subject_values,
                                given ? std::optional<int>(30) : std::nullopt, "registered"};
    cause why;
    const truth answer =
        condition.test(condition.reads_record() ? &record : nullptr, subject, &why);
    require(copy.test(&record, subject) == answer);
    if (answer == truth::undetermined) require(!condition.describe(why).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const scope& names : {scope{&record_names, &subject_names}, scope{nullptr, &subject_names},
                             scope{&record_names, nullptr}}) {
    const auto compiled = compile(text, names);
    if (const auto* const findings = std::get_if<std::vector<finding>>(&compiled)) {
      check_findings(*findings, text);
    } else {
      check_program(std::get<program>(compiled), text);
    }
  }
  return 0;
}
