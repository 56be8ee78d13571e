// Cells without their quotes (see quoted_cells.hpp).
#include "population/quoted_cells.hpp"

namespace chengxin::io::rows {

bool take_quotes_off(std::string_view line, std::size_t cells, std::string& text,
                     std::vector<std::uint32_t>& ends) {
  text.clear();
  ends.assign(1, ~std::uint32_t{0});
  std::string_view left = line;
  for (std::size_t k = 0; k < cells; ++k) {
    if (k > 0) {
      if (left.empty() || left.front() != ',') return false;
      left.remove_prefix(1);
    }
    const bool is_quoted = !left.empty() && left.front() == '"';
    if (is_quoted) left.remove_prefix(1);
    while (is_quoted) {
      const std::size_t quote = left.find('"');
      if (quote == std::string_view::npos) return false;
      text.append(left.substr(0, quote));
      left.remove_prefix(quote + 1);
      if (left.empty() || left.front() != '"') break;
      text += '"';
      left.remove_prefix(1);
    }
    if (!is_quoted) {
      const std::string_view cell = left.substr(0, left.find(','));
      if (cell.find('"') != std::string_view::npos) return false;
      text.append(cell);
      left.remove_prefix(cell.size());
    }
    ends.push_back(static_cast<std::uint32_t>(text.size()));
    text += ',';
  }
  return left.empty();
}

}  // namespace chengxin::io::rows
