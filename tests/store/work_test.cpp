// How much is done: what the figures of speed rest on, counted in statements and pages.
#include <string>
#include <vector>

#include "small_store.hpp"
#include "statements.hpp"

namespace {

using namespace small_store;

using texts = std::vector<std::string>;

class Work : public StoreTest {
protected:
  void empty_log() {
    sqlite3* file = nullptr;
    ASSERT_EQ(sqlite3_open(folder_.file().c_str(), &file), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(file, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr),
              SQLITE_OK);
    sqlite3_close(file);
    ASSERT_EQ(read_whole(folder_.file() + "-wal"), "");
  }

  /// The pages that are in the log.
  [[nodiscard]] std::size_t pages_in_log() const {
    constexpr std::size_t header = 32;
    constexpr std::size_t frame = 24 + 4096;
    const std::size_t size = read_whole(folder_.file() + "-wal").size();
    EXPECT_EQ(size == 0 ? 0 : (size - header) % frame, 0U);
    return size == 0 ? 0 : (size - header) / frame;
  }
};

// Enough people that each table has more pages than one.
TEST_F(Work, ARecordIsAddedInFourPages) {
  std::string people;
  for (int i = 0; i < 500; ++i) people += adult("p" + std::to_string(1000 + i));
  subjects(people);
  value_of(city().refresh());
  const auto add = [&](const std::string& to, const std::string& id) {
    record one;
    one.record_id = id;
    one.category = "volunteer.hours";
    one.provider = "civil-affairs";
    one.occurred_on = day("2026-06-01");
    empty_log();
    EXPECT_EQ(value_of(city().add(to, std::span(&one, 1))).records_new, 1U);
    return pages_in_log();
  };
  add("p1250", "first");
  // Its entry, its fact, the score that it makes stale, and the counts.
  EXPECT_EQ(add("p1100", "second"), 4U);
  // A score that is stale already is left alone.
  EXPECT_EQ(add("p1100", "third"), 3U);
}

// STORE 3.1, 3.3
TEST_F(Work, ACachedScoreIsOneStatement) {
  subjects(adult("ann"));
  value_of(city().score("ann"));
  const statements watched;
  store asked = reopen();
  static_cast<void>(value_of(asked.score("ann")));
  statements::clear();
  EXPECT_TRUE(value_of(asked.score("ann")).from_cache);
  EXPECT_EQ(statements::run(),
            (texts{"SELECT first_day, last_day, stale, body FROM score WHERE subject_id = ?"}));
  // In a snapshot one statement serves for all.
  value_of(asked.begin_snapshot());
  statements::clear();
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(value_of(asked.score("ann")).from_cache);
  EXPECT_EQ(statements::run().size(), 1U);
  asked.end_snapshot();
}

}  // namespace
