// One resident at a time (see one_by_one.hpp).
#include "arrow/one_by_one.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

#include "arrow/messages.hpp"
#include "chengxin/detail/standing.hpp"

namespace chengxin::arrow {

namespace {

[[nodiscard]] value value_at(const table& of, const attribute& from, std::size_t chunk,
                             std::int64_t row) {
  const column& values = of.at(chunk, from.field);
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

}  // namespace

void one_by_one::check_subject(std::size_t row) {
  const table& of = facts_.subjects();
  const std::vector<attribute_declaration>& declared = by_.by().book().subject_attributes;
  const std::size_t chunk = of.chunk_of(row);
  const auto at = static_cast<std::int64_t>(row - of.first_row(chunk));
  subject_slots_.assign(declared.size(), value());
  for (const attribute& it : facts_.of_subjects().attributes) {
    for (std::size_t slot = 0; slot < declared.size(); ++slot) {
      if (declared[slot].name != it.name) continue;
      value given = value_at(of, it, chunk, at);
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

prepared_record one_by_one::prepare(std::size_t row, std::size_t at,
                                    const record_columns& columns) {
  const table& of = facts_.records();
  const record_fields& from = facts_.of_records();
  const std::size_t chunk = of.chunk_of(row);
  const auto in_chunk = static_cast<std::int64_t>(row - of.first_row(chunk));
  const auto text = [&](std::size_t field) {
    if (field == no_field) return std::string_view();
    const column& values = of.at(chunk, field);
    const std::int64_t place = values.place(in_chunk);
    return place < 0 ? std::string_view() : values.plain().text(place);
  };
  prepared_record made;
  made.category = columns.category[at];
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
  made.occurred_on = columns.occurred_on[at];
  const auto day = [&](const date* days) { return days == nullptr ? no_day : days[at]; };
  made.expires_on = day(columns.expires_on);
  made.repaired_on = day(columns.repaired_on);
  for (std::size_t s = 0; s < 3; ++s) made.steps[s] = day(columns.steps[s]);
  if (columns.status != nullptr) made.status = columns.status[at];
  if (columns.origin != nullptr) made.origin = columns.origin[at];
  if (made.category < categories.size()) {
    const auto& declared = categories[made.category].attributes;
    std::vector<value>& slots = slots_.emplace_back(declared.size());
    for (const attribute& it : from.attributes) {
      value given = value_at(of, it, chunk, in_chunk);
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

std::span<const prepared_record> one_by_one::records(const record_columns& columns,
                                                     const std::vector<run>& runs,
                                                     std::size_t first, std::size_t last) {
  prepared_.clear();
  slots_.clear();
  row_names_.clear();
  for (std::size_t at = first; at < last; ++at) {
    prepared_.push_back(prepare(row_of(facts_.records(), runs, at), at, columns));
  }
  mark_duplicates(prepared_);
  return prepared_;
}

}  // namespace chengxin::arrow
