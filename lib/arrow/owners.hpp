// Whose each record is: the subject_id columns of both tables brought together. Records
// that stand in the order of the subjects are left where they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "arrow/table.hpp"
#include "population/big_pages.hpp"

namespace chengxin::arrow {

struct ownership {
  using numbers = std::vector<std::uint32_t, io::rows::big_page_allocator<std::uint32_t>>;
  /// The records of the subject of row i have the places from offsets[i] to before
  /// offsets[i + 1].
  numbers offsets;
  /// By place the row in the table; empty where they are the same.
  numbers order;
};

/// The field `subject_id` of a table. Throws failure `column` where it is neither of whole
/// numbers nor of texts.
[[nodiscard]] std::size_t find_ids(const table& of);

/// Throws failure: `column`; `bad_row` for a repeated or missing identifier and for a
/// record whose subject is not among the subjects.
[[nodiscard]] ownership find_owners(const table& subjects, const table& records);

}  // namespace chengxin::arrow
