// Moments and the store's day (STORE 1). Never reads the clock: store.cpp does.
#pragma once

#include <cstdint>
#include <optional>

#include "chengxin/date.hpp"
#include "chengxin/store.hpp"
#include "store/failure.hpp"

namespace chengxin::storage {

/// The civil day in China Standard Time (UTC+8).
[[nodiscard]] constexpr date day_of(moment at) noexcept {
  constexpr std::int64_t per_hour = 3'600'000;
  constexpr std::int64_t per_day = 24 * per_hour;
  const std::int64_t local = at.milliseconds + 8 * per_hour;
  return {static_cast<std::int32_t>((local >= 0 ? local : local - per_day + 1) / per_day)};
}

/// Throws `time_not_allowed` where a moment that a program gives is not of the years 1900
/// to 2199, as days are.
inline void require_moment(std::optional<moment> given) {
  constexpr std::int64_t per_day = 86'400'000;
  if (!given || (given->milliseconds >= first_input_day.days * per_day &&
                 given->milliseconds < (last_input_day.days + 1) * per_day)) {
    return;
  }
  fail("time_not_allowed", "expected a time of the years 1900 to 2199");
}

}  // namespace chengxin::storage
