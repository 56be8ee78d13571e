// Many scores at once (see many_scores.hpp).
#include "store/many_scores.hpp"

#include <algorithm>
#include <cstring>

namespace chengxin::storage {
namespace {

// Beyond so many, comparing each with each is no longer worth it.
constexpr std::size_t most_records = 64;

// Alike where two ids are, and seldom otherwise.
std::uint32_t number_of(std::string_view id) noexcept {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  const std::size_t size = std::min(id.size(), sizeof first);
  std::memcpy(&first, id.data(), size);
  std::memcpy(&last, id.data() + (id.size() - size), size);
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>(((first * odd + id.size()) ^ last) * odd >> 32U);
}

bool has_alike(const std::vector<std::uint32_t>& ids) noexcept {
  std::uint32_t alike = 0;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) alike |= ids[i] == ids[j] ? 1U : 0U;
  }
  return alike != 0;
}

bool is_absent_or_input_day(date day) noexcept {
  return day == no_day || (day >= first_input_day && day <= last_input_day);
}

}  // namespace

/// For those whose records the batch cannot weigh by itself.
class many_scores::engine_source final : public resident_source {
public:
  engine_source(many_scores& by, const people_block& of) : by_(by), of_(of) {}

  facts resident(std::size_t subject, std::size_t, std::size_t) override {
    by_.load(of_, subject);
    prepare(by_.plan_.by.engine, by_.with_.who, by_.with_.prepared);
    return {by_.with_.prepared.subject, by_.with_.prepared.records};
  }

private:
  many_scores& by_;
  const people_block& of_;
};

many_scores::many_scores(const refresh_plan& plan) : plan_(plan) {
  kept_.by = &plan.by;
  kept_.first_day = plan.day;
  const batch* const by = plan.columns.by();
  if (by == nullptr) return;
  worker_.emplace(*by);
  values_.resize(plan.by.book().dimensions.size());
}

void many_scores::compute(people_block& of) {
  is_apart_.assign(of.people.size(), 1);
  if (worker_) {
    take_columns(of);
    assess(of);
  }
  of.scores.clear();
  for (std::size_t i = 0; i < of.people.size(); ++i) {
    people_block::one& one = of.people[i];
    one.score_end = of.scores.size();
    const std::size_t end = of.end_of_facts(i);
    std::int64_t last_fact = end == one.first_fact ? 0 : of.facts[end - 1].entry;
    if (is_apart_[i] == 0) {
      take_figures_of(i);
    } else {
      load(of, i);
      if (!with_.who.has_subject()) continue;
      last_fact = with_.who.last_entry();
      compute_kept(with_, plan_.by, plan_.day, plan_.by_through, kept_);
    }
    one.last_day = kept_.last_day;
    score_cache::pack(of.scores, one.subject_id, last_fact, kept_);
    one.score_end = of.scores.size();
  }
}

void many_scores::load(const people_block& of, std::size_t person) {
  with_.who.clear();
  const std::size_t end = of.end_of_facts(person);
  for (std::size_t f = of.people[person].first_fact; f < end; ++f) {
    with_.who.take_lent(of.facts[f].entry, of.body_of(of.facts[f]));
  }
}

void many_scores::take_columns(const people_block& of) {
  const std::size_t count = of.people.size();
  records_.clear(plan_.columns.attributes(), of.facts.size() + 1);
  offsets_.resize(count + 1);
  if (room_ < count) {
    eligible_ = std::make_unique<bool[]>(count);
    for (auto* column : {&score_, &total_}) column->resize(count);
    tier_.resize(count);
    for (auto* column : {&stable_through_, &birth_date_, &enrolled_on_}) column->resize(count);
    residency_.resize(count);
    capacity_.resize(count);
    value_columns_.clear();
    for (std::vector<std::int32_t>& column : values_) {
      column.resize(count);
      value_columns_.push_back(column.data());
    }
    room_ = count;  // now that there is memory for it
  }
  for (std::size_t i = 0; i < count; ++i) {
    offsets_[i] = static_cast<std::uint32_t>(records_.count());
    birth_date_[i] = no_day;
    if (take_person(of, i)) {
      is_apart_[i] = 0;
    } else {
      records_.cut(offsets_[i]);
      birth_date_[i] = no_day;  // so that the batch passes over them
    }
  }
  offsets_[count] = static_cast<std::uint32_t>(records_.count());
}

// Whoever has one version of each record, and nothing but records and their own data.
bool many_scores::take_person(const people_block& of, std::size_t person) {
  bool has_subject = false;
  ids_.clear();
  const std::size_t end = of.end_of_facts(person);
  const std::size_t first = of.people[person].first_fact;
  if (end - first > most_records) return false;
  for (std::size_t f = first; f < end; ++f) {
    const std::string_view body = of.body_of(of.facts[f]);
    if (body.size() <= salt_size) unpacker::refuse();
    const std::string_view content = body.substr(salt_size);
    switch (kind_of(content)) {
      case entry_kind::record: {
        const record_content record = unpack_record(content);
        if (!plan_.columns.add(record, records_)) return false;
        ids_.push_back(number_of(record.record_id));
        break;
      }
      case entry_kind::subject: {
        const subject_content read = unpack_subject(content);
        if (!is_absent_or_input_day(read.birth_date) || !is_absent_or_input_day(read.enrolled_on)) {
          return false;
        }
        has_subject = true;
        birth_date_[person] = read.birth_date;
        enrolled_on_[person] = read.enrolled_on;
        residency_[person] = read.residency;
        capacity_[person] = read.capacity;
        break;
      }
      default: return false;
    }
  }
  return has_subject && !has_alike(ids_);
}

void many_scores::assess(const people_block& of) {
  subject_columns people;
  people.count = of.people.size();
  people.birth_date = birth_date_.data();
  people.enrolled_on = enrolled_on_.data();
  people.residency = residency_.data();
  people.capacity = capacity_.data();
  score_columns out;
  out.eligible = eligible_.get();
  out.score = score_.data();
  out.total = total_.data();
  out.tier = tier_.data();
  out.stable_through = stable_through_.data();
  out.values = value_columns_;
  engine_source source(*this, of);
  worker_->assess(people, records_.columns(*plan_.columns.by()), offsets_.data(), source, out);
}

void many_scores::take_figures_of(std::size_t person) {
  kept_.last_day = std::min(stable_through_[person], plan_.by_through);
  score_figures& figures = kept_.figures;
  figures.eligible = eligible_[person];
  figures.values.clear();
  if (!figures.eligible) return;
  figures.score = score_[person];
  figures.total = {total_[person]};
  figures.tier = tier_[person];
  for (const std::vector<std::int32_t>& column : values_) {
    figures.values.push_back({column[person]});
  }
}

}  // namespace chengxin::storage
