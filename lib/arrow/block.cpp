// Gathering columns (see block.hpp).
#include "arrow/block.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "arrow/messages.hpp"
#include "chengxin/detail/standing.hpp"
#include "chengxin/detail/wide.hpp"

namespace chengxin::arrow {

using chengxin::detail::widely;

namespace {

/// Calls visit(row in the chunk, place to fill) for the rows of a run.
template <class Visit>
void for_each_row(const run& of, Visit&& visit) {
  for (std::size_t i = 0; i < of.count; ++i) {
    visit(of.row + static_cast<std::int64_t>(i), of.at + i);
  }
}

[[nodiscard]] bool is_input_day(std::int64_t day) noexcept {
  return day >= first_input_day.days && day <= last_input_day.days;
}

/// A whole number that may be of 64 bits without a sign.
template <class T>
[[nodiscard]] std::int64_t signed_from(T number) noexcept {
  if constexpr (std::is_same_v<T, std::uint64_t>) {
    return number > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(number);
  } else {
    return static_cast<std::int64_t>(number);
  }
}

}  // namespace

block::block(const fact_columns& columns, const ownership::numbers& order, const batch& by)
    : facts_(columns),
      order_(order),
      by_(by),
      checks_subjects_(!by.by().book().subject_attributes.empty()) {
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

void block::gather(const cut& what) {
  gather_subjects(what.first, what.last);
  gather_records(what.first_record, what.last_record);
}

void block::find_runs(const table& of, const ownership::numbers& order, std::size_t first,
                      std::size_t last, std::vector<run>& into) const {
  into.clear();
  for (std::size_t at = first; at < last;) {
    const std::size_t row = order.empty() ? at : order[at];
    const std::size_t chunk = of.chunk_of(row);
    std::size_t count = 1;
    const std::size_t most = std::min(last - at, of.first_row(chunk + 1) - row);
    if (order.empty()) {
      count = most;
    } else {
      while (count < most && order[at + count] == row + count) ++count;
    }
    into.push_back(
        {chunk, static_cast<std::int64_t>(row - of.first_row(chunk)), count, at - first});
    at += count;
  }
}

std::size_t block::row_of(const table& of, const std::vector<run>& runs, std::size_t at) const {
  const auto after = std::upper_bound(runs.begin(), runs.end(), at,
                                      [](std::size_t a, const run& b) { return a < b.at; });
  const run& in = *std::prev(after);
  return of.first_row(in.chunk) + static_cast<std::size_t>(in.row) + (at - in.at);
}

const date* block::gather_days(const table& of, std::size_t field, const std::vector<run>& runs,
                               bool required, column_of<date>& into) {
  if (field == no_field) return nullptr;
  into.resize(runs.empty() ? 1 : runs.back().at + runs.back().count);
  for (const run& in : runs) {
    const values& from = of.at(in.chunk, field).rows;
    const auto refuse = [&](std::int64_t row, const char* what) {
      fail_row(of, of.first_row(in.chunk) + static_cast<std::size_t>(row), of.fields()[field].name,
               what);
    };
    if (from.what() == kind::date32 && !from.has_nulls()) {
      const std::int32_t* const days = from.data<std::int32_t>() + in.row;
      date* const to = into.data() + in.at;
      const bool are_in_order = widely([=, count = in.count]() CHENGXIN_INLINED_BODY {
        std::int32_t least = first_input_day.days;
        std::int32_t greatest = last_input_day.days;
        for (std::size_t i = 0; i < count; ++i) {
          least = std::min(least, days[i]);
          greatest = std::max(greatest, days[i]);
          to[i].days = days[i];
        }
        return least >= first_input_day.days && greatest <= last_input_day.days;
      });
      if (are_in_order) continue;
    }
    if (from.has_nulls()) {
      date* const to = into.data() + in.at;
      for (std::size_t i = 0; i < in.count; ++i) to[i].days = no_day.days;
      from.fetch_ahead(in.row, in.count);
    }
    if (required) {
      for_each_row(in, [&](std::int64_t row, std::size_t) {
        if (from.is_null(row)) refuse(row, "is missing");
      });
    }
    from.for_each_given(in.row, in.count, [&](std::int64_t row) {
      const std::size_t at = in.at + static_cast<std::size_t>(row - in.row);
      const std::int64_t day = from.day(row);
      if (!is_input_day(day)) refuse(row, "must be a day from 1900-01-01 to 2199-12-31");
      into[at] = {static_cast<std::int32_t>(day)};
    });
  }
  return into.data();
}

template <class Enum>
const Enum* block::gather_choices(const table& of, const choice& from, std::string_view name,
                                  std::size_t count, const std::vector<run>& runs,
                                  column_of<Enum>& into) {
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
  for (std::size_t at = 0; at < people_.count; ++at) check_subject(at);
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
  check_days();
  for (std::size_t k = 0; k < keys_.size(); ++k) gather_attribute(k);
  columns_.keys = key_columns_;
  columns_.units = unit_columns_;
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

/// What days mean together (SPECIFICATION 2).
void block::check_days() {
  const table& of = facts_.records();
  const auto refuse = [&](std::size_t at, std::string_view name, const char* what) {
    fail_row(of, row_of(of, record_runs_, at), name, what);
  };
  const std::pair<const date*, std::string_view> days[] = {{columns_.expires_on, "expires_on"},
                                                           {columns_.repaired_on, "repaired_on"},
                                                           {columns_.steps[0], "corrected_on"},
                                                           {columns_.steps[1], "service_on"},
                                                           {columns_.steps[2], "conduct_on"}};
  for (const auto& [column, name] : days) {
    if (column == nullptr) continue;
    const date* const later = column;
    const date* const occurred_on = columns_.occurred_on;
    const std::int32_t is_bad = widely([=, count = columns_.count]() CHENGXIN_INLINED_BODY {
      std::int32_t found = 0;
      for (std::size_t i = 0; i < count; ++i) {
        found |= later[i].days < occurred_on[i].days ? 1 : 0;
      }
      return found;
    });
    for (std::size_t i = 0; i < columns_.count && is_bad != 0; ++i) {
      if (column[i] < columns_.occurred_on[i]) refuse(i, name, "is before `occurred_on`");
    }
  }
  if (columns_.status == nullptr && columns_.repaired_on == nullptr) return;
  const auto is_repaired = [&](std::size_t i) {
    return columns_.status != nullptr && columns_.status[i] == record_status::repaired;
  };
  const auto has_day = [&](std::size_t i) {
    return columns_.repaired_on != nullptr && columns_.repaired_on[i] != no_day;
  };
  if (columns_.status != nullptr && columns_.repaired_on != nullptr) {
    const record_status* const status = columns_.status;
    const date* const repaired_on = columns_.repaired_on;
    const std::int32_t is_bad = widely([=, count = columns_.count]() CHENGXIN_INLINED_BODY {
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
  for (std::size_t i = 0; i < columns_.count; ++i) {
    if (is_repaired(i) == has_day(i)) continue;
    refuse(i, "repaired_on",
           is_repaired(i) ? "is missing, and `status` is `repaired`"
                          : "is given, and `status` is not `repaired`");
  }
}

void block::gather_attribute(std::size_t number) {
  const table& of = facts_.records();
  const attribute& from = facts_.of_records().attributes[number];
  if (by_.is_one_by_one()) return;
  const column_keys& keys = by_.keys_of(number);
  column_of<std::int32_t>& into = keys_[number];
  into.resize(std::max<std::size_t>(columns_.count, 1));
  column_of<std::int32_t>& units = units_[number];
  // Keys that are the values themselves count units, too.
  const bool with_units =
      from.type == value_type::integer && by_.reads_units(number) && !keys.are_values();
  if (with_units) units.resize(into.size());
  bool has_any_null = number > 31;
  for (const run& in : record_runs_) {
    const column& values = of.at(in.chunk, from.field);
    const bool has_nulls = values.rows.has_nulls();
    has_any_null = has_any_null || has_nulls || from.type == value_type::string;
    const auto fill = [&](auto&& key_of) {
      if (!has_nulls) {
        std::int32_t* const to = into.data() + in.at;
        for (std::size_t i = 0; i < in.count; ++i) {
          to[i] = key_of(in.row + static_cast<std::int64_t>(i));
        }
        return;
      }
      for_each_row(in, [&](std::int64_t row, std::size_t at) {
        into[at] = values.rows.is_null(row) ? absent_value : key_of(row);
      });
    };
    switch (from.type) {
      case value_type::integer:
        with_whole_type(values.rows.what(), [&](auto type) {
          const auto* const numbers = values.rows.data<decltype(type)>();
          if (!keys.are_values() || sizeof type > 2) {
            fill([&](std::int64_t row) { return keys.of(signed_from(numbers[row])); });
          } else if (has_nulls) {
            fill([&](std::int64_t row) { return static_cast<std::int32_t>(numbers[row]); });
          } else {
            const auto* const some = numbers + in.row;
            std::int32_t* const to = into.data() + in.at;
            widely([=, rows = in.count]() CHENGXIN_INLINED_BODY {
              // NOLINTNEXTLINE(bugprone-signed-char-misuse): a small number, no character
              for (std::size_t i = 0; i < rows; ++i) to[i] = static_cast<std::int32_t>(some[i]);
            });
          }
          if (!with_units) return;
          for_each_row(in, [&](std::int64_t row, std::size_t at) {
            const bool is_null = has_nulls && values.rows.is_null(row);
            const std::int64_t held =
                std::clamp<std::int64_t>(signed_from(numbers[row]), absent_value, too_many_units);
            units[at] = is_null ? absent_value : static_cast<std::int32_t>(held);
          });
        });
        break;
      case value_type::number:
        fill([&](std::int64_t row) {
          const double found = values.rows.number(row);
          if (!std::isfinite(found)) {
            fail_row(of, of.first_row(in.chunk) + static_cast<std::size_t>(row),
                     of.fields()[from.field].name, "is not a finite number");
          }
          return keys.of(found);
        });
        break;
      case value_type::boolean:
        fill([&](std::int64_t row) { return keys.of(std::int64_t{values.rows.boolean(row)}); });
        break;
      case value_type::date:
        fill([&](std::int64_t row) {
          const std::int64_t day = values.rows.day(row);
          if (!is_input_day(day)) {
            fail_row(of, of.first_row(in.chunk) + static_cast<std::size_t>(row),
                     of.fields()[from.field].name, "must be a day from 1900-01-01 to 2199-12-31");
          }
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
  if (!has_any_null) columns_.complete |= std::uint32_t{1} << number;
  key_columns_[number] = into.data();
  unit_columns_[number] = with_units ? units.data() : into.data();
}

value block::value_at(const table& of, const attribute& from, const run& in,
                      std::int64_t row) const {
  const column& values = of.at(in.chunk, from.field);
  const std::int64_t place = values.place(row);
  if (place < 0) return {};
  switch (from.type) {
    case value_type::integer: return value::of(values.plain().whole(place));
    case value_type::number: return value::of(values.plain().number(place));
    case value_type::boolean: return value::of(values.plain().boolean(place));
    case value_type::date:
      return value::of(date{static_cast<std::int32_t>(values.plain().day(place))});
    case value_type::string: return value::of(values.plain().text(place));
  }
  return {};
}

void block::check_subject(std::size_t at) {
  const table& of = facts_.subjects();
  const std::vector<attribute_declaration>& declared = by_.by().book().subject_attributes;
  const std::size_t row = row_of(of, subject_runs_, at);
  const std::size_t chunk = of.chunk_of(row);
  const run in{chunk, static_cast<std::int64_t>(row - of.first_row(chunk)), 1, 0};
  subject_slots_.assign(declared.size(), value());
  for (const attribute& it : facts_.of_subjects().attributes) {
    for (std::size_t slot = 0; slot < declared.size(); ++slot) {
      if (declared[slot].name != it.name) continue;
      value given = value_at(of, it, in, in.row);
      if (given.is_present() && given.type() == value_type::integer &&
          declared[slot].type == value_type::number) {
        given = value::of(static_cast<double>(given.integer()));
      }
      subject_slots_[slot] = given;
    }
  }
  for (std::size_t slot = 0; slot < declared.size(); ++slot) {
    if (chengxin::detail::value_fits(declared[slot], subject_slots_[slot])) continue;
    fail_row(of, row, "attributes." + declared[slot].name,
             "is missing, of another type or outside its declared domain");
  }
}

prepared_record block::prepare(std::size_t at) {
  const table& of = facts_.records();
  const record_fields& from = facts_.of_records();
  const std::size_t row = row_of(of, record_runs_, at);
  const std::size_t chunk = of.chunk_of(row);
  const run in{chunk, static_cast<std::int64_t>(row - of.first_row(chunk)), 1, 0};
  const auto text = [&](std::size_t field) {
    if (field == no_field) return std::string_view();
    const column& values = of.at(chunk, field);
    const std::int64_t place = values.place(in.row);
    return place < 0 ? std::string_view() : values.plain().text(place);
  };
  prepared_record made;
  made.category = category_[at];
  const std::vector<category>& categories = by_.by().book().categories;
  if (made.category < categories.size()) {
    made.category_id = categories[made.category].id;
  } else if (from.category_words) {
    made.category_id = text(from.category);
    made.category = by_.by().find_category(made.category_id);
  } else {
    made.category = unknown_category;
  }
  made.record_id = text(from.record_id);
  if (from.record_id == no_field) {
    // Each row is a record of its own; among equals the earlier row is the smaller id.
    std::string number = std::to_string(row);
    number.insert(0, 10 - number.size(), '0');
    made.record_id = row_names_.emplace_back(std::move(number));
  }
  made.provider = text(from.provider);
  made.matter = text(from.matter);
  made.occurred_on = columns_.occurred_on[at];
  const auto day = [&](const date* column) { return column == nullptr ? no_day : column[at]; };
  made.expires_on = day(columns_.expires_on);
  made.repaired_on = day(columns_.repaired_on);
  for (std::size_t s = 0; s < 3; ++s) made.steps[s] = day(columns_.steps[s]);
  if (columns_.status != nullptr) made.status = columns_.status[at];
  if (columns_.origin != nullptr) made.origin = columns_.origin[at];
  if (made.category < categories.size()) {
    const auto& declared = categories[made.category].attributes;
    std::vector<value>& slots = slots_.emplace_back(declared.size());
    for (const attribute& it : from.attributes) {
      value given = value_at(of, it, in, in.row);
      if (given.is_absent()) continue;
      std::size_t slot = 0;
      while (slot < declared.size() && declared[slot].name != it.name) ++slot;
      if (slot == declared.size()) {
        made.undeclared_attribute = true;
        continue;
      }
      if (given.type() == value_type::integer && declared[slot].type == value_type::number) {
        given = value::of(static_cast<double>(given.integer()));
      }
      slots[slot] = given;
    }
    made.attributes = slots.data();
  }
  made.standing = by_.by().standing_of(made);
  return made;
}

resident_source::facts block::resident(std::size_t subject, std::size_t first, std::size_t last) {
  prepared_.clear();
  slots_.clear();
  row_names_.clear();
  for (std::size_t at = first; at < last; ++at) prepared_.push_back(prepare(at));
  mark_duplicates(prepared_);
  if (checks_subjects_) check_subject(subject);
  facts made;
  made.subject.attributes = subject_slots_.data();
  if (people_.birth_date != nullptr) made.subject.birth_date = people_.birth_date[subject];
  if (people_.enrolled_on != nullptr) made.subject.enrolled_on = people_.enrolled_on[subject];
  if (people_.residency != nullptr) made.subject.residency = people_.residency[subject];
  if (people_.capacity != nullptr) made.subject.capacity = people_.capacity[subject];
  made.records = prepared_;
  return made;
}

}  // namespace chengxin::arrow
