// Lines and columns of a long text, for any number of findings about it.
// Never owns the text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "chengxin/diagnostics.hpp"

namespace chengxin::json {

/// Tells where a byte stands without reading the text from its beginning again.
class position_index {
public:
  position_index() : position_index(std::string_view()) {}
  explicit position_index(std::string_view text) : text_(text) {
    position at{1, 1};
    for (std::size_t start = 0; start <= text.size(); start += stride) {
      marks_.push_back(at);
      at = position_after(at, text.substr(start, stride));
    }
  }

  /// The line and column of a byte, or of the end.
  [[nodiscard]] position at(std::size_t offset) const noexcept {
    offset = std::min(offset, text_.size());
    const std::size_t mark = offset / stride;
    return position_after(marks_[mark], text_.substr(mark * stride, offset - mark * stride));
  }

private:
  static constexpr std::size_t stride = 1024;

  std::string_view text_;
  std::vector<position> marks_;  ///< where every stride-th byte stands
};

}  // namespace chengxin::json
