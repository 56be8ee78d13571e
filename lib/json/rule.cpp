// Reads rules, ceilings and attribute declarations of a rulebook.
#include "json/rule.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace chengxin::json {
namespace {

/// Beyond it the canonical form, and so the fingerprint, tells whole numbers apart
/// no longer (RFC 8785).
constexpr std::int64_t largest_exact = 9'007'199'254'740'991;
/// A thousand years: longer periods mean nothing.
constexpr std::int64_t most_months = 12'000;
constexpr std::int64_t most_days = 365'000;
/// No category and no rulebook declares more attributes.
constexpr std::size_t most_attributes = 256;

constexpr std::array<std::string_view, 5> value_type_names{"integer", "number", "string", "boolean",
                                                           "date"};

[[nodiscard]] std::optional<std::int32_t> read_months(const place& it, std::int64_t least,
                                                      findings_list& findings) {
  const auto months = read_whole(it, least, most_months, findings);
  if (!months) return std::nullopt;
  return static_cast<std::int32_t>(*months);
}

/// Any whole number, with a warning where the fingerprint may not tell it from others.
[[nodiscard]] std::optional<std::int64_t> read_integer(const place& it, findings_list& findings) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto value = read_whole(it, std::numeric_limits<std::int64_t>::min(), most, findings);
  if (value && (*value > largest_exact || *value < -largest_exact)) {
    findings.warn("beyond_exact", *it.value, it.at,
                  "the fingerprint does not tell this number from its neighbours, since it is "
                  "beyond 9007199254740991 in magnitude");
  }
  return value;
}

[[nodiscard]] std::int32_t read_percent(fields& members) {
  // The bounds of a percentage are the verifier's to judge.
  return static_cast<std::int32_t>(
      members.get("percent", read_whole, std::int64_t{-1'000'000}, std::int64_t{1'000'000}));
}

void read_bounds(fields& members, attribute_declaration& into) {
  if (into.type == value_type::integer) {
    into.min = members.find("min", read_integer);
    into.max = members.find("max", read_integer);
  } else if (into.type == value_type::number) {
    into.min_number = members.find("min", read_number);
    into.max_number = members.find("max", read_number);
  }
}

[[nodiscard]] attribute_declaration read_attribute(const std::string& name, const place& it,
                                                   findings_list& findings) {
  fields members(it, findings);
  attribute_declaration made;
  made.name = name;
  std::optional<std::size_t> type;
  if (const auto found = members.required("type")) {
    type = read_name(*found, value_type_names, findings);
  }
  if (type) made.type = static_cast<value_type>(*type);
  made.required = members.find("required", read_boolean).value_or(false);
  made.title = members.find("title", read_bilingual).value_or(bilingual{});
  made.unit = members.find("unit", read_bilingual).value_or(bilingual{});
  if (!type) {  // which of these it may have cannot be told
    for (const char* name_of_member : {"values", "min", "max"}) {
      static_cast<void>(members.optional(name_of_member));
    }
    findings.mark_unread(it.at);
  } else {
    read_bounds(members, made);
    if (made.type == value_type::string) {
      if (const auto values = members.optional("values")) {
        made.values = read_strings(*values, findings);
        if (made.values.empty() && values->value->what == node::kind::array) {
          findings.fail("empty_list", *values->value, values->at, "expected at least one value");
        }
      }
    }
  }
  members.finish();
  return made;
}

[[nodiscard]] table_points read_table(fields& members, findings_list& findings) {
  table_points made;
  if (const auto rows = members.required("table")) {
    for (const place& item : read_items(*rows, findings)) {
      fields row(item, findings);
      table_row read;
      read.when = row.get("when", read_string);
      read.value = row.get("points", read_points);
      row.finish();
      made.rows.push_back(std::move(read));
    }
  }
  made.otherwise = members.find("otherwise", read_points);
  return made;
}

[[nodiscard]] point_formula read_formula(const place& it, findings_list& findings) {
  if (it.value->what == node::kind::number) {
    return read_points(it, findings).value_or(points{});
  }
  if (it.value->what != node::kind::object) {
    findings.fail("wrong_type", *it.value, it.at,
                  "expected a number, or an object with \"per\" or \"table\", found " +
                      std::string(name_of(it.value->what)));
    findings.mark_unread(it.at);
    return points{};
  }
  fields members(it, findings);
  point_formula made;
  if (!members.has("table") && !members.has("per")) {
    findings.fail("missing_member", *it.value, it.at, "expected a member \"per\" or \"table\"");
    findings.mark_unread(it.at);
    return made;
  }
  if (members.has("table")) {
    made = read_table(members, findings);
  } else {
    per_points per;
    per.attribute = members.get("per", read_string);
    per.unit = members.get("unit", read_integer);
    per.each = members.get("points", read_points);
    per.max = members.find("max", read_points);
    made = std::move(per);
  }
  members.finish();
  return made;
}

void read_record_members(fields& members, rule& into, findings_list& findings) {
  if (const auto it = members.required("points")) into.points = read_formula(*it, findings);
  into.valid_months = members.find("valid_months", read_months, std::int64_t{1});
  if (const auto list = members.optional("decay")) {
    for (const place& item : read_items(*list, findings)) {
      fields step(item, findings);
      decay_step read;
      read.after_months = step.get("after_months", read_months, std::int64_t{0});
      read.percent = read_percent(step);
      step.finish();
      into.decay.push_back(read);
    }
  }
  if (const auto it = members.optional("combine")) {
    const auto position = read_name(*it, combination_names, findings);
    if (position) into.combine = static_cast<combination>(*position);
  }
  if (const auto it = members.optional("limits")) {
    fields limits(*it, findings);
    into.limits.per_year = limits.find("per_year", read_points);
    into.limits.count = limits.find("count", read_integer);
    into.limits.total = limits.find("total", read_points);
    limits.finish();
  }
  into.group = members.find("group", read_id);
}

void read_absence_members(fields& members, rule& into, findings_list& findings) {
  into.break_months =
      static_cast<std::int32_t>(members.get("break_months", read_whole, -most_months, most_months));
  if (const auto list = members.required("steps")) {
    for (const place& item : read_items(*list, findings)) {
      fields step(item, findings);
      absence_step read;
      read.months =
          static_cast<std::int32_t>(step.get("months", read_whole, -most_months, most_months));
      read.value = step.get("points", read_points);
      step.finish();
      into.steps.push_back(read);
    }
  }
}

void read_restore_members(fields& members, rule& into, findings_list& findings) {
  if (const auto it = members.required("step")) {
    const auto position = read_name(*it, repair_step_names, findings);
    if (position) into.step = static_cast<repair_step>(*position);
  }
  into.percent = read_percent(members);
  into.after_days = static_cast<std::int32_t>(
      members.find("after_days", read_whole, -most_days, most_days).value_or(0));
}

}  // namespace

std::vector<std::string> read_strings(const place& it, findings_list& findings) {
  std::vector<std::string> made;
  for (const place& item : read_items(it, findings)) {
    // An unreadable one keeps its place, so that what follows keeps its pointer.
    made.push_back(read_string(item, findings).value_or(std::string()));
  }
  return made;
}

std::vector<citation> read_citations(const std::optional<place>& list, findings_list& findings) {
  std::vector<citation> made;
  if (!list) return made;
  for (const place& item : read_items(*list, findings)) {
    made.push_back(read_citation(item, findings).value_or(citation{}));
  }
  return made;
}

std::vector<attribute_declaration> read_attributes(const place& it, findings_list& findings) {
  std::vector<attribute_declaration> made;
  if (it.value->what != node::kind::object) {
    findings.fail("wrong_type", *it.value, it.at,
                  "expected an object, found " + std::string(name_of(it.value->what)));
    findings.mark_unread(it.at);
    return made;
  }
  if (it.value->members.size() > most_attributes) {
    findings.fail("too_many", *it.value, it.at,
                  "expected at most " + std::to_string(most_attributes) + " attributes, found " +
                      std::to_string(it.value->members.size()));
    findings.mark_unread(it.at);
    return made;
  }
  std::unordered_set<std::string_view> seen;
  for (const member& m : it.value->members) {
    if (!seen.insert(m.name).second) continue;  // duplicate_key has been reported
    made.push_back(read_attribute(m.name, {&m.value, it.at / m.name}, findings));
  }
  return made;
}

rule read_rule(const place& it, findings_list& findings) {
  fields members(it, findings);
  rule made;
  made.id = members.get("id", read_id);
  made.dimension = members.get("dimension", read_id);
  made.title = members.get("title", read_bilingual);
  made.note = members.find("note", read_bilingual).value_or(bilingual{});
  made.cite = read_citations(members.required("cite"), findings);
  std::optional<std::size_t> kind = static_cast<std::size_t>(rule_kind::record);
  if (const auto found = members.optional("kind")) {
    kind = read_name(*found, rule_kind_names, findings);
  }
  if (!kind) {  // its members cannot be told from mistakes
    findings.mark_unread(it.at);
    members.finish_early();
    return made;
  }
  made.kind = static_cast<rule_kind>(*kind);
  if (made.kind != rule_kind::subject) {
    if (const auto list = members.required("categories")) {
      made.categories = read_strings(*list, findings);
    }
  }
  made.when = members.find("when", read_string);
  switch (made.kind) {
    case rule_kind::record: read_record_members(members, made, findings); break;
    case rule_kind::subject:
      if (const auto found = members.required("points"))
        made.points = read_formula(*found, findings);
      break;
    case rule_kind::absence: read_absence_members(members, made, findings); break;
    case rule_kind::restore: read_restore_members(members, made, findings); break;
  }
  members.finish();
  return made;
}

ceiling read_ceiling(const place& it, findings_list& findings) {
  constexpr std::int64_t most = max_points.cents / 100;
  fields members(it, findings);
  ceiling made;
  made.id = members.get("id", read_id);
  made.title = members.get("title", read_bilingual);
  made.note = members.find("note", read_bilingual).value_or(bilingual{});
  made.cite = read_citations(members.required("cite"), findings);
  if (const auto list = members.required("categories")) {
    made.categories = read_strings(*list, findings);
  }
  made.when = members.find("when", read_string);
  made.valid_months =
      static_cast<std::int32_t>(members.get("valid_months", read_whole, -most_months, most_months));
  made.max_score = members.get("max_score", read_whole, -most, most);
  members.finish();
  return made;
}

}  // namespace chengxin::json
