// Rows of a JSON Lines file: strict UTF-8, one object a line, blank lines
// skipped (SPECIFICATION 7). Never builds a tree: Boost.JSON's events go
// straight into the row.
#pragma once

#include <memory>
#include <span>

#include "chengxin/io/source.hpp"
#include "population/attribute_names.hpp"
#include "population/line_reader.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// Gives a reader of a file's rows. All is borrowed.
[[nodiscard]] std::unique_ptr<row_reader> read_jsonl(source& from, reading& progress,
                                                     std::span<const member> members,
                                                     const attribute_names& names);

}  // namespace chengxin::io::rows
