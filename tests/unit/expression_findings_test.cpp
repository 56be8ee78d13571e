#include "chengxin/expression/program.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "expression_fixture.hpp"

// SPECIFICATION, conditions: what is refused when a rulebook loads, and where.

namespace chengxin::expression {
namespace {

std::vector<finding> findings_of(std::string_view text, const scope& names = both_in_scope) {
  const auto compiled = compile(text, names);
  const auto* const findings = std::get_if<std::vector<finding>>(&compiled);
  return findings != nullptr ? *findings : std::vector<finding>();
}

struct finding_case {
  std::string_view text;
  std::string_view expected;  // "offset code", several apart by "; "
};

template <std::size_t N>
void expect_all(const finding_case (&cases)[N], const scope& names = both_in_scope) {
  for (const finding_case& one : cases) {
    EXPECT_EQ(evaluate(one.text, {}, names), one.expected) << one.text;
  }
}

TEST(ExpressionFindings, OfSyntax) {
  expect_all({
      {"", "0 expression_syntax"},
      {"  ", "2 expression_syntax"},
      {"// nothing", "10 expression_syntax"},
      {"true false", "5 expression_syntax"},
      {"true and false", "5 expression_syntax"},
      {"record.level = 3", "13 expression_syntax"},
      {"true & false", "5 expression_syntax"},
      {"true | false", "5 expression_syntax"},
      {"true &&", "7 expression_syntax"},
      {"&& true", "0 expression_syntax"},
      {"true || || true", "8 expression_syntax"},
      {"(true", "5 expression_syntax"},
      {"true)", "4 expression_syntax"},
      {"()", "1 expression_syntax"},
      {"record.", "7 expression_syntax"},
      {"record.3", "6 expression_syntax"},
      {"record..level", "7 expression_syntax"},
      {"record.in", "7 expression_syntax"},
      {"record.true", "7 expression_syntax"},
      {"record level", "7 expression_syntax"},
      {"1. == 1", "3 expression_syntax"},
      {"1.e3 == 1", "2 expression_type"},  // a member of 1
      {"1e == 1", "1 expression_syntax"},
      {"0x == 1", "1 expression_syntax"},
      {"0X1 == 1", "1 expression_syntax"},
      {"12abc", "2 expression_syntax"},
      {"!-1 == 1 ? 1", "12 expression_syntax"},
      {"!-record.level", "1 expression_syntax"},
      {"-!true", "1 expression_syntax"},
      {"+1 == 1", "0 expression_syntax"},
      {"1 + + 1 == 2", "4 expression_syntax"},
      {"true ? false", "12 expression_syntax"},
      {"true ? : false", "7 expression_syntax"},
      {"true ? true ? true : true : true", "12 expression_syntax"},
      {"true : false", "5 expression_syntax"},
      {"record.level in [1", "18 expression_syntax"},
      {"record.level in [1 2]", "19 expression_syntax"},
      {"record.level in [1,,2]", "19 expression_syntax"},
      {"record.level in [,1]", "18 expression_syntax"},
      {"record.level in", "15 expression_syntax"},
      {"record.level not in [1]", "13 expression_syntax"},
      {"size(record.kind,) == 1", "17 expression_syntax"},
      {"size(,) == 1", "5 expression_syntax"},
      {"size(record.kind == 1", "21 expression_syntax"},
      {"#", "0 expression_syntax"},
      {"true @ false", "5 expression_syntax"},
      {"`level` == 1", "0 expression_syntax"},
      {"record.level ≥ 3", "13 expression_syntax"},
      {"“a” == 'a'", "0 expression_syntax"},
      {"true }", "5 expression_syntax"},
      {"true; false", "4 expression_syntax"},
      {"'a' 'b' == 'ab'", "4 expression_syntax"},
      {"rb'a' == 'a'", "2 expression_syntax"},
      {"'a\\qb' == 'a'", "2 expression_syntax"},
      {"record.kind == 'x\\u12'", "17 expression_syntax"},
      {"if == 1", "0 expression_syntax"},
      {"true && while", "8 expression_syntax"},
      {"function(1)", "0 expression_syntax"},
      {"in == 1", "0 expression_syntax"},
  });
}

TEST(ExpressionFindings, OfEveryReservedWord) {
  for (const std::string_view word :
       {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while"}) {
    EXPECT_EQ(evaluate(word), "0 expression_syntax") << word;
    // As a member it is a name like others (CEL's SELECTOR).
    EXPECT_EQ(evaluate("record." + std::string(word)), "7 expression_unknown_attribute") << word;
  }
}

TEST(ExpressionFindings, OfStringsThatDoNotEnd) {
  expect_all({
      {"'abc", "0 expression_unterminated_string"},
      {"record.kind == \"abc", "15 expression_unterminated_string"},
      {"record.kind == r'abc", "15 expression_unterminated_string"},
      {"'abc\\'", "0 expression_unterminated_string"},
      {"'abc\\", "0 expression_unterminated_string"},
      {"'a\nb' == 'x'", "0 expression_unterminated_string"},
      {"'a\rb' == 'x'", "0 expression_unterminated_string"},
      {"'a\\\nb' == 'x'", "0 expression_unterminated_string"},
      {"true && '''abc''", "8 expression_unterminated_string"},
      {"'''a'''' == x", "7 expression_unterminated_string"},
      {"\"\"\"a\\\"\"\"", "0 expression_unterminated_string"},
      {"b'abc", "0 expression_unterminated_string"},
  });
}

TEST(ExpressionFindings, OfBytesThatAreNotText) {
  using namespace std::string_view_literals;
  expect_all({
      {"true\0"sv, "4 expression_syntax"},
      {"'a\0' == 'a'"sv, "2 expression_syntax"},
      {"'\xff' == 'a'", "1 expression_syntax"},
      {"true // \x80", "8 expression_syntax"},
      {"'\xc0\x80'", "1 expression_syntax"},          // overlong
      {"'\xe0\x9f\xbf'", "1 expression_syntax"},      // overlong
      {"'\xf0\x8f\xbf\xbf'", "1 expression_syntax"},  // overlong
      {"'\xed\xa0\x80'", "1 expression_syntax"},      // a surrogate
      {"'\xf4\x90\x80\x80'", "1 expression_syntax"},  // beyond U+10FFFF
      {"'\xe4\xbf'", "1 expression_syntax"},          // cut short
      {"'\xe4\xbf", "1 expression_syntax"},
  });
}

// SPECIFICATION 3.13.16:
// "A literal out of range is refused when the rulebook loads"
TEST(ExpressionFindings, OfLiteralsOutOfRange) {
  expect_all({
      {"1 == 9223372036854775808", "5 expression_literal_range"},
      {"1 == -9223372036854775809", "5 expression_literal_range"},
      {"1 == -(9223372036854775808)", "7 expression_literal_range"},
      {"1 == 0x8000000000000000", "5 expression_literal_range"},
      {"1e309 > 1.0", "0 expression_literal_range"},
      {"-1e309 < 1.0", "0 expression_literal_range"},
      {"record.level in [1, 99999999999999999999]", "20 expression_literal_range"},
      {"'\\ud800' == 'a'", "1 expression_literal_range"},
      {"record.kind == 'ab\\U00110000'", "18 expression_literal_range"},
      {"'\\400' == 'a'", "1 expression_literal_range"},
      {"record.day > date('2025-02-29')", "18 expression_literal_range"},
      {"record.day > date('1899-12-31')", "18 expression_literal_range"},
      {"record.day > date('2200-01-01')", "18 expression_literal_range"},
      {"record.day > date('2025-2-1')", "18 expression_literal_range"},
      {"record.day > date('')", "18 expression_literal_range"},
      {"record.day > date(' 2025-02-01')", "18 expression_literal_range"},
      {"1e309 > 99999999999999999999", "0 expression_literal_range; 8 expression_literal_range"},
  });
}

// SPECIFICATION 3.13.1, 3.13.3.
TEST(ExpressionFindings, OfWhatTheSubsetLeavesOut) {
  expect_all({
      {"record.level == 1u", "16 expression_not_supported"},
      {"record.level == 0xFFU", "16 expression_not_supported"},
      {"record.level == -1u", "16 expression_not_supported"},
      {"record.kind == b'a'", "15 expression_not_supported"},
      {"record.kind == Br\"\"\"a\"\"\"", "15 expression_not_supported"},
      {"record.level == null", "16 expression_not_supported"},
      {"null", "0 expression_not_supported"},
      {"1u == null", "0 expression_not_supported; 6 expression_not_supported"},
      {"[1, 2] == [1]", "0 expression_not_supported; 10 expression_not_supported"},
      {"[1]", "0 expression_not_supported"},
      {"1 in [[1]]", "6 expression_not_supported"},
      {"size([1, 2]) == 2", "5 expression_not_supported"},
      {"record['level'] == 1", "6 expression_not_supported"},
      {"'abc'[0] == 'a'", "5 expression_not_supported"},
      {"{'a': 1} == 2", "0 expression_not_supported"},
      {"record{level: 1}", "6 expression_not_supported"},
      {".record.level == 1", "0 expression_not_supported"},
  });
}

TEST(ExpressionFindings, OfUnknownNames) {
  expect_all({
      {"record.levle > 3", "7 expression_unknown_attribute"},
      {"subject.level > 3", "8 expression_unknown_attribute"},
      {"record.age > 3", "7 expression_unknown_attribute"},
      {"subject.occurred_on == 1", "8 expression_unknown_attribute"},
      {"has(record.nothing)", "11 expression_unknown_attribute"},
      {"level > 3", "0 expression_unknown_attribute"},
      {"Record.level > 3", "0 expression_unknown_attribute"},
      {"x.y.z", "0 expression_unknown_attribute"},
      {"record.a + subject.b > c",
       "7 expression_unknown_attribute; 19 expression_unknown_attribute; "
       "23 expression_unknown_attribute"},
  });
}

TEST(ExpressionFindings, OfUnknownFunctions) {
  expect_all({
      {"foo(1)", "0 expression_unknown_function"},
      {"record.kind.matches('a')", "12 expression_unknown_function"},
      {"record.kind.startswith('a')", "12 expression_unknown_function"},
      {"startsWith(record.kind, 'a')", "0 expression_unknown_function"},
      {"contains(record.kind, 'a')", "0 expression_unknown_function"},
      {"endsWith(record.kind, 'a')", "0 expression_unknown_function"},
      {"record.level.has()", "13 expression_unknown_function"},
      {"'2025-01-01'.date() == record.day", "13 expression_unknown_function"},
      {"[1, 2].exists(x, x > 1)", "7 expression_unknown_function"},
      {"[1].all(x, true)", "4 expression_unknown_function"},
      {"timestamp('2025-01-01T00:00:00Z') == 1", "0 expression_unknown_function"},
      {"int(record.gpa) == 3", "0 expression_unknown_function"},
      {"record(1)", "0 expression_unknown_function"},
  });
}

// SPECIFICATION 3.13.8, 3.13.10, 3.13.11, 3.13.14:
// "Types are checked when the rulebook loads"
TEST(ExpressionFindings, OfTypesThatDoNotFit) {
  expect_all({
      // && || ! ?:
      {"record.level && true", "0 expression_type"},
      {"true && record.level", "8 expression_type"},
      {"true && 1 && 'a'", "8 expression_type; 13 expression_type"},
      {"true || record.kind", "8 expression_type"},
      {"!record.level", "1 expression_type"},
      {"!!'a'", "2 expression_type"},
      {"!-1", "1 expression_type"},
      {"1 ? true : false", "0 expression_type"},
      {"true ? 1 : false", "5 expression_type"},
      {"(true ? 'a' : 1) == 1", "6 expression_type"},
      {"(true ? record.day : '2025-01-01') == record.day", "6 expression_type"},
      // relations
      {"record.level == 'a'", "13 expression_type"},
      {"record.level == true", "13 expression_type"},
      {"record.kind < 1", "12 expression_type"},
      {"record.flag == 1", "12 expression_type"},
      {"record.gpa != '3.5'", "11 expression_type"},
      {"record.day > '2025-01-01'", "11 expression_type"},
      {"record.day > 20250101", "11 expression_type"},
      {"'2025-01-01' < record.occurred_on", "13 expression_type"},
      {"1 < 2 < 3", "6 expression_type"},
      {"(true ? 1 : 2.5) == 'a'", "17 expression_type"},
      // arithmetic
      {"record.gpa + 1 == 4", "0 expression_type"},
      {"1 + record.gpa == 4", "4 expression_type"},
      {"1.5 * 2.5 == 3", "0 expression_type; 6 expression_type"},
      {"record.kind + 'a' == 'b'", "0 expression_type; 14 expression_type; 18 expression_type"},
      {"record.day + 1 == record.day", "0 expression_type; 15 expression_type"},
      {"true % 2 == 1", "0 expression_type"},
      {"(true ? 1 : 2.5) - 1 == 0", "1 expression_type"},
      {"1 + (true ? 1 : 2.5) == 0", "5 expression_type"},
      {"-record.kind == 'a'", "1 expression_type"},
      {"-true", "1 expression_type"},
      {"--record.day == record.day", "2 expression_type"},
      // in
      {"record.level in record.kind", "16 expression_type"},
      {"record.level in 3", "16 expression_type"},
      {"record.level in ['a']", "17 expression_type"},
      {"record.level in [1, true, 2, 'a']", "20 expression_type; 29 expression_type"},
      {"record.kind in ['a', 1]", "21 expression_type"},
      {"record.day in ['2025-01-01']", "15 expression_type"},
      {"record.day in [date('2025-01-01'), 1]", "35 expression_type"},
      // functions
      {"size(1) == 1", "5 expression_type"},
      {"size() == 1", "0 expression_type"},
      {"size('a', 'b') == 1", "0 expression_type"},
      {"record.level.size() == 1", "0 expression_type"},
      {"'a'.size('b') == 1", "4 expression_type"},
      {"record.level.startsWith('a')", "0 expression_type"},
      {"record.kind.startsWith(1)", "23 expression_type"},
      {"record.kind.contains()", "12 expression_type"},
      {"record.kind.endsWith('a', 'b')", "12 expression_type"},
      {"has(true)", "4 expression_type"},
      {"has(record)", "4 expression_type"},
      {"has(record.kind.size())", "4 expression_type"},
      {"has(record.kind.a)", "4 expression_type"},
      {"has()", "0 expression_type"},
      {"has(record.kind, record.note)", "0 expression_type"},
      {"record.day > date(record.kind)", "18 expression_type"},
      {"record.day > date()", "13 expression_type"},
      {"record.day > date(2025)", "18 expression_type"},
      {"record.day > date('2025-01-01', 1)", "13 expression_type"},
      // members
      {"record == 1", "0 expression_type"},
      {"1 == subject", "5 expression_type"},
      {"record.kind.length == 1", "12 expression_type"},
      {"(1 + 2).a == 3", "8 expression_type"},
      {"record.size() == 1", "0 expression_type"},
  });
}

// SPECIFICATION 3.13.14.
TEST(ExpressionFindings, OfWhatIsNoCondition) {
  expect_all({
      {"1", "0 expression_not_boolean"},
      {"record.level", "0 expression_not_boolean"},
      {"'true'", "0 expression_not_boolean"},
      {"record.level + 1", "0 expression_not_boolean"},
      {"(record.flag ? 1 : 2)", "1 expression_not_boolean"},
      {"size(record.kind)", "0 expression_not_boolean"},
      {"date('2025-01-01')", "0 expression_not_boolean"},
      {"record.gpa", "0 expression_not_boolean"},
  });
}

TEST(ExpressionFindings, SayWhatWasExpectedAndWhatWasFound) {
  struct {
    std::string_view text;
    std::string_view message;
  } const cases[] = {
      {"", "expected a value, found the end"},
      {"true and true", "expected an operator or the end, found `and`"},
      {"record.level = 3", "expected `==` to compare, found `=`"},
      {"'abc", "expected ' to close this string, found the end of the expression"},
      {"'''abc", "expected ''' to close this string, found the end of the expression"},
      {"\"a\n\"", "expected \" to close this string, found the end of the line"},
      {"true\x07", "expected a CEL expression, found the character `\\x07`"},
      {"record.level ≥ 3", "expected a CEL expression, found the character `≥`"},
      {"let == 1", "expected a name, found `let`, which CEL reserves"},
      {"1 == 9223372036854775808",
       "expected an integer from -9223372036854775808 to 9223372036854775807, found "
       "`9223372036854775808`"},
      {"-1e400 < 0", "expected a number within the range of a double, found `-1e400`"},
      {"1u == 1", "expected an integer without `u`, found `1u`"},
      {"record.levle > 3",
       "expected a declared attribute of the record, found `levle`; did you mean `level`?"},
      {"subject.educaton == ''",
       "expected a declared attribute of the subject, found `educaton`; did you mean "
       "`education`?"},
      {"record.occured_on > record.day",
       "expected a declared attribute of the record, found `occured_on`; did you mean "
       "`occurred_on`?"},
      {"record.xyzzy > 3", "expected a declared attribute of the record, found `xyzzy`"},
      {"level > 3",
       "expected record.NAME or subject.NAME, found `level`; did you mean `record.level`?"},
      {"recrod.level > 3",
       "expected record.NAME or subject.NAME, found `recrod`; did you mean `record`?"},
      {"record.kind.startWith('a')",
       "expected one of has(record.NAME), size(s), s.size(), s.startsWith(t), s.endsWith(t), "
       "s.contains(t), date(\"YYYY-MM-DD\"), found `startWith`; did you mean `startsWith`?"},
      {"contains('a', 'b')", "expected s.contains(t), found `contains` called otherwise"},
      {"size('a', 'b') == 1", "expected 1 argument of `size`, found 2"},
      {"'a'.size('b') == 1", "expected 0 arguments of `size`, found 1"},
      {"record.kind.contains(1)", "expected a string for `contains`, found an integer"},
      {"record.gpa + 1 == 2", "expected an integer for `+`, found a number"},
      {"record.level && true", "expected a boolean for `&&`, found an integer"},
      {"1 ? true : true", "expected a boolean before `?`, found an integer"},
      {"true ? 1 : 'a'",
       "expected both branches of `?` to be of one type, found an integer and a string"},
      {"-'a' == 1", "expected an integer or number after `-`, found a string"},
      {"record.day > '2025-01-01'",
       "expected both sides of `>` to be of one type, found a date and a string; a day is "
       "written date(\"YYYY-MM-DD\")"},
      {"(true ? 1 : 2.5) == 'a'",
       "expected both sides of `==` to be of one type, found an integer or number and a string"},
      {"record.level in 3", "expected a list such as [1, 2] to the right of `in`, found none"},
      {"record == 1", "expected a value such as record.NAME, found `record` alone"},
      {"record.day == date('2025-02-30')",
       "expected a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD, found `2025-02-30`"},
      {"record.level", "expected a condition, which is true or false, found an integer"},
  };
  for (const auto& one : cases) {
    const std::vector<finding> found = findings_of(one.text);
    ASSERT_FALSE(found.empty()) << one.text;
    EXPECT_EQ(found[0].message, one.message) << one.text;
  }
  EXPECT_EQ(findings_of("record.level > 1", subject_in_scope)[0].message,
            "expected `subject` only, found `record`: here there is no record");
  EXPECT_EQ(findings_of("levl > 1", subject_in_scope)[0].message,
            "expected subject.NAME, found `levl`");
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// SPECIFICATION 3.13.18:
// Whatever nests is allowed 100 levels, and refused, not followed, beyond.
TEST(ExpressionFindings, OfNestingTooDeep) {
  struct {
    std::string_view before;
    std::string_view middle;
    std::string_view after;
  } const cases[] = {
      {"(", "true", ")"},
      {"!", "true", ""},
      {"- ", "record.level", " "},
      {"true && (", "true", ")"},
      {"true == (", "true", ")"},
      {"true ? true : ", "true", ""},
      {"true ? (", "true", ") : true"},
      {"", "true", " == true"},
      {"", "1", " + 1"},
      {"", "1", " * 1"},
      {"1 in [", "1", "] ? 1 : 2"},
      {"size(", "''", ")"},
      {"", "record", ".a"},
      {"", "''", ".size()"},
      {"[", "1", "]"},
      {"f(", "1", ")"},
  };
  for (const auto& one : cases) {
    const auto nested = [&](std::size_t depth) {
      return repeated(one.before, depth) + std::string(one.middle) + repeated(one.after, depth);
    };
    const auto is_too_deep = [&](const std::vector<finding>& found) {
      return found.size() == 1 && found[0].code == codes::too_deep;
    };
    EXPECT_FALSE(is_too_deep(findings_of(nested(32)))) << one.before << one.after;
    EXPECT_TRUE(is_too_deep(findings_of(nested(101)))) << one.before << one.after;
    const std::size_t most = (max_length - 20) / (one.before.size() + one.after.size());
    EXPECT_TRUE(is_too_deep(findings_of(nested(most)))) << one.before << one.after;
  }
  EXPECT_EQ(evaluate(repeated("(", 99) + "true" + repeated(")", 99)), "yes");
  EXPECT_EQ(evaluate(repeated("(", 100) + "true" + repeated(")", 100)), "100 expression_too_deep");
  EXPECT_EQ(evaluate(repeated("!", 98) + "true"), "yes");
  EXPECT_EQ(evaluate("0" + repeated(" + 1", 98) + " == 98"), "yes");
  EXPECT_EQ(evaluate("0" + repeated(" + 1", 100) + " == 100"), "398 expression_too_deep");
}

// SPECIFICATION 3.13.18.
TEST(ExpressionFindings, OfTextTooLong) {
  const std::string fits = "true" + std::string(max_length - 4, ' ');
  EXPECT_EQ(evaluate(fits), "yes");
  EXPECT_EQ(evaluate(fits + ' '), "65536 expression_too_long");
}

TEST(ExpressionFindings, AreBoundedInNumberAndLength) {
  const std::vector<finding> found = findings_of("true" + repeated(" && a", 10000));
  EXPECT_EQ(found.size(), max_findings);
  const std::string name(60000, 'a');
  for (const std::string& text :
       {name, "record." + name, "'a'." + name + "()", name + "(1)", "true " + name,
        "1 == " + std::string(60000, '9'), "record.day > date('" + name + "')"}) {
    const std::vector<finding> one = findings_of(text);
    ASSERT_EQ(one.size(), 1U);
    EXPECT_LT(one[0].message.size(), 300U);
  }
}

// However it is written, 64 KiB are compiled in time linear in the length:
// the longest of these takes some milliseconds, and quadratic time would be minutes.
TEST(ExpressionFindings, ComeInLinearTime) {
  const auto started = std::chrono::steady_clock::now();
  for (const std::string_view part :
       {"(",          "!",     "-",   "- ",  "[",   "true&&",     "a||",
        "'a'||",      "1+",    "1*",  "1<",  "a.",  "a(",         "f(a,",
        "true?",      "1 in[", "'",   "\"",  "'''", "\\",         "//",
        "/",          "1",     "0x1", "1e1", ".1",  "record.a||", "record.levle||",
        "a.size()||", "x",     "\n",  "信",  "{",   "1u||",       "null||",
        "'\\x41'||"}) {
    const std::string text = repeated(part, max_length / part.size());
    EXPECT_FALSE(findings_of(text).empty()) << part;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(20));
}

}  // namespace
}  // namespace chengxin::expression
