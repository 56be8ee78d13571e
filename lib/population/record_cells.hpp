// Which columns of a file of plain rows hold what of a record. Never reads a cell.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "population/plain_row.hpp"
#include "population/record_rows.hpp"

namespace chengxin::io::rows {

class record_cells {
public:
  record_cells() { columns_.fill(nowhere); }

  /// Of rows with these columns.
  explicit record_cells(std::span<const plain_column> columns) : record_cells() {
    count_ = columns.size();
    for (std::uint32_t at = 0; at < columns.size(); ++at) {
      if (columns[at].member < columns_.size()) {
        columns_[columns[at].member] = at;
      } else {
        attributes_.push_back(at);
      }
    }
    for (const record_rows::which it : {record_rows::expires_on, record_rows::corrected_on,
                                        record_rows::service_on, record_rows::conduct_on}) {
      has_rare_days_ |= columns_[it] != nowhere;
    }
  }

  /// A member's cell, empty where there is no such column.
  [[nodiscard]] std::string_view of(const plain_row& row,
                                    record_rows::which member) const noexcept {
    const std::uint32_t column = columns_[member];
    return column == nowhere ? std::string_view() : row.cell(column);
  }
  [[nodiscard]] std::string_view of(const plain_run& rows, std::size_t row,
                                    record_rows::which member) const noexcept {
    const std::uint32_t column = columns_[member];
    return column == nowhere ? std::string_view() : rows.cell(row, column);
  }
  /// The same as a short text.
  [[nodiscard]] short_text short_of(const plain_row& row,
                                    record_rows::which member) const noexcept {
    const std::uint32_t column = columns_[member];
    return column == nowhere ? short_text() : row.short_cell(column);
  }
  /// The same of each of some rows, all empty where there is no such column.
  void load(const plain_run& rows, record_rows::which member, cell_column& into) const noexcept {
    const std::uint32_t column = columns_[member];
    if (column == nowhere) return into.load_empty(rows.size());
    rows.column(column, into);
  }
  /// Of each how many bytes it has alone.
  void load_sizes(const plain_run& rows, record_rows::which member,
                  cell_column& into) const noexcept {
    const std::uint32_t column = columns_[member];
    if (column == nowhere) return into.load_empty(rows.size());
    rows.sizes(column, into);
  }
  [[nodiscard]] bool has(record_rows::which member) const noexcept {
    return columns_[member] != nowhere;
  }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// The columns of attributes.
  [[nodiscard]] std::span<const std::uint32_t> attributes() const noexcept { return attributes_; }
  /// Whether there is a column of days other than `occurred_on` and `repaired_on`.
  [[nodiscard]] bool has_rare_days() const noexcept { return has_rare_days_; }

private:
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

  std::array<std::uint32_t, record_rows::count> columns_{};  // by member
  std::vector<std::uint32_t> attributes_;
  std::size_t count_ = 0;
  bool has_rare_days_ = false;
};

}  // namespace chengxin::io::rows
