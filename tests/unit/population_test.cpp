// A population: subjects checked against SPECIFICATION section 2, records brought
// together by subject, and what is left out of it (section 7).
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "population_fixture.hpp"

namespace {

using namespace rows_fixture;
using io::read_options;
using io::row_format;

// SPECIFICATION 2.1.4, 7.2.12, 7.2.13.
TEST(Population, SubjectsWithBadAttributes) {
  const std::string header =
      "subject_id,residency,capacity,attributes.education,"
      "attributes.children,attributes.height,attributes.other\n";
  struct bad_subject {
    std::string cells;
    std::uint32_t column;
    std::string says;
  };
  const std::vector<bad_subject> cases = {
      {"colege,,,", 20, "one of `school`, `college`, not `colege`; did you mean `college`?"},
      {",-1,,", 21, "`children` must be an integer from 0 to 20, not `-1`"},
      {",21,,", 21, "not `21`"},
      {",3.0,,", 21, "not `3.0`"},
      {",,tall,", 22, "`height` must be a number, not `tall`"},
      {",,,x", 23, "no subject attribute `other`"},
      {"x,x,x,x", 20, "`education`"}};
  for (const bad_subject& c : cases) {
    const auto read =
        rows_fixture::read(header + "s1,registered,full," + c.cells + "\n",
                           "record_id,subject_id,category,provider,occurred_on,origin,status\n"
                           "r1,s1,volunteer,p,2026-01-05,platform,active\n");
    ASSERT_TRUE(read);
    ASSERT_EQ(read->bad_row_count(), 2U) << c.cells;
    EXPECT_EQ(read->bad_rows()[0].code, "invalid_attribute");
    EXPECT_EQ(read->bad_rows()[0].column, c.column) << c.cells;
    EXPECT_NE(read->bad_rows()[0].reason.find(c.says), std::string::npos)
        << read->bad_rows()[0].reason;
    EXPECT_EQ(read->bad_rows()[1].code, "unknown_subject");
    EXPECT_EQ(read->bad_rows()[1].file, "records.csv");
    EXPECT_EQ(read->bad_rows()[1].column, 4U);
  }
}

TEST(Population, RequiredSubjectAttributes) {
  rulebook book = small_book();
  book.subject_attributes[1].required = true;
  const engine demanding = engine_for(std::move(book));
  const auto read = rows_fixture::read(
      R"({"subject_id":"s1","residency":"registered","capacity":"full"})"
      "\n"
      R"({"subject_id":"s2","residency":"registered","capacity":"full","attributes":{"children":0}})",
      "", row_format::jsonl, {}, demanding);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->subject(0).subject_id, "s2");
  ASSERT_EQ(read->bad_row_count(), 1U);
  EXPECT_EQ(read->bad_rows()[0].code, "invalid_attribute");
  EXPECT_EQ(read->bad_rows()[0].reason, "attribute `children` is required");
}

// SPECIFICATION 7.2.12:
// A subject_id repeats that of an earlier good row; the first stays.
TEST(Population, RepeatedSubjects) {
  const auto read = rows_fixture::read(
      "subject_id,residency,capacity\ns1,nowhere,full\ns1,none,full\ns1,registered,full\n",
      "record_id,subject_id,category,provider,occurred_on,origin,status\n");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->subject(0).residency, residency::none);
  ASSERT_EQ(read->bad_row_count(), 2U);
  EXPECT_EQ(read->bad_rows()[0].code, "invalid_enum");
  EXPECT_EQ(read->bad_rows()[1].code, "repeated_subject");
  EXPECT_EQ(read->bad_rows()[1].line, 4U);
}

const std::string three_subjects =
    "subject_id,residency,capacity\ns1,none,full\ns2,none,full\ns3,none,full\n";

std::string records_of(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::string text = "subject_id,record_id,category,provider,occurred_on,origin,status\n";
  for (const auto& [subject, record] : rows) {
    text += subject + ',' + record + ",volunteer,p,2026-01-05,platform,active\n";
  }
  return text;
}

// SPECIFICATION 7.2.1.
TEST(Population, RecordsAreGroupedInInputOrder) {
  const auto read = rows_fixture::read(three_subjects, records_of({{"s3", "a"},
                                                                   {"s1", "b"},
                                                                   {"s3", "c"},
                                                                   {"s9", "d"},
                                                                   {"s1", "a"},
                                                                   {"s3", "a"},
                                                                   {"s1", "b"},
                                                                   {"s1", "b"}}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->record_count(), 7U);
  EXPECT_EQ(read->bad_row_count(), 1U);
  const auto ids = [&](std::size_t subject) {
    std::string text;
    for (const prepared_record& record : read->records(subject)) {
      text += record.record_id;
      if (record.standing == disposition::duplicate) text += '!';
    }
    return text;
  };
  EXPECT_EQ(ids(0), "bab!b!");
  EXPECT_EQ(ids(1), "");
  EXPECT_EQ(ids(2), "aca!");
}

TEST(Population, ManyRecordsAreGrouped) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (std::size_t i = 0; i < 9000; ++i) {
    rows.emplace_back("s" + std::to_string(1 + i * i % 3), std::to_string(i));
  }
  const auto read = rows_fixture::read(three_subjects, records_of(rows));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->record_count(), 9000U);
  EXPECT_EQ(read->records(0).size(), 3000U);  // the squares modulo 3 are 0, 1, 1
  EXPECT_EQ(read->records(1).size(), 6000U);
  EXPECT_EQ(read->records(2).size(), 0U);
  for (std::size_t subject = 0; subject < 2; ++subject) {
    int last = -1;
    for (const prepared_record& record : read->records(subject)) {
      const int number = std::stoi(std::string(record.record_id));
      EXPECT_LT(last, number);
      last = number;
    }
  }
}

TEST(Population, KeepsOneSubjectAndChecksAll) {
  const std::string records =
      records_of({{"s3", "a"}, {"s1", "b"}, {"s9", "c"}, {"s1", std::string(65, 'x')}});
  read_options options;
  options.only_subject = "s1";
  const auto one = rows_fixture::read(three_subjects, records, row_format::csv, options);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->size(), 3U);
  EXPECT_EQ(one->record_count(), 1U);
  EXPECT_EQ(one->records(0)[0].record_id, "b");
  EXPECT_EQ(one->bad_row_count(), 2U);
  options.only_subject = "nobody";
  const auto none = rows_fixture::read(three_subjects, records, row_format::csv, options);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->record_count(), 0U);
  EXPECT_EQ(none->bad_row_count(), 2U);
}

TEST(Population, KeepsAsManyBadRowsAsAsked) {
  read_options options;
  options.keep_bad_rows = 2;
  const auto read = rows_fixture::read(three_subjects + "x\ny\nz\n", records_of({{"s9", "a"}}),
                                       row_format::csv, options);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->bad_rows().size(), 2U);
  EXPECT_EQ(read->bad_row_count(), 4U);
}

TEST(Population, TellsHowFarItIs) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> told;
  read_options options;
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    told.emplace_back(done, total);
  };
  const std::string records = records_of({{"s1", "a"}});
  ASSERT_TRUE(rows_fixture::read(three_subjects, records, row_format::csv, options));
  const std::uint64_t total = three_subjects.size() + records.size();
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back(), (std::pair<std::uint64_t, std::uint64_t>(total, total)));
}

TEST(Population, FilesThatCannotBeRead) {
  const auto missing = io::open_file("/nowhere/at/all.csv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.failure().code, "io_error");
  EXPECT_EQ(missing.failure().message.substr(0, 20), "/nowhere/at/all.csv:");
  EXPECT_FALSE(io::open_file("/"));
  EXPECT_EQ(io::row_format_of("a.b/c.csv"), row_format::csv);
  EXPECT_EQ(io::row_format_of(".jsonl"), row_format::jsonl);
  EXPECT_EQ(io::row_format_of("c.json"), std::nullopt);
  EXPECT_EQ(io::row_format_of("csv"), std::nullopt);
}

// A source that fails after its first piece.
class failing_source final : public io::source {
public:
  explicit failing_source(std::string text) : text_(std::move(text)) {}
  result<std::size_t> read(char* into, std::size_t) override {
    if (text_.empty()) return error{"io_error", "failing: no more"};
    const std::size_t size = text_.copy(into, text_.size());
    text_.clear();
    return size;
  }
  std::string_view name() const noexcept override { return "failing"; }

private:
  std::string text_;
};

TEST(Population, ASourceThatFailsRefusesAll) {
  const std::string whole_quote = "subject_id,residency,capacity\n\"s1";
  for (const std::string& text : {std::string(), three_subjects, whole_quote,
                                  three_subjects + std::string(std::size_t{2} << 20, 'x')}) {
    failing_source subjects(text);
    const auto records = io::from_memory(records_of({}), "records.csv");
    const auto read =
        io::read_population(small_engine(), subjects, row_format::csv, *records, row_format::csv);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.failure().code, "io_error");
    EXPECT_EQ(read.failure().message, "failing: no more");
  }
}

// SPECIFICATION 7.2.15, 7.6.2.
TEST(Population, RejectsAsCsv) {
  const std::vector<io::bad_row> rows = {
      {"=f.csv", 3, 14, "invalid_enum", "`a` must be \"b\", or c", "-1,\"x\"\n"},
      {"f.csv", 12, 1, "invalid_utf8", "@", "a\xFF\xE8\xAF\x9A\xE8"},
      {"f.csv", 13, 1, "x", "+", "\r"},
      {"f.csv", 14, 1, "x", std::string("\0,", 2), std::string("a\0b", 3)}};
  EXPECT_EQ(io::rejects_csv(rows),
            "file,line,column,code,reason,row\n"
            "'=f.csv,3,14,invalid_enum,\"`a` must be \"\"b\"\", or c\",\"'-1,\"\"x\"\"\n\"\n"
            "f.csv,12,1,invalid_utf8,'@,a\xEF\xBF\xBD\xE8\xAF\x9A\xEF\xBF\xBD\n"
            "f.csv,13,1,x,'+,\"\r\"\n"
            "f.csv,14,1,x,\"\xEF\xBF\xBD,\",a\xEF\xBF\xBD\x62\n");
  EXPECT_EQ(io::rejects_csv({}), "file,line,column,code,reason,row\n");
}

}  // namespace
