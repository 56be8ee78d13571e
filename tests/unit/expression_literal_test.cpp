#include "chengxin/expression/literal.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

// SPECIFICATION, conditions: "int, double, string and bool literals (CEL's
// escapes, raw and triple-quoted strings)"; "a literal out of range is refused".

namespace chengxin::expression::detail {
namespace {

struct string_case {
  std::string_view literal;
  std::string_view expected;
};

using namespace std::string_view_literals;

const string_case string_cases[] = {
    {R"("")", ""},
    {R"('')", ""},
    {R"("""""")", ""},
    {R"('''''')", ""},
    {R"("abc")", "abc"},
    {R"('""')", "\"\""},
    {R"('''x''x''')", "x''x"},
    {R"("""a"b""c""")", "a\"b\"\"c"},
    {"'''a\nb\r\nc'''", "a\nb\r\nc"},
    {R"("\"")", "\""},
    {R"('\'')", "'"},
    {R"("\\")", "\\"},
    {R"("\\n")", "\\n"},
    {R"("\a\b\f\n\r\t\v\\\?\"\'\`")", "\a\b\f\n\r\t\v\\?\"'`"},
    {R"("\x41\X42")", "AB"},
    {R"("\xff")", "\u00ff"},
    {R"("\u4fe1\u4FE1")", "信信"},
    {R"("\u00ff")", "\u00ff"},
    {R"("\U0001F600")", "\U0001F600"},
    {R"("\U0010ffff")", "\U0010ffff"},
    {R"("\ud7ff\ue000")", "\ud7ff\ue000"},
    {R"("\101\0601")", "A01"},
    {R"("\377")", "\u00ff"},
    {R"("\303\277")", "\u00c3\u00bf"},
    {R"("\000")", "\0"sv},
    {R"("\x00\u0000\U00000000")", "\0\0\0"sv},
    {R"("诚信")", "诚信"},
    {R"("诚\n信")", "诚\n信"},
    {R"(r"\n")", "\\n"},
    {R"(R'\x')", "\\x"},
    {R"(r"\\")", "\\\\"},
    {R"(r"\")", "\\"},
    {R"(r"")", ""},
    {R"(r'''\''')", "\\"},
    {R"(r"""a\"b""")", "a\\\"b"},
};

// SPECIFICATION 3.13.2.
TEST(ExpressionLiteral, StringsStandForTheirCharacters) {
  for (const string_case& one : string_cases) {
    std::string found = "before";
    const std::optional<finding> bad = append_string_value(found, one.literal);
    ASSERT_FALSE(bad) << one.literal << ": " << bad->message;
    EXPECT_EQ(found.substr(6), one.expected) << one.literal;
  }
}

struct bad_string_case {
  std::string_view literal;
  std::size_t offset;
  std::string_view code;
};

const bad_string_case bad_string_cases[] = {
    {R"("\q")", 1, codes::syntax},
    {R"("ab\8")", 3, codes::syntax},
    {R"("ab\
")",
     3, codes::syntax},
    {R"("\x4")", 1, codes::syntax},
    {R"("\x4g")", 1, codes::syntax},
    {R"("\u12")", 1, codes::syntax},
    {R"("\u12345\u123z")", 8, codes::syntax},
    {R"("\U0001F60")", 1, codes::syntax},
    {R"("\1")", 1, codes::syntax},
    {R"("\12")", 1, codes::syntax},
    {R"("\128")", 1, codes::syntax},
    {R"("\信")", 1, codes::syntax},
    {R"("\400")", 1, codes::literal_range},
    {R"("\777")", 1, codes::literal_range},
    {R"("\ud800")", 1, codes::literal_range},
    {R"("\udfff")", 1, codes::literal_range},
    {R"("\ud83d\ude00")", 1, codes::literal_range},
    {R"("\U00110000")", 1, codes::literal_range},
    {R"("\Uffffffff")", 1, codes::literal_range},
};

TEST(ExpressionLiteral, BadEscapesAreFoundWhereTheyStand) {
  for (const bad_string_case& one : bad_string_cases) {
    std::string found;
    const std::optional<finding> bad = append_string_value(found, one.literal);
    ASSERT_TRUE(bad) << one.literal;
    EXPECT_EQ(bad->code, one.code) << one.literal;
    EXPECT_EQ(bad->offset, one.offset) << one.literal;
  }
}

TEST(ExpressionLiteral, MessagesShowTheEscape) {
  std::string found;
  EXPECT_EQ(append_string_value(found, R"("ab\x4g")")->message,
            "expected 2 hexadecimal digits in an escape, found `\\x4`");
  EXPECT_EQ(append_string_value(found, R"("\ud800")")->message,
            "expected an escape of a Unicode character, found `\\ud800`");
}

constexpr std::int64_t lo = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t hi = std::numeric_limits<std::int64_t>::max();

struct integer_case {
  std::string_view digits;
  bool negative;
  std::optional<std::int64_t> expected;
};

const integer_case integer_cases[] = {
    {"0", false, 0},
    {"0", true, 0},
    {"007", false, 7},
    {"42", true, -42},
    {"9223372036854775807", false, hi},
    {"9223372036854775808", false, std::nullopt},
    {"9223372036854775807", true, -hi},
    {"9223372036854775808", true, lo},
    {"9223372036854775809", true, std::nullopt},
    {"18446744073709551616", false, std::nullopt},
    {"99999999999999999999999999", false, std::nullopt},
    {"00000000000000000000000000000009", false, 9},
    {"0x0", false, 0},
    {"0xfF", false, 255},
    {"0x7fffffffffffffff", false, hi},
    {"0x8000000000000000", false, std::nullopt},
    {"0x8000000000000000", true, lo},
    {"0x8000000000000001", true, std::nullopt},
    {"0xffffffffffffffff", false, std::nullopt},
    {"0x10000000000000000", false, std::nullopt},
    {"0x000000000000000000ff", true, -255},
};

// SPECIFICATION 3.13.2, 3.13.16.
TEST(ExpressionLiteral, IntegersAreExactOrRefused) {
  for (const integer_case& one : integer_cases) {
    EXPECT_EQ(integer_value(one.digits, one.negative), one.expected) << one.digits;
  }
}

struct number_case {
  std::string digits;
  bool negative;
  std::optional<double> expected;
};

const number_case number_cases[] = {
    {"1.5", false, 1.5},
    {".5", false, 0.5},
    {".5", true, -0.5},
    {"1e3", false, 1000.0},
    {"1.5e-3", false, 0.0015},
    {"1E+2", false, 100.0},
    {"00.10", false, 0.1},
    {"9007199254740993.0", false, 9007199254740992.0},
    {"1.7976931348623157e308", false, std::numeric_limits<double>::max()},
    {"1.7976931348623159e308", false, std::nullopt},
    {"1e309", false, std::nullopt},
    {"1e309", true, std::nullopt},
    {"0.00001e400", false, std::nullopt},
    {"1e99999999999999999999", false, std::nullopt},
    {std::string(400, '9') + ".0", false, std::nullopt},
    {"5e-324", false, 5e-324},
    {"1e-400", false, 0.0},
    {"1e-400", true, -0.0},
    {"1e-99999999999999999999", false, 0.0},
    {"0e99999999999999999999", false, 0.0},
    {"0.0e-5", false, 0.0},
    {"0." + std::string(400, '0') + "1", false, 0.0},
    {"0." + std::string(400, '0') + "1e401", false, 1.0},
    {"1" + std::string(400, '0') + ".0e-400", false, 1.0},
};

// SPECIFICATION 3.13.2, 3.13.16.
TEST(ExpressionLiteral, NumbersAreTheNearestDoubleOrRefused) {
  for (const number_case& one : number_cases) {
    EXPECT_EQ(number_value(one.digits, one.negative), one.expected) << one.digits;
  }
}

}  // namespace
}  // namespace chengxin::expression::detail
