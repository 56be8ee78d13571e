// What a population owns. Never changes once it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "chengxin/io/population.hpp"
#include "population/fact_memory.hpp"
#include "population/record_rows.hpp"
#include "population/subject_rows.hpp"

namespace chengxin::io {

struct population::content {
  rows::fact_memory memory;
  rows::subject_list subjects;
  rows::record_list records;       ///< by subject, each subject's in input order
  std::vector<std::size_t> first;  ///< by subject: the first of its records; one more at the end
  std::vector<bad_row> bad_rows;
  std::uint64_t bad_row_count = 0;
};

}  // namespace chengxin::io
