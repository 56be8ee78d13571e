// stable_through and timelines (SPECIFICATION section 5).
#include "engine_fixture.hpp"

namespace scene {
namespace {

std::string text_of(const std::optional<date>& when) {
  return when ? to_string(*when) : "never";
}

const std::string good_for_a_year = R"("categories":["good"],"points":10,"valid_months":12)";

// SPECIFICATION 5.4, 5.6: up to the day before the first that differs; absent where
// none does.
TEST(StableThrough, IsTheLastDayThatIsAlike) {
  book_text book;
  book.rules = rule("P1", "plus", good_for_a_year);
  resident it(book);
  EXPECT_EQ(text_of(it.stable_through(today)), "never");
  it.add("r", "good", day(2026, 3, 10));
  EXPECT_EQ(text_of(it.stable_through(today)), "2027-03-10");
  EXPECT_EQ(text_of(it.stable_through(day(2026, 3, 9))), "2026-03-09");
  EXPECT_EQ(text_of(it.stable_through(day(2027, 3, 10))), "2027-03-10");
  EXPECT_EQ(text_of(it.stable_through(day(2027, 3, 11))), "never");
}

// SPECIFICATION 5.5: at most the rulebook's last day, and that day where nothing
// differs before.
TEST(StableThrough, IsAtMostTheLastDayOfTheRulebook) {
  book_text book;
  book.effective = R"("from":"2026-01-01","until":"2026-12-31")";
  book.rules = rule("P1", "plus", good_for_a_year);
  resident it(book);
  EXPECT_EQ(text_of(it.stable_through(today)), "2026-12-31");
  it.add("r", "good", day(2026, 3, 10));
  EXPECT_EQ(text_of(it.stable_through(today)), "2026-12-31");
  it.add("s", "good", day(2025, 8, 1));
  EXPECT_EQ(text_of(it.stable_through(today)), "2026-08-01");
}

// SPECIFICATION 5.2: an event that moves no figure ends nothing.
TEST(StableThrough, LooksAtFiguresAlone) {
  book_text book;
  book.rules = rule("P1", "plus", good_for_a_year + R"(,"combine":"max")");
  resident it(book);
  it.add("old", "good", day(2025, 8, 1));
  it.add("new", "good", day(2026, 3, 10));
  EXPECT_EQ(text_of(it.stable_through(today)), "2027-03-10");
}

// SPECIFICATION 5.2: a dimension that moves ends it though the total stands.
TEST(StableThrough, LooksAtEveryDimension) {
  book_text book;
  book.score = R"("base":500,"min":0,"max":500)";
  book.tiers = R"({"id":"low","title":{"zh":"低","en":"low"},"min":0})";
  book.rules = rule("P1", "plus", good_for_a_year);
  resident it(book);
  it.add("r", "good", day(2026, 3, 10));
  EXPECT_EQ(text_of(it.stable_through(today)), "2027-03-10");
}

// SPECIFICATION 5.3: days without eligibility are alike, whatever the reasons.
TEST(StableThrough, WithoutEligibilityAllDaysAreAlike) {
  book_text book;
  book.rules = rule("P1", "plus", good_for_a_year);
  resident it(book);
  it.who.enrolled_on = day(2026, 9, 1);
  it.who.birth_date = day(2008, 10, 2);
  it.add("r", "good", day(2026, 8, 1));
  EXPECT_EQ(text_of(it.stable_through(today)), "2026-10-01");
  it.who.capacity = capacity::none;
  EXPECT_EQ(text_of(it.stable_through(today)), "never");
}

// SPECIFICATION 5.7: birthdays up to the 300th. Born 2008-01-31.
TEST(StableThrough, KnowsBirthdaysUpToTheThreeHundredth) {
  struct row {
    std::string when, through;
  };
  const row rows[] = {
      {"subject.age >= 19", "2027-01-30"},  {"subject.age >= 100", "2108-01-30"},
      {"subject.age >= 250", "2258-01-30"}, {"subject.age >= 300", "2308-01-30"},
      {"subject.age >= 301", "never"},
  };
  for (const row& each : rows) {
    book_text book;
    book.rules = rule("S1", "plus", R"("kind":"subject","when":")" + each.when + R"(","points":1)");
    resident it(book);
    it.who.birth_date = day(2008, 1, 31);
    EXPECT_EQ(text_of(it.stable_through(today)), each.through);
  }
}

// SPECIFICATION 5.8, 5.9, 5.11 to 5.13: the asked days, whole, in as few segments as
// can be.
TEST(Timeline, CoversTheAskedDays) {
  book_text book;
  book.rules = rule("P1", "plus", good_for_a_year);
  resident it(book);
  it.add("a", "good", day(2026, 3, 10));
  it.add("b", "good", day(2026, 5, 1));
  EXPECT_EQ(it.timeline(day(2026, 1, 1), day(2027, 12, 31)),
            "2026-01-01..2026-03-09 500; "
            "2026-03-10..2026-04-30 510 (began P1 a); "
            "2026-05-01..2027-03-10 520 (began P1 b); "
            "2027-03-11..2027-05-01 510 (expired P1 a); "
            "2027-05-02..2027-12-31 500 (expired P1 b)");
  EXPECT_EQ(it.timeline(day(2026, 3, 10), day(2026, 3, 10)), "2026-03-10..2026-03-10 510");
  EXPECT_EQ(it.timeline(day(2026, 3, 9), day(2026, 3, 10)),
            "2026-03-09..2026-03-09 500; 2026-03-10..2026-03-10 510 (began P1 a)");
}

// SPECIFICATION 5.9: what changes no figure makes no segment.
TEST(Timeline, NeighboursDiffer) {
  book_text book;
  book.rules = rule("P1", "plus", good_for_a_year + R"(,"limits":{"total":10})");
  resident it(book);
  it.add("a", "good", day(2026, 3, 10));
  it.add("b", "good", day(2026, 5, 1));
  EXPECT_EQ(it.timeline(day(2026, 3, 10), day(2027, 12, 31)),
            "2026-03-10..2027-05-01 510; 2027-05-02..2027-12-31 500 (expired P1 b)");
}

// SPECIFICATION 5.10.
TEST(Timeline, IsRefusedBeyondTheRulebookOrBackwards) {
  book_text book;
  book.effective = R"("from":"2026-01-01","until":"2026-12-31")";
  resident it(book);
  EXPECT_EQ(it.timeline(day(2026, 1, 1), day(2026, 12, 31)), "2026-01-01..2026-12-31 500");
  EXPECT_EQ(it.timeline(day(2025, 12, 31), day(2026, 12, 31)), "not_effective");
  EXPECT_EQ(it.timeline(day(2026, 1, 1), day(2027, 1, 1)), "not_effective");
  EXPECT_EQ(it.timeline(day(2026, 2, 2), day(2026, 2, 1)), "empty_interval");
}

// SPECIFICATION 5.14, 5.15: a step of decay, and the provider's own last day.
TEST(Timeline, TellsDecayAndLapse) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],"points":10,
                      "decay":[{"after_months":6,"percent":50}])");
  resident it(book);
  it.add("r", "good", day(2026, 1, 31)).expires_on = day(2026, 9, 30);
  EXPECT_EQ(it.timeline(day(2026, 2, 1), day(2026, 12, 31)),
            "2026-02-01..2026-07-31 510; "
            "2026-08-01..2026-09-30 505 (decayed P1 r); "
            "2026-10-01..2026-12-31 500 (lapsed P1 r)");
}

// SPECIFICATION 5.16, 5.17, 5.18, 5.19: the roads of repair, and what they free of.
TEST(Timeline, TellsEasingRepairAbsenceAndCeiling) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["bad"],"points":-40,"valid_months":36)") + "," +
               rule("R1", "repair", R"("kind":"restore","categories":["bad"],"step":"corrected",
                               "percent":50,"after_days":10)") +
               "," + rule("A1", "plus", R"("kind":"absence","categories":["bad"],"break_months":12,
                             "steps":[{"months":12,"points":10}])");
  book.ceilings = ceiling("C1", R"("categories":["bad"],"valid_months":24,"max_score":450)");
  resident it(book);
  record& r = it.add("r", "bad", day(2026, 1, 1));
  r.corrected_on = day(2026, 2, 1);
  // 510; then 0 - 40 = 460, held to 450; + 20 held; + 10 when the break is over; the
  // ceiling ends; and what the record cost ends.
  EXPECT_EQ(it.timeline(day(2025, 12, 1), day(2029, 12, 31)),
            "2025-12-01..2025-12-31 510; "
            "2026-01-01..2026-02-10 450 (began N1 r, ceiling C1 r, absence A1 r); "
            "2026-02-11..2027-01-01 450 (eased R1 r); "
            "2027-01-02..2028-01-01 450 (absence A1 r); "
            "2028-01-02..2029-01-01 490 (ceiling C1 r); "
            "2029-01-02..2029-12-31 510 (expired N1 r)");
  r.status = record_status::repaired;
  r.repaired_on = day(2026, 3, 1);
  EXPECT_EQ(it.timeline(day(2026, 2, 1), day(2026, 12, 31)),
            "2026-02-01..2026-02-10 450; "
            "2026-02-11..2026-02-28 450 (eased R1 r); "
            "2026-03-01..2026-12-31 510 (repaired r, ceiling C1 r, absence A1 r)");
}

// SPECIFICATION 5.18: a step that enrolment alone has reached.
TEST(Timeline, TellsAStepOfAbsence) {
  book_text book;
  book.rules = rule("A1", "plus", R"("kind":"absence","categories":["bad"],"break_months":12,
                      "steps":[{"months":12,"points":10},{"months":24,"points":20}])");
  resident it(book);
  it.who.enrolled_on = day(2025, 2, 28);
  EXPECT_EQ(it.timeline(day(2026, 1, 1), day(2027, 12, 31)),
            "2026-01-01..2026-02-28 500; "
            "2026-03-01..2027-02-28 510 (absence A1); "
            "2027-03-01..2027-12-31 520 (absence A1)");
}

// SPECIFICATION 5.20: with eligibility comes everything; only it is named.
TEST(Timeline, TellsEligibility) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],"points":10)");
  book.ceilings = ceiling("C1", R"("categories":["bad"],"valid_months":60,"max_score":505)");
  resident it(book);
  it.who.birth_date = day(2008, 7, 15);
  it.who.enrolled_on = day(2026, 9, 1);
  it.add("g", "good", day(2026, 1, 1));
  EXPECT_EQ(it.timeline(day(2026, 6, 1), day(2026, 12, 31)),
            "2026-06-01..2026-08-31 none; 2026-09-01..2026-12-31 510 (eligibility)");
  it.add("b", "bad", day(2026, 8, 1));
  EXPECT_EQ(it.timeline(day(2026, 6, 1), day(2026, 12, 31)),
            "2026-06-01..2026-08-31 none; 2026-09-01..2026-12-31 505 (eligibility)");
}

// SPECIFICATION 5.21: birthdays, by way of a record rule and of a subject rule.
TEST(Timeline, TellsBirthdays) {
  book_text book;
  book.rules =
      rule("P1", "plus", R"("categories":["good"],"when":"subject.age < 47","points":10)") + "," +
      rule("P2", "plus", R"("categories":["good"],"points":4)") + "," +
      rule("S1", "plus", R"("kind":"subject","points":{"table":[
             {"when":"subject.age >= 48","points":6}]})");
  resident it(book);  // born 1980-01-01
  it.add("g", "good", day(2026, 1, 1));
  EXPECT_EQ(it.timeline(day(2026, 6, 1), day(2028, 12, 31)),
            "2026-06-01..2026-12-31 510; "
            "2027-01-01..2027-12-31 504 (age P2 g); "
            "2028-01-01..2028-12-31 510 (age S1)");
}

// SPECIFICATION 5.12: who brings a ceiling or an absence alone has begun, too.
TEST(Timeline, TellsTheBeginningOfARecordWithoutPoints) {
  book_text book;
  book.ceilings = ceiling("C1", R"("categories":["bad"],"valid_months":12,"max_score":300)");
  resident it(book);
  it.add("b", "bad", day(2026, 8, 1)).expires_on = day(2026, 8, 31);
  EXPECT_EQ(it.timeline(day(2026, 6, 1), day(2026, 12, 31)),
            "2026-06-01..2026-07-31 500; "
            "2026-08-01..2026-08-31 300 (began b, ceiling C1 b); "
            "2026-09-01..2026-12-31 500 (lapsed b, ceiling C1 b)");
}

// SPECIFICATION 5.1: day by day over four years nothing differs but where the next
// event says so.
TEST(Timeline, AgreesWithEveryDay) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],"points":10,"valid_months":13,
                      "decay":[{"after_months":5,"percent":30}],"limits":{"per_year":12})") +
               "," + rule("N1", "minus", R"("categories":["act"],"points":-40,"valid_months":11)") +
               "," + rule("R1", "repair", R"("kind":"restore","categories":["act"],
                      "step":"service","percent":50,"after_days":77)");
  book.rules += "," + rule("A1", "plus", R"("kind":"absence","categories":["act"],
                             "break_months":7,"steps":[{"months":3,"points":1},
                             {"months":9,"points":2}])");
  book.ceilings = ceiling("C1", R"("categories":["act"],"valid_months":3,"max_score":450)");
  resident it(book);
  it.who.enrolled_on = day(2025, 5, 31);
  it.add("g1", "good", day(2025, 8, 31));
  it.add("g2", "good", day(2025, 9, 30));
  it.add("a1", "act", day(2025, 11, 30)).service_on = day(2026, 1, 15);
  it.add("a2", "act", day(2026, 2, 28)).expires_on = day(2026, 10, 5);
  const prepared_subject who = it.prepared();
  const std::vector<prepared_record> records = it.prepared_records();
  const result<timeline> made =
      make_timeline(it.compiled(), who, records, day(2025, 1, 1), day(2028, 12, 31));
  ASSERT_TRUE(made.has_value());
  std::size_t segment = 0;
  assessment last, now, scratch;
  for (date when = day(2025, 1, 1); when <= day(2028, 12, 31); when = when + 1) {
    ASSERT_TRUE(it.compiled().assess(who, records, when, depth::figures, now));
    if (when > day(2025, 1, 1) && !alike(last, now)) ++segment;
    ASSERT_LT(segment, made->size()) << to_string(when);
    const timeline_segment& here = (*made)[segment];
    EXPECT_LE(here.from, when);
    EXPECT_GE(here.through, when);
    EXPECT_EQ(here.eligible, now.eligible);
    if (now.eligible) {
      EXPECT_EQ(here.total, now.total) << to_string(when);
    }
    const std::optional<date> through = it.compiled().stable_through(who, records, now, scratch);
    if (segment + 1 < made->size()) {
      EXPECT_EQ(text_of(through), to_string(here.through));
    } else {
      EXPECT_EQ(text_of(through), "never");
    }
    std::swap(last, now);
  }
  EXPECT_EQ(segment + 1, made->size());
  EXPECT_GT(segment, 8U);
}

}  // namespace
}  // namespace scene
