// One resident after another from JSON (case_reader.hpp), as read_population reads
// them; and the short way through a plain line beside the long one (SPECIFICATION 7).
#include "chengxin/io/case_reader.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <random>
#include <string>

#include "json/json_line.hpp"
#include "json/plain_line.hpp"
#include "population/record_rows.hpp"
#include "population_fixture.hpp"

namespace {
std::atomic<long> allocations{0};
}

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace {

using namespace chengxin;
using namespace rows_fixture;

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
  const long before = allocations;
  bool failed = false;
  for (int i = 0; i < 10; ++i) failed = failed || reader.read(subject_line, record_lines);
  EXPECT_EQ(allocations, before);
  EXPECT_FALSE(failed);
}

// A line, and whether it is plain. What is not is json_line's to read or refuse.
struct line_case {
  std::string_view line;
  bool plain;
};
constexpr line_case lines[] = {
    {R"({"record_id":"R1"})", true},
    {R"({"status":"","matter":"x"})", true},
    {R"({ "record_id" :  "R1" ,  "matter": null })", true},
    {R"({"attributes":{"hours":-0,"rate":1.50,"night":false,"place":null,"x":"y"}})", true},
    {R"({"attributes":{"hours":1},"category":"late"})", true},
    {R"({"record_id":7,"matter":true})", true},
    {"{\"matter\":\"三明\"}", true},
    {R"({})", false},
    {R"({"attributes":{}})", false},
    {R"({"attributes":null})", false},
    {R"({"attributes":{"hours":1})", false},
    {R"({"attributes":{"hours":1,"hours":2}})", false},
    {R"({"attributes":{"hours":{"a":1}}})", false},
    {R"({"record_id":"R1","record_id":"R1"})", false},
    {R"({"record_ix":"R1"})", false},
    {R"({"record_id":"R1",})", false},
    {R"({"record_id":"R1"}})", false},
    {R"({"record_id":"R1" "matter":"x"})", false},
    {R"({"record_id":})", false},
    {R"({"record_id":"R})", false},
    {R"({"record_id})", false},
    {R"({"record_id":"a\u0062"})", false},
    {R"({"record_id":["R1"]})", false},
    {R"({"record_id":01})", false},
    {R"({"record_id":-})", false},
    {R"({"record_id":1.})", false},
    {R"({"record_id":1e5})", false},
    {R"({"record_id":1234567890123456789012})", false},
    {R"({"record_id":tru})", false},
    {R"({"record_id":nul})", false},
    {"{\"matter\":\"a\tb\"}", false},
    {"{\"matter\":\"\xC3\x28\"}", false},
    {"{\"matter\":\"\xE4\xB8\"}", false},
    {"{\"\xC3\x28\":1}", false},
};

// Whether the short way takes a line. Where it does, the long way must come to the
// same: a blank behind the line makes it the long way's.
class both_ways {
public:
  both_ways() : names_(volunteer_names()) {}

  bool takes(std::string_view line) {
    if (!plain_.read(line, brief_)) return false;
    spaced_ = line;
    spaced_ += ' ';
    EXPECT_FALSE(plain_.read(spaced_, whole_));
    EXPECT_TRUE(long_way_.parse(spaced_, whole_)) << line;
    for (std::size_t i = 0; i < brief_.members.size(); ++i) {
      expect_alike(brief_.members[i], whole_.members[i], line);
    }
    EXPECT_EQ(brief_.attributes.size(), whole_.attributes.size()) << line;
    for (std::size_t i = 0; i < brief_.attributes.size(); ++i) {
      EXPECT_EQ(brief_.attributes[i].name, whole_.attributes.at(i).name) << line;
      EXPECT_EQ(brief_.attributes[i].number, whole_.attributes[i].number) << line;
      expect_alike(brief_.attributes[i].value, whole_.attributes[i].value, line);
    }
    return true;
  }

private:
  static io::rows::attribute_names volunteer_names() {
    io::rows::attribute_names made;
    made.add_list(small_engine().book().categories[0].attributes);
    return made;
  }
  static void expect_alike(const io::rows::given& a, const io::rows::given& b,
                           std::string_view line) {
    EXPECT_EQ(a.what, b.what) << line;
    EXPECT_EQ(a.text, b.text) << line;
    EXPECT_EQ(a.place, b.place) << line;
  }

  io::rows::attribute_names names_;
  io::rows::plain_line plain_{io::rows::record_rows::members, names_};
  io::rows::json_line long_way_{io::rows::record_rows::members, names_};
  io::rows::row brief_;
  io::rows::row whole_;
  std::string spaced_;
};

TEST(PlainLine, TakesPlainLinesAlone) {
  both_ways ways;
  for (const line_case& it : lines) EXPECT_EQ(ways.takes(it.line), it.plain) << it.line;
}

TEST(PlainLine, ReadsWhateverItTakesAsBoostsEventsDo) {
  constexpr std::string_view pieces[] = {
      "\"",  ",",       ":", "{",    "}",    "[",    " ",
      "\\",  "0",       "-", ".",    "e",    "null", "1",
      "\t",  "\"x\":1", "é", "\xC3", "true", "\n",   ",\"matter\":\"y\"",
      "\x7F"};
  both_ways ways;
  std::mt19937 random(20260228);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  int taken = 0;
  for (int i = 0; i < 200'000; ++i) {
    const line_case& first = lines[below(std::size(lines))];
    if (!first.plain) continue;
    std::string line(first.line);
    for (std::size_t edits = 1 + below(2); edits > 0; --edits) {
      const std::size_t at = below(line.size() + 1);
      line.replace(at, below(3), pieces[below(std::size(pieces))]);
    }
    const std::vector<char> exact(line.begin(), line.end());  // nothing may be read behind it
    taken += ways.takes({exact.data(), exact.size()}) ? 1 : 0;
    if (HasFailure()) break;
  }
  EXPECT_GT(taken, 2'000);
}

}  // namespace
