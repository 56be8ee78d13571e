// A made-up city in a store, and the same tables and rows to be written by hand.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bare_store.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/synthesis.hpp"
#include "chengxin/store.hpp"
#include "measurements.hpp"

namespace chengxin::bench {

class city {
public:
  city(const std::filesystem::path& folder, std::uint64_t subjects) : folder_(folder) {
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
  [[nodiscard]] const io::synthesis_summary& made() const { return made_; }

  /// Makes a store and imports everything.
  void import_into(const std::string& path) const {
    remove_store(path);
    store made = must(store::create(path));
    const auto people = must(io::open_file(subjects_file()));
    const auto facts = must(io::open_file(records_file()));
    must(made.import({people.get(), io::row_format::csv}, {facts.get(), io::row_format::csv}));
  }

  static void remove_store(const std::string& path) {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending);
  }

private:
  [[nodiscard]] std::string subjects_file() const { return folder_ / "subjects.csv"; }
  [[nodiscard]] std::string records_file() const { return folder_ / "records.csv"; }

  std::filesystem::path folder_;
  io::synthesis_summary made_;
};

/// The residents of a store, in the order of their keys.
using residents = std::vector<std::pair<std::int64_t, std::string>>;

[[nodiscard]] inline residents residents_of(const std::string& path) {
  residents all;
  bare_database from(path);
  sqlite3_stmt* const people = from.prepare("SELECT key, subject_id FROM subject ORDER BY key");
  while (sqlite3_step(people) == SQLITE_ROW) {
    all.emplace_back(sqlite3_column_int64(people, 0), bytes_of(people, 1));
  }
  sqlite3_finalize(people);
  return all;
}

/// The tables and rows of a store, to be written by hand with constant digests.
class bare_import {
public:
  bare_import(const std::string& path, const residents& of) : residents_(of) {
    bare_database from(path);
    sqlite3_stmt* const schema =
        from.prepare("SELECT sql FROM sqlite_schema WHERE sql NOTNULL ORDER BY rowid");
    while (sqlite3_step(schema) == SQLITE_ROW) tables_.emplace_back(bytes_of(schema, 0));
    sqlite3_finalize(schema);
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
    city::remove_store(path);
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
    for (const row& it : rows_) {
      while (next_subject < residents_.size() && residents_[next_subject].first <= it.subject &&
             it.kind == 1) {
        bind(person, 1, residents_[next_subject].first);
        bind_text(person, 2, residents_[next_subject].second);
        step_to_end(person);
        ++next_subject;
      }
      bind(entry, 1, it.position);
      bind(entry, 2, 1'700'000'000'000);
      bind(entry, 3, it.kind);
      bind(entry, 4, it.subject);
      bind_blob(entry, 5, digest);
      step_to_end(entry);
      bind(fact, 1, it.subject);
      bind(fact, 2, it.position);
      bind_blob(fact, 3, it.body);
      step_to_end(fact);
    }
    to.run("COMMIT");
    for (sqlite3_stmt* it : {person, entry, fact}) sqlite3_finalize(it);
  }

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }

private:
  struct row {
    std::int64_t subject;
    std::int64_t position;
    std::int64_t kind;
    std::string body;
  };

  const residents& residents_;
  std::vector<std::string> tables_;
  std::vector<row> rows_;
};

}  // namespace chengxin::bench
