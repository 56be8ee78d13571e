// Advice (chengxin/advice.hpp): every figure was worked out by hand from
// report_town.hpp and SPECIFICATION section 4.
#include "chengxin/advice.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "report_town.hpp"

namespace {

using namespace chengxin;
using town::record_of;
using town::today;

/// "corrected 2026-06-30 +14" for each road.
std::vector<std::string> in_words(const std::vector<repair_road>& roads) {
  std::vector<std::string> all;
  for (const repair_road& road : roads) {
    const auto step = static_cast<std::size_t>(road.step);
    all.push_back((road.decision ? "decision" : std::string(repair_step_names[step])) + " " +
                  to_string(road.effective_on) + " " + to_string(road.gain));
  }
  return all;
}

using strings = std::vector<std::string>;

class Advice : public testing::Test {
protected:
  std::shared_ptr<rulebook> book = town::make_book();

  /// What is advised on one record that a resident has nothing beside.
  [[nodiscard]] std::vector<record_advice> on_one(const record& given, date day = today) const {
    const engine compiled = town::compile(book);
    town::resident one(compiled, town::adult("zhao"));
    one.add(given);
    return advise(compiled, one.facts(), one.records(), day);
  }
};

TEST_F(Advice, OfLinNamesCostsEndsAndRoads) {
  const engine compiled = town::compile(book);
  const town::resident lin = town::lin(compiled);
  const std::vector<record_advice> all = advise(compiled, lin.facts(), lin.records(), today);
  ASSERT_EQ(all.size(), 2U);  // f1 and f2: the disputed d1 costs nothing

  // f1: -10.5 eased by 35 % costs 6.83. 20 % more from the 30th day give 2.1.
  EXPECT_EQ(all[0].record, 4U);
  EXPECT_EQ(to_string(all[0].cost), "6.83");
  EXPECT_EQ(all[0].last_day, date::of(2026, 10, 15));
  EXPECT_EQ(in_words(all[0].roads),
            (strings{"service 2026-07-30 2.1", "decision 2026-06-30 6.83"}));

  // f2: -40, and the step of P3 from 10 to 20 that it sets back.
  EXPECT_EQ(all[1].record, 5U);
  EXPECT_EQ(to_string(all[1].cost), "50");
  EXPECT_EQ(all[1].last_day, date::of(2028, 2, 20));
  EXPECT_EQ(in_words(all[1].roads),
            (strings{"corrected 2026-06-30 14", "service 2026-07-30 8", "decision 2026-06-30 50"}));
}

TEST_F(Advice, UnderACeilingOnlyWhatLiftsItGains) {
  const engine compiled = town::compile(book);
  const town::resident chen = town::chen(compiled);
  const std::vector<record_advice> all = advise(compiled, chen.facts(), chen.records(), today);
  ASSERT_EQ(all.size(), 4U);  // l1, f3, f4 and the neutral n1

  // l1: 600 + 110 - 40 = 670 without it, 549 with it.
  EXPECT_EQ(to_string(all[0].cost), "121");
  EXPECT_EQ(all[0].last_day, date::of(2028, 9, 1));
  EXPECT_EQ(in_words(all[0].roads), strings{"decision 2026-06-30 121"});

  // f3: the ceiling holds the total today, but on 2028-02-20 the sum is
  // 600 + 45 + 20 - 120 = 545 with it and 585, held to 549, without.
  EXPECT_EQ(all[1].cost, points{});
  EXPECT_EQ(all[1].last_day, date::of(2028, 2, 20));
  EXPECT_TRUE(all[1].roads.empty());

  // f4: of the same act as f3, which is dearer and lasts longer.
  EXPECT_EQ(all[2].cost, points{});
  EXPECT_FALSE(all[2].last_day);
  EXPECT_TRUE(all[2].roads.empty());
}

TEST_F(Advice, ARoadMayTakeEffectLongAfterToday) {
  const auto all = on_one(record_of("l1", "list", "court", date::of(2025, 9, 1)));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(to_string(all[0].cost), "80");  // 600 without it, 520 (below 549) with it
  EXPECT_EQ(all[0].last_day, date::of(2028, 9, 1));
  EXPECT_EQ(in_words(all[0].roads), (strings{"conduct 2027-06-30 24", "decision 2026-06-30 80"}));
}

TEST_F(Advice, OneStepMayGiveMoreLater) {
  rule later = book->rules[7];  // R1: corrected, 35 % at once
  book->rules[7].percent = 20;
  later.id = "R1b";
  later.percent = 50;
  later.after_days = 90;
  book->rules.push_back(later);
  record fine = record_of("f", "fine", "police", date::of(2026, 6, 1));
  const named_value amount{"amount", value::of(std::int64_t{1})};
  fine.attributes = {&amount, 1};
  const auto all = on_one(fine);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(in_words(all[0].roads),
            (strings{"corrected 2026-06-30 2.1", "corrected 2026-09-28 5.25",
                     "service 2026-07-30 2.1", "decision 2026-06-30 10.5"}));
}

TEST_F(Advice, NothingCountsBeyondTheRulebookOrTheProvidersLastDay) {
  // 36 months from 2026-06-01 end in 2029, after the rulebook's last day.
  const auto to_the_end = on_one(record_of("l", "list", "court", date::of(2026, 6, 1)));
  ASSERT_EQ(to_the_end.size(), 1U);
  EXPECT_EQ(to_the_end[0].last_day, date::of(2028, 12, 31));

  record brief = record_of("l", "list", "court", date::of(2026, 6, 1));
  brief.expires_on = date::of(2026, 7, 15);
  const auto expiring = on_one(brief);
  ASSERT_EQ(expiring.size(), 1U);
  EXPECT_EQ(expiring[0].last_day, date::of(2026, 7, 15));
}

TEST_F(Advice, ARepairedRecordCostsNothingFromThatDayOn) {
  record fine = record_of("f", "fine", "police", date::of(2026, 3, 1));
  const named_value amount{"amount", value::of(std::int64_t{1})};
  fine.attributes = {&amount, 1};
  fine.status = record_status::repaired;
  fine.repaired_on = date::of(2026, 4, 1);
  const auto repaired = on_one(fine);
  ASSERT_EQ(repaired.size(), 1U);
  EXPECT_EQ(repaired[0].cost, points{});
  EXPECT_FALSE(repaired[0].last_day);
  EXPECT_TRUE(repaired[0].roads.empty());

  fine.repaired_on = date::of(2026, 8, 1);  // decided already, not in effect yet
  const auto decided = on_one(fine);
  ASSERT_EQ(decided.size(), 1U);
  EXPECT_EQ(to_string(decided[0].cost), "10.5");
  EXPECT_EQ(decided[0].last_day, date::of(2026, 7, 31));
  // Until then a step still gives something: 10.5 - 6.83, and 10.5 - 8.4.
  EXPECT_EQ(in_words(decided[0].roads),
            (strings{"corrected 2026-06-30 3.67", "service 2026-07-30 2.1"}));
}

TEST_F(Advice, ANeutralRecordThatAddsCostsNothing) {
  rule visits = town::rule_for("U1", "positive", {"用信", "Use"}, "11");
  visits.categories = {"visit"};
  visits.points = points::whole(5);
  book->rules.push_back(visits);
  const auto all = on_one(record_of("n", "visit", "library", date::of(2026, 1, 1)));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].cost, points{});
  EXPECT_FALSE(all[0].last_day);
  EXPECT_TRUE(all[0].roads.empty());
}

TEST_F(Advice, NeedsAScore) {
  const record list = record_of("l1", "list", "court", date::of(2026, 2, 1));
  EXPECT_EQ(on_one(list).size(), 1U);
  EXPECT_TRUE(on_one(list, date::of(2025, 12, 31)).empty());  // not effective yet
  EXPECT_TRUE(on_one(list, date::of(2029, 1, 1)).empty());    // no longer
  book->min_age = 60;
  EXPECT_TRUE(on_one(list).empty());  // not eligible
}

}  // namespace
