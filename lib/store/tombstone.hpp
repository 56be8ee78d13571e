// What stands in the ledger where contents were taken out: which entries they were,
// and why (STORE 2). Never says anything of what was erased but what the log keeps.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/contents.hpp"

namespace chengxin::storage {

/// What an erased row of the disclosure log keeps. No digest binds it any longer but
/// that of the tombstone.
struct kept_disclosure {
  std::int64_t entry = 0;
  std::string use;
  std::int64_t scope = 0;
  std::int64_t granted = 0;

  friend bool operator==(const kept_disclosure&, const kept_disclosure&) = default;
};

struct tombstone {
  entry_kind kind = entry_kind::erasure;  ///< or purge, or barring
  std::int64_t subject = 0;               ///< of an erasure
  std::string evidence;                   ///< of a purge: how many records it holds back
  std::vector<std::int64_t> entries;      ///< whose contents are gone, ascending
  std::vector<kept_disclosure> kept;      ///< those of them that are disclosures, ascending
};

/// Packs a content without its salt.
[[nodiscard]] std::string pack(const tombstone& content);
/// Throws `damaged`.
[[nodiscard]] tombstone unpack_tombstone(std::string_view content);

/// Whether an entry of this kind is a tombstone.
[[nodiscard]] constexpr bool is_tombstone(entry_kind kind) noexcept {
  return kind >= entry_kind::erasure;
}

}  // namespace chengxin::storage
