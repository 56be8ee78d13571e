// Residents of so many records that a block has fewer than eight of them, and two blocks
// share a byte of the bits that say who is eligible: everybody has their own score, with any
// number of threads.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arrow/cuts.hpp"
#include "chengxin/io/arrow.hpp"
#include "chengxin/io/arrow_c_data.h"
#include "engine_fixture.hpp"
#include "made_table.hpp"

namespace scene {
namespace {

constexpr std::size_t resident_count = 77;

/// How many records a resident has, and of these how many count.
std::size_t records_of(std::size_t n) {
  constexpr std::size_t sizes[] = {1'000, 9'000, 0, 20'000, 3, 7'000};
  return sizes[n % std::size(sizes)] + n;
}
std::size_t counted_of(std::size_t n) {
  return std::min(records_of(n), n * 37 % 400);
}
bool is_eligible(std::size_t n) {
  return n % 5 != 3 && n % 11 != 0;
}

struct city {
  made_table subjects, records;

  city() {
    std::vector<std::optional<std::int64_t>> ids, owners;
    std::vector<std::optional<std::int32_t>> births, occurred;
    std::vector<std::optional<std::int8_t>> residencies, capacities, categories, statuses;
    for (std::size_t n = 0; n < resident_count; ++n) {
      ids.emplace_back(static_cast<std::int64_t>(n));
      births.emplace_back(day(1980, 5, 6).days);
      residencies.emplace_back(
          static_cast<std::int8_t>(is_eligible(n) ? residency::registered : residency::none));
      capacities.emplace_back(static_cast<std::int8_t>(capacity::full));
      for (std::size_t i = 0; i < records_of(n); ++i) {
        owners.emplace_back(static_cast<std::int64_t>(n));
        categories.emplace_back(std::int8_t{0});
        occurred.emplace_back(day(2026, 1, 1).days);
        // Those that count are the last ones.
        const bool counts = i + counted_of(n) >= records_of(n);
        statuses.emplace_back(
            static_cast<std::int8_t>(counts ? record_status::active : record_status::revoked));
      }
    }
    subjects.add("subject_id", "l", ids);
    subjects.add("birth_date", "tdD", births);
    subjects.add("residency", "c", residencies);
    subjects.add("capacity", "c", capacities);
    records.add("subject_id", "l", owners);
    records.add("category", "c", categories);
    records.add("occurred_on", "tdD", occurred);
    records.add("status", "c", statuses);
  }
};

TEST(ColumnsManyRecords, EverybodyHasTheirOwnScore) {
  book_text book;
  book.rules = rule("R1", "plus", R"("categories":["good"],"points":1)");
  const engine by = compile(book.json());
  city all;
  for (const std::int32_t threads : {1, 2, 3, 8}) {
    ArrowArrayStream subjects = all.subjects.stream();
    ArrowArrayStream records = all.records.stream();
    ArrowArrayStream scores{};
    io::arrow_options options;
    options.as_of = day(2026, 2, 28);
    options.threads = threads;
    const result<bool> done = io::assess_columns(by, subjects, records, options, scores);
    ASSERT_TRUE(done) << done.failure().message;
    ArrowSchema schema;
    ArrowArray chunk;
    ASSERT_EQ(scores.get_schema(&scores, &schema), 0);
    ASSERT_EQ(scores.get_next(&scores, &chunk), 0);
    ASSERT_EQ(chunk.length, static_cast<std::int64_t>(resident_count));
    const auto column = [&](const std::string& name) -> const ArrowArray& {
      for (std::int64_t c = 0; c < schema.n_children; ++c) {
        if (schema.children[c]->name == name) return *chunk.children[c];
      }
      ADD_FAILURE() << "no column " << name;
      return *chunk.children[0];
    };
    const auto* const bits = static_cast<const std::uint8_t*>(column("eligible").buffers[1]);
    const auto* const points = static_cast<const std::int32_t*>(column("score").buffers[1]);
    for (std::size_t n = 0; n < resident_count; ++n) {
      EXPECT_EQ((bits[n / 8] >> n % 8 & 1) != 0, is_eligible(n)) << n << ", " << threads;
      if (!is_eligible(n)) continue;
      EXPECT_EQ(points[n], 500 + static_cast<std::int32_t>(counted_of(n))) << n << ", " << threads;
    }
    chunk.release(&chunk);
    schema.release(&schema);
    scores.release(&scores);
  }
}

TEST(ColumnsManyRecords, BlocksAreSmall) {
  city all;
  ArrowArrayStream from = all.subjects.stream();
  const arrow::table subjects("subjects", from);
  from = all.records.stream();
  const arrow::table records("records", from);
  arrow::cutter cuts(subjects, records, 1);
  arrow::cut block;
  std::size_t next_subject = 0;
  std::size_t next_record = 0;
  for (std::size_t number = 0; cuts.next(block); ++number) {
    ASSERT_EQ(block.number, number);
    ASSERT_EQ(block.first, next_subject);
    ASSERT_EQ(block.first_record, next_record);
    ASSERT_EQ(block.offsets.size(), block.last - block.first + 1);
    std::size_t before = 0;
    for (std::size_t n = block.first; n < block.last; ++n) {
      ASSERT_EQ(block.offsets[n - block.first], before) << n;
      before += records_of(n);
    }
    ASSERT_EQ(block.offsets.back(), before);
    ASSERT_EQ(block.last_record - block.first_record, before);
    ASSERT_TRUE(block.last - block.first == 1 || before <= 6144) << block.first;
    next_subject = block.last;
    next_record = block.last_record;
  }
  EXPECT_EQ(next_subject, resident_count);
}

}  // namespace
}  // namespace scene
