// Bad rows (SPECIFICATION 7), one of every kind at a time. Never makes a row that
// a reader could take for a good one.
#pragma once

#include <cstdint>
#include <string>

#include "synthesis/rows.hpp"

namespace chengxin::synthesis {

/// Appends one bad subject row of every kind; gives how many. `number` is
/// different for every call; `known_subject` stands in the file already.
std::uint32_t append_bad_subjects(std::string& out, const row_writer& writer, const rulebook& book,
                                  const std::string& known_subject, std::uint32_t number);

/// Appends one bad record row of every kind; gives how many.
std::uint32_t append_bad_records(std::string& out, const row_writer& writer,
                                 const std::string& known_subject, const std::string& category,
                                 std::uint32_t number);

}  // namespace chengxin::synthesis
