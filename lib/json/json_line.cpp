// One line of JSON Lines (see json_line.hpp).
#include "json/json_line.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/utf8.hpp"
#include "population/text.hpp"

namespace chengxin::io::rows {
namespace {

constexpr std::size_t deepest = 32;
constexpr std::string_view spaces = " \t\r";

boost::json::parse_options strict_options() {
  boost::json::parse_options options;
  options.max_depth = deepest;
  options.allow_invalid_utf8 = true;  // every line is validated before it is parsed
  return options;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) noexcept {
  const std::size_t found = text.find_first_not_of(spaces, at);
  return found == std::string_view::npos ? text.size() : found;
}

// Just past the string that begins at a quote.
std::size_t skip_string(std::string_view text, std::size_t at) noexcept {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Where the key with this number, from 0, begins; the object's beginning where
// there is none. Precondition: the text is JSON up to and with that key.
std::size_t key_offset(std::string_view text, std::uint32_t number) noexcept {
  if (number == no_place) return skip_spaces(text, 0);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '"') {
      ++at;
      continue;
    }
    const std::size_t after = skip_string(text, at);
    const std::size_t next = skip_spaces(text, after);
    const bool is_key = next >= text.size() || text[next] == ':';
    if (is_key && number-- == 0) return at;
    at = after;
  }
  return 0;
}

std::string syntax_reason(const boost::json::error_code& why, std::string_view line,
                          std::size_t offset) {
  using boost::json::error;
  if (why == error::incomplete) return "the line ends before its JSON does";
  if (why == error::exponent_overflow) return "a number's exponent is too large";
  if (why == error::too_deep) return "nested more than 32 deep";
  if (why == error::illegal_leading_surrogate || why == error::illegal_trailing_surrogate ||
      why == error::expected_utf16_escape) {
    return "a \\u escape is half of a surrogate pair";
  }
  if (why == error::expected_hex_digit) return "a \\u escape must have four hexadecimal digits";
  if (why == error::syntax && offset < line.size()) {
    const std::size_t length = character_length(line, offset);
    return "unexpected " + shown(line.substr(offset, length));
  }
  return why.message();
}

/// Stands in for json_syntax until an absurd exponent is dealt with.
constexpr std::string_view exponent_code = "exponent";

/// Cuts the digits of the exponent in which Boost.JSON stopped to six. False
/// where none is found there.
bool shorten_exponent(std::string& line, std::size_t near) {
  constexpr std::size_t enough = 6;
  const auto is_digit = [&](std::size_t at) {
    return at < line.size() && line[at] >= '0' && line[at] <= '9';
  };
  std::size_t first = std::min(near, line.size());
  while (first > 0 && is_digit(first - 1)) --first;
  std::size_t end = first;
  while (is_digit(end)) ++end;
  if (end - first <= enough) return false;
  line.erase(first + enough, end - first - enough);
  for (std::size_t at = first; at < first + enough; ++at) line[at] = '9';
  return true;
}

}  // namespace

json_line::json_line(std::span<const member> members, const attribute_names& names)
    : parser_(strict_options(), members, names) {}

bool json_line::is_blank(std::string_view line) noexcept {
  return line.find_first_not_of(spaces) == std::string_view::npos;
}

std::size_t json_line::offset_of(std::string_view line, std::uint32_t place) noexcept {
  return key_offset(line, place);
}

bool json_line::refuse(std::string_view code, std::string reason, std::size_t offset) {
  fault_ = {code, std::move(reason), offset};
  return false;
}

bool json_line::parse(std::string_view line, row& into) {
  if (notice(line).beyond_ascii) {
    if (const std::size_t at = find_invalid_utf8(line); at != std::string_view::npos) {
      return refuse("invalid_utf8", "the row is not valid UTF-8", at);
    }
  }
  if (parse_text(line, into)) return true;
  if (fault_.code != exponent_code) return false;
  // A number is only compared: beyond what a double tells apart, as many nines in
  // the exponent say as much as any more. Keys, and so places, stay in their order.
  shortened_ = line;
  while (fault_.code == exponent_code && shorten_exponent(shortened_, fault_.offset)) {
    if (parse_text(shortened_, into)) return true;
  }
  if (fault_.code == exponent_code) fault_.code = "json_syntax";
  return false;
}

bool json_line::parse_text(std::string_view line, row& into) {
  row_events& events = parser_.handler();
  events.begin(line, into);
  parser_.reset();
  boost::json::error_code why;
  const std::size_t end = parser_.write_some(false, line.data(), line.size(), why);
  if (events.stopped()) {
    return refuse(events.code(), events.reason(), key_offset(line, events.place()));
  }
  if (why) {
    const bool exponent = why == boost::json::error::exponent_overflow;
    return refuse(exponent ? exponent_code : "json_syntax", syntax_reason(why, line, end), end);
  }
  if (const std::size_t rest = skip_spaces(line, end); rest < line.size()) {
    return refuse("json_syntax", "text after the end of the object", rest);
  }
  return true;
}

}  // namespace chengxin::io::rows
