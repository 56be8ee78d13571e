// Civil days and legal month arithmetic (SPECIFICATION 1.4 to 1.7).
// Never knows a time of day, a time zone or what day it is.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chengxin {

/// A day of the proleptic Gregorian calendar, held as days since 1970-01-01.
struct date {
  std::int32_t days = 0;

  friend constexpr auto operator<=>(date, date) = default;

  [[nodiscard]] static constexpr date from_civil(std::chrono::year_month_day civil) noexcept {
    return {static_cast<std::int32_t>(std::chrono::sys_days(civil).time_since_epoch().count())};
  }
  [[nodiscard]] static constexpr date of(int year, unsigned month, unsigned day) noexcept {
    return from_civil({std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)});
  }
  [[nodiscard]] constexpr std::chrono::year_month_day civil() const noexcept {
    return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)));
  }
  [[nodiscard]] constexpr int year() const noexcept { return static_cast<int>(civil().year()); }

  friend constexpr date operator+(date day, std::int32_t n) noexcept { return {day.days + n}; }
  friend constexpr date operator-(date day, std::int32_t n) noexcept { return {day.days - n}; }
  friend constexpr std::int32_t operator-(date a, date b) noexcept { return a.days - b.days; }
};

/// The days that inputs may name. Computed days may lie beyond.
inline constexpr date first_input_day = date::of(1900, 1, 1);
inline constexpr date last_input_day = date::of(2199, 12, 31);

/// The same day of the month n months on, or that month's last day where there
/// is none (Civil Code art. 202). A period of n months from `day` runs through
/// this day (art. 201: the first day is not counted).
[[nodiscard]] constexpr date add_months(date day, std::int32_t months) noexcept {
  using namespace std::chrono;
  const year_month_day civil = day.civil();
  const year_month target = civil.year() / civil.month() + std::chrono::months(months);
  const year_month_day wished = target / civil.day();
  return date::from_civil(wished.ok() ? wished : year_month_day(target / last));
}

/// The age in full years on `today`: the largest n with
/// add_months(birth, 12 n) <= today; negative before birth.
[[nodiscard]] constexpr int age_on(date birth, date today) noexcept {
  int years = today.year() - birth.year();
  if (add_months(birth, 12 * years) > today) --years;
  return years;
}

/// Reads "YYYY-MM-DD". Nothing where it is not a day of the calendar or not
/// between first_input_day and last_input_day.
[[nodiscard]] constexpr std::optional<date> parse_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  bool all_digits = true;
  const auto digit = [&](std::size_t at) {
    const unsigned n = static_cast<unsigned>(static_cast<unsigned char>(text[at])) - '0';
    all_digits = all_digits && n <= 9;
    return n;
  };
  const unsigned year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const unsigned month = digit(5) * 10 + digit(6);
  const unsigned day = digit(8) * 10 + digit(9);
  if (!all_digits || year < 1900 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  constexpr unsigned before_month[13] = {0,   31,  59,  90,  120, 151, 181,
                                         212, 243, 273, 304, 334, 365};
  const unsigned leap_day = year % 4 == 0 && year != 1900 && year != 2100 ? 1 : 0;
  const unsigned length = before_month[month] - before_month[month - 1];
  if (day < 1 || day > length + (month == 2 ? leap_day : 0)) return std::nullopt;
  // Leap days from 1900 to the year before: 1900 and 2100 have none.
  const unsigned leap_days_before = (year - 1) / 4 - 1900 / 4 - (year > 2100 ? 1 : 0);
  const unsigned days_since_1900 = (year - 1900) * 365 + (year > 1900 ? leap_days_before : 0) +
                                   before_month[month - 1] + (month > 2 ? leap_day : 0) + day - 1;
  return first_input_day + static_cast<std::int32_t>(days_since_1900);
}

/// Appends "YYYY-MM-DD" to `out`. Bounds: years 0 to 9999.
inline void append_date(std::string& out, date day) {
  const std::chrono::year_month_day civil = day.civil();
  const auto year = static_cast<unsigned>(static_cast<int>(civil.year()));
  const auto month = static_cast<unsigned>(civil.month());
  const auto day_of_month = static_cast<unsigned>(civil.day());
  const auto digit = [](unsigned n) { return static_cast<char>('0' + n % 10); };
  const char text[10] = {digit(year / 1000),
                         digit(year / 100),
                         digit(year / 10),
                         digit(year),
                         '-',
                         digit(month / 10),
                         digit(month),
                         '-',
                         digit(day_of_month / 10),
                         digit(day_of_month)};
  out.append(text, sizeof text);
}

[[nodiscard]] inline std::string to_string(date day) {
  std::string out;
  append_date(out, day);
  return out;
}

}  // namespace chengxin
