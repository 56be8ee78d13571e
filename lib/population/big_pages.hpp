// Memory for lists of millions that are looked up here and there: asked for in big pages where
// the system has them, since so many small ones cost more than the reading. What is written
// and read from one end to the other goes without: a virtual machine has small pages at hand
// sooner than big ones.
// Never changes what a list holds.
#pragma once

#include <cstddef>
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

}  // namespace chengxin::io::rows
