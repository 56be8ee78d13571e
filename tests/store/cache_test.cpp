// Cached scores: whatever happens in whatever order, a score that is read is the one
// that computing gives.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/io/synthesis.hpp"
#include "small_store.hpp"

namespace {

using namespace small_store;

/// The same numbers from the same seed, everywhere.
class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33U) % n);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string_view of(const std::string_view (&list)[N]) {
    return list[below(N)];
  }

private:
  std::uint64_t state_;
};

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

class Cache : public StoreTest {
protected:
  /// One thing that happens.
  void act(dice& cast) {
    static constexpr std::string_view categories[] = {"N-TRF-DUI", "N-JUD-01", "N-ARR-TAX",
                                                      "B-ID-01",   "P-BLD-01", "N-JUD-02"};
    static constexpr std::string_view days[] = {"2025-04-01", "2026-01-20", "2026-05-31",
                                                "2026-06-20", "2026-09-01"};
    static constexpr std::string_view states[] = {"active", "active", "repaired", "revoked"};
    static constexpr std::string_view births[] = {"1990-05-05", "2008-07-01", "2015-01-01"};
    static constexpr std::string_view firsts[] = {"2026-01-01", "2026-06-20", "2026-08-01",
                                                  "2027-02-01"};
    const std::string id(cast.of(people));
    const std::string record = "r" + std::to_string(cast.below(3));
    switch (cast.below(14)) {
      case 0: subjects(adult(id, cast.of(births))); break;
      case 1:
      case 2:
      case 3:
      case 4: {
        const std::string_view state = cast.of(states);
        records(row(record, id, cast.of(categories), cast.of(days), state,
                    state == "repaired" ? "2026-09-03" : ""));
        break;
      }
      case 5: static_cast<void>(city().object(id, record, "not me")); break;
      case 6: static_cast<void>(city().decide(id, record, cast.one_in(2), "letter")); break;
      case 7:
        if (cast.one_in(3)) static_cast<void>(city().withdraw(id, "letter"));
        break;
      case 8: static_cast<void>(city().enrol(id, "letter")); break;
      case 9:
        if (!cast.one_in(4)) break;
        value_of(city().add_rulebook(
            changed_book().version(std::to_string(++version_)).from(cast.of(firsts)).text()));
        break;
      case 10:
        if (cast.one_in(4)) later(86400 * static_cast<std::int64_t>(1 + cast.below(20)));
        break;
      case 11: {
        refresh_options how;
        how.threads = 1 + static_cast<unsigned>(cast.below(2));
        static_cast<void>(city().refresh(how));
        break;
      }
      case 12:
        if (cast.one_in(8)) value_of(city().purge(0));
        break;
      default: break;
    }
  }

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

  static constexpr std::string_view people[] = {"ann", "ben", "cat"};
  int version_ = 3000;
  int hits_ = 0;
};

// STORE 3.1, 3.2
TEST_F(Cache, AnswersWhatComputingWouldWhateverHappens) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(seed);
    dice cast(seed);
    close();
    std::filesystem::remove(folder_.file());
    set_clock("2026-06-15T02:00:00Z");
    make();
    subjects(adult("ann") + adult("ben") + adult("cat"));
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
    if (HasFailure()) break;
  }
  EXPECT_GT(hits_, 200);
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

/// Many people with nothing to their names.
class ManyPeople : public Cache {
protected:
  static constexpr std::uint64_t count = 40000;

  void SetUp() override {
    Cache::SetUp();
    std::string rows;
    for (std::uint64_t i = 0; i < count; ++i) rows += adult("p" + std::to_string(100000 + i));
    subjects(rows);
  }
};

// STORE 3.4: it tells how far it is step by step, and stopped midway it goes on where it was.
TEST_F(ManyPeople, AreRefreshedInStepsThatAreKept) {
  constexpr std::uint64_t step = 2048;
  std::vector<std::uint64_t> seen;
  refresh_options how;
  how.threads = 2;
  how.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, count);
    seen.push_back(done);
    return seen.size() < 4;
  };
  EXPECT_EQ(code_of(city().refresh(how)), "stopped");
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_LE(seen.front(), step);
  const std::uint64_t kept = value_of(city().statistics()).cached_scores;
  EXPECT_GE(kept, seen.back());
  EXPECT_LT(kept, count);
  seen.clear();
  how.progress = [&](std::uint64_t done, std::uint64_t) {
    seen.push_back(done);
    return true;
  };
  const refresh_summary told = value_of(city().refresh(how));
  EXPECT_EQ(told.already_valid, kept);
  EXPECT_EQ(told.computed, count - kept);
  EXPECT_EQ(seen.back(), count);
  for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_GE(seen[i], seen[i - 1]);
  EXPECT_EQ(value_of(city().statistics()).cached_scores, count);
  EXPECT_TRUE(value_of(city().verify()).ok);
}

// STORE 5.2: whoever writes meanwhile gets in between its parts. A machine with much to do
// may wake the writer too late for the one pause that there is, so not every time; by luck
// alone, without a pause, seldom.
TEST_F(ManyPeople, AreRefreshedWhileAnotherWrites) {
  constexpr unsigned tries = 5;
  constexpr unsigned wanted = 2;
  // It waits too: who got in between two parts may still hold the file when the next begins.
  store refreshed = reopen(false, 20000);
  unsigned got_in = 0;
  for (unsigned i = 0; i < tries && got_in < wanted; ++i) {
    // Everyone's scores are void again under a rulebook of the same points.
    if (i > 0) {
      value_of(refreshed.add_rulebook(changed_book().version(std::to_string(i)).text()));
    }
    std::atomic<bool> begun{false};
    std::atomic<std::uint64_t> done{0};
    std::uint64_t got_in_after = count;
    std::thread other([&] {
      store second = reopen(false, 20000);
      while (!begun) std::this_thread::yield();
      value_of(second.withdraw("p" + std::to_string(100000 + i), "letter"));
      got_in_after = done;
    });
    refresh_options how;
    how.threads = 2;
    how.progress = [&](std::uint64_t now_done, std::uint64_t) {
      done = now_done;
      begun = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(40));  // a slow machine
      return true;
    };
    const std::string failed = code_of(refreshed.refresh(how));
    begun = true;
    other.join();
    ASSERT_EQ(failed, "");
    got_in += got_in_after < count - 5000 ? 1 : 0;
  }
  EXPECT_EQ(got_in, wanted);
}

}  // namespace
