#include "chengxin/expression/ordering.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string_view>

// SPECIFICATION, conditions: "int and double may be compared with each other
// (by value, exactly)".

namespace chengxin::expression::detail {
namespace {

struct number_case {
  std::int64_t integer;
  double number;
  order expected;
};

constexpr std::int64_t lo = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t hi = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t p53 = std::int64_t{1} << 53;

const number_case number_cases[] = {
    {0, 0.0, order::equal},
    {0, -0.0, order::equal},
    {0, 5e-324, order::less},
    {0, -5e-324, order::greater},
    {3, 3.0, order::equal},
    {3, 3.5, order::less},
    {4, 3.5, order::greater},
    {-3, -3.5, order::greater},
    {-4, -3.5, order::less},
    {p53, 0x1p53, order::equal},
    {p53 + 1, 0x1p53, order::greater},
    {p53 + 1, 0x1p53 + 2, order::less},
    {p53 - 1, 0x1p53, order::less},
    {-p53 - 1, -0x1p53, order::less},
    {-p53, -0x1p53, order::equal},
    {-p53 + 1, -0x1p53, order::greater},
    {hi, 0x1p63, order::less},
    {hi, 0x1.fffffffffffffp62, order::greater},
    {lo, -0x1p63, order::equal},
    {lo + 1, -0x1p63, order::greater},
    {lo, -0x1.0000000000001p63, order::greater},
    {lo, -0x1.fffffffffffffp62, order::less},
    {hi, std::numeric_limits<double>::max(), order::less},
    {lo, std::numeric_limits<double>::lowest(), order::greater},
    {4503599627370495, 4503599627370495.5, order::less},
    {4503599627370496, 4503599627370495.5, order::greater},
};

order reversed(order found) {
  if (found == order::less) return order::greater;
  return found == order::greater ? order::less : order::equal;
}

TEST(ExpressionOrdering, ComparesIntegersWithNumbersExactly) {
  for (const number_case& one : number_cases) {
    EXPECT_EQ(order_of(one.integer, one.number), one.expected) << one.integer << ' ' << one.number;
    EXPECT_EQ(order_of(one.number, one.integer), reversed(one.expected));
    const value integer = value::of(one.integer);
    const value number = value::of(one.number);
    EXPECT_EQ(order_of(integer, number), one.expected);
    EXPECT_EQ(order_of(number, integer), reversed(one.expected));
  }
}

// SPECIFICATION 3.13.10.
TEST(ExpressionOrdering, OrdersStringsByCodePoint) {
  const std::string_view rising[] = {"",          "A", "B", "a", "aa", "\u00e9", "\uffee\uffee",
                                     "\U00010000"};
  for (std::size_t i = 0; i < std::size(rising); ++i) {
    for (std::size_t j = 0; j < std::size(rising); ++j) {
      const order expected = i < j ? order::less : i == j ? order::equal : order::greater;
      EXPECT_EQ(order_of(rising[i], rising[j]), expected) << i << ' ' << j;
    }
  }
}

TEST(ExpressionOrdering, OrdersFalseBeforeTrueAndDaysByTime) {
  EXPECT_EQ(order_of(value::of(false), value::of(true)), order::less);
  EXPECT_EQ(order_of(value::of(true), value::of(true)), order::equal);
  EXPECT_EQ(order_of(value::of(date::of(1969, 12, 31)), value::of(date::of(1970, 1, 1))),
            order::less);
}

TEST(ExpressionOrdering, RelationsAcceptTheirOrders) {
  const relation relations[] = {relation::less,       relation::equal,     relation::greater,
                                relation::less_equal, relation::not_equal, relation::greater_equal};
  const bool expected[][3] = {{true, false, false}, {false, true, false}, {false, false, true},
                              {true, true, false},  {true, false, true},  {false, true, true}};
  const order orders[] = {order::less, order::equal, order::greater};
  for (std::size_t r = 0; r < 6; ++r) {
    for (std::size_t o = 0; o < 3; ++o) {
      EXPECT_EQ(accepts(relations[r], orders[o]), expected[r][o]) << r << ' ' << o;
      EXPECT_EQ(accepts(mirrored(relations[r]), orders[2 - o]), expected[r][o]) << r << ' ' << o;
    }
  }
}

}  // namespace
}  // namespace chengxin::expression::detail
