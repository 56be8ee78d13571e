// Points are exact hundredths (SPECIFICATION 1.1 to 1.3).
#include "chengxin/points.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chengxin {
namespace {

constexpr std::int64_t refused = std::numeric_limits<std::int64_t>::min();

std::int64_t cents_of(std::string_view text) {
  const std::optional<points> read = parse_points(text);
  return read ? read->cents : refused;
}

TEST(Points, AreReadExactly) {
  const struct {
    std::string_view text;
    std::int64_t cents;
  } cases[] = {
      {"0", 0},
      {"-0", 0},
      {"0.00", 0},
      {"0e5", 0},
      {"0.000e-99999999999999999999", 0},
      {"12", 1200},
      {"-30.5", -3050},
      {"0.25", 25},
      {"0.01", 1},
      {"-0.01", -1},
      {"0.29", 29},  // 28.999... as a double
      {"1.15", 115},
      {"4.35", 435},
      {"1e2", 10'000},
      {"1E2", 10'000},
      {"1e+2", 10'000},
      {"1.5e1", 1500},
      {"12.345e1", 12'345},
      {"0.000001e6", 100},
      {"1e-2", 1},
      {"100e-4", 1},
      {"0.250", 25},
      {"0.2500000000000000000000000000000000", 25},
      {"1000000", 100'000'000},
      {"-1000000", -100'000'000},
      {"999999.99", 99'999'999},
      {"1e6", 100'000'000},
      {"0.1e7", 100'000'000},
      {"100000000e-2", 100'000'000},
      {"1000000000000000000000000e-18", 100'000'000},
      // not hundredths
      {"0.001", refused},
      {"0.005", refused},
      {"-12.345", refused},
      {"1e-3", refused},
      {"10e-4", refused},
      {"0.0000000000000000000000000000000001", refused},
      {"1.00000000000000000000000000000000000000000000001", refused},
      {"5e-324", refused},
      {"1e-99999999999999999999", refused},
      // beyond a million
      {"1000000.01", refused},
      {"-1000000.01", refused},
      {"1000001", refused},
      {"1e7", refused},
      {"1e999", refused},
      {"1e99999999999999999999", refused},
      {"9223372036854775807", refused},
      {"92233720368547758.08", refused},
      {"184467440737095516.16", refused},
      {"184467440737095517.16", refused},  // 100 more than 2^64 hundredths
  };
  for (const auto& it : cases) EXPECT_EQ(cents_of(it.text), it.cents) << it.text;
  const std::string zeros(100'000, '0');
  EXPECT_EQ(cents_of("1." + zeros), 100);
  EXPECT_EQ(cents_of("1" + zeros + "e-100000"), 100);
  EXPECT_EQ(cents_of("0." + zeros + "1e100001"), 100);
  EXPECT_EQ(cents_of("1" + zeros), refused);
  EXPECT_EQ(cents_of("1." + zeros + "1"), refused);
}

TEST(Points, AreWrittenInTheShortestForm) {
  const struct {
    std::int64_t cents;
    std::string_view text;
  } cases[] = {
      {0, "0"},
      {1, "0.01"},
      {-1, "-0.01"},
      {10, "0.1"},
      {25, "0.25"},
      {100, "1"},
      {-3050, "-30.5"},
      {1200, "12"},
      {12'345, "123.45"},
      {-105, "-1.05"},
      {100'000'000, "1000000"},
      {-4'611'686'018'427'387'904, "-46116860184273879.04"},
  };
  for (const auto& it : cases) EXPECT_EQ(to_string(points{it.cents}), it.text);
}

TEST(Points, AreReadAsTheyAreWritten) {
  for (std::int64_t cents = -20'000; cents <= 20'000; ++cents) {
    ASSERT_EQ(cents_of(to_string(points{cents})), cents);
  }
  for (std::int64_t cents = -100'000'000; cents <= 100'000'000; cents += 9'973) {
    ASSERT_EQ(cents_of(to_string(points{cents})), cents);
  }
}

// SPECIFICATION 1.3: half away from zero.
TEST(Points, ArePercentagesRoundedHalfAwayFromZero) {
  const struct {
    std::int64_t cents;
    int percent;
    std::int64_t expected;
  } cases[] = {
      {100, 50, 50},
      {1, 50, 1},
      {-1, 50, -1},
      {1, 49, 0},
      {-1, 49, 0},
      {3, 50, 2},
      {-3, 50, -2},
      {5, 30, 2},
      {-5, 30, -2},
      {5, 29, 1},
      {333, 33, 110},
      {-333, 33, -110},
      {150, 1, 2},
      {149, 1, 1},
      {-150, 1, -2},
      {2050, 35, 718},
      {999, 0, 0},
      {-999, 100, -999},
      {100'000'000, 99, 99'000'000},
  };
  for (const auto& it : cases) {
    EXPECT_EQ(points{it.cents}.percent(it.percent).cents, it.expected)
        << it.cents << " × " << it.percent;
  }
}

TEST(Points, RoundToWholeNumbersHalfAwayFromZero) {
  const struct {
    std::int64_t cents;
    std::int64_t whole;
  } cases[] = {{0, 0},   {49, 0},   {50, 1},    {149, 1},   {150, 2},
               {-49, 0}, {-50, -1}, {-149, -1}, {-150, -2}, {61'150, 612}};
  for (const auto& it : cases) EXPECT_EQ(points{it.cents}.rounded(), it.whole) << it.cents;
}

TEST(Points, AddAndCompare) {
  EXPECT_EQ(points::whole(-3).cents, -300);
  EXPECT_EQ((points{150} + points{-25}).cents, 125);
  EXPECT_EQ((points{150} - points{175}).cents, -25);
  EXPECT_EQ((-points{7}).cents, -7);
  EXPECT_EQ(points{-7}.magnitude(), points{7});
  EXPECT_LT(points{-1}, points{});
  points sum{1};
  sum += points{2};
  sum -= points{5};
  EXPECT_EQ(sum.cents, -2);
  std::string text = "=";
  append_points(text, sum);
  EXPECT_EQ(text, "=-0.02");
}

}  // namespace
}  // namespace chengxin
