// One row of CSV, from a line or several, taken apart into cells.
// Never knows what a cell means.
#pragma once

#include <csv.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "population/line_reader.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// Where the cell with this number, from 0, begins in a row. Precondition: the
/// cells before it are well formed.
[[nodiscard]] std::size_t cell_offset(std::string_view row, std::size_t number) noexcept;

/// Takes rows apart. The cells are valid until the next row.
class csv_row_parser {
public:
  /// Keeps at most this many cells of a row; all are counted.
  csv_row_parser();
  ~csv_row_parser();
  csv_row_parser(const csv_row_parser&) = delete;
  csv_row_parser& operator=(const csv_row_parser&) = delete;

  enum class outcome : std::uint8_t { row, bad, failed };

  /// Takes apart the row that begins with the line at hand, reading on as long
  /// as a quoted cell is open. At `bad`, says why in `fault`.
  outcome parse(line_reader& lines, row_fault& fault);

  void keep_at_most(std::size_t cells) noexcept { most_cells_ = cells; }
  [[nodiscard]] std::span<const std::string_view> cells() const noexcept { return cells_; }
  [[nodiscard]] std::size_t cell_count() const noexcept { return cell_count_; }
  /// The row's text, without the end of its last line.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }

private:
  void split(std::string_view line, std::size_t commas);
  bool feed(std::string_view bytes);
  outcome parse_quoted(line_reader& lines, row_fault& fault);
  static void on_cell(void* bytes, std::size_t size, void* self);

  csv_parser libcsv_;
  std::size_t most_cells_ = static_cast<std::size_t>(-1);
  std::vector<std::uint32_t> commas_;  // of the last line without a quote
  std::vector<std::string_view> cells_;
  std::size_t cell_count_ = 0;
  std::string_view text_;
  std::string unquoted_;           // the bytes of all cells that libcsv gave
  std::vector<std::size_t> ends_;  // by cell: where it ends in them
};

}  // namespace chengxin::io::rows
