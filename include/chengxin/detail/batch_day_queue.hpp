// What changes on which day, soonest first: a list for each day. Adding and taking cost the
// same however many there are. Never knows what a number stands for.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace chengxin::detail {

class day_queue {
public:
  /// No day, and no number.
  static constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  /// Of this day and so many after it it knows more than the first.
  explicit day_queue(std::int32_t days)
      : days_(static_cast<std::uint32_t>(days) + 1), heads_(days_), bits_(days_ / 64 + 1) {}

  /// Empties it, for days from `first` on and numbers less than `count`.
  void start(std::int32_t first, std::size_t count) {
    first_ = first;
    word_ = 0;
    beyond_ = never;
    std::fill(bits_.begin(), bits_.end(), std::uint64_t{0});
    if (after_.size() < count) after_.resize(count);
  }

  /// Adds a number that is not in it.
  void add(std::int32_t day, std::uint32_t number) noexcept {
    const std::uint32_t at = static_cast<std::uint32_t>(day) - static_cast<std::uint32_t>(first_);
    if (at >= days_) {
      beyond_ = std::min(beyond_, day);
      return;
    }
    word_ = std::min<std::size_t>(word_, at / 64);
    std::uint64_t& word = bits_[at / 64];
    const std::uint64_t bit = std::uint64_t{1} << (at % 64);
    after_[number] = (word & bit) != 0 ? heads_[at] : none;
    heads_[at] = number;
    word |= bit;
  }

  /// The first day with a number; never: there is none.
  [[nodiscard]] std::int32_t next() noexcept {
    while (word_ < bits_.size() && bits_[word_] == 0) ++word_;
    if (word_ == bits_.size()) return beyond_;
    return first_ + static_cast<std::int32_t>(64 * word_) + std::countr_zero(bits_[word_]);
  }

  /// Takes the numbers of next(): gives one, after() the others. Precondition: next() is a
  /// day of those that it knows.
  [[nodiscard]] std::uint32_t take() noexcept {
    std::uint64_t& word = bits_[word_];
    const std::size_t at = 64 * word_ + static_cast<std::size_t>(std::countr_zero(word));
    word &= word - 1;
    return heads_[at];
  }
  /// The number of the same day after a number taken; none: that was the last. Before the
  /// number is added again.
  [[nodiscard]] std::uint32_t after(std::uint32_t number) const noexcept { return after_[number]; }

private:
  std::uint32_t days_;
  std::int32_t first_ = 0;
  std::size_t word_ = 0;  ///< all before it are 0
  std::int32_t beyond_ = never;
  std::vector<std::uint32_t> heads_;  ///< by day: one of its numbers
  std::vector<std::uint64_t> bits_;   ///< by 64 days: which of them have any
  std::vector<std::uint32_t> after_;  ///< by number
};

}  // namespace chengxin::detail
