// Which rows of a table's chunks stand next to each other in a block, and where. Never
// reads a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "arrow/owners.hpp"
#include "arrow/table.hpp"

namespace chengxin::arrow {

/// Neighbouring rows of one chunk, and where they go.
struct run {
  std::size_t chunk = 0;
  std::int64_t row = 0;  ///< within the chunk
  std::size_t count = 0;
  std::size_t at = 0;
};

/// The rows from `first` to before `last` of a table in an order, or as they stand where
/// that is empty.
void find_runs(const table& of, const ownership::numbers& order, std::size_t first,
               std::size_t last, std::vector<run>& into);

/// Where a place of a block is in the table.
[[nodiscard]] std::size_t row_of(const table& of, const std::vector<run>& runs, std::size_t at);

/// Calls visit(row in the chunk, place to fill) for the rows of a run.
template <class Visit>
void for_each_row(const run& of, Visit&& visit) {
  for (std::size_t i = 0; i < of.count; ++i) {
    visit(of.row + static_cast<std::int64_t>(i), of.at + i);
  }
}

}  // namespace chengxin::arrow
