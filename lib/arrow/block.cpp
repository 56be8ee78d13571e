// Gathering a block (see block.hpp).
#include "arrow/block.hpp"

#include <algorithm>
#include <functional>
#include <type_traits>

#include "arrow/gather.hpp"
#include "arrow/messages.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::arrow {

using chengxin::detail::widely;

block::block(const fact_columns& columns, const ownership::numbers& order, const batch& by)
    : facts_(columns),
      order_(order),
      by_(by),
      checks_subjects_(!by.by().book().subject_attributes.empty()),
      attributes_(columns, by),
      one_by_one_(columns, by) {}

void block::gather(const cut& what) {
  gather_subjects(what.first, what.last);
  gather_records(what.first_record, what.last_record);
  if (order_.empty()) {
    fetch_ahead(facts_.subjects(), subject_runs_);
    fetch_ahead(facts_.records(), record_runs_);
  }
}

/// What follows in the table, which is the next block's.
void block::fetch_ahead(const table& of, const std::vector<run>& runs) {
  if (runs.empty()) return;
  const run& last = runs.back();
  for (std::size_t field = 0; field < of.fields().size(); ++field) {
    of.at(last.chunk, field).rows.fetch_ahead(last.row + static_cast<std::int64_t>(last.count));
  }
}

void block::gather_subjects(std::size_t first, std::size_t last) {
  const table& of = facts_.subjects();
  const subject_fields& from = facts_.of_subjects();
  find_runs(of, {}, first, last, subject_runs_);
  people_ = {};
  people_.count = last - first;
  people_.birth_date = gather_days(of, from.birth_date, subject_runs_, false, birth_date_);
  people_.enrolled_on = gather_days(of, from.enrolled_on, subject_runs_, false, enrolled_on_);
  people_.residency = gather_choices(of, from.residency, "residency", residency_names.size(),
                                     subject_runs_, residency_);
  people_.capacity = gather_choices(of, from.capacity, "capacity", capacity_names.size(),
                                    subject_runs_, capacity_);
  if (!checks_subjects_) return;
  for (std::size_t at = 0; at < people_.count; ++at) {
    one_by_one_.check_subject(row_of(of, subject_runs_, at));
  }
}

void block::gather_records(std::size_t first, std::size_t last) {
  const table& of = facts_.records();
  const record_fields& from = facts_.of_records();
  find_runs(of, order_, first, last, record_runs_);
  columns_ = {};
  columns_.count = last - first;
  gather_categories();
  columns_.occurred_on = gather_days(of, from.occurred_on, record_runs_, true, occurred_on_);
  columns_.expires_on = gather_days(of, from.expires_on, record_runs_, false, expires_on_);
  columns_.repaired_on = gather_days(of, from.repaired_on, record_runs_, false, repaired_on_);
  for (std::size_t s = 0; s < 3; ++s) {
    columns_.steps[s] = gather_days(of, from.steps[s], record_runs_, false, steps_[s]);
  }
  columns_.status =
      gather_choices(of, from.status, "status", record_status_names.size(), record_runs_, status_);
  columns_.origin =
      gather_choices(of, from.origin, "origin", origin_names.size(), record_runs_, origin_);
  gather_providers();
  gather_texts();
  check_days(of, record_runs_, columns_);
  attributes_.gather(record_runs_, columns_);
}

void block::gather_categories() {
  const table& of = facts_.records();
  const record_fields& from = facts_.of_records();
  const auto count = static_cast<std::uint32_t>(by_.by().book().categories.size());
  category_.resize(std::max<std::size_t>(columns_.count, 1));
  for (const run& in : record_runs_) {
    const column& values = of.at(in.chunk, from.category);
    const auto refuse_missing = [&](std::int64_t row) {
      fail_row(of, of.first_row(in.chunk) + static_cast<std::size_t>(row), "category",
               "is missing");
    };
    if (from.category_words) {
      for_each_row(in, [&](std::int64_t row, std::size_t at) {
        const std::uint32_t word = from.category_words->number(values, in.chunk, row);
        if (word == texts::none) refuse_missing(row);
        category_[at] = std::min(from.categories[word], count);
      });
      continue;
    }
    with_whole_type(values.rows.what(), [&](auto type) {
      const auto* const numbers = values.rows.data<decltype(type)>();
      const bool has_nulls = values.rows.has_nulls();
      for (std::size_t i = 0; has_nulls && i < in.count; ++i) {
        const std::int64_t row = in.row + static_cast<std::int64_t>(i);
        if (values.rows.is_null(row)) refuse_missing(row);
      }
      // A negative number becomes a large one: neither is a position.
      using number = std::conditional_t<sizeof(type) == 8, std::uint64_t, std::uint32_t>;
      const auto* const some = numbers + in.row;
      std::uint32_t* const to = category_.data() + in.at;
      widely([=, rows = in.count]() CHENGXIN_INLINED_BODY {
        for (std::size_t i = 0; i < rows; ++i) {
          // NOLINTNEXTLINE(bugprone-signed-char-misuse): so a signed char may, too
          const auto position = static_cast<number>(some[i]);
          to[i] = position < count ? static_cast<std::uint32_t>(position) : count;
        }
      });
    });
  }
  columns_.category = category_.data();
}

void block::gather_providers() {
  const table& of = facts_.records();
  const record_fields& from = facts_.of_records();
  if (from.provider == no_field) return;
  provider_.resize(std::max<std::size_t>(columns_.count, 1));
  for (const run& in : record_runs_) {
    const column& values = of.at(in.chunk, from.provider);
    for_each_row(in, [&](std::int64_t row, std::size_t at) {
      const std::uint32_t word = from.providers->number(values, in.chunk, row);
      provider_[at] =
          word == texts::none ? static_cast<std::uint32_t>(from.providers->size()) : word;
    });
  }
  columns_.provider = provider_.data();
}

void block::gather_texts() {
  const table& of = facts_.records();
  const record_fields& from = facts_.of_records();
  if (from.record_id != no_field) {
    id_hash_.resize(std::max<std::size_t>(columns_.count, 1));
    for (const run& in : record_runs_) {
      const column& values = of.at(in.chunk, from.record_id);
      for_each_row(in, [&](std::int64_t row, std::size_t at) {
        const std::size_t number = of.first_row(in.chunk) + static_cast<std::size_t>(row);
        const std::int64_t place = values.place(row);
        if (place < 0) fail_row(of, number, "record_id", "is missing");
        const std::string_view id = values.plain().text(place);
        check_identifier(of, number, "record_id", id);
        id_hash_[at] = static_cast<std::uint32_t>(std::hash<std::string_view>()(id));
      });
    }
    columns_.id_hash = id_hash_.data();
  }
  if (from.matter == no_field) return;
  if (columns_.count > matter_size_) {
    matter_size_ = columns_.count;
    has_matter_ = std::make_unique<bool[]>(matter_size_);
  }
  for (const run& in : record_runs_) {
    const column& values = of.at(in.chunk, from.matter);
    for_each_row(in, [&](std::int64_t row, std::size_t at) {
      const std::int64_t place = values.place(row);
      has_matter_[at] = place >= 0 && !values.plain().text(place).empty();
    });
  }
  columns_.has_matter = has_matter_.get();
}

resident_source::facts block::resident(std::size_t subject, std::size_t first, std::size_t last) {
  facts made;
  made.records = one_by_one_.records(columns_, record_runs_, first, last);
  if (checks_subjects_)
    one_by_one_.check_subject(row_of(facts_.subjects(), subject_runs_, subject));
  made.subject.attributes = one_by_one_.subject_attributes().data();
  if (people_.birth_date != nullptr) made.subject.birth_date = people_.birth_date[subject];
  if (people_.enrolled_on != nullptr) made.subject.enrolled_on = people_.enrolled_on[subject];
  if (people_.residency != nullptr) made.subject.residency = people_.residency[subject];
  if (people_.capacity != nullptr) made.subject.capacity = people_.capacity[subject];
  return made;
}

}  // namespace chengxin::arrow
