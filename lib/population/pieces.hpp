// A source cut into pieces of whole lines, so that several threads can each read rows.
// Never knows rows: whether one ends where a piece does is for the reader of rows to say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/source.hpp"
#include "chengxin/result.hpp"
#include "population/big_pages.hpp"

namespace chengxin::io::rows {

/// A piece of a source.
struct piece_text {
  std::vector<char, big_page_allocator<char>> memory;
  std::size_t size = 0;

  [[nodiscard]] std::string_view view() const noexcept { return {memory.data(), size}; }
};

class piece_cutter {
public:
  /// Pieces of about `size` bytes. Borrows the source.
  piece_cutter(source& from, std::size_t size) : from_(from), size_(size) {}

  /// The next piece, which ends in LF after a line that is not blank, or with the source.
  /// Empty after the last, and where no line ends within some pieces' length.
  [[nodiscard]] result<std::size_t> next(piece_text& into);

  /// Whether the last piece was the last of the source.
  [[nodiscard]] bool at_end() const noexcept { return at_end_ && kept_.empty(); }
  /// How many bytes were read.
  [[nodiscard]] std::uint64_t read() const noexcept { return read_; }
  /// What was read and given in no piece.
  [[nodiscard]] const std::string& kept() const noexcept { return kept_; }

private:
  source& from_;
  std::size_t size_;
  std::string kept_;
  std::uint64_t read_ = 0;
  bool at_end_ = false;
};

/// Texts, then what is left of a source.
class joined_source final : public source {
public:
  joined_source(std::string first, source& then) : first_(std::move(first)), then_(then) {}

  result<std::size_t> read(char* into, std::size_t size) override;
  std::string_view name() const noexcept override { return then_.name(); }
  std::uint64_t size() const noexcept override { return then_.size(); }

private:
  std::string first_;
  std::size_t at_ = 0;
  source& then_;
};

}  // namespace chengxin::io::rows
