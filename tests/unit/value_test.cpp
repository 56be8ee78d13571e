// Attribute values: five types, absent, unreadable (SPECIFICATION 2.3).
#include "chengxin/value.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <type_traits>

namespace chengxin {
namespace {

TEST(Values, AreAbsentUntilGiven) {
  const value nothing;
  EXPECT_TRUE(nothing.is_absent());
  EXPECT_FALSE(nothing.is_present());
  EXPECT_FALSE(nothing.is_unreadable());
}

TEST(Values, MayBeUnreadable) {
  const value bad = value::unreadable();
  EXPECT_TRUE(bad.is_unreadable());
  EXPECT_FALSE(bad.is_present());
  EXPECT_FALSE(bad.is_absent());
}

TEST(Values, KeepTheirTypeAndContent) {
  const value integer = value::of(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(integer.type(), value_type::integer);
  EXPECT_EQ(integer.integer(), std::numeric_limits<std::int64_t>::min());
  const value number = value::of(-0.5);
  EXPECT_EQ(number.type(), value_type::number);
  EXPECT_EQ(number.number(), -0.5);
  const value boolean = value::of(true);
  EXPECT_EQ(boolean.type(), value_type::boolean);
  EXPECT_TRUE(boolean.boolean());
  const value on = value::of(date::of(2025, 3, 10));
  EXPECT_EQ(on.type(), value_type::date);
  EXPECT_EQ(on.day(), date::of(2025, 3, 10));
  for (const value& it : {integer, number, boolean, on}) EXPECT_TRUE(it.is_present());
}

TEST(Values, BorrowTheirText) {
  const std::string text = "志愿服务";
  const value string = value::of(std::string_view(text));
  EXPECT_TRUE(string.is_present());
  EXPECT_EQ(string.type(), value_type::string);
  EXPECT_EQ(string.string(), text);
  EXPECT_EQ(static_cast<const void*>(string.string().data()), text.data());
  const value empty = value::of(std::string_view());
  EXPECT_TRUE(empty.is_present());  // an empty text is a text
}

TEST(Values, AreCopiedLikeNumbers) {
  static_assert(std::is_trivially_copyable_v<value>);
  static_assert(std::is_nothrow_default_constructible_v<value>);
  static_assert(value::of(std::int64_t{3}).integer() == 3);
  const value given = value::of(std::int64_t{7});
  value copy;
  copy = given;
  EXPECT_EQ(copy.integer(), 7);
}

TEST(ValueTypes, HaveTheNamesOfTheRulebook) {
  EXPECT_EQ(name_of(value_type::integer), "integer");
  EXPECT_EQ(name_of(value_type::number), "number");
  EXPECT_EQ(name_of(value_type::string), "string");
  EXPECT_EQ(name_of(value_type::boolean), "boolean");
  EXPECT_EQ(name_of(value_type::date), "date");
}

}  // namespace
}  // namespace chengxin
