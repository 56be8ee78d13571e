// Texts looked at a few words at a time: most facts are short and ASCII.
// Never reads a byte beyond a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "chengxin/utf8.hpp"

namespace chengxin::capi {

/// The longest text that two words hold whole.
inline constexpr std::size_t short_text = 16;

/// A text's first and last bytes, which overlap. Two texts of one length of at most
/// `short_text` are the same just where these are.
struct text_ends {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  friend bool operator==(const text_ends&, const text_ends&) = default;
};

template <class Word>
[[nodiscard]] inline Word word_at(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

[[nodiscard]] inline text_ends ends_of(std::string_view text) noexcept {
  const char* const data = text.data();
  const std::size_t size = text.size();
  if (size >= 8) return {word_at<std::uint64_t>(data), word_at<std::uint64_t>(data + size - 8)};
  if (size >= 4) return {word_at<std::uint32_t>(data), word_at<std::uint32_t>(data + size - 4)};
  if (size >= 2) return {word_at<std::uint16_t>(data), word_at<std::uint16_t>(data + size - 2)};
  if (size == 1) return {static_cast<unsigned char>(*data), 0};
  return {};
}

/// Whether two texts whose ends are known are the same.
[[nodiscard]] inline bool is_same(std::string_view a, const text_ends& ends_of_a,
                                  std::string_view b, const text_ends& ends_of_b) noexcept {
  if (a.size() != b.size() || ends_of_a != ends_of_b) return false;
  return a.size() <= short_text || std::memcmp(a.data(), b.data(), a.size()) == 0;
}

[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && is_same(a, ends_of(a), b, ends_of(b));
}

[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
  constexpr std::uint64_t tops = 0x8080808080808080U;
  const text_ends ends = ends_of(text);
  std::uint64_t seen = ends.first | ends.last;
  for (std::size_t at = 8; at + 8 < text.size(); at += 8) {
    seen |= word_at<std::uint64_t>(text.data() + at);
  }
  return (seen & tops) == 0 || find_invalid_utf8(text) == std::string_view::npos;
}

/// Copies a text to where there is room for it.
inline void copy_text(char* to, std::string_view text) noexcept {
  const char* const from = text.data();
  const std::size_t size = text.size();
  if (size > short_text) {
    std::memcpy(to, from, size);
  } else if (size >= 8) {
    const text_ends ends = ends_of(text);
    std::memcpy(to, &ends.first, 8);
    std::memcpy(to + size - 8, &ends.last, 8);
  } else {
    for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
  }
}

}  // namespace chengxin::capi
