// Lines of a source, one at a time, out of one buffer that is used again and
// again. Never holds more of a row than its bound, however long the row is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "chengxin/io/source.hpp"
#include "chengxin/result.hpp"

namespace chengxin::io::rows {

/// A row of more bytes than this, its end of line aside, is bad.
inline constexpr std::size_t longest_row = std::size_t{1} << 20;

/// How many bytes have been read so far, of one or more sources, and who asks.
struct reading {
  const std::function<void(std::uint64_t, std::uint64_t)>* tell = nullptr;  ///< may be null
  std::uint64_t done = 0;
  std::uint64_t total = 0;  ///< 0: not known
};

/// Cuts a source into lines that end in LF (or with the source); a byte order
/// mark at the start is skipped. A row is one line or several; its texts are
/// valid until the next call that reads.
class line_reader {
public:
  enum class found : std::uint8_t { line, too_long, end, failed };

  line_reader(source& from, reading& progress);

  /// Goes on with text in memory, which it borrows: its first byte begins a row, and
  /// its lines are counted from 1. No byte order mark is looked for.
  void restart(std::string_view text) noexcept;
  /// The source goes on where another reader ended: it begins with no byte order mark.
  void begin_within() noexcept { started_ = true; }

  /// Starts a new row with the next line.
  found next_row();
  /// Adds the next line to the row. `end` where there is none.
  found extend_row();
  /// After too_long: reads on to the end of the row without keeping it. In CSV
  /// (`quoted`) a row goes on over ends of lines between quotes. False where the
  /// source failed.
  [[nodiscard]] bool skip_row(bool quoted);

  /// The row so far, without the LF of its last line. After skip_row(): the
  /// beginning of the row.
  [[nodiscard]] std::string_view row() const noexcept {
    if (is_long_) return long_row_;
    return {buffer_ + row_begin_, row_end_ - row_begin_};
  }
  /// The row's last line, without its LF.
  [[nodiscard]] std::string_view line() const noexcept {
    return {buffer_ + line_begin_, row_end_ - line_begin_};
  }
  /// Whether that line ended in LF, not with the source.
  [[nodiscard]] bool ended_in_lf() const noexcept { return ended_in_lf_; }
  /// The number of the row's first line, from 1.
  [[nodiscard]] std::uint64_t line_number() const noexcept { return row_line_; }
  /// How many bytes of the source lie before the next row.
  [[nodiscard]] std::uint64_t consumed() const noexcept { return read_ - (filled_ - cursor_); }
  /// How many lie before the row.
  [[nodiscard]] std::uint64_t row_offset() const noexcept { return row_offset_; }
  /// What lies after the row in the memory at hand, which stays where it is until fills()
  /// is another number.
  [[nodiscard]] std::string_view ready() const noexcept {
    return {buffer_ + cursor_, filled_ - cursor_};
  }
  [[nodiscard]] std::uint64_t fills() const noexcept { return fills_; }
  /// Whether it is text that restart() was given: it stays where it is until another is.
  [[nodiscard]] bool is_borrowed() const noexcept { return buffer_ != own_.get(); }
  /// Passes so much of it: rows that somebody else has read, of so many lines.
  void pass(std::size_t bytes, std::uint64_t lines) noexcept {
    cursor_ += bytes;
    lines_ += lines;
  }
  /// How many ends of lines were passed.
  [[nodiscard]] std::uint64_t lines() const noexcept { return lines_; }
  /// Whether the row was looked for beyond the end of the source: in more text it may go on.
  [[nodiscard]] bool may_go_on() const noexcept { return may_go_on_; }
  [[nodiscard]] const error& failure() const noexcept { return failure_; }

private:
  found take_line();
  [[nodiscard]] std::size_t offset_of(const void* byte) const noexcept;
  [[nodiscard]] std::size_t count_quotes(std::size_t begin, std::size_t end) const noexcept;
  bool fill();  // false where the source failed

  source& from_;
  reading& progress_;
  std::unique_ptr<char[]> own_;
  char* buffer_;            // own, or of the text in memory, which is never written to
  std::size_t filled_ = 0;  // bytes of the buffer that are read
  std::size_t cursor_ = 0;  // the first byte after the row so far
  std::size_t row_begin_ = 0;
  std::size_t row_end_ = 0;
  std::size_t line_begin_ = 0;
  std::uint64_t read_ = 0;
  std::uint64_t fills_ = 0;
  std::uint64_t lines_ = 0;  // ends of lines passed
  std::uint64_t row_line_ = 0;
  std::uint64_t row_offset_ = 0;
  bool may_go_on_ = false;
  std::string long_row_;
  bool is_long_ = false;
  bool ended_in_lf_ = false;
  bool at_end_ = false;
  bool started_ = false;
  error failure_;
};

}  // namespace chengxin::io::rows
