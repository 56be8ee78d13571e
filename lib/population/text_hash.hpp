// A hash of a text: what looking texts up by the million begins with. Never stored: it is
// another in each process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>

#include "population/short_text.hpp"

namespace chengxin::io::rows {

/// Whether two texts are the same, without a call for the few bytes that identifiers have.
[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  constexpr std::size_t width = sizeof(std::uint64_t);
  const std::size_t size = a.size();
  if (size < width) return a == b;
  const auto differ = [&](std::size_t at) {
    std::uint64_t left = 0;
    std::uint64_t right = 0;
    std::memcpy(&left, a.data() + at, width);
    std::memcpy(&right, b.data() + at, width);
    return left ^ right;
  };
  std::uint64_t all = differ(size - width);
  // Of most, which have 16 to 32, without asking how many: in the middle these overlap.
  if (size - 2 * width <= 2 * width) {
    return (all | differ(0) | differ(width) | differ(size - 2 * width)) == 0;
  }
  for (std::size_t at = 0; at + width < size; at += width) all |= differ(at);
  return all == 0;
}

[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
#if defined(__SIZEOF_INT128__)
  __extension__ using twice = unsigned __int128;
  const twice product = static_cast<twice>(a) * b;
  // With both factors, since of a product with 0 nothing would be left of the other.
  return a ^ b ^ static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
#else
  const std::uint64_t mixed = (a ^ (b << 32U | b >> 32U)) * 0x9E3779B97F4A7C15U;
  return mixed ^ mixed >> 29U;
#endif
}

/// Drawn once for each process: nobody can write a file whose texts have all one hash.
extern const std::uint64_t text_hash_key;

/// Both halves of its bits are good for themselves.
[[nodiscard]] inline std::uint64_t text_hash(std::string_view text) noexcept {
  constexpr std::uint64_t first_key = 0xA0761D6478BD642FU;
  constexpr std::uint64_t second_key = 0xE7037ED1A0B428DBU;
  std::uint64_t state = text_hash_key;
  std::string_view left = text;
  for (; left.size() > short_text::longest; left.remove_prefix(short_text::longest)) {
    const short_text part = short_text::of(left.substr(0, short_text::longest));
    state = mix(part.head ^ second_key, part.tail ^ state);
  }
  const short_text rest = short_text::of(left);
  state = mix(rest.head ^ second_key, rest.tail ^ state);
  // Not before: it could make up for a difference of the bytes that it is mixed with.
  return mix(state ^ first_key, second_key ^ text.size());
}

}  // namespace chengxin::io::rows
