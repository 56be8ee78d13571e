// The kinds of arguments that functions of chengxin.h take, and the ways in which each can be
// wrong, for misuse_test.cpp. Never knows a function by name.
#pragma once

#include <chengxin.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <string_view>
#include <tuple>
#include <vector>

#include "src/first_size.hpp"

namespace misuse {

/// What a function must give for one wrong argument.
enum class answer : std::uint8_t {
  misused,  ///< CX_ERROR_MISUSE
  refused,  ///< the same, or CX_ERROR_INPUT
  right,    ///< what it gives where nothing is wrong
  any       ///< whatever is not a defect of the library's own
};

// The kinds of arguments. `passed` is what the call gets, `wrongs` how many ways there are to
// be wrong, and `spoil` brings one of them about until `restore`.

/// A handle, or a context of the caller's.
template <class T>
class handle {
public:
  explicit handle(T* given, answer without = answer::misused) : given_(given), without_(without) {}
  [[nodiscard]] std::tuple<T*> passed() { return {spoilt_ ? nullptr : given_}; }
  [[nodiscard]] std::size_t wrongs() const { return 1; }
  answer spoil(std::size_t) { return spoilt_ = true, without_; }
  void restore() { spoilt_ = false; }
  [[nodiscard]] bool untouched() const { return true; }
  void discard() {}

private:
  T* given_;
  answer without_;
  bool spoilt_ = false;
};

/// A pointer and a length of text or bytes.
template <class T = char>
class text {
public:
  explicit text(std::string_view given) : right_(given), now_(given.data(), given.size()) {}
  [[nodiscard]] std::tuple<const T*, std::size_t> passed() { return now_; }
  [[nodiscard]] std::size_t wrongs() const { return 3; }
  answer spoil(std::size_t which) {
    now_ = {nullptr, which == 0 ? 1 : which == 1 ? right_.size() : SIZE_MAX};
    return right_.empty() && which == 1 ? answer::right : answer::misused;
  }
  void restore() { now_ = {right_.data(), right_.size()}; }
  [[nodiscard]] bool untouched() const { return true; }
  void discard() {}

private:
  std::string_view right_;
  std::tuple<const T*, std::size_t> now_;
};

/// A number, and others that are wrong.
template <class T>
class number {
public:
  number(T right, std::initializer_list<T> wrong, answer expected)
      : right_(right), now_(right), wrong_(wrong), expected_(expected) {}
  [[nodiscard]] std::tuple<T> passed() { return {now_}; }
  [[nodiscard]] std::size_t wrongs() const { return wrong_.size(); }
  answer spoil(std::size_t which) { return now_ = wrong_[which], expected_; }
  void restore() { now_ = right_; }
  [[nodiscard]] bool untouched() const { return true; }
  void discard() {}

private:
  T right_;
  T now_;
  std::vector<T> wrong_;
  answer expected_;
};

/// One of an enumeration, or a yes or no.
inline number<std::int32_t> constant(std::int32_t right) {
  return {right, {-1, 99, INT32_MIN, INT32_MAX}, answer::misused};
}
inline number<std::int32_t> bounded(std::int32_t right, std::int32_t least, std::int32_t most) {
  return {right, {least - 1, most + 1, INT32_MIN, INT32_MAX}, answer::misused};
}
template <class T>
number<T> index(T right) {
  return {right, {static_cast<T>(-2), 999999}, answer::misused};
}
/// A day or a moment: all are taken, and may be errors of the input.
template <class T>
number<T> time(T right) {
  using limits = std::numeric_limits<T>;
  return {
      right, {limits::min(), limits::min() + 1, 0, limits::max() - 1, limits::max()}, answer::any};
}

/// A struct that may grow, in memory that goes on behind it.
template <class T>
class grown {
public:
  explicit grown(const T& right, answer without) : right_(right), without_(without) { restore(); }
  void restore() {
    std::memset(memory_, 0, sizeof memory_);
    std::memcpy(memory_, &right_, sizeof right_);
    gone_ = false;
  }

protected:
  static constexpr std::uint32_t beyond = 16;
  static constexpr std::size_t sizes = 5;
  void set_size(std::uint32_t size) { std::memcpy(memory_, &size, sizeof size); }
  /// NULL, or a `struct_size` below that of the first release.
  answer spoil_size(std::size_t which) {
    constexpr auto first = static_cast<std::uint32_t>(chengxin::capi::first_size<T>);
    constexpr std::uint32_t small[] = {0, 1, 4, first - 1};
    if (which == 0) return gone_ = true, without_;
    return set_size(small[which - 1]), answer::misused;
  }

  T right_;
  answer without_;
  bool gone_ = false;
  alignas(T) unsigned char memory_[sizeof(T) + beyond];
};

/// Options that a function reads; `members` are 32 bits of which -1 and 99 are wrong.
template <class T>
class options : public grown<T> {
public:
  options(const T& right, answer without, std::initializer_list<std::size_t> members,
          answer wrong_member = answer::misused)
      : grown<T>(right, without), members_(members), wrong_member_(wrong_member) {}
  [[nodiscard]] std::tuple<const T*> passed() {
    return {this->gone_ ? nullptr : reinterpret_cast<const T*>(this->memory_)};
  }
  [[nodiscard]] std::size_t wrongs() const { return this->sizes + 2 + 2 * members_.size(); }
  answer spoil(std::size_t which) {
    if (which < this->sizes) return this->spoil_size(which);
    which -= this->sizes;
    if (which < 2) {  // larger than the library knows, with and without something in it
      this->set_size(sizeof(T) + this->beyond);
      this->memory_[sizeof(T) + this->beyond - 1] = which == 0 ? 1 : 0;
      return which == 0 ? answer::misused : answer::right;
    }
    const std::int32_t wrong = which % 2 == 0 ? -1 : 99;
    std::memcpy(this->memory_ + members_[which / 2 - 1], &wrong, sizeof wrong);
    return wrong_member_;
  }
  [[nodiscard]] bool untouched() const { return true; }
  void discard() {}

private:
  std::vector<std::size_t> members_;
  answer wrong_member_;
};

/// A list of one such struct.
template <class T>
class list : public options<T> {
public:
  using options<T>::options;
  [[nodiscard]] std::tuple<const T*, std::size_t> passed() {
    return std::tuple_cat(options<T>::passed(), std::tuple<std::size_t>(1));
  }
};

/// A list of one struct that never grows, and one that is wrong.
template <class T>
class elements {
public:
  elements(const T& right, const T& wrong) : right_(right), wrong_(wrong), now_(right) {}
  [[nodiscard]] std::tuple<const T*, std::size_t> passed() { return {gone_ ? nullptr : &now_, 1}; }
  [[nodiscard]] std::size_t wrongs() const { return 2; }
  answer spoil(std::size_t which) {
    gone_ = which == 0;
    now_ = wrong_;
    return answer::misused;
  }
  void restore() {
    gone_ = false;
    now_ = right_;
  }
  [[nodiscard]] bool untouched() const { return true; }
  void discard() {}

private:
  T right_;
  T wrong_;
  T now_;
  bool gone_ = false;
};

/// A struct that a function fills.
template <class T>
class filled : public grown<T> {
public:
  explicit filled(const T& defaults, answer without = answer::misused)
      : grown<T>(defaults, without) {
    restore();
  }
  [[nodiscard]] std::tuple<T*> passed() {
    std::memcpy(before_, this->memory_, sizeof before_);
    return {this->gone_ ? nullptr : reinterpret_cast<T*>(this->memory_)};
  }
  [[nodiscard]] std::size_t wrongs() const { return this->sizes + 1; }
  answer spoil(std::size_t which) {
    if (which < this->sizes) return this->spoil_size(which);
    this->set_size(sizeof(T) + this->beyond);  // of a program that knows more than the library
    return answer::right;
  }
  void restore() {
    grown<T>::restore();
    std::memset(this->memory_ + sizeof(std::uint32_t), mark,
                sizeof this->memory_ - sizeof(std::uint32_t));
  }
  [[nodiscard]] bool untouched() const {
    return std::memcmp(before_, this->memory_, sizeof before_) == 0;
  }
  /// Whether nothing beyond the struct was written.
  [[nodiscard]] bool kept_to_itself() const {
    return std::all_of(this->memory_ + sizeof(T), this->memory_ + sizeof this->memory_,
                       [](unsigned char it) { return it == mark; });
  }
  void discard() {}

private:
  static constexpr unsigned char mark = 0x6d;
  unsigned char before_[sizeof(T) + grown<T>::beyond] = {};
};

/// A value that a function gives through a pointer, and how it is given back.
template <class T>
class given {
public:
  explicit given(void (*give_back)(T) = nullptr, answer without = answer::misused)
      : give_back_(give_back), without_(without) {
    restore();
  }
  [[nodiscard]] std::tuple<T*> passed() { return {spoilt_ ? nullptr : &now_}; }
  [[nodiscard]] std::size_t wrongs() const { return 1; }
  answer spoil(std::size_t) { return spoilt_ = true, without_; }
  void restore() {
    std::memset(&now_, 0x6d, sizeof now_);
    std::memcpy(&before_, &now_, sizeof now_);
    spoilt_ = false;
  }
  [[nodiscard]] bool untouched() const { return std::memcmp(&now_, &before_, sizeof now_) == 0; }
  void discard() {
    if (!spoilt_ && give_back_ != nullptr) give_back_(now_);
  }

private:
  T now_;
  T before_;
  void (*give_back_)(T);
  answer without_;
  bool spoilt_ = false;
};

inline given<cx_buffer> buffer(answer without = answer::misused) {
  return given<cx_buffer>([](cx_buffer it) { cx_buffer_dispose(&it); }, without);
}

/// Room for a text that the function writes, of which the bounds are told.
class room {
public:
  explicit room(std::size_t least) : least_(least) { restore(); }
  [[nodiscard]] std::tuple<char*, std::size_t> passed() { return now_; }
  [[nodiscard]] std::size_t wrongs() const { return 3; }
  answer spoil(std::size_t which) {
    now_ = which == 0   ? std::tuple(static_cast<char*>(nullptr), least_)
           : which == 1 ? std::tuple(memory_, std::size_t{0})
                        : std::tuple(memory_, least_ - 1);
    return answer::misused;
  }
  void restore() {
    std::memset(memory_, 'm', sizeof memory_);
    now_ = {memory_, least_};
  }
  [[nodiscard]] bool untouched() const {
    return std::all_of(std::begin(memory_), std::end(memory_), [](char it) { return it == 'm'; });
  }
  void discard() {}

private:
  std::size_t least_;
  char memory_[128];
  std::tuple<char*, std::size_t> now_;
};

/// A function that is written to, and its context.
class writer {
public:
  [[nodiscard]] std::tuple<cx_write_function, void*> passed() {
    return {spoilt_ ? nullptr : take, nullptr};
  }
  [[nodiscard]] std::size_t wrongs() const { return 1; }
  answer spoil(std::size_t) { return spoilt_ = true, answer::misused; }
  void restore() { spoilt_ = false; }
  [[nodiscard]] bool untouched() const { return true; }
  void discard() {}

private:
  static std::int32_t take(void*, const char*, std::size_t) { return 0; }
  bool spoilt_ = false;
};

}  // namespace misuse
