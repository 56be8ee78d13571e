// Finding contents (see content_finder.hpp).
#include "store/content_finder.hpp"

#include "store/consents.hpp"
#include "store/disclosures.hpp"

namespace chengxin::storage {

content_finder::content_finder(database& on)
    : fact_(on, "SELECT body FROM fact WHERE subject = ? AND entry = ?"),
      rulebook_(on, "SELECT salt, json FROM rulebook WHERE entry = ?"),
      consent_(on,
               "SELECT salt, id, grantee, use, scope, first_day, last_day, evidence FROM consent "
               "WHERE entry = ? AND subject = ?"),
      revocation_(on,
                  "SELECT revocation_salt, id FROM consent WHERE revocation = ? AND subject = ?"),
      disclosure_(on,
                  "SELECT salt, asked_about, grantee, use, scope, as_of, granted, reason, told, "
                  "authentication FROM disclosure WHERE entry = ? AND salt NOTNULL"),
      tombstone_(on, "SELECT salt, content FROM tombstone WHERE entry = ?") {}

std::optional<std::string_view> content_finder::find(std::int64_t position, entry_kind kind,
                                                     std::int64_t subject) {
  const std::optional<std::string_view> found =
      is_fact(kind) ? find_fact(position, subject) : content_of_row(position, kind, subject);
  // A fact and a tombstone say of themselves what they are; a rulebook is a text.
  if (found && kind != entry_kind::rulebook &&
      (found->size() <= salt_size || kind_of(found->substr(salt_size)) != kind)) {
    return std::nullopt;
  }
  return found;
}

std::optional<std::string_view> content_finder::find_fact(std::int64_t position,
                                                          std::int64_t subject) {
  const reset_after done(fact_.bind(subject, position));
  if (!fact_.step()) return std::nullopt;
  salted_ = fact_.bytes(0);
  return salted_;
}

// What is digested is made of the row's columns.
std::optional<std::string_view> content_finder::find_act(std::int64_t position, entry_kind kind,
                                                         std::int64_t subject) {
  if (kind == entry_kind::revocation) {
    const reset_after done(revocation_.bind(position, subject));
    if (!revocation_.step() || revocation_.bytes(0).size() != salt_size) return std::nullopt;
    salted_ = revocation_.bytes(0);
    salted_ += revocation_content(revocation_.text(1));
    return salted_;
  }
  if (kind == entry_kind::consent) {
    const reset_after done(consent_.bind(position, subject));
    if (!consent_.step() || consent_.bytes(0).size() != salt_size) return std::nullopt;
    consent_row row;
    row.id = consent_.text(1);
    row.subject = subject;
    row.grantee = consent_.text(2);
    row.use = consent_.text(3);
    row.scope = scope_from(consent_.integer(4));
    row.first_day = {static_cast<std::int32_t>(consent_.integer(5))};
    row.last_day = {static_cast<std::int32_t>(consent_.integer(6))};
    row.evidence = consent_.text(7);
    salted_ = consent_.bytes(0);
    salted_ += consent_content(row);
    return salted_;
  }
  const reset_after done(disclosure_.bind(position));
  if (!disclosure_.step() || disclosure_.bytes(0).size() != salt_size) return std::nullopt;
  disclosure_row row;
  row.asked_about = disclosure_.bytes(1);
  row.grantee = disclosure_.text(2);
  row.use = disclosure_.text(3);
  row.scope = disclosure_.integer(4);
  row.as_of = disclosure_.integer(5);
  row.granted = disclosure_.integer(6);
  row.reason = disclosure_.integer(7);
  row.told = disclosure_.text(8);
  row.authentication = disclosure_.text(9);
  salted_ = disclosure_.bytes(0);
  salted_ += disclosure_content(row);
  return salted_;
}

std::optional<std::string_view> content_finder::content_of_row(std::int64_t position,
                                                               entry_kind kind,
                                                               std::int64_t subject) {
  if (kind != entry_kind::rulebook && kind < entry_kind::erasure) {
    return find_act(position, kind, subject);
  }
  statement& asked = kind == entry_kind::rulebook ? rulebook_ : tombstone_;
  const reset_after done(asked.bind(position));
  if (!asked.step() || asked.bytes(0).size() != salt_size) return std::nullopt;
  salted_ = asked.bytes(0);
  salted_ += asked.bytes(1);
  return salted_;
}

}  // namespace chengxin::storage
