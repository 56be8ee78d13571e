// The texts that stand in a column over and over, remembered with a number each.
// Never has all of them: what it does not know is to be looked up elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "population/text_hash.hpp"

namespace chengxin::io::rows {

class small_texts {
public:
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  [[nodiscard]] std::uint32_t find(std::string_view text) const noexcept {
    if (text.size() > short_text::longest) return none;
    const short_text wanted = short_text::of(text);
    const entry& there = entries_[place_of(wanted)];
    return there.text == wanted ? there.number : none;
  }

  void remember(std::string_view text, std::uint32_t number) noexcept {
    if (text.size() > short_text::longest) return;
    const short_text given = short_text::of(text);
    entries_[place_of(given)] = {given, number};
  }

private:
  static constexpr unsigned bits = 9;
  struct entry {
    short_text text;
    std::uint32_t number = none;
  };

  [[nodiscard]] static std::size_t place_of(const short_text& text) noexcept {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>((text.head ^ (text.tail * odd + text.size)) * odd >>
                                    (64U - bits));
  }

  std::array<entry, std::size_t{1} << bits> entries_{};
};

}  // namespace chengxin::io::rows
