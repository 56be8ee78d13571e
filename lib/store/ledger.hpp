// The ledger: entries that are only ever added, each chained to the one before it
// (STORE 2). Never keeps a content: that is in the table of its kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "chengxin/store.hpp"
#include "digest/digest.hpp"
#include "store/contents.hpp"
#include "store/sqlite.hpp"

namespace chengxin::storage {

using digest_value = digest::bytes;

[[nodiscard]] inline std::string_view view(const digest_value& digest) noexcept {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// What the chain says of an entry besides its content.
struct entry_head {
  std::int64_t position = 0;
  moment at;
  entry_kind kind = entry_kind::subject;
  std::int64_t subject = 0;  ///< 0: of no subject that is known
};

/// Computes the digests of a chain.
class chain {
public:
  explicit chain(digest::algorithm by) : hasher_(by) {}

  /// Of a content with its salt in front.
  [[nodiscard]] digest_value of_content(std::string_view salted);
  [[nodiscard]] digest_value of_content(std::string_view salt, std::string_view content);
  /// Of an entry, which binds all entries before it.
  [[nodiscard]] digest_value of_entry(const digest_value& before, const entry_head& head,
                                      const digest_value& content);
  /// What the first entry is chained to: as many zeros.
  [[nodiscard]] static digest_value start() noexcept { return {}; }

private:
  digest::hasher hasher_;
};

/// Reads of the ledger.
class ledger {
public:
  ledger(database& on, chain_digest by);

  /// The position of the last entry, 0 of an empty ledger.
  [[nodiscard]] std::int64_t last();
  /// The last position whose entry was there at a moment; 0: none.
  [[nodiscard]] std::int64_t position_at(moment known_at);
  [[nodiscard]] digest_value digest_of(std::int64_t position);
  [[nodiscard]] moment at(std::int64_t position);
  [[nodiscard]] digest::algorithm algorithm() const noexcept { return by_; }

private:
  friend class ledger_writer;

  digest::algorithm by_;
  chain chain_;
  statement insert_;
  statement last_;
  statement at_;
  statement digest_;
};

/// Adds entries, inside a write transaction that the caller holds; one for each.
class ledger_writer {
public:
  /// `now` is the clock's. Throws `time_not_allowed` where `wanted` is before the
  /// last entry or after now.
  ledger_writer(ledger& of, moment now, std::optional<moment> wanted);

  /// Adds an entry; gives its position. `salted` is its salt and its content.
  std::int64_t add(entry_kind kind, std::int64_t subject, std::string_view salt,
                   std::string_view content) {
    return add(kind, subject, digests().of_content(salt, content));
  }
  std::int64_t add(entry_kind kind, std::int64_t subject, const digest_value& content);

  [[nodiscard]] moment at() const noexcept { return at_; }
  [[nodiscard]] std::int64_t last() const noexcept { return last_; }
  [[nodiscard]] chain& digests() noexcept { return ledger_.chain_; }

private:
  ledger& ledger_;
  std::int64_t last_ = 0;
  digest_value digest_{};
  moment at_;
};

}  // namespace chengxin::storage
