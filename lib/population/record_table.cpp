// Records as columns (see record_table.hpp).
#include "population/record_table.hpp"

#include <algorithm>

namespace chengxin::io::rows {
namespace {

// The key of a value, whose type is the column's.
std::int32_t key_of(const value& given, const attribute_column& column, const column_keys& keys) {
  switch (given.type()) {
    case value_type::integer: return keys.of(given.integer());
    case value_type::number: return keys.of(given.number());
    case value_type::boolean: return keys.of(std::int64_t{given.boolean()});
    case value_type::date: return keys.of(std::int64_t{given.day().days});
    case value_type::string: break;
  }
  return keys.of(
      std::int64_t{std::lower_bound(column.texts.begin(), column.texts.end(), given.string()) -
                   column.texts.begin()});
}

void make_head(const prepared_record& record, record_heads& made) {
  made.category[0] = record.category;
  // What the engine would leave out whatever the day is counts on none.
  made.counts[0] = record.standing == disposition::counted;
  made.occurred_on[0] = record.occurred_on;
  made.repaired_on[0] = record.repaired_on;
  made.expires_on[0] = record.expires_on;
  made.has_rare_days = record.expires_on != no_day;
  for (std::size_t s = 0; s < 3; ++s) {
    made.steps[s][0] = record.steps[s];
    made.has_rare_days |= record.steps[s] != no_day;
  }
  made.status[0] = record.status;
  made.origin[0] = record.origin;
  made.has_matter[0] = !record.matter.empty();
}

}  // namespace

record_table::record_table(const score_plan& of)
    : of_(of),
      no_category_(static_cast<std::uint32_t>(of.by.book().categories.size())),
      authorised_(of.authorised) {
  authorised_.push_back(0);
  for (std::uint32_t column = 0; column < of.places.columns.size(); ++column) {
    column_values& made = values_.emplace_back();
    made.by = &of.made->keys_of(column);
    const bool is_integer = of.places.columns[column].type == value_type::integer;
    // Where the keys are the values themselves they are held to the same numbers as units.
    made.are_values = is_integer && made.by->are_values();
    made.has_units = is_integer && !made.are_values && of.made->reads_units(column);
  }
  keys_.resize(values_.size());
  units_.resize(values_.size());
  make_room();
}

void record_table::make_room() {
  constexpr std::size_t first = 1024;
  const std::size_t room = std::max(first, 2 * room_);
  for (auto* it : {&category_, &provider_}) it->resize(room);
  for (auto* it :
       {&occurred_on_, &repaired_on_, &expires_on_, &steps_[0], &steps_[1], &steps_[2]}) {
    it->resize(room);
  }
  status_.resize(room);
  origins_.resize(room);
  auto has_matter = std::make_unique<bool[]>(room);
  std::copy_n(has_matter_.get(), count_, has_matter.get());
  has_matter_ = std::move(has_matter);
  for (column_values& it : values_) {
    it.keys.resize(room, absent_value);
    it.units.resize(room, absent_value);
  }
  room_ = room;
}

// The records before the first that has any have none.
void record_table::put_rare_days(const record_heads& heads, std::size_t count) noexcept {
  const auto begin = static_cast<std::ptrdiff_t>(count_);
  if (!any_rare_days_) {
    any_rare_days_ = true;
    for (auto* it : {&expires_on_, &steps_[0], &steps_[1], &steps_[2]}) {
      std::fill_n(it->begin(), begin, no_day);
    }
  }
  const auto put = [&](const auto& from, std::vector<date>& to, bool& any) {
    if (!heads.has_rare_days) {
      std::fill_n(to.begin() + begin, count, no_day);
      return;
    }
    std::copy_n(from.begin(), count, to.begin() + begin);
    for (std::size_t i = 0; i < count; ++i) any |= from[i] != no_day;
  };
  put(heads.expires_on, expires_on_, any_expires_);
  for (std::size_t s = 0; s < 3; ++s) put(heads.steps[s], steps_[s], any_step_);
}

// One that counts on no day is a record of no category.
void record_table::add(const record_heads& heads, std::size_t count) {
  while (count_ + count > room_) make_room();
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t category = heads.counts[i] ? heads.category[i] : no_category_;
    category_[count_ + i] = category;
    provider_[count_ + i] = authorised_[category];
  }
  const auto copy = [&](const auto& from, auto& to) {
    std::copy_n(from.begin(), count, to.begin() + static_cast<std::ptrdiff_t>(count_));
  };
  copy(heads.occurred_on, occurred_on_);
  copy(heads.repaired_on, repaired_on_);
  copy(heads.status, status_);
  if (of_.heeds_origins) copy(heads.origin, origins_);
  for (std::size_t i = 0; i < count; ++i) {
    const bool has = heads.may_have_matter & heads.has_matter[i];
    has_matter_[count_ + i] = has;
    any_matter_ |= has;
  }
  if (heads.has_rare_days || any_rare_days_) put_rare_days(heads, count);
  count_ += count;
}

void record_table::add(const prepared_record& record) {
  make_head(record, one_);
  add(one_, 1);
  if (!one_.counts[0]) return;
  const value* next = record.attributes;
  for (const std::uint32_t column : of_.places.of[record.category]) {
    const value& given = *next++;
    if (given.is_present()) put(count_ - 1, column, given);
  }
}

void record_table::put_numbers(std::size_t row, std::uint32_t column,
                               std::span<const std::int32_t> numbers) {
  column_values& to = values_[column];
  if (to.are_values) {
    std::copy(numbers.begin(), numbers.end(), to.keys.begin() + static_cast<std::ptrdiff_t>(row));
    return;
  }
  for (const std::int32_t number : numbers) {
    const bool is_absent = number == absent_value;
    to.keys[row] = is_absent ? absent_value : to.by->of(std::int64_t{number});
    if (to.has_units) to.units[row] = number;
    ++row;
  }
}

void record_table::put(std::size_t row, std::uint32_t column, const value& given) noexcept {
  column_values& to = values_[column];
  to.keys[row] = key_of(given, of_.places.columns[column], *to.by);
  if (!to.has_units) return;
  to.units[row] = static_cast<std::int32_t>(
      std::clamp<std::int64_t>(given.integer(), absent_value + 1, too_many_units));
}

void record_table::drop(std::size_t from) noexcept {
  const auto forget = [&](std::vector<std::int32_t>& of) {
    std::fill(of.begin() + static_cast<std::ptrdiff_t>(from),
              of.begin() + static_cast<std::ptrdiff_t>(count_), absent_value);
  };
  for (column_values& it : values_) {
    forget(it.keys);
    if (it.has_units) forget(it.units);
  }
  count_ = from;
  if (count_ == 0) any_rare_days_ = any_expires_ = any_step_ = any_matter_ = false;
}

const record_columns& record_table::columns() {
  columns_.count = count_;
  columns_.category = category_.data();
  columns_.occurred_on = occurred_on_.data();
  columns_.expires_on = any_expires_ ? expires_on_.data() : nullptr;
  columns_.repaired_on = repaired_on_.data();
  for (std::size_t s = 0; s < 3; ++s) columns_.steps[s] = any_step_ ? steps_[s].data() : nullptr;
  columns_.status = status_.data();
  columns_.origin = of_.heeds_origins ? origins_.data() : nullptr;
  columns_.provider = provider_.data();
  columns_.has_matter = any_matter_ ? has_matter_.get() : nullptr;
  columns_.complete = 0;
  for (std::size_t k = 0; k < values_.size(); ++k) {
    const column_values& it = values_[k];
    keys_[k] = it.keys.data();
    units_[k] = it.are_values ? it.keys.data() : it.units.data();
    const auto end = it.keys.begin() + static_cast<std::ptrdiff_t>(count_);
    if (k < 32 && std::find(it.keys.begin(), end, absent_value) == end) {
      columns_.complete |= std::uint32_t{1} << k;
    }
  }
  columns_.keys = keys_;
  columns_.units = units_;
  return columns_;
}

}  // namespace chengxin::io::rows
