// Erasing a subject: nothing of them is left in any byte of the file, and the ledger
// can still be walked.
#include <string>
#include <vector>

#include "small_store.hpp"

namespace {

using namespace small_store;

class Erasure : public StoreTest {
protected:
  /// Someone who left something in every table.
  void live(const std::string& id) {
    subjects(adult(id));
    records(row(id + "-record-1", id, "N-TRF-DUI", "2026-03-01", "active", "", id + "-police") +
            row(id + "-record-2", id, "N-JUD-01", "2026-03-02", "active", "", id + "-court"));
    records(row(id + "-record-1", id, "N-TRF-DUI", "2026-03-03", "active", "", id + "-police"));
    value_of(city().object(id, id + "-record-2", id + "-objection"));
    value_of(city().decide(id, id + "-record-2", true, id + "-decision"));
    const std::string consent =
        value_of(city().grant({id, id + "-grantee", "library.deposit_free", scope::report,
                               day("2026-06-01"), day("2026-12-31"), id + "-consent"}));
    ask(id);
    value_of(city().self(id, id + "-authentication"));
    value_of(city().withdraw(id, id + "-withdrawal"));
    value_of(city().enrol(id, id + "-enrolment"));
    value_of(city().score(id));
    value_of(city().revoke(consent));
    ask(id);
  }

  void ask(const std::string& id) {
    static_cast<void>(value_of(
        city().disclose({id, id + "-grantee", "library.deposit_free", scope::tier, std::nullopt})));
  }

  /// Whether anything that live() wrote is in a byte of the file or its log.
  [[nodiscard]] bool is_in_bytes(const std::string& id) const { return holds(id); }
};

// STORE 2.17, 2.18
TEST_F(Erasure, LeavesNothingInAnyByte) {
  live("rosalind");
  live("benedict");
  EXPECT_TRUE(is_in_bytes("rosalind"));
  const std::uint64_t before = value_of(city().statistics()).entries;
  EXPECT_TRUE(value_of(city().erase("rosalind", "request 9")));
  EXPECT_FALSE(is_in_bytes("rosalind"));
  EXPECT_FALSE(holds("1990-05-05"));
  EXPECT_TRUE(holds("request 9"));  // the tombstone
  EXPECT_TRUE(is_in_bytes("benedict"));
  close();
  EXPECT_FALSE(is_in_bytes("rosalind"));
  first_.emplace(reopen());
  const verification whole = value_of(city().verify());
  EXPECT_TRUE(whole.ok) << whole.why;
  EXPECT_EQ(whole.entries, before + 1);
  const store_statistics counted = value_of(city().statistics());
  EXPECT_EQ(counted.subjects, 1U);
  EXPECT_EQ(counted.records, 2U);
  EXPECT_EQ(counted.versions, 6U);
  EXPECT_EQ(counted.cached_scores, 1U);
  EXPECT_EQ(score("benedict"), "630 fair");
}

// STORE 2.18
TEST_F(Erasure, LeavesNothingWhereManyPagesWereSplit) {
  std::string people;
  std::string acts;
  for (int i = 0; i < 400; ++i) {
    const std::string id = "person-" + std::to_string(1000 + i);
    people += adult(id);
    for (int j = 0; j < 6; ++j) {
      acts += row(id + "-act-" + std::to_string(j), id, "N-JUD-01",
                  "2025-01-0" + std::to_string(j + 1));
    }
  }
  subjects(people);
  records(acts);
  value_of(city().refresh());
  live("rosalind");  // in the middle of it all
  for (int i = 0; i < 400; i += 7) {
    records(row("extra", "person-" + std::to_string(1000 + i), "B-ID-01", "2026-01-05"));
  }
  for (const char* id : {"rosalind", "person-1007", "person-1200", "person-1399"}) {
    EXPECT_TRUE(holds(id));
    value_of(city().erase(id, "request"));
    EXPECT_FALSE(holds(id)) << id;
  }
  EXPECT_TRUE(holds("person-1201"));
  EXPECT_TRUE(value_of(city().verify()).ok);
  EXPECT_EQ(value_of(city().statistics()).subjects, 397U);
}

// STORE 2.10: what was never known, and what is known to be gone, is not what is no longer held.
TEST_F(Erasure, WhatWasKnownThenIsNoLongerHeldAndNothingElse) {
  subjects(adult("benedict"));
  const moment first = now_;
  later();
  live("rosalind");
  const moment before = now_;
  later();
  value_of(city().erase("rosalind", "request"));
  const moment after = now_;
  later();
  EXPECT_EQ(score("rosalind", {std::nullopt, first}), "unknown_subject");
  EXPECT_EQ(score("rosalind", {std::nullopt, before}), "no_longer_held");
  EXPECT_EQ(score("rosalind", {std::nullopt, after}), "unknown_subject");
  EXPECT_EQ(score("rosalind"), "unknown_subject");
  EXPECT_EQ(score("sofia", {std::nullopt, before}), "unknown_subject");
  const auto change = [&](moment from, moment to) {
    return code_of(city().explain_change("rosalind", {std::nullopt, from}, {std::nullopt, to}));
  };
  EXPECT_EQ(change(first, before), "no_longer_held");
  EXPECT_EQ(change(before, after), "no_longer_held");
  EXPECT_EQ(change(first, first), "unknown_subject");
  EXPECT_EQ(change(after, after), "unknown_subject");
}

// STORE 2.10: those who were erased are counted among those who are left out.
TEST_F(Erasure, AListOfThePastCountsWhoIsNoLongerHeld) {
  const auto left_out = [&](std::optional<moment> known_at) {
    return value_of(
        city().scores({std::nullopt, known_at}, false, [](std::string_view) { return true; }));
  };
  subjects(adult("benedict"));
  const moment first = now_;
  later();
  live("rosalind");
  subjects(adult("away"));
  value_of(city().withdraw("away", "letter"));
  const moment before = now_;
  later();
  value_of(city().erase("rosalind", "request"));
  value_of(city().erase("away", "request"));
  const moment after = now_;
  later();
  EXPECT_EQ(left_out(first), 0U);
  EXPECT_EQ(left_out(before), 1U);  // of one who had withdrawn nothing is told
  EXPECT_EQ(left_out(after), 0U);
  EXPECT_EQ(left_out(std::nullopt), 0U);
  value_of(city().enrol("rosalind", "came back"));
  subjects(adult("rosalind"));
  EXPECT_EQ(left_out(before), 1U);
}

// STORE 2.7, 2.10
TEST_F(Erasure, HoldsBackWhatComesAgain) {
  live("rosalind");
  const moment before = now_;
  later();
  value_of(city().erase("rosalind", "request"));
  later();
  import_summary told = import_text(city(), std::string(subject_header) + adult("rosalind"),
                                    std::string(record_header) + drink_driving("r9", "rosalind"));
  EXPECT_EQ(told.held_back, 2U);
  EXPECT_EQ(told.subjects_new + told.records_new + told.bad, 0U);
  told = records(drink_driving("r9", "rosalind"));
  EXPECT_EQ(told.held_back, 1U);
  EXPECT_FALSE(is_in_bytes("rosalind"));
  EXPECT_EQ(score("rosalind"), "unknown_subject");
  EXPECT_EQ(score("rosalind", {std::nullopt, before}), "no_longer_held");
  EXPECT_TRUE(value_of(city().log("rosalind")).empty());
  EXPECT_TRUE(value_of(city().consents("rosalind")).empty());
  EXPECT_EQ(code_of(city().withdraw("rosalind", "letter")), "unknown_subject");
  EXPECT_EQ(code_of(city().erase("sofia", "request")), "unknown_subject");
}

// STORE 2.7: nor is anything told of a row that comes again, be it bad.
TEST_F(Erasure, ABadRowOfOneWhoWasErasedIsHeldBackAndNotShown) {
  live("rosalind");
  subjects(adult("benedict"));
  value_of(city().erase("rosalind", "request"));
  std::string many;  // so many that a second thread reads them
  for (int i = 0; i < 20000; ++i) {
    many += row("act-" + std::to_string(100000 + i), "benedict", "N-JUD-01", "2025-01-01");
  }
  for (const std::string& more : {std::string(), many}) {
    const import_summary told =
        import_text(city(),
                    std::string(subject_header) + "rosalind,1990-05-05,nowhere,full,2020-01-01\n" +
                        "rosalind,1990-05-05,registered,full\n" + "secret-cell\n",
                    std::string(record_header) + more +
                        row("rosalind-record-7", "rosalind", "N-JUD-01", "no day") +
                        "secret-cell\n" + row("shown", "benedict", "N-JUD-01", "no day"));
    EXPECT_EQ(told.held_back, 2U);
    EXPECT_EQ(told.bad, 4U);
    ASSERT_EQ(told.bad_rows.size(), 4U);
    // Whose a row is that cannot be taken apart nobody knows.
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(told.bad_rows[i].row, "");
      EXPECT_EQ(told.bad_rows[i].reason, "the row cannot be read");
    }
    EXPECT_NE(told.bad_rows[3].row.find("shown"), std::string::npos);
    EXPECT_NE(told.bad_rows[3].reason.find("no day"), std::string::npos);
  }
  EXPECT_FALSE(is_in_bytes("rosalind"));
}

// STORE 2.7, 2.21: a bad row of one who has withdrawn is bad, and its content is not told.
TEST_F(Erasure, ABadRowOfOneWhoHasWithdrawnIsNotShown) {
  subjects(adult("ann") + adult("benedict"));
  value_of(city().withdraw("ann", "letter"));
  std::string many;
  for (int i = 0; i < 20000; ++i) {
    many += row("act-" + std::to_string(100000 + i), "benedict", "N-JUD-01", "2025-01-01");
  }
  for (const std::string& more : {std::string(), many}) {
    const import_summary told = import_text(
        city(), std::string(subject_header) + "ann,1990-05-05,secret-place,full,2020-01-01\n",
        std::string(record_header) + more + row("secret-1", "ann", "N-JUD-01", "secret-day") +
            row("shown", "benedict", "N-JUD-01", "no day"));
    EXPECT_EQ(told.bad, 3U);
    ASSERT_EQ(told.bad_rows.size(), 3U);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(told.bad_rows[i].row, "");
      EXPECT_EQ(told.bad_rows[i].reason, "the row cannot be taken");
    }
    EXPECT_EQ(told.bad_rows[0].code, "invalid_enum");
    EXPECT_EQ(told.bad_rows[1].code, "invalid_date");
    EXPECT_NE(told.bad_rows[2].row.find("shown"), std::string::npos);
  }
}

// STORE 2.19
TEST_F(Erasure, IsFollowedByEnrollingAsSomeoneNew) {
  live("rosalind");
  const moment before = now_;
  later();
  value_of(city().erase("rosalind", "request"));
  later();
  value_of(city().enrol("rosalind", "came back"));
  EXPECT_EQ(score("rosalind"), "unknown_subject");
  EXPECT_TRUE(value_of(city().verify()).ok);
  const import_summary told =
      import_text(city(), std::string(subject_header) + adult("rosalind"),
                  std::string(record_header) + drink_driving("rosalind-record-1", "rosalind"));
  EXPECT_EQ(told.subjects_new, 1U);
  EXPECT_EQ(told.records_new, 1U);
  EXPECT_EQ(told.held_back, 0U);
  EXPECT_EQ(score("rosalind"), "630 fair");
  EXPECT_NE(score("rosalind", {std::nullopt, before}), "630 fair");
  EXPECT_TRUE(value_of(city().log("rosalind")).empty());
  EXPECT_TRUE(value_of(city().verify()).ok);
  value_of(city().erase("rosalind", "request"));
  EXPECT_FALSE(is_in_bytes("rosalind"));
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 2.17
TEST_F(Erasure, KeepsOfTheLogTimeUseScopeAndVerdict) {
  live("rosalind");
  const std::string kept =
      "SELECT count(*) FROM disclosure WHERE use = 'library.deposit_free' AND "
      "scope = 1 AND granted = ";
  value_of(city().erase("rosalind", "request"));
  const auto count = [&](const std::string& sql) {
    sqlite3* file = nullptr;
    sqlite3_stmt* asked = nullptr;
    EXPECT_EQ(sqlite3_open(folder_.file().c_str(), &file), SQLITE_OK);
    EXPECT_EQ(sqlite3_prepare_v2(file, sql.c_str(), -1, &asked, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(asked), SQLITE_ROW);
    const int found = sqlite3_column_int(asked, 0);
    sqlite3_finalize(asked);
    sqlite3_close(file);
    return found;
  };
  EXPECT_EQ(count(kept + "1"), 1);
  EXPECT_EQ(count(kept + "0"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM disclosure WHERE grantee NOTNULL OR told NOTNULL OR "
                  "asked_about NOTNULL OR as_of NOTNULL OR reason NOTNULL OR salt NOTNULL OR "
                  "authentication NOTNULL"),
            0);
}

// STORE 2.18
TEST_F(Erasure, WaitsForWhoeverReadsAnOlderState) {
  live("rosalind");
  store reader = reopen();
  value_of(reader.begin_snapshot());
  EXPECT_EQ(code_of(city().erase("rosalind", "request")), "busy");
  EXPECT_EQ(score("rosalind"), "unknown_subject");  // the erasure stands
  EXPECT_EQ(code_of(city().tidy()), "busy");
  EXPECT_EQ(value_of(reader.score("rosalind")).score, 630);  // in the snapshot
  reader.end_snapshot();
  EXPECT_EQ(code_of(reader.score("rosalind")), "unknown_subject");
  EXPECT_TRUE(value_of(city().tidy()));
  EXPECT_FALSE(is_in_bytes("rosalind"));
  EXPECT_FALSE(value_of(city().tidy()));  // there is nothing left to do
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 2.18
TEST_F(Erasure, IsTakenUpAgainByWhoeverAsksAgain) {
  live("rosalind");
  {
    store reader = reopen();
    value_of(reader.begin_snapshot());
    EXPECT_EQ(code_of(city().erase("rosalind", "request")), "busy");
  }
  EXPECT_FALSE(value_of(city().erase("rosalind", "request")));  // it was erased before
  EXPECT_FALSE(is_in_bytes("rosalind"));
}

}  // namespace
