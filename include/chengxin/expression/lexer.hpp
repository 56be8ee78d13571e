// Cuts the text of a condition into tokens, by CEL's lexis.
// Never looks inside a literal: whether it stands for a value is not decided here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/expression/characters.hpp"
#include "chengxin/expression/finding.hpp"
#include "chengxin/expression/token.hpp"
#include "chengxin/utf8.hpp"

namespace chengxin::expression::detail {

/// Reads one token after the other. Precondition: the text is UTF-8 without NUL
/// and no longer than max_length.
class lexer {
public:
  explicit lexer(std::string_view text) noexcept : text_(text) {}

  /// The next token, `end` for ever at the end, or nothing where there is none
  /// that CEL knows: then failure() says why.
  [[nodiscard]] std::optional<token> next() {
    skip_blank();
    begin_ = at_;
    if (at_ == text_.size()) return made(token_kind::end, 0);
    const char c = text_[at_];
    if (starts_name(c)) return name_or_prefixed_string();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '"' || c == '\'') return string(token_kind::string, false);
    return punctuation(c);
  }

  [[nodiscard]] const finding& failure() const noexcept { return failure_; }

private:
  [[nodiscard]] char peek(std::size_t ahead) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  token made(token_kind kind, std::size_t length) noexcept {
    at_ += length;
    return {kind, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_ - begin_)};
  }

  std::nullopt_t fail(std::string_view code, std::string message, std::size_t offset) {
    failure_ = {std::string(code), std::move(message), offset};
    return std::nullopt;
  }

  void skip_blank() noexcept {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        ++at_;
      } else if (c == '/' && peek(1) == '/') {
        while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
      } else {
        break;
      }
    }
  }

  std::optional<token> name_or_prefixed_string() {
    const auto is_raw = [](char c) { return c == 'r' || c == 'R'; };
    const auto is_quote = [](char c) { return c == '"' || c == '\''; };
    const char c = text_[at_];
    if (is_raw(c) && is_quote(peek(1))) {
      ++at_;
      return string(token_kind::string, true);
    }
    if (c == 'b' || c == 'B') {
      const bool raw = is_raw(peek(1));
      if (is_quote(peek(raw ? 2 : 1))) {
        at_ += raw ? 2 : 1;
        return string(token_kind::bytes, raw);
      }
    }
    std::size_t length = 1;
    while (continues_name(peek(length))) ++length;
    const std::string_view word = text_.substr(at_, length);
    token_kind kind = token_kind::name;
    if (word == "true") kind = token_kind::word_true;
    if (word == "false") kind = token_kind::word_false;
    if (word == "null") kind = token_kind::word_null;
    if (word == "in") kind = token_kind::word_in;
    return made(kind, length);
  }

  token number() noexcept {
    token_kind kind = token_kind::integer;
    std::size_t length = 0;
    if (peek(0) == '0' && peek(1) == 'x' && hex_digit(peek(2)) >= 0) {
      length = 3;
      while (hex_digit(peek(length)) >= 0) ++length;
    } else {
      while (is_digit(peek(length))) ++length;
      if (peek(length) == '.' && is_digit(peek(length + 1))) {
        kind = token_kind::number;
        length += 2;
        while (is_digit(peek(length))) ++length;
      }
      if (peek(length) == 'e' || peek(length) == 'E') {
        const bool sign = peek(length + 1) == '+' || peek(length + 1) == '-';
        std::size_t power = length + (sign ? 2U : 1U);
        if (is_digit(peek(power))) {
          kind = token_kind::number;
          while (is_digit(peek(power))) ++power;
          length = power;
        }
      }
    }
    if (kind == token_kind::integer && (peek(length) == 'u' || peek(length) == 'U')) {
      kind = token_kind::unsigned_integer;
      ++length;
    }
    return made(kind, length);
  }

  // at_ stands on the opening quote; begin_ on a prefix, if any.
  std::optional<token> string(token_kind kind, bool raw) {
    const char quote = text_[at_];
    const bool triple = peek(1) == quote && peek(2) == quote;
    const std::size_t quotes = triple ? 3 : 1;
    std::size_t i = at_ + quotes;
    for (; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == quote && (!triple || text_.substr(i, 3) == text_.substr(at_, 3))) {
        return made(kind, i + quotes - at_);
      }
      if (!triple && (c == '\n' || c == '\r')) break;
      // The character after a backslash is never the closing quote. A line end
      // is left for the next turn, which knows whether it may stand here.
      if (c == '\\' && !raw && i + 1 < text_.size() && text_[i + 1] != '\n' &&
          text_[i + 1] != '\r') {
        ++i;
      }
    }
    const std::string closing(quotes, quote);
    return fail(codes::unterminated_string,
                "expected " + closing + " to close this string, found the end of the " +
                    (i < text_.size() ? "line" : "expression"),
                begin_);
  }

  std::optional<token> punctuation(char c) {
    using enum token_kind;
    const bool with_equal = peek(1) == '=';
    switch (c) {
      case '(': return made(open_parenthesis, 1);
      case ')': return made(close_parenthesis, 1);
      case '[': return made(open_bracket, 1);
      case ']': return made(close_bracket, 1);
      case '{': return made(open_brace, 1);
      case ',': return made(comma, 1);
      case '.': return made(dot, 1);
      case '?': return made(question, 1);
      case ':': return made(colon, 1);
      case '+': return made(plus, 1);
      case '-': return made(minus, 1);
      case '*': return made(times, 1);
      case '/': return made(divide, 1);
      case '%': return made(remainder, 1);
      case '<': return with_equal ? made(less_equal, 2) : made(less, 1);
      case '>': return with_equal ? made(greater_equal, 2) : made(greater, 1);
      case '!': return with_equal ? made(not_equal, 2) : made(logical_not, 1);
      case '=':
        if (with_equal) return made(equal, 2);
        return fail(codes::syntax, "expected `==` to compare, found `=`", at_);
      case '&':
        if (peek(1) == '&') return made(logical_and, 2);
        return fail(codes::syntax, "expected `&&`, found `&`", at_);
      case '|':
        if (peek(1) == '|') return made(logical_or, 2);
        return fail(codes::syntax, "expected `||`, found `|`", at_);
      default:
        return fail(codes::syntax,
                    "expected a CEL expression, found the character " +
                        shown(text_.substr(at_, character_length(text_, at_))),
                    at_);
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  finding failure_;
};

}  // namespace chengxin::expression::detail
