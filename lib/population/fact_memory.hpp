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
#include "population/big_pages.hpp"

namespace chengxin::io::rows {

class fact_memory {
public:
  fact_memory() = default;
  /// Gives out `first` before anything else, which it borrows.
  explicit fact_memory(std::span<std::byte> first) : blocks_(first.data(), first.size(), &pages_) {}

  /// Likewise, of its own.
  explicit fact_memory(std::size_t first)
      : own_(static_cast<std::byte*>(pages_.allocate(first, big_page))),
        own_size_(first),
        blocks_(own_, first, &pages_) {}
  ~fact_memory() {
    if (own_ != nullptr) pages_.deallocate(own_, own_size_, big_page);
  }
  fact_memory(const fact_memory&) = delete;
  fact_memory& operator=(const fact_memory&) = delete;

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
  big_page_resource pages_;
  std::byte* own_ = nullptr;
  std::size_t own_size_ = 0;
  std::pmr::monotonic_buffer_resource blocks_{first_block, &pages_};
};

}  // namespace chengxin::io::rows
