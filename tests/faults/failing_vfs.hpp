// A disk that fails on request: SQLite's own VFS, whose k-th write, sync, truncation
// or opening, or whose k-th read, gives an error. Never fails of itself.
#pragma once

#include <cstdint>
#include <string>

namespace failing {

enum class kind : std::uint8_t {
  io_error,   ///< SQLITE_IOERR of what was done
  disk_full,  ///< SQLITE_FULL of a write, SQLITE_IOERR of all else
  no_memory,  ///< SQLITE_IOERR_NOMEM
};

/// Registers the VFS, once. Gives its name, empty where it cannot be.
std::string vfs();

/// From now on the k-th operation fails (1: the next), and with `for_good` all after it.
void arm(std::uint64_t k, kind how, bool for_good);
/// From now on the k-th read by this thread fails, and no other operation.
void arm_reads(std::uint64_t k);
/// No more failures. Gives whether there was one since arm().
bool disarm();

}  // namespace failing
