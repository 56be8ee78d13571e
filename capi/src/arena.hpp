// Memory for the texts and values of one resident, used again for the next.
// Never gives memory back before it is destroyed, and so, once it has grown to the
// largest resident, never asks for more.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/value.hpp"
#include "short_text.hpp"

namespace chengxin::capi {

class arena {
public:
  /// Takes back all that was given out. Several blocks become one of their size at
  /// the next need, so that in the end there is one.
  void clear() noexcept {
    used_ = 0;
    if (blocks_.size() < 2) return;
    blocks_.clear();
    capacity_ = 0;
  }

  /// A copy of a text. Throws std::bad_alloc.
  [[nodiscard]] std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    auto* const copy = static_cast<char*>(take(text.size()));
    copy_text(copy, text);
    return {copy, text.size()};
  }

  /// Room for values, all absent. Throws std::bad_alloc.
  [[nodiscard]] std::span<value> slots(std::size_t count) {
    if (count == 0) return {};
    used_ = (used_ + alignof(value) - 1) / alignof(value) * alignof(value);
    auto* const first = static_cast<value*>(take(count * sizeof(value)));
    std::uninitialized_default_construct_n(first, count);
    return {first, count};
  }

  /// Where it is now, to go back to before the next `clear`: what was given out since
  /// is taken back.
  struct mark {
    std::size_t blocks;
    std::size_t used;
  };
  [[nodiscard]] mark here() const noexcept { return {blocks_.size(), used_}; }
  void go_back(const mark& to) noexcept { used_ = blocks_.size() == to.blocks ? to.used : 0; }

private:
  static constexpr std::size_t least_block = 4096;

  // The first byte of a block is aligned for everything; `used_` counts from there.
  [[nodiscard]] void* take(std::size_t size) {
    if (used_ > capacity_ || size > capacity_ - used_) add_block(size);
    void* const taken = last_ + used_;
    used_ += size;
    return taken;
  }

  void add_block(std::size_t size) {
    const std::size_t wanted = std::max({least_block, 2 * total_, size});
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(wanted));
    last_ = blocks_.back().get();
    total_ = wanted;
    capacity_ = wanted;
    used_ = 0;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* last_ = nullptr;  // the last block, meaningless where capacity_ is 0
  std::size_t capacity_ = 0;   // of the last block
  std::size_t used_ = 0;       // of the last block
  std::size_t total_ = 0;      // the size of the largest block so far
};

}  // namespace chengxin::capi
