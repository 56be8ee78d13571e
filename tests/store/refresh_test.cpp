// Refreshing many people: in parts that are kept, between which others may write.
#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "small_store.hpp"

namespace {

using namespace small_store;

/// As long as it lives, sleeping by SQLite takes no time, and something is done instead.
class instead_of_sleep {
public:
  explicit instead_of_sleep(std::function<void(int microseconds)> what) {
    done() = std::move(what);
    made_ = *system_;
    made_.zName = "instead of sleep";
    made_.xSleep = [](sqlite3_vfs*, int microseconds) {
      done()(microseconds);
      return microseconds;
    };
    if (sqlite3_vfs_register(&made_, 1) != SQLITE_OK) throw std::runtime_error("no VFS");
  }
  ~instead_of_sleep() {
    sqlite3_vfs_unregister(&made_);
    sqlite3_vfs_register(system_, 1);
  }
  instead_of_sleep(const instead_of_sleep&) = delete;
  instead_of_sleep& operator=(const instead_of_sleep&) = delete;

private:
  static std::function<void(int)>& done() {
    static std::function<void(int)> what;
    return what;
  }

  sqlite3_vfs* system_ = sqlite3_vfs_find(nullptr);
  sqlite3_vfs made_{};
};

/// How many connections are opened while it lives.
class opened_connections {
public:
  opened_connections() {
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(count_one));
    count() = 0;
  }
  ~opened_connections() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(count_one)); }
  opened_connections(const opened_connections&) = delete;
  opened_connections& operator=(const opened_connections&) = delete;
  static int& count() {
    static int made = 0;
    return made;
  }

private:
  static int count_one(sqlite3*, char**, const sqlite3_api_routines*) {
    ++count();
    return SQLITE_OK;
  }
};

/// Many people with nothing to their names.
class ManyPeople : public StoreTest {
protected:
  static constexpr std::uint64_t count = 40000;

  void SetUp() override {
    StoreTest::SetUp();
    std::string rows;
    for (std::uint64_t i = 0; i < count; ++i) rows += adult("p" + std::to_string(100000 + i));
    subjects(rows);
  }
};

// STORE 3.4: it tells how far it is step by step, and stopped midway it goes on where it was.
TEST_F(ManyPeople, AreRefreshedInStepsThatAreKept) {
  constexpr std::uint64_t step = 2048;
  std::vector<std::uint64_t> seen;
  refresh_options how;
  how.threads = 2;
  how.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, count);
    seen.push_back(done);
    return seen.size() < 4;
  };
  EXPECT_EQ(code_of(city().refresh(how)), "stopped");
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_LE(seen.front(), step);
  const std::uint64_t kept = value_of(city().statistics()).cached_scores;
  EXPECT_GE(kept, seen.back());
  EXPECT_LT(kept, count);
  seen.clear();
  how.progress = [&](std::uint64_t done, std::uint64_t) {
    seen.push_back(done);
    return true;
  };
  const refresh_summary told = value_of(city().refresh(how));
  EXPECT_EQ(told.already_valid, kept);
  EXPECT_EQ(told.computed, count - kept);
  EXPECT_EQ(seen.back(), count);
  for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_GE(seen[i], seen[i - 1]);
  EXPECT_EQ(value_of(city().statistics()).cached_scores, count);
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 5.2: between two parts the file is free, and for longer than one who waits for it sleeps.
TEST_F(ManyPeople, AreRefreshedWhileAnotherWrites) {
  constexpr std::int32_t patience = 50;
  constexpr std::uint64_t part = 32768;
  store writer = reopen(false, patience);
  std::uint64_t done = 0;
  bool is_waiting = false;
  std::vector<int> naps;
  std::vector<int> pauses;
  std::vector<std::uint64_t> got_in_after;
  const instead_of_sleep watched([&](int microseconds) {
    (is_waiting ? naps : pauses).push_back(microseconds);
    if (is_waiting) return;
    value_of(writer.withdraw("p100000", "letter"));
    got_in_after.push_back(done);
  });
  refresh_options how;
  how.threads = 2;
  how.progress = [&](std::uint64_t now_done, std::uint64_t) {
    if (done == 0) {  // within the first part
      is_waiting = true;
      EXPECT_EQ(code_of(writer.withdraw("p100000", "letter")), "busy");
      is_waiting = false;
    }
    done = now_done;
    return true;
  };
  EXPECT_EQ(value_of(city().refresh(how)).computed, count);
  EXPECT_EQ(got_in_after, std::vector<std::uint64_t>{part});
  ASSERT_FALSE(naps.empty());
  ASSERT_EQ(pauses.size(), 1U);
  EXPECT_LT(*std::max_element(naps.begin(), naps.end()), pauses.front());
  EXPECT_EQ(std::accumulate(naps.begin(), naps.end(), 0), 1000 * patience);
  EXPECT_EQ(value_of(city().statistics()).cached_scores, count - 1);
}

// STORE 3.4: where the file was put elsewhere meanwhile and another lies at its place, that one
// is left alone.
TEST_F(ManyPeople, AreRefreshedWhereTheirFileWasMoved) {
  const std::string elsewhere = folder_.file("elsewhere.store");
  for (const char* const ending : {"", "-wal", "-shm"}) {
    std::filesystem::rename(folder_.file() + ending, elsewhere + ending);
  }
  value_of(store::create(folder_.file()));
  const std::string other = raw();
  refresh_options how;
  how.threads = 4;
  EXPECT_EQ(value_of(city().refresh(how)).computed, count);
  EXPECT_TRUE(raw() == other);
  EXPECT_FALSE(std::filesystem::exists(folder_.file() + "-wal"));
  EXPECT_EQ(value_of(city().statistics()).cached_scores, count);
}

// STORE 3.4: each thread but the one that writes has a connection of its own, and none is made
// for whom one thread is enough.
TEST_F(ManyPeople, AreRefreshedThroughOneConnectionForEachThread) {
  const opened_connections opened;
  refresh_options how;
  how.threads = 2;
  EXPECT_EQ(value_of(city().refresh(how)).computed, count);
  EXPECT_EQ(opened_connections::count(), 1);
  EXPECT_EQ(value_of(city().refresh(how)).computed, 0U);
  records(drink_driving("r1", "p100000"));
  EXPECT_EQ(value_of(city().refresh(how)).computed, 1U);
  EXPECT_EQ(opened_connections::count(), 1);
}

}  // namespace
