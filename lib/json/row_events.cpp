// Boost.JSON's events put into a row (see row_events.hpp).
#include "json/row_events.hpp"

#include <cstdint>
#include <cstring>
#include <functional>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/suggestion.hpp"

namespace chengxin::io::rows {
namespace {

// Up to so many attributes are compared one by one.
constexpr std::size_t few_attributes = 16;

// Whether two names are the same: most are of 8 to 16 bytes, and two looks of 8 bytes each,
// which may overlap, are quicker than a call.
bool are_same(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  if (a.size() < sizeof(std::uint64_t) || a.size() > 2 * sizeof(std::uint64_t)) return a == b;
  const auto differ = [&](std::size_t at) {
    std::uint64_t of_a = 0, of_b = 0;
    std::memcpy(&of_a, a.data() + at, sizeof of_a);
    std::memcpy(&of_b, b.data() + at, sizeof of_b);
    return of_a ^ of_b;
  };
  return (differ(0) | differ(a.size() - sizeof(std::uint64_t))) == 0;
}

}  // namespace

void row_events::begin(std::string_view line, row& into) {
  line_ = line;
  into_ = &into;
  into.members.fill(given());
  into.attributes.clear();
  unescaped_.clear();
  unescaped_.reserve(line.size());
  held_from_ = no_text;
  level_ = level::document;
  compounds_ = 0;
  current_ = is_attributes;
  given_ = 0;
  if (!many_attributes_.empty()) many_attributes_ = {};
  code_ = {};
  place_ = no_place;
}

bool row_events::stop(std::string_view code, std::string reason) {
  code_ = code;
  reason_ = std::move(reason);
  return false;
}

bool row_events::on_object_begin(error_code&) {
  if (compounds_ == 0 && level_ == level::document) {
    level_ = level::row;
    return true;
  }
  if (compounds_ == 0 && level_ == level::row && current_ == is_attributes) {
    level_ = level::attributes;
    return true;
  }
  return begin_compound();
}

bool row_events::on_object_end(std::size_t, error_code&) noexcept {
  if (compounds_ > 0) {
    --compounds_;
  } else {
    level_ = level_ == level::attributes ? level::row : level::document;
  }
  return true;
}

bool row_events::on_array_end(std::size_t, error_code&) noexcept {
  --compounds_;
  return true;
}

bool row_events::begin_compound() {
  if (compounds_ == 0 && !put(shape::compound, {})) return false;
  ++compounds_;
  return true;
}

// Puts the value of the current member or attribute, unless it is inside another.
bool row_events::put(shape what, std::string_view text) {
  if (compounds_ > 0) return true;
  switch (level_) {
    case level::document: return stop("not_an_object", "a row must be a JSON object");
    case level::attributes:
      into_->attributes.back().value.what = what;
      into_->attributes.back().value.text = text;
      return true;
    case level::row: break;
  }
  if (current_ == is_attributes) {
    return what == shape::absent || stop("wrong_type", "`attributes` must be an object");
  }
  into_->members[current_].what = what;
  into_->members[current_].text = text;
  return true;
}

void row_events::hold_piece(text_piece piece) {
  if (held_from_ == no_text) held_from_ = unescaped_.size();
  unescaped_.append(piece.data(), piece.size());
}

// A text that has escapes comes in pieces of the parser's own memory, any other
// as a part of the line.
std::string_view row_events::whole(text_piece last_piece) {
  const char* const begin = last_piece.data();
  const std::less<> before;
  const bool is_in_line =
      !before(begin, line_.data()) && before(begin, line_.data() + line_.size());
  if (held_from_ == no_text && is_in_line) return {begin, last_piece.size()};
  hold_piece(last_piece);
  const std::string_view text = std::string_view(unescaped_).substr(held_from_);
  held_from_ = no_text;
  return text;
}

bool row_events::on_string_part(text_piece piece, std::size_t, error_code&) {
  hold_piece(piece);
  return true;
}

bool row_events::on_string(text_piece piece, std::size_t, error_code&) {
  return put(shape::string, whole(piece));
}

bool row_events::on_key_part(text_piece piece, std::size_t, error_code&) {
  hold_piece(piece);
  return true;
}

bool row_events::on_key(text_piece piece, std::size_t, error_code&) {
  const std::string_view name = whole(piece);
  ++place_;  // no_place is the largest number: the first key's place is 0
  if (compounds_ > 0) return true;
  return level_ == level::row ? begin_member(name) : begin_attribute(name);
}

// Rows of one file mostly name their members in one order.
std::size_t row_events::find_member(std::string_view name) {
  std::uint8_t& follower = follower_[current_];
  const std::string_view expected =
      follower < members_.size() ? members_[follower].name : attributes_member;
  if (are_same(expected, name)) return follower;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (members_[i].name == name) {
      follower = static_cast<std::uint8_t>(i);
      return i;
    }
  }
  if (name == attributes_member) follower = static_cast<std::uint8_t>(is_attributes);
  return is_attributes;
}

bool row_events::begin_member(std::string_view name) {
  const std::size_t found = find_member(name);
  if (found == is_attributes && !are_same(name, attributes_member)) {
    suggestion nearest(name);
    for (const member& m : members_) nearest.offer(m.name);
    nearest.offer(attributes_member);
    return stop("unknown_member", "unknown member " + shown(name) + nearest.text());
  }
  const std::uint32_t bit = 1U << found;
  if ((given_ & bit) != 0) {
    return stop("repeated_member", "member " + shown(name) + " is there twice");
  }
  given_ |= bit;
  current_ = found;
  if (found != is_attributes) into_->members[found].place = place_;
  return true;
}

bool row_events::is_repeated_attribute(std::string_view name) {
  const std::vector<given_attribute>& before = into_->attributes;
  if (before.size() < few_attributes) {
    for (const given_attribute& attribute : before) {
      if (attribute.name == name) return true;
    }
    return false;
  }
  if (many_attributes_.empty()) {
    for (const given_attribute& attribute : before) many_attributes_.insert(attribute.name);
  }
  return !many_attributes_.insert(name).second;
}

bool row_events::begin_attribute(std::string_view name) {
  if (is_repeated_attribute(name)) {
    return stop("repeated_member", "attribute " + shown(name) + " is there twice");
  }
  given_attribute added;
  added.name = name;
  added.number = names_.find(name);
  added.value.place = place_;
  into_->attributes.push_back(added);
  return true;
}

}  // namespace chengxin::io::rows
