// What grantees and the subject are told, that it stands in the log before it is told,
// and that a grantee's report betrays no record that is nobody's business.
#include <string>
#include <vector>

#include "chengxin/io/store_json.hpp"
#include "small_store.hpp"
#include "statements.hpp"

namespace {

using namespace small_store;

class Disclosure : public StoreTest {
protected:
  void SetUp() override {
    StoreTest::SetUp();
    subjects(adult("ann"));
  }

  void consent_to(std::string use, scope what = scope::report) {
    value_of(city().grant(
        {"ann", "shop", std::move(use), what, day("2026-01-01"), day("2026-12-31"), "e"}));
  }

  disclosure ask(scope what, std::string use = "library.deposit_free",
                 std::optional<date> as_of = std::nullopt) {
    return value_of(city().disclose({"ann", "shop", std::move(use), what, as_of}));
  }

  static std::string json(const disclosure& told) {
    std::string made;
    io::append_json(made, told);
    return made;
  }
  std::string log(std::string_view id = "ann") {
    std::string made;
    io::append_json(made, value_of(city().log(id)));
    return made;
  }
};

// STORE 2.21, 4.2, 4.3
TEST_F(Disclosure, TellsWhatTheScopeContainsAndNothingBeyond) {
  consent_to("library.deposit_free");
  const std::string begin =
      R"({"verdict":"granted","use":"library.deposit_free","as_of":"2026-06-15","entitled":true)";
  EXPECT_EQ(json(ask(scope::entitled)), begin + "}");
  EXPECT_EQ(json(ask(scope::tier)), begin + R"(,"tier":"good"})");
  EXPECT_EQ(json(ask(scope::score)), begin + R"(,"tier":"good","score":700})");
  const std::string report = json(ask(scope::report));
  EXPECT_EQ(report.find(begin + R"(,"tier":"good","score":700,"report":{)"), 0U) << report;
  value_of(city().withdraw("ann", "letter"));
  EXPECT_EQ(json(ask(scope::report)), R"({"verdict":"denied","reason":"no_consent"})");
}

// STORE 4.2
TEST_F(Disclosure, ComparesTheScoreWithWhatTheUseAsksFor) {
  records(drink_driving());  // 630
  const std::pair<const char*, bool> uses[] = {{"parking.pay_later", true},
                                               {"library.deposit_free", true},
                                               {"bike.deposit_free", false},
                                               {"housing.deposit_reduced", false}};
  for (const auto& [use, reaches] : uses) {
    consent_to(use, scope::entitled);
    EXPECT_EQ(ask(scope::entitled, use).entitled, reaches) << use;
  }
  consent_to("housing.deposit_reduced", scope::score);
  EXPECT_EQ(ask(scope::score, "housing.deposit_reduced", day("2026-02-28")).entitled, true);
  EXPECT_EQ(ask(scope::score, "housing.deposit_reduced", day("2026-02-28")).score, 700);
  EXPECT_EQ(ask(scope::score, "housing.deposit_reduced", day("2026-03-01")).score, 630);
}

// STORE 4.4, 4.8, 4.9
TEST_F(Disclosure, IsLoggedGrantedOrDenied) {
  EXPECT_EQ(log(), "[]");
  ask(scope::tier);
  later();
  consent_to("library.deposit_free", scope::score);
  ask(scope::tier);
  later();
  ask(scope::report);
  later();
  value_of(city().self("ann", "id-card check 5"));
  const auto entry = [](std::string_view at, std::string_view scope, std::string_view rest) {
    return R"({"at":"2026-06-15T02:00:0)" + std::string(at) +
           R"(.000Z","grantee":"shop","use":"library.deposit_free","scope":")" +
           std::string(scope) + R"(","as_of":"2026-06-15",)" + std::string(rest) + "}";
  };
  const std::string told = log();
  EXPECT_EQ(
      told.find(
          "[" + entry("0", "tier", R"("verdict":"denied","reason":"no_consent","told":{})") + "," +
          entry("1", "tier", R"("verdict":"granted","told":{"entitled":true,"tier":"good"})") +
          "," + entry("2", "report", R"("verdict":"denied","reason":"scope_exceeded","told":{})")),
      0U)
      << told;
  EXPECT_NE(told.find("id-card check 5"), std::string::npos) << told;
}

// STORE 4.9
TEST_F(Disclosure, OneWhoWasNotKnownYetSeesWhoAsked) {
  static_cast<void>(value_of(
      city().disclose({"eve", "shop", "library.deposit_free", scope::tier, std::nullopt})));
  subjects(adult("eve"));
  EXPECT_EQ(value_of(city().log("eve")).size(), 1U);
  EXPECT_TRUE(value_of(city().log("ann")).empty());
}

// STORE 4.4
TEST_F(Disclosure, WithoutALogThereIsNoAnswer) {
  consent_to("library.deposit_free");
  const std::string before = value_of(city().head());
  store reader = reopen(true);
  EXPECT_EQ(code_of(reader.disclose(
                {"ann", "shop", "library.deposit_free", scope::entitled, std::nullopt})),
            "read_only");
  EXPECT_EQ(code_of(reader.self("ann", "card")), "read_only");
  value_of(city().begin_snapshot());
  EXPECT_EQ(code_of(city().self("ann", "card")), "in_snapshot");
  city().end_snapshot();
  // Another process writes and does not finish: nothing is said meanwhile.
  sqlite3* writer = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.file().c_str(), &writer), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(writer, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(code_of(city().disclose(
                {"ann", "shop", "library.deposit_free", scope::entitled, std::nullopt})),
            "busy");
  sqlite3_close(writer);
  EXPECT_EQ(value_of(city().head()), before);
  // Nor where the row of the log is refused.
  sqlite3* file = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.file().c_str(), &file), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(file,
                         "CREATE TRIGGER no_log BEFORE INSERT ON disclosure BEGIN SELECT "
                         "RAISE(ABORT, 'no'); END",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  EXPECT_FALSE(
      city().disclose({"ann", "shop", "library.deposit_free", scope::entitled, std::nullopt}));
  EXPECT_FALSE(city().self("ann", "card"));
  sqlite3_close(file);
  EXPECT_EQ(value_of(city().head()), before);
}

// STORE 4.4: what fails is in the log as well, before it fails.
TEST_F(Disclosure, AQuestionThatFailsIsLogged) {
  // One who enrolled again, and of whom nothing was certified since.
  value_of(city().erase("ann", "request"));
  value_of(city().enrol("ann", "letter"));
  EXPECT_EQ(code_of(city().self("ann", "card 1")), "unknown_subject");
  std::vector<log_entry> told = value_of(city().log("ann"));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].why, denial::no_consent);
  EXPECT_EQ(told[0].authentication, "card 1");
  EXPECT_EQ(told[0].told, "{}");
  // One who is not there yet.
  EXPECT_EQ(code_of(city().self("eve", "card 2")), "unknown_subject");
  EXPECT_EQ(value_of(city().log("eve")).size(), 1U);
  // A day that is yet to come.
  EXPECT_EQ(code_of(city().disclose(
                {"eve", "shop", "library.deposit_free", scope::tier, day("2026-06-16")})),
            "day_not_allowed");
  told = value_of(city().log("eve"));
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1].why, denial::not_yet_in_force);
  EXPECT_EQ(told[1].as_of, day("2026-06-16"));
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 4.4: without a rulebook there is no use that could be known.
TEST_F(Disclosure, ADayWithoutARulebookIsAnErrorAndLogged) {
  consent_to("library.deposit_free");
  const auto denied = [&](const char* id, std::optional<date> as_of) {
    EXPECT_EQ(code_of(city().disclose({id, "shop", "library.deposit_free", scope::tier, as_of})),
              "not_effective");
    const log_entry last = value_of(city().log(id)).back();
    EXPECT_EQ(last.why, denial::unknown_use);
    EXPECT_EQ(last.as_of, day("2025-12-31"));
    EXPECT_EQ(last.told, "{}");
  };
  denied("ann", day("2025-12-31"));
  denied("eve", day("2025-12-31"));
  set_clock("2025-12-31T00:00:00Z");
  denied("ann", std::nullopt);
  EXPECT_EQ(code_of(city().self("ann", "card")), "not_effective");
  EXPECT_EQ(value_of(city().log("ann")).size(), 3U);
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 4.8
TEST_F(Disclosure, TheSubjectReadsEverythingAndNeedsNoConsent) {
  records(drink_driving("shown-1") + drink_driving("gone-1", "ann", "revoked"));
  const disclosure told = value_of(city().self("ann", "card"));
  ASSERT_TRUE(told.report);
  EXPECT_NE(told.report->find("shown-1"), std::string::npos);
  EXPECT_NE(told.report->find("gone-1"), std::string::npos);
  EXPECT_EQ(told.score, 630);
  EXPECT_EQ(code_of(city().self("eve", "card")), "unknown_subject");
  value_of(city().withdraw("ann", "letter"));
  EXPECT_EQ(code_of(city().self("ann", "card")), "withdrawn");
  EXPECT_EQ(value_of(city().log("ann")).size(), 2U);  // the attempt as well
}

// STORE 4.7
TEST_F(Disclosure, AReportForAGranteeBetraysNothing) {
  consent_to("library.deposit_free");
  records(drink_driving("shown-1"));
  const disclosure without = ask(scope::report);
  EXPECT_NE(without.report->find("shown-1"), std::string::npos);
  EXPECT_EQ(without.score, 630);
  // Repaired, revoked and disputed ones of their own categories and providers.
  records(row("secret-1", "ann", "N-JUD-01", "2026-02-01", "repaired", "2026-05-02", "fayuan-1") +
          row("secret-2", "ann", "N-ARR-TAX", "2026-02-03", "revoked", "", "shuiwu-2") +
          row("secret-3", "ann", "N-ARR-FIN", "2026-04-04", "active", "", "fayuan-3"));
  value_of(city().object("ann", "secret-3", "it was paid"));
  const disclosure with = ask(scope::report);
  EXPECT_EQ(*with.report, *without.report);
  EXPECT_EQ(with.score, without.score);
  for (const char* text : {"secret", "N-JUD-01", "N-ARR-TAX", "N-ARR-FIN", "fayuan", "shuiwu",
                           "it was paid", "disputed", "revoked", "repaired"}) {
    EXPECT_EQ(with.report->find(text), std::string::npos) << text;
  }
  // What the other scopes say is the same score.
  EXPECT_EQ(ask(scope::score).score, value_of(city().score("ann")).score);
}

// STORE 4.7: a good record is never repaired: it costs nothing to be seen.
TEST_F(Disclosure, AReportForAGranteeKeepsARepairedRecordOfAGoodCategory) {
  consent_to("library.deposit_free");
  records(row("shown-1", "ann", "P-BLD-01", "2026-02-01", "repaired", "2026-05-02"));
  const disclosure told = ask(scope::report);
  EXPECT_NE(told.report->find("shown-1"), std::string::npos);
  EXPECT_EQ(told.score, value_of(city().score("ann")).score);
}

// STORE 4.7
TEST_F(Disclosure, TheFiguresOfAReportAreThoseWithoutWhatIsHidden) {
  consent_to("library.deposit_free");
  records(row("secret-1", "ann", "N-JUD-01", "2026-02-01", "active"));
  EXPECT_EQ(ask(scope::report).score, 630);
  value_of(city().object("ann", "secret-1", "text"));
  EXPECT_EQ(ask(scope::report).score, 700);
  EXPECT_EQ(ask(scope::report).report->find("secret-1"), std::string::npos);
  value_of(city().decide("ann", "secret-1", true, "file"));
  EXPECT_EQ(ask(scope::report).score, 700);
  EXPECT_EQ(ask(scope::report).report->find("secret-1"), std::string::npos);
}

// STORE 4.6: nor is anybody told by how much is done.
TEST_F(Disclosure, TheSameIsDoneWhoeverItIs) {
  subjects(adult("gone") + adult("away"));
  for (const char* id : {"gone", "away"}) {
    value_of(city().grant({id, "shop", "library.deposit_free", scope::report, day("2026-01-01"),
                           day("2026-12-31"), "e"}));
  }
  value_of(city().erase("gone", "request"));
  value_of(city().withdraw("away", "letter"));
  const statements watched;
  store asked = reopen();
  const auto ask_about = [&](const std::string& id) {
    statements::clear();
    const disclosure told =
        value_of(asked.disclose({id, "shop", "library.deposit_free", scope::report, std::nullopt}));
    EXPECT_EQ(told.why, denial::no_consent) << id;
    return statements::run();
  };
  static_cast<void>(ask_about("ann"));  // what is done once
  const std::vector<std::string> usual = ask_about("ann");
  const int usual_steps = statements::steps();
  EXPECT_GT(usual.size(), 5U);
  EXPECT_GT(usual_steps, 100);
  for (const char* id : {"eve", "gone", "away"}) {
    EXPECT_EQ(ask_about(id), usual) << id;
    // To read a row that is found takes a few more than to see that there is none.
    EXPECT_NEAR(statements::steps(), usual_steps, 10) << id;
  }
}

// STORE 4.6
TEST_F(Disclosure, NobodyIsToldWhoExists) {
  // Same words whoever it is; the rows of the log differ in nothing but whom they are about.
  const std::vector<std::string> ids = {"ann", "eve", "gone", "away"};
  subjects(adult("gone") + adult("away"));
  value_of(city().erase("gone", "request"));
  value_of(city().withdraw("away", "letter"));
  for (const std::string& id : ids) {
    const disclosure told =
        value_of(city().disclose({id, "shop", "library.deposit_free", scope::tier, std::nullopt}));
    EXPECT_EQ(json(told), R"({"verdict":"denied","reason":"no_consent"})") << id;
    EXPECT_EQ(log(id), log("ann")) << id;
  }
}

}  // namespace
