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

  /// Whose records the rows hold. Gives how many: of the next it is nobody's.
  [[nodiscard]] std::size_t find_subjects(const plain_run& rows, std::uint32_t* into);
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

  /// The number of the category in a cell, whose end_key() is known, or one beyond them all.
  /// `cell()`: its text.
  template <class Cell>
  [[nodiscard]] std::uint32_t find_category(const cell_column& of, std::size_t row,
                                            std::uint32_t key, Cell cell) {
    const std::uint32_t known = categories_.find(of, row, key);
    return known != small_texts::none ? known : look_up_category(cell());
  }
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
  /// Where the category's attributes has each column of cells().attributes(), or nowhere.
  [[nodiscard]] std::span<const std::uint32_t> slots_of(std::uint32_t category) const noexcept {
    const std::size_t count = cells_.attributes().size();
    return std::span(slots_of_).subspan(category * count, count);
  }
  using origin_words = plain_words<origin, origin_names.size()>;
  using status_words = plain_words<record_status, record_status_names.size()>;
  [[nodiscard]] const origin_words& origins() const noexcept { return origins_; }
  [[nodiscard]] const status_words& statuses() const noexcept { return statuses_; }

private:
  [[nodiscard]] std::uint32_t find_subject(std::string_view id);
  [[nodiscard]] bool read_words(const plain_row& row, prepared_record& into) const noexcept;
  [[nodiscard]] bool read_days(const plain_row& row, prepared_record& into) const noexcept;
  [[nodiscard]] std::uint32_t look_up_category(std::string_view id);
  [[nodiscard]] bool read(const plain_row& row, prepared_record& made, std::vector<value>& slots);
  void read_attributes(const plain_row& row, prepared_record& made, std::vector<value>& slots);

  const engine& engine_;
  const subject_index& subjects_;
  const attribute_names& names_;
  record_cells cells_;
  std::vector<std::uint32_t> slots_of_;  // by category, then by attribute
  origin_words origins_{origin_names};
  status_words statuses_{record_status_names};
  small_texts categories_;
  std::vector<value> slots_;         // of the record being read
  std::vector<value> made_slots_;    // of the record made of a text
  std::vector<std::uint32_t> ends_;  // of the cells of a row's text
  std::uint32_t last_subject_ = 0;
  std::size_t look_ups_ = 0;  // of subjects
};

}  // namespace chengxin::io::rows
