// Columns of a block, each gathered from the chunks of a table and checked on the way. Never
// knows a rulebook.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "arrow/facts.hpp"
#include "arrow/runs.hpp"
#include "arrow/table.hpp"
#include "chengxin/columns.hpp"
#include "chengxin/date.hpp"
#include "chengxin/facts.hpp"

namespace chengxin::arrow {

[[nodiscard]] inline bool is_input_day(std::int64_t day) noexcept {
  return day >= first_input_day.days && day <= last_input_day.days;
}

/// Gives `into`, or the table's own where they stand there as wanted, or null where it has no
/// such field. Throws failure: `bad_row`, also where a day is `required` and missing.
const date* gather_days(const table& of, std::size_t field, const std::vector<run>& runs,
                        bool required, std::vector<date>& into);

/// Gives `into`, numbers less than `count`, or null where there is no such column. Throws
/// failure: `bad_row`.
template <class Enum>
const Enum* gather_choices(const table& of, const choice& from, std::string_view name,
                           std::size_t count, const std::vector<run>& runs,
                           std::vector<Enum>& into);

/// What the days of records mean together (SPECIFICATION 2). Throws failure: `bad_row`.
void check_days(const table& of, const std::vector<run>& runs, const record_columns& columns);

}  // namespace chengxin::arrow
