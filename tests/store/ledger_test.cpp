// The ledger: what is new, the same and changed; the two times; rulebooks in force;
// timelines; and changes explained in parts that add up.
#include <chrono>
#include <limits>
#include <string>
#include <vector>

#include "small_store.hpp"

namespace {

using namespace small_store;

class Ledger : public StoreTest {
protected:
  /// The parts of an explained change as text, with a check that they add up.
  std::vector<std::string> parts(const question& from, const question& to) {
    const explained_change told = value_of(city().explain_change("ann", from, to));
    std::vector<std::string> made;
    points sum{};
    for (const explained_part& it : told.parts) {
      sum = sum + it.value;
      EXPECT_NE(it.value, points{});
      made.push_back(std::string(change_part_names[static_cast<std::size_t>(it.what)]) +
                     (it.record_id.empty() ? "" : " " + it.record_id) + " " + to_string(it.value));
    }
    if (told.from.total && told.to.total) {
      EXPECT_EQ(sum, *told.to.total - *told.from.total);
      EXPECT_EQ(told.why, "");
    } else {
      EXPECT_TRUE(told.parts.empty());
      EXPECT_NE(told.why, "");
    }
    return made;
  }
};

// What drink driving takes, as it stands in the rulebook.
constexpr std::string_view fifty = R"("categories": ["N-TRF-DUI"],
      "points": -50)";
constexpr std::string_view seventy = R"("categories": ["N-TRF-DUI"],
      "points": -70)";

using texts = std::vector<std::string>;

// STORE 2.1
TEST_F(Ledger, SaysWhatIsNewTheSameAndChanged) {
  import_summary told = subjects(adult("ann") + adult("ben"));
  EXPECT_EQ(told.subjects_new, 2U);
  EXPECT_EQ(told.subjects_same + told.subjects_changed, 0U);
  told = records(drink_driving("r1", "ann") + drink_driving("r1", "ben"));
  EXPECT_EQ(told.records_new, 2U);  // a record is known by both ids

  const std::string before = value_of(city().head());
  told = subjects(adult("ann") + adult("ben", "1990-05-06"));
  EXPECT_EQ(told.subjects_same, 1U);
  EXPECT_EQ(told.subjects_changed, 1U);
  EXPECT_NE(value_of(city().head()), before);

  const std::string changed = value_of(city().head());
  told = records(drink_driving("r1", "ann"));
  EXPECT_EQ(told.records_same, 1U);
  EXPECT_EQ(value_of(city().head()), changed);  // the same is written nowhere
  told = records(drink_driving("r1", "ann", "repaired"));
  EXPECT_EQ(told.records_changed, 1U);

  const store_statistics counted = value_of(city().statistics());
  EXPECT_EQ(counted.subjects, 2U);
  EXPECT_EQ(counted.records, 2U);
  EXPECT_EQ(counted.versions, 6U);
  EXPECT_EQ(counted.entries, 6U);
}

TEST_F(Ledger, WhatComesBackAfterAnotherIsAChangeAgain) {
  subjects(adult("ann"));
  records(drink_driving());
  EXPECT_EQ(records(drink_driving("r1", "ann", "repaired")).records_changed, 1U);
  EXPECT_EQ(records(drink_driving()).records_changed, 1U);
  EXPECT_EQ(score("ann"), "630 fair");
}

TEST_F(Ledger, WithinOneImportTheLaterRowCounts) {
  const import_summary told = import_text(
      city(), std::string(subject_header) + adult("ann"),
      std::string(record_header) + drink_driving() + drink_driving() +
          drink_driving("r1", "ann", "revoked") + drink_driving("r2", "ann", "revoked"));
  EXPECT_EQ(told.records_new, 2U);
  EXPECT_EQ(told.records_same, 1U);
  EXPECT_EQ(told.records_changed, 1U);
  EXPECT_EQ(score("ann"), "700 good");
}

TEST_F(Ledger, TheSameContentInTheOtherFormatIsTheSame) {
  subjects(adult("ann"));
  records(drink_driving() + drink_driving("r2", "ann", "repaired"));
  const std::string before = value_of(city().head());
  const import_summary told = import_text(
      city(),
      R"({"subject_id":"ann","birth_date":"1990-05-05","residency":"registered","capacity":"full","enrolled_on":"2020-01-01"})"
      "\n",
      R"({"record_id":"r1","subject_id":"ann","category":"N-TRF-DUI","provider":"gongan-jiaojing","occurred_on":"2026-03-01","origin":"platform","status":"active"})"
      "\n"
      R"({"status":"repaired","repaired_on":"2026-05-01","subject_id":"ann","category":"N-TRF-DUI","provider":"gongan-jiaojing","occurred_on":"2026-03-01","origin":"platform","record_id":"r2"})"
      "\n",
      {}, io::row_format::jsonl);
  EXPECT_EQ(told.bad, 0U);
  EXPECT_EQ(told.subjects_same, 1U);
  EXPECT_EQ(told.records_same, 2U);
  EXPECT_EQ(value_of(city().head()), before);
}

// STORE 2.1, 2.9
TEST_F(Ledger, AScoreIsOfADayAndOfWhatWasKnown) {
  subjects(adult("ann"));
  const moment before = now_;
  later(60);
  records(drink_driving());
  const moment learned = now_;
  later(60);
  records(drink_driving("r1", "ann", "revoked"));
  later(60);

  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(score("ann", {std::nullopt, before}), "700 good");
  EXPECT_EQ(score("ann", {std::nullopt, learned}), "630 fair");
  EXPECT_EQ(score("ann", {std::nullopt, moment{learned.milliseconds - 1}}), "700 good");
  EXPECT_EQ(score("ann", {std::nullopt, moment{learned.milliseconds + 59999}}), "630 fair");
  EXPECT_EQ(score("ann", {day("2026-02-28"), learned}), "700 good");  // before it occurred
  EXPECT_EQ(score("ann", {std::nullopt, moment{before.milliseconds - 1}}), "unknown_subject");
  EXPECT_EQ(score("ann", {std::nullopt, moment{now_.milliseconds + 1}}), "time_not_allowed");
}

// STORE 2.1: each is found again, however many a person has.
TEST_F(Ledger, ManyRecordsOfOnePersonAreEachFound) {
  constexpr int count = 30000;
  subjects(adult("ann"));
  const auto rows = [](std::string_view occurred_on) {
    std::string made;
    for (int i = 0; i < count; ++i) {
      made += row("r" + std::to_string(i), "ann", "B-ID-01", occurred_on);
    }
    return made;
  };
  EXPECT_EQ(records(rows("2026-01-05")).records_new, std::uint64_t{count});
  EXPECT_EQ(records(rows("2026-01-05")).records_same, std::uint64_t{count});
  EXPECT_EQ(records(rows("2026-01-06")).records_changed, std::uint64_t{count});
  EXPECT_EQ(value_of(city().statistics()).records, std::uint64_t{count});
  for (const char* id : {"r0", "r32", "r33", "r29999"}) {
    EXPECT_EQ(code_of(city().object("ann", id, "no")), "") << id;
  }
  EXPECT_EQ(code_of(city().object("ann", "r30000", "no")), "unknown_record");
}

// STORE 1.1: a moment is of the years 1900 to 2199.
TEST_F(Ledger, MomentsAreOfTheYears1900To2199) {
  subject ann;
  ann.subject_id = "ann";
  const auto try_at = [&](moment given) { return code_of(city().add(ann, given)); };
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const moment outside[] = {{std::numeric_limits<std::int64_t>::min()},
                            {at("1900-01-01T00:00:00Z").milliseconds - 1},
                            {at("2199-12-31T23:59:59.999Z").milliseconds + 1},
                            {most}};
  for (const moment it : outside) {
    EXPECT_EQ(try_at(it), "time_not_allowed");
    EXPECT_EQ(code_of(city().add_rulebook(io::builtin_rulebook_json(), it)), "time_not_allowed");
  }
  EXPECT_EQ(try_at(at("1900-01-01T00:00:00.000Z")), "");
  for (const moment it : outside) {
    const question asked{std::nullopt, it};
    EXPECT_EQ(score("ann", asked), "time_not_allowed");
    EXPECT_EQ(code_of(city().timeline("ann", day("2026-02-01"), day("2026-09-01"), it)),
              "time_not_allowed");
    EXPECT_EQ(code_of(city().explain_change("ann", asked, {})), "time_not_allowed");
    EXPECT_EQ(code_of(city().explain_change("ann", {}, asked)), "time_not_allowed");
  }
  EXPECT_EQ(score("ann", {std::nullopt, at("1900-01-01T00:00:00.000Z")}), "not eligible");
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 2.3
TEST_F(Ledger, TimesNeverDecreaseAndAreNeverToCome) {
  import_options given;
  given.at = at("2026-06-01T00:00:00Z");
  subjects(adult("ann"), given);
  const std::string before = value_of(city().head());
  const std::string text = std::string(record_header) + drink_driving();
  const auto try_at = [&](std::string_view when) {
    given.at = at(when);
    const auto rows = io::from_memory(text, "records");
    return code_of(city().import({}, {rows.get(), io::row_format::csv}, given));
  };
  EXPECT_EQ(try_at("2026-05-31T23:59:59.999Z"), "time_not_allowed");
  EXPECT_EQ(try_at("2026-06-15T02:00:00.001Z"), "time_not_allowed");
  EXPECT_EQ(value_of(city().head()), before);
  EXPECT_EQ(try_at("2026-06-01T00:00:00Z"), "");
  EXPECT_EQ(code_of(city().add_rulebook(changed_book().version("2026.2").text(),
                                        at("2026-05-01T00:00:00Z"))),
            "time_not_allowed");
  // A clock that was set back: the later of now and the last one.
  subjects(adult("ben"));
  set_clock("2026-06-10T00:00:00Z");
  subjects(adult("cat"));
  set_clock("2026-06-15T01:59:59.999Z");
  EXPECT_EQ(score("cat", {day("2026-06-01"), now_}), "unknown_subject");
  set_clock("2026-06-15T02:00:00Z");
  EXPECT_EQ(score("cat", {day("2026-06-01"), now_}), "700 good");
}

// STORE 1.2
TEST_F(Ledger, TheDayIsThatOfChina) {
  subjects(adult("ann"));
  set_clock("2026-06-30T15:59:59.999Z");
  EXPECT_EQ(to_string(value_of(city().score("ann")).as_of), "2026-06-30");
  set_clock("2026-06-30T16:00:00Z");
  EXPECT_EQ(to_string(value_of(city().score("ann")).as_of), "2026-07-01");
}

// STORE 2.9, 3.2
TEST_F(Ledger, TheRulebookIsTheLatestAddedThatIsEffective) {
  subjects(adult("ann"));
  records(drink_driving());
  const std::string built_in(value_of(city().score("ann")).fingerprint);
  EXPECT_EQ(score("ann", {day("2025-12-31"), std::nullopt}), "not_effective");
  const moment before = now_;
  later();
  EXPECT_TRUE(value_of(city().add_rulebook(io::builtin_rulebook_json())));
  EXPECT_FALSE(value_of(city().add_rulebook(io::builtin_rulebook_json())));
  later();
  // From August on drink driving takes 70: 600 + 80 - 70 = 610.
  const std::string harder =
      changed_book().version("2026.2").from("2026-08-01").replace(fifty, seventy).text();
  EXPECT_TRUE(value_of(city().add_rulebook(harder)));
  later();
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(value_of(city().score("ann")).fingerprint, built_in);
  EXPECT_EQ(to_string(*value_of(city().score("ann")).stable_through), "2026-07-31");
  EXPECT_EQ(score("ann", {day("2026-07-31"), std::nullopt}), "630 fair");
  EXPECT_EQ(score("ann", {day("2026-08-01"), std::nullopt}), "610 fair");
  EXPECT_EQ(score("ann", {day("2026-08-01"), before}), "630 fair");  // it was not known then
  EXPECT_EQ(parts({day("2026-07-31"), std::nullopt}, {day("2026-08-01"), std::nullopt}),
            texts{"rulebook -20"});
}

// STORE 2.9
TEST_F(Ledger, TheBuiltInRulebookIsNoneWhereOneWasAdded) {
  subjects(adult("ann"));
  EXPECT_EQ(score("ann"), "700 good");  // which keeps it in the cache
  EXPECT_EQ(score("ann", {day("2026-05-01"), std::nullopt}), "700 good");
  const moment before = now_;
  later();
  value_of(city().add_rulebook(changed_book().version("2027").from("2027-01-01").text()));
  EXPECT_EQ(score("ann"), "not_effective");
  EXPECT_EQ(score("ann", {day("2026-05-01"), std::nullopt}), "not_effective");
  EXPECT_EQ(score("ann", {std::nullopt, before}), "700 good");
  EXPECT_EQ(score("ann", {day("2027-01-01"), std::nullopt}), "700 good");
}

TEST_F(Ledger, AScoreThatAnsweredBeforeTheFirstRulebookIsForgotten) {
  subjects(adult("ann"));
  records(drink_driving());
  // Stable only until the record's twelve months are over, before the other begins.
  const question asked{day("2026-05-01"), std::nullopt};
  EXPECT_EQ(score("ann", asked), "630 fair");
  later();
  value_of(city().add_rulebook(changed_book().version("2030").from("2030-01-01").text()));
  EXPECT_EQ(score("ann", asked), "not_effective");
  EXPECT_EQ(score("ann", {day("2026-05-01"), now_}), "not_effective");
}

// STORE 2.11
TEST_F(Ledger, ATimelineRunsThroughRulebooks) {
  subjects(adult("ann"));
  records(drink_driving());
  const moment before = now_;
  later();
  value_of(city().add_rulebook(io::builtin_rulebook_json()));
  value_of(city().add_rulebook(
      changed_book().version("2026.2").from("2026-08-01").replace(fifty, seventy).text()));
  later();
  const auto timeline = [&](std::optional<moment> known_at) {
    return value_of(city().timeline("ann", day("2026-02-01"), day("2026-09-01"), known_at));
  };
  const std::string now = timeline(std::nullopt);
  EXPECT_NE(now.find("\"2026-08-01\""), std::string::npos) << now;
  EXPECT_NE(now.find("\"2026-03-01\""), std::string::npos) << now;
  EXPECT_NE(now.find("rulebook"), std::string::npos) << now;
  EXPECT_NE(now.find("610"), std::string::npos) << now;
  const std::string then = timeline(before);
  EXPECT_EQ(then.find("\"2026-08-01\""), std::string::npos) << then;
  EXPECT_EQ(then.find("610"), std::string::npos) << then;
}

// STORE 2.11: days without a rulebook are told as such, and the others are given.
TEST_F(Ledger, ATimelineSaysWhichDaysHaveNoRulebook) {
  subjects(adult("ann"));
  value_of(city().add_rulebook(changed_book()
                                   .version("spring")
                                   .replace(R"("until": null)", R"("until": "2026-02-28")")
                                   .text()));
  value_of(city().add_rulebook(changed_book().version("later").from("2026-06-01").text()));
  const auto timeline = [&](std::string_view from, std::string_view to) {
    return city().timeline("ann", day(from), day(to));
  };
  const auto without = [](const std::string& from, const std::string& through) {
    return R"({"from":")" + from + R"(","through":")" + through +
           R"(","eligible":null,"score":null,"total":null,"tier":null,"dimensions":{},)" +
           R"("causes":[],"why":"not_effective"})";
  };
  const std::string first = value_of(timeline("2026-02-27", "2026-02-28"));
  const std::string last = value_of(timeline("2026-06-01", "2026-06-02"));
  EXPECT_NE(first.find(R"("total":700)"), std::string::npos) << first;
  EXPECT_NE(last.find(R"("total":700)"), std::string::npos) << last;
  const std::string inner_first = first.substr(1, first.size() - 2);
  const std::string inner_last = last.substr(1, last.size() - 2);
  EXPECT_EQ(value_of(timeline("2026-02-27", "2026-06-02")),
            '[' + inner_first + ',' + without("2026-03-01", "2026-05-31") + ',' + inner_last + ']');
  EXPECT_EQ(value_of(timeline("2026-02-27", "2026-03-05")),
            '[' + inner_first + ',' + without("2026-03-01", "2026-03-05") + ']');
  EXPECT_EQ(value_of(timeline("2026-05-30", "2026-06-02")),
            '[' + without("2026-05-30", "2026-05-31") + ',' + inner_last + ']');
  EXPECT_EQ(code_of(timeline("2026-03-01", "2026-05-31")), "not_effective");
}

// STORE 2.12: a side without a rulebook has no total, and `why` says so.
TEST_F(Ledger, AChangeWithoutARulebookSaysWhy) {
  subjects(adult("ann"));
  const question without{day("2025-12-31"), std::nullopt};
  explained_change told = value_of(city().explain_change("ann", without, {}));
  EXPECT_EQ(told.why, "no rulebook is effective on 2025-12-31, the day at the beginning");
  EXPECT_TRUE(told.parts.empty());
  EXPECT_FALSE(told.from.total);
  EXPECT_EQ(told.from.as_of, day("2025-12-31"));
  ASSERT_TRUE(told.to.total);
  EXPECT_EQ(*told.to.total, points::whole(700));
  told = value_of(city().explain_change("ann", {}, without));
  EXPECT_EQ(told.why, "no rulebook is effective on 2025-12-31, the day at the end");
  ASSERT_TRUE(told.from.total);
  EXPECT_EQ(*told.from.total, points::whole(700));
  EXPECT_FALSE(told.to.total);
}

// STORE 2.12
TEST_F(Ledger, AChangeIsExplainedInPartsThatAddUp) {
  subjects(adult("ann"));
  records(row("old", "ann", "N-JUD-01", "2026-02-01"));
  const question from{day("2026-06-15"), now_};
  // 600 + 80 - 50 = 630. Another act takes 50 and one more clean year; revoking the
  // first gives both back.
  EXPECT_EQ(score("ann", from), "630 fair");
  later();
  records(drink_driving("r1", "ann") + row("old", "ann", "N-JUD-01", "2026-02-01", "revoked"));
  later();
  EXPECT_EQ(parts(from, {day("2026-06-15"), now_}),
            (texts{"new_record r1 -70", "changed_record old 70"}));
  EXPECT_EQ(parts(from, from), texts{});

  // Enrolled two years later: four clean years and no more.
  const question middle{day("2026-06-15"), now_};
  later();
  subjects("ann,1990-05-05,registered,full,2022-01-01\n");
  later();
  const texts changed = parts(middle, {day("2026-06-15"), now_});
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed.front().substr(0, 16), "changed_subject ");
  // A year on the drink driving is over.
  const texts time = parts({day("2026-06-15"), now_}, {day("2027-06-15"), now_});
  ASSERT_EQ(time.size(), 1U);
  EXPECT_EQ(time.front().substr(0, 5), "time ");
  EXPECT_EQ(code_of(city().explain_change("ann", {std::nullopt, now_}, from)), "moment_goes_back");
}

TEST_F(Ledger, AChangeWithoutATotalSaysWhy) {
  const moment before = now_;
  later();
  subjects("ann,2015-05-05,registered,none,2020-01-01\n");
  EXPECT_EQ(parts({std::nullopt, before}, {}), texts{});
  EXPECT_EQ(parts({std::nullopt, now_}, {}), texts{});
  EXPECT_EQ(code_of(city().explain_change("ben", {}, {})), "unknown_subject");
}

// STORE 2.21
TEST_F(Ledger, NothingIsSaidOfTheUnknownAndOfThoseWhoWithdrew) {
  subjects(adult("ann"));
  const moment before = now_;
  later();
  value_of(city().withdraw("ann", "letter 1"));
  later();
  for (const char* id : {"ann", "ben"}) {
    const std::string expected = std::string(id) == "ann" ? "withdrawn" : "unknown_subject";
    EXPECT_EQ(score(id), expected);
    EXPECT_EQ(score(id, {std::nullopt, before}), expected);
    EXPECT_EQ(code_of(city().score_csv(id, {}, false)), expected);
    EXPECT_EQ(code_of(city().explain(id, {}, store::report_format::json, io::language::en)),
              expected);
    EXPECT_EQ(code_of(city().timeline(id, day("2026-02-01"), day("2026-09-01"))), expected);
    EXPECT_EQ(code_of(city().explain_change(id, {std::nullopt, before}, {})), expected);
  }
  std::string all;
  EXPECT_EQ(value_of(city().scores({}, false,
                                   [&](std::string_view bytes) {
                                     all += bytes;
                                     return true;
                                   })),
            0U);
  EXPECT_EQ(all.find("ann"), std::string::npos);
  value_of(city().enrol("ann", "letter 2"));
  EXPECT_EQ(score("ann"), "700 good");
}

}  // namespace
