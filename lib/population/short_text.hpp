// Short texts as two numbers: what is compared, looked up and read by the million. Never has
// a branch for how long a text is, where that is seldom foreseen.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace chengxin::io::rows {

/// Eight bytes, the first the lowest.
[[nodiscard]] inline std::uint64_t eight_bytes(const char* from) noexcept {
  std::uint64_t read = 0;
  std::memcpy(&read, from, sizeof read);
  if constexpr (std::endian::native == std::endian::big) return __builtin_bswap64(read);
  return read;
}

/// A text of up to 16 bytes, with zeros before it: two are the same if and only if all three
/// numbers are.
struct short_text {
  static constexpr std::size_t longest = 16;
  static constexpr std::uint32_t no_size = 0xFFFFFFE0U;  ///< no text has it

  std::uint64_t head = 0;  ///< the first eight of the 16, the first byte the lowest
  std::uint64_t tail = 0;
  std::uint32_t size = 0;

  friend bool operator==(const short_text&, const short_text&) = default;
  /// The same in one step, for texts of which it is not foreseen.
  [[nodiscard]] bool is(const short_text& other) const noexcept {
    return ((head ^ other.head) | (tail ^ other.tail) | (size ^ other.size)) == 0;
  }

  /// Precondition: it is not longer.
  [[nodiscard]] static short_text of(std::string_view text) noexcept {
    short_text made;
    const char* const first = text.data();
    const std::size_t size = text.size();
    made.size = static_cast<std::uint32_t>(size);
    // From both ends, so that no byte beyond the text is read: in the middle they overlap.
    if (size > 8) {
      made.head = eight_bytes(first) << 8 * (longest - size);
      made.tail = eight_bytes(first + size - 8);
    } else if (size == 8) {
      made.tail = eight_bytes(first);
    } else {
      for (std::size_t at = 0; at < size; ++at) {
        made.tail |= std::uint64_t{static_cast<unsigned char>(first[at])} << 8 * (8 - size + at);
      }
    }
    return made;
  }

  /// The text of so many bytes before `end`, of which at least 16 can be read. A longer text's
  /// last 16, which are no other text.
  [[nodiscard]] static short_text before(const char* end, std::size_t size) noexcept {
    const std::size_t kept = std::min(size, longest);
    return {eight_bytes(end - 16) & head_masks[kept], eight_bytes(end - 8) & tail_masks[kept],
            static_cast<std::uint32_t>(size)};
  }

  /// The bytes of `tail` that belong to a text of so many.
  static constexpr std::array<std::uint64_t, longest + 1> tail_masks = [] {
    std::array<std::uint64_t, longest + 1> made{};
    for (std::size_t n = 1; n <= longest; ++n) {
      made[n] = ~std::uint64_t{0} << (n < 8 ? 8 * (8 - n) : 0);
    }
    return made;
  }();

  /// Likewise of `head`.
  static constexpr std::array<std::uint64_t, longest + 1> head_masks = [] {
    std::array<std::uint64_t, longest + 1> made{};
    for (std::size_t n = 9; n <= longest; ++n) made[n] = ~std::uint64_t{0} << 8 * (longest - n);
    return made;
  }();
};

}  // namespace chengxin::io::rows
