// Facts made ready for the engine, and what can be said of a record before the
// day is known (SPECIFICATION 2, and 4 step 1). Never looks at the day.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/detail/compiled.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/result.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

/// Whether a value is one that its declaration allows: present where required,
/// of the declared type, inside the declared domain.
[[nodiscard]] inline bool value_fits(const attribute_declaration& declared,
                                     const value& given) noexcept {
  if (given.is_absent()) return !declared.required;
  if (!given.is_present() || given.type() != declared.type) return false;
  switch (declared.type) {
    case value_type::integer:
      return (!declared.min || given.integer() >= *declared.min) &&
             (!declared.max || given.integer() <= *declared.max);
    case value_type::number:
      return (!declared.min_number || given.number() >= *declared.min_number) &&
             (!declared.max_number || given.number() <= *declared.max_number);
    case value_type::string:
      return declared.values.empty() || std::find(declared.values.begin(), declared.values.end(),
                                                  given.string()) != declared.values.end();
    case value_type::boolean:
    case value_type::date: return true;
  }
  return false;
}

[[nodiscard]] inline bool attributes_fit(const std::vector<attribute_declaration>& declared,
                                         const value* given) noexcept {
  for (std::size_t slot = 0; slot < declared.size(); ++slot) {
    if (!value_fits(declared[slot], given[slot])) return false;
  }
  return true;
}

[[nodiscard]] inline disposition standing_of(const compiled& engine,
                                             const prepared_record& record) noexcept {
  if (record.category == barred_category_index) return disposition::barred;
  if (record.category >= engine.categories.size()) return disposition::unknown_category;
  const category& declared = engine.book->categories[record.category];
  if (record.undeclared_attribute || !attributes_fit(declared.attributes, record.attributes)) {
    return disposition::invalid_attribute;
  }
  if (declared.providers && std::find(declared.providers->begin(), declared.providers->end(),
                                      record.provider) == declared.providers->end()) {
    return disposition::provider_not_authorised;
  }
  if (!declared.origins.contains(record.origin)) return disposition::origin_not_allowed;
  if (record.status == record_status::revoked) return disposition::revoked;
  if (record.status == record_status::disputed) return disposition::disputed;
  return disposition::counted;
}

/// Puts named values into the slots of a declaration. False where one is named
/// that is not declared.
inline bool fill_slots(const std::vector<attribute_declaration>& declared,
                       std::span<const named_value> given, std::span<value> slots) noexcept {
  bool all_declared = true;
  std::fill(slots.begin(), slots.end(), value());
  for (const named_value& attribute : given) {
    if (attribute.value.is_absent()) continue;
    const auto found =
        std::find_if(declared.begin(), declared.end(),
                     [&](const attribute_declaration& d) { return d.name == attribute.name; });
    if (found == declared.end())
      all_declared = false;
    else
      slots[static_cast<std::size_t>(found - declared.begin())] = attribute.value;
  }
  return all_declared;
}

[[nodiscard]] inline prepared_record prepare_record(const compiled& engine, const record& given,
                                                    std::span<value> slots) noexcept {
  prepared_record made;
  made.record_id = given.record_id;
  made.category_id = given.category;
  made.provider = given.provider;
  made.matter = given.matter;
  made.attributes = slots.data();
  made.occurred_on = given.occurred_on;
  made.expires_on = given.expires_on.value_or(no_day);
  made.repaired_on = given.repaired_on.value_or(no_day);
  made.steps[static_cast<std::size_t>(repair_step::corrected)] =
      given.corrected_on.value_or(no_day);
  made.steps[static_cast<std::size_t>(repair_step::service)] = given.service_on.value_or(no_day);
  made.steps[static_cast<std::size_t>(repair_step::conduct)] = given.conduct_on.value_or(no_day);
  made.origin = given.origin;
  made.status = given.status;
  if (const auto found = engine.category_by_id.find(given.category);
      found != engine.category_by_id.end()) {
    made.category = found->second;
  }
  if (made.category < engine.categories.size()) {
    made.undeclared_attribute =
        !fill_slots(engine.book->categories[made.category].attributes, given.attributes, slots);
  }
  made.standing = standing_of(engine, made);
  return made;
}

[[nodiscard]] inline result<prepared_subject> prepare_subject(const compiled& engine,
                                                              const subject& given,
                                                              std::span<value> slots) {
  const std::vector<attribute_declaration>& declared = engine.book->subject_attributes;
  if (!fill_slots(declared, given.attributes, slots)) {
    return error{"invalid_attribute", "an attribute is given that the rulebook does not declare"};
  }
  for (std::size_t slot = 0; slot < declared.size(); ++slot) {
    if (!value_fits(declared[slot], slots[slot])) {
      return error{"invalid_attribute",
                   "attribute \"" + declared[slot].name +
                       "\" is missing, of another type or outside its declared domain"};
    }
  }
  prepared_subject made;
  made.subject_id = given.subject_id;
  made.attributes = slots.data();
  made.birth_date = given.birth_date.value_or(no_day);
  made.enrolled_on = given.enrolled_on.value_or(no_day);
  made.residency = given.residency;
  made.capacity = given.capacity;
  return made;
}

/// Beyond so many records of one resident, sorting finds the duplicates.
inline constexpr std::size_t few_records = 24;

/// Whether two texts are the same. Where they begin alike and differ, mostly
/// their last characters tell, as in numbered identifiers.
[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && (a.empty() || a.back() == b.back()) && a == b;
}

inline void mark_duplicates(std::span<prepared_record> records, std::vector<std::size_t>& order) {
  if (records.size() <= few_records) {
    for (std::size_t i = 1; i < records.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (same_text(records[j].record_id, records[i].record_id)) {
          records[i].standing = disposition::duplicate;
          break;
        }
      }
    }
    return;
  }
  order.resize(records.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int by_id = records[a].record_id.compare(records[b].record_id);
    return by_id != 0 ? by_id < 0 : a < b;
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (records[order[i]].record_id == records[order[i - 1]].record_id) {
      records[order[i]].standing = disposition::duplicate;
    }
  }
}

}  // namespace chengxin::detail
