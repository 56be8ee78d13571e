// The key of texts' hashes (see text_hash.hpp).
#include "population/text_hash.hpp"

#include <sys/random.h>

namespace chengxin::io::rows {
namespace {

std::uint64_t drawn() noexcept {
  std::uint64_t key = 0;
  if (::getrandom(&key, sizeof key, GRND_NONBLOCK) == sizeof key) return key;
  // Early in a boot there may be none: where the library lies in memory is seldom foreseen, too.
  return reinterpret_cast<std::uintptr_t>(&text_hash_key);
}

}  // namespace

const std::uint64_t text_hash_key = drawn();

}  // namespace chengxin::io::rows
