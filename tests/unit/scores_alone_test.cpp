// Populations that are read for their scores alone: the same scores, counts and bad rows as
// of those whose records are all kept, in whatever order the records stand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/population_scores.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/synthesis.hpp"
#include "population_fixture.hpp"
#include "rulebook_files.hpp"

namespace {

using namespace rows_fixture;
using io::row_format;

const date the_day = date::of(2026, 6, 30);

struct city {
  std::string subjects, records;
};

city make_city(const engine& with, row_format format, std::uint64_t seed) {
  io::synthesis_options options;
  options.subjects = 150;
  options.seed = seed;
  options.format = format;
  options.bad_rows = 2;
  city made;
  const auto keep_in = [](std::string& text) {
    return [&text](std::string_view bytes) {
      text += bytes;
      return std::optional<error>();
    };
  };
  EXPECT_TRUE(io::synthesize(with, options, keep_in(made.subjects), keep_in(made.records)));
  return made;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

// The same rows in the order of a chance; the header, where there is one, stays.
std::string shuffled(const std::string& text, bool has_header) {
  std::vector<std::string> lines = lines_of(text);
  std::uint64_t state = 7;
  const std::size_t first = has_header ? 1 : 0;
  for (std::size_t i = lines.size(); i > first + 1; --i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    std::swap(lines[i - 1], lines[first + (state >> 33U) % (i - first)]);
  }
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

// A row of somebody early in the file stands at its end.
std::string with_a_stray(const std::string& text, bool has_header) {
  std::vector<std::string> lines = lines_of(text);
  const auto row = lines.begin() + (has_header ? 3 : 2);
  std::rotate(row, row + 1, lines.end());
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::string scores_of(const engine& with, const io::population& of, date day, bool stable) {
  const io::population_scores scores(with, of, day, stable);
  io::population_scores::worker worker(scores);
  std::string out;
  for (std::size_t s = 0; s < of.size(); s += 50) {
    worker.append(s, std::min(s + 50, of.size()), out);
  }
  return out + std::to_string(of.record_count()) + " records\n" +
         std::to_string(of.bad_row_count()) + " bad rows\n" + io::rejects_csv(of.bad_rows());
}

std::string scores_by(const engine& with, const city& of, row_format format,
                      const io::read_options& options, date day, bool stable) {
  const auto read = rows_fixture::read(of.subjects, of.records, format, options, with);
  EXPECT_TRUE(read);
  return scores_of(with, *read, day, stable);
}

void expect_same(const engine& with, const city& of, row_format format, date day) {
  for (const bool stable : {false, true}) {
    const std::string all_kept = scores_by(with, of, format, {}, day, stable);
    io::read_options options;
    options.scored = io::scored_as_read{day, stable};
    for (const std::int32_t threads : {1, 3}) {
      for (const std::size_t piece : {300U, 5000U, 1000000U}) {
        options.threads = threads;
        options.piece = piece;
        ASSERT_EQ(scores_by(with, of, format, options, day, stable), all_kept)
            << with.book().id << ", pieces of " << piece << ", threads " << threads;
      }
    }
  }
}

std::vector<engine> engines() {
  std::vector<engine> made{small_engine()};
  const auto add = [&](std::string_view json) {
    const io::loaded_rulebook loaded = io::load_rulebook(json);
    ASSERT_TRUE(loaded.book);
    result<engine> compiled = engine::compile(loaded.book);
    ASSERT_TRUE(compiled);
    made.push_back(*std::move(compiled));
  };
  add(io::builtin_rulebook_json());
  for (const std::string& name : json_files_of("good_rulebooks")) {
    add(content_of(test_data("good_rulebooks") / (name + ".json")));
  }
  return made;
}

TEST(ScoresAlone, CitiesOfEveryRulebook) {
  std::uint64_t seed = 1;
  for (const engine& with : engines()) {
    const std::optional<date> until = with.book().effective_until;
    const date first = std::max(with.book().effective_from, date::of(2026, 2, 28));
    const date day = until ? std::min(first, *until) : first;
    for (const row_format format : {row_format::csv, row_format::jsonl}) {
      const bool is_csv = format == row_format::csv;
      const city sorted = make_city(with, format, ++seed);
      expect_same(with, sorted, format, day);
      expect_same(with, {sorted.subjects, shuffled(sorted.records, is_csv)}, format, day);
      expect_same(with, {sorted.subjects, with_a_stray(sorted.records, is_csv)}, format, day);
    }
  }
}

engine closed_engine() {
  rulebook book = small_book();
  book.categories[0].attributes = {attribute_of("hours", value_type::integer)};
  return engine_for(std::move(book));
}

const std::string header =
    "record_id,subject_id,category,provider,occurred_on,origin,status,attributes.hours\n";

std::string row(const std::string& id, const std::string& subject, const std::string& provider) {
  return id + "," + subject + ",volunteer," + provider + ",2026-01-05,platform,active,\n";
}

city adults(std::size_t count) {
  city made;
  made.subjects = "subject_id,residency,capacity,birth_date\n";
  for (std::size_t s = 0; s < count; ++s) {
    made.subjects += "s" + std::to_string(s) + ",registered,full,1980-01-01\n";
  }
  made.records = header;
  return made;
}

// SPECIFICATION 2: an id counts once for each subject, wherever its rows stand.
TEST(ScoresAlone, AnIdThatOccursTwice) {
  const engine with = closed_engine();
  city of = adults(40);
  for (std::size_t s = 0; s < 40; ++s) {
    const std::string id = "s" + std::to_string(s);
    of.records += row("a", id, "p") + row("b", id, "p") + row("a", id, "p");
    if (s % 3 == 0) of.records += row("b", id, "\"p, q\"") + row("c", id, "\"p\"");
  }
  expect_same(with, of, row_format::csv, the_day);
  of.records += row("a", "s3", "p") + row("d", "s3", "p");
  expect_same(with, of, row_format::csv, the_day);
}

// Rows that go over ends of lines: what stands in quotes looks like rows, and is none.
TEST(ScoresAlone, RowsWithinQuotes) {
  const engine with = closed_engine();
  city of = adults(30);
  for (std::size_t s = 0; s < 30; ++s) {
    const std::string id = "s" + std::to_string(s);
    if (s == 9) {
      std::string text = "\"\n";
      for (int n = 0; n < 40; ++n) text += row("x" + std::to_string(n), "s29", "p");
      of.records += row("q", id, text + row("y", "s28", "p") + row("y", "s27", "p") + "\"");
    }
    if (s < 27) of.records += row("a", id, "p") + row("b", id, "p");
  }
  expect_same(with, of, row_format::csv, the_day);
  of.records += row("z", "s28", "\"never closed\n") + row("z", "s29", "p");
  expect_same(with, of, row_format::csv, the_day);
}

// Nothing but what can be read a second time is scored while it is read.
class once final : public io::source {
public:
  explicit once(std::string_view text) : text_(text) {}
  result<std::size_t> read(char* into, std::size_t size) override {
    const std::size_t got = text_.copy(into, size);
    text_.remove_prefix(got);
    return got;
  }
  std::string_view name() const noexcept override { return "-"; }

private:
  std::string_view text_;
};

TEST(ScoresAlone, WhatCanBeReadOnceOnly) {
  const engine with = closed_engine();
  city of = adults(20);
  for (std::size_t s = 0; s < 40; ++s) {
    of.records += row("a" + std::to_string(s), "s" + std::to_string(s % 20), "p");
  }
  once subjects(of.subjects), records(of.records);
  io::read_options options;
  options.scored = io::scored_as_read{the_day, false};
  const auto read =
      io::read_population(with, subjects, row_format::csv, records, row_format::csv, options);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->records(3).size(), 2U);
  std::string alone = scores_of(with, *read, the_day, false);
  EXPECT_EQ(alone, scores_by(with, of, row_format::csv, {}, the_day, false));
}

TEST(ScoresAlone, NobodysRecords) {
  const engine with = closed_engine();
  expect_same(with, adults(300), row_format::csv, the_day);
  expect_same(with, adults(0), row_format::csv, the_day);
}

}  // namespace
