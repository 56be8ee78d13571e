// A bar on the terminal while work lasts.
// Never shows anything where standard error is not a terminal, or before half
// a second has passed, and leaves nothing behind.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace cli {

class progress {
public:
  explicit progress(std::string what);
  ~progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// A cx_progress_function whose context is a progress. Never asks to stop.
  static std::int32_t report(void* self, std::uint64_t done, std::uint64_t total) noexcept;

private:
  using clock = std::chrono::steady_clock;
  void draw(std::uint64_t done, std::uint64_t total) const;

  std::string what_;
  bool on_terminal_;
  bool drawn_ = false;
  clock::time_point next_;
};

}  // namespace cli
