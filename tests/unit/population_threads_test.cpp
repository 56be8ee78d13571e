// Populations read by several threads in pieces of any size, and scored by a batch: the
// same as by one thread, and as by the engine one by one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/population_scores.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/synthesis.hpp"
#include "population_fixture.hpp"
#include "rulebook_files.hpp"

namespace {

using namespace rows_fixture;
using io::row_format;

io::population read_by(const engine& with, std::string_view subjects, std::string_view records,
                       row_format format, std::int32_t threads, std::size_t piece,
                       const io::read_progress& progress = {}) {
  io::read_options options;
  options.threads = threads;
  options.piece = piece;
  options.progress = progress;
  auto read = rows_fixture::read(subjects, records, format, options, with);
  EXPECT_TRUE(read) << read.failure().message;
  return *std::move(read);
}

void append_value(std::string& out, const value& given) {
  if (given.is_absent()) out += "-";
  if (given.is_unreadable()) out += "?";
  if (!given.is_present()) return;
  switch (given.type()) {
    case value_type::integer: out += std::to_string(given.integer()); break;
    case value_type::number: out += std::to_string(given.number()); break;
    case value_type::string: out += given.string(); break;
    case value_type::boolean: out += given.boolean() ? "true" : "false"; break;
    case value_type::date: out += to_string(given.day()); break;
  }
}

// All that a population says.
std::string told(const engine& with, const io::population& of) {
  std::string out = std::to_string(of.record_count()) + " records\n";
  for (std::size_t s = 0; s < of.size(); ++s) {
    out += of.subject(s).subject_id;
    for (const prepared_record& it : of.records(s)) {
      for (const std::string_view text : {it.record_id, it.category_id, it.provider, it.matter}) {
        out += ' ';
        out += text;
      }
      for (const date day :
           {it.occurred_on, it.expires_on, it.repaired_on, it.steps[0], it.steps[1], it.steps[2]}) {
        out += ' ' + std::to_string(day.days);
      }
      out += ' ' + std::to_string(it.category) + ' ' + std::string(name_of(it.standing));
      out += it.undeclared_attribute ? " undeclared" : "";
      out += std::to_string(static_cast<int>(it.origin) * 10 + static_cast<int>(it.status));
      if (it.category < with.book().categories.size()) {
        const std::size_t slots = with.book().categories[it.category].attributes.size();
        for (std::size_t a = 0; a < slots; ++a) append_value(out += ' ', it.attributes[a]);
      }
      out += ';';
    }
    out += '\n';
  }
  return out + std::to_string(of.bad_row_count()) + " bad rows\n" + io::rejects_csv(of.bad_rows());
}

const std::string subjects_csv =
    "subject_id,residency,capacity\ns1,none,full\ns2,none,full\ns3,none,full\n";
const std::string records_header =
    "record_id,subject_id,category,provider,occurred_on,origin,status,attributes.place\n";

// Rows that go over ends of lines, quotes that are wrong or never closed, blank lines, both
// ends of lines, no last one, and rows longer than pieces.
TEST(PopulationThreads, PiecesOfAnySize) {
  const std::string row = ",volunteer,p,2026-01-05,platform,active,";
  const std::string odd = "a,s3" + row + "\"on\ntwo, \"\"or\"\"\r\n\nmore\"\r\n" + "b,s1" + row +
                          "plain\n\n\r\nc,s3" + row + "wrong\"quote\n" + "\"d\"" + ",s1" + row +
                          "\"x\"y\n" + "e,s2" + row + "\xff\ne,nobody" + row + "\n" +
                          "f,s1,volunteer,p,2026-02-30,,,\n" + "g,s2" + row +
                          std::string(300, 'z') + "\n" + "a,s3" + row + "again\n";
  const std::vector<std::string> ends = {"", "\n\n\n", "h,s1" + row + "no end",
                                         "h,s1" + row + "\"never closed\ni,s1" + row + "\n",
                                         "h,s1" + row + "\"\n\n\n\n"};
  for (const std::string& end : ends) {
    const std::string records = "\xef\xbb\xbf" + records_header + odd + end;
    const std::string one = told(
        small_engine(), read_by(small_engine(), subjects_csv, records, row_format::csv, 1, 4096));
    for (std::size_t piece = 1; piece < records.size() + 2; ++piece) {
      for (const std::int32_t threads : {2, 5}) {
        const io::population many =
            read_by(small_engine(), subjects_csv, records, row_format::csv, threads, piece);
        ASSERT_EQ(told(small_engine(), many), one) << "pieces of " << piece << ", end " << end;
      }
    }
  }
}

TEST(PopulationThreads, RowsThatAreTooLong) {
  const std::string row = "\",s1,volunteer,p,2026-01-05,platform,active,\n";
  std::string records = records_header + "a,s1,volunteer,p,2026-01-05,platform,active,\n\"";
  for (std::size_t i = 0; i < (std::size_t{3} << 20U) / 8; ++i) records += "1234567\n";
  records += row + "b,s2,volunteer,p,2026-01-05,platform,active,\n";
  const std::string one = told(
      small_engine(), read_by(small_engine(), subjects_csv, records, row_format::csv, 1, 4096));
  EXPECT_NE(one.find("row_too_long"), std::string::npos);
  for (const std::size_t piece : {std::size_t{70000}, std::size_t{1} << 20U}) {
    EXPECT_EQ(told(small_engine(),
                   read_by(small_engine(), subjects_csv, records, row_format::csv, 3, piece)),
              one);
  }
}

TEST(PopulationThreads, RefusedFilesAreRefusedAlike) {
  for (const std::string header :
       {"record_id\n", "\"record_id\n", "\n", "", "record_id,record_id\n", "nothing\nx\ny\n"}) {
    io::read_options options;
    const auto one = rows_fixture::read(subjects_csv, header, row_format::csv, options);
    options.threads = 3;
    options.piece = 8;
    const auto many = rows_fixture::read(subjects_csv, header, row_format::csv, options);
    ASSERT_FALSE(one);
    ASSERT_FALSE(many);
    EXPECT_EQ(many.failure().code, one.failure().code);
    EXPECT_EQ(many.failure().message, one.failure().message);
  }
}

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

// The same rows in another order; the header, where there is one, stays.
std::string shuffled(const std::string& text, bool has_header) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  std::uint64_t state = 7;
  for (std::size_t i = lines.size(); i > (has_header ? 2U : 1U); --i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const std::size_t first = has_header ? 1 : 0;
    std::swap(lines[i - 1], lines[first + (state >> 33U) % (i - first)]);
  }
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::string one_by_one(const engine& with, const io::population& of, date day, bool stable) {
  std::string out;
  assessment today, later;
  for (std::size_t s = 0; s < of.size(); ++s) {
    EXPECT_TRUE(with.assess(of.subject(s), of.records(s), day, depth::figures, today));
    std::optional<date> until;
    if (stable) until = with.stable_through(of.subject(s), of.records(s), today, later);
    io::append_score_row(out, with, of.subject(s), today, stable ? &until : nullptr);
  }
  return out;
}

std::string by_batch(const engine& with, const io::population& of, date day, bool stable,
                     std::size_t chunk) {
  const io::population_scores scores(with, of, day, stable);
  io::population_scores::worker worker(scores);
  std::string out;
  for (std::size_t s = 0; s < of.size(); s += chunk) {
    worker.append(s, std::min(s + chunk, of.size()), out);
  }
  return out;
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

// SPECIFICATION 7: cities of every rulebook, bad rows included, sorted and not.
TEST(PopulationThreads, CitiesAreReadAndScoredAlike) {
  std::uint64_t seed = 1;
  for (const engine& with : engines()) {
    const std::optional<date> until = with.book().effective_until;
    const date first = std::max(with.book().effective_from, date::of(2026, 2, 28));
    const date day = until ? std::min(first, *until) : first;
    for (const row_format format : {row_format::csv, row_format::jsonl}) {
      city made = make_city(with, format, ++seed);
      for (const bool sorted : {true, false}) {
        if (!sorted) made.records = shuffled(made.records, format == row_format::csv);
        const io::population one = read_by(with, made.subjects, made.records, format, 1, 4096);
        const std::string expected = told(with, one);
        const std::string figures = one_by_one(with, one, day, false);
        const std::string stable = one_by_one(with, one, day, true);
        EXPECT_GT(one.bad_row_count(), 0U);
        for (const std::size_t piece : {500U, 20000U}) {
          const io::population many = read_by(with, made.subjects, made.records, format, 3, piece);
          ASSERT_EQ(told(with, many), expected) << with.book().id;
          ASSERT_EQ(by_batch(with, many, day, false, 7), figures) << with.book().id;
          ASSERT_EQ(by_batch(with, many, day, true, 64), stable) << with.book().id;
        }
      }
    }
  }
}

TEST(PopulationThreads, ProgressIsToldToTheEnd) {
  const city made = make_city(small_engine(), row_format::csv, 3);
  std::uint64_t last = 0, total = 0;
  const auto progress = [&](std::uint64_t done, std::uint64_t all) {
    EXPECT_LE(last, done);
    last = done;
    total = all;
  };
  read_by(small_engine(), made.subjects, made.records, row_format::csv, 1, 1000, progress);
  EXPECT_EQ(total, made.subjects.size() + made.records.size());
  EXPECT_EQ(last, total);
  last = 0;
  read_by(small_engine(), made.subjects, made.records, row_format::csv, 3, 1000, progress);
  EXPECT_GT(last, made.subjects.size());
  EXPECT_LE(last, total);
}

}  // namespace
