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
  unsigned field[3] = {0, 0, 0};
  constexpr std::size_t start[3] = {0, 5, 8};
  constexpr std::size_t length[3] = {4, 2, 2};
  for (std::size_t f = 0; f < 3; ++f) {
    for (std::size_t i = 0; i < length[f]; ++i) {
      const char c = text[start[f] + i];
      if (c < '0' || c > '9') return std::nullopt;
      field[f] = field[f] * 10 + static_cast<unsigned>(c - '0');
    }
  }
  const std::chrono::year_month_day civil{std::chrono::year(static_cast<int>(field[0])),
                                          std::chrono::month(field[1]), std::chrono::day(field[2])};
  if (!civil.ok()) return std::nullopt;
  const date day = date::from_civil(civil);
  if (day < first_input_day || day > last_input_day) return std::nullopt;
  return day;
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
