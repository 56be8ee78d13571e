// Where cells and rows of CSV end, in a text without quotes: 64 bytes at a time. Never
// knows how many cells a row should have.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "chengxin/detail/wide.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace chengxin::io::rows {

/// 64 bytes, as bits.
struct byte_marks {
  std::uint64_t commas;
  std::uint64_t line_feeds;
  std::uint64_t cares;  ///< quotes, carriage returns, NULs, and what is not ASCII
};

#if defined(__SSE2__)
CHENGXIN_INLINED void mark_bytes(const char* text, byte_marks& into) noexcept {
  into = {};
  for (unsigned part = 0; part < 64; part += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + part));
    const __m128i commas = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(','));
    const __m128i feeds = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i returns = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'));
    const __m128i nuls = _mm_cmpeq_epi8(bytes, _mm_setzero_si128());
    const __m128i cares = _mm_or_si128(_mm_or_si128(quotes, returns), _mm_or_si128(nuls, bytes));
    const auto bits = [](__m128i it) CHENGXIN_INLINED_BODY {
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(it))};
    };
    into.commas |= bits(commas) << part;
    into.line_feeds |= bits(feeds) << part;
    into.cares |= bits(cares) << part;
  }
}
#else
CHENGXIN_INLINED void mark_bytes(const char* text, byte_marks& into) noexcept {
  into = {};
  for (unsigned at = 0; at < 64; ++at) {
    const char byte = text[at];
    const bool cares =
        byte == '"' || byte == '\r' || byte == '\0' || static_cast<unsigned char>(byte) >= 0x80U;
    into.commas |= std::uint64_t{byte == ','} << at;
    into.line_feeds |= std::uint64_t{byte == '\n'} << at;
    into.cares |= std::uint64_t{cares} << at;
  }
}
#endif

/// Where cells and rows end. Neither list has more than the text has bytes; there is room
/// for `room` more in the first, so that it can be written eight at a time.
struct cell_ends {
  static constexpr std::size_t room = 8;
  std::uint32_t* cells = nullptr;  ///< where the next goes
  std::uint32_t* rows = nullptr;   ///< likewise: the number of the cell that is its last
  std::uint32_t cell_count = 0;
  bool cares = false;  ///< the row that has begun has a byte that needs care
};

/// Adds those in 64 bytes that begin at `base`. `care` goes into the ends of rows that need it.
CHENGXIN_INLINED void add_ends(const byte_marks& marks, std::uint32_t base, std::uint32_t care,
                               cell_ends& to) noexcept {
  const std::uint64_t all = marks.commas | marks.line_feeds;
  const auto count = static_cast<std::uint32_t>(std::popcount(all));
  std::uint64_t left = all;
  const auto take = [&](std::uint32_t k) CHENGXIN_INLINED_BODY {
    to.cells[k] = base + static_cast<std::uint32_t>(std::countr_zero(left));
    left &= left - 1;
  };
  // Eight without asking how many there are: what is too much is written over.
  for (std::uint32_t k = 0; k < cell_ends::room; ++k) take(k);
  for (std::uint32_t k = cell_ends::room; k < count; ++k) take(k);
  to.cells += count;
  std::uint64_t cares = marks.cares;
  for (std::uint64_t feeds = marks.line_feeds; feeds != 0; feeds &= feeds - 1) {
    const std::uint64_t below = (feeds & (~feeds + 1)) - 1;
    const auto nth = static_cast<std::uint32_t>(std::popcount(all & below));
    const bool row_cares = to.cares || (cares & below) != 0;
    *to.rows++ = (to.cell_count + nth) | (row_cares ? care : 0);
    cares &= ~below;
    to.cares = false;
  }
  to.cares = to.cares || cares != 0;
  to.cell_count += count;
}

CHENGXIN_INLINED void find_ends_by_loop(std::string_view text, std::uint32_t care,
                                        cell_ends& to) noexcept {
  byte_marks marks;
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    mark_bytes(text.data() + at, marks);
    add_ends(marks, static_cast<std::uint32_t>(at), care, to);
  }
  if (at == text.size()) return;
  char last[64];
  std::memset(last, 'x', sizeof last);
  std::memcpy(last, text.data() + at, text.size() - at);
  mark_bytes(last, marks);
  add_ends(marks, static_cast<std::uint32_t>(at), care, to);
}

CHENGXIN_WIDE inline void find_ends_wide(std::string_view text, std::uint32_t care,
                                         cell_ends& to) noexcept {
  find_ends_by_loop(text, care, to);
}

/// Adds all ends in a text. Precondition: below 2 GiB.
inline void find_ends(std::string_view text, std::uint32_t care, cell_ends& to) noexcept {
  static const bool is_wide = chengxin::detail::has_wide_vectors();
  if (is_wide) return find_ends_wide(text, care, to);
  find_ends_by_loop(text, care, to);
}

}  // namespace chengxin::io::rows
