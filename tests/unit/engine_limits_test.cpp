// One act, one consequence; combine, limits and groups (SPECIFICATION sections 4.4
// and 4.5). T is 2026-06-30 throughout. `hours` are the points of a record.
#include "engine_fixture.hpp"

namespace scene {
namespace {

const std::string per_hour = R"("points":{"per":"hours","unit":1,"points":1})";

resident with_good_rule(const std::string& rest) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],)" + per_hour + rest);
  return resident(book);
}

void add_hours(resident& it, std::string_view id, date when, std::int64_t hours) {
  it.add(id, "good", when, {integer("hours", hours)});
}

book_text with_acts() {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["act","bad"],"when":"record.amount >= 100",
                              "points":-20,"valid_months":60)") +
               "," + rule("N2", "minus", R"("categories":["act","bad"],"when":"record.amount >= 10",
                              "points":-10,"valid_months":60)") +
               "," +
               rule("N3", "minus", R"("categories":["act","bad"],"points":-10,"valid_months":60,
                              "decay":[{"after_months":12,"percent":0}])");
  return book;
}

// SPECIFICATION 4.4.1, 4.4.2, 3.5.4, 2.2.7.
TEST(Matter, OfOneActTheGravestConsequenceStays) {
  struct row {
    std::string_view first_matter, second_matter, category;
    std::string dispositions, value;
  };
  const row rows[] = {
      {"court:1", "court:1", "act", "a same_matter, b counted", "-20"},
      {"court:1", "court:2", "act", "a counted, b counted", "-30"},
      {"", "", "act", "a counted, b counted", "-30"},
      {"court:1", "court:1", "bad", "a counted, b counted", "-30"},  // it heeds no matter
  };
  for (const row& each : rows) {
    resident it(with_acts());
    it.add("a", each.category, day(2026, 2, 1), {integer("amount", 10)}).matter = each.first_matter;
    it.add("b", each.category, day(2026, 1, 1), {integer("amount", 100)}).matter =
        each.second_matter;
    it.on(today);
    EXPECT_EQ(it.dispositions(), each.dispositions);
    EXPECT_EQ(it.value("minus"), each.value);
  }
}

// SPECIFICATION 4.4.3: the earlier rule, then the later day, then the smaller id.
TEST(Matter, TiesAreDecidedByRuleDayAndId) {
  struct one {
    std::string_view id;
    date occurred_on;
    std::int64_t amount;
  };
  struct row {
    one a, b;
    std::string dispositions;
  };
  const row rows[] = {
      {{"x", day(2026, 2, 1), 1}, {"y", day(2026, 1, 1), 10}, "x same_matter, y counted"},
      {{"x", day(2026, 1, 1), 10}, {"y", day(2026, 2, 1), 10}, "x same_matter, y counted"},
      {{"y", day(2026, 1, 1), 10}, {"x", day(2026, 1, 1), 10}, "y same_matter, x counted"},
      {{"x", day(2026, 1, 1), 10}, {"X", day(2026, 1, 1), 10}, "x same_matter, X counted"},
      {{"\xE4\xBF\xA1", day(2026, 1, 1), 10},
       {"z", day(2026, 1, 1), 10},
       "\xE4\xBF\xA1 same_matter, z counted"},
  };
  for (const row& each : rows) {
    resident it(with_acts());
    for (const one& r : {each.a, each.b}) {
      it.add(r.id, "act", r.occurred_on, {integer("amount", r.amount)}).matter = "court:1";
    }
    it.on(today);
    EXPECT_EQ(it.dispositions(), each.dispositions);
    EXPECT_EQ(it.value("minus"), "-10");
  }
}

// SPECIFICATION 4.4.1: a contribution of 0 is no consequence.
TEST(Matter, ZeroNeitherDropsNorPushesOut) {
  resident it(with_acts());
  it.add("old", "act", day(2025, 1, 1), {integer("amount", 1)}).matter = "court:1";
  it.add("new", "act", day(2026, 1, 1), {integer("amount", 10)}).matter = "court:1";
  it.on(today);
  EXPECT_EQ(it.dispositions(), "old counted, new counted");
  EXPECT_EQ(it.value("minus"), "-10");
}

// SPECIFICATION 4.4.1: signs and dimensions are looked at apart.
TEST(Matter, IsSharedWithinOneSignAndDimension) {
  book_text book;
  book.dimensions = R"(
    {"id":"both","title":{"zh":"两","en":"both"},"min":-1000,"max":1000},
    {"id":"other","title":{"zh":"他","en":"other"},"min":-1000,"max":1000},
    {"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":4000,"repairs":true})";
  book.more_categories = R"({"id":"turn","title":{"zh":"转","en":"turn"},"nature":"neutral",
    "matter":true,"attributes":{"amount":{"type":"integer","required":true}}})";
  book.rules =
      rule("Q1", "both", R"("categories":["turn"],"when":"record.amount > 1","points":5)") + "," +
      rule("Q2", "both", R"("categories":["turn"],"when":"record.amount == 1",
                                      "points":3)") +
      "," + rule("Q3", "both", R"("categories":["turn"],"points":-7,"valid_months":60)") + "," +
      rule("Q4", "other", R"("categories":["turn"],"points":-1,"valid_months":60)");
  resident it(book);
  for (const auto& [id, amount] : {std::pair<std::string_view, int>{"a", 2}, {"b", 1}, {"c", 0}}) {
    it.add(id, "turn", day(2026, 1, 1), {integer("amount", amount)}).matter = "court:1";
  }
  it.on(today);
  EXPECT_EQ(it.awards("both"), "Q1/a 5, Q3/c -7");
  EXPECT_EQ(it.awards("other"), "Q4/a -1");
  // b lost in both; c stays in the first.
  EXPECT_EQ(it.dispositions(), "a counted, b same_matter, c counted");
}

// SPECIFICATION 4.5.1, 4.5.2, 3.8.8.
TEST(Combine, MaxKeepsTheFirst) {
  resident it = with_good_rule(R"(,"combine":"max")");
  add_hours(it, "c", day(2026, 1, 1), 10);
  add_hours(it, "a", day(2026, 1, 1), 20);
  add_hours(it, "b", day(2026, 2, 1), 20);
  it.on(today);
  EXPECT_EQ(it.dispositions(), "c not_highest, a not_highest, b counted");
  EXPECT_EQ(it.value("plus"), "20");
}

// SPECIFICATION 4.5.2: also where all weigh 0, the smaller id among equal days.
TEST(Combine, MaxKeepsTheFirstAmongZeros) {
  resident it = with_good_rule(R"(,"combine":"max")");
  add_hours(it, "b", day(2026, 1, 1), 0);
  add_hours(it, "a", day(2026, 1, 1), 0);
  it.on(today);
  EXPECT_EQ(it.dispositions(), "b not_highest, a counted");
}

// SPECIFICATION 4.5.3, 4.5.7: a year is that of occurred_on; the weightiest first.
TEST(Limits, PerYear) {
  resident it = with_good_rule(R"(,"limits":{"per_year":20})");
  add_hours(it, "a", day(2025, 1, 1), 10);
  add_hours(it, "b", day(2025, 12, 31), 15);
  add_hours(it, "c", day(2026, 1, 1), 15);
  add_hours(it, "d", day(2025, 6, 1), 9);
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/a 5, P1/b 15, P1/c 15");
  EXPECT_EQ(it.dispositions(), "a counted, b counted, c counted, d over_limit");
}

// SPECIFICATION 4.5.1: equal weights go by the later day, then by the smaller id.
TEST(Limits, OrderEqualsByDayAndId) {
  resident it = with_good_rule(R"(,"limits":{"total":25})");
  add_hours(it, "b", day(2026, 1, 1), 10);
  add_hours(it, "a", day(2026, 1, 1), 10);
  add_hours(it, "c", day(2026, 2, 1), 10);
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/b 5, P1/a 10, P1/c 10");
}

// SPECIFICATION 4.5.4: 9 and 8 of 2025 are held to 10, so 8 becomes 1 and stands
// behind 5 and 4 of 2026 when the first two are taken.
TEST(Limits, CountComesAfterPerYearInAnOrderOfItsOwn) {
  resident it = with_good_rule(R"(,"limits":{"per_year":10,"count":2})");
  add_hours(it, "a", day(2025, 1, 1), 9);
  add_hours(it, "b", day(2025, 1, 1), 8);
  add_hours(it, "c", day(2026, 1, 1), 5);
  add_hours(it, "d", day(2026, 1, 1), 4);
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/a 9, P1/c 5");
  EXPECT_EQ(it.dispositions(), "a counted, b over_limit, c counted, d over_limit");
}

// SPECIFICATION 4.5.4, 4.5.8: what weighs nothing takes no place and stays counted.
TEST(Limits, CountPassesOverZero) {
  resident it = with_good_rule(R"(,"limits":{"count":1})");
  add_hours(it, "z", day(2026, 3, 1), 0);
  add_hours(it, "a", day(2026, 1, 1), 3);
  add_hours(it, "b", day(2026, 1, 1), 2);
  it.on(today);
  EXPECT_EQ(it.dispositions(), "z counted, a counted, b over_limit");
  EXPECT_EQ(it.value("plus"), "3");
}

// SPECIFICATION 4.5.5: per_year leaves 9, 1, 5 and 4; count keeps 9, 5 and 4; the
// total of 16 cuts the 4 to 2.
TEST(Limits, TotalComesLast) {
  resident it = with_good_rule(R"(,"limits":{"per_year":10,"count":3,"total":16})");
  add_hours(it, "a", day(2025, 1, 1), 9);
  add_hours(it, "b", day(2025, 1, 1), 8);
  add_hours(it, "c", day(2026, 1, 1), 5);
  add_hours(it, "d", day(2026, 1, 1), 4);
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/a 9, P1/c 5, P1/d 2");
  EXPECT_EQ(it.raw("plus"), "16");
  EXPECT_EQ(it.disposition("b"), "over_limit");
}

// SPECIFICATION 4.5.2 to 4.5.5: after `max` one contribution is left, which the
// limits cut; what it was before them is told (7.4.2).
TEST(Limits, AfterMaxCutTheOneThatStays) {
  resident it = with_good_rule(R"(,"combine":"max","limits":{"per_year":6,"total":4.5})");
  add_hours(it, "a", day(2025, 1, 1), 9);
  add_hours(it, "b", day(2026, 1, 1), 8);
  const assessment& out = it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/a 4.5");
  EXPECT_EQ(to_string(out.awards.at(0).before_limits), "9");
}

// SPECIFICATION 4.5.3 to 4.5.5, 3.8.9: limits are magnitudes.
TEST(Limits, HoldWhatIsTakenToo) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["bad"],"valid_months":60,
                      "points":{"per":"amount","unit":1,"points":-1},
                      "limits":{"per_year":10,"total":12})");
  resident it(book);
  it.add("a", "bad", day(2025, 1, 1), {integer("amount", 7)});
  it.add("b", "bad", day(2025, 1, 1), {integer("amount", 8)});
  it.add("c", "bad", day(2026, 1, 1), {integer("amount", 6)});
  it.on(today);
  EXPECT_EQ(it.awards("minus"), "N1/b -8, N1/c -4");  // 8, 2, 6 in the years; 8 + 4 in all
  EXPECT_EQ(it.dispositions(), "a over_limit, b counted, c counted");
}

// SPECIFICATION 4.5.6, 3.8.10: P1's own total leaves 12 of 20; with P2's 15 before it
// in order, 25 for both leave it 10.
TEST(Groups, ShareATotalBesidesTheirOwnLimits) {
  book_text book;
  book.groups = R"({"id":"G","dimension":"plus","title":{"zh":"组","en":"group"},"total":25})";
  book.rules =
      rule("P1", "plus", R"("categories":["good"],"limits":{"total":12},"group":"G",)" + per_hour) +
      "," + rule("P2", "plus", R"("categories":["deed"],"group":"G",)" + per_hour) + "," +
      rule("P3", "plus", R"("categories":["mixed"],"points":100)");
  resident it(book);
  add_hours(it, "a", day(2026, 1, 1), 20);
  it.add("b", "deed", day(2026, 1, 1), {integer("hours", 15)});
  it.add("c", "mixed", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/a 10, P2/b 15, P3/c 100");
  add_hours(it, "d", day(2026, 1, 1), 30);
  it.on(today);  // d alone fills P1's total
  EXPECT_EQ(it.awards("plus"), "P2/b 15, P3/c 100, P1/d 10");
  EXPECT_EQ(it.disposition("a"), "over_limit");
}

// SPECIFICATION 4.5.6: a group of rules that deduct, by magnitude.
TEST(Groups, OfRulesThatDeduct) {
  book_text book;
  book.groups = R"({"id":"G","dimension":"minus","title":{"zh":"组","en":"group"},"total":30})";
  book.rules =
      rule("N1", "minus", R"("categories":["bad"],"points":-20,"valid_months":60,"group":"G")") +
      "," + rule("N2", "minus", R"("categories":["mixed"],"points":-25,"valid_months":60,
                                    "group":"G")");
  resident it(book);
  it.add("a", "bad", day(2026, 1, 1));
  it.add("b", "mixed", day(2026, 1, 1));
  it.add("c", "bad", day(2025, 1, 1));
  it.on(today);
  EXPECT_EQ(it.awards("minus"), "N1/a -5, N2/b -25");
  EXPECT_EQ(it.dispositions(), "a counted, b counted, c over_limit");
}

// SPECIFICATION 4.5.8, 4.5.9: one claim that stays is enough; where none does, the
// first dimension with a claim decides.
TEST(Disposition, OfARecordInSeveralDimensions) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["mixed"],"points":-5,"valid_months":60,
                                      "limits":{"total":5})") +
               "," + rule("P1", "plus", R"("categories":["mixed"],"points":5,"valid_months":1)");
  resident it(book);
  it.add("a", "mixed", day(2026, 1, 2));
  it.add("b", "mixed", day(2026, 1, 1));
  it.add("c", "mixed", day(2026, 6, 1));  // the latest takes all that minus allows
  it.on(today);
  EXPECT_EQ(it.dispositions(), "a expired, b expired, c counted");
  EXPECT_EQ(it.awards("minus"), "N1/c -5");
  it.on(day(2026, 5, 1));
  EXPECT_EQ(it.dispositions(), "a counted, b expired, c not_yet");
}

}  // namespace
}  // namespace scene
