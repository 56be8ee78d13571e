// Computing scores from the ledger, and answering from the cache where that is
// the same (STORE 3). Never keeps what was computed for a moment in the past.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "chengxin/assessment.hpp"
#include "chengxin/store.hpp"
#include "store/cache.hpp"
#include "store/session.hpp"

namespace chengxin::storage {

/// A question with its day, the position of the ledger and the rulebook that
/// answer it.
struct resolved_question {
  date day;
  std::int64_t position = 0;
  bool is_now = true;
  const standard* by = nullptr;  ///< null: none is effective on the day
  date by_through;               ///< the last day on which that rulebook is the effective one
};

/// Inside a transaction of the caller's. Throws `time_not_allowed`, `day_not_allowed`.
[[nodiscard]] resolved_question resolve_day(session& on, const question& asked);
/// The same, and throws `not_effective` where no rulebook is.
[[nodiscard]] resolved_question resolve(session& on, const question& asked);

/// One person's facts and what was made of them, in memory that is used again.
struct computation {
  person who;
  prepared_person prepared;
  assessment result;
  assessment scratch;

  /// Prepares the person and assesses them.
  void assess(const standard& by, date day, depth how);
  /// After assess(): the last day through which the figures stay.
  [[nodiscard]] std::optional<date> stable_through(const standard& by, date by_through);
};

/// Loads a subject who has not withdrawn, as known at the question's position.
/// Gives their key. Throws `unknown_subject`, `withdrawn`, `no_longer_held`.
std::int64_t load_for(session& on, std::string_view subject_id, const resolved_question& asked,
                      computation& into);

/// What is kept of an assessment.
void take_figures(const assessment& from, score_figures& into);
/// Computes what is kept of a person who is loaded.
void compute_kept(computation& with, const standard& by, date day, date by_through,
                  kept_score& into);

/// A subject's score: from the cache, or computed and kept. `with` is scratch; the
/// result lives until the next use of either.
[[nodiscard]] const kept_score& score_of(session& on, score_cache& cache,
                                         std::string_view subject_id, const question& asked,
                                         computation& with, kept_score& scratch, bool& from_cache);

[[nodiscard]] refresh_summary refresh_scores(session& on, score_cache& cache,
                                             const refresh_options& options);

}  // namespace chengxin::storage
