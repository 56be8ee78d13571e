// The C interface as a program in disorder uses it: the bytes choose which functions are
// called, on which handles, with which values, and when handles are freed. Pointers and
// lengths are right, everything else may be wrong. Texts that are lent are read.
#include <chengxin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "fuzz_choices.hpp"

namespace {

#include "fuzz_capi_program.hpp"

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  choices choose(data, size < 2000 ? size : 2000);
  program run(choose);
  while (!choose.none_left()) run.step();
  return 0;
}
