#include "chengxin/expression/program.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "expression_fixture.hpp"

// SPECIFICATION, conditions: what each condition comes to. In the facts of the
// fixture `hours`, `note`, `ratio`, `seen`, `end` and `years` are absent.

namespace chengxin::expression {
namespace {

struct condition_case {
  std::string_view text;
  std::string_view expected;
};

template <std::size_t N>
void expect_all(const condition_case (&cases)[N], const facts& given = {},
                const scope& names = both_in_scope) {
  for (const condition_case& one : cases) {
    EXPECT_EQ(evaluate(one.text, given, names), one.expected) << one.text;
  }
}

// SPECIFICATION 3.13.1, 3.13.7, 3.13.10:
// "`== != < <= > >=`"
TEST(ExpressionConditions, CompareValuesOfOneType) {
  expect_all({
      {"record.level == 3", "yes"},
      {"record.level != 3", "no"},
      {"record.level < 3", "no"},
      {"record.level <= 3", "yes"},
      {"record.level > 2", "yes"},
      {"record.level >= 4", "no"},
      {"3 == record.level", "yes"},
      {"4 > record.level", "yes"},
      {"3 > record.level", "no"},
      {"3 >= record.level", "yes"},
      {"2 < record.level", "yes"},
      {"4 <= record.level", "no"},
      {"record.level == record.level", "yes"},
      {"record.level == 0x3", "yes"},
      {"record.level > -9223372036854775808", "yes"},
      {"1 < 2", "yes"},
      {"record.kind == '志愿服务'", "yes"},
      {"record.kind == '志愿'", "no"},
      {"record.kind != ''", "yes"},
      {"record.kind > '志愿'", "yes"},
      {"record.kind < '志愿服务 '", "yes"},
      {"'a' < 'b'", "yes"},
      {"'Z' < 'a'", "yes"},
      {"'\\uffee' < '\\U00010000'", "yes"},
      {"record.gpa == 3.5", "yes"},
      {"record.gpa < 3.5", "no"},
      {"record.gpa >= 3.25", "yes"},
      {"-0.0 == 0.0", "yes"},
      {"record.flag == true", "yes"},
      {"record.flag != subject.party", "yes"},
      {"record.day == date('2025-03-10')", "yes"},
      {"record.day < date('2025-03-10')", "no"},
      {"date('1900-01-01') < record.day", "yes"},
      {"date('2199-12-31') > date('2199-12-30')", "yes"},
      {"record.day == record.occurred_on", "yes"},
  });
}

// SPECIFICATION 3.13.10:
// "Bools order, false before true"
TEST(ExpressionConditions, OrderFalseBeforeTrue) {
  expect_all({
      {"false < true", "yes"},
      {"true < false", "no"},
      {"true <= true", "yes"},
      {"true > false", "yes"},
      {"record.flag > false", "yes"},
      {"true > record.flag", "no"},
      {"subject.party < record.flag", "yes"},
      {"(1 < 2) >= (2 < 1)", "yes"},
  });
}

// SPECIFICATION 3.13.10:
// "int and double may be compared with each other (by value, exactly)"
TEST(ExpressionConditions, CompareIntegersWithNumbersExactly) {
  expect_all({
      {"record.level == 3.0", "yes"},
      {"record.level < 3.5", "yes"},
      {"record.level > 2.999", "yes"},
      {"3.0 == record.level", "yes"},
      {"record.gpa > 3", "yes"},
      {"4 > record.gpa", "yes"},
      {"record.gpa == 3", "no"},
      {"9007199254740993 == 9007199254740992.0", "no"},
      {"9007199254740993 > 9007199254740992.0", "yes"},
      {"9007199254740992 == 9007199254740992.0", "yes"},
      {"9223372036854775807 == 9223372036854775808.0", "no"},
      {"9223372036854775807 < 9223372036854775808.0", "yes"},
      {"-9223372036854775808 == -9223372036854775808.0", "yes"},
      {"-9223372036854775807 > -9223372036854775808.0", "yes"},
      {"record.level < 1e308", "yes"},
      {"record.level > -1e308", "yes"},
      {"record.level > 5e-324", "yes"},
      {"record.level in [3.0]", "yes"},
      {"record.level in [3.5, 2.0]", "no"},
      {"record.gpa in [3, 3.5]", "yes"},
      {"record.gpa in [3, 4]", "no"},
  });
  facts given;
  given.record_values[0] = value::of((std::int64_t{1} << 53) + 1);
  given.record_values[4] = value::of(0x1p53);
  expect_all(
      {
          {"record.level == 9007199254740992.0", "no"},
          {"record.level > 9007199254740992.0", "yes"},
          {"record.level > record.gpa", "yes"},
          {"record.gpa < 9007199254740993", "yes"},
          {"record.gpa == 9007199254740992", "yes"},
          {"9007199254740993 > record.gpa", "yes"},
          {"9007199254740991 < record.gpa", "yes"},
          {"record.gpa in [9007199254740993, 9007199254740991]", "no"},
          {"record.level in [9007199254740992.0, 9007199254740994.0]", "no"},
          {"record.level in [9007199254740993, 0.5]", "yes"},
      },
      given);
}

// SPECIFICATION 3.14.4, 3.14.5:
// "`&&` and `||` absorb errors as CEL says (`false && e` is false on either
// side, `true || e` is true)": all nine pairs, in two ways of writing each
// operand, so that the first error is told from the second.
TEST(ExpressionConditions, AbsorbErrors) {
  const std::string_view first[] = {"false", "true", "record.hours > 0"};
  const std::string_view second[] = {"record.level == 0", "record.level == 3",
                                     "9223372036854775807 + record.level > 0"};
  const std::string_view none = "record.hours is absent";
  const std::string_view over = "integer overflow";
  const std::string_view all[3][3] = {
      {"no", "no", "no"},
      {"no", "yes", over},
      {"no", none, none},
  };
  const std::string_view any[3][3] = {
      {"no", "yes", over},
      {"yes", "yes", "yes"},
      {none, "yes", none},
  };
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      const std::string a(first[i]);
      const std::string b(second[j]);
      EXPECT_EQ(evaluate(a + " && " + b), all[i][j]) << a << " && " << b;
      EXPECT_EQ(evaluate(a + " || " + b), any[i][j]) << a << " || " << b;
      // The same the other way round: only the first error may change.
      const std::string_view both_fail = i == 2 && j == 2 ? over : std::string_view();
      EXPECT_EQ(evaluate(b + " && " + a), both_fail.empty() ? all[i][j] : both_fail);
      EXPECT_EQ(evaluate(b + " || " + a), both_fail.empty() ? any[i][j] : both_fail);
    }
  }
}

TEST(ExpressionConditions, AbsorbErrorsInChains) {
  expect_all({
      {"record.seen && 1/0 == 1 && record.flag && false", "no"},
      {"record.seen && 1/0 == 1 && record.flag && true", "record.seen is absent"},
      {"true && 1/0 == 1 && record.seen", "division by zero"},
      {"record.seen || 1/0 == 1 || record.flag", "yes"},
      {"record.seen || 1/0 == 1 || false", "record.seen is absent"},
      {"(record.seen && false) || record.flag", "yes"},
      {"record.seen && false || false", "no"},
      {"!(record.seen || true)", "no"},
      {"!(record.seen || false)", "record.seen is absent"},
      {"(record.seen || false) && (1/0 == 1 && false)", "no"},
  });
}

// SPECIFICATION 3.14.1 to 3.14.3, 3.14.5:
// "Reading an attribute that is absent is an error value, as are integer
// overflow and division by zero."
TEST(ExpressionConditions, AreUndeterminedWhereAnErrorIsLeft) {
  expect_all({
      {"record.hours > 3", "record.hours is absent"},
      {"3 < record.hours", "record.hours is absent"},
      {"record.hours != 3", "record.hours is absent"},
      {"record.note == 'x'", "record.note is absent"},
      {"record.ratio < 0.5", "record.ratio is absent"},
      {"record.seen", "record.seen is absent"},
      {"!record.seen", "record.seen is absent"},
      {"record.seen == true", "record.seen is absent"},
      {"record.end > date('2025-01-01')", "record.end is absent"},
      {"record.day > record.end", "record.end is absent"},
      {"record.hours == record.hours", "record.hours is absent"},
      {"record.hours < subject.years", "record.hours is absent"},
      {"subject.years < record.hours", "subject.years is absent"},
      {"subject.years > 1", "subject.years is absent"},
      {"record.note.size() > 0", "record.note is absent"},
      {"size(record.note) > 0", "record.note is absent"},
      {"record.note.startsWith('a')", "record.note is absent"},
      {"record.kind.contains(record.note)", "record.note is absent"},
      {"record.note.endsWith(record.note)", "record.note is absent"},
      {"-record.hours == 0", "record.hours is absent"},
      {"record.level + record.hours == 0", "record.hours is absent"},
      {"record.hours / 0 == 0", "record.hours is absent"},
      {"1 / 0 == 1", "division by zero"},
      {"record.level / 0 == 1", "division by zero"},
      {"record.level % (record.level - 3) == 1", "division by zero"},
      {"9223372036854775807 + 1 > 0", "integer overflow"},
      {"-9223372036854775808 - 1 < 0", "integer overflow"},
      {"9223372036854775807 * record.level > 0", "integer overflow"},
      {"-9223372036854775808 / -1 > 0", "integer overflow"},
      {"-9223372036854775808 % -1 == 0", "integer overflow"},
      {"-(-9223372036854775808) > 0", "integer overflow"},
      {"--9223372036854775808 > 0", "integer overflow"},
  });
}

// SPECIFICATION 3.13.8, 3.13.9:
// "`+ - * / %`, unary `-`", "Arithmetic takes integers only (unary minus doubles too)"
TEST(ExpressionConditions, Calculate) {
  expect_all({
      {"record.level + 1 == 4", "yes"},
      {"record.level - 5 == -2", "yes"},
      {"record.level * 7 == 21", "yes"},
      {"7 / 2 == 3", "yes"},
      {"-7 / 2 == -3", "yes"},
      {"7 % -2 == 1", "yes"},
      {"-7 % 2 == -1", "yes"},
      {"-record.level == -3", "yes"},
      {"--record.level == 3", "yes"},
      {"---3 == -3", "yes"},
      {"- 3 == -3", "yes"},
      {"- // so far\n 9223372036854775808 < 0", "yes"},
      {"-record.gpa == -3.5", "yes"},
      {"-(record.flag ? 1 : 2.5) == -1", "yes"},
      {"-(subject.party ? 1 : 2.5) == -2.5", "yes"},
      {"record.level -1 == 2", "yes"},
      {"record.level-1 == 2", "yes"},
      {"record.level - -1 == 4", "yes"},
      {"record.level--1 == 4", "yes"},
      {"record.level - - -1 == 2", "yes"},
      {"9223372036854775807 - 1 + 1 == 9223372036854775807", "yes"},
  });
}

// SPECIFICATION 3.13.1:
// CEL's precedence and associativity.
TEST(ExpressionConditions, BindAsInCel) {
  expect_all({
      {"1 + 2 * 3 == 7", "yes"},
      {"(1 + 2) * 3 == 9", "yes"},
      {"2 * 3 + 1 == 7", "yes"},
      {"10 - 3 - 2 == 5", "yes"},
      {"10 - (3 - 2) == 9", "yes"},
      {"100 / 10 / 2 == 5", "yes"},
      {"100 / 10 * 2 == 20", "yes"},
      {"2 * 7 % 4 == 2", "yes"},
      {"7 % 4 * 2 == 6", "yes"},
      {"-2 * 3 == -6", "yes"},
      {"-record.level * 2 == -6", "yes"},
      {"1 + 1 == 2 && 2 < 3", "yes"},
      {"1 < 2 == true", "yes"},
      {"1 < 2 == 2 < 1", "6 expression_type; 11 expression_type"},  // ((1 < 2) == 2) < 1
      {"3 > 2 > false", "yes"},
      {"false == false == false", "no"},
      {"false == (false == false)", "no"},
      {"true != false != false", "yes"},
      {"true < true <= false", "yes"},
      {"true <= (true < false)", "no"},
      {"1 in [1] == true", "yes"},
      {"1 in [1] in [true]", "yes"},
      {"1 + 1 in [2]", "yes"},
      {"true || false && false", "yes"},
      {"(true || false) && false", "no"},
      {"false && false || true", "yes"},
      {"false && (false || true)", "no"},
      {"!false && false", "no"},
      {"!(false && false)", "yes"},
      {"!true == false", "yes"},
      {"!!true", "yes"},
      {"!!!record.flag", "no"},
      {"true ? false : true ? true : true", "no"},
      {"false ? true : false ? true : false", "no"},
      {"false ? true : true ? true : false", "yes"},
      {"true || true ? false : true", "no"},
      {"true ? false || true : false", "yes"},
      {"true ? (true ? false : true) : true", "no"},
      {"(true ? 1 : 2) + 1 == 2", "yes"},
      {"(true ? 1 : 2 + 1) == 1", "yes"},
      {"(false) ? true : (true)", "yes"},
  });
}

// SPECIFICATION 3.13.1:
// "`?:`"
TEST(ExpressionConditions, Choose) {
  expect_all({
      {"record.flag ? record.level == 3 : record.seen", "yes"},
      {"subject.party ? record.seen : record.level == 4", "no"},
      {"record.flag ? record.seen : true", "record.seen is absent"},
      {"record.seen ? true : true", "record.seen is absent"},
      {"1/0 == 1 ? true : true", "division by zero"},
      {"(record.flag ? 3 : 4) == record.level", "yes"},
      {"(record.flag ? record.kind : record.note) == '志愿服务'", "yes"},
      {"(record.flag ? record.note : record.kind) == '志愿服务'", "record.note is absent"},
      {"(record.flag ? record.day : record.end) == date('2025-03-10')", "yes"},
      {"(record.flag ? 3 : 3.5) == 3", "yes"},
      {"(subject.party ? 3 : 3.5) == 3", "no"},
      {"(subject.party ? 3 : 3.5) > record.level", "yes"},
      {"(record.flag ? record.gpa : record.level) == 3.5", "yes"},
      {"(true ? false ? 1 : 2.5 : 3) == 2.5", "14 expression_syntax"},
      {"(true ? (false ? 1 : 2.5) : 3) == 2.5", "yes"},
  });
}

// SPECIFICATION 3.13.3, 3.13.17, 3.14.6:
// "`in` with a list"
TEST(ExpressionConditions, LookIntoLists) {
  expect_all({
      {"record.level in [1, 2, 3]", "yes"},
      {"record.level in [1, 2]", "no"},
      {"record.level in []", "no"},
      {"record.level in [,]", "no"},
      {"record.level in [3,]", "yes"},
      {"record.level in ([3])", "yes"},
      {"!(record.level in [3])", "no"},
      {"record.hours in []", "record.hours is absent"},
      {"record.hours in [1]", "record.hours is absent"},
      {"record.level in [3, record.hours]", "record.hours is absent"},
      {"record.level in [record.hours, 3]", "record.hours is absent"},
      {"record.level in [1/0, record.hours]", "division by zero"},
      {"record.hours in [1/0]", "record.hours is absent"},
      {"record.level in [record.level]", "yes"},
      {"record.level in [1, record.level - 1 + 1]", "yes"},
      {"record.level in [9, record.flag ? 3 : 4]", "yes"},
      {"record.kind in ['paid', '志愿服务']", "yes"},
      {"record.kind in ['paid', '志愿']", "no"},
      {"record.kind in [subject.education, record.kind]", "yes"},
      {"record.flag in [false]", "no"},
      {"record.flag in [false, true]", "yes"},
      {"record.level > 2 in [true]", "yes"},
      {"record.day in [date('2025-03-10')]", "yes"},
      {"record.day in [date('2025-03-11'), record.occurred_on]", "yes"},
      {"record.gpa in [3.5]", "yes"},
      {"(record.flag ? 3 : 3.5) in [1, 3]", "yes"},
      {"(record.flag ? 3 : 3.5) in [3.0]", "yes"},
      {"'a' in ['b', 'a']", "yes"},
  });
}

// SPECIFICATION 3.13.4:
// "`has(record.x)`, `has(subject.x)`"
TEST(ExpressionConditions, AskWhatIsGiven) {
  expect_all({
      {"has(record.level)", "yes"},
      {"has(record.hours)", "no"},
      {"has(subject.education)", "yes"},
      {"has(subject.years)", "no"},
      {"has(record.occurred_on)", "yes"},
      {"has(record.provider) && has(record.origin) && has(record.category)", "yes"},
      {"has(subject.age)", "yes"},
      {"has(subject.residency)", "yes"},
      {"has((record.level))", "yes"},
      {"has(record.hours) && record.hours > 3", "no"},
      {"!has(record.hours) || record.hours > 3", "yes"},
      {"has(record.hours) ? record.hours > 3 : record.level > 2", "yes"},
      {"has(record.hours) == has(subject.years)", "yes"},
  });
}

// SPECIFICATION 3.13.5:
// "`size(s)` and `s.size()` (code points)"
TEST(ExpressionConditions, CountCodePoints) {
  expect_all({
      {"size(record.kind) == 4", "yes"},
      {"record.kind.size() == 4", "yes"},
      {"size('') == 0", "yes"},
      {"'abc'.size() == 3", "yes"},
      {"size('e\\u0301\\U0001F600') == 3", "yes"},
      {"'\\000'.size() == 1", "yes"},
      {"(record.flag ? 'ab' : 'abc').size() == 2", "yes"},
      {"size(record.kind) - 3 == 1", "yes"},
  });
}

// SPECIFICATION 3.13.6:
// "`s.startsWith(t)`, `s.endsWith(t)`, `s.contains(t)`"
TEST(ExpressionConditions, SearchStrings) {
  expect_all({
      {"record.kind.startsWith('志愿')", "yes"},
      {"record.kind.startsWith('服务')", "no"},
      {"record.kind.endsWith('服务')", "yes"},
      {"record.kind.endsWith('志愿')", "no"},
      {"record.kind.contains('愿服')", "yes"},
      {"record.kind.contains('愿务')", "no"},
      {"record.kind.contains('')", "yes"},
      {"record.kind.startsWith('') && record.kind.endsWith('')", "yes"},
      {"''.contains('a')", "no"},
      {"'a'.startsWith('ab')", "no"},
      {"'abc'.contains(subject.education)", "no"},
      {"record.category.startsWith('volunteer.')", "yes"},
      {"'doctor'.contains(subject.education)", "yes"},
  });
}

// SPECIFICATION 3.13.2:
// "`//` comments", and CEL's white space.
TEST(ExpressionConditions, SkipCommentsAndWhiteSpace) {
  expect_all({
      {"true // and so on", "yes"},
      {"true // and && so || on\n&& false", "no"},
      {"// first\r\n true", "yes"},
      {"//\rtrue", "yes"},
      {"\t\f\r\n true \t\f\r\n", "yes"},
      {"record // here\n . // and\n level>=3", "yes"},
      {"'//' == '/' // not this\n", "no"},
      {"4 //2\n == 4", "yes"},
      {"true //诚信", "yes"},
      {"true//", "yes"},
  });
}

// SPECIFICATION 3.13.12:
// "Built in: ..."
TEST(ExpressionConditions, ReadWhatIsBuiltIn) {
  expect_all({
      {"record.occurred_on == date('2025-03-10')", "yes"},
      {"record.occurred_on > date('2025-03-10')", "no"},
      {"record.provider == 'civil-affairs'", "yes"},
      {"record.origin in ['platform', 'usage']", "yes"},
      {"record.category == 'volunteer.service'", "yes"},
      {"subject.age >= 18", "yes"},
      {"30 < subject.age", "no"},
      {"subject.age + 1 == 31", "yes"},
      {"subject.age in [29, 30]", "yes"},
      {"subject.age > 29.5", "yes"},
      {"subject.residency == 'registered'", "yes"},
      {"subject.education == 'doctor'", "yes"},
  });
  facts unknown;
  unknown.age = std::nullopt;
  expect_all(
      {
          {"subject.age >= 18", "subject.age is absent"},
          {"subject.age + 1 == 31", "subject.age is absent"},
          {"has(subject.age)", "no"},
          {"has(subject.age) && subject.age >= 18", "no"},
      },
      unknown);
}

// SPECIFICATION 3.13.13:
// "`subject` rules see `subject` only."
TEST(ExpressionConditions, OfSubjectsNeedNoRecord) {
  expect_all(
      {
          {"subject.education in ['master', 'doctor'] && subject.age >= 18", "yes"},
          {"subject.years > 3", "subject.years is absent"},
          {"record.level > 3", "0 expression_record_unavailable"},
          {"has(record.level) || record.nothing",
           "4 expression_record_unavailable; "
           "21 expression_record_unavailable"},
          {"record == 1", "0 expression_record_unavailable"},
      },
      {}, subject_in_scope);
}

TEST(ExpressionConditions, MayBeLiterals) {
  expect_all({
      {"true", "yes"},
      {"false", "no"},
      {"(true)", "yes"},
      {"record.flag", "yes"},
      {"subject.party", "no"},
      {"'a\\u0062c' == 'abc'", "yes"},
      {"r'\\n' == '\\\\n'", "yes"},
      {"'''a\nb''' == 'a\\nb'", "yes"},
      {"\"\"\"say \"yes\\\"\"\"\" == 'say \"yes\"'", "yes"},
      {"1e3 == 1000", "yes"},
      {".5 < 1.5e-0", "yes"},
      {"-.5 < 0", "yes"},
      {"0x10 == 16", "yes"},
      {"-0x8000000000000000 == -9223372036854775808", "yes"},
      {"1in[1]", "yes"},
  });
}

TEST(ExpressionConditions, TellWhatTheyUse) {
  const auto compiled = compile(
      "has(record.kind) && record.level > 2 && record.level in [1, record.hours] || "
      "subject.years == 2 || record.note.size() > 1",
      both_in_scope);
  const auto& condition = std::get<program>(compiled);
  std::string used;
  for (const used_attribute& one : condition.record_attributes_used()) {
    used += one.name + '@' + std::to_string(one.slot) + ' ';
  }
  for (const used_attribute& one : condition.subject_attributes_used()) {
    used += one.name + '@' + std::to_string(one.slot) + ' ';
  }
  EXPECT_EQ(used, "level@0 hours@1 kind@2 note@3 years@1 ");
  EXPECT_TRUE(condition.reads_record());
  EXPECT_FALSE(condition.reads_age());
}

TEST(ExpressionConditions, TellWhetherTheyReadTheRecordOrTheAge) {
  struct {
    std::string_view text;
    bool record;
    bool age;
  } const cases[] = {
      {"true", false, false},
      {"1 in [1, 2]", false, false},
      {"subject.age > 3", false, true},
      {"3 < subject.age", false, true},
      {"has(subject.age)", false, true},
      {"subject.age + 1 > 3", false, true},
      {"subject.residency == 'none'", false, false},
      {"record.level == 1", true, false},
      {"record.occurred_on > date('2025-01-01')", true, false},
      {"record.provider in ['a']", true, false},
      {"has(record.origin)", true, false},
      {"record.category.contains('a')", true, false},
      {"record.flag && subject.age in [18]", true, true},
  };
  for (const auto& one : cases) {
    const auto compiled = compile(one.text, both_in_scope);
    const auto& condition = std::get<program>(compiled);
    EXPECT_EQ(condition.reads_record(), one.record) << one.text;
    EXPECT_EQ(condition.reads_age(), one.age) << one.text;
  }
}

TEST(ExpressionConditions, GiveTheCauseOnlyWhereUndetermined) {
  const facts given;
  const record_facts record = given.record();
  const auto compiled = compile("record.hours > 3", both_in_scope);
  const auto& condition = std::get<program>(compiled);
  cause why;
  EXPECT_EQ(condition.test(&record, given.subject(), &why), truth::undetermined);
  EXPECT_EQ(why, (cause{cause::kind::absent_record_attribute, 1}));
  EXPECT_EQ(condition.test(&record, given.subject()), truth::undetermined);

  const auto known = compile("record.hours > 3 || record.flag", both_in_scope);
  cause untouched{cause::kind::division_by_zero, 77};
  EXPECT_EQ(std::get<program>(known).test(&record, given.subject(), &untouched), truth::yes);
  EXPECT_EQ(untouched, (cause{cause::kind::division_by_zero, 77}));
}

TEST(ExpressionConditions, LiveApartFromTheirTextScopeAndOriginal) {
  program kept = [] {
    std::string text = "record.own == 'short' || record.own in ['a string too long to be inline']";
    const std::vector<attribute> names = {{"own", value_type::string}};
    auto compiled = compile(text, {&names, nullptr});
    program copy = std::get<program>(compiled);
    text.assign(text.size(), 'x');
    return copy;
  }();
  const program moved = std::move(kept);
  const auto test = [&](std::string_view own) {
    const value attributes[] = {value::of(own)};
    const record_facts record{attributes, {}, {}, {}, {}};
    return moved.test(&record, {});
  };
  EXPECT_EQ(test("short"), truth::yes);
  EXPECT_EQ(test("a string too long to be inline"), truth::yes);
  EXPECT_EQ(test("other"), truth::no);
  EXPECT_EQ(moved.describe({cause::kind::absent_record_attribute, 0}), "record.own is absent");
}

TEST(ExpressionConditions, MayBeLongChains) {
  std::string all = "record.level == 3";
  std::string any = "record.level == 4";
  std::string list = "record.level in [0";
  for (int i = 0; i < 2500; ++i) {
    all += " && record.level < 9";
    any += " || record.level < 0";
    list += ", 1";
  }
  EXPECT_EQ(evaluate(all), "yes");
  EXPECT_EQ(evaluate(any), "no");
  EXPECT_EQ(evaluate(list + "]"), "no");
  EXPECT_EQ(evaluate(all + " && record.seen"), "record.seen is absent");
}

}  // namespace
}  // namespace chengxin::expression
