// Verifying: whatever is changed behind the store's back is found.
#include <functional>
#include <string>
#include <vector>

#include "small_store.hpp"

namespace {

using namespace small_store;

class Verify : public StoreTest {
protected:
  void SetUp() override { fill(chain_digest::sha256); }

  /// A store with something in every table.
  void fill(chain_digest digest) {
    make(digest);
    subjects(adult("ann") + adult("ben"));                             // 1 2
    records(drink_driving("r1", "ann") + drink_driving("r2", "ben"));  // 3 4
    later();
    value_of(city().add_rulebook(io::builtin_rulebook_json()));  // 5
    value_of(city().object("ann", "r1", "no"));                  // 6
    value_of(city().decide("ann", "r1", true, "file"));          // 7
    later();
    const std::string first = grant("ann");      // 8
    grant("ben");                                // 9
    value_of(city().revoke(first));              // 10
    ask("ben");                                  // 11
    value_of(city().withdraw("ann", "letter"));  // 12
    value_of(city().enrol("ann", "letter"));     // 13
    subjects(adult("cat"));                      // 14
    records(drink_driving("r3", "cat"));         // 15
    grant("cat");                                // 16
    ask("cat");                                  // 17
    value_of(city().erase("cat", "request"));    // 18
    value_of(city().score("ann"));
    value_of(city().score("ben"));
    value_of(city().withdraw("ann", "letter"));  // 19
    head_ = value_of(city().head());
    close();
    whole_ = read_whole(folder_.file());
    ASSERT_EQ(read_whole(folder_.file() + "-wal"), "");
  }

  std::string grant(const std::string& id) {
    return value_of(city().grant({id, "shop", "library.deposit_free", scope::tier,
                                  day("2026-06-01"), day("2026-12-31"), "e"}));
  }
  void ask(const std::string& id) {
    static_cast<void>(
        value_of(city().disclose({id, "shop", "library.deposit_free", scope::tier, std::nullopt})));
  }

  void write(const std::string& bytes) {
    for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(folder_.file() + end);
    std::ofstream(folder_.file(), std::ios::binary | std::ios::trunc) << bytes;
  }

  /// Changes a whole file by SQL, references unheeded, and verifies it.
  verification tampered(const std::string& sql, std::optional<std::string_view> expected = {}) {
    write(whole_);
    sqlite3* file = nullptr;
    char* wrong = nullptr;
    EXPECT_EQ(sqlite3_open(folder_.file().c_str(), &file), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(file, "PRAGMA foreign_keys = OFF", nullptr, nullptr, nullptr),
              SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(file, sql.c_str(), nullptr, nullptr, &wrong), SQLITE_OK)
        << sql << ": " << wrong;
    EXPECT_GT(sqlite3_total_changes(file), 0) << sql;
    sqlite3_close(file);
    result<store> opened = store::open(folder_.file(), options());
    if (!opened) {
      verification made;
      made.why = opened.failure().code;
      return made;
    }
    return value_of(opened->verify(expected));
  }

  void finds(const std::string& sql, std::uint64_t entry) {
    const verification found = tampered(sql);
    EXPECT_FALSE(found.ok) << sql;
    EXPECT_EQ(found.entry, entry) << sql << ": " << found.why;
    EXPECT_NE(found.why, "") << sql;
    EXPECT_EQ(found.head, "") << sql;
  }

  std::string head_;
  std::string whole_;
};

/// One byte of a blob exchanged for another, which SQL cannot do by itself.
std::string flipped(const std::string& column, int place) {
  const std::string one = "substr(" + column + ", " + std::to_string(place) + ", 1)";
  return "CAST(substr(" + column + ", 1, " + std::to_string(place - 1) + ") || CASE WHEN " + one +
         " = x'07' THEN x'08' ELSE x'07' END || substr(" + column + ", " +
         std::to_string(place + 1) + ") AS BLOB)";
}

// STORE 2.13, 2.14
TEST_F(Verify, AWholeFileIsWhole) {
  for (const chain_digest digest : {chain_digest::sha256, chain_digest::sm3}) {
    write("");
    fill(digest);
    store opened = reopen();
    const verification found = value_of(opened.verify());
    EXPECT_TRUE(found.ok) << found.why;
    EXPECT_EQ(found.entries, 19U);
    EXPECT_EQ(found.head, head_);
    EXPECT_EQ(found.head.size(), 64U);
    EXPECT_TRUE(value_of(opened.verify(head_)).ok);
    EXPECT_FALSE(value_of(opened.verify(std::string(64, '0').replace(0, 1, "1"))).ok);
    EXPECT_TRUE(value_of(reopen(true).verify(head_)).ok);  // a reader may as well
  }
}

// STORE 2.14
TEST_F(Verify, AFileMayHaveGrownSinceItsHeadWasKept) {
  store opened = reopen();
  value_of(opened.enrol("ann", "letter"));
  EXPECT_TRUE(value_of(opened.verify(head_)).ok);
  EXPECT_NE(value_of(opened.verify()).head, head_);
}

// STORE 2.13, 2.14, 2.16
TEST_F(Verify, FindsAChangedFact) {
  const std::string set = "UPDATE fact SET body = ";
  finds(set + flipped("body", 30) + " WHERE entry = 3", 3);
  finds(set + flipped("body", 1) + " WHERE entry = 3", 3);  // its salt
  finds(set + "substr(body, 1, length(body) - 1) WHERE entry = 4", 4);
  finds(set + "CAST(body || x'00' AS BLOB) WHERE entry = 4", 4);
  finds(set + "(SELECT body FROM fact WHERE entry = 4) WHERE entry = 3", 3);
  finds(set + "x'' WHERE entry = 6", 6);
  finds("UPDATE fact SET subject = 2 WHERE entry = 3", 3);
  finds("DELETE FROM fact WHERE entry = 7", 7);
  finds("INSERT INTO fact SELECT subject, 11, body FROM fact WHERE entry = 4", 0);
}

// STORE 2.13, 2.14
TEST_F(Verify, FindsAChangedEntry) {
  const std::string set = "UPDATE entry SET ";
  finds(set + "at = at - 1 WHERE position = 1", 1);
  finds(set + "at = at + 1 WHERE position = 19", 19);
  finds(set + "kind = 3 WHERE position = 7", 7);
  finds(set + "kind = 2 WHERE position = 6", 6);
  finds(set + "kind = 99 WHERE position = 6", 6);
  finds(set + "subject = 2 WHERE position = 3", 3);
  finds(set + "subject = 0 WHERE position = 11", 11);
  finds(set + "subject = 1 WHERE position = 18", 18);
  finds(set + "digest = zeroblob(32) WHERE position = 5", 5);
  finds(set + "digest = " + flipped("digest", 32) + " WHERE position = 19", 19);
  finds(set + "content_digest = zeroblob(32) WHERE position = 3", 3);
  finds(set + "content_digest = " + flipped("content_digest", 3) + " WHERE position = 15", 15);
  finds(set + "content_digest = NULL WHERE position = 15", 15);
}

// STORE 2.13, 2.14
TEST_F(Verify, FindsAnEntryRemovedInsertedOrMoved) {
  finds("DELETE FROM entry WHERE position = 1", 1);
  finds("DELETE FROM entry WHERE position = 8", 8);
  finds(
      "DELETE FROM fact WHERE entry = 4; DELETE FROM entry WHERE position = 4;"
      "UPDATE entry SET position = position - 1 WHERE position > 4",
      4);
  // One slipped in at the end, with a content that was there.
  finds(
      "INSERT INTO entry SELECT 20, at, kind, subject, digest, NULL FROM entry WHERE position = "
      "13; INSERT INTO fact SELECT subject, 20, body FROM fact WHERE entry = 13",
      20);
  const std::string swap =
      "UPDATE entry SET position = 100 WHERE position = 3;"
      "UPDATE entry SET position = 3 WHERE position = 4;"
      "UPDATE entry SET position = 4 WHERE position = 100;";
  finds(swap, 3);
  finds(swap +
            "UPDATE fact SET entry = 100 WHERE entry = 3; UPDATE fact SET entry = 3 WHERE entry "
            "= 4; UPDATE fact SET entry = 4 WHERE entry = 100",
        3);
}

// STORE 2.14
TEST_F(Verify, FindsAFileThatWasCutShort) {
  // The last withdrawal is taken back without a trace.
  const std::string cut =
      "DELETE FROM fact WHERE entry = 19; DELETE FROM entry WHERE position = 19;"
      "UPDATE subject SET withdrawn = 0 WHERE key = 1";
  EXPECT_TRUE(tampered(cut).ok);  // nothing in the file says so
  const verification found = tampered(cut, head_);
  EXPECT_FALSE(found.ok);
  EXPECT_EQ(found.entry, 0U);
}

// STORE 2.14
TEST_F(Verify, FindsATailThatWasWrittenAnew) {
  const std::string cut =
      "DELETE FROM fact WHERE entry = 19; DELETE FROM entry WHERE position = 19;"
      "UPDATE subject SET withdrawn = 0 WHERE key = 1";
  EXPECT_TRUE(tampered(cut).ok);
  store opened = reopen();
  value_of(opened.withdraw("ann", "another letter"));
  EXPECT_TRUE(value_of(opened.verify()).ok);
  EXPECT_FALSE(value_of(opened.verify(head_)).ok);
}

// STORE 2.15, 2.16
TEST_F(Verify, FindsWhatWasChangedInTheOtherTables) {
  finds("UPDATE consent SET scope = 3 WHERE entry = 9", 9);
  finds("UPDATE consent SET last_day = last_day + 1 WHERE entry = 9", 9);
  finds("UPDATE consent SET first_day = first_day - 1 WHERE entry = 9", 9);
  finds("UPDATE consent SET grantee = 'bank' WHERE entry = 9", 9);
  finds("UPDATE consent SET evidence = 'f' WHERE entry = 9", 9);
  finds("UPDATE consent SET id = 'x' WHERE entry = 9", 9);
  finds("UPDATE consent SET subject = 1 WHERE entry = 9", 9);
  finds("UPDATE consent SET revocation = NULL, revocation_salt = NULL WHERE entry = 8", 10);
  finds("UPDATE consent SET revocation = 10, revocation_salt = salt WHERE entry = 9", 0);
  finds("DELETE FROM consent WHERE entry = 9", 9);
  finds("UPDATE disclosure SET granted = 0 WHERE entry = 11", 11);
  finds("UPDATE disclosure SET told = '{}' WHERE entry = 11", 11);
  finds("UPDATE disclosure SET asked_about = zeroblob(32) WHERE entry = 11", 11);
  finds("DELETE FROM disclosure WHERE entry = 11", 11);
  finds("UPDATE rulebook SET json = json || ' ' WHERE entry = 5", 5);
  finds("DELETE FROM rulebook WHERE entry = 5", 5);
  // What is kept of an erased log.
  finds("UPDATE disclosure SET granted = 0 WHERE entry = 17", 17);
  finds("UPDATE disclosure SET use = 'bike.deposit_free' WHERE entry = 17", 17);
  finds("UPDATE disclosure SET scope = 3 WHERE entry = 17", 17);
  finds("DELETE FROM disclosure WHERE entry = 17", 17);
  finds("DELETE FROM tombstone", 18);
  finds("UPDATE tombstone SET content = " + flipped("content", 4), 18);
}

// STORE 2.15
TEST_F(Verify, FindsPeopleAndScoresThatTheLedgerDoesNotKnow) {
  finds("UPDATE subject SET subject_id = 'bob' WHERE key = 2", 0);
  finds("UPDATE subject SET subject_id = NULL WHERE key = 2", 0);
  finds("UPDATE subject SET withdrawn = 0 WHERE key = 1", 0);
  finds("UPDATE subject SET withdrawn = 1 WHERE key = 2", 0);
  finds("INSERT INTO subject VALUES (77, 'eve', 0)", 0);
  finds("DELETE FROM subject WHERE key = 2", 0);
  finds("UPDATE score SET body = " + flipped("body", 30), 0);
  finds("UPDATE score SET body = " + flipped("body", 2), 0);
  finds("UPDATE score SET last_day = last_day + 1", 0);
  finds("UPDATE score SET first_day = first_day - 1", 0);
  finds("UPDATE score SET stale = 1", 0);
  finds("UPDATE score SET subject_id = 'ann'", 0);
  finds("UPDATE score SET subject = 1", 0);
  finds("UPDATE counter SET count = count + 1 WHERE name = 'versions'", 0);
  finds("UPDATE counter SET count = count + 1 WHERE name = 'subjects'", 0);
  finds("UPDATE counter SET count = count + 1 WHERE name = 'records'", 0);
}

// STORE 2.15: who came back, and of whom nothing was certified since.
TEST_F(Verify, FindsOneWhoCameBackUnderAnotherId) {
  write(whole_);
  first_.emplace(reopen());
  value_of(city().enrol("cat", "came back"));
  close();
  whole_ = read_whole(folder_.file());
  finds("UPDATE subject SET subject_id = 'dan' WHERE subject_id = 'cat'", 0);
  finds("UPDATE subject SET subject_id = NULL WHERE subject_id = 'cat'", 0);
}

// STORE 2.15: else the next import would take in again what was purged.
TEST_F(Verify, FindsAPurgeThatHoldsTooLittleBack) {
  write(whole_);
  first_.emplace(reopen());
  records(row("old-1", "ben", "N-TRF-DUI", "2020-01-01") +
          row("old-2", "ben", "N-TRF-DUI", "2020-01-02"));
  EXPECT_EQ(value_of(city().purge(0)).records, 2U);
  close();
  whole_ = read_whole(folder_.file());
  const std::string purged = "FROM held_back WHERE entry = (SELECT max(entry) FROM held_back)";
  finds("DELETE " + purged, 0);
  finds("DELETE FROM held_back WHERE digest = (SELECT min(digest) " + purged + ")", 0);
}

// STORE 2.15
TEST_F(Verify, FindsAnErasureThatHoldsNothingBack) {
  // Else whoever was erased would be taken in again by the next import.
  finds("DELETE FROM held_back", 0);
}

}  // namespace
