// One resident of a block at a time, as an engine takes them: for those whom a batch leaves
// to it.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "arrow/facts.hpp"
#include "arrow/runs.hpp"
#include "chengxin/batch.hpp"
#include "chengxin/columns.hpp"

namespace chengxin::arrow {

class one_by_one {
public:
  one_by_one(const fact_columns& columns, const batch& by) : facts_(columns), by_(by) {}

  /// The attributes of a row of the subjects' table. Throws failure: `bad_row`.
  void check_subject(std::size_t row);
  /// Those of the last one checked.
  [[nodiscard]] const std::vector<value>& subject_attributes() const noexcept {
    return subject_slots_;
  }

  /// The records of a resident, from `first` to before `last` of a block's columns. Lives
  /// until the next call.
  [[nodiscard]] std::span<const prepared_record> records(const record_columns& columns,
                                                         const std::vector<run>& runs,
                                                         std::size_t first, std::size_t last);

private:
  [[nodiscard]] prepared_record prepare(std::size_t row, std::size_t at,
                                        const record_columns& columns);

  const fact_columns& facts_;
  const batch& by_;
  std::vector<prepared_record> prepared_;
  std::deque<std::vector<value>> slots_;
  std::vector<value> subject_slots_;
  std::deque<std::string> row_names_;
};

}  // namespace chengxin::arrow
