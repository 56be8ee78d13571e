// The words for what is wrong with a row's members (see row_check.hpp).
#include "population/row_check.hpp"

#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/suggestion.hpp"

namespace chengxin::io::rows {
namespace {

std::string quoted(std::string_view name) {
  return '`' + std::string(name) + '`';
}

std::string_view name_of(shape what) {
  switch (what) {
    case shape::number: return "a number";
    case shape::boolean: return "a boolean";
    case shape::compound: return "an array or object";
    case shape::absent: return "nothing";
    case shape::cell:
    case shape::string: break;
  }
  return "a string";
}

}  // namespace

void row_check::refuse(std::string_view code, std::uint32_t place, std::string reason) {
  if (!failed()) finding_ = {code, std::move(reason), place};
}

void row_check::refuse_shape(std::size_t which) {
  const given& member = row_.members[which];
  if (member.what == shape::absent) {
    refuse("missing_member", member.place, quoted(members_[which].name) + " is required");
  } else {
    refuse("wrong_type", member.place,
           quoted(members_[which].name) + " must be a string, not " +
               std::string(name_of(member.what)));
  }
}

void row_check::refuse_length(std::size_t which) {
  const given& member = row_.members[which];
  refuse("id_length", member.place,
         quoted(members_[which].name) + " must have 1 to 64 bytes, not " +
             std::to_string(member.text.size()));
}

void row_check::refuse_date(std::size_t which) {
  const given& member = row_.members[which];
  refuse("invalid_date", member.place,
         quoted(members_[which].name) +
             " must be a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD, not " +
             shown(member.text));
}

void row_check::refuse_choice(std::size_t which, std::span<const std::string_view> names) {
  const given& member = row_.members[which];
  suggestion nearest(member.text);
  std::string allowed;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) allowed += i + 1 < names.size() ? ", " : " or ";
    allowed += quoted(names[i]);
    nearest.offer(names[i]);
  }
  refuse("invalid_enum", member.place,
         quoted(members_[which].name) + " must be " + allowed + ", not " + shown(member.text) +
             nearest.text());
}

}  // namespace chengxin::io::rows
