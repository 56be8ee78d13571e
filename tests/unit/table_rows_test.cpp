// Rows that become columns as they are read: the same scores, counts and bad rows as of
// records, whatever stands in their cells, however they are cut into pieces.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/population_scores.hpp"
#include "population_fixture.hpp"

namespace {

using namespace rows_fixture;
using io::row_format;

const date the_day = date::of(2026, 6, 30);

class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t most) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % most;
  }

private:
  std::uint64_t state_;
};

// A batch knows all texts of it beforehand, and an attribute is required.
rulebook closed_book() {
  rulebook book = small_book();
  book.subject_attributes.clear();
  book.categories[0].attributes[2].values = {"here", "there"};
  book.categories[1].providers = {"court", "a provider of a longer name"};
  book.categories.push_back(category_of("given", nature::good));
  book.categories[2].attributes = {attribute_of("hours", value_type::integer)};
  book.categories[2].attributes[0].required = true;
  book.categories[2].attributes[0].max = 50;
  book.categories[2].origins.insert(origin::usage);
  book.rules.push_back(rule_of("R3", "positive", "given", points::whole(3)));
  book.rules.back().categories = {"given"};
  return book;
}

using lists = std::vector<std::vector<std::string>>;

const std::string header_of_all =
    "record_id,subject_id,category,provider,occurred_on,expires_on,origin,status,repaired_on,"
    "corrected_on,service_on,conduct_on,matter,attributes.hours,attributes.place,"
    "attributes.since,attributes.amount,attributes.nothing\n";

// The cells of one row in the order of that header, the second aside; those that are usual
// come first.
const lists all_cells = {{"volunteer", "late", "given", "penalty", "other"},
                         {"court", "a provider of a longer name", "p", "\"p, q\"", "\"\"", "\xFF"},
                         {"2026-01-05", "2025-12-31", "2026-06-30", "2026-07-01", "2026-02-30"},
                         {"", "2026-06-30", "2024-01-01"},
                         {"platform", "usage", "self_declared", "elsewhere"},
                         {"active", "disputed", "revoked", "repaired", "Active"},
                         {"", "2026-03-01", "2020-01-01", "x"},
                         {"", "2026-03-02"},
                         {"", "2026-03-03"},
                         {"", "2026-03-04", "0"},
                         {"", "m1", "m2"},
                         {"", "3", "51", "9000", "-3", "03", "99999999999", "\"4\""},
                         {"", "here", "there", "elsewhere"},
                         {"", "2026-01-01", "soon"},
                         {"", "1.5", "x"},
                         {"", "1"}};

const std::string header_of_few =
    "record_id,subject_id,category,provider,occurred_on,origin,status,repaired_on,"
    "attributes.hours\n";
const std::vector<std::size_t> few = {0, 1, 2, 4, 5, 6, 11};

struct city {
  std::string subjects, records;
};

// `strange`: one cell in so many is not its list's first.
city city_of(std::uint64_t seed, bool has_few, std::size_t strange) {
  dice any(seed);
  city made;
  made.subjects = "subject_id,residency,capacity,birth_date\n";
  made.records = has_few ? header_of_few : header_of_all;
  const std::string end = seed % 2 == 0 ? "\n" : "\r\n";
  for (int s = 0; s < 150; ++s) {
    const std::string subject = "subject-" + std::to_string(s);
    if (s % 20 != 7) made.subjects += subject + ",registered,full,1980-01-01\n";
    for (std::size_t r = any.below(s % 25 == 3 ? 60 : 9); r > 0; --r) {
      const std::size_t number = any.below(40) == 0 ? 1 : r;
      made.records += "record-" + std::to_string(s) + '-' + std::to_string(number) + ',' + subject;
      for (std::size_t k = 0; k < (has_few ? few.size() : all_cells.size()); ++k) {
        const auto& list = all_cells[has_few ? few[k] : k];
        (made.records += ',') += list[any.below(strange) == 0 ? any.below(list.size()) : 0];
      }
      made.records += end;
      if (any.below(100) == 0) made.records += end;
    }
  }
  return made;
}

std::string scores_by(const engine& with, const city& of, const io::read_options& options,
                      bool stable) {
  const auto read = rows_fixture::read(of.subjects, of.records, row_format::csv, options, with);
  EXPECT_TRUE(read) << read.failure().message;
  const io::population_scores scores(with, *read, the_day, stable);
  io::population_scores::worker worker(scores);
  std::string out;
  worker.append(0, read->size(), out);
  return out + std::to_string(read->record_count()) + " records\n" +
         std::to_string(read->bad_row_count()) + " bad rows\n" + io::rejects_csv(read->bad_rows());
}

void expect_same(const engine& with, const city& of) {
  for (const bool stable : {false, true}) {
    const std::string all_kept = scores_by(with, of, {}, stable);
    io::read_options options;
    options.scored = io::scored_as_read{the_day, stable};
    for (const std::int32_t threads : {1, 2, 3}) {
      for (const std::size_t piece : {1U, 64U, 700U, 5000U, 1000000U}) {
        options.threads = threads;
        options.piece = piece;
        ASSERT_EQ(scores_by(with, of, options, stable), all_kept)
            << "pieces of " << piece << ", threads " << threads;
      }
    }
  }
}

TEST(TableRows, CitiesOfStrangeCells) {
  const engine with = engine_for(closed_book());
  for (std::uint64_t seed = 1; seed < 9; ++seed) {
    const std::size_t strange = std::size_t{3} << seed % 4;
    expect_same(with, city_of(seed, seed % 3 == 0, strange));
  }
}

// Without matters, further days and limits nothing is left to the engine but duplicates.
TEST(TableRows, CitiesOfOneTable) {
  rulebook book = closed_book();
  for (category& it : book.categories) it.matter = false;
  const engine with = engine_for(std::move(book));
  for (std::uint64_t seed = 20; seed < 26; ++seed) expect_same(with, city_of(seed, true, 6));
}

// A row in quotes begins the records of somebody after another whose ids occur twice.
TEST(TableRows, ARecordInQuotesAfterDuplicates) {
  const engine with = engine_for(closed_book());
  city of{"subject_id,residency,capacity,birth_date\n", header_of_few};
  const std::string end = ",2026-01-05,platform,active,,";
  for (int s = 0; s < 300; ++s) {
    const std::string id = "s" + std::to_string(s);
    of.subjects += id + ",registered,full,1980-01-01\n";
    const bool is_after = s % 2 != 0;
    // Of one line with quotes, and of two, which libcsv reads.
    const std::string in_quotes = s % 4 == 1 ? "\"p\"" : "\"p\nq\"";
    of.records += "a," + id + ",given," + (is_after ? in_quotes : "p") + end + "4\n";
    if (is_after) continue;
    of.records += "b," + id + ",given,p" + end + "\n";
    of.records += "a," + id + ",given,p" + end + "\n";
  }
  expect_same(with, of);
}

// A required attribute that the file has no column of: no record of the category counts.
TEST(TableRows, ARequiredAttributeThatIsNoColumn) {
  const engine with = engine_for(closed_book());
  city of = city_of(30, true, 5);
  std::string records;
  for (std::size_t at = 0; at < of.records.size();) {
    const std::size_t end = of.records.find('\n', at);
    const std::string line = of.records.substr(at, end - at);
    records += line.substr(0, line.rfind(',')) + '\n';
    at = end + 1;
  }
  of.records = records;
  expect_same(with, of);
}

}  // namespace
