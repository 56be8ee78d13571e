// malloc and its kin, which can be told to fail, and count what is alive. Whatever asks
// for memory is served by them: new and delete, libcsv, OpenSSL, the C library itself.
// Include it in one source of a program. Never for a sanitizer's build, which brings its own.
#pragma once

#include <atomic>
#include <cerrno>
#include <cstddef>

namespace failing_memory {

inline std::atomic<bool> armed{false};
inline std::atomic<bool> lasting{false};  ///< the chosen one fails, and all after it
inline std::atomic<long> chosen{0};       ///< from 1; 0: none fails
inline std::atomic<long> asked{0};        ///< while armed
inline std::atomic<long> refused{0};      ///< while armed
inline std::atomic<long> alive{0};

/// Whether the next one is to be refused.
inline bool refuse() noexcept {
  if (!armed.load(std::memory_order_relaxed)) return false;
  const long mine = ++asked;
  const long from = chosen.load(std::memory_order_relaxed);
  if (from == 0 || mine < from || (mine > from && !lasting.load(std::memory_order_relaxed))) {
    return false;
  }
  ++refused;
  return true;
}

inline void* serve(void* given) noexcept {
  if (given != nullptr) ++alive;
  return given;
}

/// Runs a call while the `which`-th request for memory fails.
template <class Call>
auto during(long which, bool and_all_after, const Call& call) {
  asked = 0;
  refused = 0;
  chosen = which;
  lasting = and_all_after;
  armed = true;
  const auto result = call();
  armed = false;
  return result;
}

}  // namespace failing_memory

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* given);

void* malloc(std::size_t size) noexcept {
  if (failing_memory::refuse()) {
    errno = ENOMEM;
    return nullptr;
  }
  return failing_memory::serve(__libc_malloc(size));
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  if (failing_memory::refuse()) {
    errno = ENOMEM;
    return nullptr;
  }
  return failing_memory::serve(__libc_calloc(count, size));
}

void* realloc(void* old, std::size_t size) noexcept {
  if (failing_memory::refuse()) {
    errno = ENOMEM;
    return nullptr;
  }
  void* const given = __libc_realloc(old, size);
  if (old == nullptr) return failing_memory::serve(given);
  if (given == nullptr && size == 0) --failing_memory::alive;
  return given;
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  if (failing_memory::refuse()) {
    errno = ENOMEM;
    return nullptr;
  }
  return failing_memory::serve(__libc_memalign(alignment, size));
}

void free(void* given) noexcept {
  if (given != nullptr) --failing_memory::alive;
  __libc_free(given);
}
}
