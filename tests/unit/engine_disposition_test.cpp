// Who is scored, and what becomes of a record before any rule sees it
// (SPECIFICATION sections 2, 4.0 and 4.1). T is 2026-06-30 throughout.
#include "engine_fixture.hpp"

namespace scene {
namespace {

book_text with_strict_category() {
  book_text book;
  book.more_categories = R"(
    {"id":"strict","title":{"zh":"严","en":"strict"},"nature":"bad","providers":["office"],
     "attributes":{"n":{"type":"integer","min":1,"max":5,"required":true},
                   "share":{"type":"number","min":0.5,"max":1.5},
                   "kind":{"type":"string","values":["a","b"]},
                   "flag":{"type":"boolean"},"since":{"type":"date"}}},
    {"id":"told","title":{"zh":"报","en":"told"},"nature":"good",
     "origins":["self_declared","usage"]})";
  book.barred = R"({"category":"secret","title":{"zh":"禁","en":"secret"}})";
  book.rules = rule("P1", "plus", R"("categories":["good","told"],"points":10)") + "," +
               rule("N1", "minus", R"("categories":["bad","strict"],"points":-10,
                                      "valid_months":60)");
  return book;
}

// SPECIFICATION 4.0.2, 4.0.3, 4.0.4, 1.7: eligible from the birthday on that
// completes min_age, and from the day of enrolment on.
TEST(Eligibility, NeedsAgeEnrolmentResidencyAndCapacity) {
  struct row {
    std::optional<date> birth;
    std::optional<date> enrolled;
    residency lives;
    capacity able;
    std::string reasons;
  };
  const row rows[] = {
      {day(2008, 6, 30), day(2026, 6, 30), residency::registered, capacity::full, ""},
      {day(2008, 6, 30), day(2026, 6, 30), residency::habitual, capacity::full, ""},
      {day(2008, 7, 1), day(2026, 6, 30), residency::habitual, capacity::full, "age"},
      {std::nullopt, day(2026, 6, 30), residency::registered, capacity::full, "age"},
      {day(1980, 1, 1), day(2026, 7, 1), residency::registered, capacity::full, "not_enrolled"},
      {day(1980, 1, 1), std::nullopt, residency::registered, capacity::full, ""},
      {day(1980, 1, 1), day(2020, 1, 1), residency::none, capacity::full, "residency"},
      {day(1980, 1, 1), day(2020, 1, 1), residency::registered, capacity::limited, "capacity"},
      {std::nullopt, day(2026, 7, 1), residency::none, capacity::none,
       "age not_enrolled residency capacity"},
  };
  resident it(with_strict_category());
  for (const row& each : rows) {
    it.who.birth_date = each.birth;
    it.who.enrolled_on = each.enrolled;
    it.who.residency = each.lives;
    it.who.capacity = each.able;
    it.on(today);
    EXPECT_EQ(it.reasons(), each.reasons);
    EXPECT_EQ(it.total(), each.reasons.empty() ? "500" : "none");
    EXPECT_EQ(it.tier(), each.reasons.empty() ? "mid" : "none");
  }
}

// SPECIFICATION 1.5, 1.7: who was born on a 29 February comes of age on the 28th.
TEST(Eligibility, ComesOnTheLastDayOfAShorterMonth) {
  resident it(with_strict_category());
  it.who.birth_date = day(2008, 2, 29);
  it.on(day(2026, 2, 27));
  EXPECT_EQ(it.reasons(), "age");
  it.on(day(2026, 2, 28));
  EXPECT_EQ(it.reasons(), "");
}

// SPECIFICATION 4.0.1, 3.2.4: both the first and the last day belong to the period.
TEST(Effective, IsThePeriodOfTheRulebook) {
  book_text book;
  book.effective = R"("from":"2026-01-01","until":"2026-12-31")";
  resident it(book);
  assessment out;
  const auto on = [&](date when) {
    return it.compiled().assess(it.prepared(), it.prepared_records(), when, depth::figures, out);
  };
  EXPECT_FALSE(on(day(2025, 12, 31)));
  EXPECT_TRUE(on(day(2026, 1, 1)));
  EXPECT_TRUE(on(day(2026, 12, 31)));
  EXPECT_FALSE(on(day(2027, 1, 1)));
  EXPECT_EQ(out.as_of, day(2026, 12, 31));
}

// SPECIFICATION 4.1.1 to 4.1.12: each row mends what the row before was turned
// away for, and meets the next reason in line.
TEST(Disposition, IsTheFirstThatApplies) {
  resident it(with_strict_category());
  it.add("r0", "good", day(2026, 1, 1));
  record& r = it.add("r0", "secret", day(2026, 7, 1), {integer("n", 9)});
  r.origin = origin::usage;
  r.status = record_status::revoked;
  named_value fits[] = {integer("n", 5)};
  const auto became = [&] {
    it.on(today);
    return std::string(name_of(it.on(today).records[1].what));
  };
  EXPECT_EQ(became(), "duplicate");
  r.record_id = "r1";
  EXPECT_EQ(became(), "barred");
  r.category = "nothing";
  EXPECT_EQ(became(), "unknown_category");
  r.category = "strict";
  EXPECT_EQ(became(), "invalid_attribute");
  r.attributes = fits;
  EXPECT_EQ(became(), "provider_not_authorised");
  r.provider = "office";
  EXPECT_EQ(became(), "origin_not_allowed");
  r.origin = origin::platform;
  EXPECT_EQ(became(), "revoked");
  r.status = record_status::disputed;
  EXPECT_EQ(became(), "disputed");
  r.status = record_status::active;
  EXPECT_EQ(became(), "not_yet");
  r.occurred_on = day(1997, 12, 31);
  r.expires_on = day(2026, 6, 29);
  EXPECT_EQ(became(), "lapsed");
  r.expires_on = std::nullopt;
  EXPECT_EQ(became(), "minor");
  r.occurred_on = day(1998, 1, 1);  // the eighteenth birthday
  EXPECT_EQ(became(), "expired");
  r.occurred_on = today;
  EXPECT_EQ(became(), "counted");
}

// SPECIFICATION 4.1.1: also among many records, and against the first one only.
TEST(Disposition, DuplicateGoesByTheOrderOfInput) {
  resident it(with_strict_category());
  std::deque<std::string> ids;
  for (int i = 0; i < 40; ++i) {
    ids.push_back("r" + std::to_string(i % 20));
    it.add(ids.back(), "good", day(2026, 1, 1));
  }
  it.on(today);
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(it.on(today).records[i].what, i < 20 ? disposition::counted : disposition::duplicate);
  }
  EXPECT_EQ(it.value("plus"), "200");
}

// SPECIFICATION 4.1.4, 2.3.1, 3.3.2, 3.3.3: what a declaration allows.
TEST(Disposition, InvalidAttributeIsWhatBreaksTheDeclaration) {
  struct row {
    std::vector<named_value> given;
    bool fits;
  };
  const named_value n = integer("n", 1);
  const row rows[] = {
      {{n}, true},
      {{integer("n", 5)}, true},
      {{integer("n", 0)}, false},
      {{integer("n", 6)}, false},
      {{}, false},                       // required
      {{{"n", value()}}, false},         // required, given as absent
      {{{"n", value::of(1.0)}}, false},  // a number is no integer
      {{{"n", value::unreadable()}}, false},
      {{n, {"share", value::of(0.5)}}, true},
      {{n, {"share", value::of(1.5)}}, true},
      {{n, {"share", value::of(0.49)}}, false},
      {{n, {"share", value::of(1.51)}}, false},
      {{n, integer("share", 1)}, false},
      {{n, text("kind", "b")}, true},
      {{n, text("kind", "B")}, false},
      {{n, {"flag", value::of(false)}, {"since", value::of(today)}}, true},
      {{n, text("flag", "false")}, false},
      {{n, text("since", "2026-01-01")}, false},
      {{n, text("other", "x")}, false},  // undeclared
      {{n, {"other", value()}}, true},   // undeclared, but nothing is given
  };
  int index = 0;
  for (const row& each : rows) {
    resident it(with_strict_category());
    record& r = it.add("r", "strict", day(2026, 1, 1));
    r.provider = "office";
    r.attributes = each.given;
    it.on(today);
    EXPECT_EQ(it.disposition("r"), each.fits ? "counted" : "invalid_attribute") << index;
    ++index;
  }
}

// SPECIFICATION 4.1.6, 3.5.3: `origins` replaces `platform`, which is the default.
TEST(Disposition, OriginsAreThoseOfTheCategory) {
  resident it(with_strict_category());
  it.add("a", "good", day(2026, 1, 1)).origin = origin::self_declared;
  it.add("b", "told", day(2026, 1, 1)).origin = origin::self_declared;
  it.add("c", "told", day(2026, 1, 1)).origin = origin::usage;
  it.add("d", "told", day(2026, 1, 1)).origin = origin::platform;
  it.on(today);
  EXPECT_EQ(it.dispositions(), "a origin_not_allowed, b counted, c counted, d origin_not_allowed");
}

// SPECIFICATION 4.1.9, 4.1.10: on its own day a record counts, and on its last.
TEST(Disposition, DaysOfARecordAreInclusive) {
  resident it(with_strict_category());
  it.add("first", "good", today);
  it.add("tomorrow", "good", day(2026, 7, 1));
  it.add("last", "good", day(2026, 1, 1)).expires_on = today;
  it.add("over", "good", day(2026, 1, 1)).expires_on = day(2026, 6, 29);
  it.on(today);
  EXPECT_EQ(it.dispositions(), "first counted, tomorrow not_yet, last counted, over lapsed");
}

// SPECIFICATION 4.1.11, 4.0.5: the records of minors are sealed unless they are
// good; without a birth date none is.
TEST(Disposition, MinorIsWhoWasUnderAgeOnTheDay) {
  resident it(with_strict_category());
  it.who.birth_date = day(2008, 6, 1);
  it.add("eve", "bad", day(2026, 5, 31));
  it.add("birthday", "bad", day(2026, 6, 1));
  it.add("good", "good", day(2020, 1, 1));
  it.add("neutral", "mixed", day(2026, 5, 31));
  it.on(today);
  EXPECT_EQ(it.dispositions(), "eve minor, birthday counted, good counted, neutral minor");
  it.who.birth_date = std::nullopt;
  it.on(today);
  EXPECT_EQ(it.dispositions(), "eve counted, birthday counted, good counted, neutral no_rule");
}

// SPECIFICATION 4.0.5, 3.14.7: without a birth date the age is absent.
TEST(Disposition, WithoutABirthDateTheAgeIsAbsent) {
  book_text book;
  book.rules = rule("P1", "plus", R"("categories":["good"],"when":"subject.age > 3","points":10)");
  resident it(book);
  it.add("r", "good", day(2026, 1, 1));
  it.on(today);
  EXPECT_EQ(it.disposition("r"), "counted");
  it.who.birth_date = std::nullopt;
  it.on(today);
  EXPECT_EQ(it.disposition("r"), "no_rule");
}

// SPECIFICATION 4.0.6, 7.4.11: without a score there are dispositions and
// easing, and nothing else.
TEST(Eligibility, WithoutItTheReportStillHasTheRecords) {
  book_text book;
  book.rules = rule("N1", "minus", R"("categories":["bad"],"when":"record.amount > 1","points":-10,
                              "valid_months":12)") +
               "," +
               rule("R1", "repair", R"("kind":"restore","categories":["bad"],"step":"corrected",
                               "percent":35)") +
               "," + rule("A1", "plus", R"("kind":"absence","categories":["bad"],"break_months":12,
                             "steps":[{"months":12,"points":5}])");
  book.ceilings = ceiling("C1", R"("categories":["bad"],"valid_months":12,"max_score":300)");
  resident it(book);
  it.add("r", "bad", day(2026, 1, 1)).corrected_on = day(2026, 2, 1);
  it.on(today);
  EXPECT_EQ(it.effects(0), "ceiling:C1 absence:A1");
  EXPECT_EQ(it.undetermined(), "N1/r record.amount is absent");
  it.who.residency = residency::none;
  const assessment& out = it.on(today);
  EXPECT_EQ(it.dispositions(), "r counted");
  EXPECT_EQ(it.eased(0), 35);
  EXPECT_EQ(it.effects(0), "");
  EXPECT_EQ(it.undetermined(), "");
  EXPECT_EQ(it.applied_ceiling(), "none");
  EXPECT_TRUE(out.dimensions.empty());
  EXPECT_TRUE(out.awards.empty());
  EXPECT_TRUE(out.restored.empty());
}

// SPECIFICATION 2.2.8: in a good category `repaired` reads as `active`.
TEST(Disposition, ARepairedGoodRecordIsActive) {
  resident it(with_strict_category());
  record& r = it.add("r", "good", day(2026, 1, 1));
  r.status = record_status::repaired;
  r.repaired_on = day(2026, 2, 1);
  it.on(today);
  EXPECT_EQ(it.dispositions(), "r counted");
  EXPECT_EQ(it.eased(0), 0);
  EXPECT_EQ(it.value("plus"), "10");
}

// SPECIFICATION 2.1.4: a subject with a bad attribute cannot be used.
TEST(Subject, WithABadAttributeIsRefused) {
  book_text book;
  book.subject_attributes =
      R"("level":{"type":"integer","min":1,"required":true},"note":{"type":"string"})";
  const engine made = compile(book.json());
  const auto code = [&](std::vector<named_value> given) {
    subject who;
    who.attributes = given;
    std::vector<value> slots(2);
    const result<prepared_subject> prepared = made.prepare(who, slots);
    return prepared ? std::string() : prepared.failure().code;
  };
  EXPECT_EQ(code({integer("level", 1)}), "");
  EXPECT_EQ(code({integer("level", 1), text("note", "x")}), "");
  EXPECT_EQ(code({}), "invalid_attribute");
  EXPECT_EQ(code({integer("level", 0)}), "invalid_attribute");
  EXPECT_EQ(code({integer("level", 1), integer("note", 1)}), "invalid_attribute");
  EXPECT_EQ(code({integer("level", 1), text("other", "x")}), "invalid_attribute");
}

}  // namespace
}  // namespace scene
