// Texts for fuzz_capi.cpp: names that the rulebook knows, names that it does not, rows
// and rulebooks. Included by it alone.
#pragma once

#include <string_view>

namespace {

constexpr std::string_view rulebook = R"({
  "format": "chengxin-rulebook/1", "id": "demo", "version": "1",
  "title": {"zh": "示范", "en": "Demonstration"}, "jurisdiction": "350400",
  "effective": {"from": "2026-01-01", "until": null},
  "basis": [{"id": "law", "title": {"zh": "办法", "en": "Measures"}}],
  "score": {"base": 500, "min": 0, "max": 1000},
  "eligibility": {"min_age": 18, "residency": ["registered"], "capacity": ["full"]},
  "subject_attributes": {"degree": {"type": "string", "values": ["a", "b"]}},
  "dimensions": [
    {"id": "conduct", "title": {"zh": "品行", "en": "Conduct"}, "min": -300, "max": 200},
    {"id": "repair", "title": {"zh": "修复", "en": "Repair"}, "min": 0, "max": 500, "repairs": true}],
  "categories": [
    {"id": "help", "title": {"zh": "帮助", "en": "Help"}, "nature": "good", "attributes": {
      "hours": {"type": "integer", "min": 0, "max": 8784}, "rate": {"type": "number"},
      "ended": {"type": "date"}, "seen": {"type": "boolean"}}},
    {"id": "fine", "title": {"zh": "罚款", "en": "Fine"}, "nature": "bad"}],
  "barred": [{"category": "sealed", "title": {"zh": "封存", "en": "Sealed"}, "cite": ["law:2"]}],
  "groups": [],
  "rules": [
    {"id": "R0", "dimension": "conduct", "title": {"zh": "帮助", "en": "Help"}, "cite": ["law:11"],
     "categories": ["help"], "when": "record.hours > 1",
     "points": {"per": "hours", "unit": 10, "points": 2, "max": 40}},
    {"id": "R2", "dimension": "conduct", "title": {"zh": "罚款", "en": "Fine"}, "cite": ["law:12"],
     "categories": ["fine"], "points": -20, "valid_months": 36,
     "decay": [{"after_months": 12, "percent": 60}]}],
  "ceilings": [],
  "tiers": [{"id": "B", "title": {"zh": "乙", "en": "B"}, "min": 0}],
  "uses": []
})";

constexpr std::string_view json_subject =
    R"({"subject_id":"s1","birth_date":"1990-05-01","residency":"registered","capacity":"full","enrolled_on":"2026-01-01"})";
constexpr std::string_view json_records =
    R"({"record_id":"r1","subject_id":"s1","category":"fine","provider":"office","occurred_on":"2026-02-01","origin":"platform","status":"active"})";
constexpr std::string_view subject_rows =
    "subject_id,birth_date,residency,capacity,enrolled_on,attributes.degree\n"
    "s1,1990-05-01,registered,full,2026-01-01,a\ns2,1990-05-01,none,none,,\nbad\n";
constexpr std::string_view record_rows =
    "record_id,subject_id,category,provider,occurred_on,origin,status,attributes.hours\n"
    "r1,s1,help,office,2026-02-01,platform,active,35\nr2,s2,fine,office,2026-02-01,platform,x,\n";

constexpr std::string_view texts[] = {
    "",          "help",       "fine",       "sealed",    "unheard",   "office", "s1",
    "s2",        "r1",         "r2",         "degree",    "hours",     "rate",   "ended",
    "seen",      "a",          "R0",         "R2",        "B",         "law",    "conduct",
    "2026-02-3", "2026-02-28", "1e3",        "-30.5",     "\xff\x00x", "no.csv", "no.jsonl",
    "{\"a\":1}", json_subject, json_records, record_rows, rulebook,    "示范",   "[[[[{}]]]]"};

}  // namespace
