// Tells Python from time to time how far long work has come, and hears of Ctrl-C.
// Called without the GIL.
#pragma once

#include <pybind11/pybind11.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace chengxin::python {

class ticker {
public:
  explicit ticker(const std::optional<pybind11::function>& progress) : progress_(progress) {}

  /// False: stop. Throws what the function threw, and KeyboardInterrupt.
  [[nodiscard]] bool operator()(std::uint64_t done, std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (done != total && now - last_ < std::chrono::milliseconds(50)) return true;
    last_ = now;
    done_ = done;
    total_ = total;
    const pybind11::gil_scoped_acquire here;
    if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
    if (!progress_) return true;
    // As in Python: nothing said is not a no.
    return !(*progress_)(done, total).is(pybind11::bool_(false));
  }

  /// All is done, and whoever was told of less is told so. With the GIL.
  void finish() {
    if (progress_ && done_ != total_) (*progress_)(total_, total_);
  }

private:
  const std::optional<pybind11::function>& progress_;
  std::chrono::steady_clock::time_point last_{};
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace chengxin::python
