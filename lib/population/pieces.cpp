// Cutting a source into pieces (see pieces.hpp).
#include "population/pieces.hpp"

#include <algorithm>
#include <cstring>

namespace chengxin::io::rows {
namespace {

// Just past the last LF that ends a line with something in it; 0 where there is none.
std::size_t last_end(std::string_view text) noexcept {
  for (std::size_t end = text.rfind('\n'); end != std::string_view::npos && end > 0;
       end = text.rfind('\n', end - 1)) {
    std::size_t last = end;
    if (text[last - 1] == '\r') --last;
    if (last > 0 && text[last - 1] != '\n') return end + 1;
  }
  return 0;
}

constexpr std::size_t most_sizes = 4;

}  // namespace

result<std::size_t> piece_cutter::next(piece_text& into) {
  into.size = 0;
  if (into.memory.size() < size_ + kept_.size()) into.memory.resize(size_ + kept_.size());
  kept_.copy(into.memory.data(), kept_.size());
  std::size_t filled = kept_.size();
  kept_.clear();
  while (!at_end_) {
    const std::size_t looked = filled;
    while (filled < into.memory.size() && !at_end_) {
      const result<std::size_t> got =
          from_.read(into.memory.data() + filled, into.memory.size() - filled);
      if (!got) return got.failure();
      at_end_ = *got == 0;
      filled += *got;
      read_ += *got;
    }
    if (at_end_) break;
    const std::size_t end = last_end({into.memory.data() + looked, filled - looked});
    if (end > 0) {
      into.size = looked + end;
      break;
    }
    if (filled > most_sizes * size_) {
      kept_.assign(into.memory.data(), filled);
      return std::size_t{0};
    }
    into.memory.resize(filled + size_);
  }
  if (at_end_) into.size = filled;
  kept_.assign(into.memory.data() + into.size, filled - into.size);
  return into.size;
}

result<std::size_t> joined_source::read(char* into, std::size_t size) {
  const std::size_t left = std::min(size, first_.size() - at_);
  if (left == 0) return then_.read(into, size);
  std::memcpy(into, first_.data() + at_, left);
  at_ += left;
  return left;
}

}  // namespace chengxin::io::rows
