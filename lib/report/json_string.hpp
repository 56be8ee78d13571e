// Texts as JSON strings (RFC 8259), eight bytes at a time while nothing needs
// an escape. Never escapes what need not be; takes the text to be UTF-8.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "appender.hpp"

namespace chengxin::io::report {

/// Whether one of eight bytes is a quotation mark, a backslash or a control
/// character (below 0x20).
[[nodiscard]] inline bool needs_escape(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t tops = ones * 0x80U;
  const std::uint64_t quote = bytes ^ (ones * '"');
  const std::uint64_t backslash = bytes ^ (ones * '\\');
  const std::uint64_t control = (bytes - ones * 0x20U) & ~bytes;
  return ((control | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & tops) != 0;
}

[[nodiscard]] inline char* write_escaped_slowly(char* at, const char* from,
                                                std::size_t size) noexcept {
  constexpr char hexadecimal[] = "0123456789abcdef";
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(from[i]);
    if (byte >= 0x20U) {
      if (byte == '"' || byte == '\\') *at++ = '\\';
      *at++ = from[i];
      continue;
    }
    *at++ = '\\';
    switch (byte) {
      case '\b': *at++ = 'b'; break;
      case '\f': *at++ = 'f'; break;
      case '\n': *at++ = 'n'; break;
      case '\r': *at++ = 'r'; break;
      case '\t': *at++ = 't'; break;
      default:
        std::memcpy(at, "u00", 3);
        at[3] = hexadecimal[byte >> 4U];
        at[4] = hexadecimal[byte & 15U];
        at += 5;
    }
  }
  return at;
}

/// Writes the text's characters, without quotation marks. Precondition: there
/// is room for six times as many bytes.
[[nodiscard]] inline char* write_escaped(char* at, std::string_view text) noexcept {
  const char* from = text.data();
  const std::size_t size = text.size();
  if (size >= 8) {
    std::size_t done = 0;
    for (; done + 8 <= size; done += 8) {
      std::uint64_t bytes;
      std::memcpy(&bytes, from + done, 8);
      if (needs_escape(bytes)) return write_escaped_slowly(at + done, from + done, size - done);
      std::memcpy(at + done, &bytes, 8);
    }
    if (done < size) {  // the last eight, some of them for the second time
      std::uint64_t bytes;
      std::memcpy(&bytes, from + size - 8, 8);
      if (needs_escape(bytes)) return write_escaped_slowly(at + done, from + done, size - done);
      std::memcpy(at + size - 8, &bytes, 8);
    }
    return at + size;
  }
  if (size >= 4) {
    std::uint32_t first;
    std::uint32_t last;
    std::memcpy(&first, from, 4);
    std::memcpy(&last, from + size - 4, 4);
    if (needs_escape(std::uint64_t{first} << 32U | last)) {
      return write_escaped_slowly(at, from, size);
    }
    std::memcpy(at, &first, 4);
    std::memcpy(at + size - 4, &last, 4);
    return at + size;
  }
  return write_escaped_slowly(at, from, size);
}

/// Appends the text's characters, without quotation marks.
inline void append_json_characters(appender& to, std::string_view text) {
  to.advance_to(write_escaped(to.room(text.size() * 6), text));
}

/// Appends the text as a JSON string.
inline void append_json_string(appender& to, std::string_view text) {
  char* at = to.room(text.size() * 6 + 2);
  *at++ = '"';
  at = write_escaped(at, text);
  *at++ = '"';
  to.advance_to(at);
}

}  // namespace chengxin::io::report
