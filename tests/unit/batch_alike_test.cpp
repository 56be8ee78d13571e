// Two records of one identifier are found among any number of them.
#include "chengxin/detail/batch_alike.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace {

using chengxin::detail::alike_finder;

// All different, and often in the same place of a set.
std::vector<std::uint32_t> different(std::size_t count) {
  std::vector<std::uint32_t> made;
  for (std::uint32_t i = 0; i < count; ++i) made.push_back(i % 7 == 0 ? 2 + i : i << 20 | i);
  return made;
}

TEST(AlikeFinder, FindsTheTwoThatAreAlikeWhereverTheyAre) {
  alike_finder finder;
  for (const std::size_t count : {2U, 3U, 63U, 64U, 65U, 66U, 127U, 128U, 129U, 1000U}) {
    const std::vector<std::uint32_t> all = different(count);
    EXPECT_FALSE(finder.has_alike(all.data(), 0, count)) << count;
    for (std::size_t i = 1; i < count; i += 1 + count / 50) {
      for (const std::size_t j : {std::size_t{0}, i / 2, i - 1}) {
        std::vector<std::uint32_t> some = all;
        some[i] = some[j];
        EXPECT_TRUE(finder.has_alike(some.data(), 0, count)) << count << ", " << i << ", " << j;
        EXPECT_FALSE(finder.has_alike(some.data(), 0, i)) << count << ", " << i << ", " << j;
        EXPECT_FALSE(finder.has_alike(some.data(), j + 1, count))
            << count << ", " << i << ", " << j;
      }
    }
  }
}

TEST(AlikeFinder, TakesZeroForAHashAndNothingForDifferent) {
  alike_finder finder;
  std::vector<std::uint32_t> all = different(100);
  all[20] = 0;
  EXPECT_FALSE(finder.has_alike(all.data(), 0, 100));
  all[90] = 0;
  EXPECT_TRUE(finder.has_alike(all.data(), 0, 100));
  EXPECT_FALSE(finder.has_alike(all.data(), 5, 5));
  EXPECT_FALSE(finder.has_alike(all.data(), 5, 6));
}

}  // namespace
