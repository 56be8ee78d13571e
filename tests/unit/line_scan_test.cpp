// The one look that the CSV reader takes at a line: every comma's place and every
// byte that needs care, wherever in the line they are and however long it is.
#include "csv/line_scan.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace chengxin::io::rows;

// Longer than three steps of the widest look, with every rest in between.
constexpr std::size_t longest = 67;

std::vector<std::uint32_t> commas_of(std::string_view line) {
  std::vector<std::uint32_t> places;
  const scanned_line scanned = scan_line(line, places);
  places.resize(scanned.commas);
  return places;
}

TEST(LineScan, NoByteOfAPlainLineNeedsCare) {
  for (std::size_t size = 0; size <= longest; ++size) {
    std::vector<std::uint32_t> places;
    const scanned_line scanned = scan_line(std::string(size, 'a'), places);
    EXPECT_EQ(scanned.commas, 0U) << size;
    EXPECT_FALSE(scanned.seen.beyond_ascii || scanned.seen.nul || scanned.seen.quote ||
                 scanned.seen.carriage_return)
        << size;
  }
}

TEST(LineScan, EveryByteIsNoticedWhereverItIs) {
  for (std::size_t size = 1; size <= longest; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string line(size, 'a');
        line[at] = static_cast<char>(byte);
        std::vector<std::uint32_t> places;
        const scanned_line scanned = scan_line(line, places);
        ASSERT_EQ(scanned.seen.beyond_ascii, byte >= 0x80) << size << ' ' << at << ' ' << byte;
        ASSERT_EQ(scanned.seen.nul, byte == 0) << size << ' ' << at << ' ' << byte;
        ASSERT_EQ(scanned.seen.quote, byte == '"') << size << ' ' << at << ' ' << byte;
        ASSERT_EQ(scanned.seen.carriage_return, byte == '\r') << size << ' ' << at << ' ' << byte;
        ASSERT_EQ(scanned.commas, byte == ',' ? 1U : 0U) << size << ' ' << at << ' ' << byte;
        if (byte == ',') {
          ASSERT_EQ(places[0], at) << size;
        }
      }
    }
  }
}

TEST(LineScan, CommasComeOnceEachAndInOrder) {
  for (std::size_t size = 0; size <= longest; ++size) {
    for (std::size_t step = 1; step <= 5; ++step) {
      std::string line(size, 'a');
      std::vector<std::uint32_t> expected;
      for (std::size_t at = step - 1; at < size; at += step) {
        line[at] = ',';
        expected.push_back(static_cast<std::uint32_t>(at));
      }
      EXPECT_EQ(commas_of(line), expected) << size << ' ' << step;
    }
  }
}

TEST(LineScan, BytesBesideTheLineAreNotLookedAt) {
  const std::string text(3 * longest, ',');
  for (std::size_t size = 0; size <= longest; ++size) {
    std::string line = "\"\r" + text;
    line.replace(2, size, std::string(size, 'a'));
    EXPECT_TRUE(commas_of(std::string_view(line).substr(2, size)).empty()) << size;
    std::vector<std::uint32_t> places;
    EXPECT_FALSE(scan_line(std::string_view(line).substr(2, size), places).seen.quote) << size;
  }
}

TEST(LineScan, AShortLineAfterALongOneHasItsOwnCommas) {
  std::vector<std::uint32_t> places;
  EXPECT_EQ(scan_line(std::string(longest, ','), places).commas, longest);
  EXPECT_EQ(scan_line("a,b", places).commas, 1U);
  EXPECT_EQ(places[0], 1U);
}

}  // namespace
