// The few things that the library needs to know about UTF-8.
// Never normalises, folds case or consults a locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace chengxin {

/// True for what UTF-8 may encode: U+0000 to U+10FFFF without the surrogates.
[[nodiscard]] constexpr bool is_character(std::uint32_t code_point) noexcept {
  return code_point <= 0x10FFFFU && (code_point < 0xD800U || code_point > 0xDFFFU);
}

/// The length in bytes of the well-formed character at `text[at]`; 0 where it is
/// not well-formed (cut short, overlong, a surrogate, beyond U+10FFFF).
/// Precondition: at < text.size().
[[nodiscard]] constexpr std::size_t character_length(std::string_view text,
                                                     std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U || lead > 0xF4U) return 0;
  const std::size_t length = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
  if (text.size() - at < length) return 0;
  std::uint32_t code_point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte(at + i);
    if ((next & 0xC0U) != 0x80U) return 0;
    code_point = (code_point << 6U) | (next & 0x3FU);
  }
  constexpr std::uint32_t least[5] = {0, 0, 0x80U, 0x800U, 0x10000U};
  return code_point >= least[length] && is_character(code_point) ? length : 0;
}

/// Precondition: is_character(code_point).
inline void append_character(std::string& out, std::uint32_t code_point) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80U) {
    put(code_point);
  } else if (code_point < 0x800U) {
    put(0xC0U | (code_point >> 6U));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000U) {
    put(0xE0U | (code_point >> 12U));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18U));
    put(0x80U | ((code_point >> 12U) & 0x3FU));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

/// The number of characters (code points) of a UTF-8 text.
[[nodiscard]] constexpr std::int64_t count_characters(std::string_view text) noexcept {
  std::int64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

/// The offset of the first byte that is not part of well-formed UTF-8; npos
/// where there is none.
[[nodiscard]] inline std::size_t find_invalid_utf8(std::string_view text) noexcept {
  constexpr std::uint64_t tops = 0x8080808080808080U;
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t word = 0;
    if (at + sizeof word <= text.size()) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if ((word & tops) == 0) {
        at += sizeof word;
        continue;
      }
    }
    const std::size_t length = character_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace chengxin
