// The rulebooks of a store, compiled, and which of them is the effective one on a
// day (STORE 2). Never forgets one: a score of long ago is computed again by it.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/store.hpp"
#include "store/sqlite.hpp"

namespace chengxin::storage {

/// Stands for a last day where there is none.
inline constexpr date for_ever = no_day;
[[nodiscard]] constexpr std::optional<date> day_or_for_ever(date last) noexcept {
  return last == for_ever ? std::nullopt : std::optional(last);
}

/// A rulebook and the entry that added it; entry 0 is the built-in one.
struct standard {
  std::int64_t entry = 0;
  chengxin::engine engine;

  [[nodiscard]] const rulebook& book() const noexcept { return engine.book(); }
};

/// Throws `not_effective`.
[[noreturn]] void fail_not_effective(date day);

class standards {
public:
  explicit standards(database& on);

  /// Learns of those that were added since the last call, inside the transaction
  /// of the caller's.
  void look();

  /// Those added by a position, in order; the built-in one where none ever was by then.
  [[nodiscard]] std::vector<const standard*> known_at(std::int64_t position);

  /// The effective one on a day, of those added by a position: the last added
  /// where several are. Null where none is.
  [[nodiscard]] const standard* find(date day, std::int64_t position);
  /// The same, and fails where there is none.
  [[nodiscard]] const standard& effective(date day, std::int64_t position);

  /// The last day through which the one that is effective on `day` stays so, or through
  /// which there is none, as on `day`; or for_ever.
  [[nodiscard]] date effective_through(date day, std::int64_t position);

  /// By its entry. Null where there is none.
  [[nodiscard]] const standard* by_entry(std::int64_t entry);

  /// The last one added, or the built-in one.
  [[nodiscard]] const standard& newest();

  /// Whether a rulebook that governs today or a later day bars a category.
  [[nodiscard]] bool bars(std::string_view category, date today);

  /// The categories that any rulebook of the store bars.
  [[nodiscard]] std::vector<std::string> all_barred();

private:
  const standard& builtin();

  statement read_;
  statement newest_entry_;
  std::deque<standard> added_;
  std::optional<standard> builtin_;
};

}  // namespace chengxin::storage
