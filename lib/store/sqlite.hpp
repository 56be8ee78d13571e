// SQLite as the store needs it: a connection, prepared statements, transactions.
// Never lets a type of SQLite's be seen; sqlite.cpp alone includes <sqlite3.h>.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "store/failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace chengxin::storage {

/// Bytes that are no text.
struct blob {
  std::string_view bytes;
};

/// What the SQL function wanted_key(?) gives whenever it is called, of a parameter that is
/// bound to one: its text may be another in each row of a statement under way.
struct wanted_key {
  std::string_view text;
};

enum class open_mode : std::uint8_t { create, read_write, read_only };

/// Fails with `cannot_open` where there is no VFS of that name. Empty: the system's.
void require_vfs(const std::string& name);

/// How long whoever waits for another process sleeps before it looks again.
inline constexpr std::int32_t longest_nap = 2;  // milliseconds

/// One connection. For one thread at a time. Every function throws `failure`:
/// `busy`, `read_only`, `disk_full`, `io_error`, `damaged`, `not_a_store`,
/// `cannot_open`; or std::bad_alloc.
class database {
public:
  database(const std::string& path, open_mode mode, const std::string& vfs);
  ~database();
  database(const database&) = delete;
  database& operator=(const database&) = delete;

  /// Whether closing leaves the log as it is, which SQLite would copy into the file.
  void leave_log(bool leaves);
  /// Runs statements that give no rows that anybody wants.
  void run(const char* sql);
  /// The first column of the first row, as a number; 0 where there is none.
  [[nodiscard]] std::int64_t number(const char* sql);
  [[nodiscard]] std::string text(const char* sql);
  /// How long to wait for another process.
  void wait_at_most(std::int32_t milliseconds) noexcept { waits_ = milliseconds; }
  [[nodiscard]] std::int32_t waits() const noexcept { return waits_; }
  /// Sleeps, by SQLite's default VFS as all its waiting does.
  static void nap(std::int32_t milliseconds) noexcept;
  [[nodiscard]] bool in_transaction() const noexcept;
  /// A transaction that is held over many reads. SQLite may end it because of an error: what
  /// would then go on with another state fails instead, until it is let go.
  void hold_snapshot();
  void let_snapshot_go() noexcept;
  [[nodiscard]] bool holds_snapshot() const noexcept { return holds_snapshot_; }
  /// Fails where the snapshot that is held is lost.
  void require_snapshot() const;
  /// Ends an open transaction without its changes; where memory is too short even for
  /// that, before anything else is done.
  void give_up() noexcept;
  /// Fails where what was given up cannot be ended yet.
  void end_given_up() {
    if (is_given_up_) roll_back();
  }
  [[nodiscard]] bool is_read_only() const noexcept;
  [[nodiscard]] std::int64_t changes() const noexcept;
  /// Where the file is, and the VFS that it was opened with.
  [[nodiscard]] std::string path() const;
  [[nodiscard]] std::string vfs();
  /// Whether what lies at the path is another file by now, where the VFS can tell.
  [[nodiscard]] bool has_moved() noexcept;
  /// How many bytes the file has, as its VFS says.
  [[nodiscard]] std::int64_t file_size();
  /// Copies the log into the file and cuts it to nothing. False where another
  /// connection's snapshot is in the way.
  [[nodiscard]] bool empty_log();

  [[nodiscard]] sqlite3* raw() const noexcept { return connection_; }

private:
  void roll_back();
  static int wait_a_little(void* self, int times) noexcept;

  sqlite3* connection_ = nullptr;
  bool is_given_up_ = false;  // a transaction that is to be rolled back is open
  bool holds_snapshot_ = false;
  std::int32_t waits_ = 0;
};

/// Does not wait for another process, for as long as it lives.
class impatience {
public:
  explicit impatience(database& on) : database_(on), before_(on.waits()) { on.wait_at_most(0); }
  ~impatience() { database_.wait_at_most(before_); }
  impatience(const impatience&) = delete;
  impatience& operator=(const impatience&) = delete;

private:
  database& database_;
  std::int32_t before_;
};

/// A prepared statement, prepared when it is first used and kept.
class statement {
public:
  /// `sql` must live as long as the statement.
  statement(database& on, const char* sql) noexcept : database_(on), sql_(sql) {}
  ~statement();
  statement(const statement&) = delete;
  statement& operator=(const statement&) = delete;

  /// Binds the parameters in order, from the first. Texts are borrowed until the
  /// statement is reset.
  template <class... Values>
  statement& bind(const Values&... values) {
    begin();
    int at = 0;
    (put(++at, values), ...);
    return *this;
  }

  /// True where there is a row.
  [[nodiscard]] bool step();
  /// Runs to the end and resets.
  void run();
  void reset() noexcept;

  // The columns of the row, from 0. Texts and bytes live until the next step.
  [[nodiscard]] std::int64_t integer(int column) const noexcept;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] bool is_null(int column) const noexcept;

private:
  /// What there is where SQLite gives no bytes: none, or no memory for them.
  [[nodiscard]] std::string_view nothing() const;
  void begin();
  void put(int at, std::int64_t value);
  void put(int at, std::int32_t value) { put(at, std::int64_t{value}); }
  void put(int at, std::string_view text);
  void put(int at, const std::string& text) { put(at, std::string_view(text)); }
  void put(int at, const char* text) { put(at, std::string_view(text)); }
  void put(int at, blob bytes);
  void put(int at, const wanted_key* key);
  void put(int at, std::nullptr_t);
  template <class T>
  void put(int at, const std::optional<T>& value) {
    value ? put(at, *value) : put(at, nullptr);
  }

  database& database_;
  const char* sql_;
  sqlite3_stmt* prepared_ = nullptr;
  bool is_stepped_ = false;  // since it was reset
};

/// Resets a statement that was stepped, however its scope is left.
class reset_after {
public:
  explicit reset_after(statement& it) noexcept : it_(it) {}
  ~reset_after() { it_.reset(); }
  reset_after(const reset_after&) = delete;
  reset_after& operator=(const reset_after&) = delete;

private:
  statement& it_;
};

/// A transaction, undone unless it is committed. Joins one that is open already,
/// which then decides.
class transaction {
public:
  enum class kind : std::uint8_t { read, write };
  transaction(database& on, kind what);
  ~transaction();
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;

  void commit();
  /// False where it joined one that was open already.
  [[nodiscard]] bool is_whole() const noexcept { return is_mine_; }

private:
  database& database_;
  bool is_mine_ = false;
};

}  // namespace chengxin::storage
