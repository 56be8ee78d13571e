// Granting, revoking and listing consents (see consents.hpp).
#include "store/consents.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include "chengxin/diagnostics.hpp"
#include "store/content.hpp"
#include "store/given_text.hpp"

namespace chengxin {

using storage::attempt;
using storage::fail;
using storage::statement;
using storage::transaction;

namespace storage {
namespace {

constexpr std::size_t id_size = 16;

void check(const consent_request& asked) {
  require_text("grantee", asked.grantee);
  require_text("use", asked.use);
  require_text("evidence", asked.evidence);
  static_cast<void>(scope_from(static_cast<std::int64_t>(asked.scope)));
  for (const date day : {asked.first_day, asked.last_day}) {
    if (day >= first_input_day && day <= last_input_day) continue;
    fail("invalid_date", "a consent's days must lie between 1900-01-01 and 2199-12-31");
  }
  if (asked.last_day < asked.first_day) {
    fail("empty_interval", "the last day " + to_string(asked.last_day) +
                               " is before the first day " + to_string(asked.first_day));
  }
}

void check_use(session& on, std::string_view use) {
  on.books().look();
  const std::vector<chengxin::use>& uses =
      on.books().effective(on.today(), on.entries().last()).book().uses;
  if (std::any_of(uses.begin(), uses.end(),
                  [&](const chengxin::use& it) { return it.id == use; })) {
    return;
  }
  fail("unknown_use", "the rulebook that is effective today has no use " + shown(use));
}

void add(session& on, const consent_row& row) {
  ledger_writer entries = on.begin_entries();
  const std::string salt(on.new_salt());
  const std::int64_t entry =
      entries.add(entry_kind::consent, row.subject, salt, consent_content(row));
  statement(on.file(),
            "INSERT INTO consent (id, subject, entry, salt, grantee, use, scope, first_day, "
            "last_day, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(row.id, row.subject, entry, blob{salt}, row.grantee, row.use,
            static_cast<std::int64_t>(row.scope), row.first_day.days, row.last_day.days,
            row.evidence)
      .run();
}

void add_revocation(session& on, std::int64_t subject, std::string_view id) {
  ledger_writer entries = on.begin_entries();
  const std::string salt(on.new_salt());
  const std::int64_t entry =
      entries.add(entry_kind::revocation, subject, salt, revocation_content(id));
  statement(on.file(), "UPDATE consent SET revocation = ?, revocation_salt = ? WHERE id = ?")
      .bind(entry, blob{salt}, id)
      .run();
}

date day_from(std::int64_t number) noexcept {
  return {static_cast<std::int32_t>(number)};
}

}  // namespace

std::string consent_content(const consent_row& row) {
  std::string content;
  packer to(content);
  to.byte(static_cast<std::uint8_t>(entry_kind::consent));
  to.text(row.id);
  to.number(static_cast<std::uint64_t>(row.subject));
  to.text(row.grantee);
  to.text(row.use);
  to.byte(static_cast<std::uint8_t>(row.scope));
  to.day(row.first_day);
  to.day(row.last_day);
  to.text(row.evidence);
  return content;
}

std::string revocation_content(std::string_view consent_id) {
  std::string content;
  packer to(content);
  to.byte(static_cast<std::uint8_t>(entry_kind::revocation));
  to.text(consent_id);
  return content;
}

chengxin::scope scope_from(std::int64_t number) {
  if (number < 0 || number >= static_cast<std::int64_t>(scope_names.size())) {
    fail("damaged", "a scope is none that this library knows");
  }
  return static_cast<chengxin::scope>(number);
}

}  // namespace storage

result<std::string> store::grant(const consent_request& asked,
                                 const std::function<void(const std::string& id)>& before_commit) {
  return attempt([&] {
    storage::session& on = content_->session;
    on.require_writing();
    storage::check(asked);
    transaction whole(on.file(), transaction::kind::write);
    const storage::subject_row whose = on.require_enrolled(asked.subject_id);
    storage::check_use(on, asked.use);
    std::string id = storage::hexadecimal(storage::random_bytes(storage::id_size));
    storage::add(on, {id, whose.key, asked.grantee, asked.use, asked.scope, asked.first_day,
                      asked.last_day, asked.evidence});
    if (before_commit) before_commit(id);
    whole.commit();
    return id;
  });
}

result<bool> store::revoke(std::string_view consent_id) {
  return attempt([&] {
    storage::session& on = content_->session;
    on.require_writing();
    transaction whole(on.file(), transaction::kind::write);
    std::int64_t subject = 0;
    {
      statement asked(on.file(), "SELECT subject, revocation FROM consent WHERE id = ?");
      if (!asked.bind(consent_id).step()) {
        fail("unknown_consent", "there is no consent " + shown(consent_id));
      }
      if (!asked.is_null(1)) return false;
      subject = asked.integer(0);
    }
    storage::add_revocation(on, subject, consent_id);
    whole.commit();
    return true;
  });
}

result<std::vector<consent>> store::consents(std::string_view subject_id) {
  return attempt([&] {
    storage::session& on = content_->session;
    const transaction whole(on.file(), transaction::kind::read);
    std::vector<consent> found;
    statement listed(on.file(),
                     "SELECT consent.id, grantee, use, scope, first_day, last_day, evidence, "
                     "entry.at FROM subject JOIN consent ON consent.subject = subject.key LEFT "
                     "JOIN entry ON entry.position = consent.revocation WHERE subject_id = ? ORDER "
                     "BY consent.entry");
    for (listed.bind(subject_id); listed.step();) {
      consent& it = found.emplace_back();
      it.id = listed.text(0);
      it.grantee = listed.text(1);
      it.use = listed.text(2);
      it.scope = storage::scope_from(listed.integer(3));
      it.first_day = storage::day_from(listed.integer(4));
      it.last_day = storage::day_from(listed.integer(5));
      it.evidence = listed.text(6);
      if (!listed.is_null(7)) it.revoked_at = moment{listed.integer(7)};
    }
    return found;
  });
}

}  // namespace chengxin
