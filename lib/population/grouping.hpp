// Bringing the records of each subject together. Never looks into a record but
// for its record_id.
#pragma once

#include <cstddef>
#include <vector>

#include "population/record_rows.hpp"

namespace chengxin::io::rows {

/// Orders records by their subjects' numbers, each subject's in input order, and
/// marks the duplicates among them. `first` gets, for each subject, the position
/// of its first record, and one more at the end. The origins are used up.
void group_by_subject(record_list& list, std::size_t subjects, std::vector<std::size_t>& first);

}  // namespace chengxin::io::rows
