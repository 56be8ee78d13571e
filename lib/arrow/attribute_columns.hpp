// The attributes of a block's records as a batch reads them: keys and units in place of
// values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "arrow/facts.hpp"
#include "arrow/runs.hpp"
#include "chengxin/batch.hpp"
#include "chengxin/columns.hpp"

namespace chengxin::arrow {

class attribute_columns {
public:
  attribute_columns(const fact_columns& columns, const batch& by);

  /// Fills keys, units and `complete` of `columns`, which borrows them until the next call.
  /// Throws failure: `bad_row`.
  void gather(const std::vector<run>& runs, record_columns& columns);

private:
  void gather(std::size_t number, const std::vector<run>& runs, record_columns& columns);

  const fact_columns& facts_;
  const batch& by_;
  std::vector<std::vector<std::int32_t>> keys_;
  std::vector<std::vector<std::int32_t>> units_;
  std::vector<std::vector<std::int32_t>> rank_keys_;  ///< by attribute of texts, then word
  std::vector<const std::int32_t*> key_columns_;
  std::vector<const std::int32_t*> unit_columns_;
};

}  // namespace chengxin::arrow
