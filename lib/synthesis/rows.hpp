// The rows of a synthetic city and how they are written as CSV and JSON Lines
// (SPECIFICATION 7). Never decides what is in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::synthesis {

/// One attribute: `column` is its place among the file's attribute columns.
struct attribute_cell {
  std::uint32_t column = 0;
  std::string text;
  bool literal = false;  ///< a JSON number or boolean, not a string
};

struct subject_row {
  std::string subject_id;
  std::string_view residency;
  std::string_view capacity;
  date birth_date = no_day;
  date enrolled_on = no_day;
  std::vector<attribute_cell> attributes;  ///< by column, each once
};

struct record_row {
  std::string record_id;
  std::string subject_id;
  std::string_view category;
  std::string provider;
  std::string_view origin;
  std::string_view status;
  std::string matter;
  date occurred_on;
  date expires_on = no_day;
  date repaired_on = no_day;
  date corrected_on = no_day;
  date service_on = no_day;
  date conduct_on = no_day;
  std::vector<attribute_cell> attributes;  ///< by column, each once
};

/// Writes the rows of one file's kind in one format. `columns` are the names of
/// the file's attributes.
class row_writer {
public:
  row_writer(io::row_format format, std::vector<std::string_view> columns)
      : format_(format), columns_(std::move(columns)) {}

  [[nodiscard]] io::row_format format() const noexcept { return format_; }
  [[nodiscard]] const std::vector<std::string_view>& columns() const noexcept { return columns_; }

  /// The header rows; nothing in JSON Lines.
  void append_subject_header(std::string& out) const;
  void append_record_header(std::string& out) const;
  void append(std::string& out, const subject_row& row) const;
  void append(std::string& out, const record_row& row) const;

private:
  io::row_format format_;
  std::vector<std::string_view> columns_;
};

}  // namespace chengxin::synthesis
