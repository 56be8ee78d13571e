// A value or the reason why there is none.
#include "chengxin/result.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace chengxin {
namespace {

result<int> half_of(int n) {
  if (n % 2 != 0) return error{"odd", "expected an even number, found " + std::to_string(n)};
  return n / 2;
}

TEST(Results, HoldAValue) {
  result<int> made = half_of(8);
  ASSERT_TRUE(made.has_value());
  EXPECT_TRUE(static_cast<bool>(made));
  EXPECT_EQ(*made, 4);
  *made = 5;
  EXPECT_EQ(*made, 5);
}

TEST(Results, HoldAnError) {
  const result<int> made = half_of(7);
  ASSERT_FALSE(made.has_value());
  EXPECT_FALSE(static_cast<bool>(made));
  EXPECT_EQ(made.failure().code, "odd");
  EXPECT_EQ(made.failure().message, "expected an even number, found 7");
}

// An error is an error even where the value is of the same type.
TEST(Results, TellErrorsFromValuesThatAreErrors) {
  const result<std::string> text = std::string("odd");
  EXPECT_TRUE(text.has_value());
  EXPECT_EQ(text->size(), 3U);
}

TEST(Results, GiveTheirValueAway) {
  result<std::unique_ptr<int>> made = std::make_unique<int>(3);
  ASSERT_TRUE(made.has_value());
  const std::unique_ptr<int> taken = *std::move(made);
  EXPECT_EQ(*taken, 3);
}

}  // namespace
}  // namespace chengxin
