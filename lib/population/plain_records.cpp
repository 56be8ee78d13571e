// Records out of plain rows (see plain_records.hpp).
#include "population/plain_records.hpp"

#include "population/decode.hpp"
#include "population/quoted_cells.hpp"

namespace chengxin::io::rows {

plain_records::plain_records(const engine& engine, const subject_index& subjects,
                             const attribute_names& names)
    : engine_(engine), subjects_(subjects), names_(names) {}

void plain_records::expect(std::span<const plain_column> columns) {
  cells_ = record_cells(columns);
  slots_of_.clear();
  const std::size_t categories = engine_.book().categories.size();
  for (std::size_t category = 0; category < categories; ++category) {
    for (const std::uint32_t at : cells_.attributes()) {
      const std::size_t slot = names_.slot(category, columns[at].attribute);
      slots_of_.push_back(slot == attribute_names::no_slot ? nowhere
                                                           : static_cast<std::uint32_t>(slot));
    }
  }
}

std::uint32_t plain_records::find_subject(std::string_view id) {
  const auto is = [&](std::uint32_t number) {
    return number < subjects_.size() && same_text(subjects_[number], id);
  };
  if (is(last_subject_)) return last_subject_;
  if (is(last_subject_ + 1)) return ++last_subject_;
  const std::uint32_t found = subjects_.find(id);
  if (found != subject_index::none) last_subject_ = found;
  subjects_.was_asked(++look_ups_);
  return found;
}

// Records of one subject often stand next to each other, in the order of the subjects.
std::size_t plain_records::find_subjects(const plain_run& rows, std::uint32_t* into) {
  const std::size_t count = rows.size();
  std::string_view last;
  std::uint32_t subject = subject_index::none;
  for (std::size_t r = 0; r < count; ++r) {
    const std::string_view id = cells_.of(rows, r, record_rows::subject_id);
    if (r == 0 || !same_text(id, last)) subject = find_subject(id);
    if (subject == subject_index::none) return r;
    into[r] = subject;
    last = id;
  }
  return count;
}

std::uint32_t plain_records::look_up_category(std::string_view id) {
  const std::uint32_t found = engine_.find_category(id);
  if (found < engine_.book().categories.size()) categories_.remember(id, found);
  return found;
}

bool plain_records::read_words(const plain_row& row, prepared_record& into) const noexcept {
  into.origin = origins_.find(cells_.short_of(row, record_rows::origin));
  into.status = statuses_.find(cells_.short_of(row, record_rows::status));
  return into.origin != origin_words::none && into.status != status_words::none;
}

// Precondition: its words are read.
bool plain_records::read_days(const plain_row& row, prepared_record& into) const noexcept {
  into.occurred_on = plain_day(cells_.short_of(row, record_rows::occurred_on));
  if (into.occurred_on == no_day) return false;
  // An optional day, not before the record's.
  const auto read = [&](record_rows::which member, date& day) {
    const short_text text = cells_.short_of(row, member);
    if (text.size == 0) return true;
    day = plain_day(text);
    return day != no_day && day >= into.occurred_on;
  };
  if (!read(record_rows::repaired_on, into.repaired_on)) return false;
  if ((into.status == record_status::repaired) != (into.repaired_on != no_day)) return false;
  if (!cells_.has_rare_days()) return true;
  const auto step = [&](repair_step it) -> date& {
    return into.steps[static_cast<std::size_t>(it)];
  };
  return read(record_rows::expires_on, into.expires_on) &&
         read(record_rows::corrected_on, step(repair_step::corrected)) &&
         read(record_rows::service_on, step(repair_step::service)) &&
         read(record_rows::conduct_on, step(repair_step::conduct));
}

void plain_records::read_attributes(const plain_row& row, prepared_record& made,
                                    std::vector<value>& slots) {
  const auto& declared = engine_.book().categories[made.category].attributes;
  slots.assign(declared.size(), value());
  const std::uint32_t* slot = slots_of(made.category).data();
  for (const std::uint32_t column : cells_.attributes()) {
    const std::uint32_t to = *slot++;
    const std::string_view text = row.cell(column);
    if (text.empty()) continue;
    if (to == nowhere) {
      made.undeclared_attribute = true;
      continue;
    }
    const value_type type = declared[to].type;
    const std::int32_t number =
        type == value_type::integer ? plain_integer(row.short_cell(column)) : no_number;
    slots[to] = number != no_number ? value::of(std::int64_t{number})
                                    : decode_attribute(type, {text, column, shape::cell});
  }
  made.attributes = slots.data();
}

bool plain_records::read(const plain_row& row, prepared_record& made, std::vector<value>& slots) {
  made.record_id = cells_.of(row, record_rows::record_id);
  if (made.record_id.empty() || made.record_id.size() > row_check::longest_identifier) return false;
  const std::uint32_t known = categories_.find(cells_.short_of(row, record_rows::category));
  made.category =
      known != small_texts::none ? known : look_up_category(cells_.of(row, record_rows::category));
  if (made.category >= engine_.book().categories.size()) return false;
  made.category_id = engine_.book().categories[made.category].id;
  made.provider = cells_.of(row, record_rows::provider);
  if (made.provider.empty()) return false;
  made.matter = cells_.of(row, record_rows::matter);
  if (!read_words(row, made) || !read_days(row, made)) return false;
  read_attributes(row, made, slots);
  made.standing = engine_.standing_of(made);
  return true;
}

prepared_record plain_records::make(std::string_view row, std::deque<std::string>& texts) {
  prepared_record made;
  if (row.find('"') != std::string_view::npos) {
    std::string& text = texts.emplace_back();
    static_cast<void>(take_quotes_off(row, cells_.count(), text, ends_));
    row = text;
  } else {
    ends_.assign(1, ~std::uint32_t{0});
    for (std::uint32_t at = 0; at < row.size(); ++at) {
      if (row[at] == ',') ends_.push_back(at);
    }
    ends_.push_back(static_cast<std::uint32_t>(row.size()));
  }
  static_cast<void>(read({row.data(), ends_.data() + 1}, made, made_slots_));
  return made;
}

}  // namespace chengxin::io::rows
