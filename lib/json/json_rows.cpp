// Rows of a JSON Lines file (see json_rows.hpp).
#include "json/json_rows.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/utf8.hpp"
#include "json/row_events.hpp"
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

class json_rows final : public row_reader {
public:
  json_rows(source& from, reading& progress, std::span<const member> members,
            const attribute_names& names)
      : lines_(from, progress), parser_(strict_options(), members, names) {}

  step next(row& into) override;
  std::size_t offset_of(std::uint32_t place) const noexcept override {
    return key_offset(text_, place);
  }
  std::string_view text() const noexcept override { return text_; }
  std::uint64_t consumed() const noexcept override { return lines_.consumed(); }

private:
  step bad(std::string_view code, std::string reason, std::size_t offset);
  step parse(row& into);

  line_reader lines_;
  boost::json::basic_parser<row_events> parser_;
  std::string_view text_;
};

row_reader::step json_rows::bad(std::string_view code, std::string reason, std::size_t offset) {
  fault_ = {code, std::move(reason), offset};
  return step::bad;
}

row_reader::step json_rows::parse(row& into) {
  row_events& events = parser_.handler();
  events.begin(text_, into);
  parser_.reset();
  boost::json::error_code why;
  const std::size_t end = parser_.write_some(false, text_.data(), text_.size(), why);
  if (events.stopped()) {
    return bad(events.code(), events.reason(), key_offset(text_, events.place()));
  }
  if (why) return bad("json_syntax", syntax_reason(why, text_, end), end);
  if (const std::size_t rest = skip_spaces(text_, end); rest < text_.size()) {
    return bad("json_syntax", "text after the end of the object", rest);
  }
  return step::row;
}

row_reader::step json_rows::next(row& into) {
  for (;;) {
    const line_reader::found found = lines_.next_row();
    if (found == line_reader::found::end) return step::end;
    const bool failed = found == line_reader::found::failed ||
                        (found == line_reader::found::too_long && !lines_.skip_row(false));
    if (failed) {
      failure_ = lines_.failure();
      return step::failed;
    }
    line_ = lines_.line_number();
    text_ = lines_.row();
    if (found == line_reader::found::too_long) {
      return bad("row_too_long", "the row is longer than 1 MiB", 0);
    }
    if (lines_.ended_in_lf() && !text_.empty() && text_.back() == '\r') text_.remove_suffix(1);
    if (text_.find_first_not_of(spaces) != std::string_view::npos) break;
  }
  if (notice(text_).beyond_ascii) {
    if (const std::size_t at = find_invalid_utf8(text_); at != std::string_view::npos) {
      return bad("invalid_utf8", "the row is not valid UTF-8", at);
    }
  }
  return parse(into);
}

}  // namespace

std::unique_ptr<row_reader> read_jsonl(source& from, reading& progress,
                                       std::span<const member> members,
                                       const attribute_names& names) {
  return std::make_unique<json_rows>(from, progress, members, names);
}

}  // namespace chengxin::io::rows
