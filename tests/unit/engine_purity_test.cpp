// What an engine promises besides figures: the order of records does not matter,
// nothing is allocated once the result has grown, and threads may share it
// (SPECIFICATION section 4.9).
#include <algorithm>
#include <array>
#include <thread>

#include "counted_new.hpp"
#include "engine_fixture.hpp"

namespace scene {
namespace {

using counted_new::allocations;

// Every step of an assessment has something to do for these records.
book_text with_everything() {
  book_text book;
  book.groups = R"({"id":"G","dimension":"plus","title":{"zh":"组","en":"group"},"total":25})";
  book.rules =
      rule("P1", "plus", R"("categories":["good"],"group":"G",
             "points":{"per":"hours","unit":1,"points":0.7},
             "decay":[{"after_months":3,"percent":50}],
             "limits":{"per_year":9,"count":3,"total":20})") +
      "," + rule("P2", "plus", R"("categories":["deed"],"group":"G",
             "points":{"table":[{"when":"record.hours > 5","points":3}],"otherwise":1})") +
      "," + rule("N1", "minus", R"("categories":["act"],"when":"record.amount > 10","points":-20.25,
             "valid_months":24)") +
      "," + rule("N2", "minus", R"("categories":["act"],"points":-7,"valid_months":60)") + "," +
      rule("N3", "minus", R"("categories":["bad"],"points":-9,"valid_months":60,
             "combine":"max")") +
      "," + rule("R1", "repair", R"("kind":"restore","categories":["act","bad"],"step":"service",
             "percent":35,"after_days":9)") +
      "," + rule("A1", "plus", R"("kind":"absence","categories":["bad","act"],"break_months":12,
             "steps":[{"months":12,"points":1},{"months":24,"points":2},
                      {"months":36,"points":30}])") +
      "," + rule("S1", "plus", R"("kind":"subject","when":"subject.years > 2","points":2)");
  book.ceilings = ceiling("C1", R"("categories":["act"],"when":"record.amount > 50",
                                    "valid_months":12,"max_score":480)");
  return book;
}

void add_records(resident& it) {
  static constexpr std::array<std::string_view, 12> ids{"a", "b", "c", "d", "e", "f",
                                                        "g", "h", "i", "j", "k", "l"};
  int n = 0;
  for (const std::string_view id : ids) {
    const date when = day(2025, 1, 1) + 41 * n;
    record* made = nullptr;
    if (n % 3 == 0) {
      made = &it.add(id, "good", when, {integer("hours", 5 + n % 2)});
    } else if (n % 3 == 1) {
      made = &it.add(id, "act", when, {integer("amount", 6 * n)});
      if (n == 10) made->attributes = {};
      made->matter = n < 6 ? "court:1" : "court:2";
      made->service_on = when + 20;
    } else {
      made = &it.add(id, n == 5 ? "deed" : "bad", when);
      if (n == 8) {
        made->status = record_status::repaired;
        made->repaired_on = when + 100;
      }
    }
    ++n;
  }
}

// SPECIFICATION 4.9.3: whatever the order, each record fares the same.
TEST(Purity, TheOrderOfRecordsDoesNotMatter) {
  resident it(with_everything());
  add_records(it);
  const assessment first = it.on(today);
  EXPECT_GT(first.restored.size(), 0U);
  EXPECT_GT(first.undetermined.size(), 0U);
  std::vector<prepared_record> records = it.prepared_records();
  std::vector<std::pair<std::string_view, disposition>> became;
  for (std::size_t i = 0; i < records.size(); ++i) {
    became.emplace_back(records[i].record_id, first.records[i].what);
  }
  const prepared_subject who = it.prepared();
  records = it.prepared_records();
  std::uint32_t seed = 7;
  assessment out;
  for (int round = 0; round < 200; ++round) {
    for (std::size_t i = records.size() - 1; i > 0; --i) {
      seed = seed * 1664525U + 1013904223U;
      std::swap(records[i], records[(seed >> 8U) % (i + 1)]);
    }
    const depth how = round % 2 == 0 ? depth::everything : depth::figures;
    ASSERT_TRUE(it.compiled().assess(who, records, today, how, out));
    ASSERT_TRUE(alike(first, out));
    ASSERT_EQ(first.score, out.score);
    if (how == depth::figures) continue;
    ASSERT_EQ(first.awards.size(), out.awards.size());
    ASSERT_EQ(first.undetermined.size(), out.undetermined.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
      const auto same = [&](const auto& pair) { return pair.first == records[i].record_id; };
      ASSERT_EQ(std::find_if(became.begin(), became.end(), same)->second, out.records[i].what);
    }
  }
}

// SPECIFICATION 4.9.5, and the promise of engine::assess: once the result has grown
// nothing is allocated, on whatever day and at whatever depth.
TEST(Purity, NothingIsAllocatedOnceTheResultHasGrown) {
  resident it(with_everything());
  add_records(it);
  const prepared_subject who = it.prepared();
  const std::vector<prepared_record> records = it.prepared_records();
  const engine& made = it.compiled();
  assessment out, scratch;
  const auto all_days = [&] {
    for (date when = day(2025, 1, 1); when < day(2027, 6, 1); when = when + 13) {
      for (const depth how : {depth::everything, depth::figures}) {
        static_cast<void>(made.assess(who, records, when, how, out));
      }
      static_cast<void>(made.stable_through(who, records, out, scratch));
    }
  };
  all_days();
  const std::size_t before = allocations;
  all_days();
  EXPECT_EQ(allocations - before, 0U);
  assessment fresh;
  static_cast<void>(made.assess(who, records, today, depth::everything, fresh));
  EXPECT_GT(allocations - before, 0U);  // the count does count
}

// One result for many engines and residents in turn: nothing of the last stays.
TEST(Purity, AResultMayBeUsedAgain) {
  resident full(with_everything());
  add_records(full);
  resident empty{book_text{}};
  const prepared_subject who = full.prepared();
  const std::vector<prepared_record> records = full.prepared_records();
  const prepared_subject nobody = empty.prepared();
  assessment used, fresh;
  for (int round = 0; round < 3; ++round) {
    for (const depth how : {depth::figures, depth::everything}) {
      ASSERT_TRUE(full.compiled().assess(who, records, today, how, used));
      ASSERT_TRUE(empty.compiled().assess(nobody, {}, today, how, used));
      EXPECT_EQ(to_string(used.total), "500");
      EXPECT_TRUE(used.awards.empty() && used.records.empty() && used.restored.empty());
      EXPECT_FALSE(used.ceiling.has_value());
      ASSERT_TRUE(full.compiled().assess(who, records, today, how, used));
      ASSERT_TRUE(full.compiled().assess(who, records, today, how, fresh));
      EXPECT_TRUE(alike(used, fresh));
    }
  }
}

// SPECIFICATION 4.9.5: threads share an engine and its facts.
TEST(Purity, ThreadsMayShareAnEngine) {
  resident it(with_everything());
  add_records(it);
  const assessment alone = it.on(today);
  const prepared_subject who = it.prepared();
  const std::vector<prepared_record> records = it.prepared_records();
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const engine mine = it.compiled();
      assessment out;
      for (int round = 0; round < 300; ++round) {
        const date when = day(2025, 1, 1) + (round * 7 + t) % 900;
        static_cast<void>(mine.assess(who, records, when, depth::figures, out));
        static_cast<void>(mine.assess(who, records, today, depth::everything, out));
        if (!alike(out, alone) || out.awards.size() != alone.awards.size()) ++wrong;
      }
    });
  }
  for (std::thread& each : threads) each.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace scene
