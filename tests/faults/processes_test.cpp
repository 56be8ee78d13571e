// Two processes that write and four that read one file, and a store opened for reading
// alone. `faults_processes SECONDS` says for how long they do so (default: 3).
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "chengxin/store.hpp"

namespace {

using namespace chengxin;
namespace fs = std::filesystem;

double seconds = 3;
constexpr int writers = 2;
constexpr int readers = 4;
constexpr int batch = 20;
constexpr std::string_view use = "library.deposit_free";

/// What one process did. The parent reads it from a pipe.
struct tally {
  std::int64_t imports = 0;
  std::int64_t consents = 0;
  std::int64_t answers = 0;  ///< disclosures
  std::int64_t reads = 0;
  std::int64_t busy = 0;
  std::int64_t failed = 0;
};

std::string name_of(int writer, std::int64_t import, int i) {
  return "w" + std::to_string(writer) + '-' + std::to_string(import) + '-' + std::to_string(i);
}

result<import_summary> import_batch(store& into, int writer, std::int64_t number) {
  std::string subjects = "subject_id,birth_date,residency,capacity,enrolled_on\n";
  std::string records = "record_id,subject_id,category,provider,occurred_on,origin,status\n";
  for (int i = 0; i < batch; ++i) {
    const std::string name = name_of(writer, number, i);
    subjects += name + ",1990-05-05,registered,full,2020-01-01\n";
    records += "r," + name + ",N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n";
  }
  const auto first = io::from_memory(subjects, "s.csv");
  const auto second = io::from_memory(records, "r.csv");
  return into.import({first.get()}, {second.get()});
}

bool over(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count() >= seconds;
}

// A call that failed is counted: `busy` is none of the others.
template <class T>
bool went(const result<T>& given, tally& into) {
  if (given) return true;
  ++(given.failure().code == "busy" ? into.busy : into.failed);
  if (given.failure().code != "busy") {
    std::fprintf(stderr, "%s: %s\n", given.failure().code.c_str(), given.failure().message.c_str());
  }
  return false;
}

tally write_for_a_while(const std::string& path, int writer) {
  tally made;
  auto opened = store::open(path);
  if (!went(opened, made)) return made;
  const auto begun = std::chrono::steady_clock::now();
  while (!over(begun)) {
    const auto imported = import_batch(*opened, writer, made.imports);
    if (!went(imported, made)) continue;
    if (imported->subjects_new != batch || imported->records_new != batch) ++made.failed;
    const std::string who = name_of(writer, made.imports++, 0);
    const consent_request asked{who,
                                "library",
                                std::string(use),
                                scope::score,
                                *parse_date("2020-01-01"),
                                *parse_date("2199-12-31"),
                                "e"};
    if (!went(opened->grant(asked), made)) continue;
    ++made.consents;
    const auto told = opened->disclose({who, "library", std::string(use), scope::score, {}});
    if (went(told, made)) {
      ++made.answers;
      if (!told->granted()) ++made.failed;
    }
  }
  return made;
}

// What a reader sees is always the state after some whole call.
tally read_for_a_while(const std::string& path, int reader) {
  tally made;
  store_options how;
  how.read_only = reader % 2 == 0;  // the others keep what they compute
  auto opened = store::open(path, how);
  if (!went(opened, made)) return made;
  const auto begun = std::chrono::steady_clock::now();
  std::uint64_t before = 0;
  std::string head = std::string(64, '0');
  for (int round = 0; !over(begun); ++round) {
    std::uint64_t lines = 0;
    const auto written = opened->scores({}, false, [&](std::string_view bytes) {
      for (const char c : bytes) lines += c == '\n' ? 1 : 0;
      return true;
    });
    if (went(written, made)) {
      ++made.reads;
      // A header, and then whole imports, no fewer than before.
      if (lines == 0 || (lines - 1) % batch != 0 || lines < before) ++made.failed;
      before = lines;
    }
    if (round % readers != reader) continue;
    const auto verified = opened->verify(head);
    if (went(verified, made)) {
      ++made.reads;
      if (!verified->ok) {
        std::fprintf(stderr, "verify: %s\n", verified->why.c_str());
        ++made.failed;
      }
      head = verified->head;
    }
  }
  return made;
}

/// Runs it in a process of its own; gives where its tally will come from.
int start(const std::function<tally()>& work) {
  int ends[2];
  if (::pipe(ends) != 0) return -1;
  if (::fork() == 0) {
    const tally made = work();
    const bool told = ::write(ends[1], &made, sizeof(made)) == ssize_t{sizeof(made)};
    ::_exit(told ? 0 : 1);
  }
  ::close(ends[1]);
  return ends[0];
}

class Processes : public ::testing::Test {
protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("chengxin-processes-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = (folder_ / "city.db").string();
    ASSERT_TRUE(store::create(path_));
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder_;
  std::string path_;
};

// STORE 5.1, 5.2
TEST_F(Processes, NothingIsLost) {
  std::vector<int> from;
  for (int i = 0; i < writers; ++i)
    from.push_back(start([&] { return write_for_a_while(path_, i); }));
  for (int i = 0; i < readers; ++i)
    from.push_back(start([&] { return read_for_a_while(path_, i); }));
  tally all;
  std::vector<tally> each(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    ASSERT_EQ(::read(from[i], &each[i], sizeof(tally)), ssize_t{sizeof(tally)});
    ::close(from[i]);
    all.imports += each[i].imports;
    all.consents += each[i].consents;
    all.answers += each[i].answers;
    all.reads += each[i].reads;
    all.busy += each[i].busy;
    all.failed += each[i].failed;
  }
  int status = 0;
  while (::wait(&status) > 0) EXPECT_EQ(status, 0);
  std::printf(
      "%lld imports of %d subjects and records, %lld consents, %lld disclosures, %lld reads "
      "of all, %lld busy, %lld failed\n",
      static_cast<long long>(all.imports), batch, static_cast<long long>(all.consents),
      static_cast<long long>(all.answers), static_cast<long long>(all.reads),
      static_cast<long long>(all.busy), static_cast<long long>(all.failed));
  EXPECT_EQ(all.failed, 0);
  // Writers take turns by chance and may wait in vain; who reads never does.
  for (std::size_t i = writers; i < each.size(); ++i) EXPECT_EQ(each[i].busy, 0);
  EXPECT_GT(all.imports, 0);
  EXPECT_GT(all.reads, 0);

  auto opened = store::open(path_);
  ASSERT_TRUE(opened);
  const auto verified = opened->verify();
  ASSERT_TRUE(verified);
  EXPECT_TRUE(verified->ok) << verified->why;
  const auto statistics = opened->statistics();
  ASSERT_TRUE(statistics);
  const auto subjects = static_cast<std::uint64_t>(all.imports * batch);
  EXPECT_EQ(statistics->subjects, subjects);
  EXPECT_EQ(statistics->records, subjects);
  EXPECT_EQ(statistics->entries,
            2 * subjects + static_cast<std::uint64_t>(all.consents + all.answers));
  for (int i = 0; i < writers; ++i) {
    std::int64_t consents = 0;
    std::int64_t answers = 0;
    for (std::int64_t n = 0; n < each[static_cast<std::size_t>(i)].imports; ++n) {
      consents += static_cast<std::int64_t>(opened->consents(name_of(i, n, 0))->size());
      answers += static_cast<std::int64_t>(opened->log(name_of(i, n, 0))->size());
    }
    EXPECT_EQ(consents, each[static_cast<std::size_t>(i)].consents);
    EXPECT_EQ(answers, each[static_cast<std::size_t>(i)].answers);
  }
}

// While another process writes: calls that write say `busy` after the time that is
// given, those that read answer all the same.
// STORE 5.2
TEST_F(Processes, BusyAfterTheTimeThatIsGiven) {
  store_options how;
  how.wait_milliseconds = 50;
  auto opened = store::open(path_, how);
  ASSERT_TRUE(opened);
  ASSERT_TRUE(import_batch(*opened, 0, 0));
  sqlite3* writer = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &writer), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(writer, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto code_of = [](const auto& given) {
    return given ? std::string("done") : given.failure().code;
  };
  EXPECT_EQ(code_of(import_batch(*opened, 1, 0)), "busy");
  EXPECT_EQ(code_of(opened->withdraw("w0-0-0", "e")), "busy");
  EXPECT_EQ(code_of(opened->disclose({"w0-0-0", "g", std::string(use), scope::tier, {}})), "busy");
  EXPECT_EQ(code_of(opened->refresh()), "busy");
  EXPECT_EQ(code_of(opened->score("w0-0-0")), "done");
  EXPECT_EQ(code_of(opened->scores({}, false, [](std::string_view) { return true; })), "done");
  EXPECT_EQ(code_of(opened->log("w0-0-0")), "done");
  EXPECT_EQ(code_of(opened->consents("w0-0-0")), "done");
  EXPECT_EQ(code_of(opened->verify()), "done");
  const auto during = opened->statistics();
  ASSERT_TRUE(during) << during.failure().message;
  sqlite3_close(writer);
  // What could not be saved then is counted once.
  const auto after = opened->statistics();
  ASSERT_TRUE(after);
  EXPECT_EQ(during->absent, 1U);
  EXPECT_EQ(after->absent, 1U);
  EXPECT_EQ(opened->statistics()->absent, 1U);
  EXPECT_EQ(after->subjects, static_cast<std::uint64_t>(batch));
  EXPECT_TRUE(import_batch(*opened, 1, 0));
}

TEST_F(Processes, ReadOnly) {
  {
    auto writing = store::open(path_);
    ASSERT_TRUE(writing);
    ASSERT_TRUE(import_batch(*writing, 0, 0));
  }
  const std::string before = bytes();
  {
    store_options how;
    how.read_only = true;
    auto opened = store::open(path_, how);
    ASSERT_TRUE(opened);
    const auto score = opened->score("w0-0-0");
    ASSERT_TRUE(score) << score.failure().message;
    EXPECT_TRUE(opened->verify()->ok);
    EXPECT_EQ(opened->statistics()->subjects, static_cast<std::uint64_t>(batch));
    EXPECT_TRUE(opened->log("w0-0-0"));
    const auto refused = [](const auto& given) {
      return given ? std::string("done") : given.failure().code;
    };
    EXPECT_EQ(refused(import_batch(*opened, 1, 0)), "read_only");
    EXPECT_EQ(refused(opened->grant({"w0-0-0", "g", std::string(use), scope::tier,
                                     *parse_date("2026-01-01"), *parse_date("2099-12-31"), "e"})),
              "read_only");
    EXPECT_EQ(refused(opened->disclose({"w0-0-0", "g", std::string(use), scope::tier, {}})),
              "read_only");
    EXPECT_EQ(refused(opened->self("w0-0-0", "a")), "read_only");
    EXPECT_EQ(refused(opened->withdraw("w0-0-0", "e")), "read_only");
    EXPECT_EQ(refused(opened->erase("w0-0-0", "e")), "read_only");
    EXPECT_EQ(refused(opened->refresh()), "read_only");
  }
  EXPECT_EQ(bytes(), before);
}

}  // namespace

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (argc > 1) seconds = std::strtod(argv[1], nullptr);
  return RUN_ALL_TESTS();
}
