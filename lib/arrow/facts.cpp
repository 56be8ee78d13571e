// Binding columns to members (see facts.hpp).
#include "arrow/facts.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "arrow/messages.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/suggestion.hpp"

namespace chengxin::arrow {
namespace {

constexpr std::string_view attribute_prefix = "attributes.";

constexpr std::array<std::string_view, 5> subject_members{"subject_id", "birth_date", "enrolled_on",
                                                          "residency", "capacity"};
constexpr std::array<std::string_view, 12> record_members{
    "record_id",   "subject_id",   "category",   "provider",   "occurred_on", "expires_on",
    "repaired_on", "corrected_on", "service_on", "conduct_on", "origin",      "status"};
constexpr std::string_view matter_member = "matter";

/// Refuses a column that is no member: it may be a misspelt one.
void check_names(const table& of, std::span<const std::string_view> members, bool has_matter) {
  for (const field& it : of.fields()) {
    if (it.name.starts_with(attribute_prefix)) continue;
    if (std::find(members.begin(), members.end(), it.name) != members.end()) continue;
    if (has_matter && it.name == matter_member) continue;
    suggestion nearest(it.name);
    for (const std::string_view name : members) nearest.offer(name);
    fail("column", "the " + std::string(of.name()) + " have an unknown column " + shown(it.name) +
                       nearest.text());
  }
}

std::size_t find_days(const table& of, std::string_view name) {
  const std::size_t found = of.find(name);
  if (found == no_field) return found;
  const field& it = of.fields()[found];
  if (it.what == kind::nothing) return no_field;
  if (!is_day(it.what) || it.has_dictionary) {
    fail_type(of, it, "days (date32, date64 or a timestamp without a time zone)");
  }
  return found;
}

std::size_t find_texts(const table& of, std::string_view name) {
  const std::size_t found = of.find(name);
  if (found == no_field) return found;
  const field& it = of.fields()[found];
  if (it.what == kind::nothing) return no_field;
  if (!is_text(it.what)) fail_type(of, it, "texts");
  return found;
}

template <std::size_t Count>
choice find_choice(const table& of, std::string_view name,
                   const std::array<std::string_view, Count>& words) {
  choice made;
  made.field = of.find(name);
  if (made.field == no_field) return made;
  const field& it = of.fields()[made.field];
  if (it.what == kind::nothing) {
    made.field = no_field;
    return made;
  }
  std::string allowed;
  for (const std::string_view word : words) {
    allowed += (allowed.empty() ? "" : ", ") + std::string(word);
  }
  if (is_whole(it.what) && !it.has_dictionary) return made;
  if (!is_text(it.what)) {
    fail_type(of, it, "texts (" + allowed + ") or whole numbers from 0 in that order");
  }
  made.words = std::make_unique<texts>(of, made.field);
  for (std::uint32_t t = 0; t < made.words->size(); ++t) {
    const auto found = std::find(words.begin(), words.end(), (*made.words)[t]);
    if (found == words.end()) {
      fail("bad_row", "column `" + std::string(name) + "` of the " + std::string(of.name()) +
                          " must have " + allowed + ", not " + shown((*made.words)[t]));
    }
    made.numbers.push_back(static_cast<std::uint8_t>(found - words.begin()));
  }
  return made;
}

value_type type_of(const table& of, const field& it) {
  if (is_whole(it.what)) return value_type::integer;
  if (is_number(it.what)) return value_type::number;
  if (is_text(it.what)) return value_type::string;
  if (is_day(it.what)) return value_type::date;
  if (it.what != kind::boolean) {
    fail_type(of, it, "whole numbers, numbers, texts, booleans or days");
  }
  return value_type::boolean;
}

/// Refuses a column whose type none of those who declare the attribute takes.
void check_declared(const table& of, const field& it, const attribute& made,
                    const std::vector<const attribute_declaration*>& declared) {
  std::string expected;
  for (const attribute_declaration* one : declared) {
    if (one->type == made.type ||
        (one->type == value_type::number && made.type == value_type::integer)) {
      return;
    }
    const std::string name(name_of(one->type));
    if (expected.find(name) == std::string::npos)
      expected += (expected.empty() ? "" : " or ") + name;
  }
  if (!declared.empty()) fail_type(of, it, "the declared type, " + expected);
}

template <class Declared>
std::vector<attribute> find_attributes(const table& of, const Declared& declared_as) {
  std::vector<attribute> found;
  for (std::size_t f = 0; f < of.fields().size(); ++f) {
    const field& it = of.fields()[f];
    if (!it.name.starts_with(attribute_prefix) || it.what == kind::nothing) continue;
    attribute& made = found.emplace_back();
    made.field = f;
    made.name = it.name.substr(attribute_prefix.size());
    made.type = type_of(of, it);
    if (it.has_dictionary && !is_text(it.what)) fail_type(of, it, "no dictionary but one of texts");
    check_declared(of, it, made, declared_as(made.name));
    if (made.type != value_type::string) continue;
    made.words = std::make_unique<texts>(of, f);
    for (std::uint32_t t = 0; t < made.words->size(); ++t) made.sorted.push_back((*made.words)[t]);
    std::sort(made.sorted.begin(), made.sorted.end());
    for (std::uint32_t t = 0; t < made.words->size(); ++t) {
      made.ranks.push_back(static_cast<std::uint32_t>(
          std::lower_bound(made.sorted.begin(), made.sorted.end(), (*made.words)[t]) -
          made.sorted.begin()));
    }
  }
  return found;
}

void find_declared(const std::vector<attribute_declaration>& all, std::string_view name,
                   std::vector<const attribute_declaration*>& into) {
  for (const attribute_declaration& it : all) {
    if (it.name == name) into.push_back(&it);
  }
}

}  // namespace

fact_columns::fact_columns(const engine& by, const table& subjects, const table& records)
    : by_(by), subjects_(subjects), records_(records) {
  check_names(subjects, subject_members, false);
  check_names(records, record_members, true);
  bind_subjects();
  bind_records();
}

void fact_columns::bind_subjects() {
  subject_fields& to = of_subjects_;
  to.birth_date = find_days(subjects_, "birth_date");
  to.enrolled_on = find_days(subjects_, "enrolled_on");
  to.residency = find_choice(subjects_, "residency", residency_names);
  to.capacity = find_choice(subjects_, "capacity", capacity_names);
  to.attributes = find_attributes(subjects_, [&](std::string_view name) {
    std::vector<const attribute_declaration*> declared;
    find_declared(by_.book().subject_attributes, name, declared);
    if (declared.empty()) {
      fail("column", "the rulebook declares no attribute of subjects " + shown(name));
    }
    return declared;
  });
}

void fact_columns::bind_records() {
  record_fields& to = of_records_;
  bind_category();
  to.occurred_on = find_days(records_, "occurred_on");
  if (to.occurred_on == no_field) fail_missing(records_, "occurred_on");
  to.expires_on = find_days(records_, "expires_on");
  to.repaired_on = find_days(records_, "repaired_on");
  to.steps[static_cast<std::size_t>(repair_step::corrected)] = find_days(records_, "corrected_on");
  to.steps[static_cast<std::size_t>(repair_step::service)] = find_days(records_, "service_on");
  to.steps[static_cast<std::size_t>(repair_step::conduct)] = find_days(records_, "conduct_on");
  to.status = find_choice(records_, "status", record_status_names);
  to.origin = find_choice(records_, "origin", origin_names);
  to.provider = find_texts(records_, "provider");
  if (to.provider != no_field) {
    to.providers = std::make_unique<texts>(records_, to.provider);
    for (std::uint32_t t = 0; t < to.providers->size(); ++t) {
      to.provider_words.push_back((*to.providers)[t]);
    }
  } else {
    for (const category& it : by_.book().categories) {
      if (it.providers) fail_missing(records_, "provider");
    }
  }
  to.record_id = find_texts(records_, "record_id");
  to.matter = find_texts(records_, "matter");
  to.attributes = find_attributes(records_, [&](std::string_view name) {
    std::vector<const attribute_declaration*> declared;
    for (const category& it : by_.book().categories) find_declared(it.attributes, name, declared);
    return declared;
  });
}

void fact_columns::bind_category() {
  record_fields& to = of_records_;
  to.category = records_.find("category");
  if (to.category == no_field) fail_missing(records_, "category");
  const field& it = records_.fields()[to.category];
  if (is_whole(it.what) && !it.has_dictionary) return;
  if (!is_text(it.what)) {
    fail_type(records_, it, "texts, or whole numbers: positions in the rulebook");
  }
  to.category_words = std::make_unique<texts>(records_, to.category);
  for (std::uint32_t t = 0; t < to.category_words->size(); ++t) {
    to.categories.push_back(by_.find_category((*to.category_words)[t]));
  }
}

record_layout fact_columns::layout() const {
  record_layout made;
  for (const attribute& it : of_records_.attributes) {
    made.attributes.push_back({it.name, it.type, it.sorted});
  }
  made.providers = of_records_.provider_words;
  return made;
}

}  // namespace chengxin::arrow
