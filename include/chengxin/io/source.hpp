// Where bytes come from and where they go, so that the library can read and
// write without knowing files. Never buffers, never interprets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "chengxin/result.hpp"

namespace chengxin::io {

/// A stream of bytes to read.
class source {
public:
  virtual ~source() = default;
  /// Reads up to `size` bytes. Gives how many, 0 at the end.
  /// Errors: `io_error`, with the system's reason.
  [[nodiscard]] virtual result<std::size_t> read(char* into, std::size_t size) = 0;
  /// Begins again from the first byte. False where it cannot, and nothing has changed.
  [[nodiscard]] virtual bool restart() { return false; }
  /// How messages name it: a path, or "-".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  /// How many bytes there are in all; 0 where that is not known.
  [[nodiscard]] virtual std::uint64_t size() const noexcept { return 0; }
};

/// Opens a file for reading. Errors: `io_error`.
[[nodiscard]] result<std::unique_ptr<source>> open_file(const std::string& path);

/// A source over text in memory, which it borrows.
[[nodiscard]] std::unique_ptr<source> from_memory(std::string_view text, std::string name);

}  // namespace chengxin::io
