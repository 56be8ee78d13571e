// Looking up one key after another by a statement that stays under way. Beginning and
// ending a statement costs more than the look-up itself: where a snapshot is held, and so
// every look-up sees the same, that need not be paid for each.
#pragma once

#include <string_view>

#include "store/sqlite.hpp"

namespace chengxin::storage {

class held_lookup {
public:
  /// `sql` gives a row for each row of a table that is never empty, LEFT JOIN the table where
  /// key = wanted_key(?1); its first column is NULL where the key is not there.
  held_lookup(database& on, const char* sql) noexcept : statement_(on, sql) {}

  /// Whether the key is there. Throws what statement::step() does.
  [[nodiscard]] bool find(std::string_view key);
  /// After find(): the columns, which live until the next.
  [[nodiscard]] const statement& row() const noexcept { return statement_; }
  /// Before the snapshot ends.
  void stop() noexcept;

private:
  [[nodiscard]] bool step();

  statement statement_;
  wanted_key wanted_;
  bool runs_ = false;
};

}  // namespace chengxin::storage
