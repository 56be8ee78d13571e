// What the readers need to know about bytes and UTF-8: one look at a piece of
// text, where it is broken, where a character stands, where it may be cut.
// Never changes a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "chengxin/utf8.hpp"

namespace chengxin::io::rows {

/// Which bytes that need care a text holds.
struct noticed {
  bool beyond_ascii = false;
  bool nul = false;
  bool quote = false;
  bool carriage_return = false;
};

/// Looks once at every byte, eight at a time.
[[nodiscard]] inline noticed notice(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t tops = 0x8080808080808080U;
  // The top bit of some byte is set if and only if some byte of `word` is 0.
  const auto zero_in = [](std::uint64_t word) { return (word - ones) & ~word; };
  std::uint64_t beyond = 0, nul = 0, quote = 0, carriage_return = 0;
  const auto look = [&](std::uint64_t word) {
    beyond |= word;
    nul |= zero_in(word);
    quote |= zero_in(word ^ (ones * std::uint64_t{'"'}));
    carriage_return |= zero_in(word ^ (ones * std::uint64_t{'\r'}));
  };
  std::size_t at = 0;
  std::uint64_t word = 0;
  for (; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    look(word);
  }
  if (at < text.size()) {
    word = ones;  // no byte of it is one that is looked for
    std::memcpy(&word, text.data() + at, text.size() - at);
    look(word);
  }
  return {(beyond & tops) != 0, (nul & tops) != 0, (quote & tops) != 0,
          (carriage_return & tops) != 0};
}

/// The column, from 1, of the character that begins at a byte of a row. On a
/// later line of a row that has several, it is 1: a bad row's line is its first.
[[nodiscard]] inline std::uint32_t column_at(std::string_view row, std::size_t offset) noexcept {
  const std::string_view before = row.substr(0, offset);
  if (before.find('\n') != std::string_view::npos) return 1;
  return static_cast<std::uint32_t>(1 + count_characters(before));
}

/// The longest beginning of a text of at most `most` bytes that ends between
/// characters.
[[nodiscard]] inline std::string_view cut(std::string_view text, std::size_t most) noexcept {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && most - end < 3 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

}  // namespace chengxin::io::rows
