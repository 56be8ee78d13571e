// Widths and lines on a terminal, where a Chinese character takes two columns.
#include "layout.hpp"

#include "visible.hpp"

namespace chengxin::io::report {
namespace {

struct range {
  std::uint32_t first;
  std::uint32_t last;
};

// East Asian Wide and Fullwidth (Unicode UAX #11), in blocks.
constexpr range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
// Characters that combine with the one before, or are not there to be seen.
constexpr range zero[] = {
    {0x0300, 0x036F}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0x2060, 0x2064},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};

template <std::size_t N>
[[nodiscard]] bool lies_in(const range (&ranges)[N], std::uint32_t code) noexcept {
  for (const range& r : ranges) {
    if (code >= r.first && code <= r.last) return true;
  }
  return false;
}

[[nodiscard]] bool is_one_of(std::u32string_view marks, std::uint32_t code) noexcept {
  return marks.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

[[nodiscard]] bool may_break_between(std::uint32_t before, std::uint32_t after) noexcept {
  if (before == ' ') return after != ' ';
  if (after == ' ') return false;
  if (is_one_of(U"（《“‘【〈：", before) || is_one_of(U"）》”’】〉，。、；：！？%", after)) {
    return false;
  }
  return width_of(before) == 2 || width_of(after) == 2;
}

}  // namespace

std::size_t width_of(std::uint32_t code) noexcept {
  if (code < 0x300U) return 1;
  if (lies_in(zero, code)) return 0;
  return lies_in(wide, code) ? 2 : 1;
}

std::size_t width_of(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) {
    const character front = first_character(text);
    width += width_of(front.code);
    text.remove_prefix(front.size);
  }
  return width;
}

void append_left(std::string& out, std::string_view text, std::size_t width) {
  out += text;
  const std::size_t taken = width_of(text);
  if (taken < width) out.append(width - taken, ' ');
}

void append_right(std::string& out, std::string_view text, std::size_t width) {
  const std::size_t taken = width_of(text);
  if (taken < width) out.append(width - taken, ' ');
  out += text;
}

void append_wrapped(std::string& out, std::string_view text, std::size_t column,
                    std::size_t indent) {
  std::size_t line = 0;    // where the line begins in the text
  std::size_t chance = 0;  // the last place where it may be broken
  std::size_t at = 0;
  std::size_t width = column;  // of the line up to `at`
  std::uint32_t before = 0;
  const auto end_line = [&](std::size_t end) {
    std::size_t shown = end;
    while (shown > line && text[shown - 1] == ' ') --shown;
    out += text.substr(line, shown - line);
    out += '\n';
  };
  while (at < text.size()) {
    const character front = first_character(text.substr(at));
    if (at > line && may_break_between(before, front.code)) chance = at;
    const std::size_t taken = width_of(front.code);
    if (width + taken > page_width && front.code != ' ' && at > line) {
      const std::size_t end = chance > line ? chance : at;  // a word wider than the page is cut
      end_line(end);
      out.append(indent, ' ');
      line = end;
      width = indent + width_of(text.substr(line, at - line));
    }
    width += taken;
    before = front.code;
    at += front.size;
  }
  end_line(text.size());
}

}  // namespace chengxin::io::report
