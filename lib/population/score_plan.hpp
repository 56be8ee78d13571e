// What the scores of a population by a batch need to know before any record is looked at:
// which column every attribute is in, and the batch. Never holds a record.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/batch.hpp"
#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "population/packed_records.hpp"

namespace chengxin::io::rows {

/// Each subject's records.
using record_groups = std::span<const std::span<packed_record>>;

/// Which column each attribute of each category is in.
struct attribute_places {
  std::vector<attribute_column> columns;
  std::vector<std::vector<std::uint32_t>> of;  ///< by category, then slot
  std::vector<bool> is_open;                   ///< by column: of texts that are not all declared
  std::vector<std::vector<std::string_view>> texts;  ///< by column
};

/// Immutable once it is made. Borrows the engine, and texts of the records.
struct score_plan {
  /// `records` are those whose texts are needed where reads_texts().
  score_plan(const engine& by, date day, bool stable_through, record_groups records);

  /// Whether the batch has to know texts of the records beforehand.
  [[nodiscard]] static bool reads_texts(const engine& by);

  const engine& by;
  date day;
  bool with_stable_through;
  bool heeds_origins = false;  ///< what a record weighs may depend on its origin
  attribute_places places;
  std::vector<std::string_view> providers;
  std::vector<std::uint32_t> authorised;  ///< by category: one of its providers
  std::optional<batch> made;              ///< none: one by one
};

/// The days in a record's tail, which the values follow.
struct packed_days {
  date expires_on = no_day, repaired_on = no_day;
  date steps[3] = {no_day, no_day, no_day};

  packed_days(const packed_record& record, tail_reader& tail) {
    if ((record.has & packed_record::expires) != 0) expires_on = tail.day();
    if ((record.has & packed_record::repaired) != 0) repaired_on = tail.day();
    if ((record.has & packed_record::steps) == 0) return;
    for (date& day : steps) day = tail.day();
  }
};

}  // namespace chengxin::io::rows
