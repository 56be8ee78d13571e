// A store as a program in disorder uses it: the bytes choose which functions are called, in
// which order and with which values. Pointers and lengths are right, everything else may be
// wrong. Each input begins with a copy of the same small store, made once in a folder of
// the process's own; whatever comes of it, the ledger is whole at the end.
#include <chengxin.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz_choices.hpp"

namespace {

cx_moment now_is = 0;
cx_moment test_clock(void*) {
  return now_is;
}

// The folder, which goes when the process ends, and the bytes of the small store.
class beginning {
public:
  beginning() {
    char shared[] = "/dev/shm/chengxin-fuzz-XXXXXX";
    char usual[] = "/tmp/chengxin-fuzz-XXXXXX";
    const char* made = mkdtemp(shared);
    if (made == nullptr) made = mkdtemp(usual);
    if (made == nullptr) std::abort();
    folder_ = made;
    path_ = folder_ + "/store";
    fill();
    std::ifstream file(path_, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  beginning(const beginning&) = delete;
  beginning& operator=(const beginning&) = delete;
  ~beginning() {
    remove_files();
    ::rmdir(folder_.c_str());
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  void set() const {
    remove_files();
    std::ofstream(path_, std::ios::binary).write(bytes_.data(), std::streamsize(bytes_.size()));
    now_is = start;
  }

private:
  static constexpr cx_moment start = 1782792000000;  // 2026-06-30T04:00:00Z

  void remove_files() const {
    for (const char* end : {"", "-wal", "-shm"}) ::unlink((path_ + end).c_str());
  }
  void fill() const {
    now_is = start;
    cx_store_create_options making = CX_STORE_CREATE_OPTIONS_INIT;
    making.test_clock = 1;
    cx_store* made = nullptr;
    if (cx_store_create(TEXT_OF(path_), &making, &made, nullptr) != CX_OK) std::abort();
    cx_store_free(made);
    cx_store_options opening = CX_STORE_OPTIONS_INIT;
    opening.clock = test_clock;
    if (cx_store_open(TEXT_OF(path_), &opening, &made, nullptr) != CX_OK) std::abort();
    cx_import_options how = CX_IMPORT_OPTIONS_INIT;
    how.subjects_format = how.records_format = CX_ROWS_CSV;
    cx_import* import = nullptr;
    if (cx_store_add_rulebook(made, TEXT_OF(rulebook), CX_NO_MOMENT, nullptr, nullptr) != CX_OK ||
        cx_store_import_memory(made, TEXT_OF(subject_rows), TEXT_OF(record_rows), &how, &import,
                               nullptr) != CX_OK) {
      std::abort();
    }
    cx_import_free(import);
    cx_store_free(made);
  }

  std::string folder_;
  std::string path_;
  std::string bytes_;
};

const beginning& begun() {
  static const beginning it;
  return it;
}

#include "fuzz_store_program.hpp"

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  choices choose(data, size < 600 ? size : 600);
  begun().set();
  program run(choose);
  while (!choose.none_left()) run.step();
  run.check();
  return 0;
}
