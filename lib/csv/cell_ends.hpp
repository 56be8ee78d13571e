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
/// for `room` more in the first, so that it can be written eight at a time, and for one more
/// in the second.
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
  to.cell_count += count;
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
  byte_marks marks;
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    mark_bytes(text.data() + at, marks);
    add_ends(marks, static_cast<std::uint32_t>(at), care, to);
  }
  if (at == text.size()) return;
  mark_bytes(last_bytes(text, at).bytes, marks);
  add_ends(marks, static_cast<std::uint32_t>(at), care, to);
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
  byte_marks marks;
  std::size_t at = 0;
  for (; at + 64 <= text.size(); at += 64) {
    mark_bytes_widely(text.data() + at, marks);
    add_ends(marks, static_cast<std::uint32_t>(at), care, to);
  }
  if (at == text.size()) return;
  mark_bytes_widely(last_bytes(text, at).bytes, marks);
  add_ends(marks, static_cast<std::uint32_t>(at), care, to);
}
#else
inline void find_ends_widely(std::string_view text, std::uint32_t care, cell_ends& to) noexcept {
  find_ends_by_loop(text, care, to);
}
#endif

/// Adds all ends in a text. Precondition: below 2 GiB.
inline void find_ends(std::string_view text, std::uint32_t care, cell_ends& to) noexcept {
  static const bool is_wide = chengxin::detail::has_wide_vectors();
  if (is_wide) return find_ends_widely(text, care, to);
  find_ends_by_loop(text, care, to);
}

}  // namespace chengxin::io::rows
