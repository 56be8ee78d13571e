// Rows of records, checked against SPECIFICATION section 2 and section 7: the
// same record in both formats comes to the same, be it good or bad.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "population_fixture.hpp"

namespace {

using namespace rows_fixture;
using io::population;
using io::row_format;

// A record's members in the order of SPECIFICATION section 2; empty is absent.
struct record_text {
  std::string record_id = "r1", subject_id = "s1", category = "volunteer", provider = "p",
              occurred_on = "2026-01-05", expires_on = {}, origin = "platform", status = "active",
              repaired_on = {}, corrected_on = {}, service_on = {}, conduct_on = {}, matter = {};
  std::vector<std::pair<std::string, std::string>> attributes = {};  // as JSON spells them
};

std::vector<std::pair<std::string, std::string>> members_of(const record_text& r) {
  return {{"record_id", r.record_id},
          {"subject_id", r.subject_id},
          {"category", r.category},
          {"provider", r.provider},
          {"occurred_on", r.occurred_on},
          {"expires_on", r.expires_on},
          {"origin", r.origin},
          {"status", r.status},
          {"repaired_on", r.repaired_on},
          {"corrected_on", r.corrected_on},
          {"service_on", r.service_on},
          {"conduct_on", r.conduct_on},
          {"matter", r.matter}};
}

std::string as_csv(const record_text& r) {
  std::string header, row;
  for (const auto& [name, text] : members_of(r)) {
    header += name + ',';
    row += text + ',';
  }
  for (const auto& [name, text] : r.attributes) {
    header += "attributes." + name + ',';
    const bool is_string = text.front() == '"';
    row += (is_string ? text.substr(1, text.size() - 2) : text == "null" ? "" : text) + ',';
  }
  header.back() = row.back() = '\n';
  return header + row;
}

std::string as_json(const record_text& r) {
  std::string row = "{";
  for (const auto& [name, text] : members_of(r)) {
    if (!text.empty()) row += '"' + name + "\":\"" + text + "\",";
  }
  row += "\"attributes\":{";
  for (const auto& [name, text] : r.attributes) row += '"' + name + "\":" + text + ',';
  if (row.back() == ',') row.pop_back();
  return row + "}}\n";
}

const std::string subjects_csv = "subject_id,residency,capacity\ns1,registered,full\n";
const std::string subjects_jsonl =
    R"({"subject_id":"s1","residency":"registered","capacity":"full"})";

// The same record, read from both formats.
std::vector<population> in_both(const record_text& record) {
  std::vector<population> made;
  for (const row_format format : {row_format::csv, row_format::jsonl}) {
    const bool is_csv = format == row_format::csv;
    auto got = rows_fixture::read(is_csv ? subjects_csv : subjects_jsonl,
                                  is_csv ? as_csv(record) : as_json(record), format);
    EXPECT_TRUE(got) << got.failure().message;
    if (got) made.push_back(*std::move(got));
  }
  return made;
}

struct bad_record {
  record_text record;
  std::string code;
  std::string member;  // at which the column points
};

std::vector<bad_record> bad_records() {
  const std::string id64(64, 'i');
  return {
      {{.record_id = ""}, "missing_member", "record_id"},
      {{.record_id = id64 + "i"}, "id_length", "record_id"},
      {{.subject_id = ""}, "missing_member", "subject_id"},
      {{.subject_id = id64 + "i"}, "id_length", "subject_id"},
      {{.subject_id = id64}, "unknown_subject", "subject_id"},
      {{.subject_id = "s2"}, "unknown_subject", "subject_id"},
      {{.category = ""}, "missing_member", "category"},
      {{.provider = ""}, "missing_member", "provider"},
      {{.occurred_on = ""}, "missing_member", "occurred_on"},
      {{.occurred_on = "2026-02-29"}, "invalid_date", "occurred_on"},
      {{.occurred_on = "2026-1-05"}, "invalid_date", "occurred_on"},
      {{.occurred_on = "1899-12-31"}, "invalid_date", "occurred_on"},
      {{.occurred_on = "2200-01-01"}, "invalid_date", "occurred_on"},
      {{.occurred_on = "2026-01-05T00:00"}, "invalid_date", "occurred_on"},
      {{.expires_on = "soon"}, "invalid_date", "expires_on"},
      {{.origin = ""}, "missing_member", "origin"},
      {{.origin = "self"}, "invalid_enum", "origin"},
      {{.status = ""}, "missing_member", "status"},
      {{.status = "Active"}, "invalid_enum", "status"},
      {{.status = "repaired"}, "repaired_on_missing", "status"},
      {{.status = "active", .repaired_on = "2026-01-06"}, "repaired_on_unexpected", "repaired_on"},
      {{.status = "revoked", .repaired_on = "2026-01-06"}, "repaired_on_unexpected", "repaired_on"},
      {{.status = "active", .repaired_on = "x"}, "invalid_date", "repaired_on"},
      {{.expires_on = "2026-01-04"}, "date_before_occurred", "expires_on"},
      {{.status = "repaired", .repaired_on = "2026-01-04"}, "date_before_occurred", "repaired_on"},
      {{.corrected_on = "2026-01-04"}, "date_before_occurred", "corrected_on"},
      {{.service_on = "2026-01-04"}, "date_before_occurred", "service_on"},
      {{.conduct_on = "2026-01-04"}, "date_before_occurred", "conduct_on"},
      // The first of several, in the order of the members.
      {{.occurred_on = "x", .origin = "x"}, "invalid_date", "occurred_on"},
      {{.subject_id = "s2", .conduct_on = "2026-01-04"}, "date_before_occurred", "conduct_on"},
      {{.expires_on = "2025-01-01", .status = "repaired"}, "repaired_on_missing", "status"}};
}

// SPECIFICATION 2.2.1 to 2.2.6, 7.2.11, 7.2.13.
TEST(RecordRows, BadRecords) {
  for (const bad_record& c : bad_records()) {
    const std::vector<population> both = in_both(c.record);
    ASSERT_EQ(both.size(), 2U);
    for (const population& read : both) {
      ASSERT_EQ(read.bad_row_count(), 1U) << as_json(c.record);
      EXPECT_EQ(read.record_count(), 0U);
      const io::bad_row& bad = read.bad_rows()[0];
      EXPECT_EQ(bad.code, c.code) << as_json(c.record) << bad.reason;
      const bool is_csv = bad.file == "records.csv";
      EXPECT_EQ(bad.line, is_csv ? 2U : 1U);
      // The texts are ASCII, so columns are bytes.
      std::size_t column = 1;
      if (is_csv) {
        for (const auto& [name, text] : members_of(c.record)) {
          if (name == c.member) break;
          column += text.size() + 1;
        }
      } else if (c.code != "missing_member") {
        column += bad.row.find('"' + c.member + '"');
      }
      EXPECT_EQ(bad.column, column) << bad.row;
      EXPECT_NE(bad.reason.find('`' + c.member + '`'), std::string::npos) << bad.reason;
    }
  }
}

TEST(RecordRows, ReasonsSayWhatIsExpected) {
  const auto reason = [](const record_text& record) {
    return in_both(record)[0].bad_rows()[0].reason;
  };
  EXPECT_EQ(reason({.origin = "platfrom"}),
            "`origin` must be `platform`, `self_declared` or `usage`, not `platfrom`; did you mean "
            "`platform`?");
  EXPECT_EQ(reason({.occurred_on = "2026/01/05"}),
            "`occurred_on` must be a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD, not "
            "`2026/01/05`");
  EXPECT_EQ(reason({.expires_on = "2026-01-04"}),
            "`expires_on` 2026-01-04 is before `occurred_on` 2026-01-05");
}

// SPECIFICATION 1.4.1, 2.2.5, 2.2.6.
TEST(RecordRows, DaysAtTheirBounds) {
  const record_text record = {.occurred_on = "1900-01-01",
                              .expires_on = "2199-12-31",
                              .status = "repaired",
                              .repaired_on = "1900-01-01",
                              .corrected_on = "1900-01-01",
                              .service_on = "1900-01-01",
                              .conduct_on = "1900-01-01"};
  for (const population& read : in_both(record)) {
    ASSERT_EQ(read.bad_row_count(), 0U) << read.bad_rows()[0].reason;
    EXPECT_EQ(read.records(0)[0].occurred_on, first_input_day);
    EXPECT_EQ(read.records(0)[0].expires_on, last_input_day);
    EXPECT_EQ(read.records(0)[0].steps[2], first_input_day);
  }
}

struct attribute_case {
  std::string name;
  std::string spelt;  // as in JSON; a string stands without its quotes in CSV
  value expected;
  bool only_json = false;  // CSV cannot tell a string from another type
};

std::vector<attribute_case> attribute_cases() {
  const auto whole = [](std::int64_t n) { return value::of(n); };
  const value bad = value::unreadable();
  return {{"hours", "0", whole(0)},
          {"hours", "-0", whole(0)},
          {"hours", "-12", whole(-12)},
          {"hours", "9223372036854775807", whole(INT64_MAX)},
          {"hours", "-9223372036854775808", whole(INT64_MIN)},
          {"hours", "9223372036854775808", bad},
          {"hours", "-9223372036854775809", bad},
          {"hours", "18446744073709551616", bad},
          {"hours", "3.0", bad},
          {"hours", "1e2", bad},
          {"hours", "\"x\"", bad},
          {"hours", "true", bad},
          {"hours", "\"3\"", bad, true},
          {"hours", "[3]", bad, true},
          {"hours", "{}", bad, true},
          {"hours", "\"\"", bad, true},
          {"hours", "\"+3\"", bad},
          {"hours", "\"03\"", bad},
          {"hours", "\" 3\"", bad},
          {"hours", "\"3 \"", bad},
          {"hours", "\"-\"", bad},
          {"hours", "\"0x1\"", bad},
          {"hours", "null", value()},
          {"rate", "0.1", value::of(0.1)},
          {"rate", "-0.0", value::of(-0.0)},
          {"rate", "12", value::of(12.0)},
          {"rate", "1E2", value::of(100.0)},
          {"rate", "1e+2", value::of(100.0)},
          {"rate", "25e-1", value::of(2.5)},
          {"rate", "9007199254740993", value::of(9007199254740992.0)},
          {"rate", "0.30000000000000004", value::of(0.30000000000000004)},
          {"rate", "1e308", value::of(1e308)},
          {"rate", "5e-324", value::of(5e-324)},
          {"rate", "1e-400", value::of(0.0)},
          {"rate", "1e-99999999999", value::of(0.0)},
          {"rate", "0e+99999999999", value::of(0.0)},
          {"rate", "1e99999999999", bad},
          {"rate", "1e400", bad},
          {"rate", "-1e400", bad},
          {"rate", "\"1.\"", bad},
          {"rate", "\".5\"", bad},
          {"rate", "\"01\"", bad},
          {"rate", "\"1e\"", bad},
          {"rate", "\"nan\"", bad},
          {"rate", "\"inf\"", bad},
          {"rate", "\"1.5\"", bad, true},
          {"place", "\"诚信\"", value::of(std::string_view("诚信"))},
          {"place", "\"true\"", value::of(std::string_view("true"))},
          {"place", "12", bad, true},
          {"place", "false", bad, true},
          {"place", "\"\"", value::of(std::string_view("")), true},
          {"night", "true", value::of(true)},
          {"night", "false", value::of(false)},
          {"night", "1", bad},
          {"night", "\"True\"", bad},
          {"night", "\"true\"", bad, true},
          {"since", "\"2024-02-29\"", value::of(date::of(2024, 2, 29))},
          {"since", "\"2023-02-29\"", bad},
          {"since", "20240229", bad}};
}

void expect_same(const value& found, const value& expected, const std::string& about) {
  ASSERT_EQ(found.is_absent(), expected.is_absent()) << about;
  ASSERT_EQ(found.is_unreadable(), expected.is_unreadable()) << about;
  if (!expected.is_present()) return;
  ASSERT_EQ(found.type(), expected.type()) << about;
  switch (expected.type()) {
    case value_type::integer: EXPECT_EQ(found.integer(), expected.integer()) << about; break;
    case value_type::number: EXPECT_EQ(found.number(), expected.number()) << about; break;
    case value_type::string: EXPECT_EQ(found.string(), expected.string()) << about; break;
    case value_type::boolean: EXPECT_EQ(found.boolean(), expected.boolean()) << about; break;
    case value_type::date: EXPECT_EQ(found.day(), expected.day()) << about; break;
  }
}

// SPECIFICATION 2.3.1, 7.2.5, 7.2.9, 7.2.10.
TEST(RecordRows, AttributesByDeclaredType) {
  const std::vector<std::string> slots = {"hours", "rate", "place", "night", "since"};
  for (const attribute_case& c : attribute_cases()) {
    record_text record;
    record.attributes = {{c.name, c.spelt}};
    const std::vector<population> both = in_both(record);
    ASSERT_EQ(both.size(), 2U);
    for (std::size_t format = c.only_json ? 1 : 0; format < 2; ++format) {
      const population& read = both[format];
      const std::string about = c.name + " = " + c.spelt;
      ASSERT_EQ(read.record_count(), 1U) << about << read.bad_rows()[0].reason;
      const prepared_record& made = read.records(0)[0];
      for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        expect_same(made.attributes[slot], slots[slot] == c.name ? c.expected : value(), about);
      }
      EXPECT_FALSE(made.undeclared_attribute);
      const bool fits = !c.expected.is_unreadable() &&
                        !(c.name == "hours" && c.expected.is_present() &&
                          (c.expected.integer() < 0 || c.expected.integer() > 8784));
      EXPECT_EQ(made.standing, fits ? disposition::counted : disposition::invalid_attribute)
          << about;
    }
  }
}

// SPECIFICATION 7.2.10.
TEST(RecordRows, UndeclaredAttributesAndOtherCategories) {
  record_text record;
  record.attributes = {{"amount", "1"}};  // declared by another category
  for (const population& read : in_both(record)) {
    ASSERT_EQ(read.record_count(), 1U);
    EXPECT_TRUE(read.records(0)[0].undeclared_attribute);
    EXPECT_EQ(read.records(0)[0].standing, disposition::invalid_attribute);
  }
  record.attributes = {{"amount", "null"}, {"nowhere", "null"}};
  for (const population& read : in_both(record)) {
    EXPECT_FALSE(read.records(0)[0].undeclared_attribute);
    EXPECT_EQ(read.records(0)[0].standing, disposition::counted);
  }
  record.attributes = {{"nowhere", "\"x\""}};
  for (const population& read : in_both(record)) {
    EXPECT_TRUE(read.records(0)[0].undeclared_attribute);
  }
  record.category = "penalty";
  for (const population& read : in_both(record)) {
    EXPECT_EQ(read.records(0)[0].category, barred_category_index);
    EXPECT_EQ(read.records(0)[0].category_id, "penalty");
    EXPECT_EQ(read.records(0)[0].standing, disposition::barred);
  }
  record.category = "unheard-of";
  for (const population& read : in_both(record)) {
    EXPECT_EQ(read.records(0)[0].category, unknown_category);
    EXPECT_EQ(read.records(0)[0].standing, disposition::unknown_category);
  }
  for (const population& read : in_both({.category = "late", .provider = "bank"})) {
    EXPECT_EQ(read.records(0)[0].standing, disposition::provider_not_authorised);
  }
}

}  // namespace
