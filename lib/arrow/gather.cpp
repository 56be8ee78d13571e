// Gathering columns (see gather.hpp).
#include "arrow/gather.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

#include "arrow/messages.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::arrow {

using chengxin::detail::widely;

namespace {

/// Whether all days are input days.
bool are_input_days(const date* days, std::size_t count) {
  return widely([=]() CHENGXIN_INLINED_BODY {
    std::int32_t least = first_input_day.days;
    std::int32_t greatest = last_input_day.days;
    for (std::size_t i = 0; i < count; ++i) {
      least = std::min(least, days[i].days);
      greatest = std::max(greatest, days[i].days);
    }
    return least >= first_input_day.days && greatest <= last_input_day.days;
  });
}

using eight_days [[gnu::vector_size(8 * sizeof(std::int32_t))]] = std::int32_t;

/// Copies days of 32 bits by eights, no_day where none is given; the last few rows are left.
/// False: some are no input days.
bool spread_days(const values& from, std::int64_t row, std::size_t count, date* to) {
  static_assert(sizeof(date) == sizeof(std::int32_t));
  return widely([=]() CHENGXIN_INLINED_BODY {
    constexpr eight_days bits = {1, 2, 4, 8, 16, 32, 64, 128};
    const date* const days = from.data<date>() + row;
    eight_days bad{};
    for (std::size_t i = 0; i + 8 <= count; i += 8) {
      const auto which =
          static_cast<std::int32_t>(from.eight_given(row + static_cast<std::int64_t>(i)));
      const eight_days given = ((eight_days{} + which) & bits) != 0;
      eight_days some;
      std::memcpy(&some, days + i, sizeof some);
      bad |= given & ((some < first_input_day.days) | (some > last_input_day.days));
      some = (some & given) | (no_day.days & ~given);
      std::memcpy(static_cast<void*>(to + i), &some, sizeof some);
    }
    std::int32_t any = 0;
    for (std::size_t lane = 0; lane < 8; ++lane) any |= bad[lane];
    return any == 0;
  });
}

}  // namespace

const date* gather_days(const table& of, std::size_t field, const std::vector<run>& runs,
                        bool required, std::vector<date>& into) {
  if (field == no_field) return nullptr;
  if (runs.size() == 1) {
    const values& from = of.at(runs[0].chunk, field).rows;
    if (from.what() == kind::date32 && !from.has_nulls()) {
      const date* const days = from.data<date>() + runs[0].row;
      if (are_input_days(days, runs[0].count)) return days;
    }
  }
  into.resize(runs.empty() ? 1 : runs.back().at + runs.back().count);
  for (const run& in : runs) {
    const values& from = of.at(in.chunk, field).rows;
    const auto refuse = [&](std::int64_t row, const char* what) {
      fail_row(of, of.first_row(in.chunk) + static_cast<std::size_t>(row), of.fields()[field].name,
               what);
    };
    const auto take = [&](std::int64_t first, std::size_t count) {
      from.for_each_given(first, count, [&](std::int64_t row) {
        const std::size_t at = in.at + static_cast<std::size_t>(row - in.row);
        const std::int64_t day = from.day(row);
        if (!is_input_day(day)) refuse(row, "must be a day from 1900-01-01 to 2199-12-31");
        into[at] = {static_cast<std::int32_t>(day)};
      });
    };
    if (!from.has_nulls()) {
      const bool are_days = from.what() == kind::date32;
      const date* const days = are_days ? from.data<date>() + in.row : nullptr;
      if (are_days && are_input_days(days, in.count)) {
        std::copy_n(days, in.count, into.data() + in.at);
      } else {
        take(in.row, in.count);
      }
      continue;
    }
    if (required) {
      for_each_row(in, [&](std::int64_t row, std::size_t) {
        if (from.is_null(row)) refuse(row, "is missing");
      });
    }
    std::size_t spread = 0;
    if (from.what() == kind::date32 && from.has_data() &&
        spread_days(from, in.row, in.count, into.data() + in.at)) {
      spread = in.count / 8 * 8;
    }
    std::fill_n(into.data() + in.at + spread, in.count - spread, no_day);
    take(in.row + static_cast<std::int64_t>(spread), in.count - spread);
  }
  return into.data();
}

template <class Enum>
const Enum* gather_choices(const table& of, const choice& from, std::string_view name,
                           std::size_t count, const std::vector<run>& runs,
                           std::vector<Enum>& into) {
  if (from.field == no_field) return nullptr;
  into.resize(runs.empty() ? 1 : runs.back().at + runs.back().count);
  for (const run& in : runs) {
    const column& values = of.at(in.chunk, from.field);
    const auto refuse = [&](std::int64_t row, const char* what) {
      fail_row(of, of.first_row(in.chunk) + static_cast<std::size_t>(row), name, what);
    };
    if (from.words) {
      for_each_row(in, [&](std::int64_t row, std::size_t at) {
        const std::uint32_t word = from.words->number(values, in.chunk, row);
        if (word == texts::none) refuse(row, "is missing");
        into[at] = static_cast<Enum>(from.numbers[word]);
      });
      continue;
    }
    with_whole_type(values.rows.what(), [&](auto type) {
      const auto* const numbers = values.rows.data<decltype(type)>();
      const bool has_nulls = values.rows.has_nulls();
      // A negative number becomes a large one.
      using number = std::make_unsigned_t<decltype(type)>;
      const auto* const some = numbers + in.row;
      Enum* const to = into.data() + in.at;
      const number greatest = widely([=, rows = in.count]() CHENGXIN_INLINED_BODY {
        number found = 0;
        for (std::size_t i = 0; i < rows; ++i) {
          found = std::max(found, static_cast<number>(some[i]));
          to[i] = static_cast<Enum>(some[i]);
        }
        return found;
      });
      if (greatest < count && !has_nulls) return;
      for_each_row(in, [&](std::int64_t row, std::size_t) {
        if (values.rows.is_null(row)) refuse(row, "is missing");
        if (static_cast<std::uint64_t>(numbers[row]) >= count) {
          refuse(row, "is a number that stands for nothing");
        }
      });
    });
  }
  return into.data();
}

template const residency* gather_choices(const table&, const choice&, std::string_view, std::size_t,
                                         const std::vector<run>&, std::vector<residency>&);
template const capacity* gather_choices(const table&, const choice&, std::string_view, std::size_t,
                                        const std::vector<run>&, std::vector<capacity>&);
template const record_status* gather_choices(const table&, const choice&, std::string_view,
                                             std::size_t, const std::vector<run>&,
                                             std::vector<record_status>&);
template const origin* gather_choices(const table&, const choice&, std::string_view, std::size_t,
                                      const std::vector<run>&, std::vector<origin>&);

void check_days(const table& of, const std::vector<run>& runs, const record_columns& columns) {
  const auto refuse = [&](std::size_t at, std::string_view name, const char* what) {
    fail_row(of, row_of(of, runs, at), name, what);
  };
  const std::pair<const date*, std::string_view> days[] = {{columns.expires_on, "expires_on"},
                                                           {columns.repaired_on, "repaired_on"},
                                                           {columns.steps[0], "corrected_on"},
                                                           {columns.steps[1], "service_on"},
                                                           {columns.steps[2], "conduct_on"}};
  for (const auto& [column, name] : days) {
    if (column == nullptr) continue;
    const date* const later = column;
    const date* const occurred_on = columns.occurred_on;
    const std::int32_t is_bad = widely([=, count = columns.count]() CHENGXIN_INLINED_BODY {
      std::int32_t found = 0;
      for (std::size_t i = 0; i < count; ++i) {
        found |= later[i].days < occurred_on[i].days ? 1 : 0;
      }
      return found;
    });
    for (std::size_t i = 0; i < columns.count && is_bad != 0; ++i) {
      if (column[i] < columns.occurred_on[i]) refuse(i, name, "is before `occurred_on`");
    }
  }
  if (columns.status == nullptr && columns.repaired_on == nullptr) return;
  const auto is_repaired = [&](std::size_t i) {
    return columns.status != nullptr && columns.status[i] == record_status::repaired;
  };
  const auto has_day = [&](std::size_t i) {
    return columns.repaired_on != nullptr && columns.repaired_on[i] != no_day;
  };
  if (columns.status != nullptr && columns.repaired_on != nullptr) {
    const record_status* const status = columns.status;
    const date* const repaired_on = columns.repaired_on;
    const std::int32_t is_bad = widely([=, count = columns.count]() CHENGXIN_INLINED_BODY {
      std::int32_t found = 0;
      for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t repaired = status[i] == record_status::repaired ? 1 : 0;
        const std::int32_t given = repaired_on[i].days != no_day.days ? 1 : 0;
        found |= repaired ^ given;
      }
      return found;
    });
    if (is_bad == 0) return;
  }
  for (std::size_t i = 0; i < columns.count; ++i) {
    if (is_repaired(i) == has_day(i)) continue;
    refuse(i, "repaired_on",
           is_repaired(i) ? "is missing, and `status` is `repaired`"
                          : "is given, and `status` is not `repaired`");
  }
}

}  // namespace chengxin::arrow
