// What is wrong with a text that somebody wrote, and exactly where.
// Never decides what to do about it: a list of diagnostics is a value.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/utf8.hpp"

namespace chengxin {

enum class severity : std::uint8_t { error, warning };

/// A place in a text. Lines and columns count from 1; a column counts Unicode
/// characters (code points). 0 means that there is no such place.
struct position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const position&, const position&) = default;
};

/// One finding. `pointer` is the JSON Pointer (RFC 6901) of the value it is
/// about, or of the object that lacks a member. `offset` counts the bytes into
/// that value's own text where it is a string that holds an expression.
struct diagnostic {
  severity level = severity::error;
  std::string code;
  std::string message;
  std::string pointer;
  std::size_t offset = 0;
  position where;
};

/// True where the list holds at least one error.
[[nodiscard]] inline bool has_errors(const std::vector<diagnostic>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const diagnostic& finding) { return finding.level == severity::error; });
}

/// A JSON Pointer that is made longer step by step.
class json_pointer {
public:
  json_pointer() = default;
  explicit json_pointer(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] json_pointer operator/(std::string_view member) const {
    std::string longer = text_;
    longer += '/';
    for (const char c : member) {
      if (c == '~')
        longer += "~0";
      else if (c == '/')
        longer += "~1";
      else
        longer += c;
    }
    return json_pointer(std::move(longer));
  }
  [[nodiscard]] json_pointer operator/(std::size_t index) const {
    return json_pointer(text_ + '/' + std::to_string(index));
  }
  [[nodiscard]] const std::string& str() const noexcept { return text_; }

private:
  std::string text_;
};

/// Where one stands who stood at `at` and has read `text` (UTF-8).
[[nodiscard]] inline position position_after(position at, std::string_view text) noexcept {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((byte & 0xC0U) != 0x80U) {
      ++at.column;
    }
  }
  return at;
}

/// The line and column of a byte of a UTF-8 text.
[[nodiscard]] inline position position_at(std::string_view text, std::size_t offset) noexcept {
  return position_after({1, 1}, text.substr(0, offset));
}

/// `text` as a message may show it: on one line, printable, of bounded length.
/// Precondition: `text` is UTF-8.
[[nodiscard]] inline std::string shown(std::string_view text) {
  constexpr std::size_t most = 48;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "`";
  for (std::size_t i = 0; i < text.size();) {
    if (i >= most) {
      out += "...";
      break;
    }
    const std::size_t length = character_length(text, i);
    const auto byte = static_cast<unsigned char>(text[i]);
    if (length > 1) {
      out += text.substr(i, length);
    } else if (byte >= 0x20U && byte < 0x7FU) {
      out += text[i];
    } else {
      out += "\\x";
      out += digits[byte >> 4U];
      out += digits[byte & 0xFU];
    }
    i += length > 1 ? length : 1;
  }
  out += '`';
  return out;
}

}  // namespace chengxin
