// The rejects file: bad rows as CSV that a spreadsheet opens safely
// (SPECIFICATION 7). Never writes NUL, nor a byte that is not UTF-8.
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/population.hpp"
#include "chengxin/utf8.hpp"

namespace chengxin::io {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

void append_utf8(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    out += length == 0 || text[at] == '\0' ? replacement : text.substr(at, length);
    at += length == 0 ? 1 : length;
  }
}

void append_cell(std::string& out, std::string_view text) {
  const bool is_formula =
      !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos;
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    if (is_formula) out += '\'';
    return append_utf8(out, text);
  }
  out += is_formula ? "\"'" : "\"";
  for (std::size_t quote; (quote = text.find('"')) != std::string_view::npos;) {
    append_utf8(out, text.substr(0, quote));
    out += "\"\"";
    text.remove_prefix(quote + 1);
  }
  append_utf8(out, text);
  out += '"';
}

}  // namespace

std::string rejects_csv(const std::vector<bad_row>& rows) {
  std::string out = "file,line,column,code,reason,row\n";
  for (const bad_row& row : rows) {
    append_cell(out, row.file);
    out += ',' + std::to_string(row.line) + ',' + std::to_string(row.column) + ',';
    append_cell(out, row.code);
    out += ',';
    append_cell(out, row.reason);
    out += ',';
    append_cell(out, row.row);
    out += '\n';
  }
  return out;
}

}  // namespace chengxin::io
