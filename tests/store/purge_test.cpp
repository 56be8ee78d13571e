// Retention: records whose time is over are purged, and no others.
#include <string>

#include "small_store.hpp"

namespace {

using namespace small_store;

class Purge : public StoreTest {
protected:
  void SetUp() override {
    StoreTest::SetUp();
    subjects(adult("ann"));
  }
  std::uint64_t purge(std::int32_t months) { return value_of(city().purge(months)).records; }
};

// STORE 2.20
TEST_F(Purge, TakesWhatHadNoEffectForLongerThanAsked) {
  // Twelve months from 2025-01-10 on; the year is over on 2026-01-10.
  records(row("old-record", "ann", "N-TRF-DUI", "2025-01-10", "active", "", "old-police"));
  records(row("young-record", "ann", "N-TRF-DUI", "2026-03-01"));
  set_clock("2026-06-15T02:00:00Z");
  const std::string before = score("ann");
  EXPECT_EQ(purge(12), 0U);
  EXPECT_EQ(purge(6), 0U);
  EXPECT_TRUE(holds("old-record"));
  EXPECT_EQ(purge(4), 1U);
  EXPECT_FALSE(holds("old-record"));
  EXPECT_FALSE(holds("old-police"));
  EXPECT_TRUE(holds("young-record"));
  EXPECT_EQ(score("ann"), before);
  EXPECT_EQ(value_of(city().statistics()).records, 1U);
  EXPECT_EQ(purge(4), 0U);
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 2.7, 2.10 and 2.20
TEST_F(Purge, TakesEveryVersionAndHoldsBackWhatComesAgain) {
  records(row("old-record", "ann", "N-TRF-DUI", "2024-01-10"));
  records(row("old-record", "ann", "N-TRF-DUI", "2024-01-11"));
  value_of(city().object("ann", "old-record", "old-objection"));
  EXPECT_EQ(purge(0), 0U);  // not while an objection is open
  value_of(city().decide("ann", "old-record", false, "old-decision"));
  const moment before = now_;
  later();
  EXPECT_EQ(purge(0), 1U);
  for (const char* text : {"old-record", "old-objection", "old-decision"}) {
    EXPECT_FALSE(holds(text)) << text;
  }
  const import_summary told = records(row("old-record", "ann", "N-TRF-DUI", "2024-01-10") +
                                      row("new-record", "ann", "N-TRF-DUI", "2024-01-10"));
  EXPECT_EQ(told.held_back, 1U);
  EXPECT_EQ(told.records_new, 1U);
  EXPECT_FALSE(holds("old-record"));
  // STORE 2.7: nor is it shown where it is bad.
  const import_summary bad = records(row("old-record", "ann", "N-TRF-DUI", "no day"));
  EXPECT_EQ(bad.held_back, 1U);
  EXPECT_EQ(bad.bad, 0U);
  EXPECT_TRUE(bad.bad_rows.empty());
  later();
  EXPECT_EQ(score("ann", {std::nullopt, before}), "no_longer_held");
  EXPECT_EQ(score("ann", {std::nullopt, now_}), "700 good");
  EXPECT_EQ(code_of(city().object("ann", "old-record", "text")), "unknown_record");
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 2.20
TEST_F(Purge, LeavesGoodRecords) {
  records(row("good-record", "ann", "P-BLD-01", "2020-01-10"));
  EXPECT_EQ(purge(0), 0U);
  EXPECT_TRUE(holds("good-record"));
  EXPECT_EQ(code_of(city().purge(-1)), "months_not_allowed");
  EXPECT_EQ(code_of(city().purge(1201)), "months_not_allowed");
}

// STORE 2.20
TEST_F(Purge, LeavesWhatAnyRulebookOfTheStoreStillCounts) {
  records(row("old-record", "ann", "N-TRF-DUI", "2024-01-10"));
  value_of(city().add_rulebook(io::builtin_rulebook_json()));
  value_of(city().add_rulebook(changed_book()
                                   .version("2028")
                                   .from("2028-01-01")
                                   .replace("\"points\": -50,\n      \"valid_months\": 12",
                                            "\"points\": -50,\n      \"valid_months\": 36")
                                   .text()));
  EXPECT_EQ(purge(0), 0U);  // through 2027-01-09 under the second
  set_clock("2027-02-01T00:00:00Z");
  EXPECT_EQ(purge(0), 1U);
}

// STORE 2.18
TEST_F(Purge, SaysBusyWhereSomeoneReadsAnOlderState) {
  records(row("old-record", "ann", "N-TRF-DUI", "2024-01-10"));
  store reader = reopen();
  value_of(reader.begin_snapshot());
  EXPECT_EQ(code_of(city().purge(0)), "busy");
  reader.end_snapshot();
  value_of(city().tidy());
  EXPECT_FALSE(holds("old-record"));
}

}  // namespace
