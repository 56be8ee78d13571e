// The rows of CSV that need no care, found many at a time: lines without a NUL and a lone
// carriage return, in UTF-8, with as many cells as there are columns, each with no quote or
// in quotes as it should be. Never says why a row is none of them: csv_rows reads it as
// every other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "population/line_reader.hpp"
#include "population/plain_row.hpp"

namespace chengxin::io::rows {

class plain_rows {
public:
  /// The next rows of the lines, where they are plain and whole in the memory at hand.
  [[nodiscard]] bool next(line_reader& lines, std::size_t cells, plain_run& into) {
    if (is_away_) come_back(lines);
    if (row_ == rows_ && !look(lines)) return false;
    const std::uint32_t before = ends_of_rows_[row_] & ~needs_care;
    if ((ends_of_rows_[row_ + 1] & needs_care) != 0) {
      plain_row one;
      if (!take_with_care(cells, one)) return false;
      into = plain_run(one);
    } else {
      const std::size_t most = std::min(rows_ - row_, most_);
      std::size_t size = 0;
      while (size < most && ends_of_rows_[row_ + size + 1] == before + (size + 1) * cells) ++size;
      if (size == 0) return false;
      into = plain_run({text_.data(), ends_.data() + before + 1}, cells, size);
    }
    row_ += into.size();
    most_ = std::min(2 * most_, plain_run::most);
    return true;
  }
  /// So many of the last rows are to be read by another: the lines stand before them. After
  /// them few come at a time, then more again: where many are put back, few are looked at in
  /// vain.
  void put_back(std::size_t rows) noexcept {
    row_ -= rows;
    most_ = 1;
  }

  /// How many bytes the lines are behind.
  [[nodiscard]] std::size_t ahead() const noexcept { return begin_of(row_) - begin_of(passed_); }

  /// From here on another reads the lines.
  void leave(line_reader& lines) noexcept;

private:
  /// How much is looked at at once: what is found of it stays near.
  static constexpr std::size_t most_looked_at = std::size_t{1} << 14U;
  /// Of the end of a row: it holds a byte of which not every row has any.
  static constexpr std::uint32_t needs_care = std::uint32_t{1} << 31U;

  [[nodiscard]] std::size_t begin_of(std::size_t row) const noexcept {
    if (row == 0) return 0;
    return ends_[ends_of_rows_[row] & ~needs_care] + std::size_t{1};
  }
  void come_back(const line_reader& lines) noexcept;
  bool look(line_reader& lines);
  [[nodiscard]] bool take_with_care(std::size_t cells, plain_row& row);

  std::string_view text_;                    // that was looked at
  std::vector<std::uint32_t> ends_;          // of its cells, after one before all
  std::vector<std::uint32_t> ends_of_rows_;  // in ends_, likewise
  std::size_t rows_ = 0;                     // that are whole
  std::size_t row_ = 0;                      // the next
  std::size_t most_ = plain_run::most;       // of a run
  std::size_t passed_ = 0;                   // so many the lines have passed
  std::uint64_t fills_ = 0;                  // line_reader::fills() when the text was looked at
  bool is_away_ = false;
  std::vector<std::uint32_t> own_ends_;  // of a row that ends in CR LF, or in unquoted_
  std::string unquoted_;                 // a row without its quotes
};

}  // namespace chengxin::io::rows
