// Taking contents out of the ledger for good: tombstones, and bytes that are gone
// (STORE 2). Never breaks the chain, which binds digests and not contents.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "chengxin/rulebook.hpp"
#include "store/session.hpp"
#include "store/tombstone.hpp"

namespace chengxin::storage {

/// Takes the contents of facts out, with one tombstone that names them, inside the
/// caller's write transaction; their rows are deleted. `what.entries` need not be
/// sorted. Gives the tombstone's entry.
std::int64_t erase_facts(session& on, ledger_writer& entries, tombstone what,
                         std::span<const std::int64_t> subjects);

/// Erases the facts of records whose category a rulebook bars and none barred before.
/// True where there were any.
bool erase_barred(session& on, ledger_writer& entries, const rulebook& book);

/// Rewrites the file without the bytes of what was erased, log and free pages
/// included. Outside any transaction. Throws `busy` where another connection still
/// reads an older state; it is then due at the next call.
void remove_bytes(session& on);

/// Whether bytes of what was erased may still be there.
[[nodiscard]] bool bytes_remain(session& on);
/// Writes down that they may be, inside the transaction that erases.
void bytes_will_remain(session& on);

}  // namespace chengxin::storage
