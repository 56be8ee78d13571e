// Residents as columns, from the structs that the one-resident engine takes.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/batch.hpp"
#include "engine_fixture.hpp"

namespace scene {

/// Residents and their records, given one by one, then as columns.
class town : public resident_source {
public:
  explicit town(engine by) : by_(std::move(by)) {}

  /// Gives no column that says nothing, and none of ids without `with_ids`: then no resident
  /// may have one id twice.
  void with_few_columns(bool with_ids) {
    with_few_columns_ = true;
    with_ids_ = with_ids;
  }

  void add(const subject& who, const std::vector<record>& records) {
    subjects_.push_back(who);
    for (const record& it : records) records_.push_back(it);
    offsets_.push_back(static_cast<std::uint32_t>(records_.size()));
  }

  /// The layout, in which the attributes are those that any record has.
  [[nodiscard]] record_layout layout() {
    std::map<std::string_view, value_type> types;
    std::map<std::string_view, std::set<std::string_view>> texts;
    std::set<std::string_view> providers;
    for (const record& it : records_) {
      providers.insert(it.provider);
      for (const named_value& given : it.attributes) {
        types.emplace(given.name, given.value.type());
        if (given.value.type() == value_type::string) {
          texts[given.name].insert(given.value.string());
        }
      }
    }
    record_layout made;
    providers_.assign(providers.begin(), providers.end());
    made.providers = providers_;
    for (const auto& [name, type] : types) {
      std::vector<std::string_view>& sorted = texts_[name];
      sorted.assign(texts[name].begin(), texts[name].end());
      made.attributes.push_back({name, type, sorted});
    }
    return made;
  }

  /// Assesses everyone on a day, with wider vectors and without, and holds every figure to
  /// the engine's. Gives how many were left to the engine.
  std::uint64_t expect_same(date day) {
    const std::uint64_t portable = expect_same(day, false);
    if (!detail::has_wide_vectors()) return portable;
    EXPECT_EQ(expect_same(day, true), portable);
    return portable;
  }
  std::uint64_t expect_same(date day, bool is_wide) {
    const record_layout known = layout();
    const result<batch> made = batch::make(by_, known, day);
    EXPECT_TRUE(made.has_value());
    fill(*made, known);
    const std::size_t count = subjects_.size();
    const std::size_t dimensions = by_.book().dimensions.size();
    auto eligible = std::make_unique<bool[]>(count);
    std::vector<std::int32_t> score(count), total(count);
    std::vector<std::uint32_t> tier(count);
    std::vector<date> stable(count);
    std::vector<std::vector<std::int32_t>> values(dimensions, std::vector<std::int32_t>(count));
    std::vector<std::int32_t*> into;
    for (auto& it : values) into.push_back(it.data());
    score_columns out{eligible.get(), score.data(), total.data(), tier.data(), stable.data(), into};
    batch_worker worker(*made, is_wide);
    worker.assess(people_, columns_, offsets_.data(), *this, out);
    assessment figures, scratch;
    for (std::size_t s = 0; s < count; ++s) {
      const facts it = resident(s, offsets_[s], offsets_[s + 1]);
      SCOPED_TRACE("resident " + std::to_string(s) + " on " + to_string(day));
      EXPECT_TRUE(by_.assess(it.subject, it.records, day, depth::figures, figures));
      EXPECT_EQ(eligible[s], figures.eligible);
      EXPECT_EQ(stable[s],
                by_.stable_through(it.subject, it.records, figures, scratch).value_or(no_day));
      if (!figures.eligible) continue;
      EXPECT_EQ(score[s], figures.score);
      EXPECT_EQ(total[s], figures.total.cents);
      EXPECT_EQ(tier[s], figures.tier);
      for (std::size_t d = 0; d < dimensions; ++d) {
        EXPECT_EQ(values[d][s], figures.dimensions[d].value.cents) << "dimension " << d;
      }
    }
    return worker.one_by_one();
  }

  facts resident(std::size_t subject, std::size_t first, std::size_t last) override {
    one_.clear();
    slots_.clear();
    for (std::size_t i = first; i < last; ++i) {
      const std::uint32_t category = by_.find_category(records_[i].category);
      slots_.emplace_back(by_.attribute_count(category));
      one_.push_back(by_.prepare(records_[i], slots_.back()));
    }
    mark_duplicates(one_);
    subject_slots_.assign(by_.book().subject_attributes.size(), value());
    return {*by_.prepare(subjects_[subject], subject_slots_), one_};
  }

private:
  void fill(const batch& by, const record_layout& known) {
    category_.clear(), occurred_.clear(), expires_.clear(), repaired_.clear(), status_.clear();
    origin_.clear(), provider_.clear(), hash_.clear();
    for (auto& it : steps_) it.clear();
    matter_ = std::make_unique<bool[]>(records_.size());
    const auto count = static_cast<std::uint32_t>(by_.book().categories.size());
    for (std::size_t i = 0; i < records_.size(); ++i) {
      const record& it = records_[i];
      category_.push_back(std::min(by_.find_category(it.category), count));
      occurred_.push_back(it.occurred_on);
      expires_.push_back(it.expires_on.value_or(no_day));
      repaired_.push_back(it.repaired_on.value_or(no_day));
      steps_[0].push_back(it.corrected_on.value_or(no_day));
      steps_[1].push_back(it.service_on.value_or(no_day));
      steps_[2].push_back(it.conduct_on.value_or(no_day));
      status_.push_back(it.status);
      origin_.push_back(it.origin);
      provider_.push_back(static_cast<std::uint32_t>(
          std::find(providers_.begin(), providers_.end(), it.provider) - providers_.begin()));
      hash_.push_back(static_cast<std::uint32_t>(std::hash<std::string_view>()(it.record_id)));
      matter_[i] = !it.matter.empty();
    }
    keys_.assign(known.attributes.size(), {});
    units_.assign(known.attributes.size(), {});
    key_columns_.clear(), unit_columns_.clear();
    std::uint32_t complete = 0;
    for (std::size_t k = 0; k < known.attributes.size(); ++k) {
      for (const record& it : records_) fill_value(by, known.attributes[k], k, it);
      const bool is_complete =
          std::find(keys_[k].begin(), keys_[k].end(), absent_value) == keys_[k].end();
      if (is_complete && k < 32) complete |= std::uint32_t{1} << k;
      key_columns_.push_back(keys_[k].data());
      unit_columns_.push_back(units_[k].data());
    }
    columns_ = {records_.size(), category_.data(), occurred_.data(),
                expires_.data(), repaired_.data(), {},
                status_.data(),  origin_.data(),   provider_.data(),
                hash_.data(),    matter_.get(),    key_columns_,
                complete,        unit_columns_};
    for (std::size_t s = 0; s < 3; ++s) columns_.steps[s] = steps_[s].data();
    if (with_few_columns_) leave_out();
    birth_.clear(), enrolled_.clear(), residency_.clear(), capacity_.clear();
    for (const subject& it : subjects_) {
      birth_.push_back(it.birth_date.value_or(no_day));
      enrolled_.push_back(it.enrolled_on.value_or(no_day));
      residency_.push_back(it.residency);
      capacity_.push_back(it.capacity);
    }
    people_ = {subjects_.size(), birth_.data(), enrolled_.data(), residency_.data(),
               capacity_.data()};
  }

  // What no record has, and the ids, of which every one must be another.
  void leave_out() {
    const auto none = [](const std::vector<date>& days) {
      return std::all_of(days.begin(), days.end(), [](date it) { return it == no_day; });
    };
    if (none(expires_)) columns_.expires_on = nullptr;
    if (none(repaired_)) columns_.repaired_on = nullptr;
    for (std::size_t s = 0; s < 3; ++s) {
      if (none(steps_[s])) columns_.steps[s] = nullptr;
    }
    if (std::all_of(origin_.begin(), origin_.end(),
                    [](origin it) { return it == origin::platform; })) {
      columns_.origin = nullptr;
    }
    if (std::none_of(matter_.get(), matter_.get() + records_.size(), [](bool it) { return it; })) {
      columns_.has_matter = nullptr;
    }
    if (!with_ids_) columns_.id_hash = nullptr;
  }

  void fill_value(const batch& by, const attribute_column& column, std::size_t k,
                  const record& it) {
    std::int32_t key = absent_value;
    std::int32_t units = 0;
    for (const named_value& given : it.attributes) {
      if (given.name != column.name) continue;
      const column_keys& keys = by.keys_of(k);
      switch (given.value.type()) {
        case value_type::integer:
          key = keys.of(given.value.integer());
          units = static_cast<std::int32_t>(
              std::clamp<std::int64_t>(given.value.integer(), -1, too_many_units));
          break;
        case value_type::number: key = keys.of(given.value.number()); break;
        case value_type::boolean: key = keys.of(std::int64_t{given.value.boolean()}); break;
        case value_type::date: key = keys.of(std::int64_t{given.value.day().days}); break;
        case value_type::string:
          key = keys.of(
              std::lower_bound(column.texts.begin(), column.texts.end(), given.value.string()) -
              column.texts.begin());
          break;
      }
    }
    keys_[k].push_back(key);
    units_[k].push_back(units);
  }

  engine by_;
  bool with_few_columns_ = false;
  bool with_ids_ = false;
  std::vector<subject> subjects_;
  std::vector<record> records_;
  std::vector<std::uint32_t> offsets_{0};
  std::vector<std::string_view> providers_;
  std::map<std::string_view, std::vector<std::string_view>> texts_;
  std::vector<std::uint32_t> category_, provider_, hash_;
  std::vector<date> occurred_, expires_, repaired_, steps_[3], birth_, enrolled_;
  std::vector<record_status> status_;
  std::vector<origin> origin_;
  std::unique_ptr<bool[]> matter_;
  std::vector<std::vector<std::int32_t>> keys_;
  std::vector<std::vector<std::int32_t>> units_;
  std::vector<const std::int32_t*> key_columns_;
  std::vector<const std::int32_t*> unit_columns_;
  std::vector<residency> residency_;
  std::vector<capacity> capacity_;
  record_columns columns_;
  subject_columns people_;
  std::vector<prepared_record> one_;
  std::deque<std::vector<value>> slots_;
  std::vector<value> subject_slots_;
};

}  // namespace scene
