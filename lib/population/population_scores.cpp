// Scores of a population by a batch (see population_scores.hpp): the records of a block of
// subjects become columns, block after block.
#include "chengxin/io/population_scores.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/batch.hpp"
#include "chengxin/io/report.hpp"
#include "population/content.hpp"

namespace chengxin::io {
namespace {

/// Which column each attribute of each category is in. None where one name has several types.
struct attribute_places {
  std::vector<attribute_column> columns;
  std::vector<std::vector<std::uint32_t>> of;  ///< by category, then slot
  std::vector<bool> is_open;                   ///< by column: of texts that are not all declared
  std::vector<std::vector<std::string_view>> texts;  ///< by column
};

std::optional<attribute_places> place_attributes(const rulebook& book) {
  attribute_places made;
  for (const category& it : book.categories) {
    std::vector<std::uint32_t>& places = made.of.emplace_back();
    for (const attribute_declaration& declared : it.attributes) {
      std::uint32_t at = 0;
      while (at < made.columns.size() && made.columns[at].name != declared.name) ++at;
      if (at == made.columns.size()) {
        made.columns.push_back({declared.name, declared.type, {}});
        made.is_open.push_back(false);
        made.texts.emplace_back();
      }
      if (made.columns[at].type != declared.type) return std::nullopt;
      if (declared.type == value_type::string) {
        made.is_open[at] = made.is_open[at] || declared.values.empty();
        made.texts[at].insert(made.texts[at].end(), declared.values.begin(), declared.values.end());
      }
      places.push_back(at);
    }
  }
  return made;
}

void sort_texts(std::vector<std::string_view>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

using rows::packed_record;
using rows::tail_reader;
using record_groups = std::span<const std::span<packed_record>>;

// The days in a record's tail, which the values follow.
struct packed_days {
  date expires_on = no_day, repaired_on = no_day;
  date steps[3] = {no_day, no_day, no_day};

  packed_days(const packed_record& record, tail_reader& tail) {
    if ((record.has & packed_record::expires) != 0) expires_on = tail.day();
    if ((record.has & packed_record::repaired) != 0) repaired_on = tail.day();
    if ((record.has & packed_record::steps) == 0) return;
    for (date& day : steps) day = tail.day();
  }
};

// Adds the texts that records have of open columns.
void find_texts(record_groups of, attribute_places& places) {
  for (auto& texts : places.texts) sort_texts(texts);
  std::vector<std::size_t> sorted;
  for (const auto& texts : places.texts) sorted.push_back(texts.size());
  for (const std::span<packed_record> records : of) {
    for (const packed_record& record : records) {
      if (record.standing != disposition::counted) continue;
      tail_reader tail(record.tail);
      const packed_days days(record, tail);
      for (const std::uint32_t at : places.of[record.category]) {
        const value given = tail.value();
        if (!places.is_open[at] || !given.is_present()) continue;
        std::vector<std::string_view>& texts = places.texts[at];
        const std::string_view text = given.string();
        const auto begin = texts.begin();
        if (std::binary_search(begin, begin + static_cast<std::ptrdiff_t>(sorted[at]), text)) {
          continue;
        }
        texts.push_back(text);
        if (texts.size() > 2 * sorted[at] + 64) {
          sort_texts(texts);
          sorted[at] = texts.size();
        }
      }
    }
  }
  for (auto& texts : places.texts) sort_texts(texts);
}

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

struct population_scores::content {
  content(const engine& by_, const population& of_, date day_, bool stable_)
      : by(by_), of(of_), records(of_.content_->records), day(day_), with_stable_through(stable_) {}

  const engine& by;
  const population& of;
  record_groups records;
  date day;
  bool with_stable_through;
  attribute_places places;
  std::vector<std::string_view> providers;
  std::vector<std::uint32_t> authorised;  // by category: one of its providers
  std::optional<batch> made;              // none: one by one
};

population_scores::population_scores(const engine& by, const population& of, date day,
                                     bool stable_through) {
  auto made = std::make_shared<content>(by, of, day, stable_through);
  content_ = made;
  std::optional<attribute_places> places = place_attributes(by.book());
  if (!places) return;
  made->places = std::move(*places);
  const std::vector<bool>& open = made->places.is_open;
  if (std::find(open.begin(), open.end(), true) != open.end())
    find_texts(made->records, made->places);
  record_layout layout;
  for (std::size_t at = 0; at < made->places.columns.size(); ++at) {
    sort_texts(made->places.texts[at]);
    made->places.columns[at].texts = made->places.texts[at];
  }
  layout.attributes = made->places.columns;
  // A record whose provider may not have given it is left out before: any of those who may
  // stands for all.
  for (const category& it : by.book().categories) {
    made->authorised.push_back(static_cast<std::uint32_t>(made->providers.size()));
    if (it.providers && !it.providers->empty()) made->providers.push_back(it.providers->front());
  }
  layout.providers = made->providers;
  result<batch> ready = batch::make(by, layout, day);
  if (ready && !ready->is_one_by_one()) made->made.emplace(std::move(*ready));
}

struct population_scores::worker::content final : resident_source {
  explicit content(std::shared_ptr<const population_scores::content> of_) : of(std::move(of_)) {
    if (!of->made) return;
    by.emplace(*of->made);
    keys.resize(of->places.columns.size());
    units.resize(keys.size());
    values.resize(of->by.book().dimensions.size());
    line.dimensions.resize(values.size());
  }

  facts resident(std::size_t subject, std::size_t, std::size_t) override {
    return {of->of.subject(first_subject + subject),
            of->of.records(first_subject + subject, ready)};
  }

  void append_one_by_one(std::size_t first, std::size_t last, std::string& out);
  void gather(std::size_t first, std::size_t last);
  void gather_subjects(std::size_t count);
  void gather_record(const packed_record& record, std::size_t at);
  void gather_values(const packed_record& record, tail_reader& tail, std::size_t at);
  void make_room(std::size_t subjects, std::size_t records);
  void assess(std::size_t count);
  void append_lines(std::size_t count, std::string& out);

  std::shared_ptr<const population_scores::content> of;
  std::optional<batch_worker> by;
  std::size_t first_subject = 0;

  std::vector<date> birth_date, enrolled_on;
  std::vector<residency> residencies;
  std::vector<capacity> capacities;
  std::vector<std::uint32_t> offsets;
  std::vector<std::uint32_t> category, provider;
  std::vector<date> occurred_on, expires_on, repaired_on, steps[3];
  std::vector<record_status> status;
  std::vector<origin> origins;
  std::unique_ptr<bool[]> has_matter;
  std::vector<std::vector<std::int32_t>> keys, units;  // by column
  unsigned has = 0;                                    // parts that some record has
  std::uint32_t complete = 0;

  std::unique_ptr<bool[]> eligible;
  std::vector<std::int32_t> score, total;
  std::vector<std::uint32_t> tier;
  std::vector<date> stable;
  std::vector<std::vector<std::int32_t>> values;  // by dimension
  std::size_t subject_room = 0, record_room = 0;

  assessment line, later;
  record_memory ready;  // of one subject
};

void population_scores::worker::content::append_one_by_one(std::size_t first, std::size_t last,
                                                           std::string& out) {
  for (std::size_t i = first; i < last; ++i) {
    const prepared_subject& subject = of->of.subject(i);
    const std::span<const prepared_record> records = of->of.records(i, ready);
    if (!of->by.assess(subject, records, of->day, depth::figures, line)) continue;
    std::optional<date> stable_through;
    if (of->with_stable_through) {
      stable_through = of->by.stable_through(subject, records, line, later);
    }
    append_score_row(out, of->by, subject, line,
                     of->with_stable_through ? &stable_through : nullptr);
  }
}

void population_scores::worker::content::make_room(std::size_t subjects, std::size_t records) {
  if (subjects > subject_room) {
    subject_room = subjects;
    for (std::vector<date>* it : {&birth_date, &enrolled_on, &stable}) it->resize(subjects);
    residencies.resize(subjects);
    capacities.resize(subjects);
    offsets.resize(subjects + 1);
    eligible = std::make_unique<bool[]>(subjects);
    score.resize(subjects);
    total.resize(subjects);
    tier.resize(subjects);
    for (auto& it : values) it.resize(subjects);
  }
  if (records > record_room) {
    record_room = records;
    for (auto* it : {&category, &provider}) it->resize(records);
    for (auto* it : {&occurred_on, &expires_on, &repaired_on, &steps[0], &steps[1], &steps[2]}) {
      it->resize(records);
    }
    status.resize(records);
    origins.resize(records);
    has_matter = std::make_unique<bool[]>(records);
    for (auto& it : keys) it.resize(records);
    for (auto& it : units) it.resize(records);
  }
}

void population_scores::worker::content::gather_subjects(std::size_t count) {
  for (std::size_t s = 0; s < count; ++s) {
    const prepared_subject& from = of->of.subject(first_subject + s);
    birth_date[s] = from.birth_date;
    enrolled_on[s] = from.enrolled_on;
    residencies[s] = from.residency;
    capacities[s] = from.capacity;
  }
}

void population_scores::worker::content::gather_values(const packed_record& record,
                                                       tail_reader& tail, std::size_t at) {
  for (const std::uint32_t to : of->places.of[record.category]) {
    const value given = tail.value();
    if (!given.is_present()) continue;
    keys[to][at] = key_of(given, of->places.columns[to], of->made->keys_of(to));
    if (given.type() != value_type::integer || !of->made->reads_units(to)) continue;
    units[to][at] = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(given.integer(), absent_value + 1, too_many_units));
  }
}

// What the engine would leave out whatever the day is a record of no category.
void population_scores::worker::content::gather_record(const packed_record& record,
                                                       std::size_t at) {
  tail_reader tail(record.tail);
  const packed_days days(record, tail);
  const bool counts = record.standing == disposition::counted;
  category[at] =
      counts ? record.category : static_cast<std::uint32_t>(of->by.book().categories.size());
  provider[at] = counts ? of->authorised[record.category] : 0;
  occurred_on[at] = record.occurred_on;
  expires_on[at] = days.expires_on;
  repaired_on[at] = days.repaired_on;
  for (std::size_t s = 0; s < 3; ++s) steps[s][at] = days.steps[s];
  status[at] = record.status();
  origins[at] = record.origin();
  has_matter[at] = (record.has & packed_record::matter) != 0;
  has |= record.has;
  if (counts) gather_values(record, tail, at);
}

void population_scores::worker::content::gather(std::size_t first, std::size_t last) {
  first_subject = first;
  std::size_t count = 0;
  for (std::size_t i = first; i < last; ++i) count += of->records[i].size();
  make_room(last - first, std::max<std::size_t>(count, 1));
  gather_subjects(last - first);
  has = 0;
  for (auto* columns : {&keys, &units}) {
    for (auto& it : *columns) {
      std::fill_n(it.begin(), static_cast<std::ptrdiff_t>(count), absent_value);
    }
  }
  std::uint32_t at = 0;
  for (std::size_t i = first; i < last; ++i) {
    offsets[i - first] = at;
    for (const packed_record& record : of->records[i]) gather_record(record, at++);
  }
  offsets[last - first] = at;
  complete = 0;
  for (std::size_t k = 0; k < std::min<std::size_t>(keys.size(), 32); ++k) {
    const auto end = keys[k].begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(keys[k].begin(), end, absent_value) == end) complete |= 1U << k;
  }
}

void population_scores::worker::content::assess(std::size_t count) {
  subject_columns subjects;
  subjects.count = count;
  subjects.birth_date = birth_date.data();
  subjects.enrolled_on = enrolled_on.data();
  subjects.residency = residencies.data();
  subjects.capacity = capacities.data();
  record_columns records;
  records.count = offsets[count];
  records.category = category.data();
  records.occurred_on = occurred_on.data();
  records.expires_on = (has & packed_record::expires) != 0 ? expires_on.data() : nullptr;
  records.repaired_on = repaired_on.data();
  for (std::size_t s = 0; s < 3; ++s)
    records.steps[s] = (has & packed_record::steps) != 0 ? steps[s].data() : nullptr;
  records.status = status.data();
  records.origin = origins.data();
  records.provider = provider.data();
  records.has_matter = (has & packed_record::matter) != 0 ? has_matter.get() : nullptr;
  std::vector<const std::int32_t*> key_columns, unit_columns;
  for (const auto& it : keys) key_columns.push_back(it.data());
  for (const auto& it : units) unit_columns.push_back(it.data());
  records.keys = key_columns;
  records.units = unit_columns;
  records.complete = complete;
  score_columns out;
  out.eligible = eligible.get();
  out.score = score.data();
  out.total = total.data();
  out.tier = tier.data();
  out.stable_through = of->with_stable_through ? stable.data() : nullptr;
  std::vector<std::int32_t*> value_columns;
  for (auto& it : values) value_columns.push_back(it.data());
  out.values = value_columns;
  by->assess(subjects, records, offsets.data(), *this, out);
}

void population_scores::worker::content::append_lines(std::size_t count, std::string& out) {
  for (std::size_t s = 0; s < count; ++s) {
    line.eligible = eligible[s];
    line.score = score[s];
    line.tier = tier[s];
    for (std::size_t d = 0; d < values.size(); ++d) line.dimensions[d].value.cents = values[d][s];
    std::optional<date> until;
    if (of->with_stable_through && stable[s] != no_day) until = stable[s];
    append_score_row(out, of->by, of->of.subject(first_subject + s), line,
                     of->with_stable_through ? &until : nullptr);
  }
}

population_scores::worker::worker(const population_scores& of)
    : content_(std::make_unique<content>(of.content_)) {}
population_scores::worker::worker(worker&&) noexcept = default;
population_scores::worker::~worker() = default;

void population_scores::worker::append(std::size_t first, std::size_t last, std::string& out) {
  if (!content_->by) {
    content_->append_one_by_one(first, last, out);
    return;
  }
  content_->gather(first, last);
  content_->assess(last - first);
  content_->append_lines(last - first, out);
}

}  // namespace chengxin::io
