// Records out of plain rows of CSV, column by column. Never refuses one: where anything in
// a row is not as usual, record_rows has to look at it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "population/attribute_names.hpp"
#include "population/plain_row.hpp"
#include "population/plain_values.hpp"
#include "population/record_cells.hpp"
#include "population/record_rows.hpp"
#include "population/score_block.hpp"
#include "population/small_texts.hpp"
#include "population/subject_index.hpp"

namespace chengxin::io::rows {

class plain_records final : public record_maker {
public:
  /// All are borrowed.
  plain_records(const engine& engine, const subject_index& subjects, const attribute_names& names);

  /// Makes ready for rows with these columns.
  void expect(std::span<const plain_column> columns);
  [[nodiscard]] const record_cells& cells() const noexcept { return cells_; }

  /// Whose record a row holds, or none.
  [[nodiscard]] std::uint32_t find_subject(const plain_row& row);
  [[nodiscard]] bool have_one_subject(const plain_row& one, const plain_row& other) const noexcept {
    return same_text(cells_.of(one, record_rows::subject_id),
                     cells_.of(other, record_rows::subject_id));
  }
  /// The same record as record_rows::resolve() makes of the row; false where that one has to
  /// say. The record borrows from the row, and from this until the next.
  [[nodiscard]] bool read(const plain_row& row, prepared_record& made) {
    return read(row, made, slots_);
  }
  /// What read() has made is not touched. Precondition: read() is true of the row.
  prepared_record make(std::string_view row, std::deque<std::string>& texts) override;

  /// Whose the record before was.
  [[nodiscard]] std::uint32_t last_subject() const noexcept { return last_subject_; }
  void was_of(std::uint32_t subject) noexcept { last_subject_ = subject; }

  /// The number of a row's category, or one beyond them all.
  [[nodiscard]] std::uint32_t find_category(const plain_row& row) {
    const std::uint32_t known = categories_.find(cells_.short_of(row, record_rows::category));
    return known != small_texts::none ? known
                                      : look_up_category(cells_.of(row, record_rows::category));
  }
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
  /// Where the category's attributes has each column of cells().attributes(), or nowhere.
  [[nodiscard]] std::span<const std::uint32_t> slots_of(std::uint32_t category) const noexcept {
    const std::size_t count = cells_.attributes().size();
    return std::span(slots_of_).subspan(category * count, count);
  }
  /// Reads the words and the days of a row: those of `into` that record_head has as well.
  template <class Record>
  [[nodiscard]] bool read_words(const plain_row& row, Record& into) const noexcept;
  template <class Record>
  [[nodiscard]] bool read_days(const plain_row& row, Record& into) const noexcept;

private:
  [[nodiscard]] std::uint32_t look_up_category(std::string_view id);
  [[nodiscard]] bool read(const plain_row& row, prepared_record& made, std::vector<value>& slots);
  void read_attributes(const plain_row& row, prepared_record& made, std::vector<value>& slots);

  const engine& engine_;
  const subject_index& subjects_;
  const attribute_names& names_;
  record_cells cells_;
  std::vector<std::uint32_t> slots_of_;  // by category, then by attribute
  plain_words<origin, origin_names.size()> origins_{origin_names};
  plain_words<record_status, record_status_names.size()> statuses_{record_status_names};
  small_texts categories_;
  std::vector<value> slots_;         // of the record being read
  std::vector<value> made_slots_;    // of the record made of a text
  std::vector<std::uint32_t> ends_;  // of the cells of a row's text
  std::uint32_t last_subject_ = 0;
  std::size_t look_ups_ = 0;  // of subjects
};

template <class Record>
bool plain_records::read_words(const plain_row& row, Record& into) const noexcept {
  const auto origin = origins_.find(cells_.short_of(row, record_rows::origin));
  const auto status = statuses_.find(cells_.short_of(row, record_rows::status));
  if (!origin || !status) return false;
  into.origin = *origin;
  into.status = *status;
  return true;
}

/// Precondition: its words are read.
template <class Record>
bool plain_records::read_days(const plain_row& row, Record& into) const noexcept {
  into.occurred_on = plain_day(cells_.short_of(row, record_rows::occurred_on));
  if (into.occurred_on == no_day) return false;
  // An optional day, not before the record's.
  const auto read = [&](record_rows::which member, date& day) {
    const short_text text = cells_.short_of(row, member);
    if (text.size == 0) return true;
    day = plain_day(text);
    return day != no_day && day >= into.occurred_on;
  };
  if (!read(record_rows::repaired_on, into.repaired_on)) return false;
  if ((into.status == record_status::repaired) != (into.repaired_on != no_day)) return false;
  if (!cells_.has_rare_days()) return true;
  const auto step = [&](repair_step it) -> date& {
    return into.steps[static_cast<std::size_t>(it)];
  };
  return read(record_rows::expires_on, into.expires_on) &&
         read(record_rows::corrected_on, step(repair_step::corrected)) &&
         read(record_rows::service_on, step(repair_step::service)) &&
         read(record_rows::conduct_on, step(repair_step::conduct));
}

}  // namespace chengxin::io::rows
