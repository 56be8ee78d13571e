// What a population owns. Never changes once it is read, but for what is made ready when
// it is first asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "chengxin/io/population.hpp"
#include "population/fact_memory.hpp"
#include "population/kept_scores.hpp"
#include "population/packed_records.hpp"
#include "population/subject_rows.hpp"

namespace chengxin::io {

struct population::content {
  explicit content(engine by_) : by(std::move(by_)) {}

  engine by;
  rows::fact_memory memory;
  rows::subject_list subjects;
  rows::records_read read;
  std::size_t record_count = 0;
  std::optional<rows::kept_scores> scored;              ///< of those whose records are not kept
  std::vector<std::span<rows::packed_record>> records;  ///< by subject, each in input order
  std::vector<bad_row> bad_rows;
  std::uint64_t bad_row_count = 0;
  std::mutex mutex;  ///< of what follows
  std::unordered_map<std::size_t, record_memory> ready;
};

}  // namespace chengxin::io
