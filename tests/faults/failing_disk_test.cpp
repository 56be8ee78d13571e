// Each call that writes, on a disk whose k-th operation fails, for every k until the
// call gets through: what is said, and what the file holds afterwards. An argument
// "--all" crosses every kind of failure with every duration.
#include <gtest/gtest.h>

#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>
#include <set>
#include <string>

#include "chengxin/store.hpp"
#include "failing_vfs.hpp"

namespace {

using namespace chengxin;
namespace fs = std::filesystem;

bool everything = false;
constexpr std::string_view use = "library.deposit_free";

moment clock_now() {
  return *parse_moment("2026-06-30T04:00:00Z");
}

std::string subjects_csv(std::string_view prefix, int count) {
  std::string made = "subject_id,birth_date,residency,capacity,enrolled_on\n";
  for (int i = 0; i < count; ++i) {
    made += std::string(prefix) + std::to_string(i) + ",1990-05-05,registered,full,2020-01-01\n";
  }
  return made;
}

std::string records_csv(std::string_view prefix, int count) {
  std::string made = "record_id,subject_id,category,provider,occurred_on,origin,status\n";
  for (int i = 0; i < count; ++i) {
    made += "r" + std::to_string(i) + ',' + std::string(prefix) + std::to_string(i) +
            ",N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n";
  }
  return made;
}

result<import_summary> import_rows(store& into, std::string_view prefix, int count) {
  const std::string subjects = subjects_csv(prefix, count);
  const std::string records = records_csv(prefix, count);
  const auto first = io::from_memory(subjects, "s.csv");
  const auto second = io::from_memory(records, "r.csv");
  return into.import({first.get()}, {second.get()});
}

consent_request request(std::string subject, std::string evidence) {
  return {std::move(subject),        "library",
          std::string(use),          scope::report,
          *parse_date("2026-01-01"), *parse_date("2026-12-31"),
          std::move(evidence)};
}

store_options options() {
  store_options made;
  made.vfs = failing::vfs();
  made.clock = clock_now;
  return made;
}

void remove_file(const fs::path& path) {
  for (const char* part : {"", "-wal", "-shm", "-journal"}) fs::remove(path.string() + part);
}

/// All that the file says, without what chance and the cache decide.
std::string state_of(store& it) {
  const auto statistics = it.statistics();
  if (!statistics) return "statistics: " + statistics.failure().message;
  std::string said =
      std::to_string(statistics->subjects) + ' ' + std::to_string(statistics->records) + ' ' +
      std::to_string(statistics->versions) + ' ' + std::to_string(statistics->entries) + '\n';
  for (const char* name : {"known0", "known1"}) {
    if (const auto consents = it.consents(name)) {
      for (const consent& each : *consents) {
        said += each.evidence + (each.revoked_at ? " revoked\n" : " in force\n");
      }
    }
    if (const auto log = it.log(name)) {
      for (const log_entry& each : *log) said += each.told + '\n';
    }
  }
  const auto written = it.scores({}, false, [&](std::string_view bytes) {
    said += bytes;
    return true;
  });
  if (!written) said += "scores: " + written.failure().message;
  return said;
}

class FailingDisk : public ::testing::Test {
protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("chengxin-faults-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    first_ = folder_ / "first.db";
    path_ = folder_ / "city.db";
    remove_file(first_);
    store_create_options how;
    how.test_clock = true;
    how.vfs = failing::vfs();
    ASSERT_TRUE(store::create(first_.string(), how));
    auto made = store::open(first_.string(), options());
    ASSERT_TRUE(made);
    ASSERT_TRUE(import_rows(*made, "known", 20));
    const auto granted = made->grant(request("known0", "app:first"));
    ASSERT_TRUE(granted);
    consent_ = *granted;
    ASSERT_TRUE(made->disclose({"known0", "library", std::string(use), scope::tier, {}}));
  }

  void TearDown() override { fs::remove_all(folder_); }

  /// A copy of the first file, opened on the disk that may fail. What is acknowledged
  /// before the failure is in its log (WAL) alone.
  store begin() {
    remove_file(path_);
    fs::copy_file(first_, path_);
    auto opened = store::open(path_.string(), options());
    EXPECT_TRUE(opened) << opened.failure().message;
    EXPECT_TRUE(opened->grant(request("known1", "app:before")));
    return std::move(*opened);
  }

  using call = std::function<std::string(store&)>;  // gives the error's code, or nothing

  struct wanted {
    std::string before;
    std::string after;
    bool in_steps = false;  ///< what it did is kept though it failed later
  };

  /// The file from outside, after the failure.
  void look(const wanted& of, const std::string& head, bool acknowledged) {
    auto opened = store::open(path_.string(), options());
    ASSERT_TRUE(opened) << opened.failure().code << ": " << opened.failure().message;
    const auto verified = opened->verify(head);
    ASSERT_TRUE(verified) << verified.failure().message;
    ASSERT_TRUE(verified->ok) << verified->entry << ": " << verified->why;
    const std::string state = state_of(*opened);
    if (acknowledged) {
      ASSERT_EQ(state, of.after) << "acknowledged and not there";
    } else {
      ASSERT_TRUE(state == of.before || state == of.after) << "half done:\n" << state;
    }
    if (state == of.after && of.before != of.after) ++(acknowledged ? done_ : kept_);
  }

  void run(const char* name, const call& what, bool in_steps = false) {
    wanted of;
    of.in_steps = in_steps;
    {
      store it = begin();
      of.before = state_of(it);
      ASSERT_EQ(what(it), "");
      of.after = state_of(it);
    }
    for (const failing::kind how : {failing::kind::io_error, failing::kind::disk_full}) {
      for (const bool for_good : {false, true}) {
        if (!everything && for_good != (how == failing::kind::disk_full)) continue;
        bool failed = true;
        for (std::uint64_t k = 1; failed; ++k) {
          SCOPED_TRACE(std::string(name) + ", operation " + std::to_string(k) +
                       (how == failing::kind::disk_full ? ", disk full" : ", input and output") +
                       (for_good ? ", for good" : ", once"));
          ASSERT_LT(k, 5000U);
          once(what, of, k, how, for_good, failed);
          if (::testing::Test::HasFatalFailure()) return;
        }
      }
    }
    std::string codes;
    for (const std::string& code : codes_) codes += ' ' + code;
    std::printf("%s: %d failures (%d told, %d got by), %d kept though told;%s\n", name, failures_,
                told_, failures_ - told_, kept_, codes.c_str());
  }

  void once(const call& what, const wanted& of, std::uint64_t k, failing::kind how, bool for_good,
            bool& failed) {
    std::string code;
    std::string head;
    {
      store it = begin();
      head = *it.head();
      failing::arm(k, how, for_good);
      code = what(it);
      if (!for_good) {
        failed = failing::disarm();
        if (!code.empty()) again(it, what, of, head);
      }
    }
    if (for_good) failed = failing::disarm();
    if (failed) ++failures_;
    if (!code.empty()) {
      ++told_;
      codes_.insert(code);
      ASSERT_TRUE(failed) << code;
      ASSERT_TRUE(code == "io_error" || code == "disk_full" || code == "cannot_open") << code;
    }
    if (!for_good && !code.empty()) return;  // again() has looked
    look(of, head, code.empty());
  }

  /// The same open store goes on once the disk is well.
  void again(store& it, const call& what, const wanted& of, const std::string& head) {
    const auto verified = it.verify(head);
    ASSERT_TRUE(verified) << verified.failure().message;
    ASSERT_TRUE(verified->ok) << verified->entry << ": " << verified->why;
    const std::string state = state_of(it);
    ASSERT_TRUE(state == of.before || (of.in_steps && state == of.after))
        << "a call that failed has changed something:\n"
        << state;
    ASSERT_EQ(what(it), "");
    ASSERT_EQ(state_of(it), of.after);
    look(of, head, true);
  }

  fs::path folder_;
  fs::path first_;
  fs::path path_;
  std::string consent_;
  std::set<std::string> codes_;
  int failures_ = 0;
  int told_ = 0;
  int kept_ = 0;
  int done_ = 0;
};

template <class T>
std::string code_of(const result<T>& given) {
  return given ? "" : given.failure().code;
}

TEST_F(FailingDisk, Import) {
  run("import", [](store& it) { return code_of(import_rows(it, "new", 60)); });
}

TEST_F(FailingDisk, AddOne) {
  run("add", [](store& it) {
    const auto added = import_rows(it, "one", 1);
    return code_of(added);
  });
}

TEST_F(FailingDisk, Refresh) {
  run("refresh", [](store& it) {
    refresh_options how;
    how.threads = 2;
    return code_of(it.refresh(how));
  });
}

// STORE 5.1, 2.21: SQLite ends the transaction of a read that failed. Nothing that another
// thread had computed is kept after that, be it of one who withdraws at that moment.
TEST_F(FailingDisk, RefreshOfManyWhoseReadsFail) {
  constexpr std::uint64_t count = 20000;
  {
    auto made = store::open(first_.string(), options());
    ASSERT_TRUE(made);
    ASSERT_TRUE(import_rows(*made, "many", static_cast<int>(count)));
  }
  int told = 0;
  bool failed = true;
  for (std::uint64_t k = 1; failed; k += everything ? 1 : 5) {
    SCOPED_TRACE(k);
    ASSERT_LT(k, 5000U);
    remove_file(path_);
    fs::copy_file(first_, path_);
    auto it = store::open(path_.string(), options());
    store_options at_once = options();
    at_once.wait_milliseconds = 0;
    auto other = store::open(path_.string(), at_once);
    ASSERT_TRUE(it && other);
    const std::uint64_t kept_before = other->statistics()->cached_scores;
    refresh_options how;
    how.threads = 3;
    how.progress = [&](std::uint64_t done, std::uint64_t) {
      static_cast<void>(other->withdraw("many" + std::to_string((done + 500) % count), "w"));
      return true;
    };
    failing::arm_reads(k);
    const std::string code = code_of(it->refresh(how));
    failed = failing::disarm();
    if (!code.empty()) {
      ++told;
      ASSERT_TRUE(failed) << code;
      ASSERT_EQ(code, "io_error");
      ASSERT_EQ(other->statistics()->cached_scores, kept_before);
    }
    const auto verified = other->verify();
    ASSERT_TRUE(verified) << verified.failure().message;
    ASSERT_TRUE(verified->ok) << verified->why;
  }
  EXPECT_GT(told, 0);
  std::printf("reads of a refresh: %d failures told\n", told);
}

// STORE 3.3: a snapshot that is lost with an error does not go on as another.
TEST_F(FailingDisk, SnapshotThatIsLost) {
  {
    auto made = store::open(first_.string(), options());
    ASSERT_TRUE(made && made->refresh());
  }
  int lost = 0;
  bool failed = true;
  for (std::uint64_t k = 1; failed; ++k) {
    SCOPED_TRACE(k);
    remove_file(path_);
    fs::copy_file(first_, path_);
    auto it = store::open(path_.string(), options());
    auto other = store::open(path_.string(), options());
    ASSERT_TRUE(it && other);
    ASSERT_TRUE(it->begin_snapshot());
    const std::string head = *other->head();
    failing::arm_reads(k);
    const std::string code = code_of(it->score("known3"));
    failed = failing::disarm();
    if (!failed) break;
    ASSERT_EQ(code, "io_error");
    ASSERT_TRUE(other->object("known3", "r3", "not me"));
    if (const auto after = it->head()) {
      ASSERT_EQ(*after, head);
    } else {
      ++lost;
      ASSERT_EQ(code_of(it->score("known3")), "io_error");
    }
    it->end_snapshot();
    ASSERT_TRUE(it->head());
    ASSERT_NE(*it->head(), head);
  }
  EXPECT_GT(lost, 0);
}

TEST_F(FailingDisk, Grant) {
  run("grant", [](store& it) { return code_of(it.grant(request("known0", "app:second"))); });
}

TEST_F(FailingDisk, Disclose) {
  run("disclose", [](store& it) {
    const auto told = it.disclose({"known0", "library", std::string(use), scope::report, {}});
    return code_of(told);
  });
}

TEST_F(FailingDisk, Revoke) {
  run("revoke", [this](store& it) { return code_of(it.revoke(consent_)); });
}

TEST_F(FailingDisk, Withdraw) {
  run("withdraw", [](store& it) {
    const std::string code = code_of(it.withdraw("known0", "app:w"));
    return code;
  });
}

TEST_F(FailingDisk, Object) {
  run("object", [](store& it) { return code_of(it.object("known0", "r0", "not me")); });
}

// Its bytes go in a second step: what it has erased stays erased.
TEST_F(FailingDisk, Erase) {
  run(
      "erase", [](store& it) { return code_of(it.erase("known1", "app:e")); }, true);
  // The file of the last run, in which all went well.
  std::ifstream in(path_, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(bytes.find("known0"), std::string::npos);
  EXPECT_EQ(bytes.find("app:before"), std::string::npos);
}

// One that could not be made can be made once the disk is well.
// STORE 5.1: memory that the operating system refuses is no error of the disk's.
TEST_F(FailingDisk, MemoryThatIsShortIsToldAsSuch) {
  int refused = 0;
  bool failed = true;
  for (std::uint64_t k = 1; failed; ++k) {
    store it = begin();
    const std::string before = state_of(it);
    failing::arm(k, failing::kind::no_memory, false);
    std::string code;
    try {
      code = code_of(it.erase("known0", "form"));
    } catch (const std::bad_alloc&) {
      ++refused;
    }
    failed = failing::disarm();
    ASSERT_EQ(code, "") << k;
    ASSERT_TRUE(it.verify()->ok);
  }
  EXPECT_GT(refused, 0);
}

TEST_F(FailingDisk, Create) {
  int failures = 0;
  for (const failing::kind how : {failing::kind::io_error, failing::kind::disk_full}) {
    for (const bool for_good : {false, true}) {
      bool failed = true;
      for (std::uint64_t k = 1; failed; ++k) {
        SCOPED_TRACE("operation " + std::to_string(k) + (for_good ? ", for good" : ", once"));
        remove_file(path_);
        store_create_options options_of_it;
        options_of_it.vfs = failing::vfs();
        options_of_it.test_clock = true;
        std::string code;
        {
          failing::arm(k, how, for_good);
          const auto made = store::create(path_.string(), options_of_it);
          code = code_of(made);
        }
        failed = failing::disarm();
        if (failed) ++failures;
        if (!code.empty()) {
          ASSERT_TRUE(code == "io_error" || code == "disk_full" || code == "cannot_open") << code;
          const auto opened = store::open(path_.string(), options());
          if (!opened) {
            const auto made = store::create(path_.string(), options_of_it);
            ASSERT_TRUE(made) << made.failure().code << ": " << made.failure().message;
          }
        }
        auto opened = store::open(path_.string(), options());
        ASSERT_TRUE(opened) << opened.failure().code << ": " << opened.failure().message;
        ASSERT_TRUE(opened->verify()->ok);
        ASSERT_TRUE(import_rows(*opened, "new", 2));
      }
    }
  }
  std::printf("create: %d failures\n", failures);
}

}  // namespace

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  everything = argc > 1 && std::string_view(argv[1]) == "--all";
  return RUN_ALL_TESTS();
}
