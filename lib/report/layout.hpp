// Widths and lines on a terminal, where a Chinese character takes two columns.
// Never escapes: it is given texts that are safe to show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chengxin::io::report {

/// How many columns a page has.
inline constexpr std::size_t page_width = 80;

/// How many columns a character takes: 0, 1 or 2.
[[nodiscard]] std::size_t width_of(std::uint32_t code) noexcept;
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;

/// Appends a text and spaces up to a width; the text alone where it is wider.
void append_left(std::string& out, std::string_view text, std::size_t width);
/// Appends spaces and a text, so that it ends at a width.
void append_right(std::string& out, std::string_view text, std::size_t width);

/// Appends a text over as many lines as it takes, each ended. The first goes on
/// from column `column`, the others begin at column `indent`. Lines break at spaces
/// and between Chinese characters, but not before closing or after opening
/// punctuation.
void append_wrapped(std::string& out, std::string_view text, std::size_t column,
                    std::size_t indent);

}  // namespace chengxin::io::report
