// The words of CEL, as the lexer hands them to the parser.
// Never holds text: a token is a kind and a place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chengxin::expression::detail {

enum class token_kind : std::uint8_t {
  end,
  name,
  integer,
  unsigned_integer,
  number,
  string,
  bytes,
  word_true,
  word_false,
  word_null,
  open_parenthesis,
  close_parenthesis,
  open_bracket,
  close_bracket,
  open_brace,
  comma,
  dot,
  question,
  colon,
  logical_or,
  logical_and,
  logical_not,
  // The arithmetic: two levels.
  plus,
  minus,
  times,
  divide,
  remainder,
  // The relations, one level of precedence.
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  word_in,
};

struct token {
  token_kind kind = token_kind::end;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// Words that CEL keeps for its hosts: no identifier is one of them.
inline constexpr std::array<std::string_view, 17> reserved_words = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",    "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while",
};

[[nodiscard]] constexpr bool is_reserved(std::string_view name) noexcept {
  for (const std::string_view word : reserved_words) {
    if (word == name) return true;
  }
  return false;
}

}  // namespace chengxin::expression::detail
