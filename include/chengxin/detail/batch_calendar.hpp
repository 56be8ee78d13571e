// The calendar around one day, worked out ahead: when each period of a rulebook that
// began on a day has run out, and whose periods have run out on a day
// (SPECIFICATION 1). Never looks further than the longest period.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/detail/frame.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::detail {

class batch_calendar {
public:
  /// The number of a period that never runs out, and of one that always has.
  static constexpr std::size_t endless = 0;
  static constexpr std::size_t over = 1;
  /// The number here of the period numbered so by a rulebook.
  [[nodiscard]] static constexpr std::size_t number(std::uint32_t period) noexcept {
    return period == none ? endless : std::size_t{period} + 2;
  }

  batch_calendar() = default;
  batch_calendar(date day, const std::vector<std::int32_t>& periods)
      : day_(day), count_(periods.size() + 2) {
    std::int32_t longest = 12;
    for (const std::int32_t months : periods) longest = std::max(longest, months);
    reach_ = std::min(31 * longest + 1, most_days);
    width_ = 2 * static_cast<std::size_t>(reach_) + 1;
    ends_.assign(count_ * width_, std::numeric_limits<std::int32_t>::max());
    cutoffs_.assign(count_ * (static_cast<std::size_t>(reach_) + 1), first_day);
    for (std::int32_t i = 0; i <= reach_; ++i) cutoff_row(i)[over] = last_day;
    std::fill_n(ends_.data() + over * width_, width_, first_day + 1);
    for (std::size_t p = 0; p < periods.size(); ++p) add_period(p + 2, periods[p]);
  }

  [[nodiscard]] date day() const noexcept { return day_; }
  /// The last day that is known here.
  [[nodiscard]] date last() const noexcept { return day_ + reach_; }

  /// By period: what began before this day has run out on `day`.
  /// Precondition: day() <= day <= last().
  [[nodiscard]] const std::int32_t* cutoffs_on(date day) const noexcept {
    return cutoffs_.data() + count_ * static_cast<std::size_t>(day - day_);
  }
  /// The first day on which a period has run out that began on `from`.
  /// Means nothing where it has on day(), or `from` is after last().
  [[nodiscard]] std::int32_t end_of(std::size_t period, std::int32_t from) const noexcept {
    return ends().at(ends_at(period), from);
  }
  /// The same in two steps, for a loop.
  struct ends_from {
    const std::int32_t* all;
    std::int32_t first;
    std::int32_t last;
    [[nodiscard]] CHENGXIN_INLINED std::int32_t at(std::uint32_t ends_at,
                                                   std::int32_t from) const noexcept {
      const std::int32_t low = from < first ? first : from;
      return all[ends_at + static_cast<std::uint32_t>((low > last ? last : low) - first)];
    }
    /// The same for a period that has not run out on day(): before `first` it is one that never
    /// does, of which all days are alike.
    [[nodiscard]] CHENGXIN_INLINED std::int32_t of_live(std::uint32_t ends_at,
                                                        std::int32_t from) const noexcept {
      const std::uint32_t at = static_cast<std::uint32_t>(from) - static_cast<std::uint32_t>(first);
      const std::uint32_t most =
          static_cast<std::uint32_t>(last) - static_cast<std::uint32_t>(first);
      const std::uint32_t is_within = -static_cast<std::uint32_t>(at <= most);  // all bits, or none
      return all[ends_at + ((at & is_within) | (most & ~is_within))];
    }
  };
  [[nodiscard]] ends_from ends() const noexcept {
    return {ends_.data(), day_.days - reach_, day_.days + reach_};
  }
  [[nodiscard]] std::uint32_t ends_at(std::size_t period) const noexcept {
    return static_cast<std::uint32_t>(period * width_);
  }

private:
  static constexpr std::int32_t most_days = 400 * 366;
  static constexpr std::int32_t first_day = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t last_day = std::numeric_limits<std::int32_t>::max();

  [[nodiscard]] std::int32_t* cutoff_row(std::int32_t at) noexcept {
    return cutoffs_.data() + count_ * static_cast<std::size_t>(at);
  }

  void add_period(std::size_t period, std::int32_t months) {
    std::int32_t* const ends = ends_.data() + period * width_;
    for (std::int32_t i = -reach_; i <= reach_;) i = add_month(i, months, ends);
    const auto moved = [&](date from) {
      const std::int32_t at = from - day_ + reach_;
      const bool is_known = at >= 0 && at <= 2 * reach_;
      return is_known ? date{ends[at] - 1} : add_months(from, months);
    };
    date first = cutoff(day_, months);
    for (std::int32_t i = 0; i <= reach_; ++i) {
      while (moved(first) < day_ + i) first = first + 1;
      cutoff_row(i)[period] = first.days;
    }
  }

  /// The ends of what begins on the ith day from day(), and on those after it in its month: as
  /// add_months() has it, they are in one month too, whose last day stands for those that it
  /// lacks. Gives the next i.
  [[nodiscard]] std::int32_t add_month(std::int32_t i, std::int32_t months,
                                       std::int32_t* ends) const noexcept {
    using namespace std::chrono;
    const year_month_day civil = (day_ + i).civil();
    const year_month month = civil.year() / civil.month();
    const year_month target = month + std::chrono::months(months);
    const std::int32_t last = date::from_civil(target / std::chrono::last).days;
    const std::int32_t end = date::from_civil(month / std::chrono::last) - day_ + 1;
    date to = date::from_civil(target / 1) + static_cast<int>(unsigned{civil.day()}) - 1;
    for (; i < std::min(end, reach_ + 1); ++i, to = to + 1) {
      ends[i + reach_] = std::min(to.days, last) + 1;
    }
    return i;
  }

  date day_;
  std::int32_t reach_ = 0;
  std::size_t count_ = 0;
  std::size_t width_ = 0;
  std::vector<std::int32_t> ends_;     ///< by period, then day
  std::vector<std::int32_t> cutoffs_;  ///< by day, then period
};

}  // namespace chengxin::detail
