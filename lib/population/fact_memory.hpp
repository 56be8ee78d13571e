// Where a population's texts and values live: given out once, freed all at once.
// Never moves what it has given out.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>

#include "chengxin/value.hpp"

namespace chengxin::io::rows {

class fact_memory {
public:
  fact_memory() = default;
  /// Gives out `first` before anything else, which it borrows.
  explicit fact_memory(std::span<std::byte> first)
      : blocks_(first.data(), first.size(), std::pmr::new_delete_resource()) {}

  /// Likewise, of its own.
  explicit fact_memory(std::size_t first)
      : own_(std::make_unique_for_overwrite<std::byte[]>(first)),
        blocks_(own_.get(), first, std::pmr::new_delete_resource()) {}

  /// Takes back all that was given out.
  void clear() noexcept { blocks_.release(); }

  /// A copy of a text.
  [[nodiscard]] std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    char* const copy = static_cast<char*>(blocks_.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  /// Room for values, all absent. Null for none.
  [[nodiscard]] std::span<value> slots(std::size_t count) {
    if (count == 0) return {};
    void* const room = blocks_.allocate(count * sizeof(value), alignof(value));
    auto* const first = static_cast<value*>(room);
    std::uninitialized_default_construct_n(first, count);
    return {first, count};
  }

  /// `given`, its text kept.
  [[nodiscard]] value keep(const value& given) {
    const bool has_text = given.is_present() && given.type() == value_type::string;
    return has_text ? value::of(keep(given.string())) : given;
  }

private:
  static constexpr std::size_t first_block = std::size_t{1} << 20;
  std::unique_ptr<std::byte[]> own_;
  std::pmr::monotonic_buffer_resource blocks_{first_block, std::pmr::new_delete_resource()};
};

}  // namespace chengxin::io::rows
