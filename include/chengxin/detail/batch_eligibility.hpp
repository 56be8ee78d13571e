// Who of many residents a batch may score: the rulebook's conditions on a resident, asked
// of columns (SPECIFICATION 4.0). Never decides what takes the engine's calendar: it says so.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "chengxin/columns.hpp"
#include "chengxin/date.hpp"
#include "chengxin/detail/wide.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

class batch_eligibility {
public:
  enum class answer : std::uint8_t { yes, never, by_day };

  /// The rulebook must outlive it.
  batch_eligibility(const rulebook& book, date day) noexcept : book_(book), day_(day) {}

  /// `by_day`: the engine has to say.
  [[nodiscard]] answer of(const subject_columns& all, std::size_t s) const noexcept {
    if (all.birth_date == nullptr || all.birth_date[s] == no_day) return answer::never;
    const auto residency = all.residency == nullptr ? residency::none : all.residency[s];
    const auto capacity = all.capacity == nullptr ? capacity::none : all.capacity[s];
    if (!book_.residencies.contains(residency) || !book_.capacities.contains(capacity)) {
      return answer::never;
    }
    if (day_ - all.birth_date[s] < 366 * book_.min_age) return answer::by_day;
    if (all.enrolled_on != nullptr && all.enrolled_on[s] != no_day && all.enrolled_on[s] > day_) {
      return answer::by_day;
    }
    return answer::yes;
  }

  /// No day from here on is one of a minor's.
  [[nodiscard]] std::int32_t grown_up(const subject_columns& all, std::size_t s) const noexcept {
    return all.birth_date[s].days + 366 * book_.min_age;
  }

  /// Marks those who are eligible and were never a minor on a day from `earliest` on.
  CHENGXIN_INLINED void mark(const subject_columns& all, std::int32_t earliest,
                             std::uint8_t* may) const noexcept {
    std::fill_n(may, all.count, std::uint8_t{0});
    if (all.birth_date == nullptr || all.residency == nullptr || all.capacity == nullptr) return;
    const rulebook& book = book_;
    const std::int32_t day = day_.days;
    const std::int32_t last_birth = std::min(day, earliest) - 366 * book.min_age;
    const date* const births = all.birth_date;
    const auto* const residencies = all.residency;
    const auto* const capacities = all.capacity;
    for (std::size_t s = 0; s < all.count; ++s) {
      const bool is_grown_up = births[s].days <= last_birth;
      const bool lives_here = book.residencies.contains(residencies[s]);
      const bool is_capable = book.capacities.contains(capacities[s]);
      may[s] = (is_grown_up & lives_here & is_capable) ? 1 : 0;
    }
    if (all.enrolled_on == nullptr) return;
    const date* const enrolled_on = all.enrolled_on;
    for (std::size_t s = 0; s < all.count; ++s) {
      const bool is_late = (enrolled_on[s].days > day) & (enrolled_on[s].days != no_day.days);
      may[s] = is_late ? 0 : may[s];
    }
  }

private:
  const rulebook& book_;
  date day_;
};

}  // namespace chengxin::detail
