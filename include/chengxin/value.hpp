// Attribute values: the five types that a record or subject can carry
// (SPECIFICATION 2). Never owns text: a string value borrows its bytes.
#pragma once

#include <cstdint>
#include <string_view>

#include "chengxin/date.hpp"

namespace chengxin {

enum class value_type : std::uint8_t { integer, number, string, boolean, date };

[[nodiscard]] constexpr std::string_view name_of(value_type type) noexcept {
  switch (type) {
    case value_type::integer: return "integer";
    case value_type::number: return "number";
    case value_type::string: return "string";
    case value_type::boolean: return "boolean";
    case value_type::date: return "date";
  }
  return "";
}

/// A value, an absent value, or one that was given but could not be read as
/// its declared type (`unreadable`). Trivially copyable; a string borrows.
class value {
public:
  constexpr value() noexcept : integer_(0) {}

  [[nodiscard]] static constexpr value of(std::int64_t n) noexcept {
    value v(state::present, value_type::integer);
    v.integer_ = n;
    return v;
  }
  [[nodiscard]] static constexpr value of(double x) noexcept {
    value v(state::present, value_type::number);
    v.number_ = x;
    return v;
  }
  [[nodiscard]] static constexpr value of(bool b) noexcept {
    value v(state::present, value_type::boolean);
    v.boolean_ = b;
    return v;
  }
  [[nodiscard]] static constexpr value of(date day) noexcept {
    value v(state::present, value_type::date);
    v.date_ = day;
    return v;
  }
  [[nodiscard]] static constexpr value of(std::string_view text) noexcept {
    value v(state::present, value_type::string);
    v.string_ = text;
    return v;
  }
  static value of(const char*) = delete;
  [[nodiscard]] static constexpr value unreadable() noexcept {
    return value(state::unreadable, value_type::integer);
  }

  [[nodiscard]] constexpr bool is_absent() const noexcept { return state_ == state::absent; }
  [[nodiscard]] constexpr bool is_present() const noexcept { return state_ == state::present; }
  [[nodiscard]] constexpr bool is_unreadable() const noexcept {
    return state_ == state::unreadable;
  }
  /// Precondition: is_present().
  [[nodiscard]] constexpr value_type type() const noexcept { return type_; }

  // Preconditions: is_present() and type() is the one named.
  [[nodiscard]] constexpr std::int64_t integer() const noexcept { return integer_; }
  [[nodiscard]] constexpr double number() const noexcept { return number_; }
  [[nodiscard]] constexpr bool boolean() const noexcept { return boolean_; }
  [[nodiscard]] constexpr chengxin::date day() const noexcept { return date_; }
  [[nodiscard]] constexpr std::string_view string() const noexcept { return string_; }

private:
  enum class state : std::uint8_t { absent, present, unreadable };
  constexpr value(state s, value_type t) noexcept : integer_(0), state_(s), type_(t) {}

  union {
    std::int64_t integer_;
    double number_;
    bool boolean_;
    chengxin::date date_;
    std::string_view string_;
  };
  state state_ = state::absent;
  value_type type_ = value_type::integer;
};

}  // namespace chengxin
