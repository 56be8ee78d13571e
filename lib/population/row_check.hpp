// Reading the members of one row, one after another, until one is wrong. The
// first thing that is wrong is kept; what is read after it means nothing.
// Never knows the format that the row came in.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "chengxin/date.hpp"
#include "chengxin/rulebook.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// What is wrong with a row, and at which of its members.
struct finding {
  std::string_view code;  ///< of static storage; empty: nothing is wrong
  std::string reason;
  std::uint32_t place = no_place;
};

class row_check {
public:
  row_check(const row& checked, std::span<const member> members)
      : row_(checked), members_(members) {}

  [[nodiscard]] bool failed() const noexcept { return !finding_.code.empty(); }
  [[nodiscard]] const finding& found() const noexcept { return finding_; }

  /// A text, of any length; empty where it is optional and absent.
  std::string_view text(std::size_t which) {
    const given& member = row_.members[which];
    return is_readable(which) ? member.text : std::string_view();
  }

  /// A text of 1 to 64 bytes.
  std::string_view identifier(std::size_t which) {
    const std::string_view id = text(which);
    if (!failed() && (id.empty() || id.size() > longest_identifier)) refuse_length(which);
    return id;
  }

  /// A day; `absent` where it is optional and absent.
  date day(std::size_t which, date absent) {
    if (!is_readable(which)) return absent;
    const std::optional<date> read = parse_date(row_.members[which].text);
    if (!read) refuse_date(which);
    return read.value_or(absent);
  }

  /// One of several names.
  template <class Enum, std::size_t N>
  Enum choice(std::size_t which, const std::array<std::string_view, N>& names) {
    if (!is_readable(which)) return Enum{};
    const std::optional<Enum> read = enum_from<Enum>(names, row_.members[which].text);
    if (!read) refuse_choice(which, names);
    return read.value_or(Enum{});
  }

  /// Keeps a finding, unless there is one already.
  void refuse(std::string_view code, std::uint32_t place, std::string reason);

  static constexpr std::size_t longest_identifier = 64;

private:
  // Whether a member is there to be decoded; refuses it where it must and is not,
  // or is of another type than a text.
  bool is_readable(std::size_t which) {
    if (failed()) return false;
    const given& member = row_.members[which];
    if (member.what == shape::cell || member.what == shape::string) return true;
    if (member.what == shape::absent && !members_[which].required) return false;
    refuse_shape(which);
    return false;
  }

  void refuse_shape(std::size_t which);
  void refuse_length(std::size_t which);
  void refuse_date(std::size_t which);
  void refuse_choice(std::size_t which, std::span<const std::string_view> names);

  const row& row_;
  std::span<const member> members_;
  finding finding_;
};

}  // namespace chengxin::io::rows
