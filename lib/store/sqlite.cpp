// SQLite, called here and nowhere else (see sqlite.hpp).
#include "store/sqlite.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <new>

#include "store/fact_scan.hpp"

namespace chengxin::storage {
namespace {

std::string_view code_of(int status) noexcept {
  switch (status & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "busy";
    case SQLITE_READONLY:
    case SQLITE_PERM: return "read_only";
    case SQLITE_FULL: return "disk_full";
    case SQLITE_IOERR: return "io_error";
    case SQLITE_CORRUPT: return "damaged";
    case SQLITE_NOTADB: return "not_a_store";
    case SQLITE_CANTOPEN: return "cannot_open";
    // A file whose tables are not what the statements expect.
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT: return "damaged";
    case SQLITE_INTERRUPT: return "stopped";
    default: return "internal";
  }
}

[[noreturn]] void fail_with(sqlite3* connection, int status) {
  if ((status & 0xFF) == SQLITE_NOMEM) throw std::bad_alloc();
  std::string message = sqlite3_errstr(status);
  if (connection != nullptr && (sqlite3_errcode(connection) & 0xFF) == (status & 0xFF)) {
    message = sqlite3_errmsg(connection);
  }
  if (connection != nullptr && sqlite3_system_errno(connection) != 0 &&
      ((status & 0xFF) == SQLITE_CANTOPEN || (status & 0xFF) == SQLITE_IOERR)) {
    message += " (system error " + std::to_string(sqlite3_system_errno(connection)) + ")";
  }
  fail(std::string(code_of(status)), std::move(message));
}

void check(sqlite3* connection, int status) {
  if (status != SQLITE_OK) fail_with(connection, status);
}

// The aggregate take_fact(taker, subject, entry, body) of fact_scan's statement. Whoever
// calls it otherwise has no taker to give.
constexpr const char* taker_type = "fact_taker";

void take_fact(sqlite3_context* in, int, sqlite3_value** given) noexcept {
  auto* const to = static_cast<fact_taker*>(sqlite3_value_pointer(given[0], taker_type));
  if (to == nullptr) return;
  const auto* const body = static_cast<const char*>(sqlite3_value_blob(given[3]));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(given[3]));
  try {
    to->take(sqlite3_value_int64(given[1]), sqlite3_value_int64(given[2]),
             body == nullptr ? std::string_view() : std::string_view(body, size));
  } catch (...) {
    sqlite3_result_error_nomem(in);  // a taker has no other way to fail
  }
}

void end_taking(sqlite3_context*) noexcept {}

constexpr const char* wanted_type = "wanted_key";

void give_wanted(sqlite3_context* in, int, sqlite3_value** given) noexcept {
  const auto* const key =
      static_cast<const wanted_key*>(sqlite3_value_pointer(given[0], wanted_type));
  if (key == nullptr) return;
  const char* const first = key->text.data() == nullptr ? "" : key->text.data();
  sqlite3_result_text64(in, first, key->text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

// The functions of SQL that the store's statements use.
int define_functions(sqlite3* on) noexcept {
  constexpr int how = SQLITE_UTF8 | SQLITE_DIRECTONLY;
  const int status = sqlite3_create_function_v2(on, "take_fact", 4, how, nullptr, nullptr,
                                                take_fact, end_taking, nullptr);
  if (status != SQLITE_OK) return status;
  return sqlite3_create_function_v2(on, "wanted_key", 1, how, nullptr, give_wanted, nullptr,
                                    nullptr, nullptr);
}

}  // namespace

void require_vfs(const std::string& name) {
  if (name.empty() || sqlite3_vfs_find(name.c_str()) != nullptr) return;
  fail("cannot_open", "there is no VFS of the name " + name);
}

database::database(const std::string& path, open_mode mode, const std::string& vfs) {
  require_vfs(vfs);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case open_mode::create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    case open_mode::read_write: flags |= SQLITE_OPEN_READWRITE; break;
    case open_mode::read_only: flags |= SQLITE_OPEN_READONLY; break;
  }
  const int status =
      sqlite3_open_v2(path.c_str(), &connection_, flags, vfs.empty() ? nullptr : vfs.c_str());
  const int defined = status != SQLITE_OK ? status : define_functions(connection_);
  if (defined == SQLITE_OK) {
    sqlite3_busy_handler(connection_, wait_a_little, this);
    return;
  }
  sqlite3* const opened = std::exchange(connection_, nullptr);
  try {
    fail_with(opened, opened == nullptr ? SQLITE_NOMEM : defined);
  } catch (...) {
    sqlite3_close(opened);
    throw;
  }
}

database::~database() {
  sqlite3_close_v2(connection_);
}

void database::leave_log(bool leaves) {
  check(connection_,
        sqlite3_db_config(connection_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leaves ? 1 : 0, nullptr));
}

void database::run(const char* sql) {
  end_given_up();
  check(connection_, sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr));
}

std::int64_t database::number(const char* sql) {
  statement asked(*this, sql);
  return asked.bind().step() ? asked.integer(0) : 0;
}

std::string database::text(const char* sql) {
  statement asked(*this, sql);
  return asked.bind().step() ? std::string(asked.text(0)) : std::string();
}

// SQLite's own way of waiting sleeps up to a tenth of a second, and so misses the pauses that
// a long refresh makes for others.
int database::wait_a_little(void* self, int times) noexcept {
  constexpr std::int32_t short_naps = 2;  // of a millisecond each
  const std::int32_t waited =
      times < short_naps ? times : short_naps + longest_nap * (times - short_naps);
  const std::int32_t left = static_cast<const database*>(self)->waits_ - waited;
  if (left <= 0) return 0;
  nap(std::min(left, times < short_naps ? 1 : longest_nap));
  return 1;
}

void database::nap(std::int32_t milliseconds) noexcept {
  sqlite3_sleep(milliseconds);
}

bool database::in_transaction() const noexcept {
  return sqlite3_get_autocommit(connection_) == 0;
}

void database::give_up() noexcept {
  if (in_transaction()) sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  is_given_up_ = in_transaction();
}

void database::roll_back() {
  give_up();
  if (is_given_up_) throw std::bad_alloc();  // nothing else hinders it
}

bool database::is_read_only() const noexcept {
  return sqlite3_db_readonly(connection_, "main") == 1;
}

std::int64_t database::changes() const noexcept {
  return sqlite3_changes64(connection_);
}

std::string database::path() const {
  return sqlite3_db_filename(connection_, "main");
}

std::string database::vfs() {
  sqlite3_vfs* used = nullptr;
  check(connection_, sqlite3_file_control(connection_, "main", SQLITE_FCNTL_VFS_POINTER, &used));
  return used->zName;
}

bool database::has_moved() noexcept {
  int moved = 0;
  return sqlite3_file_control(connection_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
         moved != 0;
}

void database::hold_snapshot() {
  run("BEGIN");
  holds_snapshot_ = true;
}

void database::let_snapshot_go() noexcept {
  holds_snapshot_ = false;
  give_up();
}

void database::require_snapshot() const {
  if (!in_transaction()) fail("io_error", "the snapshot was lost with an error before: end it");
}

std::int64_t database::file_size() {
  sqlite3_file* file = nullptr;
  check(connection_, sqlite3_file_control(connection_, "main", SQLITE_FCNTL_FILE_POINTER, &file));
  sqlite3_int64 size = 0;
  check(connection_, file->pMethods->xFileSize(file, &size));
  return size;
}

bool database::empty_log() {
  end_given_up();
  int in_log = 0;
  int moved = 0;
  const int status =
      sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_TRUNCATE, &in_log, &moved);
  if ((status & 0xFF) == SQLITE_BUSY) return false;
  check(connection_, status);
  return true;
}

statement::~statement() {
  sqlite3_finalize(prepared_);
}

void statement::begin() {
  database_.end_given_up();
  reset();
  if (prepared_ != nullptr) return;
  check(database_.raw(), sqlite3_prepare_v3(database_.raw(), sql_, -1, SQLITE_PREPARE_PERSISTENT,
                                            &prepared_, nullptr));
}

void statement::put(int at, std::int64_t value) {
  check(database_.raw(), sqlite3_bind_int64(prepared_, at, value));
}

void statement::put(int at, std::string_view text) {
  // A null pointer would bind NULL, not an empty text.
  const char* const first = text.data() == nullptr ? "" : text.data();
  check(database_.raw(),
        sqlite3_bind_text64(prepared_, at, first, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void statement::put(int at, blob bytes) {
  const char* const first = bytes.bytes.data() == nullptr ? "" : bytes.bytes.data();
  check(database_.raw(),
        sqlite3_bind_blob64(prepared_, at, first, bytes.bytes.size(), SQLITE_STATIC));
}

void statement::put(int at, const wanted_key* key) {
  check(database_.raw(),
        sqlite3_bind_pointer(prepared_, at, const_cast<wanted_key*>(key), wanted_type, nullptr));
}

void statement::put(int at, std::nullptr_t) {
  check(database_.raw(), sqlite3_bind_null(prepared_, at));
}

bool statement::step() {
  is_stepped_ = true;
  const int status = sqlite3_step(prepared_);
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  fail_with(database_.raw(), status);
}

void statement::run() {
  const reset_after done(*this);
  while (step()) {
  }
}

// What SQLite says to it is that of the last step, which was told.
void statement::reset() noexcept {
  if (is_stepped_) sqlite3_reset(prepared_);
  is_stepped_ = false;
}

std::int64_t statement::integer(int column) const noexcept {
  return sqlite3_column_int64(prepared_, column);
}

std::string_view statement::nothing() const {
  if (sqlite3_errcode(database_.raw()) == SQLITE_NOMEM) throw std::bad_alloc();
  return {};
}

std::string_view statement::text(int column) const {
  const unsigned char* const first = sqlite3_column_text(prepared_, column);
  if (first == nullptr) return nothing();
  return {reinterpret_cast<const char*>(first),
          static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))};
}

std::string_view statement::bytes(int column) const {
  const void* const first = sqlite3_column_blob(prepared_, column);
  if (first == nullptr) return nothing();
  return {static_cast<const char*>(first),
          static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))};
}

bool statement::is_null(int column) const noexcept {
  return sqlite3_column_type(prepared_, column) == SQLITE_NULL;
}

fact_scan::~fact_scan() {
  sqlite3_finalize(prepared_);
}

// Without an ORDER BY, which would keep an aggregate from reading the table as it lies: by
// its key, which is the order wanted.
void fact_scan::run(std::int64_t first_subject, std::int64_t last_subject, fact_taker& to) {
  database_.end_given_up();
  sqlite3* const connection = database_.raw();
  if (prepared_ == nullptr) {
    check(connection, sqlite3_prepare_v3(connection,
                                         "SELECT take_fact(?1, subject, entry, body) FROM fact "
                                         "WHERE subject BETWEEN ?2 AND ?3",
                                         -1, SQLITE_PREPARE_PERSISTENT, &prepared_, nullptr));
  }
  check(connection, sqlite3_bind_pointer(prepared_, 1, &to, taker_type, nullptr));
  check(connection, sqlite3_bind_int64(prepared_, 2, first_subject));
  check(connection, sqlite3_bind_int64(prepared_, 3, last_subject));
  int status = SQLITE_ROW;
  while (status == SQLITE_ROW) status = sqlite3_step(prepared_);
  try {
    if (status != SQLITE_DONE) fail_with(connection, status);
  } catch (...) {
    sqlite3_reset(prepared_);
    throw;
  }
  sqlite3_reset(prepared_);
}

transaction::transaction(database& on, kind what) : database_(on) {
  on.end_given_up();
  if (on.holds_snapshot()) on.require_snapshot();
  is_mine_ = !on.in_transaction();
  if (is_mine_) database_.run(what == kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

transaction::~transaction() {
  if (is_mine_) database_.give_up();
}

void transaction::commit() {
  if (!is_mine_) return;
  database_.run("COMMIT");
  is_mine_ = false;
}

}  // namespace chengxin::storage
