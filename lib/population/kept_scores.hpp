// The scores of those subjects of whom they are known already, by subject. Never has two
// of one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "chengxin/date.hpp"
#include "population/score_block.hpp"

namespace chengxin::io::rows {

class kept_scores {
public:
  kept_scores(std::size_t subjects, const rulebook& book, date day, bool stable_through)
      : size_(score_row::size(book)),
        day_(day),
        with_stable_through_(stable_through),
        has_(subjects),
        // Not touched here: whoever keeps a row brings its memory in, which may be many.
        rows_(std::make_unique_for_overwrite<std::int32_t[]>(subjects * size_)) {}

  /// What they are the scores of.
  [[nodiscard]] bool are_of(date day, bool stable_through) const noexcept {
    return day == day_ && stable_through == with_stable_through_;
  }
  [[nodiscard]] bool has(std::size_t subject) const noexcept { return has_[subject] != 0; }
  /// The score_row of a subject who has one.
  [[nodiscard]] const std::int32_t* of(std::size_t subject) const noexcept {
    return rows_.get() + subject * size_;
  }
  /// Keeps a score_row. False where there is one of the subject.
  [[nodiscard]] bool keep(std::size_t subject, const std::int32_t* row) noexcept {
    if (has(subject)) return false;
    std::copy_n(row, size_, rows_.get() + subject * size_);
    has_[subject] = 1;
    return true;
  }

private:
  std::size_t size_;
  date day_;
  bool with_stable_through_;
  std::vector<std::uint8_t> has_;
  std::unique_ptr<std::int32_t[]> rows_;
};

}  // namespace chengxin::io::rows
