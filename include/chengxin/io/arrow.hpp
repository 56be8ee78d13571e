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

}  // namespace chengxin::io
