// Rows of either format (see row_source.hpp).
#include "population/row_source.hpp"

#include "csv/csv_rows.hpp"
#include "json/json_rows.hpp"
#include "population/text.hpp"

namespace chengxin::io::rows {

result<std::unique_ptr<row_reader>> open_rows(source& from, row_format format, reading& progress,
                                              std::span<const member> members,
                                              const attribute_names& names) {
  if (format == row_format::csv) return read_csv(from, progress, members, names);
  return read_jsonl(from, progress, members, names);
}

bad_row make_bad_row(const source& from, const row_reader& reader, std::string_view code,
                     std::string_view reason, std::size_t offset) {
  constexpr std::size_t most_of_a_bad_row = 4096;
  bad_row row;
  row.file = from.name();
  row.line = reader.line();
  row.column = column_at(reader.text(), offset);
  row.code = code;
  row.reason = reason;
  row.row = cut(reader.text(), most_of_a_bad_row);
  return row;
}

}  // namespace chengxin::io::rows
