// Scores while records are read: of the subjects whose records stand next to each other in
// the file, whose rows need not be kept then. Never scores the first and the last subject
// of a piece, who may have more records in the next one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "population/duplicates.hpp"
#include "population/fact_memory.hpp"
#include "population/kept_scores.hpp"
#include "population/packed_records.hpp"
#include "population/score_block.hpp"
#include "population/subject_rows.hpp"

namespace chengxin::io::rows {

class piece_scorer {
public:
  /// Borrows all.
  piece_scorer(const score_plan& by, const subject_list& subjects)
      : subjects_(subjects), book_(by.by.book()), marker_(book_), block_(by) {}

  /// Scores the subjects of a piece, as far as they are not its first and last. The
  /// records of those two are copied to the end of `kept`, into `memory`.
  void score(packed_list& piece, packed_list& kept, fact_memory& memory);

  /// Hands over the scores of the piece. False where a subject has one already: their
  /// records stand here and there, and what was scored means nothing.
  [[nodiscard]] bool hand_over(kept_scores& to) const noexcept;

private:
  /// As many subjects at a time as keeps their columns near.
  static constexpr std::size_t in_block = 256;

  void assess_block();

  const subject_list& subjects_;
  const rulebook& book_;
  duplicate_marker marker_;
  score_block block_;
  std::vector<std::uint32_t> scored_;  // subjects of the piece
  std::vector<std::int32_t> rows_;     // their score_rows
};

}  // namespace chengxin::io::rows
