// Rows of a CSV file: RFC 4180, strict UTF-8, nothing trimmed (SPECIFICATION 7).
// Never decodes a cell. libcsv takes the rows that hold a quote; the others are
// split at their commas.
#pragma once

#include <memory>
#include <span>

#include "chengxin/io/source.hpp"
#include "chengxin/result.hpp"
#include "population/attribute_names.hpp"
#include "population/line_reader.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// Reads the header row and gives a reader of the rows below it. All is borrowed.
/// Errors: `io_error`, `no_header`, `unknown_column`, `repeated_column`,
/// `missing_column`; the message begins with file, line and column.
[[nodiscard]] result<std::unique_ptr<row_reader>> read_csv(source& from, reading& progress,
                                                           std::span<const member> members,
                                                           const attribute_names& names);

}  // namespace chengxin::io::rows
