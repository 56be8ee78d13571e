// Random bytes from OpenSSL (see random.hpp).
#include "store/random.hpp"

#include <openssl/rand.h>

namespace chengxin::storage {

std::string random_bytes(std::size_t count) {
  std::string made(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(made.data()), static_cast<int>(count)) != 1) {
    fail("internal", "the system gives no random bytes");
  }
  return made;
}

std::string_view salt_source::next() {
  constexpr std::size_t at_once = 256 * salt_size;
  if (used_ == stock_.size()) {
    stock_ = random_bytes(at_once);
    used_ = 0;
  }
  const std::string_view salt = std::string_view(stock_).substr(used_, salt_size);
  used_ += salt_size;
  return salt;
}

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text;
}

}  // namespace chengxin::storage
