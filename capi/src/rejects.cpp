// The rows that could not be used, as a CSV file (SPECIFICATION section 7).
// Never decides what is a bad row.
#include "internal.hpp"
#include "text.hpp"

using namespace chengxin::capi;

cx_status cx_population_rejects_csv(const cx_population* population, cx_buffer* out,
                                    cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (population == nullptr || out == nullptr) return misuse(err, "population or out is NULL");
    std::string text = "file,line,column,code,reason,row\n";
    for (const chengxin::io::bad_row& row : population->content->bad_rows()) {
      append_spreadsheet_cell(text, row.file);
      text += ',' + std::to_string(row.line) + ',' + std::to_string(row.column) + ',';
      append_spreadsheet_cell(text, row.code);
      text += ',';
      append_spreadsheet_cell(text, row.reason);
      text += ',';
      append_spreadsheet_cell(text, row.row);
      text += '\n';
    }
    *out = make_buffer(text);
    return CX_OK;
  });
}
