// Making and opening a store's file (see schema.hpp).
#include "store/schema.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "store/random.hpp"

namespace chengxin::storage {
namespace {

constexpr std::int64_t page_size = 4096;

// Facts lie together by subject, so that all that is known about a person is one
// range of one table.
constexpr const char* tables = R"(
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
  position INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  digest BLOB NOT NULL,
  content_digest BLOB
) STRICT;
CREATE INDEX entry_gone ON entry (subject) WHERE content_digest IS NOT NULL;
CREATE TABLE subject (
  key INTEGER PRIMARY KEY,
  subject_id TEXT UNIQUE,
  withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE fact (
  subject INTEGER NOT NULL REFERENCES subject (key),
  entry INTEGER NOT NULL REFERENCES entry (position),
  body BLOB NOT NULL,
  PRIMARY KEY (subject, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE rulebook (
  entry INTEGER PRIMARY KEY REFERENCES entry (position),
  fingerprint TEXT NOT NULL,
  salt BLOB NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE consent (
  id TEXT PRIMARY KEY,
  subject INTEGER NOT NULL REFERENCES subject (key),
  entry INTEGER NOT NULL REFERENCES entry (position),
  salt BLOB NOT NULL,
  grantee TEXT NOT NULL,
  use TEXT NOT NULL,
  scope INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  revocation INTEGER REFERENCES entry (position),
  revocation_salt BLOB
) STRICT;
CREATE INDEX consent_of ON consent (subject, grantee, use);
CREATE INDEX consent_entry ON consent (entry);
CREATE INDEX consent_revocation ON consent (revocation) WHERE revocation IS NOT NULL;
CREATE TABLE disclosure (
  entry INTEGER PRIMARY KEY REFERENCES entry (position),
  asked_about BLOB,
  salt BLOB,
  grantee TEXT,
  use TEXT NOT NULL,
  scope INTEGER NOT NULL,
  as_of INTEGER,
  granted INTEGER NOT NULL,
  reason INTEGER,
  told TEXT,
  authentication TEXT
) STRICT;
CREATE INDEX disclosure_about ON disclosure (asked_about);
CREATE TABLE tombstone (
  entry INTEGER PRIMARY KEY REFERENCES entry (position),
  salt BLOB NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE held_back (
  digest BLOB PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry (position),
  seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE score (
  subject_id TEXT PRIMARY KEY,
  subject INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  stale INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)";

// Makes the file, unless something is there. A file that is there is not opened here:
// closing it again would drop the locks of a store that this process has open on it.
void reserve_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::close(file);
    return;
  }
  struct stat found {};
  if (errno != EEXIST || ::stat(path.c_str(), &found) != 0) {
    fail("cannot_open", path + ": " + std::system_category().message(errno));
  }
  // One page is what an interrupted making leaves.
  if (!S_ISREG(found.st_mode) || (found.st_size != 0 && found.st_size != page_size)) {
    fail("exists", path + " exists already and is not an empty file");
  }
}

// Whether what SQLite finds there is nobody's.
void require_empty(database& on, const std::string& path) {
  if (on.number("SELECT count(*) FROM sqlite_schema") == 0 &&
      on.number("PRAGMA application_id") == 0 && on.number("PRAGMA user_version") == 0) {
    return;
  }
  fail("exists", path + " exists already and is not an empty file");
}

void set_up(database& on) {
  // Erased content is overwritten, an acknowledged commit is on the disk, and
  // references hold.
  on.run("PRAGMA foreign_keys = ON");
  on.run("PRAGMA secure_delete = ON");
  on.run("PRAGMA synchronous = FULL");
  on.run("PRAGMA cache_size = -65536");
  on.run("PRAGMA trusted_schema = OFF");
  on.run("PRAGMA cell_size_check = ON");
}

bool has_log(const std::string& path) {
  struct stat log {};
  return ::stat((path + "-wal").c_str(), &log) == 0 && log.st_size != 0;
}

// Where the last page is cut off SQLite reads zeros in its place. With a log beside
// the file that page may be written yet.
void require_whole_pages(database& on, const std::string& path) {
  if (on.file_size() % page_size == 0 || has_log(path)) return;
  fail("damaged", path + " is cut short: it ends within a page");
}

}  // namespace

std::unique_ptr<database> create_file(const std::string& path,
                                      const store_create_options& options) {
  require_vfs(options.vfs);  // before a file is made that could not become a store
  reserve_file(path);
  const bool is_logged = has_log(path);
  auto made = std::make_unique<database>(path, open_mode::read_write, options.vfs);
  made->leave_log(is_logged);  // it may be somebody else's
  made->wait_at_most(store_options().wait_milliseconds);
  require_empty(*made, path);
  made->leave_log(false);
  static_cast<void>(::chmod(path.c_str(), 0600));  // also of an empty file that was there
  set_up(*made);
  made->run(("PRAGMA page_size = " + std::to_string(page_size)).c_str());
  if (made->text("PRAGMA journal_mode = WAL") != "wal") {
    fail("io_error", path + " cannot be kept with a write-ahead log here");
  }
  made->run("BEGIN IMMEDIATE");
  require_empty(*made, path);  // also when two make it at once
  made->run(tables);
  made->run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  made->run(("PRAGMA user_version = " + std::to_string(format)).c_str());
  statement set(*made, "INSERT INTO setting VALUES (?, ?)");
  set.bind("digest", chain_digest_names[static_cast<std::size_t>(options.digest)]).run();
  set.bind("test_clock", std::int64_t{options.test_clock}).run();
  set.bind("erased_bytes_remain", std::int64_t{0}).run();
  const std::string key = random_bytes(32);
  set.bind("key", blob{key}).run();
  const digest::bytes seal = seal_of_key(key);
  set.bind("key_seal", blob{{reinterpret_cast<const char*>(seal.data()), seal.size()}}).run();
  return made;
}

std::string head_of(database& on) {
  return on.text("SELECT hex(digest) FROM entry ORDER BY position DESC LIMIT 1");
}

std::unique_ptr<database> open_beside(database& other, const std::string& head) {
  const auto refuse = [&other] {
    fail("moved", other.path() + " is no longer the file that is open");
  };
  if (other.has_moved()) refuse();  // and nothing is opened
  auto opened = std::make_unique<database>(other.path(), open_mode::read_only, other.vfs());
  opened->wait_at_most(other.waits());
  opened->run("PRAGMA trusted_schema = OFF");
  opened->run("PRAGMA cell_size_check = ON");
  if (head_of(*opened) != head) refuse();  // where the VFS could not tell
  return opened;
}

digest::bytes seal_of_key(std::string_view key) {
  digest::hmac sealed(digest::algorithm::sha256, key);
  sealed.add("key");
  return sealed.finish();
}

std::unique_ptr<database> open_file(const std::string& path, const store_options& options) {
  const bool is_logged = has_log(path);
  auto opened = std::make_unique<database>(
      path, options.read_only ? open_mode::read_only : open_mode::read_write, options.vfs);
  opened->leave_log(is_logged);  // it may be somebody else's
  opened->wait_at_most(options.wait_milliseconds);
  const std::int64_t id = opened->number("PRAGMA application_id");
  if (id != application_id) fail("not_a_store", path + " is not a store of chengxin");
  const std::int64_t found = opened->number("PRAGMA user_version");
  if (found > format) {
    fail("newer_format", path + " has format " + std::to_string(found) +
                             "; this library knows formats up to " + std::to_string(format));
  }
  if (found < 1) fail("damaged", path + " has no format's number");
  require_whole_pages(*opened, path);
  opened->leave_log(false);
  set_up(*opened);
  return opened;
}

}  // namespace chengxin::storage
