// The store beside SQLite used by hand on the same rows, by turns in one run: import,
// refresh, cached reads, and a durable single add.
//
//   bench/store_bench [--subjects N] [--rounds N] [--folder FOLDER]
//                     [--only import|refresh|reads|adds]
//
// N is 20,000 where it is not given; a city of a million takes some minutes and, for the
// import, 4 GB. Times are of the wall, those of reads of the processor, those of a refresh of
// both; each is the median of the rounds, and a ratio the median of the rounds' ratios.
#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "bare_store.hpp"
#include "chengxin/store.hpp"
#include "constant_digests.hpp"
#include "measurements.hpp"
#include "store_city.hpp"

namespace chengxin::bench {
namespace {

namespace fs = std::filesystem;

constexpr date day = date::of(2026, 2, 28);

void compare_imports(const city& people, const std::string& path, const residents& of,
                     const fs::path& folder, int rounds) {
  const bare_import rows(path, of);
  const std::string ours = folder / "imported.db";
  const std::string bare = folder / "inserted.db";
  measurements times;
  for (int round = 0; round < rounds; ++round) {
    times.add("import from CSV", seconds_of([&] { people.import_into(ours); }));
    times.add("the same with constant digests", seconds_of([&] {
                const constant_digests without;
                people.import_into(ours);
              }));
    times.add("bare inserts of the same rows", seconds_of([&] { rows.write(bare); }));
  }
  for (const char* name :
       {"import from CSV", "the same with constant digests", "bare inserts of the same rows"}) {
    times.tell(name, static_cast<double>(rows.rows()), "entries");
  }
  times.tell_ratio("bare inserts of the same rows", "the same with constant digests");
  times.tell_ratio("bare inserts of the same rows", "import from CSV");
  for (const std::string& file : {ours, bare}) city::remove_store(file);
}

// An ordered scan of all facts, every column read, and an upsert of every score.
void scan_and_upsert(bare_database& file, const residents& of, std::size_t size_of_a_score) {
  sqlite3_stmt* const scan =
      file.prepare("SELECT subject, entry, body FROM fact ORDER BY subject, entry");
  sqlite3_stmt* const upsert = file.prepare(
      "INSERT INTO score (subject_id, subject, first_day, last_day, stale, body) VALUES (?, ?, ?, "
      "?, 0, ?) ON CONFLICT (subject_id) DO UPDATE SET subject = excluded.subject, first_day = "
      "excluded.first_day, last_day = excluded.last_day, stale = 0, body = excluded.body");
  const std::string body(size_of_a_score, 'b');
  std::uint64_t sum = 0;
  file.run("BEGIN IMMEDIATE");
  while (sqlite3_step(scan) == SQLITE_ROW) {
    sum += static_cast<std::uint64_t>(sqlite3_column_int64(scan, 0)) +
           static_cast<std::uint64_t>(sqlite3_column_int64(scan, 1)) + bytes_of(scan, 2).size();
  }
  for (const auto& [key, id] : of) {
    bind_text(upsert, 1, id);
    bind(upsert, 2, key);
    bind(upsert, 3, day.days);
    bind(upsert, 4, day.days + 100);
    bind_blob(upsert, 5, body);
    step_to_end(upsert);
  }
  file.run("COMMIT");
  if (sum == 0) give_up("nothing was scanned");
  sqlite3_finalize(scan);
  sqlite3_finalize(upsert);
}

void refresh(const std::string& path) {
  store opened = must(store::open(path));
  refresh_options how;
  how.as_of = day;
  must(opened.refresh(how));
}

std::size_t usual_size_of_a_score(const std::string& path) {
  refresh(path);
  bare_database file(path);
  sqlite3_stmt* const asked = file.prepare("SELECT round(avg(length(body))) FROM score");
  if (sqlite3_step(asked) != SQLITE_ROW) give_up("no scores");
  const auto size = static_cast<std::size_t>(sqlite3_column_int64(asked, 0));
  sqlite3_finalize(asked);
  return size;
}

void remove_scores(const std::string& path) {
  bare_database file(path);
  file.run("DELETE FROM score; PRAGMA wal_checkpoint(TRUNCATE)");
}

void compare_refreshes(const std::string& path, const residents& of, const fs::path& folder,
                       int rounds) {
  const std::string copy = folder / "refreshed.db";
  fs::copy_file(path, copy, fs::copy_options::overwrite_existing);
  const std::size_t size_of_a_score = usual_size_of_a_score(path);
  const auto by_both_clocks = [](measurements& into, const std::string& name, const auto& body) {
    const double processor = processor_seconds_of([&] { into.add(name, seconds_of(body)); });
    into.add(name + ", processor", processor);
  };
  const std::string ours = "refresh of everybody";
  const std::string by_hand = "bare scan of the facts and upsert of the scores";
  measurements times;
  for (int round = 0; round < rounds; ++round) {
    for (const std::string& file : {path, copy}) remove_scores(file);
    const auto refresh_ours = [&] {
      store opened = must(store::open(path));
      refresh_options how;
      how.as_of = day;
      by_both_clocks(times, ours, [&] {
        if (must(opened.refresh(how)).computed != of.size()) give_up("not everybody");
      });
    };
    const auto refresh_bare = [&] {
      bare_database bare(copy);
      by_both_clocks(times, by_hand, [&] { scan_and_upsert(bare, of, size_of_a_score); });
    };
    if (round % 2 == 0) refresh_ours();
    refresh_bare();
    if (round % 2 != 0) refresh_ours();
  }
  for (const std::string ending : {"", ", processor"}) {
    for (const std::string& name : {ours, by_hand}) {
      times.tell(name + ending, static_cast<double>(of.size()), "people");
    }
    times.tell_ratio(ours + ending, by_hand + ending);
  }
  city::remove_store(copy);
}

class reads {
public:
  reads(const std::string& path, const residents& of)
      : store_(must(store::open(path))), bare_(path), residents_(of) {
    question_.as_of = day;
    select_ =
        bare_.prepare("SELECT first_day, last_day, stale, body FROM score WHERE subject_id = ?");
  }
  ~reads() { sqlite3_finalize(select_); }
  reads(const reads&) = delete;
  reads& operator=(const reads&) = delete;

  void measure(measurements& into) {
    by_turns(into, "cached score, a transaction each", "bare SELECT, autocommit");
    must(store_.begin_snapshot());
    bare_.run("BEGIN");
    by_turns(into, "cached score, in a snapshot", "bare SELECT, in a transaction");
    bare_.run("COMMIT");
    store_.end_snapshot();
  }

private:
  static constexpr int turns = 40;
  static constexpr int reads_of_a_turn = 1000;

  void by_turns(measurements& into, const char* our_name, const char* bare_name) {
    double our_time = 0;
    double bare_time = 0;
    for (int turn = 0; turn < turns; ++turn) {
      const int first = turn * reads_of_a_turn;
      // Whoever comes first finds the ids cold.
      if (turn % 2 == 0) our_time += processor_seconds_of([&] { ours(first); });
      bare_time += processor_seconds_of([&] { bare(first); });
      if (turn % 2 != 0) our_time += processor_seconds_of([&] { ours(first); });
    }
    into.add(our_name, our_time / turns / reads_of_a_turn);
    into.add(bare_name, bare_time / turns / reads_of_a_turn);
  }

  [[nodiscard]] const std::string& id(int i) const {
    return residents_[static_cast<std::size_t>(i) * 7919 % residents_.size()].second;
  }
  void ours(int first) {
    for (int i = first; i < first + reads_of_a_turn; ++i) {
      const store_score found = must(store_.score(id(i), question_));
      if (!found.from_cache) give_up("a score was not in the cache");
    }
  }
  void bare(int first) {
    for (int i = first; i < first + reads_of_a_turn; ++i) {
      bind_text(select_, 1, id(i));
      if (sqlite3_step(select_) != SQLITE_ROW) give_up("a score is missing");
      if (sqlite3_column_int64(select_, 0) + sqlite3_column_int64(select_, 1) == 0 ||
          sqlite3_column_int64(select_, 2) != 0) {
        give_up("a score is empty");
      }
      taken_.assign(bytes_of(select_, 3));  // what SQLite gives ends with the reset
      sqlite3_reset(select_);
    }
  }

  store store_;
  bare_database bare_;
  const residents& residents_;
  question question_;
  sqlite3_stmt* select_ = nullptr;
  std::string taken_;
};

// Adds to a store that is kept open, as a city's is: by then SQLite writes its log over
// and over again, so that no append of it is one of the file. Its copying of the log into
// the file is in these times.
class adds {
public:
  adds(const fs::path& folder, const std::string& path, const residents& of)
      : store_(must(store::open(path))),
        residents_(of),
        raw_(folder / "raw"),
        file_(::open(raw_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    add(count);
  }
  ~adds() { ::close(file_); }
  adds(const adds&) = delete;
  adds& operator=(const adds&) = delete;

  // By turns of fifty, since a disk is not the same from one moment to the next.
  void measure(measurements& into) {
    const std::string page(4096, 'p');
    const std::string frames(std::size_t{4} * 4120, 'f');
    double ours = 0;
    double raw = 0;
    double raw_frames = 0;
    for (int i = 0; i < count / turn; ++i) {
      ours += seconds_of([&] { add(turn); });
      raw += seconds_of([&] { append(page); });
      raw_frames += seconds_of([&] { append(frames); });
    }
    into.add("add of one record, durable", ours / count);
    into.add("append of 4 KiB and fdatasync", raw / count);
    into.add("append of four frames and fdatasync", raw_frames / count);
  }

private:
  static constexpr int count = 500;
  static constexpr int turn = 50;

  void add(int how_many) {
    for (int i = 0; i < how_many; ++i) {
      const std::string id = "added-" + std::to_string(added_);
      record one;
      one.record_id = id;
      one.category = "volunteer.hours";
      one.provider = "civil-affairs";
      one.occurred_on = day;
      const std::size_t whose = added_++ * 7919 % residents_.size();
      if (must(store_.add(residents_[whose].second, std::span(&one, 1))).records_new != 1) {
        give_up("a record was not added");
      }
    }
  }
  void append(const std::string& bytes) {
    for (int i = 0; i < turn; ++i) {
      if (::write(file_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
          ::fdatasync(file_) != 0) {
        give_up("cannot write " + raw_);
      }
    }
  }

  store store_;
  const residents& residents_;
  std::string raw_;
  int file_;
  std::size_t added_ = 0;
};

void compare_reads(const std::string& path, const residents& of, int rounds) {
  refresh(path);
  measurements times;
  reads compared(path, of);
  for (int round = 0; round < rounds; ++round) compared.measure(times);
  for (const char* name : {"cached score, a transaction each", "bare SELECT, autocommit",
                           "cached score, in a snapshot", "bare SELECT, in a transaction"}) {
    times.tell(name, 1, "");
  }
  times.tell_ratio("cached score, a transaction each", "bare SELECT, autocommit");
  times.tell_ratio("cached score, in a snapshot", "bare SELECT, in a transaction");
  times.tell_ratio("bare SELECT, autocommit", "cached score, in a snapshot");
}

void compare_adds(const std::string& path, const residents& of, const fs::path& folder,
                  int rounds) {
  refresh(path);
  measurements times;
  adds one_by_one(folder, path, of);
  for (int round = 0; round < rounds; ++round) one_by_one.measure(times);
  for (const char* name : {"add of one record, durable", "append of 4 KiB and fdatasync",
                           "append of four frames and fdatasync"}) {
    times.tell(name, 1, "");
  }
  times.tell_ratio("append of 4 KiB and fdatasync", "add of one record, durable");
  times.tell_ratio("append of four frames and fdatasync", "add of one record, durable");
}

int run(std::uint64_t subjects, int rounds, const fs::path& folder, std::string_view only) {
  fs::create_directories(folder);
  const city people(folder, subjects);
  const std::string path = folder / "ours.db";
  people.import_into(path);
  const residents of = residents_of(path);
  std::printf("%llu subjects, %llu rows of records; %d rounds\n",
              static_cast<unsigned long long>(people.made().subjects),
              static_cast<unsigned long long>(people.made().records), rounds);
  const auto wanted = [only](std::string_view part) { return only.empty() || only == part; };
  if (wanted("import")) compare_imports(people, path, of, folder, rounds);
  if (wanted("refresh")) compare_refreshes(path, of, folder, rounds);
  if (wanted("reads")) compare_reads(path, of, rounds);
  if (wanted("adds")) compare_adds(path, of, folder, rounds);
  fs::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace chengxin::bench

int main(int argc, char** argv) {
  std::uint64_t subjects = 20000;
  int rounds = 7;
  std::string folder = (std::filesystem::temp_directory_path() / "chengxin-store-bench").string();
  std::string only;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--subjects") subjects = std::stoull(argv[i + 1]);
    if (name == "--rounds") rounds = std::stoi(argv[i + 1]);
    if (name == "--folder") folder = argv[i + 1];
    if (name == "--only") only = argv[i + 1];
  }
  return chengxin::bench::run(subjects, rounds, folder, only);
}
