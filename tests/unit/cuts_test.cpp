// Whether tables stand in order is found wherever they do not, with any number of threads.
#include "arrow/cuts.hpp"

#include <gtest/gtest.h>

#include "made_table.hpp"

namespace {

using chengxin::arrow::cutter;
using chengxin::arrow::table;
using ids = std::vector<std::optional<std::int32_t>>;

constexpr std::size_t count = 1'200'000;  // several threads' parts

ids one_after_the_other() {
  ids made;
  for (std::size_t i = 0; i < count; ++i) made.emplace_back(static_cast<std::int32_t>(i));
  return made;
}

bool are_in_order(const ids& subjects, const ids& records, std::size_t threads) {
  scene::made_table people;
  scene::made_table all;
  people.add("subject_id", "i", subjects);
  all.add("subject_id", "i", records);
  ArrowArrayStream from = people.stream();
  const table subject_table("subjects", from);
  from = all.stream();
  const table record_table("records", from);
  const cutter found(subject_table, record_table, threads);
  return found.order().empty();
}

TEST(Cuts, FindTheOneRecordOutOfOrderWhereverItIs) {
  const ids subjects = one_after_the_other();
  for (const std::size_t threads : {1U, 2U, 5U}) {
    EXPECT_TRUE(are_in_order(subjects, subjects, threads));
    for (const std::size_t at : {std::size_t{1}, std::size_t{524'287}, std::size_t{524'288},
                                 std::size_t{524'289}, std::size_t{1'048'576}, count - 1}) {
      ids records = subjects;
      std::swap(records[at - 1], records[at]);
      EXPECT_FALSE(are_in_order(subjects, records, threads)) << at << ", " << threads;
      records[at - 1] = records[at];  // two records of one subject
      EXPECT_TRUE(are_in_order(subjects, records, threads)) << at << ", " << threads;
    }
  }
}

TEST(Cuts, FindARepeatedSubjectWhereverItIs) {
  for (const std::size_t at : {std::size_t{1}, std::size_t{524'288}, count - 1}) {
    ids subjects = one_after_the_other();
    subjects[at] = subjects[at - 1];
    for (const std::size_t threads : {1U, 3U}) {
      EXPECT_THROW(static_cast<void>(are_in_order(subjects, {0}, threads)),
                   chengxin::arrow::failure)
          << at << ", " << threads;
    }
  }
}

}  // namespace
