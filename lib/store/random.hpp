// Random bytes: salts, keys, and the names of consents. Never the standard
// library's random numbers, which can be foretold.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "store/contents.hpp"

namespace chengxin::storage {

/// Throws `internal` where the system gives none.
[[nodiscard]] std::string random_bytes(std::size_t count);

/// Salts, fetched many at a time.
class salt_source {
public:
  /// Valid until the next call.
  [[nodiscard]] std::string_view next();

private:
  std::string stock_;
  std::size_t used_ = 0;
};

/// Bytes as lower-case hexadecimal digits.
[[nodiscard]] std::string hexadecimal(std::string_view bytes);

}  // namespace chengxin::storage
