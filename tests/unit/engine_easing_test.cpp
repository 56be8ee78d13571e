// Easing, and what it gives back (SPECIFICATION sections 4.1 and 4.7).
// T is 2026-06-30 throughout.
#include "engine_fixture.hpp"

namespace scene {
namespace {

std::string restore(const std::string& id, const std::string& rest) {
  return "," + rule(id, "repair", R"("kind":"restore",)" + rest);
}

// A bad record costs 40, brings a ceiling of 300 and sets back 10 points.
book_text with_roads() {
  book_text book;
  book.rules =
      rule("N1", "minus", R"("categories":["bad","act"],"points":-40,"valid_months":60)") +
      restore("R3", R"("categories":["bad"],"step":"conduct","percent":30,"after_days":365)") +
      restore("R1", R"("categories":["bad"],"step":"corrected","percent":35)") +
      restore("R2", R"("categories":["bad"],"step":"service","percent":20,"after_days":30)") +
      restore("R4", R"("categories":["bad"],"step":"corrected","percent":50,
                       "when":"record.amount < 100")") +
      restore("R5", R"("categories":["bad"],"step":"corrected","percent":50,
                       "when":"record.amount < 60")") +
      "," + rule("A1", "plus", R"("kind":"absence","categories":["bad"],"break_months":24,
                             "steps":[{"months":12,"points":10}])");
  book.ceilings = ceiling("C1", R"("categories":["bad"],"valid_months":36,"max_score":300)");
  return book;
}

// SPECIFICATION 4.1.13, 4.1.14, 7.4.5: by step the greatest percentage, over the
// steps their sum; a step counts from its day and its after_days on.
TEST(Easing, IsTheSumOverTheSteps) {
  struct row {
    std::optional<date> corrected, service, conduct;
    std::int64_t amount;
    int percent;
    std::string restored;
  };
  const std::optional<date> no;
  const row rows[] = {
      {no, no, no, 500, 0, ""},
      {today, no, no, 500, 35, "minus 14 (r 35 R1)"},  // 40 - 40 x 65% = 14
      {day(2026, 7, 1), no, no, 500, 0, ""},
      {no, day(2026, 5, 31), no, 500, 20, "minus 8 (r 20 R2)"},  // 31 May + 30 days
      {no, day(2026, 6, 1), no, 500, 0, ""},
      {no, no, day(2025, 6, 30), 500, 30, "minus 12 (r 30 R3)"},
      {no, no, day(2025, 7, 1), 500, 0, ""},
      {today, day(2026, 5, 31), day(2025, 6, 30), 500, 85, "minus 34 (r 85 R3 R1 R2)"},
      {today, no, no, 99, 50, "minus 20 (r 50 R4)"},
      {today, no, no, 50, 50, "minus 20 (r 50 R4)"},  // R5 gives as much, R4 stands before it
      {today, day(2026, 5, 31), day(2025, 6, 30), 50, 100, "minus 40 (r 100 R3 R2 R4)"},
  };
  for (const row& each : rows) {
    resident it(with_roads());
    record& r = it.add("r", "bad", day(2025, 1, 1), {integer("amount", each.amount)});
    r.corrected_on = each.corrected;
    r.service_on = each.service;
    r.conduct_on = each.conduct;
    it.on(today);
    EXPECT_EQ(it.eased(0), each.percent);
    EXPECT_EQ(it.restored(), each.restored);
    EXPECT_EQ(it.awards("minus"), "N1/r -40");
  }
}

// SPECIFICATION 4.1.14: 60 and 60 are held to 100.
TEST(Easing, IsHeldToAHundred) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["mixed"],"points":-40,"valid_months":60)") +
               restore("R1", R"("categories":["mixed"],"step":"corrected","percent":60)") +
               restore("R2", R"("categories":["mixed"],"step":"service","percent":60)");
  resident it(book);
  record& r = it.add("r", "mixed", day(2025, 1, 1));
  r.corrected_on = day(2026, 1, 1);
  r.service_on = day(2026, 1, 1);
  it.on(today);
  EXPECT_EQ(it.eased(0), 100);
  EXPECT_EQ(it.restored(), "minus 40 (r 100 R1 R2)");
  EXPECT_EQ(it.total(), "500");
}

// SPECIFICATION 4.1.15, 4.1.16, 4.1.17, 7.4.5: a decided repair gives all back from its
// day on and names no rule; before that the record is eased like an active one.
TEST(Easing, ADecidedRepairGivesAllBack) {
  struct row {
    date repaired_on;
    int percent;
    std::string restored, effects, total, ceiling;
  };
  const row rows[] = {
      // 500 + 10 - 40 + 40: as if there were no record.
      {today, 100, "minus 40 (r 100)", "", "510", "none"},
      // 500 + 0 - 40 + 14 = 474, held to 300.
      {day(2026, 7, 1), 35, "minus 14 (r 35 R1)", "ceiling:C1 absence:A1", "300", "C1 -174 (r)"},
  };
  for (const row& each : rows) {
    resident it(with_roads());
    record& r = it.add("r", "bad", day(2025, 1, 1), {integer("amount", 500)});
    r.corrected_on = day(2026, 1, 1);
    r.status = record_status::repaired;
    r.repaired_on = each.repaired_on;
    it.on(today);
    EXPECT_EQ(it.dispositions(), "r counted");
    EXPECT_EQ(it.eased(0), each.percent);
    EXPECT_EQ(it.restored(), each.restored);
    EXPECT_EQ(it.effects(0), each.effects);
    EXPECT_EQ(it.total(), each.total);
    EXPECT_EQ(it.applied_ceiling(), each.ceiling);
    EXPECT_EQ(it.awards("minus"), "N1/r -40");
  }
}

// SPECIFICATION 4.1.17: easing by 100 through restore rules frees as a decision does.
TEST(Easing, ByAHundredFreesOfCeilingAndAbsence) {
  resident it(with_roads());
  record& r = it.add("r", "bad", day(2025, 1, 1), {integer("amount", 50)});
  r.corrected_on = today;
  r.service_on = day(2026, 1, 1);
  it.on(today);
  EXPECT_EQ(it.eased(0), 70);
  EXPECT_EQ(it.effects(0), "ceiling:C1 absence:A1");
  EXPECT_EQ(it.total(), "300");
  r.conduct_on = day(2025, 2, 1);
  it.on(today);
  EXPECT_EQ(it.eased(0), 100);
  EXPECT_EQ(it.effects(0), "");
  EXPECT_EQ(it.total(), "510");
}

// SPECIFICATION 3.14.8, 3.14.14, 3.14.15: only restore rules whose step has its day
// and its after_days behind it are asked, and none for a decided repair.
TEST(Easing, AsksOnlyWhatItNeeds) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["bad"],"points":-40,"valid_months":60)") +
               restore("R1", R"("categories":["bad"],"step":"corrected","percent":50,
                                "when":"record.amount < 100","after_days":10)") +
               restore("R2", R"("categories":["bad"],"step":"corrected","percent":5)");
  resident it(book);
  record& r = it.add("r", "bad", day(2025, 1, 1));
  it.on(today);
  EXPECT_EQ(it.undetermined(), "");
  r.corrected_on = day(2026, 6, 21);
  it.on(today);
  EXPECT_EQ(it.undetermined(), "");
  EXPECT_EQ(it.eased(0), 5);
  r.corrected_on = day(2026, 6, 20);
  it.on(today);
  EXPECT_EQ(it.undetermined(), "R1/r record.amount is absent");
  EXPECT_EQ(it.eased(0), 5);
  r.status = record_status::repaired;
  r.repaired_on = today;
  it.on(today);
  EXPECT_EQ(it.undetermined(), "");
  EXPECT_EQ(it.eased(0), 100);
}

// SPECIFICATION 4.7.3, 4.7.4, 4.7.5, 4.7.7: what a bound took is not given back twice.
TEST(Restoration, StopsAtTheBoundsOfTheDimension) {
  book_text book = with_roads();
  book.ceilings.clear();
  book.dimensions = R"(
    {"id":"plus","title":{"zh":"加","en":"plus"},"min":0,"max":1000},
    {"id":"minus","title":{"zh":"减","en":"minus"},"min":-50,"max":0},
    {"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":1050,"repairs":true})";
  resident it(book);
  it.add("a", "act", day(2025, 1, 1));
  record& b = it.add("b", "act", day(2025, 2, 1));
  it.on(today);
  EXPECT_EQ(it.raw("minus"), "-80");
  EXPECT_EQ(it.value("minus"), "-50");
  EXPECT_EQ(it.total(), "460");  // 500 + 10 - 50
  b.status = record_status::repaired;
  b.repaired_on = today;
  it.on(today);
  EXPECT_EQ(it.restored(), "minus 10 (b 100)");  // -40 - (-50)
  EXPECT_EQ(it.total(), "470");                  // without b: 500 + 10 - 40
}

// SPECIFICATION 4.7.4, 4.4.1: eased or not, one act counts once.
TEST(Restoration, LooksAtSharedMattersAnew) {
  book_text book;
  book.rules =
      rule("N1", "minus", R"("categories":["act"],"when":"record.amount >= 100","points":-40,
                              "valid_months":60)") +
      "," + rule("N2", "minus", R"("categories":["act"],"points":-30,"valid_months":60)") +
      restore("R1", R"("categories":["act"],"step":"corrected","percent":10)") +
      restore("R2", R"("categories":["act"],"step":"service","percent":50)");
  resident it(book);
  record& a = it.add("a", "act", day(2025, 1, 1), {integer("amount", 100)});
  record& b = it.add("b", "act", day(2025, 1, 1), {integer("amount", 1)});
  a.matter = b.matter = "court:1";
  a.corrected_on = today;  // 36 against 30
  it.on(today);
  EXPECT_EQ(it.dispositions(), "a counted, b same_matter");
  EXPECT_EQ(it.restored(), "minus 4 (a 10 R1)");
  a.service_on = today;  // 40 x 40% = 16 against 30
  it.on(today);
  EXPECT_EQ(it.restored(), "minus 10 (a 60 R1 R2)");
  EXPECT_EQ(it.total(), "470");  // 500 - 40 + 10
  EXPECT_EQ(it.dispositions(), "a counted, b same_matter");
}

// SPECIFICATION 4.7.4, 4.5.3: -15 and -15 held to 20 in the year; with one of
// them gone 15 are left, so that 5 come back.
TEST(Restoration, LooksAtLimitsAnew) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["bad"],"points":-15,"valid_months":60,
                                      "limits":{"per_year":20})");
  resident it(book);
  it.add("a", "bad", day(2025, 1, 1));
  record& b = it.add("b", "bad", day(2025, 2, 1));
  b.status = record_status::repaired;
  b.repaired_on = today;
  it.on(today);
  EXPECT_EQ(it.awards("minus"), "N1/a -5, N1/b -15");
  EXPECT_EQ(it.restored(), "minus 5 (b 100)");
  EXPECT_EQ(it.total(), "485");
}

// SPECIFICATION 4.7.4, 1.3: -0.05 eased by 50 percent is -0.025, rounded -0.03.
TEST(Restoration, RoundsHalvesAwayFromZero) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["bad"],"points":-0.05,"valid_months":60)") +
               restore("R1", R"("categories":["bad"],"step":"corrected","percent":50)");
  resident it(book);
  it.add("a", "bad", day(2025, 1, 1)).corrected_on = today;
  it.on(today);
  EXPECT_EQ(it.restored(), "minus 0.02 (a 50 R1)");
  EXPECT_EQ(it.total(), "499.97");
}

// SPECIFICATION 4.7.6, 4.7.5, 3.4.7: a record took the dimension from 100 down to
// -100; its repair gives back 200, though the dimension that repairs says 100.
TEST(Restoration, IsNeverHeldBack) {
  book_text book;
  book.dimensions = R"(
    {"id":"credit","title":{"zh":"信","en":"credit"},"min":-100,"max":100},
    {"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":100,"repairs":true})";
  book.rules = rule("P1", "credit", R"("categories":["good"],"points":100)") + "," +
               rule("N1", "credit", R"("categories":["bad"],"points":-200,"valid_months":60)");
  resident it(book);
  it.add("g", "good", day(2025, 1, 1));
  record& b = it.add("b", "bad", day(2025, 2, 1));
  it.on(today);
  EXPECT_EQ(it.total(), "400");
  b.status = record_status::repaired;
  b.repaired_on = today;
  it.on(today);
  EXPECT_EQ(it.value("credit"), "-100");
  EXPECT_EQ(it.value("repair"), "200");
  EXPECT_EQ(it.total(), "600");
}

// SPECIFICATION 7.4.3, 7.4.4: dimensions in the order of the rulebook, records in
// the order of input, and only those that cost something there.
TEST(Restoration, ListsDimensionsAndRecordsInOrder) {
  book_text book;
  book.dimensions = R"(
    {"id":"b","title":{"zh":"乙","en":"b"},"min":-100,"max":0},
    {"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":300,"repairs":true},
    {"id":"a","title":{"zh":"甲","en":"a"},"min":-100,"max":0})";
  book.rules = rule("N1", "a", R"("categories":["bad","mixed"],"points":-10,"valid_months":60)") +
               "," + rule("N2", "b", R"("categories":["bad"],"points":-20,"valid_months":60)") +
               restore("R1", R"("categories":["bad","mixed"],"step":"corrected","percent":50)");
  resident it(book);
  it.add("z", "bad", day(2025, 1, 1)).corrected_on = today;
  it.add("n", "bad", day(2025, 1, 1));
  it.add("m", "mixed", day(2025, 1, 1)).corrected_on = today;
  it.on(today);
  EXPECT_EQ(it.restored(), "b 10 (z 50 R1); a 10 (z 50 R1, m 50 R1)");
  EXPECT_EQ(it.raw("repair"), "20");
}

// SPECIFICATION 4.7.4: a decision for one record does not undo what a bound or a
// limit does to the gains of others; positive contributions are never eased.
TEST(Restoration, LeavesGainsAlone) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["mixed"],"points":10)") +
               restore("R1", R"("categories":["mixed"],"step":"corrected","percent":50)");
  resident it(book);
  it.add("m", "mixed", day(2025, 1, 1)).corrected_on = today;
  it.on(today);
  EXPECT_EQ(it.eased(0), 50);
  EXPECT_EQ(it.restored(), "");
  EXPECT_EQ(it.total(), "510");
}

}  // namespace
}  // namespace scene
