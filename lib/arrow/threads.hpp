// Work that any number of threads may share. Never more threads than are asked for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <thread>
#include <vector>

namespace chengxin::arrow {

/// How many threads are wanted: 0 and less stand for as many as there are processors.
[[nodiscard]] inline std::size_t thread_count(std::int32_t asked) noexcept {
  return asked > 0 ? static_cast<std::size_t>(asked)
                   : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

/// Calls work(is_first) in the calling thread, which is the first, and in up to `count` - 1
/// others. Each takes what is left to be done; none may throw.
template <class Work>
void in_threads(std::size_t count, const Work& work) {
  std::vector<std::thread> others;
  try {
    for (std::size_t t = 1; t < count; ++t) others.emplace_back([&work] { work(false); });
  } catch (const std::system_error&) {
    // With those that are to be had, then.
  }
  work(true);
  for (std::thread& it : others) it.join();
}

}  // namespace chengxin::arrow
