// The cells of one column in rows next to each other, as short texts: what reads them goes
// from cell to cell without a branch for what they say. Never knows what a column means.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "population/short_text.hpp"

namespace chengxin::io::rows {

struct cell_column {
  static constexpr std::size_t most = 64;

  // Of each cell the 16 bytes before its end, as in a short_text, those before the cell too,
  // and how many it has. Beyond the last cell there is anything, up to a multiple of eight.
  std::array<std::uint64_t, most> head{}, tail{}, size{};
  std::size_t count = 0;

  /// `cells` cells of a text, of which each ends before text[*end] and begins after
  /// text[end[-1]]; the next cell's end is `stride` further.
  void load(const char* text, const std::uint32_t* end, std::size_t stride,
            std::size_t cells) noexcept {
    count = cells;
    std::size_t r = 0;
    // Only in the text's first rows there can be less before a cell's end.
    for (; r < cells && *end < short_text::longest; ++r, end += stride) {
      size[r] = size_of(end);
      const short_text cell = short_text::of({text + *end - size[r], size[r]});
      head[r] = cell.head;
      tail[r] = cell.tail;
    }
#pragma GCC unroll 4
    for (; r < cells; ++r, end += stride) {
      size[r] = size_of(end);
      head[r] = eight_bytes(text + *end - 16);
      tail[r] = eight_bytes(text + *end - 8);
    }
  }
  /// Of the same cells how many bytes each has alone: no head and tail is theirs.
  void load_sizes(const std::uint32_t* end, std::size_t stride, std::size_t cells) noexcept {
    count = cells;
    for (std::size_t r = 0; r < cells; ++r, end += stride) size[r] = size_of(end);
  }
  /// So many empty cells.
  void load_empty(std::size_t cells) noexcept {
    count = cells;
    for (auto* it : {&head, &tail, &size}) std::fill_n(it->begin(), cells, 0);
  }

  /// As short_text::before() has it.
  [[nodiscard]] short_text operator[](std::size_t row) const noexcept {
    const auto kept = static_cast<std::size_t>(std::min<std::uint64_t>(size[row], 16));
    return {head[row] & short_text::head_masks[kept], tail[row] & short_text::tail_masks[kept],
            static_cast<std::uint32_t>(size[row])};
  }
  /// Whether a cell is a text, of no more than short_text::longest or none.
  [[nodiscard]] bool is(std::size_t row, const short_text& text) const noexcept {
    // Where the sizes are the same, these bytes are the cell's own.
    const std::size_t own = text.size & 31U;
    return (((head[row] ^ text.head) & short_text::head_masks[own]) |
            ((tail[row] ^ text.tail) & short_text::tail_masks[own]) | (size[row] ^ text.size)) == 0;
  }

private:
  // Before the first cell of a text there is an end before all: in 32 bits it goes round.
  [[nodiscard]] static std::uint32_t size_of(const std::uint32_t* end) noexcept {
    return *end - (end[-1] + 1);
  }
};

}  // namespace chengxin::io::rows
