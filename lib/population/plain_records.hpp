// Records out of plain rows of CSV, column by column. Never refuses one: where anything in
// a row is not as usual, record_rows has to look at it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "population/attribute_names.hpp"
#include "population/plain_row.hpp"
#include "population/plain_values.hpp"
#include "population/record_rows.hpp"
#include "population/small_texts.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

class plain_records {
public:
  /// All are borrowed.
  plain_records(const engine& engine, const text_index& subjects, const attribute_names& names);

  /// Makes ready for rows with these columns.
  void expect(std::span<const plain_column> columns);

  /// The same record and subject as record_rows::resolve() makes of the row; false where
  /// that one has to say. The record borrows from the row, and from this until the next.
  [[nodiscard]] bool read(const plain_row& row, prepared_record& made, std::uint32_t& subject);

  /// Whose the record before was.
  [[nodiscard]] std::uint32_t last_subject() const noexcept { return last_subject_; }
  void was_of(std::uint32_t subject) noexcept { last_subject_ = subject; }

private:
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] std::string_view cell(const plain_row& row, record_rows::which member) const {
    const std::uint32_t column = columns_[member];
    return column == nowhere ? std::string_view() : row.cell(column);
  }
  [[nodiscard]] std::uint32_t find_subject(std::string_view id);
  [[nodiscard]] std::uint32_t find_category(std::string_view id);
  /// An optional day, not before `first`.
  [[nodiscard]] bool read_day(std::string_view text, date first, date& into) const noexcept;
  [[nodiscard]] bool read_days(const plain_row& row, prepared_record& made) const noexcept;
  [[nodiscard]] bool read_attributes(const plain_row& row, prepared_record& made);

  const engine& engine_;
  const text_index& subjects_;
  const attribute_names& names_;
  std::array<std::uint32_t, record_rows::count> columns_{};  // by member
  bool has_rare_days_ = false;                               // there are columns of them
  std::vector<std::uint32_t> attributes_;                    // columns
  std::vector<std::uint32_t> slots_of_;                      // by category, then by attribute
  plain_words<origin, origin_names.size()> origins_{origin_names};
  plain_words<record_status, record_status_names.size()> statuses_{record_status_names};
  small_texts categories_;
  std::vector<value> slots_;  // of the record being read
  std::uint32_t last_subject_ = 0;
};

}  // namespace chengxin::io::rows
