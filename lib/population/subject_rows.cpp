// Rows of the subjects' file (see subject_rows.hpp).
#include "population/subject_rows.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "chengxin/detail/standing.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/suggestion.hpp"
#include "population/decode.hpp"

namespace chengxin::io::rows {
namespace {

constexpr std::size_t most_listed = 8;

template <class T>
std::string range(const std::optional<T>& min, const std::optional<T>& max) {
  std::string text;
  if (min) text += " from " + std::to_string(*min);
  if (max) text += (min ? " to " : " up to ") + std::to_string(*max);
  return text;
}

// "an integer from 0 to 5", "one of `a`, `b`".
std::string allowed_by(const attribute_declaration& declared) {
  switch (declared.type) {
    case value_type::integer: return "an integer" + range(declared.min, declared.max);
    case value_type::number: return "a number" + range(declared.min_number, declared.max_number);
    case value_type::boolean: return "true or false";
    case value_type::date: return "a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD";
    case value_type::string: break;
  }
  if (declared.values.empty()) return "a string";
  if (declared.values.size() > most_listed) return "one of the values that the rulebook declares";
  std::string text = "one of ";
  for (const std::string& allowed : declared.values) {
    if (&allowed != &declared.values.front()) text += ", ";
    text += '`' + allowed + '`';
  }
  return text;
}

std::string misfit(const attribute_declaration& declared, const given& found) {
  std::string text = "attribute `" + declared.name + "` must be " + allowed_by(declared);
  if (found.what == shape::compound) return text + ", not an array or object";
  suggestion nearest(found.text);
  for (const std::string& allowed : declared.values) nearest.offer(allowed);
  return text + ", not " + shown(found.text) + nearest.text();
}

std::string undeclared(std::string_view name,
                       const std::vector<attribute_declaration>& declarations) {
  suggestion nearest(name);
  for (const attribute_declaration& declared : declarations) nearest.offer(declared.name);
  return "the rulebook declares no subject attribute " + shown(name) + nearest.text();
}

}  // namespace

subject_rows::subject_rows(const engine& engine, fact_memory& memory, subject_list& into)
    : declared_(engine.book().subject_attributes),
      memory_(memory),
      into_(into),
      values_(declared_.size()) {
  names_.add_list(declared_);
}

void subject_rows::read_attributes(const row& given, row_check& check) {
  std::fill(values_.begin(), values_.end(), value());
  for (const given_attribute& attribute : given.attributes) {
    if (attribute.value.what == shape::absent) continue;
    const std::size_t slot = names_.slot(0, attribute.number);
    if (slot == attribute_names::no_slot) {
      return check.refuse("invalid_attribute", attribute.value.place,
                          undeclared(attribute.name, declared_));
    }
    values_[slot] = decode_attribute(declared_[slot].type, attribute.value);
    if (!chengxin::detail::value_fits(declared_[slot], values_[slot])) {
      return check.refuse("invalid_attribute", attribute.value.place,
                          misfit(declared_[slot], attribute.value));
    }
  }
  for (std::size_t slot = 0; slot < declared_.size(); ++slot) {
    if (values_[slot].is_absent() && declared_[slot].required) {
      return check.refuse("invalid_attribute", no_place,
                          "attribute `" + declared_[slot].name + "` is required");
    }
  }
}

void subject_rows::expect_plain(std::span<const plain_column> columns) {
  columns_.fill(nowhere);
  may_be_plain_ = declared_.empty();
  for (std::uint32_t at = 0; at < columns.size(); ++at) {
    if (columns[at].member < columns_.size()) {
      columns_[columns[at].member] = at;
    } else {
      may_be_plain_ = false;
    }
  }
}

// Their places in the index are asked for all at once: each is far from every other.
std::size_t subject_rows::take_plain(const plain_run& given) {
  if (!may_be_plain_) return 0;
  std::array<std::size_t, plain_run::most>
      hashes;  // NOLINT(cppcoreguidelines-pro-type-member-init): written below
  for (std::size_t r = 0; r < given.size(); ++r) {
    // Of longer ones none is taken.
    const std::string_view id = cell(given[r], subject_id);
    hashes[r] = subject_index::hash_of(id.substr(0, row_check::longest_identifier));
    into_.index.bring_near(hashes[r]);
  }
  for (std::size_t r = 0; r < given.size(); ++r) {
    if (!take_plain(given[r], hashes[r])) return r;
  }
  return given.size();
}

bool subject_rows::take_plain(const plain_row& given, std::size_t hash) {
  prepared_subject made;
  made.subject_id = cell(given, subject_id);
  if (made.subject_id.empty() || made.subject_id.size() > row_check::longest_identifier) {
    return false;
  }
  const std::pair<which, date*> days[] = {{birth_date, &made.birth_date},
                                          {enrolled_on, &made.enrolled_on}};
  for (const auto& [member, into] : days) {
    const short_text text = short_cell(given, member);
    if (text.size == 0) continue;
    *into = plain_day(text);
    if (*into == no_day) return false;
  }
  made.residency = residencies_.find(short_cell(given, residency));
  made.capacity = capacities_.find(short_cell(given, capacity));
  if (made.residency == residency_words::none) return false;
  if (made.capacity == capacity_words::none) return false;
  if (into_.index.find(made.subject_id, hash) != subject_index::none) return false;
  made.subject_id = memory_.keep(made.subject_id);
  into_.add(made, hash);
  return true;
}

finding subject_rows::take(const row& given) {
  row_check check(given, members);
  const std::size_t hash = subject_index::hash_of(given.members[subject_id].text);
  into_.index.bring_near(hash);
  prepared_subject made;
  made.subject_id = check.identifier(subject_id);
  made.birth_date = check.day(birth_date, no_day);
  made.residency = check.choice<chengxin::residency>(residency, residency_names);
  made.capacity = check.choice<chengxin::capacity>(capacity, capacity_names);
  made.enrolled_on = check.day(enrolled_on, no_day);
  if (!check.failed()) read_attributes(given, check);
  if (!check.failed() && into_.index.find(made.subject_id, hash) != subject_index::none) {
    check.refuse("repeated_subject", given.members[subject_id].place,
                 "`subject_id` " + shown(made.subject_id) + " was given in an earlier row");
  }
  if (check.failed()) return check.found();

  made.subject_id = memory_.keep(made.subject_id);
  const std::span<value> slots = memory_.slots(values_.size());
  for (std::size_t slot = 0; slot < slots.size(); ++slot) slots[slot] = memory_.keep(values_[slot]);
  made.attributes = slots.data();
  into_.add(made, hash);
  return {};
}

}  // namespace chengxin::io::rows
