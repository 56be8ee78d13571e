// See failing_vfs.hpp. Operations are counted over all files and threads.
#include "failing_vfs.hpp"

#include <sqlite3.h>

#include <atomic>
#include <thread>

namespace failing {
namespace {

struct plan {
  std::atomic<std::uint64_t> left{0};  // 0: nothing is to fail
  std::atomic<bool> failing{false};
  std::atomic<bool> failed{false};
  std::atomic<bool> for_good{false};
  std::atomic<kind> how{kind::io_error};
  std::atomic<std::thread::id> reader{};  // whose reads count, and nothing else; none: nobody's
};

plan& current() {
  static plan made;
  return made;
}

bool fails_now(bool is_read = false) {
  plan& it = current();
  if (is_read != (it.reader.load() != std::thread::id())) return false;
  if (is_read && it.reader.load() != std::this_thread::get_id()) return false;
  if (it.failing) return true;
  std::uint64_t left = it.left;
  while (left != 0 && !it.left.compare_exchange_weak(left, left - 1)) {
  }
  if (left != 1) return false;
  it.failed = true;
  it.failing = it.for_good.load();
  return true;
}

int error_of(int usual) {
  return current().how == kind::no_memory ? SQLITE_IOERR_NOMEM : usual;
}

struct file {
  sqlite3_file base;  // first: SQLite sees no more of it
  sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* of) {
  return reinterpret_cast<file*>(of)->real;
}

int close(sqlite3_file* f) {
  return real(f)->pMethods->xClose(real(f));
}
int read(sqlite3_file* f, void* into, int size, sqlite3_int64 at) {
  if (fails_now(true)) return error_of(SQLITE_IOERR_READ);
  return real(f)->pMethods->xRead(real(f), into, size, at);
}
int write(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
  if (fails_now()) {
    return current().how == kind::disk_full ? SQLITE_FULL : error_of(SQLITE_IOERR_WRITE);
  }
  return real(f)->pMethods->xWrite(real(f), from, size, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 size) {
  if (fails_now()) return error_of(SQLITE_IOERR_TRUNCATE);
  return real(f)->pMethods->xTruncate(real(f), size);
}
// Nothing here outlives the machine: a sync that succeeds has nothing to wait for.
int sync(sqlite3_file*, int) {
  return fails_now() ? error_of(SQLITE_IOERR_FSYNC) : SQLITE_OK;
}
int size_of(sqlite3_file* f, sqlite3_int64* size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
int lock(sqlite3_file* f, int level) {
  return real(f)->pMethods->xLock(real(f), level);
}
int unlock(sqlite3_file* f, int level) {
  return real(f)->pMethods->xUnlock(real(f), level);
}
int check_lock(sqlite3_file* f, int* held) {
  return real(f)->pMethods->xCheckReservedLock(real(f), held);
}
int control(sqlite3_file* f, int what, void* argument) {
  return real(f)->pMethods->xFileControl(real(f), what, argument);
}
int sector_size(sqlite3_file* f) {
  return real(f)->pMethods->xSectorSize(real(f));
}
int characteristics(sqlite3_file* f) {
  return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** at) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, at);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) {
  real(f)->pMethods->xShmBarrier(real(f));
}
int shm_unmap(sqlite3_file* f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

// Version 2: without memory-mapped reading, which no fault here is about.
const sqlite3_io_methods methods{
    2,         close,      read,    write,       truncate,        sync,    size_of,  lock,
    unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock, shm_barrier,
    shm_unmap, nullptr,    nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* into, int flags, int* out_flags) {
  auto* const below = static_cast<sqlite3_vfs*>(vfs->pAppData);
  auto* const made = reinterpret_cast<file*>(into);
  made->base.pMethods = nullptr;  // not open: SQLite will not close it
  if (fails_now()) return error_of(SQLITE_CANTOPEN);
  made->real = reinterpret_cast<sqlite3_file*>(made + 1);
  const int status = below->xOpen(below, name, made->real, flags, out_flags);
  if (made->real->pMethods != nullptr) made->base.pMethods = &methods;
  return status;
}

}  // namespace

std::string vfs() {
  static sqlite3_vfs made;
  static const bool registered = [] {
    sqlite3_vfs* const below = sqlite3_vfs_find(nullptr);
    if (below == nullptr) return false;
    made = *below;  // the rest of its functions look at no file of ours
    made.pNext = nullptr;
    made.zName = "failing";
    made.pAppData = below;
    made.szOsFile = static_cast<int>(sizeof(file)) + below->szOsFile;
    made.xOpen = open;
    return sqlite3_vfs_register(&made, 0) == SQLITE_OK;
  }();
  return registered ? "failing" : "";
}

void arm(std::uint64_t k, kind how, bool for_good) {
  plan& it = current();
  it.failing = false;
  it.failed = false;
  it.how = how;
  it.for_good = for_good;
  it.reader = std::thread::id();
  it.left = k;
}

void arm_reads(std::uint64_t k) {
  arm(k, kind::io_error, false);
  current().reader = std::this_thread::get_id();
}

bool disarm() {
  plan& it = current();
  it.left = 0;
  it.failing = false;
  it.reader = std::thread::id();
  return it.failed;
}

}  // namespace failing
