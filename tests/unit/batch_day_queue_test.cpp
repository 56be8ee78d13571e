// Numbers come out of the queue by their days, whatever goes in meanwhile.
#include "chengxin/detail/batch_day_queue.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

#include "engine_drawn.hpp"

namespace {

using chengxin::detail::day_queue;

std::multiset<std::uint32_t> taken(day_queue& from) {
  std::multiset<std::uint32_t> made;
  for (std::uint32_t n = from.take(); n != day_queue::none; n = from.after(n)) made.insert(n);
  return made;
}

TEST(DayQueue, GivesNothingWhereNothingIs) {
  day_queue queue(100);
  queue.start(-5, 3);
  EXPECT_EQ(queue.next(), day_queue::never);
  queue.add(95, 0);
  queue.start(-5, 3);
  EXPECT_EQ(queue.next(), day_queue::never);
}

TEST(DayQueue, KnowsTheFirstOfTheDaysBeyondItsOwn) {
  day_queue queue(10);
  queue.start(1000, 4);
  queue.add(1012, 0);
  queue.add(1011, 1);
  EXPECT_EQ(queue.next(), 1011);
  queue.add(1010, 2);
  EXPECT_EQ(queue.next(), 1010);
  EXPECT_EQ(taken(queue), (std::multiset<std::uint32_t>{2}));
  EXPECT_EQ(queue.next(), 1011);
}

TEST(DayQueue, GivesWhatASetOfPairsGives) {
  scene::dice cast(7);
  for (const int days : {0, 1, 62, 63, 64, 127, 128, 1861}) {
    day_queue queue(days);
    for (int round = 0; round < 50; ++round) {
      const std::int32_t first = cast.below(40'000) - 20'000;
      const auto count = static_cast<std::uint32_t>(cast.below(200));
      std::set<std::pair<std::int32_t, std::uint32_t>> right;
      queue.start(first, count);
      const auto add = [&](std::int32_t from, std::uint32_t number) {
        const std::int32_t day = from + cast.below(first + days - from + 1);
        queue.add(day, number);
        right.insert({day, number});
      };
      for (std::uint32_t n = 0; n < count; ++n) add(first, n);
      while (!right.empty()) {
        const std::int32_t day = right.begin()->first;
        ASSERT_EQ(queue.next(), day) << days << " days, round " << round;
        std::multiset<std::uint32_t> numbers;
        for (; !right.empty() && right.begin()->first == day; right.erase(right.begin())) {
          numbers.insert(right.begin()->second);
        }
        ASSERT_EQ(taken(queue), numbers) << days << " days, round " << round;
        for (const std::uint32_t n : numbers) {
          if (day < first + days && cast.one_in(2)) add(day + 1, n);
        }
      }
      ASSERT_EQ(queue.next(), day_queue::never);
    }
  }
}

}  // namespace
