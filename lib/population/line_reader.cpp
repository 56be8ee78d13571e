// Cutting a source into lines (see line_reader.hpp).
#include "population/line_reader.hpp"

#include <algorithm>
#include <cstring>

namespace chengxin::io::rows {
namespace {

constexpr std::size_t piece = std::size_t{4} << 20;
// A row that may still be good never fills the buffer: it ends or is too long first.
constexpr std::size_t buffer_size = piece + longest_row + 2;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t kept_of_long_rows = 8192;

}  // namespace

line_reader::line_reader(source& from, reading& progress)
    : from_(from),
      progress_(progress),
      own_(std::make_unique_for_overwrite<char[]>(buffer_size)),
      buffer_(own_.get()) {}

void line_reader::restart(std::string_view text) noexcept {
  buffer_ =
      const_cast<char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
  filled_ = text.size();
  cursor_ = row_begin_ = row_end_ = line_begin_ = 0;
  read_ = text.size();
  lines_ = 0;
  is_long_ = false;
  at_end_ = true;
  started_ = true;
  ++fills_;
}

// Precondition: the row so far may still be good, or row_begin_ is filled_.
bool line_reader::fill() {
  ++fills_;
  if (row_begin_ > 0) {
    std::memmove(buffer_, buffer_ + row_begin_, filled_ - row_begin_);
    filled_ -= row_begin_;
    cursor_ -= row_begin_;
    line_begin_ -= row_begin_;
    row_end_ -= row_begin_;
    row_begin_ = 0;
  }
  const result<std::size_t> got = from_.read(buffer_ + filled_, piece);
  if (!got) {
    failure_ = got.failure();
    return false;
  }
  at_end_ = *got == 0;
  filled_ += *got;
  read_ += *got;
  progress_.done += *got;
  if (progress_.tell != nullptr && *progress_.tell) {
    (*progress_.tell)(progress_.done, progress_.total);
  }
  return true;
}

std::size_t line_reader::offset_of(const void* byte) const noexcept {
  return static_cast<std::size_t>(static_cast<const char*>(byte) - buffer_);
}

std::size_t line_reader::count_quotes(std::size_t begin, std::size_t end) const noexcept {
  return static_cast<std::size_t>(std::count(buffer_ + begin, buffer_ + end, '"'));
}

line_reader::found line_reader::next_row() {
  if (!started_) {
    started_ = true;
    while (filled_ < byte_order_mark.size() && !at_end_) {
      if (!fill()) return found::failed;
    }
    if (std::string_view(buffer_, filled_).substr(0, byte_order_mark.size()) == byte_order_mark) {
      cursor_ = byte_order_mark.size();
    }
  }
  is_long_ = false;
  row_begin_ = row_end_ = cursor_;
  row_line_ = lines_ + 1;
  row_offset_ = consumed();
  may_go_on_ = false;
  return take_line();
}

line_reader::found line_reader::extend_row() {
  const found it = take_line();
  may_go_on_ |= it == found::end;
  return it;
}

line_reader::found line_reader::take_line() {
  line_begin_ = cursor_;
  std::size_t looked = cursor_;
  for (;;) {
    const void* const lf = std::memchr(buffer_ + looked, '\n', filled_ - looked);
    if (lf != nullptr) {
      row_end_ = offset_of(lf);
      cursor_ = row_end_ + 1;
      ended_in_lf_ = true;
      ++lines_;
      break;
    }
    // One byte more may yet be the CR before an LF.
    if (filled_ - row_begin_ > longest_row + 1) {
      row_end_ = filled_;
      cursor_ = filled_;
      ended_in_lf_ = false;
      return found::too_long;
    }
    if (at_end_) {
      if (cursor_ == filled_) return found::end;
      row_end_ = filled_;
      cursor_ = filled_;
      ended_in_lf_ = false;
      break;
    }
    looked = filled_ - row_begin_;  // where that byte will be, once the row begins the buffer
    if (!fill()) return found::failed;
  }
  std::size_t length = row_end_ - row_begin_;
  if (ended_in_lf_ && length > 0 && buffer_[row_end_ - 1] == '\r') --length;
  return length > longest_row ? found::too_long : found::line;
}

bool line_reader::skip_row(bool quoted) {
  long_row_.assign(row().substr(0, kept_of_long_rows));
  is_long_ = true;
  std::size_t quotes = quoted ? count_quotes(row_begin_, row_end_) : 0;
  bool ended = ended_in_lf_ && quotes % 2 == 0;
  while (!ended) {
    const void* const lf = std::memchr(buffer_ + cursor_, '\n', filled_ - cursor_);
    const std::size_t end = lf == nullptr ? filled_ : offset_of(lf);
    if (quoted) quotes += count_quotes(cursor_, end);
    if (lf != nullptr) {
      ++lines_;
      cursor_ = end + 1;
      ended = quotes % 2 == 0;
      continue;
    }
    if (at_end_) {
      cursor_ = filled_;
      may_go_on_ = true;
      break;
    }
    row_begin_ = row_end_ = line_begin_ = cursor_ = filled_;
    if (!fill()) return false;
  }
  return true;
}

}  // namespace chengxin::io::rows
