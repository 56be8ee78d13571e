// The table of scores that goes out: columns that threads write and an Arrow stream gives.
// Owns all that it gives until its receiver releases it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "arrow/given.hpp"
#include "arrow/table.hpp"
#include "chengxin/batch.hpp"

namespace chengxin::arrow {

class scores_table {
public:
  /// For the residents of `subjects`, which must live as long.
  scores_table(const engine& by, const table& subjects, bool with_stable_through);
  ~scores_table();
  scores_table(const scores_table&) = delete;
  scores_table& operator=(const scores_table&) = delete;

  /// What the writer of some rows needs. One for each thread.
  struct rows {
    std::vector<std::int32_t*> values;
    std::unique_ptr<bool[]> eligible;
    std::size_t room = 0;
  };
  /// Where the results of the residents from `first` to before `last` go; as long as `by`
  /// lives.
  [[nodiscard]] score_columns from(std::size_t first, std::size_t last, rows& by);
  /// Completes these rows, whose results are written. Those of one block may be completed
  /// beside those of another that begins at a multiple of 8.
  void finish(std::size_t first, std::size_t last, const rows& by);
  /// Hands everything over, as one chunk.
  [[nodiscard]] std::unique_ptr<given_table> handed_over();

private:
  struct content;
  struct stream;

  void copy_ids(std::size_t first, std::size_t last);

  const table& subjects_;
  std::size_t id_field_;
  std::shared_ptr<content> content_;
};

}  // namespace chengxin::arrow
