// Appends to a string through a raw cursor, so that a piece costs a copy and
// nothing else. Never escapes and never decides what is written.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "chengxin/date.hpp"
#include "chengxin/points.hpp"

namespace chengxin::io::report {

/// A word of fixed room: copied whole, so that its length need not be known
/// when the copy is made.
struct padded_word {
  std::array<char, 32> text{};
  std::uint8_t size = 0;
};

template <std::size_t N>
[[nodiscard]] constexpr std::array<padded_word, N> padded_words(
    const std::array<std::string_view, N>& words) {
  std::array<padded_word, N> padded{};
  for (std::size_t i = 0; i < N; ++i) {
    std::copy(words[i].begin(), words[i].end(), padded[i].text.begin());
    padded[i].size = static_cast<std::uint8_t>(words[i].size());
  }
  return padded;
}

/// The whole numbers below 1,000 as text: the digits, and how many they are.
struct small_number {
  std::array<char, 3> digits{};
  std::uint8_t size = 0;
};
inline constexpr std::array<small_number, 1000> small_numbers = [] {
  std::array<small_number, 1000> made{};
  for (unsigned number = 0; number < made.size(); ++number) {
    small_number& to = made[number];
    for (const unsigned unit : {100U, 10U, 1U}) {
      if (number < unit && unit > 1) continue;
      to.digits[to.size++] = static_cast<char>('0' + number / unit % 10);
    }
  }
  return made;
}();

class appender {
public:
  /// `more`: how much is asked of the string at a time.
  explicit appender(std::string& out, std::size_t more = 1024) noexcept
      : out_(out), at_(out.data() + out.size()), end_(at_), more_(more) {}
  ~appender() { out_.resize(static_cast<std::size_t>(at_ - out_.data())); }
  appender(const appender&) = delete;
  appender& operator=(const appender&) = delete;

  /// Room for `size` more bytes at the cursor.
  [[nodiscard]] char* room(std::size_t size) {
    if (static_cast<std::size_t>(end_ - at_) < size) grow(size);
    return at_;
  }
  /// Moves the cursor to `to`, which lies within the room that was asked for.
  void advance_to(char* to) noexcept { at_ = to; }

  template <std::size_t N>
  void literal(const char (&text)[N]) {
    std::memcpy(room(N - 1), text, N - 1);
    at_ += N - 1;
  }
  void character(char c) {
    *room(1) = c;
    ++at_;
  }
  void raw(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(room(text.size()), text.data(), text.size());
    at_ += text.size();
  }
  void word(const padded_word& text) {
    std::memcpy(room(text.text.size()), text.text.data(), text.text.size());
    at_ += text.size;
  }
  void integer(std::int64_t number) { at_ = write_integer(room(20), number); }
  void decimal(points number) {
    char* at = room(24);
    std::int64_t cents = number.cents;
    if (cents < 0) {
      *at++ = '-';
      cents = -cents;
    }
    at = write_integer(at, cents / 100);
    const auto fraction = static_cast<int>(cents % 100);
    if (fraction != 0) {
      *at++ = '.';
      *at++ = static_cast<char>('0' + fraction / 10);
      if (fraction % 10 != 0) *at++ = static_cast<char>('0' + fraction % 10);
    }
    at_ = at;
  }
  void day(date given) {
    const std::chrono::year_month_day civil = given.civil();
    const auto year = static_cast<unsigned>(static_cast<int>(civil.year()));
    char* at = room(10);
    at = write_pair(at, year / 100 % 100);
    at = write_pair(at, year % 100);
    *at++ = '-';
    at = write_pair(at, static_cast<unsigned>(civil.month()));
    *at++ = '-';
    at_ = write_pair(at, static_cast<unsigned>(civil.day()));
  }

private:
  [[nodiscard]] static char* write_pair(char* at, unsigned number) noexcept {
    *at++ = static_cast<char>('0' + number / 10);
    *at++ = static_cast<char>('0' + number % 10);
    return at;
  }
  [[nodiscard]] static char* write_integer(char* at, std::int64_t number) noexcept {
    // Without asking how many digits there are, which is seldom foreseen.
    if (number >= 0 && number < 1000) {
      const small_number& small = small_numbers[static_cast<std::size_t>(number)];
      std::memcpy(at, small.digits.data(), small.digits.size());
      return at + small.size;
    }
    return std::to_chars(at, at + 20, number).ptr;
  }
  void grow(std::size_t size) {
    const auto used = static_cast<std::size_t>(at_ - out_.data());
    out_.resize(used + std::max(size, more_));
    at_ = out_.data() + used;
    end_ = out_.data() + out_.size();
  }

  std::string& out_;
  char* at_;
  char* end_;
  std::size_t more_;
};

}  // namespace chengxin::io::report
