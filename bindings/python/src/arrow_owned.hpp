// An array, a schema or a stream of the Arrow C interfaces that has an owner: it is released
// where nobody took it.
#pragma once

#include <utility>

namespace chengxin::python {

template <class Held>
class arrow_owned {
public:
  arrow_owned() noexcept = default;
  explicit arrow_owned(const Held& it) noexcept : it_(it) {}
  arrow_owned(arrow_owned&& from) noexcept : it_(from.take()) {}
  ~arrow_owned() {
    if (is_held()) it_.release(&it_);
  }
  arrow_owned(const arrow_owned&) = delete;
  arrow_owned& operator=(const arrow_owned&) = delete;
  arrow_owned& operator=(arrow_owned&&) = delete;

  Held& operator*() noexcept { return it_; }
  Held* operator->() noexcept { return &it_; }
  [[nodiscard]] bool is_held() const noexcept { return it_.release != nullptr; }
  /// It is the caller's from now on.
  [[nodiscard]] Held take() noexcept { return std::exchange(it_, Held{}); }

private:
  Held it_{};
};

}  // namespace chengxin::python
