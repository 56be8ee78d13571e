// Civil days, months by law, ages (SPECIFICATION 1.4 to 1.7).
#include "chengxin/date.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace chengxin {
namespace {

date day(std::string_view text) {
  const std::optional<date> read = parse_date(text);
  EXPECT_TRUE(read.has_value()) << text;
  return read.value_or(date{});
}

TEST(Dates, AreReadStrictly) {
  EXPECT_EQ(day("1970-01-01").days, 0);
  EXPECT_EQ(day("1970-01-02").days, 1);
  EXPECT_EQ(day("1969-12-31").days, -1);
  EXPECT_EQ(day("2000-03-01").days, 11'017);   // 30 years with 7 leap days, 31 + 29 days
  EXPECT_EQ(day("1900-01-01").days, -25'567);  // 70 years with 17 leap days
  EXPECT_EQ(day("2199-12-31").days, 84'005);   // 230 years with 56 leap days, less 1
  for (const std::string_view wrong : {"1899-12-31",  "2200-01-01", "0000-01-01",  "9999-12-31",
                                       "2025-00-01",  "2025-13-01", "2025-01-00",  "2025-01-32",
                                       "2025-04-31",  "2025-02-29", "1900-02-29",  "2100-02-29",
                                       "2024-02-30",  "",           "2025",        "2025-01",
                                       "2025-1-1",    "2025-01-1",  "2025-01-011", "25-01-01",
                                       "02025-01-01", "+025-01-01", "-025-01-01",  "2025/01/01",
                                       "2025-01/01",  "20250101",   "2025-01-0a",  "2025-0a-01",
                                       "202a-01-01",  " 2025-01-0", "2025-01-01 ", "2025-01-01T00",
                                       "2025–01-01",  "２０２５"}) {
    EXPECT_FALSE(parse_date(wrong).has_value()) << wrong;
  }
  EXPECT_FALSE(parse_date(std::string_view("2025-01-0\0", 10)).has_value());
  EXPECT_TRUE(parse_date("2000-02-29").has_value());
  EXPECT_TRUE(parse_date("2024-02-29").has_value());
}

// Every day from 1900 to 2199, counted by a calendar of its own.
TEST(Dates, AreWrittenAsTheyAreRead) {
  constexpr int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::int32_t count = first_input_day.days;
  for (int year = 1900; year <= 2199; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    for (int month = 1; month <= 12; ++month) {
      const int length = lengths[month - 1] + (leap && month == 2 ? 1 : 0);
      for (int d = 1; d <= length; ++d, ++count) {
        const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
        const std::string text = std::to_string(year) + "-" + two(month) + "-" + two(d);
        ASSERT_EQ(to_string(date{count}), text);
        const std::optional<date> read = parse_date(text);
        ASSERT_TRUE(read.has_value()) << text;
        ASSERT_EQ(read->days, count) << text;
        ASSERT_EQ(date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(d)), *read);
        ASSERT_EQ(read->year(), year);
      }
    }
  }
  EXPECT_EQ(count, last_input_day.days + 1);
}

// Civil Code art. 202: the same day of the last month, or that month's last day.
TEST(Months, AreAddedAsTheCivilCodeSays) {
  const struct {
    std::string_view from;
    int months;
    std::string_view expected;
  } cases[] = {
      {"2025-03-10", 12, "2026-03-10"},  {"2025-03-10", 0, "2025-03-10"},
      {"2025-01-31", 1, "2025-02-28"},   {"2024-01-31", 1, "2024-02-29"},
      {"2024-01-30", 1, "2024-02-29"},   {"2024-01-29", 1, "2024-02-29"},
      {"2025-01-29", 1, "2025-02-28"},   {"2025-01-28", 1, "2025-02-28"},
      {"2025-01-31", 2, "2025-03-31"},  // not by way of February
      {"2025-01-31", 3, "2025-04-30"},   {"2025-03-31", 1, "2025-04-30"},
      {"2025-03-31", 3, "2025-06-30"},   {"2025-05-31", 4, "2025-09-30"},
      {"2025-08-31", 6, "2026-02-28"},   {"2027-08-31", 6, "2028-02-29"},
      {"2025-02-28", 1, "2025-03-28"},  // a month's last day does not stay the last
      {"2024-02-29", 12, "2025-02-28"},  {"2024-02-29", 24, "2026-02-28"},
      {"2024-02-29", 36, "2027-02-28"},  {"2024-02-29", 48, "2028-02-29"},
      {"2096-02-29", 48, "2100-02-28"},  {"2096-02-29", 96, "2104-02-29"},
      {"1904-02-29", -48, "1900-02-28"}, {"2025-12-31", 1, "2026-01-31"},
      {"2025-12-31", 2, "2026-02-28"},   {"2025-11-30", 3, "2026-02-28"},
      {"2025-10-15", 15, "2027-01-15"},  {"2025-06-30", 60, "2030-06-30"},
      {"2025-01-31", -1, "2024-12-31"},  {"2025-03-31", -1, "2025-02-28"},
      {"2024-03-30", -1, "2024-02-29"},  {"2025-01-15", -12, "2024-01-15"},
      {"2025-01-15", -13, "2023-12-15"}, {"2024-02-29", -12, "2023-02-28"},
  };
  for (const auto& it : cases) {
    EXPECT_EQ(to_string(add_months(day(it.from), it.months)), it.expected)
        << it.from << " + " << it.months;
  }
  // Computed days may lie beyond the inputs.
  EXPECT_EQ(to_string(add_months(last_input_day, 12'000)), "3199-12-31");
  EXPECT_EQ(to_string(add_months(first_input_day, -1)), "1899-12-01");
}

// SPECIFICATION 1.6: a period runs through its last day.
TEST(Months, MakePeriodsThatRunThroughTheirLastDay) {
  const date last = add_months(day("2025-03-10"), 12);
  EXPECT_FALSE(day("2026-03-10") > last);
  EXPECT_TRUE(day("2026-03-11") > last);
}

// A later day or a longer period never ends earlier.
TEST(Months, NeverTurnDaysAround) {
  for (const int months : {0, 1, 2, 3, 5, 6, 11, 12, 13, 36, 60, 1200}) {
    date before = add_months(first_input_day, months);
    for (date at = first_input_day + 1; at <= day("2040-12-31"); at = at + 1) {
      const date now = add_months(at, months);
      ASSERT_LE(before, now) << to_string(at) << " + " << months;
      before = now;
    }
  }
  for (const std::string_view from : {"2024-01-31", "2024-02-29", "2025-01-01", "2025-12-31"}) {
    for (int months = 0; months < 1300; ++months) {
      ASSERT_LT(add_months(day(from), months), add_months(day(from), months + 1));
    }
  }
}

TEST(Ages, AreFullYears) {
  const struct {
    std::string_view birth;
    std::string_view today;
    int age;
  } cases[] = {
      {"2000-05-20", "2018-05-19", 17},
      {"2000-05-20", "2018-05-20", 18},
      {"2000-05-20", "2018-05-21", 18},
      {"2000-05-20", "2000-05-20", 0},
      {"2000-05-20", "2001-05-19", 0},
      {"2000-05-20", "2000-05-19", -1},
      {"2000-05-20", "1999-05-20", -1},
      {"2000-05-20", "1999-05-19", -2},
      {"2000-01-01", "2017-12-31", 17},
      {"1999-12-31", "2018-01-01", 18},
      // Born on 29 February: a year is full on the 28th where there is no 29th.
      {"2004-02-29", "2022-02-27", 17},
      {"2004-02-29", "2022-02-28", 18},
      {"2004-02-29", "2024-02-28", 19},
      {"2004-02-29", "2024-02-29", 20},
      {"2004-02-29", "2100-02-28", 96},
      {"2000-02-29", "2100-02-27", 99},
      {"2003-02-28", "2024-02-28", 21},
      {"2003-03-01", "2024-02-29", 20},
      {"1900-01-01", "2199-12-31", 299},
  };
  for (const auto& it : cases) {
    EXPECT_EQ(age_on(day(it.birth), day(it.today)), it.age) << it.birth << " on " << it.today;
  }
}

// The definition, word by word: the largest n with add_months(birth, 12 n) <= T.
TEST(Ages, FollowTheirDefinition) {
  for (const std::string_view birth : {"2004-02-29", "2000-01-31", "1999-12-31", "2003-03-01"}) {
    int n = -5;
    for (date at = add_months(day(birth), -48); at < add_months(day(birth), 400); at = at + 1) {
      while (add_months(day(birth), 12 * (n + 1)) <= at) ++n;
      ASSERT_EQ(age_on(day(birth), at), n) << birth << " on " << to_string(at);
    }
  }
}

TEST(Dates, CountAndCompare) {
  EXPECT_EQ(day("2025-03-01") - day("2025-02-01"), 28);
  EXPECT_EQ(day("2024-02-28") + 2, day("2024-03-01"));
  EXPECT_EQ(day("2025-01-01") - 1, day("2024-12-31"));
  EXPECT_LT(day("2025-09-30"), day("2025-10-01"));
  std::string text = "on ";
  append_date(text, date::of(987, 6, 5));
  EXPECT_EQ(text, "on 0987-06-05");
  static_assert(parse_date("2025-01-01").has_value());
  static_assert(add_months(date::of(2025, 1, 31), 1) == date::of(2025, 2, 28));
}

}  // namespace
}  // namespace chengxin
