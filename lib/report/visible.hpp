// Texts from outside, made safe to show: nothing that moves a cursor, turns the
// direction of writing or ends a line survives unseen (SPECIFICATION 7).
// Never drops a character: what is unsafe is spelt out as \u{XXXX}.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chengxin::io::report {

/// The character (code point) at the front of a text, and the bytes it takes.
/// A byte that is not UTF-8 is U+FFFD by itself. Precondition: not empty.
struct character {
  std::uint32_t code = 0xFFFDU;
  std::size_t size = 1;
};

[[nodiscard]] inline character first_character(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80U) return {lead, 1};
  const std::size_t size = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U || text.size() < size) return {};
  std::uint32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800U) || (size == 4 && code < 0x10000U);
  const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
  if (overlong || surrogate || code > 0x10FFFFU) return {};
  return {code, size};
}

/// Whether a character acts on what is around it instead of being seen: control
/// characters (C0, DEL, C1), line and paragraph separators, and the marks,
/// embeddings, overrides and isolates of bidirectional text.
[[nodiscard]] constexpr bool acts_unseen(std::uint32_t code) noexcept {
  return code < 0x20U || (code >= 0x7FU && code <= 0x9FU) || code == 0x061CU || code == 0x200EU ||
         code == 0x200FU || (code >= 0x2028U && code <= 0x202EU) ||
         (code >= 0x2066U && code <= 0x2069U);
}

/// Calls visit(bytes) for each character, as it may be shown.
template <class Visit>
void visit_visible(std::string_view text, Visit&& visit) {
  while (!text.empty()) {
    const character front = first_character(text);
    if (acts_unseen(front.code)) {
      constexpr char hexadecimal[] = "0123456789ABCDEF";
      const char spelt[] = {'\\',
                            'u',
                            '{',
                            hexadecimal[front.code >> 12U & 15U],
                            hexadecimal[front.code >> 8U & 15U],
                            hexadecimal[front.code >> 4U & 15U],
                            hexadecimal[front.code & 15U],
                            '}'};
      visit(std::string_view(spelt, sizeof spelt));
    } else if (front.code == 0xFFFDU) {
      visit(std::string_view("\xEF\xBF\xBD"));
    } else {
      visit(text.substr(0, front.size));
    }
    text.remove_prefix(front.size);
  }
}

/// The text as a terminal may show it.
[[nodiscard]] inline std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  visit_visible(text, [&](std::string_view shown) { out += shown; });
  return out;
}

/// Appends the text as HTML may show it, inside an element or a quoted attribute.
inline void append_html(std::string& out, std::string_view text) {
  visit_visible(text, [&](std::string_view shown) {
    switch (shown.front()) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += shown;
    }
  });
}

}  // namespace chengxin::io::report
