// What number and string literals stand for.
// Never rounds an integer and never lets an infinity through.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "chengxin/diagnostics.hpp"
#include "chengxin/expression/characters.hpp"
#include "chengxin/expression/finding.hpp"
#include "chengxin/utf8.hpp"

namespace chengxin::expression::detail {

/// The value of a token `integer`, its sign apart. Nothing where it is out of range.
[[nodiscard]] inline std::optional<std::int64_t> integer_value(std::string_view digits,
                                                               bool negative) noexcept {
  int base = 10;
  if (digits.size() > 2 && digits[1] == 'x') {
    base = 16;
    digits.remove_prefix(2);
  }
  std::uint64_t magnitude = 0;
  const char* const end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, magnitude, base).ec != std::errc{}) return std::nullopt;
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > most + (negative ? 1U : 0U)) return std::nullopt;
  // Negated while unsigned: the least integer's magnitude has no positive twin.
  return static_cast<std::int64_t>(negative ? 0U - magnitude : magnitude);
}

/// True where the decimal, which is too small or too large for a double, is too
/// small: its first digit that is not 0 stands behind the point.
[[nodiscard]] constexpr bool is_tiny(std::string_view digits) noexcept {
  std::int64_t exponent = 0;
  const std::size_t e = digits.find_first_of("eE");
  if (e != std::string_view::npos) {
    for (const char c : digits.substr(e + 1)) {
      if (is_digit(c) && exponent < 1'000'000) exponent = exponent * 10 + (c - '0');
    }
    if (digits[e + 1] == '-') exponent = -exponent;
    digits = digits.substr(0, e);
  }
  const std::size_t first = digits.find_first_not_of("0.");
  if (first == std::string_view::npos) return true;
  std::size_t point = digits.find('.');
  if (point == std::string_view::npos) point = digits.size();
  return exponent + static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) <= 0;
}

/// The value of a token `number`, its sign apart: the nearest double, which is 0
/// for the tiniest. Nothing where it would be an infinity.
[[nodiscard]] inline std::optional<double> number_value(std::string_view digits,
                                                        bool negative) noexcept {
  double magnitude = 0;
  const char* const end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, magnitude).ec != std::errc{}) {
    if (!is_tiny(digits)) return std::nullopt;
    magnitude = 0;
  }
  return negative ? -magnitude : magnitude;
}

/// Appends what a token `string` stands for to `out`. Returns what is wrong with
/// it, if anything, at an offset into the token.
[[nodiscard]] inline std::optional<finding> append_string_value(std::string& out,
                                                                std::string_view literal) {
  const bool raw = literal[0] == 'r' || literal[0] == 'R';
  const std::size_t open = raw ? 1 : 0;
  const bool triple = literal.size() - open >= 6 && literal[open + 1] == literal[open] &&
                      literal[open + 2] == literal[open];
  const std::size_t quotes = triple ? 3 : 1;
  const std::size_t end = literal.size() - quotes;
  if (raw) {
    out += literal.substr(open + quotes, end - open - quotes);
    return std::nullopt;
  }
  const auto bad = [&](std::string_view code, std::size_t at, std::size_t length,
                       std::string_view expected) {
    return finding{
        std::string(code),
        "expected " + std::string(expected) + ", found " + shown(literal.substr(at, length)), at};
  };
  constexpr std::string_view letters = "abfnrtv\\?\"'`";
  constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\?\"'`";
  for (std::size_t i = quotes; i < end;) {
    if (literal[i] != '\\') {
      const std::size_t next = std::min(literal.find('\\', i), end);
      out += literal.substr(i, next - i);
      i = next;
      continue;
    }
    const char kind = literal[i + 1];
    const std::size_t simple = letters.find(kind);
    if (simple != std::string_view::npos) {
      out += meanings[simple];
      i += 2;
      continue;
    }
    const bool octal = kind >= '0' && kind <= '7';
    std::size_t length = 0;  // of the digits
    if (octal) length = 3;
    if (kind == 'x' || kind == 'X') length = 2;
    if (kind == 'u') length = 4;
    if (kind == 'U') length = 8;
    if (length == 0) {
      const std::size_t character = character_length(literal, i + 1);
      return bad(codes::syntax, i, 1 + character,
                 R"(an escape that CEL knows (such as \n, \", \\ or \u4fe1))");
    }
    const std::size_t start = octal ? i + 1 : i + 2;
    const std::uint32_t base = octal ? 8 : 16;
    std::uint32_t code_point = 0;
    for (std::size_t d = start; d < start + length; ++d) {
      const int digit = d < end ? hex_digit(literal[d]) : -1;
      if (digit < 0 || static_cast<std::uint32_t>(digit) >= base) {
        return bad(
            codes::syntax, i, std::min(d, end) - i,
            std::to_string(length) + (octal ? " octal" : " hexadecimal") + " digits in an escape");
      }
      code_point = code_point * base + static_cast<std::uint32_t>(digit);
    }
    if (!is_character(code_point) || (octal && code_point > 0xFFU)) {
      return bad(codes::literal_range, i, start + length - i,
                 octal ? "an escape of at most \\377" : "an escape of a Unicode character");
    }
    append_character(out, code_point);
    i = start + length;
  }
  return std::nullopt;
}

}  // namespace chengxin::expression::detail
