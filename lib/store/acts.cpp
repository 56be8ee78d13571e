// A resident's acts: objecting to a record and what is decided on it, withdrawing
// and enrolling again (STORE 2). Never changes an entry: each act is a new one.
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "chengxin/diagnostics.hpp"
#include "store/content.hpp"
#include "store/given_text.hpp"

namespace chengxin {
namespace {

using storage::attempt;
using storage::entry_kind;
using storage::fail;
using storage::held_record;
using storage::ledger_writer;
using storage::require_text;
using storage::session;
using storage::statement;
using storage::subject_row;
using storage::transaction;

constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();

const held_record& require_record(const storage::person& of, std::string_view subject_id,
                                  std::string_view record_id) {
  const held_record* const found = of.find(record_id);
  if (found == nullptr) {
    fail("unknown_record", "subject " + shown(subject_id) + " has no record " + shown(record_id));
  }
  return *found;
}

/// Adds what an objection or a decision makes of a record.
void add_version(session& on, std::int64_t key, std::string_view subject_id, entry_kind kind,
                 const storage::record_content& content) {
  std::string packed;
  pack(packed, kind, content);
  ledger_writer entries = on.begin_entries();
  on.add_fact(entries, key, packed);
  on.count("versions", 1);
  on.forget_score(subject_id);
}

/// Adds a withdrawal or an enrolment, be it of one who comes back as someone new.
void add_act(session& on, std::int64_t key, entry_kind kind, std::string_view evidence,
             std::string_view new_id = {}) {
  std::string packed;
  pack_act(packed, kind, evidence, new_id);
  ledger_writer entries = on.begin_entries();
  on.add_fact(entries, key, packed);
}

/// One who was erased comes back as someone new, with a key that was never used.
std::int64_t make_anew(session& on, std::string_view subject_id) {
  const storage::digest_value mark = on.mark_of_subject(subject_id);
  if (!on.is_held_back(mark)) fail("unknown_subject", "there is no subject " + shown(subject_id));
  statement(on.file(), "DELETE FROM held_back WHERE digest = ?")
      .bind(storage::blob{storage::view(mark)})
      .run();
  const std::int64_t key = on.file().number("SELECT max(key) FROM subject") + 1;
  statement(on.file(), "INSERT INTO subject (key, subject_id) VALUES (?, ?)")
      .bind(key, subject_id)
      .run();
  return key;
}

}  // namespace

result<bool> store::object(std::string_view subject_id, std::string_view record_id,
                           std::string_view text) {
  return attempt([&] {
    session& on = content_->session;
    on.require_writing();
    require_text("text", text, storage::longest_objection);
    transaction whole(on.file(), transaction::kind::write);
    const subject_row whose = on.require(subject_id);
    storage::person known;
    on.load(whose.key, all, known);
    const held_record& held = require_record(known, subject_id, record_id);
    if (held.disputed) {
      fail("already_disputed", "an objection to record " + shown(record_id) + " is open already");
    }
    storage::record_content disputed = held.now;
    disputed.status = record_status::disputed;
    disputed.repaired_on = no_day;
    disputed.note = text;
    add_version(on, whose.key, subject_id, entry_kind::objection, disputed);
    whole.commit();
    return true;
  });
}

result<bool> store::decide(std::string_view subject_id, std::string_view record_id, bool upheld,
                           std::string_view evidence) {
  return attempt([&] {
    session& on = content_->session;
    on.require_writing();
    require_text("evidence", evidence);
    transaction whole(on.file(), transaction::kind::write);
    const subject_row whose = on.require(subject_id);
    storage::person known;
    on.load(whose.key, all, known);
    const held_record& held = require_record(known, subject_id, record_id);
    if (!held.disputed) {
      fail("not_disputed", "no objection to record " + shown(record_id) + " is open");
    }
    storage::record_content decided = held.given;
    // Losing a second objection does not bring back what the first one struck.
    if (upheld || held.struck) {
      decided.status = record_status::revoked;
      decided.repaired_on = no_day;
    }
    decided.note = evidence;
    add_version(on, whose.key, subject_id, entry_kind::decision, decided);
    whole.commit();
    return true;
  });
}

result<bool> store::withdraw(std::string_view subject_id, std::string_view evidence) {
  return attempt([&] {
    session& on = content_->session;
    on.require_writing();
    require_text("evidence", evidence);
    transaction whole(on.file(), transaction::kind::write);
    const subject_row who = on.require_enrolled(subject_id);
    add_act(on, who.key, entry_kind::withdrawal, evidence);
    statement(on.file(), "UPDATE subject SET withdrawn = 1 WHERE key = ?").bind(who.key).run();
    statement(on.file(), "DELETE FROM score WHERE subject_id = ?").bind(subject_id).run();
    whole.commit();
    return true;
  });
}

result<bool> store::enrol(std::string_view subject_id, std::string_view evidence) {
  return attempt([&] {
    session& on = content_->session;
    on.require_writing();
    require_text("evidence", evidence);
    transaction whole(on.file(), transaction::kind::write);
    const std::optional<subject_row> found = on.find(subject_id);
    if (found && !found->withdrawn) {
      fail("already_enrolled", "subject " + shown(subject_id) + " has not withdrawn");
    }
    const std::int64_t key = found ? found->key : make_anew(on, subject_id);
    statement(on.file(), "UPDATE subject SET withdrawn = 0 WHERE key = ?").bind(key).run();
    // Nothing else in the ledger says yet who that is.
    add_act(on, key, entry_kind::enrolment, evidence, found ? std::string_view() : subject_id);
    whole.commit();
    return true;
  });
}

}  // namespace chengxin
