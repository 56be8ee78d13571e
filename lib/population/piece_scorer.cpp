// Scores while records are read (see piece_scorer.hpp).
#include "population/piece_scorer.hpp"

namespace chengxin::io::rows {
namespace {

std::size_t end_of_run(const packed_list& records, std::size_t first) noexcept {
  std::size_t end = first + 1;
  while (end < records.size() && records[end].subject == records[first].subject) ++end;
  return end;
}

void keep(std::span<const packed_record> records, packed_list& kept, const rulebook& book,
          fact_memory& memory) {
  for (const packed_record& record : records) {
    kept.push_back(record);
    kept.back().tail = memory.keep(tail_of(record, book)).data();
  }
}

}  // namespace

void piece_scorer::score(packed_list& piece, packed_list& kept, fact_memory& memory) {
  scored_.clear();
  rows_.clear();
  block_.clear();
  if (piece.empty()) return;
  const std::span<packed_record> all(piece);
  std::size_t first = end_of_run(piece, 0);
  keep(all.first(first), kept, book_, memory);
  while (first < piece.size()) {
    const std::size_t end = end_of_run(piece, first);
    const std::span<packed_record> run = all.subspan(first, end - first);
    if (end == piece.size()) {
      keep(run, kept, book_, memory);
    } else {
      marker_.mark(run);
      scored_.push_back(run.front().subject);
      block_.add(subjects_.subjects[run.front().subject], run);
      if (block_.size() == in_block) assess_block();
    }
    first = end;
  }
  assess_block();
}

void piece_scorer::assess_block() {
  if (block_.size() == 0) return;
  block_.assess();
  const std::size_t size = score_row::size(book_);
  const std::size_t before = rows_.size();
  rows_.resize(before + block_.size() * size);
  for (std::size_t n = 0; n < block_.size(); ++n) block_.write(n, rows_.data() + before + n * size);
  block_.clear();
}

bool piece_scorer::hand_over(kept_scores& to) const noexcept {
  const std::int32_t* row = rows_.data();
  for (const std::uint32_t subject : scored_) {
    if (!to.keep(subject, row)) return false;
    row += score_row::size(book_);
  }
  return true;
}

}  // namespace chengxin::io::rows
