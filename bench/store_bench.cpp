// The store beside SQLite used by hand on the same rows, interleaved in one run: cached
// reads, refresh, import, and a durable single add.
//
//   bench/store_bench [--subjects N] [--rounds N] [--folder FOLDER]
//
// N is 20,000 where it is not given; a city of a million takes some minutes and 3 GB.
// Times are medians of wall time; a ratio is that of the medians.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "bare_store.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/synthesis.hpp"
#include "chengxin/store.hpp"
#include "digest/digest.hpp"

namespace chengxin::bench {
namespace {

namespace fs = std::filesystem;

template <class T>
T must(result<T> given) {
  if (!given) give_up(given.failure().code + ": " + given.failure().message);
  return std::move(*given);
}

double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

template <class Body>
double seconds_of(const Body& body) {
  const double begin = now();
  body();
  return now() - begin;
}

// What is measured, by name.
class measurements {
public:
  template <class Body>
  void add(const std::string& name, const Body& body, double per = 1) {
    add(name, seconds_of(body) / per);
  }
  void add(const std::string& name, double seconds) { times_[name].push_back(seconds); }
  [[nodiscard]] double median(const std::string& name) {
    std::vector<double>& all = times_.at(name);
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
  }
  void tell(const std::string& name, double per_second, const char* what) {
    std::printf("  %-52s %12.6f s", name.c_str(), median(name));
    if (per_second > 0) std::printf("   %12.0f %s/s", per_second / median(name), what);
    std::printf("\n");
  }
  void tell_ratio(const std::string& above, const std::string& below) {
    std::printf("  %s / %s: %.2f\n", above.c_str(), below.c_str(), median(above) / median(below));
  }

private:
  std::map<std::string, std::vector<double>> times_;
};

constexpr date day = date::of(2026, 2, 28);

class city {
public:
  city(const fs::path& folder, std::uint64_t subjects) : folder_(folder) {
    const io::loaded_rulebook loaded = io::load_rulebook(io::builtin_rulebook_json());
    const engine engine = must(engine::compile(loaded.book));
    io::synthesis_options options;
    options.subjects = subjects;
    std::ofstream people(subjects_file(), std::ios::binary);
    std::ofstream facts(records_file(), std::ios::binary);
    const auto into = [](std::ofstream& file) {
      return [&file](std::string_view bytes) -> std::optional<error> {
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return std::nullopt;
      };
    };
    made_ = must(io::synthesize(engine, options, into(people), into(facts)));
  }
  [[nodiscard]] std::string subjects_file() const { return folder_ / "subjects.csv"; }
  [[nodiscard]] std::string records_file() const { return folder_ / "records.csv"; }
  [[nodiscard]] const io::synthesis_summary& made() const { return made_; }

private:
  fs::path folder_;
  io::synthesis_summary made_;
};

void remove_store(const std::string& path) {
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path + ending);
}

void import(const city& from, const std::string& path) {
  remove_store(path);
  store made = must(store::create(path));
  const auto people = must(io::open_file(from.subjects_file()));
  const auto facts = must(io::open_file(from.records_file()));
  must(made.import({people.get(), io::row_format::csv}, {facts.get(), io::row_format::csv}));
}

struct bare_row {
  std::int64_t subject;
  std::int64_t position;
  std::int64_t kind;
  std::string body;
};

// The tables and rows of a store, to be written by hand with constant digests.
class bare_import {
public:
  explicit bare_import(const std::string& path) {
    bare_database from(path);
    read_tables(from);
    sqlite3_stmt* const people = from.prepare("SELECT key, subject_id FROM subject ORDER BY key");
    while (sqlite3_step(people) == SQLITE_ROW) {
      subjects_.emplace_back(sqlite3_column_int64(people, 0), bytes_of(people, 1));
    }
    sqlite3_finalize(people);
    sqlite3_stmt* const facts = from.prepare(
        "SELECT f.subject, f.entry, e.kind, f.body FROM fact AS f JOIN entry AS e ON e.position = "
        "f.entry ORDER BY f.entry");
    while (sqlite3_step(facts) == SQLITE_ROW) {
      rows_.push_back({sqlite3_column_int64(facts, 0), sqlite3_column_int64(facts, 1),
                       sqlite3_column_int64(facts, 2), std::string(bytes_of(facts, 3))});
    }
    sqlite3_finalize(facts);
  }

  void write(const std::string& path) const {
    remove_store(path);
    bare_database to(path);
    for (const std::string& sql : tables_) to.run(sql.c_str());
    sqlite3_stmt* const person = to.prepare("INSERT INTO subject (key, subject_id) VALUES (?, ?)");
    sqlite3_stmt* const entry = to.prepare(
        "INSERT INTO entry (position, at, kind, subject, digest) VALUES (?, ?, ?, ?, ?)");
    sqlite3_stmt* const fact =
        to.prepare("INSERT INTO fact (subject, entry, body) VALUES (?, ?, ?)");
    const std::string digest(32, 'd');
    to.run("BEGIN IMMEDIATE");
    std::size_t next_subject = 0;
    for (const bare_row& row : rows_) {
      while (next_subject < subjects_.size() && subjects_[next_subject].first <= row.subject &&
             row.kind == 1) {
        bind(person, 1, subjects_[next_subject].first);
        bind_text(person, 2, subjects_[next_subject].second);
        step_to_end(person);
        ++next_subject;
      }
      bind(entry, 1, row.position);
      bind(entry, 2, 1'700'000'000'000);
      bind(entry, 3, row.kind);
      bind(entry, 4, row.subject);
      bind_blob(entry, 5, digest);
      step_to_end(entry);
      bind(fact, 1, row.subject);
      bind(fact, 2, row.position);
      bind_blob(fact, 3, row.body);
      step_to_end(fact);
    }
    to.run("COMMIT");
    for (sqlite3_stmt* it : {person, entry, fact}) sqlite3_finalize(it);
  }

  // The digests that the store computes of the same rows, on one thread.
  void digest() const {
    digest::hasher by(digest::algorithm::sha256);
    const std::string head(41, 'h');
    digest::bytes before{};
    const auto view = [](const digest::bytes& it) {
      return std::string_view(reinterpret_cast<const char*>(it.data()), it.size());
    };
    for (const bare_row& row : rows_) {
      by.add(row.body);
      const digest::bytes content = by.finish();
      by.add(head);
      by.add(view(content));
      by.add(view(before));
      before = by.finish();
    }
    if (before == digest::bytes{}) give_up("no digest");
  }
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  [[nodiscard]] const auto& subjects() const { return subjects_; }

private:
  void read_tables(bare_database& from) {
    sqlite3_stmt* const schema =
        from.prepare("SELECT sql FROM sqlite_schema WHERE sql NOTNULL ORDER BY rowid");
    while (sqlite3_step(schema) == SQLITE_ROW) tables_.emplace_back(bytes_of(schema, 0));
    sqlite3_finalize(schema);
  }

  std::vector<std::string> tables_;
  std::vector<std::pair<std::int64_t, std::string>> subjects_;
  std::vector<bare_row> rows_;
};

// An ordered scan of all facts, every column read, and an upsert of every score.
void scan_and_upsert(bare_database& file, const bare_import& rows) {
  sqlite3_stmt* const scan =
      file.prepare("SELECT subject, entry, body FROM fact ORDER BY subject, entry");
  sqlite3_stmt* const upsert = file.prepare(
      "INSERT INTO score (subject_id, subject, first_day, last_day, stale, body) VALUES (?, ?, ?, "
      "?, 0, ?) ON CONFLICT (subject_id) DO UPDATE SET subject = excluded.subject, first_day = "
      "excluded.first_day, last_day = excluded.last_day, stale = 0, body = excluded.body");
  const std::string body(150, 'b');
  std::uint64_t sum = 0;
  file.run("BEGIN IMMEDIATE");
  while (sqlite3_step(scan) == SQLITE_ROW) {
    sum += static_cast<std::uint64_t>(sqlite3_column_int64(scan, 0)) +
           static_cast<std::uint64_t>(sqlite3_column_int64(scan, 1)) + bytes_of(scan, 2).size();
  }
  for (const auto& [key, id] : rows.subjects()) {
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

class reads {
public:
  reads(const std::string& path, const bare_import& rows)
      : store_(must(store::open(path))), bare_(path), rows_(rows) {
    question_.as_of = day;
    select_ =
        bare_.prepare("SELECT first_day, last_day, stale, body FROM score WHERE subject_id = ?");
  }
  ~reads() { sqlite3_finalize(select_); }
  reads(const reads&) = delete;
  reads& operator=(const reads&) = delete;

  void measure(measurements& into) {
    constexpr double count = 20000;
    into.add(
        "cached score, a transaction each", [&] { ours(count); }, count);
    into.add(
        "bare SELECT, autocommit", [&] { bare(count); }, count);
    must(store_.begin_snapshot());
    bare_.run("BEGIN");
    into.add(
        "cached score, in a snapshot", [&] { ours(count); }, count);
    into.add(
        "bare SELECT, in a transaction", [&] { bare(count); }, count);
    bare_.run("COMMIT");
    store_.end_snapshot();
  }

private:
  [[nodiscard]] const std::string& id(int i) const {
    return rows_.subjects()[static_cast<std::size_t>(i) * 7919 % rows_.subjects().size()].second;
  }
  void ours(double count) {
    for (int i = 0; i < static_cast<int>(count); ++i) {
      const store_score found = must(store_.score(id(i), question_));
      if (!found.from_cache) give_up("a score was not in the cache");
    }
  }
  void bare(double count) {
    for (int i = 0; i < static_cast<int>(count); ++i) {
      bind_text(select_, 1, id(i));
      if (sqlite3_step(select_) != SQLITE_ROW) give_up("a score is missing");
      if (sqlite3_column_int64(select_, 0) + sqlite3_column_int64(select_, 1) == 0 ||
          sqlite3_column_int64(select_, 2) != 0 || bytes_of(select_, 3).empty()) {
        give_up("a score is empty");
      }
      sqlite3_reset(select_);
    }
  }

  store store_;
  bare_database bare_;
  const bare_import& rows_;
  question question_;
  sqlite3_stmt* select_ = nullptr;
};

// Adds to a store that is kept open, as a city's is: by then SQLite writes its log over
// and over again, so that no append of it is one of the file. Its copying of the log into
// the file is in these times.
class adds {
public:
  adds(const fs::path& folder, const std::string& path, const bare_import& rows)
      : store_(must(store::open(path))),
        rows_(rows),
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
      const std::size_t whose = added_++ * 7919 % rows_.subjects().size();
      if (must(store_.add(rows_.subjects()[whose].second, std::span(&one, 1))).records_new != 1) {
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
  const bare_import& rows_;
  std::string raw_;
  int file_;
  std::size_t added_ = 0;
};

int run(std::uint64_t subjects, int rounds, const fs::path& folder) {
  fs::create_directories(folder);
  const city people(folder, subjects);
  const std::string path = folder / "ours.db";
  const std::string bare_path = folder / "bare.db";
  import(people, path);
  const bare_import rows(path);
  std::printf("%zu entries: %llu subjects, %llu rows of records; %d rounds\n", rows.rows(),
              static_cast<unsigned long long>(people.made().subjects),
              static_cast<unsigned long long>(people.made().records), rounds);
  measurements times;
  for (int round = 0; round < rounds; ++round) {
    times.add("import from CSV", [&] { import(people, path); });
    times.add("bare inserts of the same rows", [&] { rows.write(bare_path); });
    times.add("digests of the same rows", [&] { rows.digest(); });
    {
      store opened = must(store::open(path));
      bare_database bare(bare_path);
      refresh_options how;
      how.as_of = day;
      times.add("refresh of everybody", [&] { must(opened.refresh(how)); });
      times.add("bare scan of the facts and upsert of the scores",
                [&] { scan_and_upsert(bare, rows); });
    }
    reads(path, rows).measure(times);
  }
  {
    adds one_by_one(folder, path, rows);
    for (int round = 0; round < rounds; ++round) one_by_one.measure(times);
  }
  const auto entries = static_cast<double>(rows.rows());
  const auto persons = static_cast<double>(rows.subjects().size());
  for (const char* name :
       {"import from CSV", "bare inserts of the same rows", "digests of the same rows"}) {
    times.tell(name, entries, "entries");
  }
  for (const char* name :
       {"refresh of everybody", "bare scan of the facts and upsert of the scores"}) {
    times.tell(name, persons, "people");
  }
  for (const char* name : {"cached score, a transaction each", "bare SELECT, autocommit",
                           "cached score, in a snapshot", "bare SELECT, in a transaction",
                           "add of one record, durable", "append of 4 KiB and fdatasync"}) {
    times.tell(name, 1, "");
  }
  std::printf("\n");
  times.tell_ratio("bare inserts of the same rows", "import from CSV");
  std::printf("  the same without what the digests take: %.2f\n",
              times.median("bare inserts of the same rows") /
                  (times.median("import from CSV") - times.median("digests of the same rows")));
  times.tell_ratio("refresh of everybody", "bare scan of the facts and upsert of the scores");
  times.tell_ratio("cached score, a transaction each", "bare SELECT, autocommit");
  times.tell_ratio("cached score, in a snapshot", "bare SELECT, in a transaction");
  times.tell_ratio("bare SELECT, autocommit", "cached score, in a snapshot");
  times.tell_ratio("append of 4 KiB and fdatasync", "add of one record, durable");
  times.tell_ratio("append of four frames and fdatasync", "add of one record, durable");
  fs::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace chengxin::bench

int main(int argc, char** argv) {
  std::uint64_t subjects = 20000;
  int rounds = 7;
  std::string folder = (std::filesystem::temp_directory_path() / "chengxin-store-bench").string();
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--subjects") subjects = std::stoull(argv[i + 1]);
    if (name == "--rounds") rounds = std::stoi(argv[i + 1]);
    if (name == "--folder") folder = argv[i + 1];
  }
  return chengxin::bench::run(subjects, rounds, folder);
}
