// Subject and absence rules (SPECIFICATION section 4.6). T is 2026-06-30 throughout.
#include "engine_fixture.hpp"

namespace scene {
namespace {

// SPECIFICATION 4.6.1, 3.9.1, 3.14.13, 7.4.10: points for the subject's own attributes;
// what is absent costs nothing and is named without a record, at the end.
TEST(SubjectRules, GivePointsForAttributes) {
  book_text book;
  book.rules = rule("S1", "plus", R"("kind":"subject","points":1)") + "," +
               rule("S2", "plus", R"("kind":"subject","when":"subject.education == 'doctor'",
                                      "points":20)") +
               "," + rule("S3", "plus", R"("kind":"subject",
                                      "points":{"per":"years","unit":2,"points":1.5})");
  book.rules += "," + rule("S4", "plus", R"("kind":"subject","points":{"table":[
                             {"when":"subject.age >= 60","points":5},
                             {"when":"subject.residency == 'registered'","points":0.5}]})");
  book.rules += "," + rule("P1", "plus", R"("categories":["good"],"when":"record.ok","points":1)");
  resident it(book);
  it.add("g", "good", day(2026, 1, 1));
  it.attributes = {text("education", "doctor"), integer("years", 7)};
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "S1 1, S2 20, S3 4.5, S4 0.5");
  it.attributes = {};
  it.on(today);
  EXPECT_EQ(it.awards("plus"), "S1 1, S4 0.5");
  EXPECT_EQ(it.undetermined(),
            "P1/g record.ok is absent; S2 subject.education is absent; S3 subject.years is absent");
}

book_text with_absence(const std::string& more = "") {
  book_text book;
  book.rules = rule("A1", "plus",
                    R"("kind":"absence","categories":["bad","act"],)" + more +
                        R"("break_months":12,"steps":[
      {"months":12,"points":10},{"months":24,"points":20},{"months":36,"points":30}])");
  return book;
}

// SPECIFICATION 4.6.2: a step is reached on the day after its months have run out.
TEST(Absence, StepsRunFromEnrolment) {
  struct row {
    std::optional<date> enrolled_on;
    std::string value;
  };
  const row rows[] = {
      {day(2025, 6, 30), "0"},  {day(2025, 6, 29), "10"}, {day(2024, 6, 30), "10"},
      {day(2024, 6, 29), "20"}, {day(2023, 6, 29), "30"}, {day(2000, 1, 1), "30"},
      {std::nullopt, "0"},
  };
  for (const row& each : rows) {
    resident it(with_absence());
    it.who.enrolled_on = each.enrolled_on;
    it.on(today);
    EXPECT_EQ(it.value("plus"), each.value) << to_string(each.enrolled_on.value_or(today));
  }
}

// SPECIFICATION 4.6.3, 4.6.4: an act costs one step while its break_months run.
TEST(Absence, EachActSetsBackOneStep) {
  struct row {
    std::vector<date> acts;
    std::string value, effects;
  };
  const row rows[] = {
      {{day(2025, 6, 30)}, "20", "absence:A1"},
      {{day(2025, 6, 29)}, "30", ""},
      {{day(2026, 1, 1), day(2026, 1, 1)}, "10", "absence:A1"},
      {{day(2026, 1, 1), day(2026, 1, 2), day(2026, 1, 3)}, "0", "absence:A1"},
      {{day(2026, 1, 1), day(2026, 1, 2), day(2026, 1, 3), day(2026, 1, 4)}, "0", "absence:A1"},
      {{day(2026, 7, 1)}, "30", ""},  // not yet
  };
  for (const row& each : rows) {
    resident it(with_absence());
    std::deque<std::string> ids;
    for (const date when : each.acts) {
      ids.push_back("r" + std::to_string(ids.size()));
      it.add(ids.back(), "bad", when);
    }
    it.on(today);
    EXPECT_EQ(it.value("plus"), each.value);
    EXPECT_EQ(it.effects(0), each.effects);
  }
}

// SPECIFICATION 4.6.5: records of one act are one act, where their category heeds it.
TEST(Absence, RecordsOfOneActAreOneAct) {
  struct row {
    std::string_view category, first, second, third, value;
  };
  const row rows[] = {
      {"act", "m:1", "m:1", "m:1", "20"}, {"act", "m:1", "m:2", "m:1", "10"},
      {"act", "", "", "m:1", "0"},        {"act", "m:2", "m:1", "m:3", "0"},
      {"bad", "m:1", "m:1", "m:1", "0"},
  };
  for (const row& each : rows) {
    resident it(with_absence());
    it.add("a", each.category, day(2026, 1, 1)).matter = each.first;
    it.add("b", each.category, day(2026, 1, 1)).matter = each.second;
    it.add("c", each.category, day(2026, 1, 1)).matter = each.third;
    it.on(today);
    EXPECT_EQ(it.value("plus"), each.value) << each.first << each.second << each.third;
  }
}

// SPECIFICATION 4.6.3: only live records of the listed categories that meet the
// condition set back.
TEST(Absence, IsSetBackByLiveRecordsAlone) {
  resident it(with_absence(R"("when":"record.amount >= 100",)"));
  it.add("small", "bad", day(2026, 1, 1), {integer("amount", 99)});
  it.add("disputed", "bad", day(2026, 1, 1), {integer("amount", 100)}).status =
      record_status::disputed;
  it.add("lapsed", "bad", day(2026, 1, 1), {integer("amount", 100)}).expires_on = day(2026, 6, 29);
  it.add("other", "mixed", day(2026, 1, 1), {integer("amount", 100)});
  it.on(today);
  EXPECT_EQ(it.value("plus"), "30");
  it.add("grave", "bad", day(2026, 1, 1), {integer("amount", 100)});
  it.on(today);
  EXPECT_EQ(it.value("plus"), "20");
  EXPECT_EQ(it.effects(4), "absence:A1");
  EXPECT_EQ(it.effects(0), "");
}

// SPECIFICATION 4.6.3: it sets back, though it weighs nothing.
TEST(Absence, IsSetBackByARecordWithoutPoints) {
  resident it(with_absence());
  it.add("r", "bad", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.dispositions(), "r no_rule");
  EXPECT_EQ(it.value("plus"), "20");
  EXPECT_EQ(it.awards("plus"), "A1 20");
}

// SPECIFICATION 3.14.9, 3.14.14, 3.14.15, 3.14.16: what cannot be decided sets nothing
// back; asked before the first step too, not after the break, not for who is eased
// by 100.
TEST(Absence, AsksOnlyWhatItNeeds) {
  resident it(with_absence(R"("when":"record.amount >= 100",)"));
  it.who.enrolled_on = day(2026, 6, 1);
  record& r = it.add("r", "bad", day(2025, 6, 30));
  it.on(today);
  EXPECT_EQ(it.value("plus"), "0");
  EXPECT_EQ(it.undetermined(), "A1/r record.amount is absent");
  it.who.enrolled_on = day(2020, 1, 1);
  it.on(today);
  EXPECT_EQ(it.value("plus"), "30");
  EXPECT_EQ(it.effects(0), "");
  it.on(day(2026, 7, 1));
  EXPECT_EQ(it.undetermined(), "");
  r.status = record_status::repaired;
  r.repaired_on = today;
  it.on(today);
  EXPECT_EQ(it.undetermined(), "");
}

}  // namespace
}  // namespace scene
