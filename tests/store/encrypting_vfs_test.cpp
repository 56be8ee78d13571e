// A store through a VFS of the integrator's, as an encrypting one is: it writes a header of
// its own in front of each file, and hides every byte (here by a mask, which hides nothing
// from anybody who means it).
#include <algorithm>
#include <string>
#include <vector>

#include "small_store.hpp"

namespace {

using namespace small_store;

constexpr sqlite3_int64 header = 48;  // no page's size

struct masked_file {
  sqlite3_file base;  // first: SQLite sees no more of it
  sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* of) {
  return reinterpret_cast<masked_file*>(of)->real;
}

char mask(sqlite3_int64 at) {
  return static_cast<char>(0x80U | static_cast<unsigned>(at * 37 % 128));
}

void apply_mask(char* bytes, int size, sqlite3_int64 at) {
  for (int i = 0; i < size; ++i) bytes[i] = static_cast<char>(bytes[i] ^ mask(at + i));
}

int size_of(sqlite3_file* f, sqlite3_int64* size) {
  const int status = real(f)->pMethods->xFileSize(real(f), size);
  *size = std::max<sqlite3_int64>(0, *size - header);
  return status;
}

int read(sqlite3_file* f, void* into, int size, sqlite3_int64 at) {
  auto* const bytes = static_cast<char*>(into);
  const int status = real(f)->pMethods->xRead(real(f), into, size, at + header);
  sqlite3_int64 whole = 0;
  if (status != SQLITE_OK && status != SQLITE_IOERR_SHORT_READ) return status;
  if (const int asked = size_of(f, &whole); asked != SQLITE_OK) return asked;
  const sqlite3_int64 there = std::clamp<sqlite3_int64>(whole - at, 0, size);
  apply_mask(bytes, static_cast<int>(there), at);  // what is beyond the end stays zeros
  return status;
}

int write(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
  const auto* const first = static_cast<const char*>(from);
  std::vector<char> bytes(first, first + size);
  apply_mask(bytes.data(), size, at);
  return real(f)->pMethods->xWrite(real(f), bytes.data(), size, at + header);
}

int truncate(sqlite3_file* f, sqlite3_int64 size) {
  return real(f)->pMethods->xTruncate(real(f), size + header);
}

// The rest is what the system's files do.
const sqlite3_io_methods methods{
    2,
    [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
    read,
    write,
    truncate,
    [](sqlite3_file* f, int flags) { return real(f)->pMethods->xSync(real(f), flags); },
    size_of,
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
    [](sqlite3_file* f, int* held) { return real(f)->pMethods->xCheckReservedLock(real(f), held); },
    [](sqlite3_file* f, int what, void* argument) {
      // Those that speak of places in the file would miss the header.
      if (what == SQLITE_FCNTL_SIZE_HINT) return SQLITE_OK;
      return real(f)->pMethods->xFileControl(real(f), what, argument);
    },
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** at) {
      return real(f)->pMethods->xShmMap(real(f), page, size, extend, at);
    },
    [](sqlite3_file* f, int offset, int n, int flags) {
      return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
    },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    nullptr,
    nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* into, int flags, int* out_flags) {
  auto* const below = static_cast<sqlite3_vfs*>(vfs->pAppData);
  auto* const made = reinterpret_cast<masked_file*>(into);
  made->base.pMethods = nullptr;
  made->real = reinterpret_cast<sqlite3_file*>(made + 1);
  const int status = below->xOpen(below, name, made->real, flags, out_flags);
  if (made->real->pMethods != nullptr) made->base.pMethods = &methods;
  return status;
}

class EncryptingVfs : public StoreTest {
protected:
  void SetUp() override {
    sqlite3_vfs* const below = sqlite3_vfs_find(nullptr);
    vfs_ = *below;  // the rest of its functions look at no file of ours
    vfs_.pNext = nullptr;
    vfs_.zName = "masking";
    vfs_.pAppData = below;
    vfs_.szOsFile = static_cast<int>(sizeof(masked_file)) + below->szOsFile;
    vfs_.xOpen = open;
    ASSERT_EQ(sqlite3_vfs_register(&vfs_, 0), SQLITE_OK);
    store_create_options how;
    how.test_clock = true;
    how.vfs = "masking";
    value_of(store::create(folder_.file(), how));
    first_.emplace(reopen_masked());
  }
  void TearDown() override {
    close();
    sqlite3_vfs_unregister(&vfs_);
  }

  store reopen_masked() {
    store_options how = options();
    how.vfs = "masking";
    return value_of(store::open(folder_.file(), how));
  }

  sqlite3_vfs vfs_{};
};

TEST_F(EncryptingVfs, KeepsEverythingAndShowsNothing) {
  subjects(adult("rosalind") + adult("benedict"));
  records(drink_driving("dui", "rosalind"));
  value_of(city().grant({"rosalind", "library", "library.deposit_free", scope::score,
                         day("2026-01-01"), day("2026-12-31"), "app:1"}));
  EXPECT_TRUE(value_of(city().disclose({"rosalind", "library", "library.deposit_free", scope::score,
                                        std::nullopt}))
                  .granted());
  const std::string head = value_of(city().head());
  close();
  first_.emplace(reopen_masked());
  EXPECT_TRUE(value_of(city().verify(head)).ok);
  EXPECT_EQ(score("rosalind"), "630 fair");
  value_of(city().erase("rosalind", "request"));
  EXPECT_EQ(score("benedict"), "700 good");
  EXPECT_TRUE(value_of(city().verify(head)).ok);
  for (const char* text : {"rosalind", "benedict", "library", "N-TRF-DUI", "SQLite", "CREATE"}) {
    EXPECT_FALSE(holds(text)) << text;
  }
  close();
  EXPECT_EQ(code_of(store::open(folder_.file(), options())), "not_a_store");
}

}  // namespace
