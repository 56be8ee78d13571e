// SQLite used by hand, on a copy of a store's file or on tables like a store's: what
// the store is compared with. Never the library.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace chengxin::bench {

[[noreturn]] inline void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

class bare_database {
public:
  explicit bare_database(const std::string& path) {
    if (sqlite3_open_v2(path.c_str(), &connection_,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK) {
      give_up("cannot open " + path);
    }
    // As the store sets them.
    run("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA cell_size_check = ON");
  }
  ~bare_database() { sqlite3_close_v2(connection_); }
  bare_database(const bare_database&) = delete;
  bare_database& operator=(const bare_database&) = delete;

  void run(const char* sql) {
    if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      give_up(std::string(sql) + ": " + sqlite3_errmsg(connection_));
    }
  }
  [[nodiscard]] sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(connection_, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr) !=
        SQLITE_OK) {
      give_up(std::string(sql) + ": " + sqlite3_errmsg(connection_));
    }
    return made;
  }

private:
  sqlite3* connection_ = nullptr;
};

inline void bind(sqlite3_stmt* to, int at, std::int64_t value) {
  sqlite3_bind_int64(to, at, value);
}
inline void bind_text(sqlite3_stmt* to, int at, std::string_view text) {
  sqlite3_bind_text(to, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}
inline void bind_blob(sqlite3_stmt* to, int at, std::string_view bytes) {
  sqlite3_bind_blob(to, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}
inline void step_to_end(sqlite3_stmt* it) {
  while (sqlite3_step(it) == SQLITE_ROW) {
  }
  sqlite3_reset(it);
}
[[nodiscard]] inline std::string_view bytes_of(sqlite3_stmt* it, int column) {
  const auto* const first = static_cast<const char*>(sqlite3_column_blob(it, column));
  return {first, static_cast<std::size_t>(sqlite3_column_bytes(it, column))};
}

}  // namespace chengxin::bench
