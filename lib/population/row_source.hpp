// Opening a file of rows in either format, and telling which of its rows are bad.
// Never decodes a row.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "chengxin/io/population.hpp"
#include "chengxin/io/source.hpp"
#include "population/attribute_names.hpp"
#include "population/line_reader.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// Gives a reader of rows. All is borrowed. Errors: those of read_csv().
[[nodiscard]] result<std::unique_ptr<row_reader>> open_rows(source& from, row_format format,
                                                            reading& progress,
                                                            std::span<const member> members,
                                                            const attribute_names& names);

/// The last row of a reader, as one that could not be used.
[[nodiscard]] bad_row make_bad_row(const source& from, const row_reader& reader,
                                   std::string_view code, std::string_view reason,
                                   std::size_t offset);

}  // namespace chengxin::io::rows
