// A byte that changed on the disk: whoever opens, verifies or reads is told, or every
// answer is what it was.
#include <string>
#include <vector>

#include "small_store.hpp"

namespace {

using namespace small_store;

// STORE 5.3: somebody else's database, with changes in its log that are not in the file yet.
TEST(ForeignFile, IsLeftAsItIsWithItsLog) {
  const folder where;
  const std::string theirs = where.file("theirs.db");
  const std::string copy = where.file("copy.db");
  sqlite3* file = nullptr;
  ASSERT_EQ(sqlite3_open(theirs.c_str(), &file), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(file,
                         "PRAGMA journal_mode = WAL; CREATE TABLE letter (text TEXT); INSERT INTO "
                         "letter VALUES ('in the log')",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  for (const char* end : {"", "-wal"}) {  // as a process that was killed leaves them
    std::filesystem::copy_file(theirs + end, copy + end);
  }
  sqlite3_close(file);
  const std::string before = read_whole(copy);
  const std::string log = read_whole(copy + "-wal");
  ASSERT_NE(log.find("in the log"), std::string::npos);
  EXPECT_EQ(code_of(store::open(copy, {})), "not_a_store");
  EXPECT_EQ(code_of(store::create(copy, {})), "exists");
  EXPECT_TRUE(read_whole(copy) == before);
  EXPECT_TRUE(read_whole(copy + "-wal") == log);
}

class Damage : public StoreTest {
protected:
  void SetUp() override {
    StoreTest::SetUp();
    subjects(adult("ann") + adult("ben") + adult("cat"));
    records(drink_driving("r1", "ann") + drink_driving("r2", "ben"));
    value_of(city().add_rulebook(io::builtin_rulebook_json()));
    value_of(city().object("ann", "r1", "no"));
    value_of(city().grant({"ann", "shop", "library.deposit_free", scope::tier, day("2026-06-01"),
                           day("2026-12-31"), "e"}));
    static_cast<void>(value_of(
        city().disclose({"ann", "shop", "library.deposit_free", scope::tier, std::nullopt})));
    value_of(city().erase("cat", "request"));
    value_of(city().score("ben"));
    value_of(city().withdraw("ben", "letter"));
    value_of(city().enrol("ben", "letter"));
    value_of(city().score("ben"));
    close();
    whole_ = read_whole(folder_.file());
  }

  void write(const std::string& bytes) {
    for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(folder_.file() + end);
    std::ofstream(folder_.file(), std::ios::binary | std::ios::trunc) << bytes;
  }

  /// What the store answers, or "found" where it says that something is wrong.
  std::string answers() {
    result<store> opened = store::open(folder_.file(), options(true));  // it writes nothing
    if (!opened) return "found";
    const result<verification> told = opened->verify();
    if (!told || !told->ok) return "found";
    std::string all;
    for (const char* id : {"ann", "ben"}) {
      for (const std::optional<moment> known_at : {std::optional<moment>(), std::optional(now_)}) {
        const result<std::string> csv = opened->score_csv(id, {std::nullopt, known_at}, true);
        if (!csv) return "found";
        all += *csv;
      }
      const result<std::vector<log_entry>> log = opened->log(id);
      const result<std::vector<consent>> consents = opened->consents(id);
      if (!log || !consents) return "found";
      for (const log_entry& it : *log) all += it.grantee + it.use + it.told;
      for (const consent& it : *consents) all += it.grantee + it.use + it.evidence;
    }
    // Whoever was erased is still known to have been.
    return all + code_of(opened->score("cat", {std::nullopt, now_}));
  }

  /// The same bytes with one flipped, at some places of every page.
  template <class Look>
  void flip_everywhere(const Look& look) {
    constexpr std::size_t page = 4096;
    std::uint64_t drawn = 12345;
    for (std::size_t begin = 0; begin < whole_.size(); begin += page) {
      std::vector<std::size_t> places = {0, 3, 5, 8, 12, 60, 100};
      // Most of what is written stands at the end of a page.
      for (std::size_t i = 0; i < 8; ++i) {
        drawn = drawn * 6364136223846793005ULL + 1442695040888963407ULL;
        places.push_back(i % 2 == 0 ? (drawn >> 33U) % page : page - 1 - (drawn >> 33U) % 700);
      }
      for (const std::size_t place : places) {
        std::string damaged = whole_;
        damaged[begin + place] = static_cast<char>(damaged[begin + place] ^ 0x55);
        write(damaged);
        look(begin + place);
        if (HasFailure()) return;
      }
    }
  }

  std::string whole_;
};

// STORE 5.3
TEST_F(Damage, AFlippedByteIsFoundOrChangesNothing) {
  write(whole_);
  const std::string expected = answers();
  ASSERT_NE(expected, "found");
  int found = 0;
  flip_everywhere([&](std::size_t place) {
    const std::string now = answers();
    if (now == "found") {
      ++found;
    } else {
      EXPECT_EQ(now, expected) << "byte " << place << " of " << whole_.size();
    }
  });
  EXPECT_GT(found, 100);
}

TEST_F(Damage, AFileCutShortIsFound) {
  write(whole_);
  const std::string expected = answers();
  for (const std::size_t size : {std::size_t{50}, std::size_t{100}, std::size_t{4096},
                                 whole_.size() / 2, whole_.size() - 4096, whole_.size() - 1}) {
    write(whole_.substr(0, size));
    const std::string now = answers();
    EXPECT_TRUE(now == "found" || (size == whole_.size() - 1 && now == expected)) << size;
  }
}

// STORE 5.3
TEST_F(Damage, WhatIsNoStoreIsRefusedAndLeftAlone) {
  const std::string texts[] = {"just a text that is no file of SQLite at all",
                               std::string(8192, '\0'), "SQLite format 3"};
  for (const std::string& text : texts) {
    write(text);
    EXPECT_FALSE(store::open(folder_.file(), options()));
    EXPECT_EQ(read_whole(folder_.file()), text);
    EXPECT_EQ(code_of(store::create(folder_.file())), "exists");
    EXPECT_EQ(read_whole(folder_.file()), text);
  }
  EXPECT_FALSE(store::open(folder_.file("nothing"), options()));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("nothing")));
}

// STORE 5.3
TEST_F(Damage, AFileOfANewerFormatIsRefusedWithBothNumbers) {
  write(whole_);
  sqlite3* file = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.file().c_str(), &file), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(file, "PRAGMA user_version = 7919", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(file);
  const result<store> opened = store::open(folder_.file(), options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.failure().code, "newer_format");
  EXPECT_NE(opened.failure().message.find("7919"), std::string::npos);
}

}  // namespace
