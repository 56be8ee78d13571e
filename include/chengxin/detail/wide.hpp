// Loops compiled twice: for every processor of the kind, and for those with wider vectors.
// Never asked of a compiler that may not know which one it runs on.
#pragma once

#if defined(__GNUC__)
#define CHENGXIN_INLINED [[gnu::always_inline]] inline
/// After the parameters of a lambda.
#define CHENGXIN_INLINED_BODY __attribute__((always_inline))
#else
#define CHENGXIN_INLINED inline
#define CHENGXIN_INLINED_BODY
#endif

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
#define CHENGXIN_WIDE [[gnu::target("avx2,bmi,bmi2")]]
#else
#define CHENGXIN_WIDE
#endif

namespace chengxin::detail {

/// Whether functions marked CHENGXIN_WIDE may be called.
[[nodiscard]] inline bool has_wide_vectors() noexcept {
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
         __builtin_cpu_supports("bmi2") != 0;
#else
  return false;
#endif
}

template <class Loop>
CHENGXIN_WIDE auto call_wide(const Loop& loop) {
  return loop();
}
/// What a loop gives: a lambda of which CHENGXIN_INLINED_BODY is said, and that has what it
/// needs by value.
template <class Loop>
auto widely(const Loop& loop) {
  return has_wide_vectors() ? call_wide(loop) : loop();
}

}  // namespace chengxin::detail
