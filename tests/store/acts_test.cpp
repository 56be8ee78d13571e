// A resident's acts: objections and what is decided on them, withdrawing and enrolling.
#include <string>

#include "small_store.hpp"

namespace {

using namespace small_store;

class Acts : public StoreTest {
protected:
  void SetUp() override {
    StoreTest::SetUp();
    subjects(adult("ann"));
    records(drink_driving());
    later();
  }
};

// STORE 2.6
TEST_F(Acts, AnObjectionHoldsOverEveryLaterVersion) {
  EXPECT_EQ(score("ann"), "630 fair");
  value_of(city().object("ann", "r1", "I do not drive"));
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(code_of(city().object("ann", "r1", "again")), "already_disputed");
  EXPECT_EQ(records(drink_driving()).records_same, 1U);
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(records(row("r1", "ann", "N-JUD-01", "2026-03-02")).records_changed, 1U);
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(records(drink_driving("r1", "ann", "repaired")).records_changed, 1U);
  EXPECT_EQ(records(drink_driving()).records_changed, 1U);
  EXPECT_EQ(score("ann"), "700 good");
  value_of(city().decide("ann", "r1", false, "file 7"));
  EXPECT_EQ(score("ann"), "630 fair");  // as it was last certified
}

TEST_F(Acts, ARejectedObjectionLeavesTheRecord) {
  const moment before = now_;
  later();
  value_of(city().object("ann", "r1", "I do not drive"));
  const moment objected = now_;
  later();
  value_of(city().decide("ann", "r1", false, "file 7"));
  later();
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(score("ann", {std::nullopt, before}), "630 fair");
  EXPECT_EQ(score("ann", {std::nullopt, objected}), "700 good");
  EXPECT_EQ(records(drink_driving()).records_same, 1U);
  // One may object again, to what was certified since as well.
  value_of(city().object("ann", "r1", "still not"));
  EXPECT_EQ(score("ann"), "700 good");
}

// STORE 2.6
TEST_F(Acts, AnUpheldObjectionStaysUpheldWhenTheSameComesAgain) {
  value_of(city().object("ann", "r1", "I do not drive"));
  value_of(city().decide("ann", "r1", true, "file 7"));
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(records(drink_driving()).records_same, 1U);
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(records(drink_driving("r1", "ann", "revoked")).records_same, 1U);
  EXPECT_EQ(score("ann"), "700 good");
  // Something that was never certified counts: it was never decided on.
  EXPECT_EQ(records(row("r1", "ann", "N-TRF-DUI", "2026-03-04")).records_changed, 1U);
  EXPECT_EQ(score("ann"), "630 fair");
}

// STORE 2.6
TEST_F(Acts, NoVersionThatWasStruckComesBack) {
  // Two versions were certified before the objection: neither is news after it.
  records(row("r1", "ann", "N-TRF-DUI", "2026-03-04"));
  value_of(city().object("ann", "r1", "I do not drive"));
  records(row("r1", "ann", "N-TRF-DUI", "2026-03-06"));  // while it is open
  value_of(city().decide("ann", "r1", true, "file 7"));
  for (const char* on : {"2026-03-01", "2026-03-04", "2026-03-06"}) {
    EXPECT_EQ(records(row("r1", "ann", "N-TRF-DUI", on)).records_same, 1U) << on;
    EXPECT_EQ(score("ann"), "700 good") << on;
  }
}

TEST_F(Acts, LosingASecondObjectionBringsNothingBack) {
  value_of(city().object("ann", "r1", "I do not drive"));
  value_of(city().decide("ann", "r1", true, "file 7"));
  value_of(city().object("ann", "r1", "strike it out altogether"));
  value_of(city().decide("ann", "r1", false, "file 8"));
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(records(drink_driving()).records_same, 1U);
  EXPECT_EQ(score("ann"), "700 good");
}

TEST_F(Acts, NamesWhatIsNotThere) {
  const std::string before = value_of(city().head());
  EXPECT_EQ(code_of(city().object("ben", "r1", "text")), "unknown_subject");
  EXPECT_EQ(code_of(city().object("ann", "r2", "text")), "unknown_record");
  EXPECT_EQ(code_of(city().decide("ann", "r2", true, "file")), "unknown_record");
  EXPECT_EQ(code_of(city().decide("ann", "r1", true, "file")), "not_disputed");
  EXPECT_EQ(code_of(city().withdraw("ben", "letter")), "unknown_subject");
  EXPECT_EQ(code_of(city().enrol("ben", "letter")), "unknown_subject");
  EXPECT_EQ(code_of(city().enrol("ann", "letter")), "already_enrolled");
  EXPECT_EQ(value_of(city().head()), before);
  value_of(city().object("ann", "r1", "text"));
  value_of(city().decide("ann", "r1", true, "file"));
  EXPECT_EQ(code_of(city().decide("ann", "r1", true, "file")), "not_disputed");
}

// STORE 2.7, 2.21
TEST_F(Acts, OneWhoWithdrewIsNeitherScoredNorKept) {
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(value_of(city().statistics()).cached_scores, 1U);
  value_of(city().withdraw("ann", "letter 1"));
  EXPECT_EQ(value_of(city().statistics()).cached_scores, 0U);
  EXPECT_EQ(score("ann"), "withdrawn");
  EXPECT_EQ(code_of(city().withdraw("ann", "letter 2")), "withdrawn");
  // No import ends it, and what comes meanwhile is kept for the day it ends.
  subjects(adult("ann", "1990-05-06"));
  records(drink_driving("r1", "ann", "revoked"));
  EXPECT_EQ(score("ann"), "withdrawn");
  EXPECT_EQ(value_of(city().refresh()).computed, 0U);
  EXPECT_EQ(value_of(city().statistics()).cached_scores, 0U);
  value_of(city().enrol("ann", "letter 3"));
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_TRUE(value_of(city().verify()).ok);
}

TEST_F(Acts, OneWhoWithdrewMayStillObject) {
  value_of(city().withdraw("ann", "letter 1"));
  value_of(city().object("ann", "r1", "I do not drive"));
  value_of(city().enrol("ann", "letter 2"));
  EXPECT_EQ(score("ann"), "700 good");
}

}  // namespace
