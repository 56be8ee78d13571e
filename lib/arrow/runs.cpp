// Runs of rows (see runs.hpp).
#include "arrow/runs.hpp"

#include <algorithm>
#include <iterator>

namespace chengxin::arrow {

void find_runs(const table& of, const ownership::numbers& order, std::size_t first,
               std::size_t last, std::vector<run>& into) {
  into.clear();
  for (std::size_t at = first; at < last;) {
    const std::size_t row = order.empty() ? at : order[at];
    const std::size_t chunk = of.chunk_of(row);
    std::size_t count = 1;
    const std::size_t most = std::min(last - at, of.first_row(chunk + 1) - row);
    if (order.empty()) {
      count = most;
    } else {
      while (count < most && order[at + count] == row + count) ++count;
    }
    into.push_back(
        {chunk, static_cast<std::int64_t>(row - of.first_row(chunk)), count, at - first});
    at += count;
  }
}

std::size_t row_of(const table& of, const std::vector<run>& runs, std::size_t at) {
  const auto after = std::upper_bound(runs.begin(), runs.end(), at,
                                      [](std::size_t a, const run& b) { return a < b.at; });
  const run& in = *std::prev(after);
  return of.first_row(in.chunk) + static_cast<std::size_t>(in.row) + (at - in.at);
}

}  // namespace chengxin::arrow
