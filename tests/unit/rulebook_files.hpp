// Files of rulebooks that tests load. Never writes one.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace chengxin {

inline std::filesystem::path test_data(std::string_view folder) {
  return std::filesystem::path(CHENGXIN_SOURCE_DIR) / "tests" / folder;
}

inline std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The names of a folder's JSON files without their ending, sorted.
inline std::vector<std::string> json_files_of(std::string_view folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(test_data(folder))) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace chengxin
