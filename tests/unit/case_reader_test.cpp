// One resident after another from JSON (case_reader.hpp), as read_population reads
// them (SPECIFICATION 7).
#include "chengxin/io/case_reader.hpp"

#include <gtest/gtest.h>

#include <string>

#include "counted_new.hpp"
#include "population_fixture.hpp"

namespace {

using namespace chengxin;
using namespace rows_fixture;
using counted_new::allocations;

const std::string subject_line =
    R"({"subject_id":"S1","birth_date":"1990-02-28","residency":"registered","capacity":"full",)"
    R"("enrolled_on":"2026-01-05","attributes":{"education":"college","children":2}})";

// Plain rows, spaced ones, escapes, Chinese, a null, the last one a duplicate.
const std::string record_lines =
    R"({"record_id":"R1","subject_id":"S1","category":"volunteer","provider":"town",)"
    R"("occurred_on":"2026-02-01","origin":"platform","status":"active",)"
    R"("attributes":{"hours":12,"rate":0.5,"place":"三明","night":true,"since":"2024-02-29"}})"
    "\n\n"
    R"({ "record_id" : "R2", "subject_id": "S1", "category": "late", "provider": "court", )"
    R"("occurred_on": "2026-02-02", "origin": "platform", "status": "repaired", )"
    R"("repaired_on": "2026-02-03", "attributes": { "amount": 1e2, "other": null } })"
    "\r\n"
    R"({"status":"active","origin":"platform","occurred_on":"2026-02-04","provider":"to\u0077n",)"
    R"("category":"volunteer","subject_id":"S1","record_id":"R1","matter":"m\"1","expires_on":null})";

void expect_same(const value& a, const value& b) {
  ASSERT_EQ(a.is_absent(), b.is_absent());
  ASSERT_EQ(a.is_present(), b.is_present());
  if (!a.is_present()) return;
  ASSERT_EQ(a.type(), b.type());
  switch (a.type()) {
    case value_type::integer: EXPECT_EQ(a.integer(), b.integer()); break;
    case value_type::number: EXPECT_EQ(a.number(), b.number()); break;
    case value_type::boolean: EXPECT_EQ(a.boolean(), b.boolean()); break;
    case value_type::date: EXPECT_EQ(a.day(), b.day()); break;
    case value_type::string: EXPECT_EQ(a.string(), b.string()); break;
  }
}

void expect_same(const prepared_record& a, const prepared_record& b) {
  EXPECT_EQ(a.record_id, b.record_id);
  EXPECT_EQ(a.category_id, b.category_id);
  EXPECT_EQ(a.provider, b.provider);
  EXPECT_EQ(a.matter, b.matter);
  EXPECT_EQ(a.occurred_on, b.occurred_on);
  EXPECT_EQ(a.expires_on, b.expires_on);
  EXPECT_EQ(a.repaired_on, b.repaired_on);
  EXPECT_EQ(a.category, b.category);
  EXPECT_EQ(a.origin, b.origin);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.standing, b.standing);
  EXPECT_EQ(a.undeclared_attribute, b.undeclared_attribute);
  const std::size_t slots = small_engine().book().categories.at(a.category).attributes.size();
  for (std::size_t slot = 0; slot < slots; ++slot)
    expect_same(a.attributes[slot], b.attributes[slot]);
}

TEST(CaseReader, ReadsWhatAPopulationReads) {
  io::case_reader reader(small_engine());
  ASSERT_FALSE(reader.read(subject_line, record_lines));
  EXPECT_EQ(reader.subject().subject_id, "S1");
  EXPECT_EQ(reader.subject().birth_date, date::of(1990, 2, 28));
  EXPECT_EQ(reader.subject().enrolled_on, date::of(2026, 1, 5));
  EXPECT_EQ(reader.subject().attributes[0].string(), "college");
  ASSERT_EQ(reader.records().size(), 3U);
  EXPECT_EQ(reader.records()[0].attributes[2].string(), "三明");
  EXPECT_EQ(reader.records()[2].provider, "town");
  EXPECT_EQ(reader.records()[2].matter, "m\"1");
  EXPECT_EQ(reader.records()[2].standing, disposition::duplicate);

  const result<io::population> whole = read(subject_line, record_lines, io::row_format::jsonl);
  ASSERT_TRUE(whole);
  ASSERT_EQ(whole->size(), 1U);
  ASSERT_EQ(whole->records(0).size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) expect_same(reader.records()[i], whole->records(0)[i]);
}

TEST(CaseReader, RefusesTheFirstBadRowAndGoesOnAfterIt) {
  io::case_reader reader(small_engine());
  std::string records = record_lines;
  records.replace(records.find("2026-02-02"), 10, "2026-02-30");
  const std::optional<io::bad_row> wrong = reader.read(subject_line, records);
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->file, "records");
  EXPECT_EQ(wrong->line, 3U);
  EXPECT_EQ(wrong->code, "invalid_date");
  const std::string_view row = std::string_view(records).substr(records.find("{ "));
  EXPECT_EQ(wrong->column, row.find("\"occurred_on\"") + 1);
  EXPECT_TRUE(reader.records().empty());

  const std::optional<io::bad_row> no_subject = reader.read("{\"subject_id\":\"S1\"", "");
  ASSERT_TRUE(no_subject);
  EXPECT_EQ(no_subject->file, "subject");
  EXPECT_EQ(no_subject->code, "json_syntax");

  const std::optional<io::bad_row> other = reader.read(
      subject_line, R"({"record_id":"R1","subject_id":"S2","category":"late","provider":"court",)"
                    R"("occurred_on":"2026-02-01","origin":"platform","status":"active"})");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->code, "unknown_subject");
  EXPECT_EQ(other->line, 1U);
  EXPECT_EQ(other->column, 19U);  // behind {"record_id":"R1",

  ASSERT_FALSE(reader.read(subject_line, record_lines));
  EXPECT_EQ(reader.records().size(), 3U);
}

TEST(CaseReader, AllocatesNothingOnceItHasGrown) {
  io::case_reader reader(small_engine());
  for (int i = 0; i < 2; ++i) ASSERT_FALSE(reader.read(subject_line, record_lines));
  const std::size_t before = allocations;
  bool failed = false;
  for (int i = 0; i < 10; ++i) failed = failed || reader.read(subject_line, record_lines);
  EXPECT_EQ(allocations, before);
  EXPECT_FALSE(failed);
}

// What is kept of providers' names has an end; what is read does not change with it.
TEST(CaseReader, ReadsOnWhereNamesNeverComeAgain) {
  io::case_reader reader(small_engine());
  for (int i = 0; i < 300; ++i) {
    const std::string provider = std::to_string(i) + std::string(10'000, 'p');
    const std::string record =
        R"({"record_id":"R1","subject_id":"S1","category":"volunteer","provider":")" + provider +
        R"(","occurred_on":"2026-02-01","origin":"platform","status":"active",)"
        R"("attributes":{"hours":12}})";
    ASSERT_FALSE(reader.read(subject_line, record));
    ASSERT_EQ(reader.records().size(), 1U);
    EXPECT_EQ(reader.records()[0].provider, provider);
    EXPECT_EQ(reader.subject().subject_id, "S1");
  }
}

}  // namespace
