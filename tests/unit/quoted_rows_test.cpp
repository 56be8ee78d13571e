// Rows of CSV whose cells are in quotes as they should be: the quick way comes to the same
// as libcsv's, row after row and line after line, and leaves it whatever is not.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "chengxin/io/source.hpp"
#include "population/row_source.hpp"

namespace {

using namespace chengxin;
using namespace chengxin::io::rows;

constexpr std::array<member, 3> members{{{"a", true}, {"b", true}, {"c", true}}};

class dice {
public:
  std::size_t below(std::size_t most) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % most;
  }

private:
  std::uint64_t state_ = 1;
};

struct told {
  std::string rows;
  std::size_t quick = 0;  // rows that were read the quick way with a quote in one of them
};

// All rows and what is wrong with the bad ones; without next_plain() libcsv has every quote.
told tell(const std::string& text, bool may_be_plain) {
  told made;
  const std::unique_ptr<io::source> from = io::from_memory(text, "rows.csv");
  reading untold;
  const attribute_names names;
  auto opened = open_rows(*from, io::row_format::csv, untold, members, names);
  EXPECT_TRUE(opened) << opened.failure().message;
  row_reader& reader = **opened;
  row given;
  for (;;) {
    for (plain_run some; may_be_plain && reader.next_plain(some);) {
      // Some rows are taken, and the others come again.
      const std::size_t taken = 1 + made.rows.size() % some.size();
      for (std::size_t r = 0; r < taken; ++r) {
        for (std::size_t k = 0; k < members.size(); ++k) (made.rows += some[r].cell(k)) += '|';
        made.rows += '\n';
      }
      if (!some.stays()) ++made.quick;
      reader.put_back_plain(some.size() - taken);
    }
    switch (reader.next(given)) {
      case row_reader::step::row:
        for (std::size_t k = 0; k < members.size(); ++k) {
          (made.rows += given.members[k].text) += '|';
        }
        made.rows += '\n';
        break;
      case row_reader::step::bad:
        made.rows += std::to_string(reader.line()) + ' ' + std::string(reader.fault().code) + ' ' +
                     reader.fault().reason + ' ' + std::to_string(reader.fault().offset) + '\n';
        break;
      default: made.rows += std::to_string(reader.lines().lines()) + " lines"; return made;
    }
  }
}

TEST(QuotedRows, EachCellInQuotes) {
  EXPECT_EQ(tell("a,b,c\n\"x, y\",\"\",\"say \"\"z\"\"\"\n", true).rows,
            "x, y||say \"z\"|\n2 lines");
  EXPECT_EQ(tell("a,b,c\n\"x\",y,\"\"\"\"\r\n", true).quick, 1U);
}

TEST(QuotedRows, WhatIsForLibcsv) {
  for (const char* row :
       {"\"x\"y,b,c\n", "x\"y\",b,c\n", "\"x\",b\n", "\"x\",b,c,d\n", "\"x\ny\",b,c\n", "\"x,b,c\n",
        "\"x\",b,\"c\n", "\"x\" ,b,c\n", " \"x\",b,c\n", "\"\xff\",b,c\n", "\"x\r\",b,c\n"}) {
    EXPECT_EQ(tell(std::string("a,b,c\n") + row, true).quick, 0U) << row;
  }
}

TEST(QuotedRows, AnyBytesAreReadAsByLibcsv) {
  const std::array<std::string_view, 12> parts{"\"", "\"\"", ",",    "\n", "\r\n",         "x",
                                               "\r", " ",    "\"x,", ",",  "\xE6\xB3\x95", "\xFF"};
  const std::array<std::string_view, 6> cells{"x", "\"x\"", "\"a, b\"", "\"\"\"\"", "", "\"\""};
  dice any;
  std::size_t quick = 0;
  for (int again = 0; again < 4000; ++again) {
    std::string text = "a,b,c\n";
    for (int row = 0; row < 12; ++row) {
      for (std::size_t k = 0; k < 3; ++k) {
        if (k > 0) text += ',';
        text += cells[any.below(cells.size())];
        if (any.below(20) == 0) text += parts[any.below(parts.size())];
      }
      text += any.below(4) == 0 ? "\r\n" : "\n";
    }
    if (any.below(3) == 0) text.pop_back();
    const told by_both = tell(text, true);
    ASSERT_EQ(by_both.rows, tell(text, false).rows) << text;
    quick += by_both.quick;
  }
  EXPECT_GT(quick, 10000U);
}

// What is looked at at once ends anywhere in a row.
TEST(QuotedRows, ManyRows) {
  std::string text = "a,b,c\n";
  for (int row = 0; row < 20000; ++row) {
    const std::string number = std::to_string(row);
    text += row % 3 == 0 ? '"' + number + ", \"\"x\"\"\",y,\"\"\n" : number + ",y,z\n";
    if (row % 1000 == 999) text += "\"over\n\"\"two\"\" lines\",y,z\n";
  }
  EXPECT_EQ(tell(text, true).rows, tell(text, false).rows);
  EXPECT_GT(tell(text, true).quick, 6000U);
}

}  // namespace
