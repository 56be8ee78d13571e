// Taking contents out of the ledger for good: tombstones, and bytes that are gone
// (STORE 3). Never breaks the chain, which binds digests and not contents.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "chengxin/rulebook.hpp"
#include "store/session.hpp"

namespace chengxin::storage {

/// Erases the facts of records whose category a rulebook bars, with one tombstone,
/// inside the caller's write transaction. True where there were any.
bool erase_barred(session& on, ledger_writer& entries, const rulebook& book);

/// Rewrites the file without the bytes of what was erased, log and free pages
/// included. Outside any transaction. Throws `busy` where another connection still
/// reads an older state; it is then due at the next call.
void remove_bytes(session& on);

/// Whether bytes of what was erased may still be there.
[[nodiscard]] bool bytes_remain(session& on);

}  // namespace chengxin::storage
