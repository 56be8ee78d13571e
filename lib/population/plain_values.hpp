// The usual spellings of days, whole numbers and words, read quickly. Never decides that
// anything is wrong: what is not usual is for who reads every spelling.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "chengxin/date.hpp"
#include "chengxin/facts.hpp"
#include "population/short_text.hpp"

namespace chengxin::io::rows {

/// Every month from 1900-01 to 2199-12: the day on which it begins, and how many it has.
class months {
public:
  struct month {
    std::int32_t first_day = 0;
    std::uint32_t days = 0;  ///< 0: there is no such month
  };

  months() noexcept;

  /// Of any year and any month of up to two digits.
  [[nodiscard]] month of(unsigned year, unsigned number) const noexcept {
    const unsigned since = year - first_year;
    if (since >= years || number >= each_year) return {};
    return all_[since * each_year + number];
  }

private:
  static constexpr unsigned first_year = 1900;
  static constexpr unsigned years = 300;
  static constexpr unsigned each_year = 16;  // so that a place is found by a shift

  std::array<month, std::size_t{years} * each_year> all_{};
};
extern const months all_months;

/// '0' in every byte; it has no bit that a digit's value has.
inline constexpr std::uint64_t zero_digits = 0x3030303030303030U;
/// The highest bit of every byte.
inline constexpr std::uint64_t top_bits = 0x8080808080808080U;

/// Reads "YYYY-MM-DD" as parse_date() does; no_day where it is anything else.
[[nodiscard]] inline date plain_day(const short_text& text) noexcept {
  if (text.size != 10) return no_day;
  // Every byte less the character that should be there: a digit's value, or 0.
  constexpr std::uint64_t wanted = 0x30302D30302D3030U;  // "00-00-00"
  const std::uint64_t century = text.head >> 48U ^ (zero_digits & 0xFFFFU);
  const std::uint64_t rest = text.tail ^ wanted;
  // A byte beyond 9, or 0 where a hyphen should be, carries into its top bit, or has it.
  constexpr std::uint64_t up = 0x76767F76767F7676U;
  constexpr std::uint64_t up_century = 0x7676U;
  const std::uint64_t over = ((rest & ~top_bits) + up) | rest;
  const std::uint64_t over_century = ((century & ~top_bits) + up_century) | century;
  if (((over | over_century) & top_bits) != 0) return no_day;
  // Ten times each digit and the one after it.
  const std::uint64_t pairs = rest * 10 + (rest >> 8U);
  const auto pair_at = [&](unsigned byte) {
    return static_cast<unsigned>(pairs >> 8 * byte) & 0xFFU;
  };
  const auto hundreds = static_cast<unsigned>((century & 0xFFU) * 10 + (century >> 8U));
  const months::month in = all_months.of(hundreds * 100 + pair_at(0), pair_at(3));
  const unsigned days_before = pair_at(6) - 1;
  if (days_before >= in.days) return no_day;
  return date{in.first_day + static_cast<std::int32_t>(days_before)};
}

inline constexpr std::int32_t no_number = -1;

/// Reads a whole number of up to eight digits, without a sign, as parse_integer() does;
/// no_number where it is anything else.
[[nodiscard]] inline std::int32_t plain_integer(const short_text& text) noexcept {
  // The least that is written with so many digits.
  static constexpr std::array<std::uint32_t, 9> least{0,     0,      10,      100,     1000,
                                                      10000, 100000, 1000000, 10000000};
  if (text.size - 1U >= 8U) return no_number;
  const std::uint64_t digits = text.tail ^ (zero_digits & short_text::tail_masks[text.size]);
  constexpr std::uint64_t up = 0x7676767676767676U;
  if (((((digits & ~top_bits) + up) | digits) & top_bits) != 0) return no_number;
  // Digits become pairs, pairs fours, and fours the number; zeros stand before the first.
  const std::uint64_t pairs = digits * 10 + (digits >> 8U);
  constexpr std::uint64_t every_other = 0x000000FF000000FFU;
  const std::uint64_t upper = (pairs & every_other) * (100 + (std::uint64_t{1000000} << 32U));
  const std::uint64_t lower = (pairs >> 16U & every_other) * (1 + (std::uint64_t{10000} << 32U));
  const auto number = static_cast<std::uint32_t>((upper + lower) >> 32U);
  if (number < least[text.size]) return no_number;
  return static_cast<std::int32_t>(number);
}

/// The words of a list, which differ, and none of which is longer than short_text::longest.
template <class Enum, std::size_t N>
class plain_words {
public:
  explicit plain_words(const std::array<std::string_view, N>& words) {
    while (!put(words)) factor_ += 0x9E3779B97F4A7C16U;
  }
  /// The position of a word, or nothing.
  [[nodiscard]] std::optional<Enum> find(const short_text& text) const noexcept {
    const entry& there = entries_[place_of(text)];
    if (!there.text.is(text)) return std::nullopt;
    return there.word;
  }

private:
  static constexpr unsigned bits = 5;
  static_assert(N * N < std::size_t{4} << bits, "a factor is soon found that sets them apart");

  struct entry {
    short_text text{0, 0, ~std::uint32_t{0}};  // of no text
    Enum word{};
  };

  [[nodiscard]] std::size_t place_of(const short_text& text) const noexcept {
    return static_cast<std::size_t>((text.head + text.tail) * factor_ >> (64U - bits));
  }
  // Each in a place of its own; false where the factor gives two the same.
  [[nodiscard]] bool put(const std::array<std::string_view, N>& words) noexcept {
    entries_.fill({});
    for (std::size_t i = 0; i < N; ++i) {
      const short_text text = short_text::of(words[i]);
      entry& here = entries_[place_of(text)];
      if (here.text.size != entry().text.size) return false;
      here = {text, static_cast<Enum>(i)};
    }
    return true;
  }

  std::uint64_t factor_ = 0x9E3779B97F4A7C15U;  // odd, as all that follow
  std::array<entry, std::size_t{1} << bits> entries_;
};

}  // namespace chengxin::io::rows
