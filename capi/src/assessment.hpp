// An assessment as the C interface holds it. Never computes a figure.
#pragma once

#include <chengxin.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "case.hpp"
#include "chengxin/assessment.hpp"

struct cx_assessment {
  bool made = false;
  bool has_lists = false;
  bool knows_stable_through = false;
  std::optional<chengxin::date> stable_through;
  std::array<chengxin::assessment, 2> both;  // the result, and the next one in the making
  std::size_t current = 0;                   // which of them is the result
  chengxin::assessment scratch;              // of other days
  std::shared_ptr<const chengxin::capi::case_facts> facts;
  std::string text;  // the last report

  [[nodiscard]] const chengxin::assessment& result() const noexcept { return both[current]; }
  [[nodiscard]] chengxin::assessment& next() noexcept { return both[1 - current]; }
  [[nodiscard]] const chengxin::rulebook& book() const noexcept { return facts->engine.book(); }
};

namespace chengxin::capi {

/// What is added or taken besides awards, in the order in which a report shows it.
struct adjustment {
  std::int32_t what = CX_ADJUSTMENT_BOUND;
  std::uint32_t dimension = CX_NO_INDEX;
  points value;
  const restoration* restored = nullptr;
};

/// How many there are: none without lists.
[[nodiscard]] std::uint32_t count_adjustments(const cx_assessment& of) noexcept;
/// Nothing where there is no such adjustment.
[[nodiscard]] std::optional<adjustment> find_adjustment(const cx_assessment& of,
                                                        std::uint32_t index) noexcept;

}  // namespace chengxin::capi
