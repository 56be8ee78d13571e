// Barred categories: nothing of such a record is written anywhere, and what was is
// erased when a rulebook bars it later.
#include <string>

#include "small_store.hpp"

namespace {

using namespace small_store;

class Barred : public StoreTest {
protected:
  void SetUp() override {
    StoreTest::SetUp();
    subjects(adult("ann"));
  }

  /// The built-in rulebook, which bars drink driving too and has nothing else of it.
  static std::string book_that_bars(std::string_view first_day = "2026-01-01") {
    return changed_book().version("bars").from(first_day).bar("N-TRF-DUI").text();
  }
};

// STORE 2.8
TEST_F(Barred, NothingOfSuchARowIsInAnyByte) {
  const std::string before = value_of(city().head());
  const import_summary told = records(
      row("barred-record", "ann", "N-PEN-PSO", "2026-03-01", "active", "", "barred-police") +
      row("barred-broken", "eve-unknown", "N-PEN-PSO", "no day", "what", "", "barred-p"));
  EXPECT_EQ(told.barred, 2U);
  EXPECT_EQ(told.bad, 0U);  // not even what is wrong with it is told
  EXPECT_TRUE(told.bad_rows.empty());
  EXPECT_EQ(told.records_new, 0U);
  EXPECT_EQ(value_of(city().head()), before);
  EXPECT_FALSE(holds("barred-"));
  EXPECT_FALSE(holds("eve-unknown"));
  close();
  EXPECT_FALSE(holds("barred-"));
}

// STORE 2.8, 2.10
TEST_F(Barred, ARulebookThatBarsLaterErases) {
  records(row("barred-record", "ann", "N-TRF-DUI", "2026-03-01", "active", "", "barred-police") +
          row("kept-record", "ann", "N-JUD-01", "2026-03-01"));
  value_of(city().object("ann", "barred-record", "barred-objection"));
  value_of(city().decide("ann", "barred-record", false, "barred-decision"));
  const moment before = now_;
  value_of(city().score("ann"));
  later();
  EXPECT_TRUE(value_of(city().add_rulebook(book_that_bars())));
  later();
  EXPECT_FALSE(holds("barred-"));
  EXPECT_TRUE(holds("kept-record"));
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(score("ann", {std::nullopt, before}), "no_longer_held");
  EXPECT_EQ(score("ann", {std::nullopt, now_}), "630 fair");
  EXPECT_EQ(value_of(city().statistics()).records, 1U);
  EXPECT_EQ(records(row("barred-again", "ann", "N-TRF-DUI", "2026-03-01")).barred, 1U);
  EXPECT_FALSE(holds("barred-"));
  const verification whole = value_of(city().verify());
  EXPECT_TRUE(whole.ok) << whole.why;
}

TEST_F(Barred, ARecordWhoseLastVersionIsBarredGoesAltogether) {
  records(row("barred-record", "ann", "N-JUD-01", "2026-03-01"));
  records(row("barred-record", "ann", "N-TRF-DUI", "2026-03-01"));
  value_of(city().add_rulebook(book_that_bars()));
  EXPECT_FALSE(holds("barred-record"));
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(value_of(city().statistics()).records, 0U);
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 2.8
TEST_F(Barred, AVersionThatIsBarredGoesAndTheLaterOneStays) {
  records(row("mixed", "ann", "N-TRF-DUI", "2026-03-01", "active", "", "barred-police"));
  records(row("mixed", "ann", "N-JUD-01", "2026-03-01"));
  value_of(city().add_rulebook(book_that_bars()));
  EXPECT_FALSE(holds("barred-police"));
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(value_of(city().statistics()).records, 1U);
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 2.8: what a rulebook takes away of a record takes no act of the resident's with it.
TEST_F(Barred, AnObjectionStandsOnARecordThatSurvives) {
  records(row("mixed", "ann", "N-TRF-DUI", "2026-03-01", "active", "", "barred-police"));
  value_of(city().object("ann", "mixed", "barred-objection"));
  records(row("mixed", "ann", "N-JUD-01", "2026-03-01"));
  EXPECT_EQ(score("ann"), "700 good");
  value_of(city().add_rulebook(book_that_bars()));
  EXPECT_FALSE(holds("barred-"));  // what was said of it as well
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(code_of(city().object("ann", "mixed", "again")), "already_disputed");
  records(row("mixed", "ann", "N-JUD-01", "2026-03-02"));
  EXPECT_EQ(score("ann"), "700 good");
  const verification whole = value_of(city().verify());
  EXPECT_TRUE(whole.ok) << whole.why;
  value_of(city().decide("ann", "mixed", false, "letter"));
  EXPECT_EQ(score("ann"), "630 fair");
}

TEST_F(Barred, ADecisionStandsOnARecordThatSurvives) {
  records(row("mixed", "ann", "N-JUD-01", "2026-03-01"));
  value_of(city().object("ann", "mixed", "objection"));
  records(row("mixed", "ann", "N-TRF-DUI", "2026-03-01", "active", "", "barred-police"));
  value_of(city().decide("ann", "mixed", false, "barred-decision"));
  records(row("mixed", "ann", "N-JUD-01", "2026-03-02"));
  EXPECT_EQ(score("ann"), "630 fair");
  value_of(city().add_rulebook(book_that_bars()));
  EXPECT_FALSE(holds("barred-"));
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(code_of(city().decide("ann", "mixed", false, "letter")), "not_disputed");
  EXPECT_TRUE(value_of(city().verify()).ok);
}

TEST_F(Barred, WhatADecisionStruckStaysStruckOnARecordThatSurvives) {
  records(row("mixed", "ann", "N-JUD-01", "2026-03-01"));
  value_of(city().object("ann", "mixed", "objection"));
  records(row("mixed", "ann", "N-TRF-DUI", "2026-03-01", "active", "", "barred-police"));
  value_of(city().decide("ann", "mixed", true, "barred-decision"));
  records(row("mixed", "ann", "N-JUD-01", "2026-03-02"));  // something else: a new fact
  EXPECT_EQ(score("ann"), "630 fair");
  value_of(city().add_rulebook(book_that_bars()));
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(records(row("mixed", "ann", "N-JUD-01", "2026-03-01")).records_same, 1U);
  EXPECT_EQ(records(row("mixed", "ann", "N-JUD-01", "2026-03-02")).records_same, 1U);
  // What came after the decision was never struck, and may come back.
  EXPECT_EQ(records(row("mixed", "ann", "N-JUD-01", "2026-03-03")).records_changed, 1U);
  EXPECT_EQ(records(row("mixed", "ann", "N-JUD-01", "2026-03-02")).records_changed, 1U);
  EXPECT_TRUE(value_of(city().verify()).ok);
}

TEST_F(Barred, AnObjectionAfterADecisionStandsToo) {
  records(row("mixed", "ann", "N-JUD-01", "2026-03-01"));
  value_of(city().object("ann", "mixed", "objection"));
  records(row("mixed", "ann", "N-TRF-DUI", "2026-03-01"));
  value_of(city().decide("ann", "mixed", true, "barred-decision"));
  value_of(city().object("ann", "mixed", "barred-objection"));
  records(row("mixed", "ann", "N-JUD-01", "2026-03-02"));
  EXPECT_EQ(score("ann"), "700 good");
  value_of(city().add_rulebook(book_that_bars()));
  EXPECT_FALSE(holds("barred-"));
  EXPECT_EQ(score("ann"), "700 good");
  value_of(city().decide("ann", "mixed", false, "letter"));
  EXPECT_EQ(score("ann"), "630 fair");
  EXPECT_EQ(records(row("mixed", "ann", "N-JUD-01", "2026-03-01")).records_same, 1U);
}

// STORE 2.8
TEST_F(Barred, ARulebookThatIsYetToBeInForceErasesAtOnce) {
  records(row("barred-record", "ann", "N-TRF-DUI", "2026-03-01"));
  value_of(city().add_rulebook(io::builtin_rulebook_json()));
  value_of(city().add_rulebook(book_that_bars("2027-01-01")));
  EXPECT_FALSE(holds("barred-record"));
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(records(row("barred-record", "ann", "N-TRF-DUI", "2026-03-01")).barred, 1U);
}

}  // namespace
