// Taking a row of CSV apart (see csv_row.hpp).
#include "csv/csv_row.hpp"

#include <algorithm>
#include <cstring>
#include <new>

#include "chengxin/utf8.hpp"
#include "csv/line_scan.hpp"
#include "population/text.hpp"

namespace chengxin::io::rows {
namespace {

int is_never_trimmed(unsigned char) {
  return 0;
}
int is_line_feed(unsigned char byte) {
  return byte == '\n' ? 1 : 0;
}

// The line without the CR of its CR LF.
std::string_view without_return(const line_reader& lines, std::string_view text) {
  if (lines.ended_in_lf() && !text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

// Where the cell begins that has a CR outside quotes; npos where none has.
std::size_t find_lone_return(std::string_view row) noexcept {
  bool quoted = false;
  std::size_t cell = 0;
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (row[at] == '"') quoted = !quoted;
    if (quoted) continue;
    if (row[at] == ',') cell = at + 1;
    if (row[at] == '\r') return cell;
  }
  return std::string_view::npos;
}

// Whether a line breaks what holds for all bytes. Offsets count from the row's
// beginning.
bool is_broken(std::string_view line, const noticed& seen, std::size_t begin, row_fault& fault) {
  if (seen.beyond_ascii) {
    if (const std::size_t at = find_invalid_utf8(line); at != std::string_view::npos) {
      fault = {"invalid_utf8", "the row is not valid UTF-8", begin + at};
      return true;
    }
  }
  if (seen.nul) {
    fault = {"nul_byte", "the row holds a NUL byte", begin + line.find('\0')};
    return true;
  }
  return false;
}

row_fault lone_return(std::size_t cell) {
  return {"csv_syntax", "a carriage return that is not part of a line's end must be in quotes",
          cell};
}

}  // namespace

std::size_t cell_offset(std::string_view row, std::size_t number) noexcept {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < row.size() && number > 0; ++at) {
    if (row[at] == '"') quoted = !quoted;
    if (row[at] == ',' && !quoted) --number;
  }
  return at;
}

csv_row_parser::csv_row_parser() {
  if (csv_init(&libcsv_, CSV_STRICT) != 0) throw std::bad_alloc();
  csv_set_space_func(&libcsv_, is_never_trimmed);
  csv_set_term_func(&libcsv_, is_line_feed);
  csv_set_blk_size(&libcsv_, 4096);
}

csv_row_parser::~csv_row_parser() {
  csv_free(&libcsv_);
}

// Precondition: commas_ begins with the places of the line's commas.
void csv_row_parser::split(std::string_view line, std::size_t commas) {
  cell_count_ = commas + 1;
  cells_.resize(std::min(cell_count_, most_cells_));
  std::size_t begin = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::size_t end = i < commas ? commas_[i] : line.size();
    cells_[i] = std::string_view(line.data() + begin, end - begin);
    begin = end + 1;
  }
}

csv_row_parser::outcome csv_row_parser::parse(line_reader& lines, row_fault& fault) {
  const std::string_view line = without_return(lines, lines.line());
  const auto [seen, commas] = scan_line(line, commas_);
  if (seen.quote) return parse_quoted(lines, fault);
  text_ = line;
  if (is_broken(line, seen, 0, fault)) return outcome::bad;
  if (seen.carriage_return) {
    fault = lone_return(find_lone_return(line));
    return outcome::bad;
  }
  split(line, commas);
  return outcome::row;
}

// libcsv calls this from C: it must not throw, so feed() has made room.
void csv_row_parser::on_cell(void* bytes, std::size_t size, void* self) {
  csv_row_parser& parser = *static_cast<csv_row_parser*>(self);
  if (parser.cell_count_++ >= parser.most_cells_) return;
  parser.unquoted_.append(static_cast<const char*>(bytes), size);
  parser.ends_.push_back(parser.unquoted_.size());
}

bool csv_row_parser::feed(std::string_view bytes) {
  const std::size_t pending = csv_get_buffer_size(&libcsv_);
  unquoted_.reserve(unquoted_.size() + pending + bytes.size());
  const auto commas = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), ','));
  const std::size_t ends = ends_.size() + std::min(most_cells_, commas + 1);
  if (ends > ends_.capacity()) ends_.reserve(2 * ends);
  const std::size_t taken =
      csv_parse(&libcsv_, bytes.data(), bytes.size(), &on_cell, nullptr, this);
  if (taken == bytes.size()) return true;
  if (csv_error(&libcsv_) == CSV_EPARSE) return false;
  throw std::bad_alloc();
}

csv_row_parser::outcome csv_row_parser::parse_quoted(line_reader& lines, row_fault& fault) {
  unquoted_.clear();
  ends_.clear();
  cell_count_ = 0;
  bool open = false;
  bool has_return = false;
  row_fault first;
  for (;;) {
    const std::string_view whole = lines.line();
    const std::string_view line = without_return(lines, whole);
    open ^= std::count(line.begin(), line.end(), '"') % 2 != 0;
    const noticed seen = notice(line);
    has_return |= seen.carriage_return;
    const std::size_t begin = lines.row().size() - whole.size();
    if (first.code.empty()) is_broken(line, seen, begin, first);
    if (!feed(open ? whole : line)) {
      text_ = without_return(lines, lines.row());
      const std::size_t cell = cell_offset(text_, cell_count_);
      const bool is_quoted = cell < text_.size() && text_[cell] == '"';
      if (first.code.empty()) {
        first = {"csv_syntax",
                 is_quoted
                     ? "after the quote that closes a cell only a comma or the line's end may "
                       "follow (a quote inside a quoted cell is written twice)"
                     : "a quote inside a cell that does not begin with one",
                 cell};
      }
      break;
    }
    if (!open) {
      feed("\n");
      text_ = without_return(lines, lines.row());
      break;
    }
    if (lines.ended_in_lf()) feed("\n");
    const line_reader::found more = lines.extend_row();
    if (more == line_reader::found::failed) return outcome::failed;
    if (more == line_reader::found::too_long) {
      if (!lines.skip_row(true)) return outcome::failed;
      text_ = lines.row();
      first = {"row_too_long", "the row is longer than 1 MiB; a quote in it may never be closed",
               0};
      break;
    }
    if (more == line_reader::found::end) {
      text_ = lines.row();
      if (first.code.empty()) {
        first = {"csv_syntax", "the quote that opens this cell is never closed",
                 cell_offset(text_, cell_count_)};
      }
      break;
    }
  }
  csv_fini(&libcsv_, nullptr, nullptr, nullptr);
  if (first.code.empty() && has_return) {
    if (const std::size_t cell = find_lone_return(text_); cell != std::string_view::npos) {
      first = lone_return(cell);
    }
  }
  if (!first.code.empty()) {
    fault = std::move(first);
    return outcome::bad;
  }
  cells_.clear();
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    cells_.emplace_back(unquoted_.data() + begin, end - begin);
    begin = end;
  }
  return outcome::row;
}

}  // namespace chengxin::io::rows
