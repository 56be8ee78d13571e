// Scores while records are read: of the subjects whose records stand next to each other in
// the file, whose rows need not be kept then. Never scores the first and the last subject
// of a piece, who may have more records in another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "population/fact_memory.hpp"
#include "population/kept_scores.hpp"
#include "population/packed_records.hpp"
#include "population/plain_records.hpp"
#include "population/plain_row.hpp"
#include "population/score_block.hpp"
#include "population/subject_rows.hpp"
#include "population/table_rows.hpp"

namespace chengxin::io::rows {

class piece_scorer {
public:
  /// Borrows all. Into `lasting` goes what is kept.
  piece_scorer(const score_plan& by, const subject_list& subjects, fact_memory& lasting);

  /// Who reads the plain rows. Borrows it.
  void read_by(plain_records& plain);
  /// It knows the columns of the rows that follow.
  void expect_plain();

  /// The texts of the records that follow stay until the piece ends, or not.
  void texts_stay(bool stay) noexcept { texts_stay_ = stay; }

  /// The piece's next record. `stays`: its texts do if any.
  void add(const prepared_record& record, std::uint32_t subject, bool stays);
  /// The same of plain rows; `subjects`: whose each is. Gives how many it has added: for the
  /// next one the record is needed.
  [[nodiscard]] std::size_t add(const plain_run& rows, const std::uint32_t* subjects);
  /// The piece is over.
  void end();

  /// What is kept of it: the records of its first and last subject.
  [[nodiscard]] packed_list& kept() noexcept { return kept_; }
  [[nodiscard]] std::size_t record_count() const noexcept { return count_; }

  /// Hands over the scores of the piece. False where a subject has one already: their
  /// records stand here and there, and what was scored means nothing.
  [[nodiscard]] bool hand_over(kept_scores& to) const noexcept;
  /// Makes ready for the next piece.
  void clear();

private:
  /// So many subjects at a time keep their records near. There are more where run after run ends
  /// within one's records; a piece bounds them.
  static constexpr std::size_t in_block = 128;
  static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t first_memory = std::size_t{1} << 18U;

  void begin(std::uint32_t subject);
  void end_subject();
  void assess_full_block();
  [[nodiscard]] bool may_have_duplicates();
  void assess_block();
  void add_copy(const prepared_record& record);

  const score_plan& by_;
  const subject_list& subjects_;
  const rulebook& book_;
  fact_memory memory_;  // of texts that would not stay
  record_packer packer_;
  packed_list kept_;
  score_block block_;
  bool texts_stay_ = false;
  std::size_t count_ = 0;
  std::uint32_t subject_ = nobody;     // whose records come
  bool is_first_ = true;               // they are of the piece's first subject
  std::vector<std::uint32_t> scored_;  // subjects of the piece
  std::vector<std::int32_t> scores_;   // their score_rows
  std::vector<std::uint32_t> ids_;     // of the subject's records: what tells them apart
  std::vector<value> values_;          // scratch
  std::optional<table_rows> rows_;     // none: no plain row is taken
};

}  // namespace chengxin::io::rows
