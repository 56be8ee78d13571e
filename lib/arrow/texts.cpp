// Numbering the texts of a column (see texts.hpp).
#include "arrow/texts.hpp"

#include "arrow/messages.hpp"
#include "chengxin/utf8.hpp"

namespace chengxin::arrow {

texts::texts(const table& of, std::size_t field) {
  const bool has_dictionary = of.fields()[field].has_dictionary;
  if (has_dictionary) dictionaries_.resize(of.chunks());
  for (std::size_t c = 0; c < of.chunks(); ++c) {
    if (has_dictionary) {
      read_dictionary(of, field, c);
    } else {
      read_plain(of.at(c, field), of.first_row(c + 1) - of.first_row(c));
    }
  }
  for (std::uint32_t t = 0; t < index_.size(); ++t) {
    if (find_invalid_utf8(index_[t]) == std::string_view::npos) continue;
    fail("bad_row", "column `" + of.fields()[field].name + "` of the " + std::string(of.name()) +
                        " has a text that is not UTF-8");
  }
}

std::uint32_t texts::add(std::string_view text) {
  const std::uint32_t found = index_.find(text);
  return found != none ? found : index_.add(text);
}

void texts::read_plain(const column& from, std::size_t rows) {
  std::string_view last;
  bool is_first = true;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::int64_t place = from.place(static_cast<std::int64_t>(i));
    if (place < 0) continue;
    const std::string_view text = from.rows.text(place);
    if (!is_first && text == last) continue;
    add(text);
    last = text;
    is_first = false;
  }
}

void texts::read_dictionary(const table& of, std::size_t field, std::size_t chunk) {
  const column& from = of.at(chunk, field);
  std::vector<std::uint32_t>& numbers = dictionaries_[chunk];
  for (std::int64_t p = 0; p < from.dictionary_size; ++p) {
    numbers.push_back(from.dictionary.is_null(p) ? none : add(from.dictionary.text(p)));
  }
}

}  // namespace chengxin::arrow
