// Random numbers that are the same everywhere: xoshiro256** seeded by splitmix64
// (Blackman and Vigna, public domain). Never uses floating point.
#pragma once

#include <bit>
#include <cstdint>

namespace chengxin::synthesis {

class random {
public:
  /// The stream numbered `stream` of a seed: streams are independent.
  random(std::uint64_t seed, std::uint64_t stream) noexcept {
    std::uint64_t mixed = seed;
    std::uint64_t start = next_splitmix(mixed) ^ stream;
    for (std::uint64_t& word : state_) word = next_splitmix(start);
  }

  /// From 0 to `bound` - 1, 0 where the bound is 0.
  std::uint32_t below(std::uint32_t bound) noexcept {
    return static_cast<std::uint32_t>(((next() >> 32U) * bound) >> 32U);
  }
  /// From `low` to `high`, both included. Precondition: low <= high.
  std::int32_t between(std::int32_t low, std::int32_t high) noexcept {
    return low + static_cast<std::int32_t>(below(static_cast<std::uint32_t>(high - low) + 1));
  }
  /// True `share` times in 1000.
  bool in_thousand(std::uint32_t share) noexcept { return below(1000) < share; }

  std::uint64_t next() noexcept {
    const std::uint64_t drawn = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return drawn;
  }

private:
  static std::uint64_t next_splitmix(std::uint64_t& state) noexcept {
    state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_[4];
};

}  // namespace chengxin::synthesis
