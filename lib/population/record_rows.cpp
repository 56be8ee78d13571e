// Rows of the records' file (see record_rows.hpp).
#include "population/record_rows.hpp"

#include "chengxin/diagnostics.hpp"
#include "population/decode.hpp"

namespace chengxin::io::rows {
namespace {

constexpr std::size_t step_of(repair_step step) noexcept {
  return static_cast<std::size_t>(step);
}

}  // namespace

record_rows::record_rows(const engine& engine, fact_memory& lasting, fact_memory& memory,
                         const subject_index& subjects, std::optional<std::uint32_t> only,
                         record_list& into)
    : engine_(engine),
      lasting_(lasting),
      memory_(memory),
      subjects_(subjects),
      only_(only),
      into_(into) {
  for (const chengxin::category& declared : engine.book().categories) {
    names_.add_list(declared.attributes);
  }
}

void record_rows::check_days(const row& given, const prepared_record& made, row_check& check) {
  const bool is_repaired = made.status == record_status::repaired;
  if (is_repaired && made.repaired_on == no_day) {
    return check.refuse("repaired_on_missing", given.members[status].place,
                        "`status` is `repaired` and `repaired_on` is not given");
  }
  if (!is_repaired && made.repaired_on != no_day) {
    return check.refuse("repaired_on_unexpected", given.members[repaired_on].place,
                        "`repaired_on` is given and `status` is not `repaired`");
  }
  const std::pair<which, date> days[] = {
      {expires_on, made.expires_on},
      {repaired_on, made.repaired_on},
      {corrected_on, made.steps[step_of(repair_step::corrected)]},
      {service_on, made.steps[step_of(repair_step::service)]},
      {conduct_on, made.steps[step_of(repair_step::conduct)]}};
  for (const auto& [member, day] : days) {
    if (day < made.occurred_on) {
      return check.refuse("date_before_occurred", given.members[member].place,
                          '`' + std::string(members[member].name) + "` " + to_string(day) +
                              " is before `occurred_on` " + to_string(made.occurred_on));
    }
  }
}

const record_rows::known_category& record_rows::find_category(std::string_view id) {
  const std::uint32_t known = category_texts_.find(id);
  if (known != text_index::none) return categories_[known];
  const std::string_view kept = lasting_.keep(id);
  kept_for_ever_ += kept.size();
  category_texts_.add(kept);
  return categories_.emplace_back(known_category{kept, engine_.find_category(kept)});
}

std::string_view record_rows::find_provider(std::string_view name) {
  const std::uint32_t known = providers_.find(name);
  if (known != text_index::none) return providers_[known];
  kept_for_ever_ += name.size();
  return providers_[providers_.add(lasting_.keep(name))];
}

// What is undeclared or unreadable makes the record invalid_attribute, not the row bad.
void record_rows::read_attributes(const row& given, prepared_record& made) {
  if (made.category >= engine_.book().categories.size()) return;
  const auto& declared = engine_.book().categories[made.category].attributes;
  slots_.assign(declared.size(), value());
  for (const given_attribute& attribute : given.attributes) {
    if (attribute.value.what == shape::absent) continue;
    const std::size_t slot = names_.slot(made.category, attribute.number);
    if (slot == attribute_names::no_slot) {
      made.undeclared_attribute = true;
    } else {
      slots_[slot] = decode_attribute(declared[slot].type, attribute.value);
    }
  }
  made.attributes = slots_.data();
}

prepared_record record_rows::read(const row& given, row_check& check) {
  prepared_record made;
  made.record_id = check.identifier(record_id);
  static_cast<void>(check.identifier(subject_id));
  made.category_id = check.text(category);
  made.provider = check.text(provider);
  made.occurred_on = check.day(occurred_on, no_day);
  made.expires_on = check.day(expires_on, no_day);
  made.origin = check.choice<chengxin::origin>(origin, origin_names);
  made.status = check.choice<record_status>(status, record_status_names);
  made.repaired_on = check.day(repaired_on, no_day);
  made.steps[step_of(repair_step::corrected)] = check.day(corrected_on, no_day);
  made.steps[step_of(repair_step::service)] = check.day(service_on, no_day);
  made.steps[step_of(repair_step::conduct)] = check.day(conduct_on, no_day);
  made.matter = check.text(matter);
  if (!check.failed()) check_days(given, made, check);
  return made;
}

// Records of one subject often stand next to each other, in the order of the subjects.
bool record_rows::is_subject(std::uint32_t number, std::string_view id) const noexcept {
  return number < subjects_.size() && subjects_[number] == id;
}

finding record_rows::resolve(const row& given, prepared_record& made, std::uint32_t& subject) {
  const std::string_view owner_id = given.members[subject_id].text;
  subject = subject_index::none;
  std::size_t owner_hash = 0;
  if (is_subject(last_subject_, owner_id)) {
    subject = last_subject_;
  } else if (is_subject(last_subject_ + 1, owner_id)) {
    subject = last_subject_ + 1;
  } else {
    owner_hash = subject_index::hash_of(owner_id);
    subjects_.was_asked(++look_ups_);
    subjects_.bring_near(owner_hash);
  }
  row_check check(given, members);
  made = read(given, check);
  if (!check.failed() && subject == subject_index::none) {
    subject = subjects_.find(owner_id, owner_hash);
  }
  if (!check.failed() && subject == subject_index::none) {
    check.refuse(
        "unknown_subject", given.members[subject_id].place,
        "`subject_id` " + shown(owner_id) + " is not among the subjects that could be read");
  }
  if (check.failed()) return check.found();
  last_subject_ = subject;
  const known_category& known = find_category(made.category_id);
  made.category_id = known.id;
  made.category = known.number;
  read_attributes(given, made);
  made.standing = engine_.standing_of(made);
  return {};
}

finding record_rows::take(const row& given) {
  prepared_record made;
  std::uint32_t owner = subject_index::none;
  finding wrong = resolve(given, made, owner);
  if (!wrong.code.empty()) return wrong;
  if (only_ && owner != *only_) return {};
  made.record_id = memory_.keep(made.record_id);
  made.provider = find_provider(made.provider);
  made.matter = memory_.keep(made.matter);
  if (made.attributes != nullptr) {
    const std::span<value> slots = memory_.slots(slots_.size());
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      slots[slot] = memory_.keep(slots_[slot]);
    }
    made.attributes = slots.data();
  }
  into_.records.push_back(made);
  into_.origins.push_back({owner, static_cast<std::uint32_t>(text_index::hash_of(made.record_id))});
  return {};
}

}  // namespace chengxin::io::rows
