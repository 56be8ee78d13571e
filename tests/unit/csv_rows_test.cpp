// CSV as SPECIFICATION section 7 wants it: RFC 4180, strict UTF-8, nothing
// trimmed; and every way in which a file or a row can fall short of that, with
// its code, line and column.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "population_fixture.hpp"

namespace {

using namespace rows_fixture;
using io::bad_row;
using io::population;
using namespace std::string_literals;

const std::string no_records = "record_id,subject_id,category,provider,occurred_on,origin,status\n";
const std::string two_subjects =
    "subject_id,residency,capacity\ns1,registered,full\ns2,none,full\n";
const std::string header =
    "record_id,subject_id,category,provider,occurred_on,origin,status,matter,attributes.place\n";

// One row, with its matter and place as given.
std::string row_with(const std::string& matter, const std::string& place) {
  return "r1,s1,volunteer,p,2026-01-05,platform,active," + matter + ',' + place + '\n';
}

const prepared_record& only_record(const population& read) {
  EXPECT_EQ(read.record_count(), 1U);
  return read.records(0)[0];
}

// SPECIFICATION 2.1.1 to 2.1.3, 2.2.1 to 2.2.5, 7.2.3.
TEST(CsvRows, SubjectsAndRecords) {
  const auto read = rows_fixture::read(two_subjects, header + row_with("m1", "park"));
  ASSERT_TRUE(read) << read.failure().message;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ(read->subject(0).subject_id, "s1");
  EXPECT_EQ(read->subject(1).residency, residency::none);
  EXPECT_EQ(read->find("s2"), 1U);
  EXPECT_EQ(read->find("s3"), std::nullopt);
  EXPECT_EQ(read->bad_row_count(), 0U);
  const prepared_record& record = only_record(*read);
  EXPECT_EQ(record.record_id, "r1");
  EXPECT_EQ(record.category, 0U);
  EXPECT_EQ(record.category_id, "volunteer");
  EXPECT_EQ(record.provider, "p");
  EXPECT_EQ(record.occurred_on, date::of(2026, 1, 5));
  EXPECT_EQ(record.expires_on, no_day);
  EXPECT_EQ(record.matter, "m1");
  EXPECT_EQ(record.attributes[2].string(), "park");
  EXPECT_EQ(record.standing, disposition::counted);
  EXPECT_TRUE(read->records(1).empty());
}

struct cell_case {
  std::string written;
  std::string meant;
};

// SPECIFICATION 7.2.2, 7.2.4.
TEST(CsvRows, CellsAsRfc4180HasThem) {
  const std::vector<cell_case> cases = {{"plain", "plain"},
                                        {"\"quoted\"", "quoted"},
                                        {"\"a,b\"", "a,b"},
                                        {"\"say \"\"hi\"\"\"", "say \"hi\""},
                                        {"\"\"\"\"", "\""},
                                        {"\"two\nlines\"", "two\nlines"},
                                        {"\"two\r\nlines\"", "two\r\nlines"},
                                        {"\"a\rb\"", "a\rb"},
                                        {"\"\n\n\"", "\n\n"},
                                        {" padded ", " padded "},
                                        {"\" padded \"", " padded "},
                                        {"\tx\t", "\tx\t"},
                                        {"'", "'"},
                                        {"诚信", "诚信"},
                                        {"\"诚,信\"", "诚,信"}};
  for (const cell_case& c : cases) {
    for (const bool is_last : {false, true}) {
      const std::string row = is_last ? row_with("m", c.written) : row_with(c.written, "p");
      const auto read = rows_fixture::read(two_subjects, header + row);
      ASSERT_TRUE(read) << read.failure().message;
      ASSERT_EQ(read->bad_row_count(), 0U) << c.written << ": " << read->bad_rows()[0].reason;
      const prepared_record& record = only_record(*read);
      EXPECT_EQ(is_last ? record.attributes[2].string() : record.matter, c.meant);
    }
  }
}

// SPECIFICATION 7.2.4.
TEST(CsvRows, AnEmptyCellIsAbsentQuotedOrNot) {
  for (const char* const empty : {"", "\"\""}) {
    const auto read = rows_fixture::read(two_subjects, header + row_with(empty, empty));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->bad_row_count(), 0U);
    EXPECT_EQ(only_record(*read).matter, "");
    EXPECT_TRUE(only_record(*read).attributes[2].is_absent());
  }
}

// SPECIFICATION 7.2.2.
TEST(CsvRows, LineEndsMarksAndColumnOrder) {
  const std::string mark = "\xEF\xBB\xBF";
  const std::string subjects = mark + "capacity,\"subject_id\",residency\r\nfull,s1,habitual\r\n";
  const std::string records = mark +
                              "status,origin,occurred_on,provider,category,subject_id,record_id\r\n"
                              "active,platform,2026-01-05,p,volunteer,s1,\"r1\"";
  const auto read = rows_fixture::read(subjects, records);
  ASSERT_TRUE(read) << read.failure().message;
  ASSERT_EQ(read->bad_row_count(), 0U) << read->bad_rows()[0].reason;
  EXPECT_EQ(read->subject(0).subject_id, "s1");
  EXPECT_EQ(read->subject(0).residency, residency::habitual);
  EXPECT_EQ(only_record(*read).record_id, "r1");
}

TEST(CsvRows, BlankLinesCountAtTheEndOnly) {
  const auto read = rows_fixture::read(two_subjects + "\n\r\n\n", no_records + "\n\r\nx\n\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), 2U);
  ASSERT_EQ(read->bad_row_count(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(read->bad_rows()[i].code, "wrong_cell_count");
    EXPECT_EQ(read->bad_rows()[i].line, i + 2);
    EXPECT_EQ(read->bad_rows()[i].file, "records.csv");
  }
  EXPECT_EQ(read->bad_rows()[0].row, "");
  EXPECT_EQ(read->bad_rows()[2].row, "x");
  EXPECT_EQ(read->bad_rows()[2].column, 2U);  // where the second cell would be
}

struct refused_case {
  std::string subjects;
  std::string code;
  std::string place;
  std::string says;
};

// SPECIFICATION 7.2.6.
TEST(CsvRows, RefusesTheFile) {
  const std::vector<refused_case> cases = {
      {"", "no_header", "subjects.csv:1:1:", "empty"},
      {"\xEF\xBB\xBF", "no_header", "subjects.csv:1:1:", "empty"},
      {"\nsubject_id,residency,capacity\n", "no_header", "subjects.csv:1:1:", "blank"},
      {"subject_id,res\"idency,capacity\n", "no_header", "subjects.csv:1:12:", "quote"},
      {"subject_id,\xFF\n", "no_header", "subjects.csv:1:12:", "UTF-8"},
      {"subject_id,residency,capcity\n", "unknown_column",
       "subjects.csv:1:22:", "`capcity`; did you mean `capacity`?"},
      {"诚,subject_id,residency,capacity\n", "unknown_column", "subjects.csv:1:1:", "诚"},
      {"诚信\"", "no_header", "subjects.csv:1:1:", "quote"},
      {"subject_id,residency, capacity\n", "unknown_column", "subjects.csv:1:22:", "` capacity`"},
      {"subject_id,residency,capacity,\n", "unknown_column", "subjects.csv:1:31:", "``"},
      {"subject_id,residency,capacity,attributes.\n", "unknown_column",
       "subjects.csv:1:31:", "`attributes.`"},
      {"subject_id,residency,capacity,attributes\n", "unknown_column", "subjects.csv:1:31:", ""},
      {"subject_id,residency,capacity,record_id\n", "unknown_column", "subjects.csv:1:31:", ""},
      {"subject_id,residency,capacity,residency\n", "repeated_column",
       "subjects.csv:1:31:", "`residency`"},
      {"subject_id,residency,capacity,attributes.x,attributes.x\n", "repeated_column",
       "subjects.csv:1:44:", "`attributes.x`"},
      {"subject_id,residency\n", "missing_column", "subjects.csv:1:1:", "`capacity`"}};
  for (const refused_case& c : cases) {
    const auto read = rows_fixture::read(c.subjects, no_records);
    ASSERT_FALSE(read) << c.subjects;
    EXPECT_EQ(read.failure().code, c.code) << c.subjects;
    EXPECT_EQ(read.failure().message.substr(0, c.place.size()), c.place) << read.failure().message;
    EXPECT_NE(read.failure().message.find(c.says), std::string::npos) << read.failure().message;
  }
  const auto read = rows_fixture::read(two_subjects, "record_id\n");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.failure().code, "missing_column");
}

struct bad_case {
  std::string row;
  std::string code;
  std::uint32_t column;
};

// SPECIFICATION 7.2.2, 7.2.11, 7.2.12.
TEST(CsvRows, BadRows) {
  const std::vector<bad_case> cases = {
      {"s3,registered,full,college,x", "wrong_cell_count", 28},
      {"s3,registered", "wrong_cell_count", 14},
      {" ", "wrong_cell_count", 2},
      {"s3,regi\"stered,full,college", "csv_syntax", 4},
      {"\"s3\"x,registered,full,college", "csv_syntax", 1},
      {"s3,\"a\"\"b\"c,full,college", "csv_syntax", 4},
      {"s3,\"registered\" ,full,college", "csv_syntax", 4},
      {"s3, \"registered\",full,college", "csv_syntax", 4},
      {"s3,registered,fu\rll,college", "csv_syntax", 15},
      {"s3,registered,full,\"college\"\r", "csv_syntax", 20},
      {"诚信,registered,fu\rll,\"college\"", "csv_syntax", 15},
      {"s3,\xC3,full,college", "invalid_utf8", 4},
      {"诚,\"\xED\xA0\x80\",full,college", "invalid_utf8", 4},
      {"s3,registered\xC0\x80,full,college", "invalid_utf8", 14},
      {"s3,regis\0tered,full,college"s, "nul_byte", 9},
      {"s3,\"regis\0tered\",full,college"s, "nul_byte", 10},
      {"\"s3\",\"a\nb\",\"\0\",college"s, "nul_byte", 1},
      {",registered,full,college", "missing_member", 1},
      {"s3,\"\",full,college", "missing_member", 4},
      {"s3,Registered,full,college", "invalid_enum", 4},
      {"\"s\n3\",registered,fully,college", "invalid_enum", 1},  // on its second line
      {"诚信,registered,full,colege", "invalid_attribute", 20},
      {"\"s,3\",registered,full,\"colege\"", "invalid_attribute", 23}};
  for (const bad_case& c : cases) {
    const std::string subjects =
        "subject_id,residency,capacity,attributes.education\ns1,registered,full,\n" + c.row +
        "\r\ns2,none,limited,school\n";
    const auto read = rows_fixture::read(subjects, no_records);
    ASSERT_TRUE(read) << read.failure().message;
    EXPECT_EQ(read->size(), 2U) << c.row;
    ASSERT_EQ(read->bad_row_count(), 1U) << c.row;
    const bad_row& bad = read->bad_rows()[0];
    EXPECT_EQ(bad.code, c.code) << c.row << ": " << bad.reason;
    EXPECT_EQ(bad.line, 3U) << c.row;
    EXPECT_EQ(bad.column, c.column) << c.row << ": " << bad.reason;
    EXPECT_EQ(bad.row, c.row);
    EXPECT_FALSE(bad.reason.empty());
    EXPECT_EQ(bad.reason.find('\n'), std::string::npos);
  }
}

TEST(CsvRows, AnUnclosedQuoteTakesTheRestOfTheFile) {
  const auto read =
      rows_fixture::read(two_subjects + "s3,\"registered,full\ns4,none,full\n", no_records);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->bad_row_count(), 1U);
  EXPECT_EQ(read->bad_rows()[0].code, "csv_syntax");
  EXPECT_EQ(read->bad_rows()[0].line, 4U);
  EXPECT_EQ(read->bad_rows()[0].column, 4U);
  EXPECT_EQ(read->bad_rows()[0].row, "s3,\"registered,full\ns4,none,full");
}

// What is wrong on a later line ends the row there, and the next line is a row.
TEST(CsvRows, ResumesOnTheLineAfterBadQuoting) {
  const auto read = rows_fixture::read(
      two_subjects + "\"s3\nx\"y,none,full\ns4,none,full\n\"s5\",none,\"full\"\n", no_records);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), 4U);
  ASSERT_EQ(read->bad_row_count(), 1U);
  EXPECT_EQ(read->bad_rows()[0].line, 4U);
  EXPECT_EQ(read->bad_rows()[0].row, "\"s3\nx\"y,none,full");
}

TEST(CsvRows, LinesAreCountedThroughQuotedCells) {
  const auto read = rows_fixture::read(two_subjects + "\"a\nb\r\nc\",none,full\nbad\n", no_records);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->subject(2).subject_id, "a\nb\r\nc");
  ASSERT_EQ(read->bad_row_count(), 1U);
  EXPECT_EQ(read->bad_rows()[0].line, 7U);
}

// A source that never was in memory: a head, one byte again and again, a tail.
class long_source final : public io::source {
public:
  long_source(std::string head, char fill, std::size_t times, std::string tail, std::size_t step)
      : head_(std::move(head)), tail_(std::move(tail)), fill_(fill), times_(times), step_(step) {}

  result<std::size_t> read(char* into, std::size_t size) override {
    size = std::min(size, step_);
    std::size_t done = 0;
    while (done < size && at_ < head_.size() + times_ + tail_.size()) {
      const std::size_t middle = at_ - std::min(at_, head_.size());
      if (at_ < head_.size()) {
        into[done++] = head_[at_++];
      } else if (middle < times_) {
        const std::size_t run = std::min(size - done, times_ - middle);
        std::memset(into + done, fill_, run);
        done += run;
        at_ += run;
      } else {
        into[done++] = tail_[at_++ - head_.size() - times_];
      }
    }
    return done;
  }
  std::string_view name() const noexcept override { return "long.csv"; }

private:
  std::string head_, tail_;
  char fill_;
  std::size_t times_, step_, at_ = 0;
};

result<population> read_long(std::string head, std::size_t times, std::string tail,
                             std::size_t step = SIZE_MAX, char fill = 'x') {
  long_source subjects(two_subjects + head, fill, times, std::move(tail), step);
  const auto records = io::from_memory(no_records, "records.csv");
  return io::read_population(small_engine(), subjects, io::row_format::csv, *records,
                             io::row_format::csv);
}

TEST(CsvRows, ARowLongerThanOneMebibyteIsBad) {
  constexpr std::size_t mebibyte = std::size_t{1} << 20;
  const std::string head = "s3,none,";
  for (const std::string end : {"\n", "\r\n"}) {
    for (const bool too_long : {false, true}) {
      const std::size_t times = mebibyte - head.size() + (too_long ? 1 : 0);
      const auto read = read_long(head, times, end + "s4,none,full\n");
      ASSERT_TRUE(read);
      EXPECT_EQ(read->size(), 3U);
      ASSERT_EQ(read->bad_row_count(), 1U);
      EXPECT_EQ(read->bad_rows()[0].code, too_long ? "row_too_long" : "invalid_enum");
      EXPECT_EQ(read->bad_rows()[0].line, 4U);
      EXPECT_EQ(read->bad_rows()[0].row.size(), 4096U);
      EXPECT_EQ(read->bad_rows()[0].row.substr(0, 10), "s3,none,xx");
    }
  }
}

// A sanitizer keeps for a while what was given back.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool is_memory_measured = false;
#elif defined(__has_feature)
constexpr bool is_memory_measured = !__has_feature(address_sanitizer);
#else
constexpr bool is_memory_measured = true;
#endif

std::size_t peak_kibibytes() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<std::size_t>(used.ru_maxrss);
}

TEST(CsvRows, LongRowsAreNotHeld) {
  constexpr std::size_t long_line = std::size_t{64} << 20;
  const std::size_t before = peak_kibibytes();
  const auto line = read_long("s3,none,", long_line, "\ns4,none,full\n");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->size(), 3U);
  ASSERT_EQ(line->bad_row_count(), 1U);
  EXPECT_EQ(line->bad_rows()[0].code, "row_too_long");

  // Quoted, the row goes on to the line on which the quote is closed ...
  const auto quoted = read_long("s3,\"no", long_line, "\ns4,\"\"none,full\n\",full\nbad\n");
  ASSERT_TRUE(quoted);
  EXPECT_EQ(quoted->size(), 2U);
  ASSERT_EQ(quoted->bad_row_count(), 2U);
  EXPECT_EQ(quoted->bad_rows()[0].code, "row_too_long");
  EXPECT_EQ(quoted->bad_rows()[0].line, 4U);
  EXPECT_EQ(quoted->bad_rows()[1].line, 7U);

  // ... or, never closed, to the end of the file, however many lines that has.
  const auto open = read_long("s3,\"no", long_line, "", SIZE_MAX, '\n');
  ASSERT_TRUE(open);
  ASSERT_EQ(open->bad_row_count(), 1U);
  EXPECT_EQ(open->bad_rows()[0].code, "row_too_long");
  EXPECT_EQ(open->bad_rows()[0].line, 4U);
  if (is_memory_measured) {
    EXPECT_LT(peak_kibibytes() - before, 16U << 10);
  }
}

TEST(CsvRows, TheSameInPiecesOfAnySize) {
  for (const std::size_t step : {1U, 2U, 3U, 7U}) {
    const auto read = read_long("\"s\n3\",none,fu", 3, "\r\n\"s4\",\"none\",full\r\n\r\n", step);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->size(), 3U);
    EXPECT_EQ(read->subject(2).subject_id, "s4");
    ASSERT_EQ(read->bad_row_count(), 1U);
    EXPECT_EQ(read->bad_rows()[0].row, "\"s\n3\",none,fuxxx");
    EXPECT_EQ(read->bad_rows()[0].code, "invalid_enum");
  }
}

}  // namespace
