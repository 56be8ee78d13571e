// The table of months (see plain_values.hpp).
#include "population/plain_values.hpp"

namespace chengxin::io::rows {

months::months() noexcept {
  for (unsigned year = 0; year < years; ++year) {
    for (unsigned number = 1; number <= 12; ++number) {
      const date first = date::of(static_cast<int>(first_year + year), number, 1);
      all_[year * each_year + number] = {
          first.days, static_cast<std::uint32_t>(add_months(first, 1).days - first.days)};
    }
  }
}

// Not computed by the compiler: that took a second of every file that reads days.
const months all_months;

}  // namespace chengxin::io::rows
