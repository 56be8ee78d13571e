// The usual spellings of days, whole numbers and words, read quickly. Never decides that
// anything is wrong: what is not usual is for who reads every spelling.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "chengxin/date.hpp"
#include "chengxin/detail/wide.hpp"
#include "chengxin/facts.hpp"
#include "population/cell_column.hpp"
#include "population/short_text.hpp"

namespace chengxin::io::rows {

/// Of a number, or of each of several: all bits where it is 0, no bit where it is another.
template <class Numbers>
[[nodiscard]] CHENGXIN_INLINED Numbers where_zero(const Numbers& of) noexcept {
  if constexpr (std::is_integral_v<Numbers>) {
    return Numbers{0} - Numbers{of == 0};
  } else {
    return reinterpret_cast<Numbers>(of == 0);
  }
}

/// Every month from 1900-01 to 2199-12: the day on which it begins, and how many it has.
class months {
public:
  struct month {
    std::int32_t first_day = 0;
    std::uint32_t days = 0;  ///< 0: there is no such month
  };

  /// Where there is no month.
  static constexpr std::uint64_t nowhere = 0;

  months() noexcept;

  /// Where the month of a year is, of up to four and up to two digits; nowhere where `is_none`
  /// is not 0, or it is not among these. Of one month or of several.
  template <class Numbers>
  [[nodiscard]] CHENGXIN_INLINED static Numbers place_of(const Numbers& year, const Numbers& number,
                                                         const Numbers& is_none) noexcept {
    const Numbers since = year - first_year;
    // The top bit is set of what is out of bounds.
    const Numbers out = since | (years - 1 - since) | (each_year - 1 - number);
    return (since * each_year + number) & where_zero<Numbers>(is_none | out >> 63U);
  }
  [[nodiscard]] const month& operator[](std::size_t place) const noexcept { return all_[place]; }

private:
  static constexpr std::uint64_t first_year = 1900;
  static constexpr std::uint64_t years = 300;
  static constexpr std::uint64_t each_year = 16;  // so that a place is found by a shift

  std::array<month, std::size_t{years} * each_year> all_{};
};
extern const months all_months;

/// '0' in every byte; it has no bit that a digit's value has.
inline constexpr std::uint64_t zero_digits = 0x3030303030303030U;
/// The highest bit of every byte.
inline constexpr std::uint64_t top_bits = 0x8080808080808080U;

/// What a text says of a day, or several texts do.
template <class Numbers>
struct day_found {
  Numbers month;       ///< its place in all_months
  Numbers day_number;  ///< in the month, from 1; of up to two digits
};

/// Looks at "YYYY-MM-DD"; the month is nowhere where it is anything else. Of the head it needs
/// the last two bytes alone.
template <class Numbers>
[[nodiscard]] CHENGXIN_INLINED day_found<Numbers> find_day(const Numbers& head, const Numbers& tail,
                                                           const Numbers& size) noexcept {
  // Every byte less the character that should be there: a digit's value, or 0.
  constexpr std::uint64_t wanted = 0x30302D30302D3030U;  // "00-00-00"
  const Numbers century = head >> 48U ^ (zero_digits & 0xFFFFU);
  const Numbers rest = tail ^ wanted;
  // A byte beyond 9, or 0 where a hyphen should be, carries into its top bit, or has it.
  constexpr std::uint64_t up = 0x76767F76767F7676U;
  constexpr std::uint64_t up_century = 0x7676U;
  const Numbers over = ((rest & ~top_bits) + up) | rest;
  const Numbers over_century = ((century & ~top_bits) + up_century) | century;
  const Numbers is_other = ((over | over_century) & top_bits) | (size ^ 10U);
  // Ten times each digit and the one after it.
  const Numbers pairs = rest * 10U + (rest >> 8U);
  const Numbers hundreds = (century & 0xFFU) * 10U + (century >> 8U);
  const Numbers year = hundreds * 100U + (pairs & 0xFFU);
  const Numbers number = pairs >> 24U & 0xFFU;
  return {months::place_of<Numbers>(year, number, is_other), pairs >> 48U & 0xFFU};
}
/// The day that was found, or no_day where there is none.
[[nodiscard]] CHENGXIN_INLINED date day_of(const day_found<std::uint64_t>& found) noexcept {
  const months::month& in = all_months[found.month];
  const auto days_before = static_cast<std::uint32_t>(found.day_number) - 1;
  const std::int32_t day = in.first_day + static_cast<std::int32_t>(days_before);
  return date{days_before < in.days ? day : no_day.days};
}

/// Reads "YYYY-MM-DD" as parse_date() does; no_day where it is anything else.
[[nodiscard]] inline date plain_day(const short_text& text) noexcept {
  return day_of(find_day<std::uint64_t>(text.head, text.tail, text.size));
}

/// How many cells the processor reads at a time: 2, 4 or 8. Fewer can be asked for, and come to
/// the same. What is read of a column is written for as many cells as there are, up to a
/// multiple of it.
[[nodiscard]] std::size_t most_at_a_time() noexcept;

/// plain_day() of every cell of a column.
void read_plain_days(const cell_column& of, date* into,
                     std::size_t at_a_time = most_at_a_time()) noexcept;

inline constexpr std::int32_t no_number = -1;

/// Reads a whole number of up to eight digits, without a sign, as parse_integer() does; all
/// bits where it is anything else. Bytes of the tail before the text do not matter.
template <class Numbers>
[[nodiscard]] CHENGXIN_INLINED Numbers find_integer(const Numbers& tail,
                                                    const Numbers& size) noexcept {
  const Numbers before = (0U - 8U * size) & 63U;  // the text: so many bits
  const Numbers own = (Numbers{} + ~std::uint64_t{0}) << before;
  const Numbers digits = (tail ^ zero_digits) & own;
  constexpr std::uint64_t up = 0x7676767676767676U;
  const Numbers over = ((digits & ~top_bits) + up) | digits;
  const Numbers first = digits >> before & 0xFFU;
  const Numbers has_more_than_zero = where_zero(first) & (size ^ 1U);
  // Digits become pairs, pairs fours, and fours the number; zeros stand before the first.
  const Numbers pairs = (digits * 10U + (digits >> 8U)) & 0x00FF00FF00FF00FFU;
  const Numbers fours = pairs * 100U + (pairs >> 16U);
  const Numbers number = (fours & 0xFFFFU) * 10000U + (fours >> 32U & 0xFFFFU);
  const Numbers is_other = (over & top_bits) | (size - 1U) >> 3U | has_more_than_zero;
  return number | ~where_zero(is_other);
}

/// Reads a whole number likewise; no_number where it is anything else.
[[nodiscard]] inline std::int32_t plain_integer(const short_text& text) noexcept {
  return static_cast<std::int32_t>(find_integer<std::uint64_t>(text.tail, text.size));
}
/// The same of every cell of a column.
void read_plain_integers(const cell_column& of, std::int32_t* into,
                         std::size_t at_a_time = most_at_a_time()) noexcept;

/// A number that is the same where texts' last 16 bytes are, and seldom else.
template <class Numbers>
[[nodiscard]] CHENGXIN_INLINED Numbers end_key(const Numbers& head, const Numbers& tail) noexcept {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  return (head * odd + tail) * odd >> 32U;
}
/// The same of every cell of a column.
void read_end_keys(const cell_column& of, std::uint32_t* into,
                   std::size_t at_a_time = most_at_a_time()) noexcept;

/// Of every cell of a column which of some words it is; their number where it is none.
void find_words(std::span<const short_text> words, const cell_column& of, std::uint8_t* into,
                std::size_t at_a_time = most_at_a_time()) noexcept;

/// The words of a list, which differ, and none of which is longer than short_text::longest.
template <class Enum, std::size_t N>
class plain_words {
public:
  /// Of a column's cell that is none of the words.
  static constexpr auto none = static_cast<Enum>(N);

  explicit plain_words(const std::array<std::string_view, N>& words) {
    for (std::size_t i = 0; i < N; ++i) words_[i] = short_text::of(words[i]);
  }
  /// Which word a text is, or none.
  [[nodiscard]] Enum find(const short_text& text) const noexcept {
    const auto found = std::find_if(words_.begin(), words_.end(),
                                    [&](const short_text& it) { return it.is(text); });
    return static_cast<Enum>(found - words_.begin());
  }
  /// The same of every cell of a column.
  void find(const cell_column& of, Enum* into,
            std::size_t at_a_time = most_at_a_time()) const noexcept {
    static_assert(sizeof(Enum) == 1);
    find_words(words_, of, reinterpret_cast<std::uint8_t*>(into), at_a_time);
  }

private:
  std::array<short_text, N> words_;
};

}  // namespace chengxin::io::rows
