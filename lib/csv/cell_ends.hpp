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
/// for `room` more in the first, so that many can be written at a time, and for one more in
/// the second.
struct cell_ends {
  static constexpr std::size_t room = 16;
  std::uint32_t* cells = nullptr;  ///< where the next goes
  std::uint32_t* rows = nullptr;   ///< likewise: the number of the cell that is its last
  std::uint32_t cell_count = 0;
  bool cares = false;  ///< the row that has begun has a byte that needs care
};

/// Adds the ends of cells in 64 bytes that begin at `base`.
CHENGXIN_INLINED void add_cells(const byte_marks& marks, std::uint32_t base,
                                cell_ends& to) noexcept {
  std::uint64_t left = marks.commas | marks.line_feeds;
  const auto count = static_cast<std::uint32_t>(std::popcount(left));
  const auto take = [&](std::uint32_t k) CHENGXIN_INLINED_BODY {
    to.cells[k] = base + static_cast<std::uint32_t>(std::countr_zero(left));
    left &= left - 1;
  };
  // Eight without asking how many there are: what is too much is written over.
  constexpr std::uint32_t at_once = 8;
  static_assert(at_once <= cell_ends::room);
  for (std::uint32_t k = 0; k < at_once; ++k) take(k);
  for (std::uint32_t k = at_once; k < count; ++k) take(k);
  to.cells += count;
}

/// Adds the ends of rows in 64 bytes, of which the cells were not counted yet. `care` goes into
/// those of rows that need it.
CHENGXIN_INLINED void add_rows(const byte_marks& marks, std::uint32_t care,
                               cell_ends& to) noexcept {
  const std::uint64_t all = marks.commas | marks.line_feeds;
  std::uint64_t cares = marks.cares;
  std::uint64_t feeds = marks.line_feeds;
  const auto end_row = [&]() CHENGXIN_INLINED_BODY {
    const std::uint64_t below = (feeds & (~feeds + 1)) - 1;  // all, where no row ends
    const auto nth = static_cast<std::uint32_t>(std::popcount(all & below));
    const bool row_cares = to.cares || (cares & below) != 0;
    *to.rows = (to.cell_count + nth) | (row_cares ? care : 0);
    to.rows += feeds != 0 ? 1 : 0;
    to.cares = feeds == 0 && row_cares;
    cares &= ~below;
    feeds &= feeds - 1;
  };
  // Once without asking whether any row ends, which is seldom foreseen.
  end_row();
  while (feeds != 0) end_row();
  to.cares = to.cares || cares != 0;
  to.cell_count += static_cast<std::uint32_t>(std::popcount(all));
}

CHENGXIN_INLINED void add_ends(const byte_marks& marks, std::uint32_t base, std::uint32_t care,
                               cell_ends& to) noexcept {
  add_cells(marks, base, to);
  add_rows(marks, care, to);
}

/// The bytes of a text from `at` on, of which there are fewer than 64, and others.
struct last_bytes {
  char bytes[64];

  last_bytes(std::string_view text, std::size_t at) noexcept {
    std::memset(bytes, 'x', sizeof bytes);
    std::memcpy(bytes, text.data() + at, text.size() - at);
  }
};

inline void find_ends_by_loop(std::string_view text, std::uint32_t care, cell_ends& to) noexcept {
  cell_ends now = to;  // of its own: no end that is written might be a part of it
  byte_marks marks;
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    mark_bytes(text.data() + at, marks);
    add_ends(marks, static_cast<std::uint32_t>(at), care, now);
  }
  if (at < text.size()) {
    mark_bytes(last_bytes(text, at).bytes, marks);
    add_ends(marks, static_cast<std::uint32_t>(at), care, now);
  }
  to = now;
}

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
CHENGXIN_WIDE CHENGXIN_INLINED std::uint64_t bits_of(__m256i low, __m256i high) noexcept {
  const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
  const auto second = static_cast<std::uint32_t>(_mm256_movemask_epi8(high));
  return std::uint64_t{second} << 32U | first;
}
CHENGXIN_WIDE CHENGXIN_INLINED std::uint64_t bits_of(__m256i low, __m256i high,
                                                     char byte) noexcept {
  const __m256i wanted = _mm256_set1_epi8(byte);
  return bits_of(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
}
CHENGXIN_WIDE CHENGXIN_INLINED __m256i cares_of(__m256i bytes) noexcept {
  const __m256i quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
  const __m256i returns = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\r'));
  const __m256i nuls = _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256());
  return _mm256_or_si256(_mm256_or_si256(quotes, returns), _mm256_or_si256(nuls, bytes));
}
CHENGXIN_WIDE CHENGXIN_INLINED void mark_bytes_widely(const char* text, byte_marks& into) noexcept {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text) + 1);
  into.commas = bits_of(low, high, ',');
  into.line_feeds = bits_of(low, high, '\n');
  into.cares = bits_of(cares_of(low), cares_of(high));
}

/// The same with the processor's wider vectors.
CHENGXIN_WIDE inline void find_ends_widely(std::string_view text, std::uint32_t care,
                                           cell_ends& to) noexcept {
  cell_ends now = to;  // of its own: no end that is written might be a part of it
  byte_marks marks;
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    mark_bytes_widely(text.data() + at, marks);
    add_ends(marks, static_cast<std::uint32_t>(at), care, now);
  }
  if (at < text.size()) {
    mark_bytes_widely(last_bytes(text, at).bytes, marks);
    add_ends(marks, static_cast<std::uint32_t>(at), care, now);
  }
  to = now;
}

CHENGXIN_WIDEST CHENGXIN_INLINED std::uint64_t marks_of(__m512i bytes, char byte) noexcept {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte));
}
CHENGXIN_WIDEST CHENGXIN_INLINED void add_ends_widest(const char* text, __m512i numbers,
                                                      std::uint32_t base, std::uint32_t care,
                                                      cell_ends& to) noexcept {
  const __m512i bytes = _mm512_loadu_si512(text);
  byte_marks marks;
  marks.commas = marks_of(bytes, ',');
  marks.line_feeds = marks_of(bytes, '\n');
  marks.cares = marks_of(bytes, '"') | marks_of(bytes, '\r') | marks_of(bytes, '\0') |
                _mm512_movepi8_mask(bytes);
  const std::uint64_t all = marks.commas | marks.line_feeds;
  const auto count = static_cast<std::uint32_t>(std::popcount(all));
  static_assert(cell_ends::room == 16);
  if (count > 16) {
    add_cells(marks, base, to);
  } else {
    // Those of the numbers that are marked, next to each other.
    const __m512i marked = _mm512_maskz_compress_epi8(all, numbers);
    // With masks of all: GCC 12 warns of what the others leave undefined (GCC bug 105593).
    const __m128i first_marked = _mm512_maskz_extracti32x4_epi32(0xF, marked, 0);
    const __m512i ends = _mm512_maskz_cvtepu8_epi32(0xFFFF, first_marked);
    const __m512i first = _mm512_set1_epi32(static_cast<std::int32_t>(base));
    _mm512_storeu_si512(to.cells, _mm512_add_epi32(ends, first));
    to.cells += count;
  }
  add_rows(marks, care, to);
}

/// The same with the widest there are.
CHENGXIN_WIDEST inline void find_ends_widest(std::string_view text, std::uint32_t care,
                                             cell_ends& to) noexcept {
  cell_ends now = to;  // of its own: no end that is written might be a part of it
  alignas(64) char from_0_to_63[64];
  for (int n = 0; n < 64; ++n) from_0_to_63[n] = static_cast<char>(n);
  const __m512i numbers = _mm512_load_si512(from_0_to_63);
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    add_ends_widest(text.data() + at, numbers, static_cast<std::uint32_t>(at), care, now);
  }
  if (at < text.size()) {
    add_ends_widest(last_bytes(text, at).bytes, numbers, static_cast<std::uint32_t>(at), care, now);
  }
  to = now;
}
#else
inline void find_ends_widely(std::string_view text, std::uint32_t care, cell_ends& to) noexcept {
  find_ends_by_loop(text, care, to);
}
inline void find_ends_widest(std::string_view text, std::uint32_t care, cell_ends& to) noexcept {
  find_ends_by_loop(text, care, to);
}
#endif

/// Adds all ends in a text. Precondition: below 2 GiB.
inline void find_ends(std::string_view text, std::uint32_t care, cell_ends& to) noexcept {
  using way = void (*)(std::string_view, std::uint32_t, cell_ends&) noexcept;
  static const way find = chengxin::detail::has_widest_vectors() ? &find_ends_widest
                          : chengxin::detail::has_wide_vectors() ? &find_ends_widely
                                                                 : &find_ends_by_loop;
  find(text, care, to);
}

}  // namespace chengxin::io::rows
