// The CSV of `score` and the JSON of `timeline` (SPECIFICATION section 7).
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "chengxin/io/report.hpp"
#include "report_town.hpp"

namespace {

using namespace chengxin;

class Scores : public testing::Test {
protected:
  engine compiled = town::compile(town::make_book());
  std::string out;
};

// SPECIFICATION 7.3.1.
TEST_F(Scores, HeaderNamesTheDimensionsInRulebookOrder) {
  io::append_score_header(out, compiled, false);
  io::append_score_header(out, compiled, true);
  EXPECT_EQ(out,
            "subject_id,eligible,score,tier,basic,positive,negative,repair\n"
            "subject_id,eligible,score,tier,basic,positive,negative,repair,stable_through\n");
}

// SPECIFICATION 7.3.1, 7.3.3, 7.3.4.
TEST_F(Scores, RowHasWholeScoresAndShortDecimals) {
  const town::resident lin = town::lin(compiled);
  const assessment made = lin.assess();
  const std::optional<date> through = date::of(2026, 8, 20);
  const std::optional<date> for_good;
  io::append_score_row(out, compiled, lin.facts(), made, nullptr);
  io::append_score_row(out, compiled, lin.facts(), made, &through);
  io::append_score_row(out, compiled, lin.facts(), made, &for_good);
  EXPECT_EQ(out,
            "lin-7f3a,true,648,C,20,75,-50.5,3.67\n"
            "lin-7f3a,true,648,C,20,75,-50.5,3.67,2026-08-20\n"
            "lin-7f3a,true,648,C,20,75,-50.5,3.67,\n");
}

// SPECIFICATION 7.3.3.
TEST_F(Scores, WithoutEligibilityWhatDoesNotExistIsEmpty) {
  subject given;
  given.subject_id = "wu";
  const town::resident wu(compiled, given);
  const assessment made = wu.assess();
  const std::optional<date> through = date::of(2028, 12, 31);
  io::append_score_row(out, compiled, wu.facts(), made, nullptr);
  io::append_score_row(out, compiled, wu.facts(), made, &through);
  EXPECT_EQ(out, "wu,false,,,,,,\nwu,false,,,,,,,2028-12-31\n");
}

// SPECIFICATION 7.6.2.
TEST_F(Scores, QuotesOnlyWhatRfc4180Demands) {
  const auto first_cell = [&](std::string_view id) {
    subject given;
    given.subject_id = id;
    const town::resident one(compiled, given);
    out.clear();
    io::append_score_row(out, compiled, one.facts(), one.assess(), nullptr);
    return out.substr(0, out.rfind(",false"));
  };
  EXPECT_EQ(first_cell("plain"), "plain");
  EXPECT_EQ(first_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(first_cell("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(first_cell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(first_cell("a\rb"), "\"a\rb\"");
  EXPECT_EQ(first_cell(" a "), " a ");
  EXPECT_EQ(first_cell("=1+1"), "=1+1");  // the scores' CSV is exact
  EXPECT_EQ(first_cell("诚信"), "诚信");
}

// SPECIFICATION 7.5.1.
TEST_F(Scores, TimelineLeavesOutWhatThereIsNot) {
  const town::resident lin = town::lin(compiled);
  timeline given(3);
  given[0].from = date::of(2026, 1, 1);
  given[0].through = date::of(2026, 1, 31);
  given[1] = {date::of(2026, 2, 1),
              date::of(2026, 6, 30),
              true,
              648,
              points{64817},
              2,
              {points::whole(20), points::whole(75), points{-5050}, points{367}},
              {{change::eligibility, no_index, no_index},
               {change::expired, 5, 4},
               {change::ceiling, 0, 5},
               {change::absence, 3, no_index},
               {change::lapsed, no_index, 0}}};
  given[2] = given[1];
  given[2].from = given[2].through = date::of(2026, 7, 1);
  given[2].causes.clear();
  io::append_timeline_json(out, compiled, given, lin.records());
  const std::string figures =
      R"("eligible":true,"score":648,"total":648.17,"tier":"C",)"
      R"("dimensions":{"basic":20,"positive":75,"negative":-50.5,"repair":3.67})";
  EXPECT_EQ(out,
            R"([{"from":"2026-01-01","through":"2026-01-31","eligible":false,"score":null,)"
            R"("total":null,"tier":null,"dimensions":{},"causes":[]},)"
            R"({"from":"2026-02-01","through":"2026-06-30",)" +
                figures +
                R"(,"causes":[{"what":"eligibility"},{"rule":"N2","record":"f1","what":"expired"},)"
                R"({"rule":"C1","record":"f2","what":"ceiling"},{"rule":"P3","what":"absence"},)"
                R"({"record":"v1","what":"lapsed"}]},)"
                R"({"from":"2026-07-01","through":"2026-07-01",)" +
                figures + R"(,"causes":[]}])");
}

TEST_F(Scores, AnEmptyTimelineIsAnEmptyArray) {
  io::append_timeline_json(out, compiled, {}, {});
  EXPECT_EQ(out, "[]");
}

}  // namespace
