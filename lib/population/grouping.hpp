// Bringing together the records of each subject, in input order, and marking
// the duplicates among them. Never compares a record of one with another's.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "chengxin/rulebook.hpp"
#include "population/packed_records.hpp"

namespace chengxin::io::rows {

/// `lists` are the records as they were read, one after the other. Gives each subject's
/// records, which lie in the lists. Those that already stand in the order of their subjects
/// are not moved.
[[nodiscard]] std::vector<std::span<packed_record>> group_by_subject(
    std::vector<packed_list>& lists, std::size_t subjects, const rulebook& book);

}  // namespace chengxin::io::rows
