// Scores of some subjects by a batch (see score_block.hpp).
#include "population/score_block.hpp"

namespace chengxin::io::rows {

score_block::score_block(const score_plan& by) : of_(by), by_(*by.made), table_(by) {
  dimensions_.resize(of_.by.book().dimensions.size());
}

void score_block::clear() noexcept {
  residents_.clear();
  places_.clear();
  records_.clear();
  values_of_.clear();
  values_.clear();
  table_.drop(0);
}

void score_block::add(const prepared_record& record) {
  table_.add(record);
  places_.push_back({nullptr, static_cast<std::uint32_t>(records_.size()), false});
  records_.push_back(record);
  values_of_.push_back(values_.size());
  const std::size_t count = value_count(of_.by.book(), record.category);
  values_.insert(values_.end(), record.attributes, record.attributes + count);
}

void score_block::add(const prepared_subject& subject, std::span<const packed_record> records) {
  for (const packed_record& it : records) {
    asked_for_.values.resize(value_count(of_.by.book(), it.category));
    add(unpack(it, of_.by.book(), asked_for_.values));
  }
  close(subject);
}

// The records of some rows of the table, as they were before they became columns.
std::span<prepared_record> score_block::records(std::size_t first, std::size_t last) {
  asked_for_.records.clear();
  asked_for_.values.clear();
  asked_for_texts_.clear();
  for (std::size_t at = first; at < last; ++at) {
    const place& of = places_[at];
    prepared_record& made = asked_for_.records.emplace_back(
        of.row != nullptr ? maker_->make({of.row, of.at}, asked_for_texts_) : records_[of.at]);
    const value* const values =
        of.row != nullptr ? made.attributes : values_.data() + values_of_[of.at];
    const std::size_t count = value_count(of_.by.book(), made.category);
    asked_for_.values.insert(asked_for_.values.end(), values, values + count);
    if (of.is_duplicate) made.standing = disposition::duplicate;
  }
  const value* next = asked_for_.values.data();
  for (prepared_record& it : asked_for_.records) {
    const std::size_t count = value_count(of_.by.book(), it.category);
    it.attributes = count == 0 ? nullptr : next;
    next += count;
  }
  return asked_for_.records;
}

void score_block::mark_duplicates() {
  const std::size_t first = first_open();
  const std::span<prepared_record> all = records(first, places_.size());
  chengxin::mark_duplicates(all, order_);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].standing != disposition::duplicate) continue;
    places_[first + i].is_duplicate = true;
    table_.leave_out(first + i);
  }
}

std::span<const prepared_record> score_block::drop_open() {
  const std::span<const prepared_record> open = records(first_open(), places_.size());
  places_.resize(first_open());
  table_.drop(first_open());
  return open;
}

resident_source::facts score_block::resident(std::size_t subject, std::size_t first,
                                             std::size_t last) {
  return {*residents_[subject].subject, records(first, last)};
}

void score_block::make_room(std::size_t subjects) {
  if (subjects <= subject_room_) return;
  subject_room_ = subjects;
  for (std::vector<date>* it : {&birth_date_, &enrolled_on_, &stable_}) it->resize(subjects);
  residencies_.resize(subjects);
  capacities_.resize(subjects);
  offsets_.resize(subjects + 1);
  eligible_ = std::make_unique<bool[]>(subjects);
  score_.resize(subjects);
  tier_.resize(subjects);
  dimension_columns_.clear();
  for (auto& it : dimensions_) {
    it.resize(subjects);
    dimension_columns_.push_back(it.data());
  }
}

void score_block::gather_subjects() {
  make_room(residents_.size());
  offsets_[0] = 0;
  for (std::size_t s = 0; s < residents_.size(); ++s) {
    const prepared_subject& from = *residents_[s].subject;
    birth_date_[s] = from.birth_date;
    enrolled_on_[s] = from.enrolled_on;
    residencies_[s] = from.residency;
    capacities_[s] = from.capacity;
    offsets_[s + 1] = static_cast<std::uint32_t>(residents_[s].end);
  }
}

void score_block::assess() {
  gather_subjects();
  subject_columns subjects;
  subjects.count = residents_.size();
  subjects.birth_date = birth_date_.data();
  subjects.enrolled_on = enrolled_on_.data();
  subjects.residency = residencies_.data();
  subjects.capacity = capacities_.data();
  score_columns out;
  out.eligible = eligible_.get();
  out.score = score_.data();
  out.tier = tier_.data();
  out.stable_through = of_.with_stable_through ? stable_.data() : nullptr;
  out.values = dimension_columns_;
  by_.assess(subjects, table_.columns(), offsets_.data(), *this, out);
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
