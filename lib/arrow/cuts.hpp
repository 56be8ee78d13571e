// Cutting both tables into blocks of neighbouring subjects and their records. Where both
// stand in the order of whole numbers, each block's records are found when its turn comes,
// and nothing is kept for each subject or record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "arrow/owners.hpp"
#include "arrow/table.hpp"

namespace chengxin::arrow {

/// Subjects and the places of their records.
struct cut {
  std::size_t number = 0;
  std::size_t first = 0;  ///< subject
  std::size_t last = 0;   ///< before this one
  std::size_t first_record = 0;
  std::size_t last_record = 0;
  /// From the first record on: where each subject's begin, and where the last one's end.
  std::vector<std::uint32_t> offsets;
  // For cutter alone.
  std::vector<std::int64_t> ids;      ///< of the subjects
  std::vector<std::uint8_t> differs;  ///< by record: whether the next one's subject is another
};

class cutter {
public:
  /// Throws failure: `column`; `bad_row` where the records do not stand in the order of
  /// the subjects, for a repeated or missing identifier and for a record whose subject is
  /// not among the subjects. Looks through the identifiers with so many threads.
  cutter(const table& subjects, const table& records, std::size_t threads);

  /// The next block; any number of threads may ask. False: there is none. Throws failure:
  /// `bad_row` for a record whose subject is not among the subjects.
  [[nodiscard]] bool next(cut& to);

  /// By place the row in the records' table; empty where they are the same.
  [[nodiscard]] const ownership::numbers& order() const noexcept { return owners_.order; }

private:
  [[nodiscard]] std::size_t end_of_records(std::size_t last_subject) const;
  void find_offsets(cut& to) const;

  const table& subjects_;
  const table& records_;
  std::size_t subject_field_;
  std::size_t record_field_;
  bool in_order_;
  ownership owners_;  ///< where they do not stand in order
  std::mutex mutex_;
  std::size_t next_number_ = 0;
  std::size_t next_subject_ = 0;
  std::size_t next_record_ = 0;
};

}  // namespace chengxin::arrow
