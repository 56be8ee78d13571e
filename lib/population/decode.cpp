// Decoding the attributes of rows (see decode.hpp).
#include "population/decode.hpp"

#include <charconv>
#include <system_error>

#include "chengxin/date.hpp"
#include "chengxin/expression/characters.hpp"
#include "chengxin/expression/literal.hpp"

namespace chengxin::io::rows {
namespace {

using expression::detail::is_digit;

bool skip_digits(std::string_view text, std::size_t& at) noexcept {
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at > begin;
}

// Passes "-?(0|[1-9][0-9]*)".
bool skip_whole_part(std::string_view text, std::size_t& at) noexcept {
  if (at < text.size() && text[at] == '-') ++at;
  if (at < text.size() && text[at] == '0') {
    ++at;
    return true;
  }
  return skip_digits(text, at);
}

bool is_json_number(std::string_view text) noexcept {
  std::size_t at = 0;
  if (!skip_whole_part(text, at)) return false;
  if (at < text.size() && text[at] == '.' && !skip_digits(text, ++at)) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!skip_digits(text, at)) return false;
  }
  return at == text.size();
}

template <class T>
value value_or_unreadable(const std::optional<T>& decoded) noexcept {
  return decoded ? value::of(*decoded) : value::unreadable();
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
  std::size_t at = 0;
  if (!skip_whole_part(text, at) || at != text.size()) return std::nullopt;
  std::int64_t n = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), n).ec != std::errc{}) {
    return std::nullopt;
  }
  return n;
}

std::optional<double> parse_number(std::string_view text) noexcept {
  if (!is_json_number(text)) return std::nullopt;
  const bool negative = text.front() == '-';
  if (negative) text.remove_prefix(1);
  return expression::detail::number_value(text, negative);
}

value decode_attribute(value_type type, const given& attribute) noexcept {
  if (attribute.what == shape::absent) return value();
  const bool is_cell = attribute.what == shape::cell;
  switch (type) {
    case value_type::integer:
      if (!is_cell && attribute.what != shape::number) break;
      return value_or_unreadable(parse_integer(attribute.text));
    case value_type::number:
      if (!is_cell && attribute.what != shape::number) break;
      return value_or_unreadable(parse_number(attribute.text));
    case value_type::boolean:
      if (!is_cell && attribute.what != shape::boolean) break;
      if (attribute.text == "true") return value::of(true);
      if (attribute.text == "false") return value::of(false);
      break;
    case value_type::date:
      if (!is_cell && attribute.what != shape::string) break;
      return value_or_unreadable(parse_date(attribute.text));
    case value_type::string:
      if (!is_cell && attribute.what != shape::string) break;
      return value::of(attribute.text);
  }
  return value::unreadable();
}

}  // namespace chengxin::io::rows
