// The score cache: what `score` prints, kept with what it rests on (STORE 3).
// Never gives a score that computing would not give.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/store.hpp"
#include "store/held_lookup.hpp"
#include "store/session.hpp"

namespace chengxin::storage {

/// A score by positions in its rulebook; what is kept, and what is written as CSV.
struct score_figures {
  bool eligible = false;
  std::int64_t score = 0;
  points total;
  std::uint32_t tier = no_index;
  std::vector<points> values;  ///< by rulebook::dimensions
};

enum class miss : std::uint8_t { absent, newer_data, past_stable_through, other_rulebook };

/// A score that is kept, as found.
struct kept_score {
  const standard* by = nullptr;
  date first_day;
  date last_day;  ///< for_ever: no last one
  score_figures figures;
};

class score_cache {
public:
  explicit score_cache(session& on);

  /// The valid score of a subject on a day. Counts a hit, or a miss and its
  /// reason. Throws `damaged` where what was kept is not what was written.
  [[nodiscard]] const kept_score* find(std::string_view subject_id, date day);
  /// The same, for one who goes through everybody: nothing is counted.
  [[nodiscard]] const kept_score* peek(std::string_view subject_id, date day);

  /// Before a snapshot that is held ends.
  void end_snapshot() noexcept { find_held_.stop(); }

  /// Keeps a score. Borrows nothing. `last_fact` is the entry that it rests on.
  void keep(std::string_view subject_id, std::int64_t subject, std::int64_t last_fact,
            const kept_score& score);
  /// The same in two steps, of which the first may run on any thread: appends what the row
  /// says, sealed; and writes such a row.
  static void pack(std::string& to, std::string_view subject_id, std::int64_t last_fact,
                   const kept_score& score);
  void keep_packed(std::string_view subject_id, std::int64_t subject, date first_day, date last_day,
                   std::string_view packed);
  void forget(std::string_view subject_id);

  /// Marks scores that a rulebook which was just added may change; the first added changes
  /// them all.
  void rulebook_added(const rulebook& book, bool is_first);

  /// Whether a row of the table is what was written.
  [[nodiscard]] static bool is_whole(std::string_view subject_id, std::int64_t first_day,
                                     std::int64_t last_day, std::string_view body);

  /// The entry that such a row rests on.
  [[nodiscard]] static std::int64_t last_fact_of(std::string_view body);

  /// Adds the hits and misses since the last call to the store's counts.
  void save_counts();
  /// What a save_counts() that was undone had added is to be added again.
  void unsave_counts() noexcept;
  /// The store's count of a name, with what is not saved yet.
  [[nodiscard]] std::uint64_t hits();
  [[nodiscard]] std::uint64_t misses(miss why);

private:
  // Null, and why, where there is no valid one.
  const kept_score* look(std::string_view subject_id, date day, miss& why);
  const kept_score* read(const statement& row, std::string_view subject_id, date day, miss& why);

  session& session_;
  statement find_;
  held_lookup find_held_;  // for as long as a snapshot is held
  statement keep_;
  statement forget_;
  statement mark_;
  kept_score found_;
  std::string body_;
  std::array<std::uint64_t, 5> counts_{};  // hits, then misses by their reason
  std::array<std::uint64_t, 5> saved_{};   // by the last save_counts()
};

inline constexpr std::array<std::string_view, 5> cache_counter_names{
    "hits", "absent", "newer_data", "past_stable_through", "other_rulebook"};

}  // namespace chengxin::storage
