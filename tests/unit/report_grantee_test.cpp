// The report for a grantee (SPECIFICATION section 7.4): what a third party sees
// betrays no record that is not counted, and adds up all the same.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/config.hpp"
#include "chengxin/io/report.hpp"
#include "report_town.hpp"

namespace {

using namespace chengxin;

std::string grantee_json(const engine& compiled, const prepared_subject& who,
                         std::span<const prepared_record> records, date day = town::today) {
  assessment made, scratch;
  EXPECT_TRUE(compiled.assess(who, records, day, depth::everything, made));
  std::string out;
  io::append_grantee_report_json(
      out, {&compiled, &who, records, &made, compiled.stable_through(who, records, made, scratch)});
  return out;
}
std::string grantee_json(const engine& compiled, const town::resident& one) {
  return grantee_json(compiled, one.facts(), one.records());
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

// SPECIFICATION 7.4.13 to 7.4.15: of nine records six are counted; nothing is said of
// the disputed, the barred and the duplicate one, nor of v3's missing hours.
TEST(ReportGrantee, OfLinListsCountedRecordsAlone) {
  const engine compiled = town::compile(town::make_book());
  const std::string expected = on_one_line(R"({"subject_id":"lin-7f3a","as_of":"2026-06-30",
    "rulebook":{"id":"example-city","version":"2026.1",
      "fingerprint":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    "library":")" CHENGXIN_VERSION_STRING R"(","eligible":true,"ineligible_because":[],
    "score":648,"total":648.17,"tier":"C","dimensions":[
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
      {"dimension":"negative","points":3.67}]}],
    "base":600,"held":0,"ceiling":null,"records":[
    {"record":"v1","disposition":"counted"},{"record":"v2","disposition":"counted"},
    {"record":"v3","disposition":"counted"},{"record":"h1","disposition":"counted"},
    {"record":"f1","disposition":"counted"},{"record":"f2","disposition":"counted"}]})");
  EXPECT_EQ(grantee_json(compiled, town::lin(compiled)), expected);
}

// SPECIFICATION 7.4.13, 7.4.16: of sixteen records five; f4, of the act of f3, sets back
// an absence as f3 does and is not seen.
TEST(ReportGrantee, OfChenShowsTheCeilingOfACountedRecord) {
  const engine compiled = town::compile(town::make_book());
  const std::string json = grantee_json(compiled, town::chen(compiled));
  EXPECT_NE(json.find(on_one_line(R"("base":600,"held":0,
    "ceiling":{"id":"C1","max_score":549,"held":-41,"records":["l1"]},"records":[
    {"record":"l1","disposition":"counted"},{"record":"h3","disposition":"counted"},
    {"record":"h4","disposition":"counted"},{"record":"v5","disposition":"counted"},
    {"record":"f3","disposition":"counted"}]})")),
            std::string::npos)
      << json;
}

// SPECIFICATION 7.4.16, 7.4.17: a visit, which no rule claims, brings the ceiling.
TEST(ReportGrantee, ACeilingOfOtherRecordsIsNotNamed) {
  auto book = town::make_book();
  book->ceilings[0].categories = {"visit", "fine"};
  book->ceilings[0].max_score = 540;
  const engine compiled = town::compile(std::move(book));
  town::resident one(compiled, town::adult("one"));
  one.add(town::record_of("n1", "visit", "library", date::of(2026, 1, 1)));
  // 600, held to 540.
  std::string json = grantee_json(compiled, one);
  EXPECT_NE(json.find(R"("score":540,"total":540,)"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("base":600,"held":-60,"ceiling":null,"records":[]})"), std::string::npos)
      << json;
  // A small fine besides, -10.50, brings it too: 589.50, held to 540.
  one.add(town::record_of("f1", "fine", "bureau", date::of(2026, 3, 1)));
  const std::array<named_value, 1> amount{{{"amount", value::of(std::int64_t{500})}}};
  record fine = town::record_of("f2", "fine", "bureau", date::of(2026, 3, 2));
  fine.attributes = amount;
  one.add(fine);
  json = grantee_json(compiled, one);
  EXPECT_NE(json.find(on_one_line(R"("base":600,"held":0,
    "ceiling":{"id":"C1","max_score":540,"held":-49.5,"records":["f1","f2"]},"records":[
    {"record":"f1","disposition":"counted"},{"record":"f2","disposition":"counted"}]})")),
            std::string::npos)
      << json;
}

// SPECIFICATION 7.4.11, 7.4.13: without a score no figure, yet the counted records.
TEST(ReportGrantee, WithoutEligibilityHasNoFigures) {
  const engine compiled = town::compile(town::make_book());
  subject given = town::adult("wu");
  given.capacity = capacity::limited;
  town::resident wu(compiled, given);
  wu.add(town::record_of("l1", "list", "court", date::of(2026, 1, 1)));
  wu.add(town::record_of("n1", "visit", "library", date::of(2026, 1, 1)));
  const std::string json = grantee_json(compiled, wu);
  EXPECT_NE(json.find(on_one_line(R"("eligible":false,"ineligible_because":["capacity"],
    "score":null,"total":null,"tier":null,"dimensions":[],"base":600,"held":0,"ceiling":null,
    "records":[{"record":"l1","disposition":"counted"}]})")),
            std::string::npos)
      << json;
}

// -- Whatever the records ----------------------------------------------------------------------

class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
  /// A whole number from 0 to n - 1.
  int below(int n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(n));
  }

private:
  std::uint64_t state_;
};

constexpr std::array<std::string_view, 7> categories{"volunteer", "honour", "fine",    "fine",
                                                     "list",      "visit",  "religion"};
constexpr std::array<std::string_view, 4> providers{"市文明办", "市文明办", "bureau-of-all",
                                                    "court-of-all"};
constexpr std::array<std::string_view, 3> matters{"", "matter-one", "matter-two"};

/// The sum, in hundredths, of all numbers that stand after `key` in a report.
std::int64_t sum_after(std::string_view json, std::string_view key) {
  std::int64_t sum = 0;
  for (std::size_t at = json.find(key); at != std::string_view::npos; at = json.find(key, at)) {
    at += key.size();
    const bool negative = json[at] == '-';
    if (negative) ++at;
    std::int64_t whole = 0, cents = 0, unit = 10;
    while (json[at] >= '0' && json[at] <= '9') whole = whole * 10 + (json[at++] - '0');
    if (json[at] == '.') {
      for (++at; json[at] >= '0' && json[at] <= '9'; unit /= 10) cents += (json[at++] - '0') * unit;
    }
    sum += (negative ? -1 : 1) * (whole * 100 + cents);
  }
  return sum;
}

/// A resident of up to fourteen records that end up with every disposition there is.
town::resident draw(const engine& compiled, dice& cast, std::vector<std::string>& ids) {
  static const named_value amounts[] = {{"amount", value::of(std::int64_t{500})},
                                        {"amount", value::of(std::int64_t{3000})}};
  static const named_value hours{"hours", value::of(std::int64_t{300})};
  subject given = town::adult("someone");
  given.enrolled_on = date::of(2023, 1, 1) + cast.below(900);
  town::resident made(compiled, given);
  const int count = 1 + cast.below(14);
  ids.clear();
  for (int i = 0; i < count; ++i) ids.push_back("record-no-" + std::to_string(100 + i));
  for (int i = 0; i < count; ++i) {
    const date when = date::of(2022, 7, 1) + cast.below(1500);
    // One in ten has an earlier one's id.
    const int named = i > 0 && cast.below(10) == 0 ? cast.below(i) : i;
    record it = town::record_of(ids[static_cast<std::size_t>(named)],
                                categories[static_cast<std::size_t>(cast.below(7))],
                                providers[static_cast<std::size_t>(cast.below(4))], when);
    if (it.category == "fine" && cast.below(4) != 0) it.attributes = {&amounts[cast.below(2)], 1};
    if (it.category == "volunteer" && cast.below(4) != 0) it.attributes = {&hours, 1};
    it.matter = matters[static_cast<std::size_t>(cast.below(3))];
    if (cast.below(4) == 0) it.corrected_on = when + cast.below(100);
    if (cast.below(6) == 0) it.expires_on = when + cast.below(900);
    switch (cast.below(9)) {
      case 0: it.status = record_status::disputed; break;
      case 1: it.status = record_status::revoked; break;
      case 2:
        it.status = record_status::repaired;
        it.repaired_on = when + cast.below(200);
        break;
      default: break;
    }
    made.add(it);
  }
  return made;
}

// SPECIFICATION 7.4.7, 7.4.13 to 7.4.18: no byte of a record that is not counted, and
// what is shown adds up.
TEST(ReportGrantee, BetraysNothingAndAddsUp) {
  auto book = town::make_book();
  book->ceilings[0].categories = {"list", "visit"};
  const engine compiled = town::compile(std::move(book));
  int hidden = 0, folded = 0, held = 0;
  std::array<int, disposition_names.size()> seen{};
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(seed);
    std::vector<std::string> ids;
    const town::resident one = draw(compiled, cast, ids);
    std::vector<prepared_record> unrepaired, shown;
    for (const prepared_record& it : one.records()) {
      if (it.status != record_status::repaired) unrepaired.push_back(it);
      if (it.status == record_status::active) shown.push_back(it);
    }
    const std::string json = grantee_json(compiled, one.facts(), shown);
    ASSERT_EQ(json, grantee_json(compiled, one.facts(), unrepaired));
    assessment made;
    ASSERT_TRUE(compiled.assess(one.facts(), shown, town::today, depth::everything, made));
    for (const std::string& id : ids) {
      bool counted = false;
      for (std::size_t i = 0; i < shown.size(); ++i) {
        counted |= shown[i].record_id == id && made.records[i].what == disposition::counted;
      }
      ASSERT_EQ(json.find('"' + id + '"') != std::string::npos, counted) << id << ' ' << json;
      hidden += counted ? 0 : 1;
    }
    for (const record_result& it : made.records) {
      seen[static_cast<std::size_t>(it.what)] += 1;
      if (it.what == disposition::counted) continue;
      ASSERT_EQ(json.find(name_of(it.what)), std::string::npos) << json;
    }
    for (const auto& words : {std::span<const std::string_view>(categories),
                              std::span<const std::string_view>(providers),
                              std::span<const std::string_view>(matters).subspan(1)}) {
      for (const std::string_view word : words) ASSERT_EQ(json.find(word), std::string::npos);
    }
    if (!made.eligible) continue;
    ASSERT_EQ(sum_after(json, R"("value":)") + sum_after(json, R"("base":)") +
                  sum_after(json, R"("held":)"),
              sum_after(json, R"("total":)"))
        << json;
    ASSERT_EQ(sum_after(json, R"("points":)"), sum_after(json, R"("raw":)")) << json;
    const bool named = json.find(R"("ceiling":null)") == std::string::npos;
    folded += made.ceiling && made.ceiling->held.cents < 0 && !named ? 1 : 0;
    held += named ? 1 : 0;
  }
  // The draw reaches what it is meant to reach.
  EXPECT_GT(hidden, 5000);
  EXPECT_GT(folded, 100);
  EXPECT_GT(held, 100);
  for (const disposition it :
       {disposition::counted, disposition::duplicate, disposition::lapsed, disposition::expired,
        disposition::not_yet, disposition::same_matter, disposition::over_limit,
        disposition::no_rule, disposition::barred}) {
    EXPECT_GT(seen[static_cast<std::size_t>(it)], 20) << name_of(it);
  }
}

}  // namespace
