// Texts as JSON strings (RFC 8259), eight bytes at a time while they are plain
// ASCII. What would act unseen where the JSON is shown is escaped as well; never
// escapes anything else. Takes the text to be UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "appender.hpp"
#include "visible.hpp"

namespace chengxin::io::report {

/// Whether one of eight bytes needs a look: a quotation mark, a backslash, a
/// control character (below 0x20, and 0x7F) or a part of what is not ASCII.
[[nodiscard]] inline bool needs_a_look(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t tops = ones * 0x80U;
  // In a byte below 0x80 that nothing was borrowed or carried from, the top bit
  // comes to be set if and only if the byte is the one that is looked for.
  const std::uint64_t control = bytes - ones * 0x20U;
  const std::uint64_t quote = (bytes ^ (ones * '"')) - ones;
  const std::uint64_t backslash = (bytes ^ (ones * '\\')) - ones;
  const std::uint64_t del = bytes + ones;
  return ((control | quote | backslash | del | bytes) & tops) != 0;
}

/// Writes "\u" and four digits. Precondition: the code is below 0x10000.
[[nodiscard]] inline char* write_code(char* at, std::uint32_t code) noexcept {
  constexpr char hexadecimal[] = "0123456789abcdef";
  *at++ = '\\';
  *at++ = 'u';
  for (const unsigned shift : {12U, 8U, 4U, 0U}) *at++ = hexadecimal[code >> shift & 15U];
  return at;
}

[[nodiscard]] inline char* write_control(char* at, std::uint32_t code) noexcept {
  char letter = 0;
  switch (code) {
    case '\b': letter = 'b'; break;
    case '\f': letter = 'f'; break;
    case '\n': letter = 'n'; break;
    case '\r': letter = 'r'; break;
    case '\t': letter = 't'; break;
    default: return write_code(at, code);
  }
  *at++ = '\\';
  *at++ = letter;
  return at;
}

[[nodiscard]] inline char* write_escaped_slowly(char* at, const char* from,
                                                std::size_t size) noexcept {
  std::string_view text(from, size);
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte < 0x80U) {
      if (byte < 0x20U || byte == 0x7FU) {
        at = write_control(at, byte);
      } else {
        if (byte == '"' || byte == '\\') *at++ = '\\';
        *at++ = text.front();
      }
      text.remove_prefix(1);
      continue;
    }
    const character front = first_character(text);
    if (acts_unseen(front.code)) {
      at = write_code(at, front.code);
    } else {
      for (std::size_t i = 0; i < front.size; ++i) *at++ = text[i];
    }
    text.remove_prefix(front.size);
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
      if (needs_a_look(bytes)) return write_escaped_slowly(at + done, from + done, size - done);
      std::memcpy(at + done, &bytes, 8);
    }
    if (done < size) {  // the last eight, some of them for the second time
      std::uint64_t bytes;
      std::memcpy(&bytes, from + size - 8, 8);
      if (needs_a_look(bytes)) return write_escaped_slowly(at + done, from + done, size - done);
      std::memcpy(at + size - 8, &bytes, 8);
    }
    return at + size;
  }
  if (size >= 4) {
    std::uint32_t first;
    std::uint32_t last;
    std::memcpy(&first, from, 4);
    std::memcpy(&last, from + size - 4, 4);
    if (needs_a_look(std::uint64_t{first} << 32U | last)) {
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
