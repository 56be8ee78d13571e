// Moments and the store's day (STORE 1). Never reads the clock: store.cpp does.
#pragma once

#include <cstdint>

#include "chengxin/date.hpp"
#include "chengxin/store.hpp"

namespace chengxin::storage {

/// The civil day in China Standard Time (UTC+8).
[[nodiscard]] constexpr date day_of(moment at) noexcept {
  constexpr std::int64_t per_hour = 3'600'000;
  constexpr std::int64_t per_day = 24 * per_hour;
  const std::int64_t local = at.milliseconds + 8 * per_hour;
  return {static_cast<std::int32_t>((local >= 0 ? local : local - per_day + 1) / per_day)};
}

}  // namespace chengxin::storage
