// Scores of some subjects by a batch (see score_block.hpp).
#include "population/score_block.hpp"

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

}  // namespace

score_block::score_block(const score_plan& by) : of_(by), by_(*by.made) {
  keys_.resize(of_.places.columns.size());
  units_.resize(keys_.size());
  dimensions_.resize(of_.by.book().dimensions.size());
}

void score_block::clear() noexcept {
  residents_.clear();
  records_.clear();
  values_.clear();
  values_before_open_ = 0;
}

void score_block::add(const prepared_subject& subject, std::span<const packed_record> records) {
  for (const packed_record& it : records) {
    const std::size_t before = values_.size();
    values_.resize(before + value_count(of_.by.book(), it.category));
    records_.push_back(unpack(it, of_.by.book(), std::span(values_).subspan(before)));
  }
  close(subject);
}

resident_source::facts score_block::resident(std::size_t subject, std::size_t first,
                                             std::size_t last) {
  return {*residents_[subject].subject,
          std::span<const prepared_record>(records_).subspan(first, last - first)};
}

void score_block::make_room(std::size_t subjects, std::size_t records) {
  if (subjects > subject_room_) {
    subject_room_ = subjects;
    for (std::vector<date>* it : {&birth_date_, &enrolled_on_, &stable_}) it->resize(subjects);
    residencies_.resize(subjects);
    capacities_.resize(subjects);
    offsets_.resize(subjects + 1);
    eligible_ = std::make_unique<bool[]>(subjects);
    score_.resize(subjects);
    tier_.resize(subjects);
    for (auto& it : dimensions_) it.resize(subjects);
  }
  if (records > record_room_) {
    record_room_ = records + records / 8;
    for (auto* it : {&category_, &provider_}) it->resize(record_room_);
    for (auto* it :
         {&occurred_on_, &expires_on_, &repaired_on_, &steps_[0], &steps_[1], &steps_[2]}) {
      it->resize(record_room_);
    }
    status_.resize(record_room_);
    origins_.resize(record_room_);
    has_matter_ = std::make_unique<bool[]>(record_room_);
    for (auto& it : keys_) it.resize(record_room_);
    for (auto& it : units_) it.resize(record_room_);
  }
}

void score_block::gather_values(const prepared_record& record, std::size_t at) {
  const value* next = record.attributes;
  for (const std::uint32_t to : of_.places.of[record.category]) {
    const value& given = *next++;
    if (!given.is_present()) continue;
    keys_[to][at] = key_of(given, of_.places.columns[to], of_.made->keys_of(to));
    if (given.type() != value_type::integer || !of_.made->reads_units(to)) continue;
    units_[to][at] = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(given.integer(), absent_value + 1, too_many_units));
  }
}

// What the engine would leave out whatever the day is a record of no category.
void score_block::gather_record(const prepared_record& record, std::size_t at) {
  const bool counts = record.standing == disposition::counted;
  category_[at] =
      counts ? record.category : static_cast<std::uint32_t>(of_.by.book().categories.size());
  provider_[at] = counts ? of_.authorised[record.category] : 0;
  occurred_on_[at] = record.occurred_on;
  expires_on_[at] = record.expires_on;
  repaired_on_[at] = record.repaired_on;
  bool has_step = false;
  for (std::size_t s = 0; s < 3; ++s) {
    steps_[s][at] = record.steps[s];
    has_step |= record.steps[s] != no_day;
  }
  status_[at] = record.status;
  origins_[at] = record.origin;
  has_matter_[at] = !record.matter.empty();
  any_expires_ |= record.expires_on != no_day;
  any_step_ |= has_step;
  any_matter_ |= has_matter_[at];
  if (counts) gather_values(record, at);
}

void score_block::gather_subject(const prepared_subject& from, std::size_t s) {
  birth_date_[s] = from.birth_date;
  enrolled_on_[s] = from.enrolled_on;
  residencies_[s] = from.residency;
  capacities_[s] = from.capacity;
}

void score_block::gather() {
  const std::size_t count = records_.size();
  make_room(residents_.size(), std::max<std::size_t>(count, 1));
  any_expires_ = any_step_ = any_matter_ = false;
  for (auto* columns : {&keys_, &units_}) {
    for (auto& it : *columns) {
      std::fill_n(it.begin(), static_cast<std::ptrdiff_t>(count), absent_value);
    }
  }
  offsets_[0] = 0;
  for (std::size_t s = 0; s < residents_.size(); ++s) {
    gather_subject(*residents_[s].subject, s);
    offsets_[s + 1] = static_cast<std::uint32_t>(residents_[s].end);
  }
  const value* values = values_.data();
  for (std::size_t at = 0; at < count; ++at) {
    prepared_record& record = records_[at];
    const std::size_t size = value_count(of_.by.book(), record.category);
    record.attributes = size == 0 ? nullptr : values;
    values += size;
    gather_record(record, at);
  }
  complete_ = 0;
  for (std::size_t k = 0; k < std::min<std::size_t>(keys_.size(), 32); ++k) {
    const auto end = keys_[k].begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(keys_[k].begin(), end, absent_value) == end) complete_ |= 1U << k;
  }
}

void score_block::assess_columns() {
  subject_columns subjects;
  subjects.count = residents_.size();
  subjects.birth_date = birth_date_.data();
  subjects.enrolled_on = enrolled_on_.data();
  subjects.residency = residencies_.data();
  subjects.capacity = capacities_.data();
  record_columns records;
  records.count = records_.size();
  records.category = category_.data();
  records.occurred_on = occurred_on_.data();
  records.expires_on = any_expires_ ? expires_on_.data() : nullptr;
  records.repaired_on = repaired_on_.data();
  for (std::size_t s = 0; s < 3; ++s) records.steps[s] = any_step_ ? steps_[s].data() : nullptr;
  records.status = status_.data();
  records.origin = of_.heeds_origins ? origins_.data() : nullptr;
  records.provider = provider_.data();
  records.has_matter = any_matter_ ? has_matter_.get() : nullptr;
  std::vector<const std::int32_t*> key_columns, unit_columns;
  for (const auto& it : keys_) key_columns.push_back(it.data());
  for (const auto& it : units_) unit_columns.push_back(it.data());
  records.keys = key_columns;
  records.units = unit_columns;
  records.complete = complete_;
  score_columns out;
  out.eligible = eligible_.get();
  out.score = score_.data();
  out.tier = tier_.data();
  out.stable_through = of_.with_stable_through ? stable_.data() : nullptr;
  std::vector<std::int32_t*> value_columns;
  for (auto& it : dimensions_) value_columns.push_back(it.data());
  out.values = value_columns;
  by_.assess(subjects, records, offsets_.data(), *this, out);
}

void score_block::assess() {
  gather();
  assess_columns();
}

void score_block::write(std::size_t nth, std::int32_t* row) const noexcept {
  row[0] = eligible_[nth] ? score_row::eligible : score_row::not_eligible;
  row[score_row::score] = score_[nth];
  row[score_row::tier] = static_cast<std::int32_t>(tier_[nth]);
  row[score_row::stable_through] = stable_[nth].days;
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    row[score_row::first_dimension + d] = dimensions_[d][nth];
  }
}

}  // namespace chengxin::io::rows
