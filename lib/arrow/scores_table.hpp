// The table of scores that goes out: columns that threads write and an Arrow stream gives.
// Owns all that it gives until its receiver releases it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "arrow/table.hpp"
#include "chengxin/batch.hpp"

namespace chengxin::arrow {

class scores_table {
public:
  /// For the residents of `subjects`, which must live until give().
  scores_table(const engine& by, const table& subjects, bool with_stable_through);
  ~scores_table();
  scores_table(const scores_table&) = delete;
  scores_table& operator=(const scores_table&) = delete;

  /// Where the results of the resident of row `first` and those after go. `values` is
  /// memory of the caller's, which must live as long as the result.
  [[nodiscard]] score_columns from(std::size_t first, std::vector<std::int32_t*>& values);
  /// Completes rows `first` to before `last`, whose results are written. Those of one
  /// block may be completed beside those of another that begins at a multiple of 8.
  void finish(std::size_t first, std::size_t last);
  /// Hands everything over as a stream of one chunk.
  void give(ArrowArrayStream& out);

private:
  struct content;
  struct stream;

  void copy_ids(std::size_t first, std::size_t last);

  const table& subjects_;
  std::size_t id_field_;
  std::shared_ptr<content> content_;
};

}  // namespace chengxin::arrow
