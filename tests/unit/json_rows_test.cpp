// JSON Lines as SPECIFICATION section 7 wants it: strict UTF-8, one object a
// line, no member unknown or twice; and every way in which a row can fall short
// of that, with its code, line and column.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "population_fixture.hpp"

namespace {

using namespace rows_fixture;
using io::bad_row;
using io::row_format;
using namespace std::string_literals;

const std::string subject_1 =
    R"({"subject_id":"s1","residency":"registered","capacity":"full"})" + "\n"s;

result<io::population> read_subjects(const std::string& rows) {
  return rows_fixture::read(rows, "", row_format::jsonl);
}

// SPECIFICATION 2.1.1 to 2.1.3, 2.2.1 to 2.2.5, 7.2.7, 7.2.8.
TEST(JsonRows, SubjectsAndRecords) {
  const std::string subjects =
      "\xEF\xBB\xBF"
      R"( { "capacity" : "full" , "attributes" : { "education" : "college", "children":2 ,)"
      R"("height":1.5e0,"member":true,"graduated_on":"2001-07-01"}, "subject_id":"s1",)"
      R"("birth_date":null,"residency":"none","enrolled_on":"2025-01-31"} )"
      "\r\n \t\r\n\n"
      R"({"subject_id":"s2","residency":"registered","capacity":"none","attributes":null})";
  const std::string records =
      R"({"record_id":"r1","subject_id":"s1","category":"late","provider":"court",)"
      R"("occurred_on":"2026-01-05","expires_on":"2026-02-01","origin":"platform",)"
      R"("status":"repaired","repaired_on":"2026-01-06","corrected_on":"2026-01-07",)"
      R"("service_on":"2026-01-08","conduct_on":"2026-01-09","matter":"court:1",)"
      R"("attributes":{"amount":-0.5}})";
  const auto read = rows_fixture::read(subjects, records, row_format::jsonl);
  ASSERT_TRUE(read) << read.failure().message;
  ASSERT_EQ(read->bad_row_count(), 0U) << read->bad_rows()[0].reason;
  ASSERT_EQ(read->size(), 2U);
  const prepared_subject& one = read->subject(0);
  EXPECT_EQ(one.subject_id, "s1");
  EXPECT_EQ(one.birth_date, no_day);
  EXPECT_EQ(one.enrolled_on, date::of(2025, 1, 31));
  EXPECT_EQ(one.residency, residency::none);
  EXPECT_EQ(one.capacity, capacity::full);
  EXPECT_EQ(one.attributes[0].string(), "college");
  EXPECT_EQ(one.attributes[1].integer(), 2);
  EXPECT_EQ(one.attributes[2].number(), 1.5);
  EXPECT_TRUE(one.attributes[3].boolean());
  EXPECT_EQ(one.attributes[4].day(), date::of(2001, 7, 1));
  for (std::size_t slot = 0; slot < 5; ++slot) {
    EXPECT_TRUE(read->subject(1).attributes[slot].is_absent());
  }
  ASSERT_EQ(read->records(0).size(), 1U);
  const prepared_record& record = read->records(0)[0];
  EXPECT_EQ(record.category, 1U);
  EXPECT_EQ(record.status, record_status::repaired);
  EXPECT_EQ(record.expires_on, date::of(2026, 2, 1));
  EXPECT_EQ(record.repaired_on, date::of(2026, 1, 6));
  EXPECT_EQ(record.steps[0], date::of(2026, 1, 7));
  EXPECT_EQ(record.steps[1], date::of(2026, 1, 8));
  EXPECT_EQ(record.steps[2], date::of(2026, 1, 9));
  EXPECT_EQ(record.matter, "court:1");
  EXPECT_EQ(record.attributes[0].number(), -0.5);
}

TEST(JsonRows, EscapesInTextsAndNames) {
  const std::string id(60, 'x');
  const auto read =
      read_subjects(R"({"subject\u005fid":")" + id + R"(\u8bda\"","\u0072esidency":"n\u006fne",)" +
                    R"("capacity":"full","attributes":{"educ\u0061tion":"sch\u006Fol"}})");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->bad_row_count(), 0U) << read->bad_rows()[0].reason;
  EXPECT_EQ(read->subject(0).subject_id, id + "诚\"");
  EXPECT_EQ(read->subject(0).attributes[0].string(), "school");
}

// The parser hands out a text with escapes in pieces of 4 KiB at most.
TEST(JsonRows, LongTextsWithEscapes) {
  std::string written, meant;
  for (int i = 0; i < 3000; ++i) {
    written += "abc\\n诚\\ud83d\\ude00";
    meant += "abc\n诚\xF0\x9F\x98\x80";
  }
  const auto read = rows_fixture::read(
      subject_1,
      R"({"record_id":"r","subject_id":"s1","category":"volunteer","provider":"p","origin":"usage",)"
      R"("occurred_on":"2026-01-05","status":"active","matter":")" +
          written + R"(","attributes":{"place":")" + written + R"("}})",
      row_format::jsonl);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->record_count(), 1U);
  EXPECT_EQ(read->records(0)[0].matter, meant);
  EXPECT_EQ(read->records(0)[0].attributes[2].string(), meant);
  EXPECT_EQ(read->records(0)[0].standing, disposition::origin_not_allowed);
}

struct bad_case {
  std::string row;
  std::string code;
  std::uint32_t column;
  std::string says;
};

std::vector<bad_case> bad_cases() {
  const std::string good = R"("subject_id":"s3","residency":"none","capacity":"full")";  // 54 bytes
  return {{"[]", "not_an_object", 1, "object"},
          {"  17", "not_an_object", 3, "object"},
          {"\"text\"", "not_an_object", 1, "object"},
          {"null", "not_an_object", 1, "object"},
          {"nul", "json_syntax", 4, "ends before"},
          {"{", "json_syntax", 2, "ends before"},
          {"{" + good, "json_syntax", 56, "ends before"},
          {"{" + good + ",}", "json_syntax", 57, "unexpected `}`"},
          {"{" + good + "} x", "json_syntax", 58, "after the end"},
          {"{" + good + "}{}", "json_syntax", 57, "after the end"},
          {"{'subject_id':1}", "json_syntax", 2, "unexpected `'`"},
          {"{\"subject_id\":\"a\tb\"}", "json_syntax", 17, "unexpected `\\x09`"},
          {R"({"subject_id":"\x"})", "json_syntax", 17, "unexpected `x`"},
          {R"({"subject_id":"\ud800","residency":"none"})", "json_syntax", 22, "unexpected `\"`"},
          {R"({"subject_id":"\udc00"})", "json_syntax", 22, "surrogate"},
          {R"({"subject_id":"\u12g4"})", "json_syntax", 20, "hexadecimal"},
          {R"({"subject_id":01})", "json_syntax", 16, "unexpected `1`"},
          {R"({"subject_id":1.})", "json_syntax", 17, "unexpected `}`"},
          {R"({"subject_id":NaN})", "json_syntax", 15, "unexpected `N`"},
          {R"({"subject_id":"诚信"} // x)", "json_syntax", 21, "after the end"},
          {R"({"subject_id":{"a":)" + std::string(40, '['), "json_syntax", 50, "32 deep"},
          {R"({"诚":1})", "unknown_member", 2, "诚"},
          {R"({"subject_id":"诚信","residncy":"none"})", "unknown_member", 20,
           "`residncy`; did you mean `residency`?"},
          {R"({ "attribute":{}})", "unknown_member", 3, "`attributes`"},
          {"{" + good + R"(,"\u0065xtra":1})", "unknown_member", 57, "`extra`"},
          {R"({"residency":null,"subject_id":"a","residency":"none"})", "repeated_member", 36,
           "`residency`"},
          {R"({"attributes":{},"attributes":null})", "repeated_member", 18, "`attributes`"},
          {R"({"attributes":{"x":1,"y":[{"x":2}],"\u0078":null}})", "repeated_member", 36, "`x`"},
          {R"({"attributes":[1]})", "wrong_type", 2, "object"},
          {R"({"attributes":"x"})", "wrong_type", 2, "object"},
          {R"({"subject_id":1,"residency":2,"capacity":3})", "wrong_type", 2, "not a number"},
          {R"({"subject_id":["s3"],"residency":"none","capacity":"full"})", "wrong_type", 2,
           "not an array"},
          {R"({"capacity":"full","subject_id":"s3","residency":true})", "wrong_type", 38,
           "not a boolean"},
          {R"( {"subject_id":"s3","residency":"none"})", "missing_member", 2, "`capacity`"},
          {R"({"subject_id":"s3","capacity":null,"residency":"none"})", "missing_member", 20,
           "`capacity`"},
          {R"({"subject_id":"","capacity":"full","residency":"none"})", "id_length", 2, "0"},
          {"{\"subject_id\":\"\xFF\"}", "invalid_utf8", 16, "UTF-8"},
          {"\xC3\xA9\xC3", "invalid_utf8", 2, "UTF-8"},
          {"{\"subject_id\":\"a\0b\"}"s, "json_syntax", 17, "unexpected `\\x00`"},
          {"{" + good + R"(,"attributes":{"height":1e400}})", "invalid_attribute", 71, "`1e400`"},
          {"{" + good + R"(,"attributes":{"height":1e99999999999}})", "invalid_attribute", 71,
           "`1e999999`"},
          {"{" + good + R"(,"attributes":{"childen":1}})", "invalid_attribute", 71, "`children`"},
          {"{" + good + R"(,"attributes":{"education":null,"children":[1]}})", "invalid_attribute",
           88, "not an array"}};
}

// SPECIFICATION 2.1.1, 2.1.3, 7.2.7, 7.2.8, 7.2.11, 7.2.12.
TEST(JsonRows, BadRows) {
  for (const bad_case& c : bad_cases()) {
    const auto read = read_subjects(subject_1 + "\n" + c.row + "\r\n" +
                                    R"({"subject_id":"s4","residency":"none","capacity":"full"})");
    ASSERT_TRUE(read) << read.failure().message;
    EXPECT_EQ(read->size(), 2U) << c.row;
    ASSERT_EQ(read->bad_row_count(), 1U) << c.row;
    const bad_row& bad = read->bad_rows()[0];
    EXPECT_EQ(bad.code, c.code) << c.row << ": " << bad.reason;
    EXPECT_EQ(bad.line, 3U) << c.row;
    EXPECT_EQ(bad.column, c.column) << c.row << ": " << bad.reason;
    EXPECT_NE(bad.reason.find(c.says), std::string::npos) << c.row << ": " << bad.reason;
    EXPECT_EQ(bad.row, c.row);
    EXPECT_EQ(bad.file, "subjects.jsonl");
  }
}

TEST(JsonRows, ManyAttributesAreComparedToo) {
  std::string row = R"({"subject_id":"s1","residency":"none","capacity":"full","attributes":{)";
  for (int i = 0; i < 40; ++i) row += "\"a" + std::to_string(i) + "\":null,";
  const auto good = read_subjects(row + R"("b":null}})");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->bad_row_count(), 0U);  // absent, so nothing is undeclared
  for (const std::string again : {"a0", "a15", "a16", "a39"}) {
    const auto read = read_subjects(row + '"' + again + R"(":null}})");
    ASSERT_TRUE(read);
    ASSERT_EQ(read->bad_row_count(), 1U) << again;
    EXPECT_EQ(read->bad_rows()[0].code, "repeated_member");
    EXPECT_EQ(read->bad_rows()[0].column, row.size() + 1);
  }
}

TEST(JsonRows, LongRowsAndDeepOnes) {
  const std::string brackets(std::size_t{10} << 20, '[');
  const auto read = read_subjects(subject_1 + brackets + "\n" + brackets.substr(0, 1000) + "\n" +
                                  "{\"attributes\":{\"x\":" + brackets.substr(0, 1 << 19));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->bad_row_count(), 3U);
  EXPECT_EQ(read->bad_rows()[0].code, "row_too_long");
  EXPECT_EQ(read->bad_rows()[0].line, 2U);
  EXPECT_EQ(read->bad_rows()[0].row, std::string(4096, '['));
  EXPECT_EQ(read->bad_rows()[1].code, "not_an_object");
  EXPECT_EQ(read->bad_rows()[1].line, 3U);
  EXPECT_EQ(read->bad_rows()[2].code, "json_syntax");
  EXPECT_EQ(read->bad_rows()[2].line, 4U);
}

TEST(JsonRows, AnEmptyFileHasNoRows) {
  for (const char* const text : {"", "\n", "\xEF\xBB\xBF", " \r\n\t"}) {
    const auto read = read_subjects(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->size(), 0U);
    EXPECT_EQ(read->bad_row_count(), 0U);
  }
}

}  // namespace
