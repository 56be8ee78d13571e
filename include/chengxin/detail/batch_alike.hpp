// Whether a resident has two records of one identifier, by the hashes of these. The cost
// grows with the records, not with their pairs.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace chengxin::detail {

class alike_finder {
public:
  /// Of the hashes from `first` to before `last`. May be wrong about those that are 0 or 1.
  [[nodiscard]] bool has_alike(const std::uint32_t* hashes, std::size_t first, std::size_t last) {
    constexpr std::size_t few = 64;  // of which every pair is compared sooner
    return last - first <= few ? has_alike_pair(hashes, first, last)
                               : has_alike_in_set(hashes, first, last);
  }

private:
  [[nodiscard]] static bool has_alike_pair(const std::uint32_t* hashes, std::size_t first,
                                           std::size_t last) noexcept {
    std::uint32_t alike = 0;
    for (std::size_t i = first + 1; i < last; ++i) {
      for (std::size_t j = first; j < i; ++j) alike |= hashes[i] == hashes[j] ? 1U : 0U;
    }
    return alike != 0;
  }

  /// A set that is at most half full, with 0 for what is empty.
  [[nodiscard]] bool has_alike_in_set(const std::uint32_t* hashes, std::size_t first,
                                      std::size_t last) {
    const std::size_t places = std::bit_ceil(2 * (last - first));
    set_.assign(places, 0);
    for (std::size_t i = first; i < last; ++i) {
      const std::uint32_t hash = hashes[i] == 0 ? 1 : hashes[i];
      std::size_t at = hash & (places - 1);
      for (; set_[at] != 0; at = (at + 1) & (places - 1)) {
        if (set_[at] == hash) return true;
      }
      set_[at] = hash;
    }
    return false;
  }

  std::vector<std::uint32_t> set_;
};

}  // namespace chengxin::detail
