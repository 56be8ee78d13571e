#include "chengxin/expression/arithmetic.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

// SPECIFICATION, conditions: integer overflow and division by zero are errors.

namespace chengxin::expression::detail {
namespace {

std::string show(const sum& found) {
  if (!found.failed) return std::to_string(found.value);
  return found.why == cause::kind::division_by_zero ? "zero" : "overflow";
}

struct arithmetic_case {
  std::int64_t a;
  char op;
  std::int64_t b;
  const char* expected;
};

constexpr std::int64_t lo = least_integer;
constexpr std::int64_t hi = greatest_integer;

const arithmetic_case arithmetic_cases[] = {
    {2, '+', 3, "5"},
    {hi, '+', 0, "9223372036854775807"},
    {hi, '+', 1, "overflow"},
    {1, '+', hi, "overflow"},
    {hi, '+', lo, "-1"},
    {lo, '+', 0, "-9223372036854775808"},
    {lo, '+', -1, "overflow"},
    {-1, '+', lo, "overflow"},
    {2, '-', 3, "-1"},
    {lo, '-', 0, "-9223372036854775808"},
    {lo, '-', 1, "overflow"},
    {hi, '-', -1, "overflow"},
    {-1, '-', lo, "9223372036854775807"},
    {0, '-', lo, "overflow"},
    {0, '-', hi, "-9223372036854775807"},
    {-6, '*', 7, "-42"},
    {0, '*', lo, "0"},
    {lo, '*', 0, "0"},
    {lo, '*', 1, "-9223372036854775808"},
    {1, '*', lo, "-9223372036854775808"},
    {lo, '*', -1, "overflow"},
    {-1, '*', lo, "overflow"},
    {hi, '*', -1, "-9223372036854775807"},
    {3037000500, '*', 3037000500, "overflow"},
    {3037000499, '*', 3037000499, "9223372030926249001"},
    {-3037000500, '*', -3037000500, "overflow"},
    {-3037000500, '*', 3037000500, "overflow"},
    {4611686018427387904, '*', -2, "-9223372036854775808"},
    {-2, '*', 4611686018427387904, "-9223372036854775808"},
    {4611686018427387904, '*', 2, "overflow"},
    {-4611686018427387904, '*', -2, "overflow"},
    {7, '/', 2, "3"},
    {-7, '/', 2, "-3"},
    {7, '/', -2, "-3"},
    {-7, '/', -2, "3"},
    {7, '/', 0, "zero"},
    {0, '/', 0, "zero"},
    {lo, '/', -1, "overflow"},
    {lo, '/', 1, "-9223372036854775808"},
    {hi, '/', -1, "-9223372036854775807"},
    {7, '%', 2, "1"},
    {-7, '%', 2, "-1"},
    {7, '%', -2, "1"},
    {-7, '%', -2, "-1"},
    {7, '%', 0, "zero"},
    {lo, '%', -1, "overflow"},
    {lo, '%', hi, "-1"},
    {lo, '%', lo, "0"},
};

// SPECIFICATION 3.13.9, 3.14.2, 3.14.3.
TEST(ExpressionArithmetic, IsThatOf64BitIntegers) {
  for (const arithmetic_case& one : arithmetic_cases) {
    sum found;
    switch (one.op) {
      case '+': found = add(one.a, one.b); break;
      case '-': found = subtract(one.a, one.b); break;
      case '*': found = multiply(one.a, one.b); break;
      case '/': found = divide(one.a, one.b); break;
      default: found = remainder(one.a, one.b); break;
    }
    EXPECT_EQ(show(found), one.expected) << one.a << ' ' << one.op << ' ' << one.b;
  }
}

TEST(ExpressionArithmetic, NegatesAllButTheLeast) {
  EXPECT_EQ(show(negate(5)), "-5");
  EXPECT_EQ(show(negate(hi)), "-9223372036854775807");
  EXPECT_EQ(show(negate(lo + 1)), "9223372036854775807");
  EXPECT_EQ(show(negate(lo)), "overflow");
}

}  // namespace
}  // namespace chengxin::expression::detail
