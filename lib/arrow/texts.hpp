// The texts of one column, each once and numbered: those of dictionaries and plain ones.
// Never changes once made, so that any number of threads may ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "arrow/table.hpp"
#include "population/text_index.hpp"

namespace chengxin::arrow {

class texts {
public:
  static constexpr std::uint32_t none = io::rows::text_index::none;

  /// Reads every text of a field that is of texts. Throws failure: `bad_row`.
  texts(const table& of, std::size_t field);

  [[nodiscard]] std::size_t size() const noexcept { return index_.size(); }
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const noexcept {
    return index_[number];
  }
  /// The number of a row's text; none where it is null.
  [[nodiscard]] std::uint32_t number(const column& from, std::size_t chunk,
                                     std::int64_t row) const noexcept {
    const std::int64_t place = from.place(row);
    if (place < 0) return none;
    return from.has_dictionary ? dictionaries_[chunk][static_cast<std::size_t>(place)]
                               : index_.find(from.rows.text(place));
  }

private:
  void read_plain(const column& from, std::size_t rows);
  void read_dictionary(const table& of, std::size_t field, std::size_t chunk);
  std::uint32_t add(std::string_view text);

  io::rows::text_index index_;
  std::vector<std::vector<std::uint32_t>> dictionaries_;  ///< by chunk, then place
};

}  // namespace chengxin::arrow
