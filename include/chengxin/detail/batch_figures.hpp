// From what the dimensions came to, to the rows of a batch's result: total, score and tier
// (SPECIFICATION 4.8). Never weighs a record.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/columns.hpp"
#include "chengxin/detail/batch_tables.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/detail/wide.hpp"
#include "chengxin/points.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

class figure_writer {
public:
  /// Both must outlive it.
  figure_writer(const compiled& engine, const batch_tables& tables) noexcept
      : book_(*engine.book), tiers_(engine.tiers), tables_(tables) {}

  /// The row of one whose dimensions are known.
  void write(const by_dimension& values, std::size_t s, const score_columns& out) const noexcept {
    const std::int32_t total = total_of(values);
    const std::int32_t score = score_of(total);
    if (out.eligible != nullptr) out.eligible[s] = true;
    if (out.score != nullptr) out.score[s] = score;
    if (out.total != nullptr) out.total[s] = total;
    if (out.tier != nullptr) out.tier[s] = tier_of(score);
    for (std::size_t d = 0; d < out.values.size(); ++d) out.values[d][s] = values[d];
  }

  /// The row of one whom the engine assessed.
  void write(const assessment& of, std::size_t s, const score_columns& out) const noexcept {
    if (!of.eligible) return write_ineligible(s, out);
    if (out.eligible != nullptr) out.eligible[s] = true;
    if (out.score != nullptr) out.score[s] = static_cast<std::int32_t>(of.score);
    if (out.total != nullptr) out.total[s] = static_cast<std::int32_t>(of.total.cents);
    if (out.tier != nullptr) out.tier[s] = of.tier;
    for (std::size_t d = 0; d < out.values.size(); ++d) {
      out.values[d][s] = static_cast<std::int32_t>(of.dimensions[d].value.cents);
    }
  }

  void write_ineligible(std::size_t s, const score_columns& out) const noexcept {
    if (out.eligible != nullptr) out.eligible[s] = false;
    if (out.score != nullptr) out.score[s] = 0;
    if (out.total != nullptr) out.total[s] = 0;
    if (out.tier != nullptr) out.tier[s] = no_index;
    if (out.stable_through != nullptr) {
      out.stable_through[s] = book_.effective_until.value_or(no_day);
    }
    for (std::int32_t* const values : out.values) values[s] = 0;
  }

  /// The rows of all, column by column.
  CHENGXIN_INLINED void write_all(const by_dimension* values, const date* stable, std::size_t count,
                                  const score_columns& out) {
    if (totals_.size() < count) {
      totals_.resize(count);
      scores_.resize(count);
      too_high_.resize(count);
    }
    std::int32_t* const totals = totals_.data();
    std::int32_t* const scores = scores_.data();
    for (std::size_t s = 0; s < count; ++s) totals[s] = total_of(values[s]);
    for (std::size_t s = 0; s < count; ++s) scores[s] = score_of(totals[s]);
    if (out.eligible != nullptr) std::fill_n(out.eligible, count, true);
    if (out.total != nullptr) std::copy_n(totals, count, out.total);
    if (out.score != nullptr) std::copy_n(scores, count, out.score);
    if (out.tier != nullptr) write_tiers(count, out.tier);
    if (out.stable_through != nullptr) std::copy_n(stable, count, out.stable_through);
    for (std::size_t d = 0; d < out.values.size(); ++d) {
      std::int32_t* const to = out.values[d];
      for (std::size_t s = 0; s < count; ++s) to[s] = values[s][d];
    }
  }

private:
  CHENGXIN_INLINED void write_tiers(std::size_t count, std::uint32_t* to) {
    const std::int32_t* const scores = scores_.data();
    std::uint32_t* const too_high = too_high_.data();
    std::fill_n(too_high, count, 0U);
    for (const std::int64_t each : tables_.tier_mins) {
      const auto min = static_cast<std::int32_t>(each);
      for (std::size_t s = 0; s < count; ++s) too_high[s] += min > scores[s] ? 1U : 0U;
    }
    const std::uint32_t* const tiers = tiers_.data();
    for (std::size_t s = 0; s < count; ++s) to[s] = tiers[too_high[s]];
  }

  /// What the dimensions came to, held to the score's bounds.
  [[nodiscard]] std::int32_t total_of(const by_dimension& values) const noexcept {
    auto sum = static_cast<std::int32_t>(book_.base.cents);  // as batch::fits() has it
    for (const std::int32_t value : values) sum += value;
    return std::clamp(sum, static_cast<std::int32_t>(points::whole(book_.min_score).cents),
                      static_cast<std::int32_t>(points::whole(book_.max_score).cents));
  }
  /// As points::rounded(), in 32 bits.
  [[nodiscard]] static std::int32_t score_of(std::int32_t total) noexcept {
    return (total + (total < 0 ? -50 : 50)) / 100;
  }
  [[nodiscard]] std::uint32_t tier_of(std::int32_t score) const noexcept {
    // From the highest down: as many are too high as have a greater `min`.
    std::size_t too_high = 0;
    for (const std::int64_t min : tables_.tier_mins) too_high += min > score ? 1 : 0;
    return tiers_[too_high];  // the lowest one's is the least score
  }

  const rulebook& book_;
  const std::vector<std::uint32_t>& tiers_;
  const batch_tables& tables_;
  std::vector<std::int32_t> totals_, scores_;
  std::vector<std::uint32_t> too_high_;
};

}  // namespace chengxin::detail
