// A row of CSV that needs no care: its cells are as they stand in the file, or were without
// their quotes. Never owns a byte, and never knows what a cell means.
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
  /// `stays`: it is the file's text, which stays when the next row is asked for.
  plain_row(const char* text, const std::uint32_t* ends, bool stays = true) noexcept
      : text_(text), ends_(ends), stays_(stays) {}

  [[nodiscard]] std::string_view cell(std::size_t k) const noexcept {
    const std::uint32_t begin = ends_[static_cast<std::ptrdiff_t>(k) - 1] + 1;
    return {text_ + begin, ends_[k] - begin};
  }
  /// All of it, where it has so many cells and stays.
  [[nodiscard]] std::string_view text(std::size_t cells) const noexcept {
    const char* const begin = cell(0).data();
    return {begin, static_cast<std::size_t>(text_ + ends_[cells - 1] - begin)};
  }
  [[nodiscard]] bool stays() const noexcept { return stays_; }

private:
  const char* text_ = nullptr;
  const std::uint32_t* ends_ = nullptr;
  bool stays_ = true;
};

/// What a column holds: a member, or an attribute.
struct plain_column {
  std::size_t member = 0;                      ///< in the list of members; most_members: none
  std::uint32_t attribute = text_index::none;  ///< its number, where it is a known one
};

}  // namespace chengxin::io::rows
