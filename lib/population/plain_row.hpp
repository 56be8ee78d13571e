// A row of CSV that needs no care: its cells are as they stand in the file. Never owns a
// byte, and never knows what a cell means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "population/text_index.hpp"

namespace chengxin::io::rows {

/// The cells of a row, until the next one is asked for.
class plain_row {
public:
  plain_row() = default;
  /// Cell k ends before text[ends[k]] and begins after text[ends[k - 1]], from ends[-1] on.
  plain_row(const char* text, const std::uint32_t* ends) noexcept : text_(text), ends_(ends) {}

  [[nodiscard]] std::string_view cell(std::size_t k) const noexcept {
    const std::uint32_t begin = ends_[static_cast<std::ptrdiff_t>(k) - 1] + 1;
    return {text_ + begin, ends_[k] - begin};
  }

private:
  const char* text_ = nullptr;
  const std::uint32_t* ends_ = nullptr;
};

/// What a column holds: a member, or an attribute.
struct plain_column {
  std::size_t member = 0;                      ///< in the list of members; most_members: none
  std::uint32_t attribute = text_index::none;  ///< its number, where it is a known one
};

}  // namespace chengxin::io::rows
