// Making the table of details, and giving it away (see details_table.hpp).
#include "arrow/details_table.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "chengxin/engine.hpp"

namespace chengxin::arrow {
namespace {

constexpr std::array<std::string_view, 7> kind_names{
    "record", "subject", "absence", "restoration", "bounds", "score_bounds", "ceiling"};

std::int32_t number(std::size_t n) noexcept {
  return static_cast<std::int32_t>(n);
}

}  // namespace

details_words::details_words(const rulebook& book) : rule_count(book.rules.size()) {
  for (const std::string_view name : kind_names) kinds.add(name);
  for (const rule& it : book.rules) rules.add(it.id);
  for (const ceiling& it : book.ceilings) rules.add(it.id);
  for (const dimension& it : book.dimensions) dimensions.add(it.id);
  for (const std::string_view name : disposition_names) dispositions.add(name);
}

details_rows::details_rows(const fact_columns& facts, std::shared_ptr<const details_words> names)
    : facts_(facts),
      names_(std::move(names)),
      id_field_(facts.subjects().find("subject_id")),
      has_text_ids_(is_text(facts.subjects().fields()[id_field_].what)),
      has_record_ids_(facts.of_records().record_id != no_field) {}

void details_rows::begin_subject(std::size_t subject) {
  const table& of = facts_.subjects();
  const std::size_t chunk = of.chunk_of(subject);
  const column& ids = of.at(chunk, id_field_);
  const std::int64_t place = ids.place(static_cast<std::int64_t>(subject - of.first_row(chunk)));
  if (has_text_ids_) {
    text_id_ = ids.plain().text(place);
  } else {
    whole_id_ = ids.plain().whole(place);
  }
}

void details_rows::add(const row& it) {
  if (has_text_ids_) {
    text_ids_.add(text_id_);
  } else {
    whole_ids_.add(whole_id_);
  }
  kind_.add(static_cast<std::int32_t>(it.kind));
  record_.add(it.record);
  if (has_record_ids_) record_ids_.add(it.record_id);
  disposition_.add(it.disposition);
  eased_.add(it.eased);
  rule_.add(it.rule);
  dimension_.add(it.dimension);
  restored_.add(it.restored);
  points_.add(it.points);
  before_limits_.add(it.before_limits);
  percent_.add(it.percent);
}

void details_rows::add(const assessment& of, const std::vector<std::size_t>& record_rows,
                       std::span<const prepared_record> records) {
  add_records(of, record_rows, records);
  if (of.eligible) add_others(of);
}

/// Each record with all its awards, or alone if it has none.
void details_rows::add_records(const assessment& of, const std::vector<std::size_t>& record_rows,
                               std::span<const prepared_record> records) {
  of_records_.clear();
  for (std::uint32_t a = 0; a < of.awards.size(); ++a) {
    if (of.awards[a].record != no_index) of_records_.push_back(a);
  }
  // They come by dimension: so they stay within a record.
  std::stable_sort(of_records_.begin(), of_records_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return of.awards[a].record < of.awards[b].record;
  });
  auto next = of_records_.begin();
  for (std::size_t i = 0; i < records.size(); ++i) {
    row made;
    made.record = static_cast<std::int64_t>(record_rows[i]);
    made.record_id = records[i].record_id;
    made.disposition = static_cast<std::int32_t>(of.records[i].what);
    made.eased = of.records[i].eased;
    if (next == of_records_.end() || of.awards[*next].record != i) add(made);
    for (; next != of_records_.end() && of.awards[*next].record == i; ++next) {
      const award& it = of.awards[*next];
      made.rule = number(it.rule);
      made.dimension = number(facts_.by().compiled().rules[it.rule].dimension);
      made.points = it.value.cents;
      made.before_limits = it.before_limits.cents;
      made.percent = it.percent;
      add(made);
    }
  }
}

/// What no record brings by itself.
void details_rows::add_others(const assessment& of) {
  const engine& by = facts_.by();
  for (const award& it : of.awards) {
    if (it.record != no_index) continue;
    row made;
    const bool is_absence = by.book().rules[it.rule].kind == rule_kind::absence;
    made.kind = is_absence ? detail_kind::absence : detail_kind::subject;
    made.rule = number(it.rule);
    made.dimension = number(by.compiled().rules[it.rule].dimension);
    made.points = it.value.cents;
    add(made);
  }
  for (const restoration& it : of.restored) {
    row made;
    made.kind = detail_kind::restoration;
    made.dimension = number(by.compiled().repairing);
    made.restored = number(it.dimension);
    made.points = it.value.cents;
    add(made);
  }
  const auto add_held = [&](detail_kind kind, points held, std::optional<std::int32_t> dimension,
                            std::optional<std::int32_t> rule) {
    if (held == points{}) return;
    row made;
    made.kind = kind;
    made.dimension = dimension;
    made.rule = rule;
    made.points = held.cents;
    add(made);
  };
  for (std::size_t d = 0; d < of.dimensions.size(); ++d) {
    const dimension_result& it = of.dimensions[d];
    add_held(detail_kind::bounds, it.value - it.raw, number(d), {});
  }
  add_held(detail_kind::score_bounds, of.held, {}, {});
  if (of.ceiling) {
    add_held(detail_kind::ceiling, of.ceiling->held, {},
             number(names_->rule_count + of.ceiling->index));
  }
}

ArrowArray details_rows::chunk(const std::shared_ptr<const details_rows>& self) const {
  const std::size_t count = kind_.values.size();
  std::vector<ArrowArray> columns;
  const auto add_texts = [&](const text_column& it, bool may_be_null) {
    columns.push_back(
        make_array(self, count,
                   {may_be_null ? it.given.data() : nullptr, it.offsets.data(), it.bytes.data()}));
  };
  const auto add_numbers = [&](const auto& it, const words* names = nullptr) {
    columns.push_back(make_array(self, count, {it.given.data(), it.values.data()}));
    if (names != nullptr) adopt_dictionary(columns.back(), names->array(names_));
  };
  if (has_text_ids_) {
    add_texts(text_ids_, false);
  } else {
    columns.push_back(make_array(self, count, {nullptr, whole_ids_.values.data()}));
  }
  columns.push_back(make_array(self, count, {nullptr, kind_.values.data()}));
  adopt_dictionary(columns.back(), names_->kinds.array(names_));
  add_numbers(record_);
  if (has_record_ids_) add_texts(record_ids_, true);
  add_numbers(disposition_, &names_->dispositions);
  add_numbers(eased_);
  add_numbers(rule_, &names_->rules);
  add_numbers(dimension_, &names_->dimensions);
  add_numbers(restored_, &names_->dimensions);
  add_numbers(points_);
  add_numbers(before_limits_);
  add_numbers(percent_);
  ArrowArray made = make_array(self, count, {nullptr});
  adopt(made, std::move(columns));
  return made;
}

struct details_table::stream final : given_table {
  [[nodiscard]] ArrowSchema schema() const override {
    std::vector<ArrowSchema> columns;
    const auto add = [&](const char* name, const char* format, bool has_words = false,
                         const std::string& metadata = {}) {
      columns.push_back(make_schema(name, format, true, metadata));
      if (has_words) adopt_dictionary(columns.back(), words::schema());
    };
    const std::string unit = metadata_of("unit", "hundredths of a point");
    columns.push_back(make_schema("subject_id", has_text_ids ? "U" : "l", false));
    columns.push_back(make_schema("kind", "i", false));
    adopt_dictionary(columns.back(), words::schema());
    add("record", "l");
    if (has_record_ids) add("record_id", "U");
    add("disposition", "i", true);
    add("eased", "i");
    add("rule", "i", true);
    add("dimension", "i", true);
    add("restored", "i", true);
    add("points", "l", false, unit);
    add("before_limits", "l", false, unit);
    add("percent", "i");
    ArrowSchema made = make_schema("", "+s", false);
    adopt(made, std::move(columns));
    return made;
  }

  [[nodiscard]] ArrowArray next() override {
    while (at < blocks.size() && blocks[at]->is_empty()) ++at;
    if (at == blocks.size()) return {};
    const ArrowArray made = blocks[at]->chunk(blocks[at]);
    blocks[at++].reset();
    return made;
  }

  std::vector<std::shared_ptr<const details_rows>> blocks;
  std::size_t at = 0;
  bool has_text_ids = false;
  bool has_record_ids = false;
};

details_table::details_table(const fact_columns& facts)
    : facts_(facts), names_(std::make_shared<details_words>(facts.by().book())) {}

std::unique_ptr<details_rows> details_table::make_rows() const {
  return std::make_unique<details_rows>(facts_, names_);
}

void details_table::keep(std::size_t block, std::unique_ptr<details_rows> rows) {
  std::shared_ptr<const details_rows> kept = std::move(rows);
  const std::lock_guard lock(mutex_);
  if (blocks_.size() <= block) blocks_.resize(block + 1);
  blocks_[block] = std::move(kept);
}

std::unique_ptr<given_table> details_table::handed_over() {
  auto made = std::make_unique<stream>();
  made->blocks = std::move(blocks_);
  const table& subjects = facts_.subjects();
  made->has_text_ids = is_text(subjects.fields()[subjects.find("subject_id")].what);
  made->has_record_ids = facts_.of_records().record_id != no_field;
  return made;
}

}  // namespace chengxin::arrow
