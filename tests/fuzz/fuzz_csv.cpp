// Reads any bytes as the CSV of subjects and of records (see fuzz_rows.hpp).
#include "fuzz_rows.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz_rows::run({reinterpret_cast<const char*>(data), size}, chengxin::io::row_format::csv);
  return 0;
}
