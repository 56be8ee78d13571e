// Compares a report with the file that holds how it should look. Run a test with
// CHENGXIN_UPDATE_GOLDEN=1 to write the files anew, then read them.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "chengxin/config.hpp"

namespace golden {

/// The version of the library changes without the reports changing.
inline std::string without_version(std::string text) {
  const std::string stamped = "chengxin " + std::string(chengxin::version);
  for (std::size_t at = text.find(stamped); at != std::string::npos; at = text.find(stamped, at)) {
    text.replace(at, stamped.size(), "chengxin VERSION");
  }
  return text;
}

inline void expect_file(const std::string& name, const std::string& report) {
  const std::string path = CHENGXIN_SOURCE_DIR "/tests/golden/reports/" + name;
  const std::string actual = without_version(report);
  if (std::getenv("CHENGXIN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path;
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(actual, expected) << path;
}

}  // namespace golden
