// Attributes as keys and units (see attribute_columns.hpp).
#include "arrow/attribute_columns.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <type_traits>

#include "arrow/gather.hpp"
#include "arrow/messages.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::arrow {

using chengxin::detail::widely;

namespace {

/// A whole number that may be of 64 bits without a sign.
template <class T>
[[nodiscard]] std::int64_t signed_from(T number) noexcept {
  if constexpr (std::is_same_v<T, std::uint64_t>) {
    return number > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(number);
  } else {
    return static_cast<std::int64_t>(number);
  }
}

/// Fills the places of a run: key_of(row in the chunk) where there is a value.
template <class KeyOf>
void fill(const run& in, const values& from, std::int32_t* into, KeyOf&& key_of) {
  if (!from.has_nulls()) {
    std::int32_t* const to = into + in.at;
    for (std::size_t i = 0; i < in.count; ++i)
      to[i] = key_of(in.row + static_cast<std::int64_t>(i));
    return;
  }
  for_each_row(in, [&](std::int64_t row, std::size_t at) {
    into[at] = from.is_null(row) ? absent_value : key_of(row);
  });
}

void fill_whole(const run& in, const values& from, const column_keys& keys, std::int32_t* into) {
  with_whole_type(from.what(), [&](auto type) {
    const auto* const numbers = from.data<decltype(type)>();
    if (!keys.are_values() || sizeof type > 2) {
      fill(in, from, into, [&](std::int64_t row) { return keys.of(signed_from(numbers[row])); });
    } else if (from.has_nulls()) {
      fill(in, from, into,
           [&](std::int64_t row) { return static_cast<std::int32_t>(numbers[row]); });
    } else {
      const auto* const some = numbers + in.row;
      std::int32_t* const to = into + in.at;
      widely([=, rows = in.count]() CHENGXIN_INLINED_BODY {
        // NOLINTNEXTLINE(bugprone-signed-char-misuse): a small number, no character
        for (std::size_t i = 0; i < rows; ++i) to[i] = static_cast<std::int32_t>(some[i]);
      });
    }
  });
}

void fill_units(const run& in, const values& from, std::int32_t* units) {
  with_whole_type(from.what(), [&](auto type) {
    const auto* const numbers = from.data<decltype(type)>();
    fill(in, from, units, [&](std::int64_t row) {
      return static_cast<std::int32_t>(
          std::clamp<std::int64_t>(signed_from(numbers[row]), absent_value, too_many_units));
    });
  });
}

}  // namespace

attribute_columns::attribute_columns(const fact_columns& columns, const batch& by)
    : facts_(columns), by_(by) {
  const std::vector<attribute>& attributes = columns.of_records().attributes;
  keys_.resize(attributes.size());
  units_.resize(attributes.size());
  rank_keys_.resize(attributes.size());
  for (std::size_t k = 0; k < attributes.size(); ++k) {
    for (const std::uint32_t rank : attributes[k].ranks) {
      rank_keys_[k].push_back(by.keys_of(k).of(std::int64_t{rank}));
    }
  }
  key_columns_.resize(attributes.size());
  unit_columns_.resize(attributes.size());
}

void attribute_columns::gather(const std::vector<run>& runs, record_columns& columns) {
  if (!by_.is_one_by_one()) {
    for (std::size_t k = 0; k < keys_.size(); ++k) gather(k, runs, columns);
  }
  columns.keys = key_columns_;
  columns.units = unit_columns_;
}

void attribute_columns::gather(std::size_t number, const std::vector<run>& runs,
                               record_columns& columns) {
  const table& of = facts_.records();
  const attribute& from = facts_.of_records().attributes[number];
  const column_keys& keys = by_.keys_of(number);
  std::vector<std::int32_t>& into = keys_[number];
  into.resize(std::max<std::size_t>(columns.count, 1));
  std::vector<std::int32_t>& units = units_[number];
  // Keys that are the values themselves count units, too.
  const bool with_units =
      from.type == value_type::integer && by_.reads_units(number) && !keys.are_values();
  if (with_units) units.resize(into.size());
  bool has_any_null = number > 31;
  for (const run& in : runs) {
    const column& values = of.at(in.chunk, from.field);
    has_any_null = has_any_null || values.rows.has_nulls() || from.type == value_type::string;
    const auto refuse = [&](std::int64_t row, const char* what) {
      fail_row(of, of.first_row(in.chunk) + static_cast<std::size_t>(row),
               of.fields()[from.field].name, what);
    };
    switch (from.type) {
      case value_type::integer:
        fill_whole(in, values.rows, keys, into.data());
        if (with_units) fill_units(in, values.rows, units.data());
        break;
      case value_type::number:
        fill(in, values.rows, into.data(), [&](std::int64_t row) {
          const double found = values.rows.number(row);
          if (!std::isfinite(found)) refuse(row, "is not a finite number");
          return keys.of(found);
        });
        break;
      case value_type::boolean:
        fill(in, values.rows, into.data(),
             [&](std::int64_t row) { return keys.of(std::int64_t{values.rows.boolean(row)}); });
        break;
      case value_type::date:
        fill(in, values.rows, into.data(), [&](std::int64_t row) {
          const std::int64_t day = values.rows.day(row);
          if (!is_input_day(day)) refuse(row, "must be a day from 1900-01-01 to 2199-12-31");
          return keys.of(day);
        });
        break;
      case value_type::string:
        for_each_row(in, [&](std::int64_t row, std::size_t at) {
          const std::uint32_t word = from.words->number(values, in.chunk, row);
          into[at] = word == texts::none ? absent_value : rank_keys_[number][word];
        });
        break;
    }
  }
  if (!has_any_null) columns.complete |= std::uint32_t{1} << number;
  key_columns_[number] = into.data();
  unit_columns_[number] = with_units ? units.data() : into.data();
}

}  // namespace chengxin::arrow
