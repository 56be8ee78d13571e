// The usual spellings of days, whole numbers and words, read quickly. Never decides that
// anything is wrong: what is not usual is for who reads every spelling.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "chengxin/date.hpp"
#include "population/text_hash.hpp"

namespace chengxin::io::rows {

/// The days on which the months from 1900-01 on begin, and the first after the last.
class month_beginnings {
public:
  static constexpr unsigned first_year = 1900;
  static constexpr unsigned months = 300 * 12;

  constexpr month_beginnings() {
    std::int32_t day = first_input_day.days;
    for (unsigned m = 0; m < months; ++m) {
      days_[m] = day;
      const auto year = static_cast<int>(first_year + m / 12);
      day = add_months(date::of(year, m % 12 + 1, 1), 1).days;
    }
    days_[months] = day;
  }
  [[nodiscard]] constexpr std::int32_t operator[](std::size_t month) const noexcept {
    return days_[month];
  }

private:
  std::array<std::int32_t, months + 1> days_{};
};

/// Reads "YYYY-MM-DD" as parse_date() does.
[[nodiscard]] inline std::optional<date> plain_day(std::string_view text) noexcept {
  static constexpr month_beginnings beginnings;
  if (text.size() != 10) return std::nullopt;
  // Every byte less the character that should be there: a digit's value, or 0.
  static constexpr char zeros[] = "0000-00-00";
  std::uint64_t head = 0;
  std::uint64_t head_zeros = 0;
  std::uint16_t tail = 0;
  std::uint16_t tail_zeros = 0;
  std::memcpy(&head, text.data(), 8);
  std::memcpy(&head_zeros, zeros, 8);
  std::memcpy(&tail, text.data() + 8, 2);
  std::memcpy(&tail_zeros, zeros + 8, 2);
  std::array<unsigned char, 16> digit{};
  head ^= head_zeros;  // '0' has no bit that a digit's value has
  tail ^= tail_zeros;
  std::memcpy(digit.data(), &head, 8);
  std::memcpy(digit.data() + 8, &tail, 2);
  // A byte over 9 carries into its top bit, or has it.
  constexpr std::uint64_t tops = 0x8080808080808080U;
  constexpr std::uint64_t up = 0x7676767676767676U;
  const std::uint64_t over = ((head & ~tops) + up) | head;
  const std::uint64_t over_tail = ((tail & ~tops & 0xFFFFU) + (up & 0xFFFFU)) | tail;
  if (((over | over_tail) & tops) != 0 || digit[4] != 0 || digit[7] != 0) return std::nullopt;
  const unsigned year = digit[0] * 1000U + digit[1] * 100U + digit[2] * 10U + digit[3];
  const unsigned month = digit[5] * 10U + digit[6];
  const auto day = static_cast<std::int32_t>(digit[8] * 10U + digit[9]);
  if (year < month_beginnings::first_year || month < 1 || month > 12) return std::nullopt;
  const std::size_t at = std::size_t{12} * (year - month_beginnings::first_year) + month - 1;
  if (at >= month_beginnings::months) return std::nullopt;
  const std::int32_t first = beginnings[at];
  if (day < 1 || day > beginnings[at + 1] - first) return std::nullopt;
  return date{first + day - 1};
}

/// Reads a whole number of up to nine digits, without a sign, as parse_integer() does.
[[nodiscard]] inline std::optional<std::int64_t> plain_integer(std::string_view text) noexcept {
  if (text.empty() || text.size() > 9 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  if (text.size() <= 3) {
    // Without a branch for each digit: how many there are is seldom foreseen.
    static constexpr std::array<std::uint32_t, 4> first_weighs{0, 0, 10, 100};
    static constexpr std::array<std::uint32_t, 4> middle_weighs{0, 0, 0, 10};
    const auto digit = [&](std::size_t at) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at])) - '0';
    };
    const std::uint32_t first = digit(0);
    const std::uint32_t middle = digit(text.size() / 2);
    const std::uint32_t last = digit(text.size() - 1);
    if (first > 9 || middle > 9 || last > 9) return std::nullopt;
    return first * first_weighs[text.size()] + middle * middle_weighs[text.size()] + last;
  }
  std::uint32_t number = 0;
  for (const char each : text) {
    const auto digit = static_cast<std::uint32_t>(static_cast<unsigned char>(each)) - '0';
    if (digit > 9) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

/// The words of a list, none of which is longer than short_text::longest.
template <class Enum, std::size_t N>
class plain_words {
public:
  explicit plain_words(const std::array<std::string_view, N>& words) {
    for (std::size_t i = 0; i < N; ++i) words_[i] = short_text::of(words[i]);
  }
  /// The position of a word, or nothing.
  [[nodiscard]] std::optional<Enum> find(std::string_view text) const noexcept {
    if (text.size() > short_text::longest) return std::nullopt;
    const short_text wanted = short_text::of(text);
    std::size_t found = N;
    // Without a branch for each: which it is is seldom foreseen.
    for (std::size_t i = 0; i < N; ++i) found = words_[i].is(wanted) ? i : found;
    if (found == N) return std::nullopt;
    return static_cast<Enum>(found);
  }

private:
  std::array<short_text, N> words_;
};

}  // namespace chengxin::io::rows
