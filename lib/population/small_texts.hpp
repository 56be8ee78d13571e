// The texts that stand in a column over and over, remembered with a number each.
// Never has all of them: what it does not know is to be looked up elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "population/cell_column.hpp"
#include "population/plain_values.hpp"
#include "population/short_text.hpp"

namespace chengxin::io::rows {

class small_texts {
public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  [[nodiscard]] std::uint32_t find(const short_text& text) const noexcept {
    const entry* const there = &entries_[place_of(end_key(text.head, text.tail))];
    if (there->text.is(text)) return there->number;
    return there[1].text.is(text) ? there[1].number : none;
  }
  /// The same of a cell, whose end_key() is known.
  [[nodiscard]] std::uint32_t find(const cell_column& of, std::size_t row,
                                   std::uint32_t key) const noexcept {
    const entry* const there = &entries_[place_of(key)];
    if (of.is(row, there->text)) return there->number;
    return of.is(row, there[1].text) ? there[1].number : none;
  }
  [[nodiscard]] std::uint32_t find(std::string_view text) const noexcept {
    return text.size() <= short_text::longest ? find(short_text::of(text)) : none;
  }

  void remember(std::string_view text, std::uint32_t number) noexcept {
    if (text.size() > short_text::longest) return;
    const short_text given = short_text::of(text);
    entry* const there = &entries_[place_of(end_key(given.head, given.tail))];
    // The last that came goes first.
    const bool is_taken = there->number != none && !there->text.is(given);
    there[is_taken ? 1 : 0] = {given, number};
  }

private:
  static constexpr unsigned bits = 9;
  struct entry {
    short_text text{0, 0, short_text::no_size};  // of no text
    std::uint32_t number = none;
  };

  [[nodiscard]] static std::size_t place_of(std::uint64_t key) noexcept {
    return static_cast<std::size_t>(key >> (32U - bits));
  }

  std::array<entry, (std::size_t{1} << bits) + 1> entries_{};  // each has a place after its own
};

}  // namespace chengxin::io::rows
