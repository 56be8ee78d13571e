// What conditions need to know about characters besides UTF-8 itself.
// Never normalises, folds case or consults a locale.
#pragma once

#include <cstddef>

#include "chengxin/utf8.hpp"

namespace chengxin::expression::detail {

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool starts_name(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
[[nodiscard]] constexpr bool continues_name(char c) noexcept {
  return starts_name(c) || is_digit(c);
}

/// The value of a hexadecimal digit, or -1.
[[nodiscard]] constexpr int hex_digit(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace chengxin::expression::detail
