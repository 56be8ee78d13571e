// The short way through a plain line (see plain_line.hpp).
#include "json/plain_line.hpp"

#include <bit>
#include <cstring>

#include "chengxin/utf8.hpp"

namespace chengxin::io::rows {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101U;
constexpr std::uint64_t tops = 0x8080808080808080U;
constexpr std::size_t most_attributes = 16;  // they are compared one by one
constexpr std::ptrdiff_t longest_number = 18;

// The lowest top bit is that of the first byte of `word` that is less than `bound`.
// Precondition: bound <= 0x80.
constexpr std::uint64_t below(std::uint64_t word, std::uint64_t bound) noexcept {
  return (word - ones * bound) & ~word & tops;
}

constexpr std::uint64_t equal(std::uint64_t word, char byte) noexcept {
  return below(word ^ (ones * static_cast<unsigned char>(byte)), 1);
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

}  // namespace

// Goes through a line that ends in '}'. That byte ends every run of spaces or
// digits, so only texts and words are held against `end`.
struct plain_line::cursor {
  const char* here;
  const char* end;
  std::uint64_t seen = 0;  // all that texts consist of, and perhaps more of the line

  bool pass(char expected) noexcept {
    if (*here != expected) return false;
    ++here;
    return true;
  }
  void skip_spaces() noexcept {
    while (*here == ' ') ++here;
  }

  // The text behind a quote, up to the next, which is passed too.
  bool pass_text(std::string_view& text) noexcept {
    const char* at = here;
    for (;; at += sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      if (end - at < static_cast<std::ptrdiff_t>(sizeof word)) {
        std::memcpy(&word, at, static_cast<std::size_t>(end - at));  // the rest is like U+0000
      } else {
        std::memcpy(&word, at, sizeof word);
      }
      seen |= word;
      const std::uint64_t stops = equal(word, '"') | equal(word, '\\') | below(word, 0x20);
      if (stops == 0) continue;
      at += std::countr_zero(stops) / 8;
      break;
    }
    if (at == end || *at != '"') return false;
    text = {here, static_cast<std::size_t>(at - here)};
    here = at + 1;
    return true;
  }

  bool pass_number(given& into) noexcept {
    const char* at = here;
    if (*at == '-') ++at;
    if (!is_digit(*at) || (*at == '0' && is_digit(at[1]))) return false;
    while (is_digit(*at)) ++at;
    if (*at == '.') {
      if (!is_digit(*++at)) return false;
      while (is_digit(*at)) ++at;
    }
    if (at - here > longest_number || *at == 'e' || *at == 'E') return false;
    into.text = {here, static_cast<std::size_t>(at - here)};
    into.what = shape::number;
    here = at;
    return true;
  }

  bool pass_word(std::string_view word, shape what, given& into) noexcept {
    if (end - here <= static_cast<std::ptrdiff_t>(word.size())) return false;
    if (std::memcmp(here, word.data(), word.size()) != 0) return false;
    here += word.size();
    into.what = what;
    if (what != shape::absent) into.text = word;
    return true;
  }

  bool pass_value(given& into) noexcept {
    switch (*here) {
      case '"':
        ++here;
        into.what = shape::string;
        return pass_text(into.text);
      case 't': return pass_word("true", shape::boolean, into);
      case 'f': return pass_word("false", shape::boolean, into);
      case 'n': return pass_word("null", shape::absent, into);
      default: return pass_number(into);
    }
  }

  bool pass_colon() noexcept {
    skip_spaces();
    if (!pass(':')) return false;
    skip_spaces();
    return true;
  }

  // Passes what stands after a member: a comma or the end of the object.
  enum class follows : std::uint8_t { member, end, neither };
  follows pass_separator() noexcept {
    skip_spaces();
    if (*here == ',') {
      ++here;
      skip_spaces();
      return follows::member;
    }
    return pass('}') ? follows::end : follows::neither;
  }
};

plain_line::plain_line(std::span<const member> members, const attribute_names& names)
    : names_(names) {
  for (std::size_t i = 0; i < members.size(); ++i) put_name(i, members[i].name);
  put_name(is_attributes, attributes_member);
  found_before_.fill(text_index::none);
}

void plain_line::put_name(std::size_t which, std::string_view name) {
  quoted_name& put = members_[which];
  char bytes[sizeof put.bytes] = {'"'};
  if (name.size() + 2 > sizeof bytes) return;
  name.copy(bytes + 1, name.size());
  bytes[name.size() + 1] = '"';
  char mask[sizeof put.mask] = {};
  put.size = name.size() + 2;
  std::memset(mask, 0xFF, put.size);
  std::memcpy(put.bytes, bytes, sizeof bytes);
  std::memcpy(put.mask, mask, sizeof mask);
}

std::size_t plain_line::find_member(const std::uint64_t (&bytes)[2], std::size_t before) {
  const auto is = [&](const quoted_name& name) {
    return name.size != 0 && (((bytes[0] ^ name.bytes[0]) & name.mask[0]) |
                              ((bytes[1] ^ name.bytes[1]) & name.mask[1])) == 0;
  };
  std::uint8_t& follower = follower_[before];
  if (is(members_[follower])) return follower;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (is(members_[i])) {
      follower = static_cast<std::uint8_t>(i);
      return i;
    }
  }
  return unknown;
}

std::uint32_t plain_line::find_attribute(std::string_view name) {
  if (name.empty()) return names_.find(name);
  const auto byte = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c)); };
  const std::size_t at = name.size() + 3 * byte(name.front()) + 5 * byte(name.back());
  std::uint32_t& before = found_before_[at % memory_of_names];
  if (before == text_index::none || names_.name(before) != name) before = names_.find(name);
  return before;
}

bool plain_line::read_attributes(cursor& at, row& into, std::uint32_t& place) {
  for (;;) {
    given_attribute added;
    if (!at.pass('"') || !at.pass_text(added.name) || !at.pass_colon()) return false;
    if (into.attributes.size() == most_attributes) return false;
    for (const given_attribute& other : into.attributes) {
      if (other.name == added.name) return false;
    }
    added.value.place = ++place;
    if (!at.pass_value(added.value)) return false;
    added.number = find_attribute(added.name);
    into.attributes.push_back(added);
    const cursor::follows next = at.pass_separator();
    if (next != cursor::follows::member) return next == cursor::follows::end;
  }
}

bool plain_line::read_members(cursor& at, row& into) {
  std::uint32_t place = no_place;  // the largest number: the first key's place is 0
  std::uint32_t given_so_far = 0;  // as bits
  for (std::size_t which = is_attributes;;) {
    std::uint64_t bytes[2] = {0, 0};
    const std::ptrdiff_t left = at.end - at.here;
    if (left >= static_cast<std::ptrdiff_t>(sizeof bytes)) {
      std::memcpy(bytes, at.here, sizeof bytes);
    } else {
      std::memcpy(bytes, at.here, static_cast<std::size_t>(left));
    }
    which = find_member(bytes, which);
    if (which == unknown || (given_so_far >> which & 1U) != 0) return false;
    given_so_far |= 1U << which;
    at.here += members_[which].size;
    ++place;
    if (!at.pass_colon()) return false;
    if (which == is_attributes) {
      if (!at.pass('{')) return false;
      at.skip_spaces();
      // The last byte ends the row's object.
      if (!read_attributes(at, into, place) || at.here == at.end) return false;
    } else {
      into.members[which].place = place;
      if (!at.pass_value(into.members[which])) return false;
    }
    const cursor::follows next = at.pass_separator();
    if (next != cursor::follows::member) return next == cursor::follows::end;
  }
}

bool plain_line::read(std::string_view line, row& into) {
  if constexpr (std::endian::native != std::endian::little) return false;
  if (line.size() < 2 || line.front() != '{' || line.back() != '}') return false;
  into.members.fill(given());
  into.attributes.clear();
  cursor at{line.data() + 1, line.data() + line.size()};
  at.skip_spaces();
  if (!read_members(at, into) || at.here != at.end) return false;
  return (at.seen & tops) == 0 || find_invalid_utf8(line) == std::string_view::npos;
}

}  // namespace chengxin::io::rows
