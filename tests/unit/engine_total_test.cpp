// Dimensions, bounds, ceilings, the total, score and tier, and the lists of a report
// (SPECIFICATION sections 4.7, 4.8, 4.9 and 7.4). T is 2026-06-30 throughout.
#include "engine_fixture.hpp"

namespace scene {
namespace {

book_text with_amounts() {
  book_text book;
  book.dimensions = R"(
    {"id":"both","title":{"zh":"两","en":"both"},"min":-30.5,"max":40},
    {"id":"free","title":{"zh":"宽","en":"free"},"min":-5000,"max":5000},
    {"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":20000,"repairs":true})";
  book.rules = rule("P1", "both", R"("categories":["good"],
                             "points":{"per":"hours","unit":1,"points":1})") +
               "," + rule("N1", "both", R"("categories":["bad"],"valid_months":60,
                             "points":{"per":"amount","unit":1,"points":-1})") +
               "," + rule("F1", "free", R"("categories":["deed"],
                             "points":{"per":"hours","unit":1,"points":0.01})") +
               "," + rule("F2", "free", R"("categories":["act"],"valid_months":60,
                             "points":{"per":"amount","unit":1,"points":-0.01})");
  return book;
}

// SPECIFICATION 4.7.1, 4.7.2: `raw` is what came together, `value` what the bounds let be.
TEST(Dimensions, AreHeldToTheirBounds) {
  struct row {
    std::int64_t hours, amount;
    std::string raw, value;
  };
  const row rows[] = {
      {40, 0, "40", "40"},     {41, 0, "41", "40"},  {0, 30, "-30", "-30"},
      {0, 31, "-31", "-30.5"}, {60, 50, "10", "10"}, {0, 0, "0", "0"},
  };
  for (const row& each : rows) {
    resident it(with_amounts());
    it.add("g", "good", day(2026, 1, 1), {integer("hours", each.hours)});
    it.add("b", "bad", day(2026, 1, 1), {integer("amount", each.amount)});
    it.on(today);
    EXPECT_EQ(it.raw("both"), each.raw);
    EXPECT_EQ(it.value("both"), each.value);
    EXPECT_EQ(it.total(), to_string(points::whole(500) + (*parse_points(each.value))));
  }
}

// SPECIFICATION 4.8.1, 4.8.4, 4.8.5, 7.4.7: the score's own bounds, rounding, tiers in
// any order of listing.
TEST(Total, IsHeldRoundedAndGivenATier) {
  struct row {
    std::int64_t gain, loss;  // hundredths
    std::string total, held;
    std::int64_t score;
    std::string tier;
  };
  const row rows[] = {
      {50, 0, "500.5", "0", 501, "mid"},
      {49, 0, "500.49", "0", 500, "mid"},
      {9949, 0, "599.49", "0", 599, "mid"},
      {9950, 0, "599.5", "0", 600, "high"},  // the tier goes by the score
      {50000, 0, "1000", "0", 1000, "high"},
      {50001, 0, "1000", "-0.01", 1000, "high"},
      {0, 10050, "399.5", "0", 400, "mid"},
      {0, 10051, "399.49", "0", 399, "low"},
      {0, 50000, "0", "0", 0, "low"},
      {0, 50025, "0", "0.25", 0, "low"},
  };
  for (const row& each : rows) {
    resident it(with_amounts());
    it.add("d", "deed", day(2026, 1, 1), {integer("hours", each.gain)});
    it.add("a", "act", day(2026, 1, 1), {integer("amount", each.loss)});
    const assessment& out = it.on(today);
    EXPECT_EQ(it.total(), each.total);
    EXPECT_EQ(to_string(out.held), each.held);
    EXPECT_EQ(out.score, each.score);
    EXPECT_EQ(it.tier(), each.tier);
  }
}

// SPECIFICATION 4.8.4, 1.3: below 0 too, halves go away from zero.
TEST(Total, RoundsHalvesAwayFromZeroBelowZero) {
  book_text book = with_amounts();
  book.score = R"("base":0,"min":-100,"max":100)";
  book.tiers = R"({"id":"low","title":{"zh":"低","en":"low"},"min":-100},
                  {"id":"mid","title":{"zh":"中","en":"mid"},"min":-1})";
  resident it(book);
  record& r = it.add("a", "act", day(2026, 1, 1));
  for (const auto& [loss, score, tier] :
       {std::tuple{50, -1, "mid"}, {49, 0, "mid"}, {150, -2, "low"}}) {
    const named_value amount[] = {integer("amount", loss)};
    r.attributes = amount;
    EXPECT_EQ(it.on(today).score, score);
    EXPECT_EQ(it.tier(), tier);
  }
}

book_text with_ceilings() {
  book_text book = with_amounts();
  book.ceilings =
      ceiling("C1", R"("categories":["bad"],"valid_months":60,"max_score":450)") + "," +
      ceiling("C2", R"("categories":["bad","act"],"when":"record.amount >= 10","valid_months":12,
                       "max_score":300)") +
      "," + ceiling("C3", R"("categories":["act"],"valid_months":60,"max_score":300)");
  return book;
}

// SPECIFICATION 4.8.2, 4.8.3, 7.4.8, 7.4.9: the lowest that applies, the first among
// equals, and who brought it.
TEST(Ceilings, TheLowestHolds) {
  struct row {
    std::string_view category;
    date occurred_on;
    std::int64_t amount;
    std::string ceiling, effects, total;
  };
  const row rows[] = {
      // 500 - 1 = 499.
      {"bad", day(2026, 1, 1), 1, "C1 -49 (r)", "ceiling:C1", "450"},
      {"bad", day(2025, 6, 30), 10, "C2 -190 (r)", "ceiling:C1 ceiling:C2", "300"},
      {"bad", day(2025, 6, 29), 10, "C1 -40 (r)", "ceiling:C1", "450"},
      {"bad", day(2021, 6, 29), 10, "none", "", "500"},
      {"act", day(2026, 1, 1), 10, "C2 -199.9 (r)", "ceiling:C2 ceiling:C3", "300"},
      {"act", day(2026, 1, 1), 9, "C3 -199.91 (r)", "ceiling:C3", "300"},
      {"act", day(2026, 1, 1), 25000, "C2 0 (r)", "ceiling:C2 ceiling:C3", "250"},
  };
  for (const row& each : rows) {
    resident it(with_ceilings());
    it.add("r", each.category, each.occurred_on, {integer("amount", each.amount)});
    it.on(today);
    EXPECT_EQ(it.applied_ceiling(), each.ceiling);
    EXPECT_EQ(it.effects(0), each.effects);
    EXPECT_EQ(it.total(), each.total);
  }
}

// SPECIFICATION 4.8.2: not where the record is disputed, lapsed or of a minor; and a
// record that no rule claims brings it all the same.
TEST(Ceilings, AreBroughtByLiveRecordsAlone) {
  book_text book = with_ceilings();
  book.rules = rule("P1", "both", R"("categories":["good"],"points":1)");
  resident it(book);
  record& r = it.add("r", "bad", day(2026, 1, 1), {integer("amount", 1)});
  it.on(today);
  EXPECT_EQ(it.dispositions(), "r no_rule");
  EXPECT_EQ(it.applied_ceiling(), "C1 -50 (r)");
  r.status = record_status::disputed;
  it.on(today);
  EXPECT_EQ(it.applied_ceiling(), "none");
  r.status = record_status::active;
  r.expires_on = day(2026, 6, 29);
  it.on(today);
  EXPECT_EQ(it.applied_ceiling(), "none");
}

// SPECIFICATION 4.8.1, 4.8.3, 7.4.7: the score's own bounds come first, then the ceiling.
TEST(Ceilings, ComeAfterTheBoundsOfTheScore) {
  resident it(with_ceilings());
  it.add("d", "deed", day(2026, 1, 1), {integer("hours", 90000)});
  it.add("b1", "bad", day(2026, 1, 1), {integer("amount", 0)});
  it.add("b2", "bad", day(2026, 1, 1), {integer("amount", 0)});
  const assessment& out = it.on(today);  // 500 + 900, held to 1000, then to 450
  EXPECT_EQ(to_string(out.held), "-400");
  EXPECT_EQ(it.applied_ceiling(), "C1 -550 (b1 b2)");
  EXPECT_EQ(it.total(), "450");
  EXPECT_EQ(it.tier(), "mid");
}

// SPECIFICATION 3.14.9, 3.14.14: a ceiling that cannot be decided does not apply, and
// one that has run out is not asked.
TEST(Ceilings, ThatCannotBeDecidedDoNotApply) {
  resident it(with_ceilings());
  record& r = it.add("r", "bad", day(2025, 6, 30));
  it.on(today);
  EXPECT_EQ(it.effects(0), "ceiling:C1");
  EXPECT_EQ(it.undetermined(), "N1/r record.amount is absent; C2/r record.amount is absent");
  r.occurred_on = day(2025, 6, 29);
  it.on(today);
  EXPECT_EQ(it.undetermined(), "N1/r record.amount is absent");
}

// SPECIFICATION 4.9.1, 4.9.2, 7.4.1, 7.4.6, 7.4.9, 7.4.10: the order of every list.
TEST(Report, ListsInTheOrderOfInputThenOfTheRulebook) {
  book_text book;
  book.rules =
      rule("S1", "plus", R"("kind":"subject","points":1)") + "," +
      rule("A1", "plus", R"("kind":"absence","categories":["bad","mixed"],"break_months":60,
                             "when":"record.amount != 7",
                             "steps":[{"months":1,"points":2},{"months":2,"points":3}])") +
      "," + rule("P2", "plus", R"("categories":["mixed"],"when":"record.amount == 2","points":4)") +
      "," + rule("S2", "plus", R"("kind":"subject","when":"subject.years > 1","points":9)") + "," +
      rule("P1", "plus", R"("categories":["mixed","good"],"points":5)") + "," +
      rule("N1", "minus", R"("categories":["bad"],"when":"record.amount > 3","points":-6,
                              "valid_months":60)") +
      "," + rule("S3", "plus", R"("kind":"subject","points":8)");
  book.ceilings =
      ceiling("C2", R"("categories":["bad"],"when":"record.amount > 1","valid_months":60,
                       "max_score":900)") +
      "," + ceiling("C1", R"("categories":["bad","mixed"],"valid_months":60,"max_score":900)");
  resident it(book);
  it.add("z", "mixed", day(2026, 1, 1), {integer("amount", 7)});
  it.add("y", "bad", day(2026, 1, 1));
  it.add("x", "mixed", day(2026, 1, 1), {integer("amount", 2)});
  it.add("w", "nothing", day(2026, 1, 1));
  it.add("v", "bad", day(2026, 1, 1), {integer("amount", 4)});
  const assessment& out = it.on(today);
  // Of two steps reached two are set back (x and v; z does not meet the condition).
  EXPECT_EQ(it.awards("plus"), "P1/z 5, P2/x 4, S1 1, S3 8");
  EXPECT_EQ(it.awards("minus"), "N1/v -6");
  EXPECT_EQ(it.dispositions(), "z counted, y counted, x counted, w unknown_category, v counted");
  EXPECT_EQ(it.effects(0), "ceiling:C1");
  EXPECT_EQ(it.effects(1), "ceiling:C1");
  EXPECT_EQ(it.effects(2), "ceiling:C1 absence:A1");
  EXPECT_EQ(it.effects(3), "");
  EXPECT_EQ(it.effects(4), "ceiling:C2 ceiling:C1 absence:A1");
  EXPECT_EQ(it.undetermined(),
            "A1/y record.amount is absent; N1/y record.amount is absent; "
            "C2/y record.amount is absent; S2 subject.years is absent");
  EXPECT_EQ(it.applied_ceiling(), "C2 0 (v)");
  EXPECT_EQ(out.records.size(), 5U);
  EXPECT_EQ(it.total(), "512");
}

}  // namespace
}  // namespace scene
