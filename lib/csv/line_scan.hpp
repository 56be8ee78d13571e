// One look at a line of CSV: where its commas are, and which bytes that need care
// it holds. Never knows about quotes: a line that holds one is libcsv's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "population/text.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace chengxin::io::rows {

struct scanned_line {
  noticed seen;
  std::size_t commas = 0;
};

/// Looks once at every byte of a line. Where its commas are goes to the beginning
/// of `places`, which grows to the longest line. Precondition: below 4 GiB.
[[nodiscard]] inline scanned_line scan_line(std::string_view line,
                                            std::vector<std::uint32_t>& places) {
  if (places.size() < line.size()) places.resize(line.size());
  std::uint32_t* const first = places.data();
  std::uint32_t* next = first;
  noticed seen;
  std::size_t at = 0;
#if defined(__SSE2__)
  constexpr std::size_t width = sizeof(__m128i);
  const __m128i comma = _mm_set1_epi8(',');
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i carriage_return = _mm_set1_epi8('\r');
  __m128i beyond = _mm_setzero_si128();
  __m128i nuls = beyond, quotes = beyond, returns = beyond;
  // Looks at the bytes from `begin`, of which the first `known` were looked at before.
  const auto look = [&](std::size_t begin, std::size_t known) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(line.data() + begin));
    beyond = _mm_or_si128(beyond, bytes);
    nuls = _mm_or_si128(nuls, _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    quotes = _mm_or_si128(quotes, _mm_cmpeq_epi8(bytes, quote));
    returns = _mm_or_si128(returns, _mm_cmpeq_epi8(bytes, carriage_return));
    auto commas = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, comma)));
    for (commas = commas >> known << known; commas != 0; commas &= commas - 1) {
      *next++ =
          static_cast<std::uint32_t>(begin) + static_cast<std::uint32_t>(__builtin_ctz(commas));
    }
  };
  for (; at + width <= line.size(); at += width) look(at, 0);
  if (at > 0 && at < line.size()) {
    look(line.size() - width, at - (line.size() - width));
    at = line.size();
  }
  seen.beyond_ascii = _mm_movemask_epi8(beyond) != 0;
  seen.nul = _mm_movemask_epi8(nuls) != 0;
  seen.quote = _mm_movemask_epi8(quotes) != 0;
  seen.carriage_return = _mm_movemask_epi8(returns) != 0;
#endif
  for (; at < line.size(); ++at) {
    const char byte = line[at];
    seen.beyond_ascii |= static_cast<unsigned char>(byte) >= 0x80U;
    seen.nul |= byte == '\0';
    seen.quote |= byte == '"';
    seen.carriage_return |= byte == '\r';
    if (byte == ',') *next++ = static_cast<std::uint32_t>(at);
  }
  return {seen, static_cast<std::size_t>(next - first)};
}

}  // namespace chengxin::io::rows
