// The JSON of `explain` (SPECIFICATION section 7). The whole object of one
// resident was worked out by hand from report_town.hpp and section 4.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/config.hpp"
#include "chengxin/describe.hpp"
#include "chengxin/io/report.hpp"
#include "counted_new.hpp"
#include "report/appender.hpp"
#include "report/json_string.hpp"
#include "report_town.hpp"

namespace {

using namespace chengxin;
using counted_new::allocations;

std::string json_of(const engine& compiled, const town::resident& one, date day = town::today) {
  const assessment made = one.assess(day);
  assessment scratch;
  const std::optional<date> through =
      compiled.stable_through(one.facts(), one.records(), made, scratch);
  std::string out;
  io::append_report_json(out, {&compiled, &one.facts(), one.records(), &made, through});
  return out;
}

/// The text without the line ends and indents that make it readable here.
std::string on_one_line(std::string_view text) {
  std::string out;
  bool indent = true;
  for (const char c : text) {
    if (c == '\n') {
      indent = true;
    } else if (!indent || c != ' ') {
      indent = false;
      out += c;
    }
  }
  return out;
}

// SPECIFICATION 6.2, 7.4.1 to 7.4.12.
TEST(ReportJson, OfLinIsTheObjectOfSection7) {
  const engine compiled = town::compile(town::make_book());
  // basic 20; positive 10 (of 24, limited to 50 in all) + 40 + 30 × 50 % + 10 (n 2, b 1);
  // negative -10.5 - 40; repair: -10.5 × 65 % = -6.83, so 3.67 back. 648.17.
  const std::string expected = on_one_line(R"({"subject_id":"lin-7f3a","as_of":"2026-06-30",
    "rulebook":{"id":"example-city","version":"2026.1",
      "fingerprint":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    "library":")" CHENGXIN_VERSION_STRING R"(","eligible":true,"ineligible_because":[],
    "score":648,"total":648.17,"tier":"C","stable_through":"2026-08-20","dimensions":[
    {"id":"basic","raw":20,"value":20,"awards":[{"rule":"B1","points":20}],"restored":[]},
    {"id":"positive","raw":75,"value":75,"awards":[
      {"rule":"P1","record":"v1","points":10,"before_limits":24,"percent":100},
      {"rule":"P1","record":"v2","points":40,"before_limits":40,"percent":100},
      {"rule":"P2","record":"h1","points":15,"before_limits":15,"percent":50},
      {"rule":"P3","points":10}],"restored":[]},
    {"id":"negative","raw":-50.5,"value":-50.5,"awards":[
      {"rule":"N2","record":"f1","points":-10.5,"before_limits":-10.5,"percent":100},
      {"rule":"N1","record":"f2","points":-40,"before_limits":-40,"percent":100}],"restored":[]},
    {"id":"repair","raw":3.67,"value":3.67,"awards":[],"restored":[
      {"dimension":"negative","points":3.67,"records":[
        {"record":"f1","percent":35,"rules":["R1"]}]}]}],
    "base":600,"held":0,"ceiling":null,"records":[
    {"record":"v1","disposition":"counted","eased":0,"effects":[]},
    {"record":"v2","disposition":"counted","eased":0,"effects":[]},
    {"record":"v3","disposition":"counted","eased":0,"effects":[]},
    {"record":"h1","disposition":"counted","eased":0,"effects":[]},
    {"record":"f1","disposition":"counted","eased":35,"effects":[]},
    {"record":"f2","disposition":"counted","eased":0,"effects":["absence:P3"]},
    {"record":"d1","disposition":"disputed","eased":0,"effects":[]},
    {"record":"x1","disposition":"barred","eased":0,"effects":[]},
    {"record":"v1","disposition":"duplicate","eased":0,"effects":[]}],
    "undetermined":[{"rule":"P1","record":"v3","why":"record.hours is absent"}]})");
  EXPECT_EQ(json_of(compiled, town::lin(compiled)), expected);
}

// SPECIFICATION 4.9.2, 7.4.8, 7.4.9.
TEST(ReportJson, OfChenShowsTheCeilingAndEveryDisposition) {
  const engine compiled = town::compile(town::make_book());
  const std::string json = json_of(compiled, town::chen(compiled));
  const auto holds = [&](std::string_view part) { return json.find(part) != std::string::npos; };
  // 600 + 30 + 30 + 50 - 80 - 40 = 590, held to 549.
  EXPECT_TRUE(holds(R"("score":549,"total":549,"tier":"D")")) << json;
  EXPECT_TRUE(holds(R"("ceiling":{"id":"C1","max_score":549,"held":-41,"records":["l1"]})"))
      << json;
  EXPECT_TRUE(holds(on_one_line(R"("records":[
    {"record":"l1","disposition":"counted","eased":0,"effects":["ceiling:C1"]},
    {"record":"h3","disposition":"counted","eased":0,"effects":[]},
    {"record":"h4","disposition":"counted","eased":0,"effects":[]},
    {"record":"h5","disposition":"not_yet","eased":0,"effects":[]},
    {"record":"h6","disposition":"lapsed","eased":0,"effects":[]},
    {"record":"h7","disposition":"origin_not_allowed","eased":0,"effects":[]},
    {"record":"h8","disposition":"provider_not_authorised","eased":0,"effects":[]},
    {"record":"h9","disposition":"expired","eased":0,"effects":[]},
    {"record":"v5","disposition":"counted","eased":0,"effects":[]},
    {"record":"f3","disposition":"counted","eased":0,"effects":["absence:P3"]},
    {"record":"f4","disposition":"same_matter","eased":0,"effects":["absence:P3"]},
    {"record":"f5","disposition":"revoked","eased":0,"effects":[]},
    {"record":"f6","disposition":"invalid_attribute","eased":0,"effects":[]},
    {"record":"f7","disposition":"minor","eased":0,"effects":[]},
    {"record":"u1","disposition":"unknown_category","eased":0,"effects":[]},
    {"record":"n1","disposition":"no_rule","eased":0,"effects":[]}])")))
      << json;
  // A rule about the subject has no record.
  EXPECT_TRUE(holds(R"("undetermined":[{"rule":"B1","why":"subject.education is absent"}]})"))
      << json;
}

// SPECIFICATION 4.0.4, 4.0.6, 7.4.11.
TEST(ReportJson, WithoutEligibilityHasNoFigures) {
  const engine compiled = town::compile(town::make_book());
  subject given;
  given.subject_id = "wu";
  given.birth_date = date::of(2010, 1, 1);
  given.residency = residency::none;
  given.capacity = capacity::limited;
  given.enrolled_on = date::of(2026, 7, 1);
  town::resident wu(compiled, given);
  wu.add(town::record_of("l1", "list", "court", date::of(2026, 1, 1)));
  const std::string json = json_of(compiled, wu);
  EXPECT_NE(json.find(on_one_line(R"("eligible":false,
    "ineligible_because":["age","not_enrolled","residency","capacity"],
    "score":null,"total":null,"tier":null,"stable_through":"2028-12-31","dimensions":[],
    "base":600,"held":0,"ceiling":null,
    "records":[{"record":"l1","disposition":"minor","eased":0,"effects":[]}],
    "undetermined":[]})")),
            std::string::npos)
      << json;
}

// SPECIFICATION 7.4.5.
TEST(ReportJson, ADecidedRepairNamesNoRule) {
  const engine compiled = town::compile(town::make_book());
  town::resident sun(compiled, town::adult("sun"));
  record list = town::record_of("l1", "list", "court", date::of(2026, 1, 1));
  list.status = record_status::repaired;
  list.repaired_on = date::of(2026, 2, 1);
  sun.add(list);
  const std::string json = json_of(compiled, sun);
  EXPECT_NE(json.find(R"("restored":[{"dimension":"negative","points":80,"records":[)"
                      R"({"record":"l1","percent":100,"rules":[]}]}])"),
            std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("ceiling":null)"), std::string::npos) << json;
}

TEST(ReportJson, EscapesWhatComesFromTheData) {
  const engine compiled = town::compile(town::make_book());
  town::resident one(compiled, town::adult("a\"b\\c\n\t\x01</script>诚"));
  one.add(town::record_of("\x1b[2J\"", "list", "court", date::of(2026, 1, 1)));
  one.add(town::record_of("\x7F\xC2\x9B\xE2\x80\xAE\xE2\x80\xA8", "list", "court",
                          date::of(2026, 1, 1)));
  const std::string json = json_of(compiled, one);
  EXPECT_EQ(json.rfind(R"({"subject_id":"a\"b\\c\n\t\u0001</script>诚",)", 0), 0U) << json;
  EXPECT_NE(json.find(R"({"record":"\u001b[2J\"","disposition":"counted")"), std::string::npos)
      << json;
  EXPECT_NE(json.find(R"({"record":"\u007f\u009b\u202e\u2028","disposition":"counted")"),
            std::string::npos)
      << json;
}

TEST(ReportJson, AppendsAndDoesNotAllocateInAReusedString) {
  const engine compiled = town::compile(town::make_book());
  const town::resident lin = town::lin(compiled);
  const assessment made = lin.assess();
  const io::report_input input{&compiled, &lin.facts(), lin.records(), &made, std::nullopt};
  std::string out = "before";
  io::append_report_json(out, input);
  const std::string once = out;
  EXPECT_EQ(once.rfind("before{", 0), 0U);
  EXPECT_EQ(once.back(), '}');
  EXPECT_NE(once.find(R"("stable_through":null)"), std::string::npos);
  out.reserve(once.size() + 8192);
  out.resize(6);
  const std::size_t before = allocations;
  io::append_report_json(out, input);
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(out, once);
}

// -- The pieces -------------------------------------------------------------------------------

std::string escaped_plainly(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"')
      out += "\\\"";
    else if (c == '\\')
      out += "\\\\";
    else if (c == '\b')
      out += "\\b";
    else if (c == '\f')
      out += "\\f";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20U || c == 0x7F) {
      out += "\\u00";
      out += "01234567"[c / 16];
      out += "0123456789abcdef"[c % 16];
    } else {
      out += c;
    }
  }
  return out + '"';
}

TEST(JsonString, EscapesEveryByteAtEveryPlaceOfEveryLength) {
  for (std::size_t length = 0; length <= 25; ++length) {
    for (std::size_t place = 0; place < std::max<std::size_t>(length, 1); ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(length, 'x');
        if (length != 0) text[place] = static_cast<char>(byte);
        std::string out;
        {
          io::report::appender to(out);
          io::report::append_json_string(to, text);
        }
        ASSERT_EQ(out, escaped_plainly(text)) << length << ' ' << place << ' ' << byte;
      }
    }
  }
}

/// A character of at least U+0080 and below U+10000 as UTF-8.
std::string utf8_of(unsigned code) {
  std::string out;
  if (code < 0x800U) {
    out += static_cast<char>(0xC0U | code >> 6U);
  } else {
    out += static_cast<char>(0xE0U | code >> 12U);
    out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
  }
  return out += static_cast<char>(0x80U | (code & 0x3FU));
}

// SPECIFICATION 7.6.1. The ranges are spelt out here once more, so that neither
// can change without the other.
TEST(JsonString, EscapesWhatActsUnseenAndNothingElse) {
  constexpr std::pair<unsigned, unsigned> unseen[] = {
      {0x80, 0x9F}, {0x61C, 0x61C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};
  for (unsigned code = 0x80; code < 0x10000U; ++code) {
    if (code >= 0xD800U && code <= 0xDFFFU) continue;
    bool acts = false;
    for (const auto& [first, last] : unseen) acts |= code >= first && code <= last;
    std::string expected = utf8_of(code);
    if (acts) {
      expected = "\\u";
      for (const unsigned shift : {12U, 8U, 4U, 0U}) {
        expected += "0123456789abcdef"[code >> shift & 15U];
      }
    }
    for (const std::string_view around : {"", "x", "seven...", "诚信"}) {
      const std::string text = std::string(around) + utf8_of(code) + std::string(around);
      std::string out;
      {
        io::report::appender to(out);
        io::report::append_json_string(to, text);
      }
      ASSERT_EQ(out, '"' + std::string(around) + expected + std::string(around) + '"') << code;
    }
  }
}

TEST(JsonString, NeedsNoMoreRoomThanIsAskedFor) {
  for (const std::string_view one : {"\x01", "\x7F", "\xC2\x80", "\xE2\x80\xA8", "😀", "\""}) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += one;
    std::string room(text.size() * 6, '\0');
    const char* const end = io::report::write_escaped(room.data(), text);
    EXPECT_LE(end, room.data() + room.size());
  }
}

TEST(Appender, WritesPointsAndDaysAsTheCoreDoes) {
  std::string expected;
  std::string out;
  {
    io::report::appender to(out);
    const auto write = [&](std::int64_t cents) {
      append_points(expected, points{cents});
      expected += ' ';
      to.decimal(points{cents});
      to.character(' ');
    };
    for (std::int64_t cents = -120'000; cents <= 120'000; cents += 7) write(cents);
    for (const std::int64_t cents : {0, 1, 10, 100, 99'999, 100'000, 100'000'000}) write(cents);
    for (std::int32_t days = -25'567; days < 84'006; days += 97) {  // 1900 to 2199
      append_date(expected, date{days});
      to.day(date{days});
    }
  }
  EXPECT_EQ(out, expected);
}

TEST(Describe, NamesWhatIsAbsent) {
  using kind = expression::cause::kind;
  const engine compiled = town::compile(town::make_book());
  const town::resident lin = town::lin(compiled);
  const auto words = [&](kind what) {
    return describe(compiled, lin.records(), {false, 0, 4, {what, 0}});
  };
  EXPECT_EQ(words(kind::absent_record_attribute), "record.amount is absent");
  EXPECT_EQ(words(kind::absent_subject_attribute), "subject.education is absent");
  EXPECT_EQ(words(kind::absent_age), "subject.age is absent");
  EXPECT_EQ(words(kind::integer_overflow), "integer overflow");
  EXPECT_EQ(words(kind::division_by_zero), "division by zero");
}

}  // namespace
