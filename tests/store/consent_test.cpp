// Consents, and every reason for which an answer is denied.
#include <string>
#include <vector>

#include "chengxin/io/store_json.hpp"
#include "small_store.hpp"

namespace {

using namespace small_store;

class Consent : public StoreTest {
protected:
  void SetUp() override {
    StoreTest::SetUp();
    subjects(adult("ann") + adult("ben"));
  }

  std::string grant(scope what, std::string_view first, std::string_view last,
                    std::string use = "library.deposit_free", std::string grantee = "library") {
    return value_of(city().grant(
        {"ann", std::move(grantee), std::move(use), what, day(first), day(last), "e"}));
  }

  std::string ask(scope what = scope::entitled, std::string id = "ann",
                  std::optional<date> as_of = std::nullopt,
                  std::string use = "library.deposit_free", std::string grantee = "library") {
    const result<disclosure> told = city().disclose({std::move(id), grantee, use, what, as_of});
    return told ? std::string(denial_names[static_cast<std::size_t>(told->why)])
                : told.failure().code;
  }
};

// STORE 4.2, 4.3 and 4.5
TEST_F(Consent, IsAskedForByGranteeUseAndScope) {
  grant(scope::tier, "2026-06-01", "2026-06-30");
  EXPECT_EQ(ask(scope::entitled), "none");
  EXPECT_EQ(ask(scope::tier), "none");
  EXPECT_EQ(ask(scope::score), "scope_exceeded");
  EXPECT_EQ(ask(scope::report), "scope_exceeded");
  EXPECT_EQ(ask(scope::tier, "ann", std::nullopt, "library.deposit_free", "museum"), "no_consent");
  EXPECT_EQ(ask(scope::tier, "ann", std::nullopt, "bike.deposit_free"), "no_consent");
  EXPECT_EQ(ask(scope::tier, "ann", std::nullopt, "library.none"), "unknown_use");
  EXPECT_EQ(ask(scope::tier, "ben"), "no_consent");
  EXPECT_EQ(ask(scope::tier, "eve"), "no_consent");
  EXPECT_EQ(ask(scope::tier, "eve", std::nullopt, "library.none"), "unknown_use");
}

// STORE 4.3, 4.5
TEST_F(Consent, IsInForceFromItsFirstDayThroughItsLast) {
  grant(scope::tier, "2026-06-20", "2026-06-30");
  EXPECT_EQ(ask(), "not_yet_in_force");
  set_clock("2026-06-19T16:00:00Z");  // midnight in China
  EXPECT_EQ(ask(), "none");
  EXPECT_EQ(ask(scope::tier, "ann", day("2026-06-19")), "not_yet_in_force");
  EXPECT_EQ(ask(scope::tier, "ann", day("2026-06-20")), "none");
  EXPECT_EQ(ask(scope::tier, "ann", day("2026-06-21")), "day_not_allowed");
  set_clock("2026-06-30T15:59:59.999Z");
  EXPECT_EQ(ask(), "none");
  later();
  EXPECT_EQ(ask(), "lapsed");
  EXPECT_EQ(ask(scope::tier, "ann", day("2026-06-25")), "lapsed");  // in force is today's matter
}

// STORE 4.5
TEST_F(Consent, OfSeveralTheFirstReasonThatAppliesToAnyIsGiven) {
  const std::string revoked = grant(scope::report, "2026-06-01", "2026-12-31");
  EXPECT_EQ(ask(scope::report), "none");
  EXPECT_TRUE(value_of(city().revoke(revoked)));
  EXPECT_EQ(ask(scope::report), "revoked");
  grant(scope::report, "2026-06-01", "2026-06-10");
  EXPECT_EQ(ask(scope::report), "lapsed");
  grant(scope::report, "2026-07-01", "2026-12-31");
  EXPECT_EQ(ask(scope::report), "not_yet_in_force");
  grant(scope::entitled, "2026-06-01", "2026-12-31");
  EXPECT_EQ(ask(scope::report), "scope_exceeded");
  EXPECT_EQ(ask(scope::entitled), "none");
  grant(scope::report, "2026-06-01", "2026-12-31");
  EXPECT_EQ(ask(scope::report), "none");  // one that holds is enough
}

// STORE 4.5
TEST_F(Consent, OneThatFailsForTwoReasonsHasBoth) {
  const std::string id = grant(scope::entitled, "2026-06-01", "2026-06-10");
  EXPECT_EQ(ask(scope::entitled), "lapsed");
  value_of(city().revoke(id));
  EXPECT_EQ(ask(scope::entitled), "lapsed");
  EXPECT_EQ(ask(scope::tier), "scope_exceeded");
  EXPECT_EQ(ask(scope::entitled, "ann", day("2026-05-01")), "not_yet_in_force");
}

// STORE 4.1
TEST_F(Consent, IsRevokedOnce) {
  const std::string id = grant(scope::tier, "2026-06-01", "2026-12-31");
  EXPECT_EQ(code_of(city().revoke("nothing")), "unknown_consent");
  EXPECT_TRUE(value_of(city().revoke(id)));
  later();
  EXPECT_FALSE(value_of(city().revoke(id)));
  const std::vector<consent> listed = value_of(city().consents("ann"));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].id, id);
  EXPECT_EQ(listed[0].revoked_at, at("2026-06-15T02:00:00Z"));
}

// STORE 4.1
TEST_F(Consent, IsListedAsItWasGiven) {
  const std::string first = grant(scope::tier, "2026-06-01", "2026-12-31");
  const std::string second =
      grant(scope::report, "2026-07-01", "2026-07-01", "bike.deposit_free", "bikes");
  EXPECT_NE(first, second);
  std::string listed;
  io::append_json(listed, value_of(city().consents("ann")));
  EXPECT_EQ(listed,
            R"([{"id":")" + first +
                R"(","grantee":"library","use":"library.deposit_free","scope":"tier",)"
                R"("from":"2026-06-01","until":"2026-12-31","revoked_at":null,"evidence":"e"},)"
                R"({"id":")" +
                second +
                R"(","grantee":"bikes","use":"bike.deposit_free","scope":"report",)"
                R"("from":"2026-07-01","until":"2026-07-01","revoked_at":null,"evidence":"e"}])");
  EXPECT_TRUE(value_of(city().consents("ben")).empty());
}

TEST_F(Consent, IsRefusedWhereItCouldNotHold) {
  const auto refused = [&](std::string id, std::string use, std::string_view first,
                           std::string_view last) {
    return code_of(city().grant(
        {std::move(id), "library", std::move(use), scope::tier, day(first), day(last), "e"}));
  };
  const std::string use = "library.deposit_free";
  EXPECT_EQ(refused("eve", use, "2026-06-01", "2026-06-30"), "unknown_subject");
  EXPECT_EQ(refused("ann", "library.none", "2026-06-01", "2026-06-30"), "unknown_use");
  EXPECT_EQ(refused("ann", use, "2026-06-02", "2026-06-01"), "empty_interval");
  value_of(city().withdraw("ann", "letter"));
  EXPECT_EQ(refused("ann", use, "2026-06-01", "2026-06-30"), "withdrawn");
}

// STORE 2.21, 4.6
TEST_F(Consent, NobodyIsToldWhoWithdrewOrHasNoScore) {
  grant(scope::report, "2026-06-01", "2026-12-31");
  for (const scope what : {scope::entitled, scope::tier, scope::score, scope::report}) {
    EXPECT_EQ(ask(what), "none");
  }
  value_of(city().withdraw("ann", "letter"));
  for (const scope what : {scope::entitled, scope::tier, scope::score, scope::report}) {
    EXPECT_EQ(ask(what), "no_consent");
  }
  value_of(city().enrol("ann", "letter"));
  EXPECT_EQ(ask(scope::score), "none");
  // A child has no score.
  subjects("ann,2015-05-05,registered,none,2020-01-01\n");
  for (const scope what : {scope::entitled, scope::tier, scope::score, scope::report}) {
    EXPECT_EQ(ask(what), "no_consent");
  }
  subjects(adult("ann"));
  EXPECT_EQ(ask(scope::score), "none");
  value_of(city().erase("ann", "request"));
  EXPECT_EQ(ask(scope::score), "no_consent");
  // Someone new under the old id has consented to nothing.
  value_of(city().enrol("ann", "letter"));
  EXPECT_EQ(ask(scope::score), "no_consent");
  subjects(adult("ann"));
  EXPECT_EQ(ask(scope::score), "no_consent");
}

}  // namespace
