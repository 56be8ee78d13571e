// What SQLite is asked to do, so that a test can count work instead of time.
#pragma once

#include <sqlite3.h>

#include <string>
#include <vector>

namespace small_store {

/// The statements that are run on every connection opened while it lives, and the steps of
/// SQLite's machine that they took.
class statements {
public:
  statements() {
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
    clear();
  }
  ~statements() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch)); }
  statements(const statements&) = delete;
  statements& operator=(const statements&) = delete;

  static void clear() { seen() = {}; }
  [[nodiscard]] static const std::vector<std::string>& run() { return seen().run; }
  [[nodiscard]] static int steps() { return seen().steps; }

private:
  struct work {
    std::vector<std::string> run;
    int steps = 0;
  };

  static work& seen() {
    static work made;
    return made;
  }

  static int watch(sqlite3* connection, char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(
        connection, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE,
        [](unsigned what, void*, void* asked, void*) {
          auto* const of = static_cast<sqlite3_stmt*>(asked);
          if (what == SQLITE_TRACE_STMT) {
            seen().run.emplace_back(sqlite3_sql(of));
          } else {
            seen().steps += sqlite3_stmt_status(of, SQLITE_STMTSTATUS_VM_STEP, 1);
          }
          return 0;
        },
        nullptr);
  }
};

}  // namespace small_store
