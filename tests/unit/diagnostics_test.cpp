// Places in a text: lines, columns, JSON Pointers (SPECIFICATION 3.1.7, 3.1.8).
#include "chengxin/diagnostics.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "json/document.hpp"
#include "json/position_index.hpp"

namespace chengxin {
namespace {

TEST(Positions, CountLinesAndCodePoints) {
  const std::string_view text = "ab\n诚信x\r\n\n😀y";
  const struct {
    std::size_t offset;
    position where;
  } cases[] = {
      {0, {1, 1}},  {1, {1, 2}},  {2, {1, 3}},   // the end of a line belongs to it
      {3, {2, 1}},  {6, {2, 2}},  {9, {2, 3}},   // three bytes a character
      {10, {2, 4}}, {11, {2, 5}},                // \r and \n
      {12, {3, 1}}, {13, {4, 1}}, {17, {4, 2}},  // four bytes
      {18, {4, 3}}, {99, {4, 3}},                // the end, and beyond
  };
  const json::position_index index(text);
  for (const auto& it : cases) {
    EXPECT_EQ(position_at(text, it.offset), it.where) << it.offset;
    EXPECT_EQ(index.at(it.offset), it.where) << it.offset;
  }
  EXPECT_EQ(position_at("", 0), (position{1, 1}));
  EXPECT_EQ(json::position_index("").at(0), (position{1, 1}));
}

// The index says what counting from the beginning says, at every byte.
TEST(Positions, AreTheSameByIndex) {
  std::string text;
  for (int i = 0; text.size() < 5000; ++i) {
    text += i % 7 == 0 ? "\n" : i % 3 == 0 ? "信" : i % 5 == 0 ? "😀" : "a";
    if (i % 400 == 0) text += std::string(900, 'b');
  }
  const json::position_index index(text);
  for (std::size_t at = 0; at <= text.size(); ++at) ASSERT_EQ(index.at(at), position_at(text, at));
  for (const std::size_t size : {1023U, 1024U, 1025U, 2048U}) {
    const std::string line(size, 'x');
    EXPECT_EQ(json::position_index(line).at(size),
              (position{1, static_cast<std::uint32_t>(size) + 1}));
  }
}

TEST(Pointers, EscapeWhatRfc6901Says) {
  const json_pointer root;
  EXPECT_EQ(root.str(), "");
  EXPECT_EQ((root / "rules" / std::size_t{12} / "when").str(), "/rules/12/when");
  EXPECT_EQ((root / "a/b" / "m~n" / "~1" / "").str(), "/a~1b/m~0n/~01/");
  EXPECT_EQ((root / "等级").str(), "/等级");
}

TEST(Pointers, LeadToTheNearestValue) {
  const std::string text = R"({"a/b": [10, {"~": "x"}], "01": {"0": 5}, "d": 1, "d": 2})";
  const json::document parsed = json::parse(text);
  ASSERT_TRUE(parsed.root.has_value());
  const auto at = [&](std::string_view pointer) {
    const json::found_value found = json::nearest(*parsed.root, pointer);
    return std::string(found.pointer) + " " + std::to_string(found.value->offset);
  };
  EXPECT_EQ(at(""), " 0");
  EXPECT_EQ(at("/a~1b"), "/a~1b 8");
  EXPECT_EQ(at("/a~1b/0"), "/a~1b/0 9");
  EXPECT_EQ(at("/a~1b/1/~0"), "/a~1b/1/~0 19");
  EXPECT_EQ(at("/a~1b/2"), "/a~1b 8");
  EXPECT_EQ(at("/a~1b/x/y"), "/a~1b 8");
  EXPECT_EQ(at("/01/0/5"), "/01/0 38");
  EXPECT_EQ(at("/d"), "/d 47");  // the first of two
  EXPECT_EQ(at("/e/f"), " 0");
}

TEST(OffsetsInStrings, SeeEscapesAsTheyAreWritten) {
  const std::string text = R"(["a\"\u4fe1信\ud83d\ude00\u0041\n."])";
  //                            the string says: a " 信 信 😀 A line-end .
  const struct {
    std::size_t inner;
    std::string_view written;
  } cases[] = {
      {0, "a"},        {1, "\\\""}, {2, "\\u4fe1"}, {5, "信"},   {8, "\\ud83d"},
      {12, "\\u0041"}, {13, "\\n"}, {14, "."},      {15, "\"]"},
  };
  for (const auto& it : cases) {
    const std::size_t at = json::offset_in_string(text, 1, it.inner);
    EXPECT_EQ(text.substr(at, it.written.size()), it.written) << it.inner;
  }
}

TEST(Findings, AreErrorsOrWarnings) {
  std::vector<diagnostic> findings;
  EXPECT_FALSE(has_errors(findings));
  findings.emplace_back().level = severity::warning;
  EXPECT_FALSE(has_errors(findings));
  findings.emplace_back().level = severity::error;
  EXPECT_TRUE(has_errors(findings));
}

}  // namespace
}  // namespace chengxin
