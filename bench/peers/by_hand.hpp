// The loop that an engineer would write for workload W's rulebook alone. Its table is copied
// from workload_w.json by hand, so that it shares nothing with the loader. Points are in
// hundredths. It knows neither stable_through nor eligibility.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "columns.hpp"

namespace peers::w {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int32_t day_of_w = 20512;  // 2026-02-28

enum dimension : std::uint8_t { basic, positive, negative, service, usage };
constexpr std::array<std::int32_t, 5> lowest{0, 0, -54000, -6000, -6000};
constexpr std::array<std::int32_t, 5> highest{10000, 24000, 0, 12000, 12000};
constexpr std::int32_t base = 60000;
constexpr std::int32_t highest_total = 100000;
constexpr std::int32_t no_limit = 1'000'000'000;

enum class kind : std::uint8_t { fixed, table, per };

struct rule {
  dimension of;
  std::array<std::int16_t, 2> categories;  // -1: one only
  std::int8_t min_level;                   // "record.level >= min_level"
  std::int32_t months;                     // 0: for ever
  std::int32_t total;
  kind how;
  std::int32_t points;  // of each unit, or fixed
  std::int32_t unit;
  std::int32_t most;
  std::array<std::int32_t, 6> at_level;
};

constexpr rule fixed(dimension of, std::int16_t a, std::int16_t b, std::int32_t points,
                     std::int32_t months, std::int32_t total, std::int8_t min_level = 0) {
  return {of, {a, b}, min_level, months, total, kind::fixed, points, 1, 0, {}};
}
constexpr rule per(dimension of, std::int16_t a, std::int16_t b, std::int32_t unit,
                   std::int32_t points, std::int32_t most, std::int32_t months, std::int32_t total,
                   std::int8_t min_level = 0) {
  return {of, {a, b}, min_level, months, total, kind::per, points, unit, most, {}};
}
constexpr rule table(dimension of, std::int16_t a, std::int16_t b, std::int32_t below,
                     std::int32_t two, std::int32_t three, std::int32_t four, std::int32_t months,
                     std::int32_t total) {
  return {of,          {a, b}, 0, months, total,
          kind::table, 0,      1, 0,      {below, below, two, three, four, four}};
}

constexpr std::array<rule, 40> rules{{
    fixed(basic, 0, 1, 1000, 12, no_limit),
    fixed(positive, 2, -1, 800, 24, 8000),
    fixed(service, 3, -1, 200, 12, 8000),
    per(positive, 4, -1, 1, 100, 5000, 60, 8000, 2),
    table(basic, 5, 6, 200, 1000, 2000, 6000, 36, 3000),
    per(positive, 7, -1, 1, 50, 3000, 60, 12000, 3),
    fixed(service, 8, -1, 200, 60, 4000),
    fixed(positive, 9, -1, 800, 0, 6000),
    fixed(basic, 10, 11, 4000, 24, 4000),
    fixed(positive, 12, -1, 200, 12, 10000, 2),
    per(positive, 12, 13, 5, 200, 3000, 36, 4000),
    per(usage, 2, -1, 1, 100, 5000, 24, 12000),
    fixed(basic, 15, 16, 4000, 36, 6000),
    fixed(usage, 19, -1, 2500, 36, 10000),
    table(service, 18, -1, 200, 1250, 2000, 3000, 60, 12000),
    fixed(positive, 19, -1, 4000, 36, 3000),
    fixed(basic, 20, 21, 1000, 36, 8000),
    per(positive, 22, -1, 1, 100, 2000, 0, 8000),
    fixed(service, 23, -1, 500, 60, 3000),
    per(positive, 24, -1, 1, 200, 3000, 0, 10000),
    fixed(basic, 25, 26, 2500, 24, no_limit),
    per(positive, 27, -1, 1, 200, 2000, 12, 8000),
    fixed(service, 28, -1, 4000, 0, 12000),
    fixed(positive, 29, -1, 4000, 0, 10000),
    table(negative, 30, 31, -200, -1250, -2000, -4000, 12, 6000),
    table(negative, 32, -1, -200, -1250, -2000, -6000, 60, 12000),
    fixed(negative, 33, -1, -1000, 24, 12000),
    fixed(negative, 34, -1, -2000, 12, 6000, 2),
    fixed(negative, 34, 35, -2000, 36, 10000),
    fixed(negative, 36, -1, -1250, 24, 3000),
    fixed(negative, 37, -1, -200, 60, 12000),
    fixed(negative, 38, -1, -1000, 36, 6000),
    per(negative, 39, 40, 10, -200, 3000, 36, 10000),
    table(negative, 41, -1, -200, -1250, -2000, -4000, 24, 3000),
    table(negative, 42, -1, -200, -1250, -2000, -4000, 12, 6000),
    table(negative, 43, -1, -200, -1250, -2000, -3000, 36, no_limit),
    fixed(negative, 44, -1, -200, 36, 12000),
    table(negative, 45, -1, -200, -1250, -2000, -3000, 60, 8000),
    fixed(negative, 46, -1, -800, 12, 10000),
    per(service, 32, -1, 1, -100, 2000, 24, 10000),
}};

// The day that is so many months on, or the month's last where there is none.
inline std::int32_t add_months(std::int32_t day, std::int32_t count) {
  const year_month_day from{sys_days{std::chrono::days{day}}};
  const year_month_day to = from + std::chrono::months{count};
  const sys_days found =
      to.ok() ? sys_days{to} : sys_days{to.year() / to.month() / std::chrono::last};
  return static_cast<std::int32_t>(found.time_since_epoch().count());
}

class scorer {
public:
  scorer() {
    for (std::size_t r = 0; r < rules.size(); ++r) {
      for (const std::int16_t category : rules[r].categories) {
        if (category >= 0) by_category_[static_cast<std::size_t>(category)].add(r);
      }
      valid_from_[r] = rules[r].months == 0 ? INT32_MIN : day_of_w - 31 * (rules[r].months + 1);
      if (rules[r].months == 0) continue;
      while (add_months(valid_from_[r], rules[r].months) < day_of_w) ++valid_from_[r];
    }
  }

  // The totals of the residents from `from` to before `to`.
  void run(const columns& all, std::size_t from, std::size_t to, std::int64_t* totals) const {
    std::size_t i = all.first_of(from);
    for (std::size_t s = from; s < to; ++s) {
      std::array<std::int32_t, rules.size()> sums{};
      for (; i < all.resident.size() && all.resident[i] == static_cast<std::int32_t>(s); ++i) {
        add(all, i, sums);
      }
      totals[s] = total_of(sums);
    }
  }

private:
  struct claimants {
    std::array<std::uint8_t, 4> rules{};
    std::size_t count = 0;
    void add(std::size_t r) { rules[count++] = static_cast<std::uint8_t>(r); }
  };

  void add(const columns& all, std::size_t i, std::array<std::int32_t, rules.size()>& sums) const {
    if (all.status[i] == disputed || all.status[i] == revoked) return;
    const std::int32_t day = all.occurred_on[i];
    if (day > day_of_w) return;
    const bool eased = all.status[i] == repaired && all.repaired_on[i] <= day_of_w;
    const std::int8_t level = all.level[i];
    unsigned claimed = 0;  // the dimensions in which a rule has claimed it
    const claimants& those = by_category_[static_cast<std::size_t>(all.category[i])];
    for (std::size_t n = 0; n < those.count; ++n) {
      const std::size_t r = those.rules[n];
      const rule& it = rules[r];
      if (level < it.min_level || ((claimed >> it.of) & 1U) != 0) continue;
      claimed |= 1U << it.of;
      if (day < valid_from_[r]) continue;  // expired, and no later rule takes it up
      const std::int32_t points = points_of(it, level, all.units[i]);
      if (eased && points < 0) continue;  // given back whole
      sums[r] += points;
    }
  }

  static std::int32_t points_of(const rule& it, std::int8_t level, std::int32_t units) {
    switch (it.how) {
      case kind::fixed: return it.points;
      case kind::table: return it.at_level[static_cast<std::size_t>(level)];
      case kind::per: break;
    }
    return std::clamp(units / it.unit * it.points, -it.most, it.most);
  }

  static std::int64_t total_of(const std::array<std::int32_t, rules.size()>& sums) {
    std::array<std::int32_t, 5> values{};
    for (std::size_t r = 0; r < rules.size(); ++r) {
      values[rules[r].of] += std::clamp(sums[r], -rules[r].total, rules[r].total);
    }
    std::int32_t total = base;
    for (std::size_t d = 0; d < values.size(); ++d) {
      total += std::clamp(values[d], lowest[d], highest[d]);
    }
    return std::clamp(total, 0, highest_total);
  }

  std::array<claimants, 48> by_category_{};
  std::array<std::int32_t, rules.size()> valid_from_{};
};

}  // namespace peers::w
