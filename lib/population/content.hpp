// What a population owns. Never changes once it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "chengxin/io/population.hpp"
#include "population/fact_memory.hpp"
#include "population/record_rows.hpp"
#include "population/subject_rows.hpp"

namespace chengxin::io {

struct population::content {
  rows::fact_memory memory;
  rows::subject_list subjects;
  rows::records_read read;
  std::size_t record_count = 0;
  std::vector<std::span<prepared_record>> records;  ///< by subject, each in input order
  std::vector<bad_row> bad_rows;
  std::uint64_t bad_row_count = 0;
};

}  // namespace chengxin::io
