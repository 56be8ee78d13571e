// Reading and adding entries (see ledger.hpp).
#include "store/ledger.hpp"

#include <algorithm>
#include <cstring>

#include "store/packed.hpp"

namespace chengxin::storage {
namespace {

// Nobody takes the digest of an entry for that of a content, or of another format.
constexpr std::string_view entry_mark = "chengxin entry 1";

digest_value digest_from(std::string_view bytes) {
  digest_value read;
  if (bytes.size() != read.size()) fail("damaged", "an entry's digest has not 32 bytes");
  std::memcpy(read.data(), bytes.data(), read.size());
  return read;
}

digest::algorithm algorithm_of(chain_digest by) noexcept {
  return by == chain_digest::sm3 ? digest::algorithm::sm3 : digest::algorithm::sha256;
}

}  // namespace

digest_value chain::of_content(std::string_view salted) {
  hasher_.add(salted);
  return hasher_.finish();
}

digest_value chain::of_content(std::string_view salt, std::string_view content) {
  hasher_.add(salt);
  hasher_.add(content);
  return hasher_.finish();
}

digest_value chain::of_entry(const digest_value& before, const entry_head& head,
                             const digest_value& content) {
  char bytes[3 * sizeof(std::int64_t) + 1];
  char* to = bytes;
  for (const std::int64_t value : {head.position, head.at.milliseconds, head.subject}) {
    for (std::size_t i = 0; i < sizeof value; ++i) {
      *to++ = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
    }
  }
  *to = static_cast<char>(head.kind);
  hasher_.add(entry_mark);
  hasher_.add({bytes, sizeof bytes});
  hasher_.add(view(content));
  hasher_.add(view(before));
  return hasher_.finish();
}

ledger::ledger(database& on, chain_digest by)
    : by_(algorithm_of(by)),
      chain_(by_),
      insert_(on, "INSERT INTO entry (position, at, kind, subject, digest) VALUES (?, ?, ?, ?, ?)"),
      last_(on, "SELECT max(position) FROM entry"),
      at_(on, "SELECT at FROM entry WHERE position = ?"),
      digest_(on, "SELECT digest FROM entry WHERE position = ?") {}

std::int64_t ledger::last() {
  const reset_after done(last_.bind());
  return last_.step() ? last_.integer(0) : 0;
}

moment ledger::at(std::int64_t position) {
  const reset_after done(at_.bind(position));
  if (!at_.step()) fail("damaged", "entry " + std::to_string(position) + " is missing");
  return {at_.integer(0)};
}

digest_value ledger::digest_of(std::int64_t position) {
  if (position == 0) return chain::start();
  const reset_after done(digest_.bind(position));
  if (!digest_.step()) fail("damaged", "entry " + std::to_string(position) + " is missing");
  return digest_from(digest_.bytes(0));
}

std::int64_t ledger::position_at(moment known_at) {
  std::int64_t from = 0;  // times never decrease: the last that is not later lies in [from, to]
  std::int64_t to = last();
  while (from < to) {
    const std::int64_t middle = from + (to - from + 1) / 2;
    if (at(middle) <= known_at) {
      from = middle;
    } else {
      to = middle - 1;
    }
  }
  return from;
}

ledger_writer::ledger_writer(ledger& of, moment now, std::optional<moment> wanted)
    : ledger_(of), last_(of.last()), digest_(of.digest_of(last_)) {
  const moment before =
      last_ == 0 ? moment{std::min<std::int64_t>(0, now.milliseconds)} : of.at(last_);
  if (wanted && last_ != 0 && *wanted < before) {
    fail("time_not_allowed", "expected a time that is not before the last entry's, " +
                                 to_string(before) + "; found " + to_string(*wanted));
  }
  if (wanted && *wanted > now) {
    fail("time_not_allowed", "expected a time that is not after now, " + to_string(now) +
                                 "; found " + to_string(*wanted));
  }
  at_ = wanted ? *wanted : std::max(now, before);
}

std::int64_t ledger_writer::add(entry_kind kind, std::int64_t subject,
                                const digest_value& content) {
  const entry_head head{last_ + 1, at_, kind, subject};
  digest_ = digests().of_entry(digest_, head, content);
  ledger_.insert_
      .bind(head.position, at_.milliseconds, static_cast<std::int64_t>(kind), subject,
            blob{view(digest_)})
      .run();
  last_ = head.position;
  return last_;
}

}  // namespace chengxin::storage
