// Records out of plain rows (see plain_records.hpp).
#include "population/plain_records.hpp"

#include <algorithm>

#include "population/decode.hpp"

namespace chengxin::io::rows {

plain_records::plain_records(const engine& engine, const text_index& subjects,
                             const attribute_names& names)
    : engine_(engine), subjects_(subjects), names_(names) {}

void plain_records::expect(std::span<const plain_column> columns) {
  columns_.fill(nowhere);
  attributes_.clear();
  slots_of_.clear();
  for (std::uint32_t at = 0; at < columns.size(); ++at) {
    if (columns[at].member < columns_.size()) {
      columns_[columns[at].member] = at;
    } else {
      attributes_.push_back(at);
    }
  }
  const std::size_t categories = engine_.book().categories.size();
  for (std::size_t category = 0; category < categories; ++category) {
    for (const std::uint32_t at : attributes_) {
      const std::size_t slot = names_.slot(category, columns[at].attribute);
      slots_of_.push_back(slot == attribute_names::no_slot ? nowhere
                                                           : static_cast<std::uint32_t>(slot));
    }
  }
  has_rare_days_ = false;
  for (const record_rows::which it : {record_rows::expires_on, record_rows::corrected_on,
                                      record_rows::service_on, record_rows::conduct_on}) {
    has_rare_days_ |= columns_[it] != nowhere;
  }
}

// Records of one subject often stand next to each other, in the order of the subjects.
std::uint32_t plain_records::find_subject(std::string_view id) {
  const auto is = [&](std::uint32_t number) {
    return number < subjects_.size() && same_text(subjects_[number], id);
  };
  if (is(last_subject_)) return last_subject_;
  const std::uint32_t found = is(last_subject_ + 1) ? last_subject_ + 1 : subjects_.find(id);
  if (found != text_index::none) last_subject_ = found;
  return found;
}

std::uint32_t plain_records::find_category(std::string_view id) {
  const std::uint32_t known = categories_.find(id);
  if (known != small_texts::none) return known;
  const std::uint32_t found = engine_.find_category(id);
  if (found < engine_.book().categories.size()) categories_.remember(id, found);
  return found;
}

bool plain_records::read_day(std::string_view text, date first, date& into) const noexcept {
  if (text.empty()) return true;
  const std::optional<date> read = plain_day(text);
  into = read.value_or(no_day);
  return read && *read >= first;
}

bool plain_records::read_days(const plain_row& row, prepared_record& made) const noexcept {
  const std::optional<date> occurred_on = plain_day(cell(row, record_rows::occurred_on));
  if (!occurred_on) return false;
  made.occurred_on = *occurred_on;
  const auto day = [&](record_rows::which member, date& into) {
    return read_day(cell(row, member), *occurred_on, into);
  };
  if (!day(record_rows::repaired_on, made.repaired_on)) return false;
  if ((made.status == record_status::repaired) != (made.repaired_on != no_day)) return false;
  if (!has_rare_days_) return true;
  const auto step = [&](repair_step it) -> date& {
    return made.steps[static_cast<std::size_t>(it)];
  };
  return day(record_rows::expires_on, made.expires_on) &&
         day(record_rows::corrected_on, step(repair_step::corrected)) &&
         day(record_rows::service_on, step(repair_step::service)) &&
         day(record_rows::conduct_on, step(repair_step::conduct));
}

bool plain_records::read_attributes(const plain_row& row, prepared_record& made) {
  const auto& declared = engine_.book().categories[made.category].attributes;
  slots_.assign(declared.size(), value());
  const std::uint32_t* slot = slots_of_.data() + made.category * attributes_.size();
  for (const std::uint32_t column : attributes_) {
    const std::uint32_t to = *slot++;
    const std::string_view text = row.cell(column);
    if (text.empty()) continue;
    if (to == nowhere) return false;
    const value_type type = declared[to].type;
    if (type == value_type::integer) {
      if (const std::optional<std::int64_t> number = plain_integer(text)) {
        slots_[to] = value::of(*number);
        continue;
      }
    }
    slots_[to] = decode_attribute(type, {text, column, shape::cell});
  }
  made.attributes = slots_.data();
  return true;
}

bool plain_records::read(const plain_row& row, prepared_record& made, std::uint32_t& subject) {
  subject = find_subject(cell(row, record_rows::subject_id));
  if (subject == text_index::none) return false;
  made.record_id = cell(row, record_rows::record_id);
  if (made.record_id.empty() || made.record_id.size() > row_check::longest_identifier) return false;
  made.category = find_category(cell(row, record_rows::category));
  if (made.category >= engine_.book().categories.size()) return false;
  made.category_id = engine_.book().categories[made.category].id;
  made.provider = cell(row, record_rows::provider);
  if (made.provider.empty()) return false;
  const std::optional<origin> origin = origins_.find(cell(row, record_rows::origin));
  const std::optional<record_status> status = statuses_.find(cell(row, record_rows::status));
  if (!origin || !status) return false;
  made.origin = *origin;
  made.status = *status;
  made.matter = cell(row, record_rows::matter);
  if (!read_days(row, made) || !read_attributes(row, made)) return false;
  made.standing = engine_.standing_of(made);
  return true;
}

}  // namespace chengxin::io::rows
