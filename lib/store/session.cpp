// What the parts of an open store share (see session.hpp).
#include "store/session.hpp"

#include <algorithm>
#include <chrono>

#include "chengxin/diagnostics.hpp"
#include "store/schema.hpp"

namespace chengxin::storage {
namespace {

chain_digest digest_setting(database& on) {
  const auto read = enum_from<chain_digest>(chain_digest_names, read_setting(on, "digest"));
  if (!read) fail("damaged", "the setting `digest` is none that this library knows");
  return *read;
}

}  // namespace

std::string read_setting(database& on, const char* name) {
  statement asked(on, "SELECT value FROM setting WHERE name = ?");
  if (!asked.bind(std::string_view(name)).step()) {
    fail("damaged", "the setting `" + std::string(name) + "` is missing");
  }
  return std::string(asked.bytes(0));
}

session::session(std::unique_ptr<database> opened, const store_options& options)
    : database_(std::move(opened)),
      clock_(options.clock),
      key_(read_setting(*database_, "key")),
      ledger_(*database_, digest_setting(*database_)),
      standards_(*database_),
      find_(*database_, "SELECT key, withdrawn FROM subject WHERE subject_id = ?"),
      facts_(*database_,
             "SELECT entry, body FROM fact WHERE subject = ? AND entry <= ? ORDER BY entry"),
      held_back_(*database_, "SELECT 1 FROM held_back WHERE digest = ?"),
      insert_fact_(*database_, "INSERT INTO fact (subject, entry, body) VALUES (?, ?, ?)"),
      insert_subject_(*database_, "INSERT INTO subject (key, subject_id) VALUES (?, ?)"),
      next_key_(*database_, "SELECT ifnull(max(key), 0) + 1 FROM subject"),
      subject_id_(*database_, "SELECT subject_id FROM subject WHERE key = ?"),
      any_held_back_(*database_, "SELECT EXISTS (SELECT 1 FROM held_back)"),
      forget_score_(*database_,
                    "UPDATE score SET stale = 32257 WHERE subject_id = ? AND stale <> 32257"),
      count_(*database_,
             "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET count = count + "
             "excluded.count"),
      counted_(*database_, "SELECT count FROM counter WHERE name = ?") {
  if (clock_ && read_setting(*database_, "test_clock") != "1") {
    fail("clock_not_allowed", "the store was not made to be opened with a clock of the program's");
  }
  if (read_setting(*database_, "key_seal") != view(seal_of_key(key_))) {
    fail("damaged", "the store's key is not the one that was drawn");
  }
}

moment session::now() const {
  if (clock_) return clock_();
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::optional<subject_row> session::find(std::string_view subject_id) {
  const reset_after done(find_.bind(subject_id));
  if (!find_.step()) return std::nullopt;
  return subject_row{find_.integer(0), find_.integer(1) != 0};
}

subject_row session::require(std::string_view subject_id) {
  const std::optional<subject_row> found = find(subject_id);
  if (!found) fail("unknown_subject", "there is no subject " + shown(subject_id));
  return *found;
}

subject_row session::require_enrolled(std::string_view subject_id) {
  const subject_row found = require(subject_id);
  if (found.withdrawn) {
    fail("withdrawn", "subject " + shown(subject_id) + " has withdrawn from being scored");
  }
  return found;
}

void session::load(std::int64_t key, std::int64_t position, person& into) {
  into.clear();
  const reset_after done(facts_.bind(key, position));
  while (facts_.step()) into.take(facts_.integer(0), facts_.bytes(1));
}

digest_value session::mark_of_subject(std::string_view subject_id) const {
  digest::hmac marked(ledger_.algorithm(), key_);
  marked.add("subject");
  marked.add(subject_id);
  return marked.finish();
}

digest_value session::mark_of_record(std::string_view subject_id,
                                     std::string_view record_id) const {
  std::string both;
  packer to(both);
  to.text(subject_id);  // with its length, so that no two pairs are alike
  to.text(record_id);
  digest::hmac marked(ledger_.algorithm(), key_);
  marked.add("record");
  marked.add(both);
  return marked.finish();
}

digest_value session::seal_of_mark(std::string_view mark, std::int64_t entry) const {
  digest::hmac sealed(ledger_.algorithm(), key_);
  sealed.add("held back");
  sealed.add(mark);
  sealed.add(std::to_string(entry));
  return sealed.finish();
}

void session::hold_back(const digest_value& mark, std::int64_t entry) {
  const digest_value seal = seal_of_mark(view(mark), entry);
  statement(*database_, "INSERT OR REPLACE INTO held_back VALUES (?, ?, ?)")
      .bind(blob{view(mark)}, entry, blob{view(seal)})
      .run();
}

bool session::is_held_back(const digest_value& mark) {
  const reset_after done(held_back_.bind(blob{view(mark)}));
  return held_back_.step();
}

std::int64_t session::add_fact(ledger_writer& to, std::int64_t subject, std::string_view content) {
  body_ = new_salt();
  body_ += content;
  const std::int64_t entry = to.add(kind_of(content), subject, to.digests().of_content(body_));
  insert_fact(subject, entry, body_);
  return entry;
}

std::int64_t session::next_key() {
  const reset_after done(next_key_.bind());
  return next_key_.step() ? next_key_.integer(0) : 1;
}

std::string session::subject_id_of(std::int64_t key) {
  const reset_after done(subject_id_.bind(key));
  if (!subject_id_.step()) fail("damaged", "a subject is missing");
  return std::string(subject_id_.text(0));
}

bool session::holds_anything_back() {
  const reset_after done(any_held_back_.bind());
  return any_held_back_.step() && any_held_back_.integer(0) != 0;
}

void session::forget_score(std::string_view subject_id) {
  forget_score_.bind(subject_id).run();
}

void session::count(std::string_view name, std::int64_t more) {
  if (more != 0) count_.bind(name, more).run();
}

std::int64_t session::counted(std::string_view name) {
  const reset_after done(counted_.bind(name));
  return counted_.step() ? counted_.integer(0) : 0;
}

void session::require_writing() const {
  if (in_snapshot()) fail("in_snapshot", "a snapshot is held: end it before writing");
}

}  // namespace chengxin::storage
