// A row of CSV that needs no care: its cells are as they stand in the file, or were without
// their quotes. Never owns a byte, and never knows what a cell means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "population/cell_column.hpp"
#include "population/short_text.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

/// The cells of a row, until the next rows are asked for.
class plain_row {
public:
  plain_row() = default;
  /// Cell k ends before text[ends[k]] and begins after text[ends[k - 1]], from ends[-1] on.
  /// It is the file's text, which stays when the next rows are asked for.
  plain_row(const char* text, const std::uint32_t* ends) noexcept : text_(text), ends_(ends) {}
  /// Likewise of a text that does not stay; `whole` is what stands in the file.
  plain_row(const char* text, const std::uint32_t* ends, std::string_view whole) noexcept
      : text_(text), ends_(ends), whole_(whole) {}

  [[nodiscard]] std::string_view cell(std::size_t k) const noexcept {
    const std::uint32_t begin = ends_[static_cast<std::ptrdiff_t>(k) - 1] + 1;
    return {text_ + begin, ends_[k] - begin};
  }
  /// A cell that is short; of a longer one what is no short text.
  [[nodiscard]] short_text short_cell(std::size_t k) const noexcept {
    const std::uint32_t end = ends_[k];
    const std::size_t size = end - (ends_[static_cast<std::ptrdiff_t>(k) - 1] + 1);
    if (end >= short_text::longest) return short_text::before(text_ + end, size);
    return short_text::of({text_ + end - size, size});
  }
  /// Whether the cells stay when the next rows are asked for.
  [[nodiscard]] bool stays() const noexcept { return whole_.data() == nullptr; }

private:
  friend class plain_run;

  const char* text_ = nullptr;
  const std::uint32_t* ends_ = nullptr;
  std::string_view whole_;
};

/// Rows next to each other, all with so many cells, until the next ones are asked for.
class plain_run {
public:
  /// No run has more, so that what is found of it stays near.
  static constexpr std::size_t most = cell_column::most;

  plain_run() = default;
  explicit plain_run(const plain_row& one) noexcept : first_(one), size_(1) {}
  /// The ends of each row's cells follow those of the row before it.
  plain_run(const plain_row& first, std::size_t cells, std::size_t size) noexcept
      : first_(first), cells_(cells), size_(size) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] plain_row operator[](std::size_t row) const noexcept {
    plain_row made = first_;
    made.ends_ += row * cells_;
    return made;
  }
  /// Cell k of a row.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t k) const noexcept {
    const std::uint32_t* const end = first_.ends_ + row * cells_ + k;
    const std::uint32_t begin = end[-1] + 1;
    return {first_.text_ + begin, *end - begin};
  }
  /// All of a row as it stands in the file, where it has so many cells. It stays.
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t cells) const noexcept {
    if (!stays()) return first_.whole_;
    const std::uint32_t* const end = first_.ends_ + row * cells_;
    const std::uint32_t begin = end[-1] + 1;
    return {first_.text_ + begin, end[static_cast<std::ptrdiff_t>(cells) - 1] - begin};
  }
  /// The rows from `first` to before `last`.
  [[nodiscard]] plain_run part(std::size_t first, std::size_t last) const noexcept {
    return {(*this)[first], cells_, last - first};
  }
  /// Cell k of each row.
  void column(std::size_t k, cell_column& into) const noexcept {
    into.load(first_.text_, first_.ends_ + k, cells_, size_);
  }
  /// How many bytes cell k of each row has, and not which.
  void sizes(std::size_t k, cell_column& into) const noexcept {
    into.load_sizes(first_.ends_ + k, cells_, size_);
  }
  /// Whether their cells stay when the next rows are asked for.
  [[nodiscard]] bool stays() const noexcept { return first_.stays(); }

private:
  plain_row first_;
  std::size_t cells_ = 0;
  std::size_t size_ = 0;
};

/// What a column holds: a member, or an attribute.
struct plain_column {
  std::size_t member = 0;                      ///< in the list of members; most_members: none
  std::uint32_t attribute = text_index::none;  ///< its number, where it is a known one
};

}  // namespace chengxin::io::rows
