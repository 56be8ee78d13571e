// Cached scores: whatever happens in whatever order, a score that is read is the one
// that computing gives.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/io/synthesis.hpp"
#include "happenings.hpp"
#include "small_store.hpp"

namespace {

using namespace small_store;

/// All that a score says.
std::string written(const result<store_score>& found) {
  if (!found) return found.failure().code;
  std::string made = to_string(found->as_of) + ' ' + std::string(found->fingerprint.substr(0, 8)) +
                     " through " +
                     (found->stable_through ? to_string(*found->stable_through) : "for ever");
  if (!found->eligible) return made + " not eligible";
  made += ' ' + std::to_string(found->score) + ' ' + to_string(found->total) + ' ' +
          std::string(found->tier);
  for (const dimension_value& it : found->dimensions) {
    made += ' ' + std::string(it.id) + '=' + to_string(it.value);
  }
  return made;
}

std::string all_scores(store& of, const question& asked) {
  std::string made;
  const result<std::uint64_t> left_out = of.scores(asked, true, [&](std::string_view bytes) {
    made += bytes;
    return true;
  });
  return left_out ? made : left_out.failure().code;
}

class Cache : public Happenings {
protected:
  /// The same question to the store that keeps scores and to one that computes.
  void compare(dice& cast, store& other) {
    static constexpr std::string_view days[] = {"2026-05-30", "2026-06-15", "2026-06-19",
                                                "2026-06-20", "2026-07-31", "2026-08-01",
                                                "2026-09-03", "2027-03-01", "2028-01-01"};
    const std::string_view id = cast.of(people);
    question asked;
    if (!cast.one_in(3)) asked.as_of = day(cast.of(days));
    const result<store_score> kept = city().score(id, asked);
    EXPECT_EQ(written(kept), written(other.score(id, {asked.as_of, now_})));
    if (kept && kept->from_cache) ++hits_;
  }

  int hits_ = 0;
};

// STORE 3.1, 3.2
TEST_F(Cache, AnswersWhatComputingWouldWhateverHappens) {
  std::uint64_t missed[4] = {};  // absent, newer data, past stable_through, other rulebook
  for (std::uint64_t seed = 1; seed <= 12 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    dice cast(seed);
    begin_anew();
    store other = reopen();
    for (int step = 0; step < 250 && !HasFailure(); ++step) {
      SCOPED_TRACE(step);
      later();
      if (cast.one_in(3)) act(cast);
      compare(cast, other);
    }
    EXPECT_EQ(all_scores(city(), {}), all_scores(other, {std::nullopt, now_}));
    const verification whole = value_of(city().verify());
    EXPECT_TRUE(whole.ok) << whole.why;
    const store_statistics counted = value_of(city().statistics());
    missed[0] += counted.absent;
    missed[1] += counted.newer_data;
    missed[2] += counted.past_stable_through;
    missed[3] += counted.other_rulebook;
  }
  expect_every_kind();
  EXPECT_GT(hits_, 600);
  for (const std::uint64_t times : missed) EXPECT_GT(times, 0U);
}

// STORE 3.5, 3.6
TEST_F(Cache, CountsHitsAndWhyItMissed) {
  subjects(adult("ann"));
  records(drink_driving());
  EXPECT_FALSE(value_of(city().score("ann")).from_cache);  // absent
  EXPECT_TRUE(value_of(city().score("ann")).from_cache);
  records(drink_driving("r2"));
  EXPECT_FALSE(value_of(city().score("ann")).from_cache);  // newer data
  EXPECT_TRUE(value_of(city().score("ann")).from_cache);
  const date last = *value_of(city().score("ann")).stable_through;  // a hit
  EXPECT_TRUE(value_of(city().score("ann", {last, std::nullopt})).from_cache);
  EXPECT_FALSE(value_of(city().score("ann", {last + 1, std::nullopt})).from_cache);
  EXPECT_FALSE(value_of(city().score("ann", {last, std::nullopt})).from_cache);  // before it
  value_of(city().add_rulebook(changed_book().version("2026.2").text()));
  EXPECT_FALSE(value_of(city().score("ann", {last, std::nullopt})).from_cache);
  EXPECT_FALSE(value_of(city().score("ann", {last, now_})).from_cache);  // not even looked for
  const store_statistics counted = value_of(city().statistics());
  EXPECT_EQ(counted.hits, 4U);
  EXPECT_EQ(counted.absent, 1U);
  EXPECT_EQ(counted.newer_data, 1U);
  EXPECT_EQ(counted.past_stable_through, 2U);
  EXPECT_EQ(counted.other_rulebook, 1U);
  EXPECT_EQ(counted.cached_scores, 1U);
}

// STORE 3.6
TEST_F(Cache, NeitherAReportNorAQuestionOfThePastIsKeptOrLookedFor) {
  subjects(adult("ann"));
  for (const std::optional<moment> known_at : {std::optional<moment>(), std::optional(now_)}) {
    EXPECT_TRUE(city().explain("ann", {std::nullopt, known_at}, store::report_format::json,
                               io::language::en));
  }
  EXPECT_EQ(score("ann", {std::nullopt, now_}), "700 good");
  const store_statistics counted = value_of(city().statistics());
  EXPECT_EQ(counted.cached_scores, 0U);
  EXPECT_EQ(counted.hits + counted.absent + counted.newer_data + counted.past_stable_through +
                counted.other_rulebook,
            0U);
}

// STORE 3.3
TEST_F(Cache, WhatAnotherProcessCommitsBindsTheNextAnswer) {
  subjects(adult("ann") + adult("ben"));
  EXPECT_EQ(score("ann"), "700 good");
  EXPECT_EQ(score("ben"), "700 good");
  store other = reopen();
  EXPECT_TRUE(value_of(other.score("ann")).from_cache);
  records(drink_driving());
  value_of(city().withdraw("ben", "letter"));
  EXPECT_EQ(value_of(other.score("ann")).score, 630);
  EXPECT_EQ(code_of(other.score("ben")), "withdrawn");
  value_of(city().add_rulebook(changed_book().version("2").text()));
  EXPECT_EQ(std::string(value_of(other.score("ann")).fingerprint),
            std::string(value_of(city().score("ann")).fingerprint));
}

// STORE 3.3
TEST_F(Cache, ASnapshotIsBlindToWhatIsCommittedMeanwhile) {
  subjects(adult("ann"));
  EXPECT_EQ(score("ann"), "700 good");
  store other = reopen();
  value_of(other.begin_snapshot());
  records(drink_driving());
  EXPECT_EQ(value_of(other.score("ann")).score, 700);
  EXPECT_EQ(code_of(other.withdraw("ann", "letter")), "in_snapshot");
  other.end_snapshot();
  EXPECT_EQ(value_of(other.score("ann")).score, 630);
}

// STORE 3.3: also when it looks up far more people than a statement under way has rows to do it
// in, among them some who are not there, and when one follows another.
TEST_F(Cache, SnapshotsFindAnybodyAnyNumberOfTimes) {
  constexpr int count = 100;
  const auto id = [](int i) { return "p" + std::to_string(i % count); };
  std::string rows;
  for (int i = 0; i < count; ++i) rows += adult(id(i));
  subjects(rows);
  for (int i = 0; i < count; i += 3) records(drink_driving("r1", id(i)));
  value_of(city().refresh());
  store reader = reopen(true);
  for (int snapshot = 0; snapshot < 2; ++snapshot) {
    value_of(reader.begin_snapshot());
    for (int i = 0; i < 5 * count; ++i) {
      const store_score found = value_of(reader.score(id(i)));
      EXPECT_EQ(found.score, i % count % 3 == 0 ? 630 : 700) << i;
      EXPECT_TRUE(found.from_cache);
      EXPECT_EQ(code_of(reader.score("")), "unknown_subject");
      EXPECT_EQ(code_of(reader.score(id(i) + "x")), "unknown_subject");
    }
    reader.end_snapshot();
  }
}

/// A synthetic city as CSV, each record_id of a subject once: in a store a second row
/// is a second version, in a file it is a mistake that both are left with.
class SmallCity : public Cache {
protected:
  void SetUp() override {
    Cache::SetUp();
    io::synthesis_options how;
    how.subjects = 200;
    how.as_of = day("2026-06-15");
    const auto into = [](std::string& to) {
      return [&to](std::string_view bytes) -> std::optional<error> {
        to += bytes;
        return std::nullopt;
      };
    };
    std::string drawn;
    value_of(io::synthesize(engine_, how, into(subjects_), into(drawn)));
    std::set<std::string> seen;
    for (std::size_t begin = 0; begin < drawn.size();) {
      const std::size_t end = drawn.find('\n', begin) + 1;
      const std::string line = drawn.substr(begin, end - begin);
      const std::size_t ids = line.find(',', line.find(',') + 1);
      if (seen.insert(line.substr(0, ids)).second) records_ += line;
      begin = end;
    }
    const import_summary told = import_text(city(), subjects_, records_);
    EXPECT_EQ(told.bad, 0U);
    EXPECT_EQ(told.subjects_new, 200U);
    EXPECT_GT(told.records_new, 1000U);
    later();
  }

  engine engine_ = value_of(engine::compile(io::load_rulebook(io::builtin_rulebook_json()).book));
  std::string subjects_;
  std::string records_;
};

TEST_F(SmallCity, HasTheScoresOfItsFiles) {
  const auto subject_rows = io::from_memory(subjects_, "subjects");
  const auto record_rows = io::from_memory(records_, "records");
  const io::population all = value_of(io::read_population(
      engine_, *subject_rows, io::row_format::csv, *record_rows, io::row_format::csv));
  std::vector<std::size_t> order(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return all.subject(a).subject_id < all.subject(b).subject_id;
  });
  std::string expected;
  io::append_score_header(expected, engine_, true);
  assessment result;
  assessment scratch;
  for (const std::size_t i : order) {
    static_cast<void>(
        engine_.assess(all.subject(i), all.records(i), day("2026-06-15"), depth::figures, result));
    const std::optional<date> stable =
        engine_.stable_through(all.subject(i), all.records(i), result, scratch);
    io::append_score_row(expected, engine_, all.subject(i), result, &stable);
  }
  EXPECT_EQ(all_scores(city(), {}), expected);
}

// STORE 3.4
TEST_F(SmallCity, IsRefreshedOnAnyNumberOfThreads) {
  const std::string computed = all_scores(city(), {std::nullopt, now_});
  EXPECT_EQ(std::count(computed.begin(), computed.end(), '\n'), 201);
  for (const unsigned threads : {1U, 4U}) {
    SCOPED_TRACE(threads);
    refresh_options how;
    how.threads = threads;
    refresh_summary told = value_of(city().refresh(how));
    EXPECT_EQ(told.computed, 200U);
    EXPECT_EQ(told.already_valid, 0U);
    EXPECT_EQ(all_scores(city(), {}), computed);
    told = value_of(city().refresh(how));
    EXPECT_EQ(told.computed, 0U);
    EXPECT_EQ(told.already_valid, 200U);
    // Everyone's scores are void again under a rulebook of the same points.
    value_of(city().add_rulebook(changed_book().version(std::to_string(threads)).text()));
  }
}

}  // namespace
