// Memory for lists of millions: asked for in big pages where the system has
// them, since so many small ones cost more than the reading.
// Never changes what a list holds.
#pragma once

#include <cstddef>
#include <memory_resource>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace chengxin::io::rows {

inline constexpr std::size_t big_page = std::size_t{2} << 20;

/// Blocks of this size or more are of whole big pages: what is left over at an end would
/// be brought in by hundreds of small ones.
inline constexpr std::size_t big_block = big_page + big_page / 2;

[[nodiscard]] inline void* allocate_block(std::size_t bytes, std::size_t alignment) {
  if (bytes < big_block) return ::operator new(bytes, std::align_val_t(alignment));
  if (bytes > static_cast<std::size_t>(-1) - big_page) throw std::bad_alloc();
  bytes = (bytes + big_page - 1) / big_page * big_page;
  void* const block = ::operator new(bytes, std::align_val_t(big_page));
#if defined(__linux__)
  static_cast<void>(::madvise(block, bytes, MADV_HUGEPAGE));  // no matter if it is refused
#endif
  return block;
}

inline void free_block(void* block, std::size_t bytes, std::size_t alignment) noexcept {
  ::operator delete(block, std::align_val_t(bytes < big_block ? alignment : big_page));
}

/// For std::vector.
template <class T>
struct big_page_allocator {
  using value_type = T;

  big_page_allocator() = default;
  template <class U>
  big_page_allocator(const big_page_allocator<U>&) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(allocate_block(count * sizeof(T), alignof(T)));
  }
  void deallocate(T* block, std::size_t count) noexcept {
    free_block(block, count * sizeof(T), alignof(T));
  }
  friend bool operator==(const big_page_allocator&, const big_page_allocator&) { return true; }
};

/// For std::pmr.
class big_page_resource final : public std::pmr::memory_resource {
private:
  void* do_allocate(std::size_t bytes, std::size_t alignment) override {
    return allocate_block(bytes, alignment);
  }
  void do_deallocate(void* block, std::size_t bytes, std::size_t alignment) override {
    free_block(block, bytes, alignment);
  }
  bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
    return this == &other;
  }
};

}  // namespace chengxin::io::rows
