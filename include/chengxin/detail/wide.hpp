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
/// For the widest, where a loop of its own is worth it.
#define CHENGXIN_WIDEST \
  [[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,avx2,bmi,bmi2,popcnt")]]
#else
#define CHENGXIN_WIDE
#define CHENGXIN_WIDEST
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

/// Likewise CHENGXIN_WIDEST.
[[nodiscard]] inline bool has_widest_vectors() noexcept {
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__)
  return has_wide_vectors() && __builtin_cpu_supports("avx512f") != 0 &&
         __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vbmi2") != 0 &&
         __builtin_cpu_supports("popcnt") != 0;
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
