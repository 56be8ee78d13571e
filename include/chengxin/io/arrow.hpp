// A whole population as tables in the Arrow C data interface: facts in, scores out.
// Nothing of Arrow's own code is needed on either side.
#pragma once

#include <cstdint>
#include <functional>

#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/result.hpp"

struct ArrowArrayStream;

namespace chengxin::io {

struct arrow_options {
  date as_of;
  bool stable_through = false;  ///< whether the result says how long the figures stay
  std::int32_t threads = 1;     ///< 0: as many as the machine has cores
  /// Told how many of how many residents are done, on the calling thread; false: stop.
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress;
};

/// Assesses everyone in `subjects` on a day and puts a stream of one table into `out`, a
/// row for each subject in their order, for the caller to release. Takes both streams and
/// releases them, whatever becomes of it.
///
/// Columns of `subjects`: `subject_id` (whole numbers or texts), `birth_date`,
/// `enrolled_on`, `residency`, `capacity`, `attributes.NAME`. Columns of `records`:
/// `subject_id`, `category`, `occurred_on`, and where there are any `record_id`,
/// `provider`, `origin`, `status`, `expires_on`, `repaired_on`, `corrected_on`,
/// `service_on`, `conduct_on`, `matter`, `attributes.NAME`. Texts may be plain, large,
/// views or from a dictionary; days are date32, date64 or timestamps without a time
/// zone; whole numbers are of 8 to 64 bits. Rows may stand in any order.
///
/// Errors: `not_effective`, `stopped`, `column` (with the column's name, what was expected
/// and what was found), `bad_row` (with table, row and column), `arrow_stream` (what the
/// stream itself told), `too_many` (more than 2^32 - 2 rows).
[[nodiscard]] result<bool> assess_columns(const engine& by, ArrowArrayStream& subjects,
                                          ArrowArrayStream& records, const arrow_options& options,
                                          ArrowArrayStream& out);

/// The same, and into `details` a stream of a second table: for each subject, in their order,
/// what became of each record, in the order of their rows, and what else the total is made of.
/// The `points` of all rows of an eligible subject and the rulebook's base are the total.
///
/// Columns of `details`: `subject_id`; `kind` (`record`, `subject`, `absence`, `restoration`,
/// `bounds`, `score_bounds`, `ceiling`); of a record `record` (its row), `record_id` where
/// records have one, `disposition`, `eased` (percent); `rule`, `dimension`, `points`,
/// `before_limits`, `percent`; `restored`, the dimension of which repairs give something back.
/// A record has a row for each award, or one alone. Points are hundredths.
[[nodiscard]] result<bool> explain_columns(const engine& by, ArrowArrayStream& subjects,
                                           ArrowArrayStream& records, const arrow_options& options,
                                           ArrowArrayStream& scores, ArrowArrayStream& details);

}  // namespace chengxin::io
