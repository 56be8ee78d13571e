// Runs a fuzzer on every file of its corpus, and on every beginning of each, where
// libFuzzer is not at hand. Never invents an input.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t files = 0;
  for (int a = 1; a < count; ++a) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[a])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      run(bytes);
      const std::size_t beginnings = bytes.size() < 400 ? bytes.size() : 400;
      for (std::size_t n = 0; n < beginnings; ++n) {
        run(bytes.substr(0, bytes.size() * n / beginnings));
      }
      ++files;
    }
  }
  std::printf("%zu files\n", files);
  return files == 0 ? 1 : 0;
}
