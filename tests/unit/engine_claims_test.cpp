// Which rule claims a record, and what it weighs (SPECIFICATION sections 3.7, 4.2
// and 4.3). T is 2026-06-30 throughout.
#include "engine_fixture.hpp"

namespace scene {
namespace {

// SPECIFICATION 4.2.1, 4.2.4, 3.6.5: the first rule whose condition holds, in each
// dimension for itself.
TEST(Claims, GoToTheFirstRuleOfEachDimension) {
  book_text book;
  book.rules =
      rule("N1", "minus", R"("categories":["mixed"],"when":"record.amount >= 100","points":-20,
                              "valid_months":60)") +
      "," + rule("P1", "plus", R"("categories":["mixed"],"points":4)") + "," +
      rule("N2", "minus", R"("categories":["mixed"],"when":"record.amount >= 10","points":-5,
                              "valid_months":60)") +
      "," + rule("P2", "plus", R"("categories":["mixed"],"points":100)");
  resident it(book);
  it.add("a", "mixed", day(2026, 1, 1), {integer("amount", 100)});
  it.add("b", "mixed", day(2026, 1, 1), {integer("amount", 99)});
  it.add("c", "mixed", day(2026, 1, 1), {integer("amount", 9)});
  it.add("d", "bad", day(2026, 1, 1), {integer("amount", 9)});
  it.on(today);
  EXPECT_EQ(it.awards("minus"), "N1/a -20, N2/b -5");
  EXPECT_EQ(it.awards("plus"), "P1/a 4, P1/b 4, P1/c 4");
  EXPECT_EQ(it.dispositions(), "a counted, b counted, c counted, d no_rule");
}

// SPECIFICATION 4.2.2, 1.5, 1.6: a period runs through the last of its days.
TEST(Claims, ExpireAfterTheirLastDay) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],"points":10,"valid_months":12)");
  struct row {
    date occurred_on, as_of;
    std::string became;
  };
  const row rows[] = {
      {day(2025, 3, 10), day(2026, 3, 10), "counted"},
      {day(2025, 3, 10), day(2026, 3, 11), "expired"},
      {day(2024, 2, 29), day(2025, 2, 28), "counted"},
      {day(2024, 2, 29), day(2025, 3, 1), "expired"},
      {day(2023, 2, 28), day(2024, 2, 28), "counted"},  // not the 29th
      {day(2023, 2, 28), day(2024, 2, 29), "expired"},
  };
  for (const row& each : rows) {
    resident it(book);
    it.add("r", "good", each.occurred_on);
    it.on(each.as_of);
    EXPECT_EQ(it.disposition("r"), each.became) << to_string(each.as_of);
    EXPECT_EQ(it.total(), each.became == "counted" ? "510" : "500");
  }
}

// SPECIFICATION 4.2.3: what one rule let go no other rule takes up.
TEST(Claims, ThatExpiredAreNotTakenUpByAnotherRule) {
  book_text book;
  book.rules =
      rule("N1", "minus", R"("categories":["bad"],"when":"record.amount >= 100","points":-5,
                              "valid_months":12)") +
      "," + rule("N2", "minus", R"("categories":["bad"],"points":-20,"valid_months":60)");
  resident it(book);
  it.add("r", "bad", day(2025, 6, 30), {integer("amount", 100)});
  it.on(today);
  EXPECT_EQ(it.awards("minus"), "N1/r -5");
  it.on(day(2026, 7, 1));
  EXPECT_EQ(it.dispositions(), "r expired");
  EXPECT_EQ(it.total(), "500");
}

// SPECIFICATION 3.7.2 to 3.7.6, 1.9: for each full unit, held to `max`.
TEST(Points, PerUnitOfAnAttribute) {
  struct row {
    std::string points;
    std::int64_t hours;
    std::string raw;
  };
  const row rows[] = {
      {R"({"per":"hours","unit":10,"points":2})", 29, "4"},
      {R"({"per":"hours","unit":10,"points":2})", 30, "6"},
      {R"({"per":"hours","unit":10,"points":2})", 9, "0"},
      {R"({"per":"hours","unit":10,"points":2})", -30, "0"},
      {R"({"per":"hours","unit":1,"points":0.33})", 10, "3.3"},
      {R"({"per":"hours","unit":1,"points":1.5,"max":4})", 2, "3"},
      {R"({"per":"hours","unit":1,"points":1.5,"max":4})", 3, "4"},
      {R"({"per":"hours","unit":1,"points":1.5,"max":0})", 3, "0"},
      {R"({"per":"hours","unit":1,"points":1000000})", 2, "1000000"},
      {R"({"per":"hours","unit":1,"points":0.01})", 9223372036854775807, "1000000"},
      {R"({"per":"hours","unit":9223372036854775807,"points":7})", 9223372036854775807, "7"},
  };
  for (const row& each : rows) {
    book_text book;
    book.rules = rule("P1", "plus", R"("categories":["good"],"points":)" + each.points);
    resident it(book);
    it.add("r", "good", day(2026, 1, 1), {integer("hours", each.hours)});
    it.on(today);
    EXPECT_EQ(it.raw("plus"), each.raw) << each.points;
    EXPECT_EQ(it.disposition("r"), "counted");
  }
}

// SPECIFICATION 1.9, 4.3.1, 3.7.5: the cut comes before the decay, and `max` bounds
// what is taken as it bounds what is given.
TEST(Points, PerIsCutBeforeItDecays) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],
                      "points":{"per":"hours","unit":1,"points":1000000},
                      "decay":[{"after_months":1,"percent":50}])") +
               "," + rule("N1", "minus", R"("categories":["bad"],"valid_months":60,
                      "points":{"per":"amount","unit":100,"points":-3,"max":10})");
  resident it(book);
  it.add("r", "good", day(2026, 1, 1), {integer("hours", 5)});
  it.add("b", "bad", day(2026, 1, 1), {integer("amount", 399)});
  it.add("c", "bad", day(2026, 1, 1), {integer("amount", 400)});
  it.on(today);
  EXPECT_EQ(it.raw("plus"), "500000");
  EXPECT_EQ(it.awards("minus"), "N1/b -9, N1/c -10");
}

// SPECIFICATION 3.7.7, 3.7.8: the first row that is true, else `otherwise`, else 0.
TEST(Points, FromATable) {
  const std::string table = R"({"table":[{"when":"record.hours >= 100","points":30},
                                         {"when":"record.hours >= 10","points":5.5},
                                         {"when":"record.hours >= 5","points":50}])";
  for (const std::string otherwise : {"", R"(,"otherwise":1)"}) {
    book_text book;
    book.rules = rule("P1", "plus", R"("categories":["good"],"points":)" + table + otherwise + "}");
    resident it(book);
    it.add("a", "good", day(2026, 1, 1), {integer("hours", 100)});
    it.add("b", "good", day(2026, 1, 1), {integer("hours", 99)});
    it.add("c", "good", day(2026, 1, 1), {integer("hours", 9)});
    it.add("d", "good", day(2026, 1, 1), {integer("hours", 4)});
    it.on(today);
    EXPECT_EQ(it.awards("plus"), otherwise.empty() ? "P1/a 30, P1/b 5.5, P1/c 50"
                                                   : "P1/a 30, P1/b 5.5, P1/c 50, P1/d 1");
    EXPECT_EQ(it.disposition("d"), "counted");
  }
}

// SPECIFICATION 4.3.1, 4.3.2, 7.4.2: a step's percentage holds after its months have
// run; the last that has run applies.
TEST(Weight, DecaysStepByStep) {
  struct row {
    date occurred_on;
    std::string points;
    std::int32_t percent;
  };
  const row rows[] = {
      {day(2025, 12, 30), "20", 100},  // 6 months run through 2026-06-30
      {day(2025, 12, 29), "10", 50},
      {day(2025, 6, 30), "10", 50},  // 12 months run through
                                     // 2026-06-30
      {day(2025, 6, 29), "5", 25},
      {day(2024, 6, 30), "5", 25},
      {day(2024, 6, 29), "0", 0},
  };
  for (const row& each : rows) {
    book_text book;
    book.rules = rule("P1", "plus", R"("categories":["good"],"points":20,"decay":[
        {"after_months":6,"percent":50},{"after_months":12,"percent":25},
        {"after_months":24,"percent":0}])");
    resident it(book);
    it.add("r", "good", each.occurred_on);
    const assessment& out = it.on(today);
    EXPECT_EQ(it.value("plus"), each.points) << to_string(each.occurred_on);
    EXPECT_EQ(it.disposition("r"), "counted");
    if (each.percent == 0) continue;
    EXPECT_EQ(out.awards.at(0).percent, each.percent);
    EXPECT_EQ(to_string(out.awards.at(0).before_limits), each.points);
  }
}

// SPECIFICATION 1.3, 4.3.1: half a hundredth is rounded away from zero.
TEST(Weight, RoundsHalvesAwayFromZero) {
  book_text book;
  const std::string decay = R"(,"decay":[{"after_months":0,"percent":50}])";
  book.rules =
      rule("P1", "plus", R"("categories":["good"],"points":0.25)" + decay) + "," +
      rule("N1", "minus", R"("categories":["bad"],"points":-0.25,"valid_months":12)" + decay) +
      "," + rule("P2", "plus", R"("categories":["deed"],"points":0.01)" + decay);
  resident it(book);
  it.add("g", "good", day(2026, 1, 1));
  it.add("b", "bad", day(2026, 1, 1));
  it.add("d", "deed", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/g 0.13, P2/d 0.01");
  EXPECT_EQ(it.awards("minus"), "N1/b -0.13");
}

// SPECIFICATION 3.14.7, 3.14.10, 3.14.13: what is not known costs nothing, and each
// doubt is named once.
TEST(Undetermined, ConditionsOfRecordRules) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],"when":"record.ok","points":30)") + "," +
               rule("P2", "plus", R"("categories":["good"],"points":2)") + "," +
               rule("N1", "minus", R"("categories":["bad"],"when":"record.amount > 100","points":-5,
                              "valid_months":60)") +
               "," + rule("N2", "minus", R"("categories":["bad"],"points":-50,"valid_months":60)");
  resident it(book);
  it.add("g", "good", day(2026, 1, 1));
  it.add("b", "bad", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P2/g 2");
  EXPECT_EQ(it.awards("minus"), "");
  EXPECT_EQ(it.dispositions(), "g counted, b counted");
  EXPECT_EQ(it.undetermined(), "P1/g record.ok is absent; N1/b record.amount is absent");
}

// SPECIFICATION 3.14.10, 3.8.2: a rule whose numbers are all 0 cannot deduct.
TEST(Undetermined, ARuleOfNoPointsCannotDeduct) {
  book_text book;
  book.rules =
      rule("N1", "minus", R"("categories":["bad"],"when":"record.amount > 100","points":0)") + "," +
      rule("N2", "minus", R"("categories":["bad"],"points":-50,"valid_months":60)");
  resident it(book);
  it.add("b", "bad", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.awards("minus"), "N2/b -50");
}

// SPECIFICATION 3.14.11, 3.14.12: a row that cannot be decided ends the table at 0,
// and so does an absent attribute for `per`.
TEST(Undetermined, Points) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],"points":{"table":[
                      {"when":"record.level == 'a'","points":7},
                      {"when":"record.ok","points":5},
                      {"when":"true","points":3}],"otherwise":1})") +
               "," + rule("P2", "plus", R"("categories":["deed"],
                      "points":{"per":"hours","unit":1,"points":1})");
  resident it(book);
  it.add("a", "good", day(2026, 1, 1), {text("level", "a")});
  it.add("b", "good", day(2026, 1, 1), {text("level", "b")});
  it.add("c", "good", day(2026, 1, 1), {{"ok", value::of(false)}});
  it.add("d", "deed", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "P1/a 7");
  EXPECT_EQ(it.dispositions(), "a counted, b counted, c counted, d counted");
  EXPECT_EQ(it.undetermined(),
            "P1/b record.ok is absent; P1/c record.level is absent; P2/d record.hours is absent");
}

// SPECIFICATION 3.14.1 to 3.14.5, 3.13.16: errors of arithmetic, and how && and ||
// take them in.
TEST(Undetermined, ErrorsAndWhatAbsorbsThem) {
  struct row {
    std::string when;
    std::string undetermined;
    bool applies;
  };
  const row rows[] = {
      {"record.hours + 1 > 0", "P1/r integer overflow", false},
      {"(0 - record.hours - 1) % (0 - 1) == 0", "P1/r integer overflow", false},
      {"1 / 0 == 1", "P1/r division by zero", false},
      {"record.hours % 0 == 0", "P1/r division by zero", false},
      {"record.level == 'a'", "P1/r record.level is absent", false},
      {"record.level == 'a' && false", "", false},
      {"false && record.level == 'a'", "", false},
      {"record.level == 'a' || true", "", true},
      {"true || 1 / 0 == 1", "", true},
      {"has(record.level) && record.level == 'a'", "", false},
      {"!has(record.level) || record.level == 'a'", "", true},
      {"record.level == 'a' && 1 / 0 == 1", "P1/r record.level is absent", false},
      {"1 / 0 == 1 && record.level == 'a'", "P1/r division by zero", false},
  };
  for (const row& each : rows) {
    book_text book;
    book.rules =
        rule("P1", "plus", R"("categories":["good"],"when":")" + each.when + R"(","points":1)");
    resident it(book);
    it.add("r", "good", day(2026, 1, 1), {integer("hours", 9223372036854775807)});
    it.on(today);
    EXPECT_EQ(it.undetermined(), each.undetermined) << each.when;
    EXPECT_EQ(it.awards("plus"), each.applies ? "P1/r 1" : "") << each.when;
  }
}

// SPECIFICATION 3.14.14: of an expired claim the condition is asked, since it
// decides which rule claims; the points are not.
TEST(Undetermined, ExpiredClaimsAreNotWeighed) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["bad"],"valid_months":1,
                      "points":{"per":"amount","unit":1,"points":-1})");
  book.rules += "," + rule("N2", "minus", R"("categories":["mixed"],"valid_months":1,
                             "when":"record.amount > 1","points":-1)");
  resident it(book);
  it.add("b", "bad", day(2026, 1, 1));
  it.add("m", "mixed", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.dispositions(), "b expired, m expired");
  EXPECT_EQ(it.undetermined(), "N2/m record.amount is absent");
}

// SPECIFICATION 3.13.12, 2.3.3: the names that need no declaration.
TEST(Conditions, KnowTheBuiltInNames) {
  struct row {
    std::string when;
    bool applies;
  };
  const row rows[] = {
      {"record.occurred_on == date('2026-01-01')", true},
      {"record.occurred_on < date('2026-01-01')", false},
      {"record.provider == 'bureau'", true},
      {"record.origin == 'platform'", true},
      {"record.category == 'good'", true},
      {"subject.age == 46", true},  // born 1980-01-01
      {"subject.residency == 'registered'", true},
      {"subject.residency == 'habitual'", false},
      {"subject.education == 'doctor'", true},
  };
  for (const row& each : rows) {
    book_text book;
    book.rules =
        rule("P1", "plus", R"("categories":["good"],"when":")" + each.when + R"(","points":1)");
    resident it(book);
    it.attributes = {text("education", "doctor")};
    it.add("r", "good", day(2026, 1, 1));
    it.on(today);
    EXPECT_EQ(it.awards("plus"), each.applies ? "P1/r 1" : "") << each.when;
  }
}

}  // namespace
}  // namespace scene
