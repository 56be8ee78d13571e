// A value or the reason why there is none: how every expected failure is told.
// Never throws, except std::bad_alloc from copying a message.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace chengxin {

/// Why something could not be done. `code` is stable and meant for programs
/// (lower_snake_case); `message` is one English line meant for people.
struct error {
  std::string code;
  std::string message;
};

/// Either a T or an error, in the shape of std::expected.
template <class T>
class [[nodiscard]] result {
public:
  result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  result(error failure) : content_(std::in_place_index<1>, std::move(failure)) {}

  [[nodiscard]] bool has_value() const noexcept { return content_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The value. Precondition: has_value().
  T& operator*() & noexcept { return *std::get_if<0>(&content_); }
  const T& operator*() const& noexcept { return *std::get_if<0>(&content_); }
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&content_)); }
  T* operator->() noexcept { return std::get_if<0>(&content_); }
  const T* operator->() const noexcept { return std::get_if<0>(&content_); }

  /// The error. Precondition: !has_value().
  [[nodiscard]] const error& failure() const noexcept { return *std::get_if<1>(&content_); }

private:
  std::variant<T, error> content_;
};

}  // namespace chengxin
