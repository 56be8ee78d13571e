// The tables of a store's file (STORE, appendix "Tables"), making and opening it.
// Never changes a file that is not a store, or one of a newer format.
#pragma once

#include <memory>
#include <string>

#include "chengxin/store.hpp"
#include "digest/digest.hpp"
#include "store/sqlite.hpp"

namespace chengxin::storage {

/// What PRAGMA application_id says of a store: "CXSF".
inline constexpr std::int64_t application_id = 0x43585346;
/// The format that this library writes; PRAGMA user_version.
inline constexpr std::int64_t format = 1;

/// Makes the file and its tables, in a transaction that is left to the caller to commit:
/// until then the file is an empty one. Throws `exists`, and what database throws.
[[nodiscard]] std::unique_ptr<database> create_file(const std::string& path,
                                                    const store_create_options& options);

/// Opens a file and sees that it is a store of a known format. Throws `not_a_store`,
/// `newer_format`, and what database throws.
[[nodiscard]] std::unique_ptr<database> open_file(const std::string& path,
                                                  const store_options& options);

/// The digest of the last entry, in hexadecimal; empty where there is none.
[[nodiscard]] std::string head_of(database& on);

/// Another connection to a store that is open and has this head, to read what is committed
/// beside it. Never asks the other one for memory. Throws what database throws, and `moved`
/// where the file at its path is another one by now.
[[nodiscard]] std::unique_ptr<database> open_beside(database& other, const std::string& head);

/// What the setting `key_seal` says where the key is the one that was drawn: marks made
/// with another would know nobody again.
[[nodiscard]] digest::bytes seal_of_key(std::string_view key);

}  // namespace chengxin::storage
