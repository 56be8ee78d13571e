// Finding the rows that need no care (see plain_rows.hpp).
#include "csv/plain_rows.hpp"

#include <algorithm>

#include "chengxin/utf8.hpp"
#include "csv/cell_ends.hpp"
#include "population/quoted_cells.hpp"
#include "population/text.hpp"

namespace chengxin::io::rows {

void plain_rows::leave(line_reader& lines) noexcept {
  if (is_away_) return;
  is_away_ = true;
  if (row_ > passed_) lines.pass(begin_of(row_) - begin_of(passed_), row_ - passed_);
  passed_ = row_;
}

// Rows that another has read lie behind; what was found of the others still holds, unless
// they were moved.
void plain_rows::come_back(const line_reader& lines) noexcept {
  is_away_ = false;
  const bool are_there = rows_ > 0 && lines.fills() == fills_;
  const char* const at = lines.ready().data();
  while (are_there && row_ < rows_ && text_.data() + begin_of(row_) < at) ++row_;
  if (!are_there) rows_ = row_ = 0;
  passed_ = row_;
}

bool plain_rows::look(line_reader& lines) {
  leave(lines);
  is_away_ = false;
  text_ = lines.ready().substr(0, most_looked_at);
  fills_ = lines.fills();
  rows_ = row_ = passed_ = 0;
  if (text_.empty()) return false;
  if (ends_.empty()) {
    ends_.resize(1 + most_looked_at + cell_ends::room);
    ends_of_rows_.resize(1 + most_looked_at + 1);
    ends_[0] = ~std::uint32_t{0};
  }
  cell_ends found;
  found.cells = ends_.data() + 1;
  found.rows = ends_of_rows_.data() + 1;
  found.cell_count = 1;
  find_ends(text_, needs_care, found);
  rows_ = static_cast<std::size_t>(found.rows - ends_of_rows_.data()) - 1;
  return rows_ > 0;
}

bool plain_rows::take_with_care(std::size_t cells, plain_row& row) {
  const std::size_t begin = begin_of(row_);
  std::string_view line = text_.substr(begin, begin_of(row_ + 1) - 1 - begin);
  const bool ends_in_return = !line.empty() && line.back() == '\r';
  if (ends_in_return) line.remove_suffix(1);
  const noticed seen = notice(line);
  if (seen.nul || seen.carriage_return) return false;
  if (seen.beyond_ascii && find_invalid_utf8(line) != std::string_view::npos) return false;
  if (seen.quote) {
    if (!take_quotes_off(line, cells, unquoted_, own_ends_)) return false;
    row = plain_row(unquoted_.data(), own_ends_.data() + 1, line);
    return true;
  }
  const std::uint32_t before = ends_of_rows_[row_] & ~needs_care;
  if ((ends_of_rows_[row_ + 1] & ~needs_care) - before != cells) return false;
  row = plain_row(text_.data(), ends_.data() + before + 1);
  if (ends_in_return) {
    const auto first = ends_.begin() + before;
    own_ends_.assign(first, first + static_cast<std::ptrdiff_t>(cells) + 1);
    --own_ends_.back();
    row = plain_row(text_.data(), own_ends_.data() + 1);
  }
  return true;
}

}  // namespace chengxin::io::rows
