// The store from outside: making and opening it, and adding to its ledger. The
// other functions stand in the files of what they do.
#include "chengxin/store.hpp"

#include <utility>

#include "chengxin/io/rulebook.hpp"
#include "store/content.hpp"
#include "store/erasure.hpp"
#include "store/import.hpp"
#include "store/schema.hpp"
#include "store/typed.hpp"

namespace chengxin {

using storage::attempt;
using storage::fail;
using storage::transaction;

namespace storage {
namespace {

// Whoever reads need not wait for a writer: what cannot be saved now is saved later.
void try_to_save_counts(database& on, score_cache& cache) {
  const impatience at_once(on);
  bool saved = false;
  try {
    transaction whole(on, transaction::kind::write);
    saved = true;
    cache.save_counts();
    whole.commit();
  } catch (const failure& failed) {
    if (saved) cache.unsave_counts();
    if (failed.what.code == "damaged" || failed.what.code == "internal") throw;
  }
}

}  // namespace
}  // namespace storage

store::store(std::unique_ptr<content> opened) noexcept : content_(std::move(opened)) {}
store::store(store&&) noexcept = default;

store& store::operator=(store&& other) noexcept {
  store taken(std::move(other));
  content_.swap(taken.content_);
  return *this;
}

store::~store() {
  if (!content_) return;
  end_snapshot();
  // What was counted is worth keeping, and nothing to fail for.
  try {
    if (content_->session.file().is_read_only()) return;
    constexpr std::int32_t shortly = 100;
    content_->session.file().wait_at_most(shortly);
    transaction whole(content_->session.file(), transaction::kind::write);
    content_->cache.save_counts();
    whole.commit();
  } catch (...) {  // NOLINT(bugprone-empty-catch): a destructor has nobody to tell
  }
}

result<store> store::create(const std::string& path, const store_create_options& options) {
  return attempt([&] {
    store_options opened;
    opened.vfs = options.vfs;
    auto made = std::make_unique<content>(storage::create_file(path, options), opened);
    made->session.file().run("COMMIT");  // the last thing that may fail
    return store(std::move(made));
  });
}

result<store> store::open(const std::string& path, const store_options& options) {
  return attempt(
      [&] { return store(std::make_unique<content>(storage::open_file(path, options), options)); });
}

result<bool> store::add_rulebook(std::string_view json, std::optional<moment> at) {
  return attempt([&] {
    storage::session& session = content_->session;
    session.require_writing();
    const io::loaded_rulebook loaded = io::load_rulebook(json);
    if (!loaded.book) {
      for (const diagnostic& finding : loaded.findings) {
        if (finding.level == severity::error) fail(finding.code, finding.message);
      }
    }
    transaction whole(session.file(), transaction::kind::write);
    session.books().look();
    const storage::standard& newest = session.books().newest();
    if (newest.entry != 0 && newest.book().fingerprint == loaded.book->fingerprint) {
      whole.commit();
      if (storage::bytes_remain(session)) storage::remove_bytes(session);
      return false;
    }
    storage::ledger_writer entries = session.begin_entries(at);
    const std::string salt(session.new_salt());
    const std::int64_t entry = entries.add(storage::entry_kind::rulebook, 0, salt, json);
    storage::statement(session.file(), "INSERT INTO rulebook VALUES (?, ?, ?, ?)")
        .bind(entry, loaded.book->fingerprint, storage::blob{salt}, json)
        .run();
    content_->cache.rulebook_added(*loaded.book, newest.entry == 0);
    const bool erased = storage::erase_barred(session, entries, *loaded.book);
    whole.commit();
    if (erased) storage::remove_bytes(session);
    return true;
  });
}

result<import_summary> store::import(const import_source& subjects, const import_source& records,
                                     const import_options& options) {
  return attempt(
      [&] { return storage::import_rows(content_->session, subjects, records, options); });
}

result<import_summary> store::add(const subject& given, std::optional<moment> at) {
  return attempt([&] { return storage::add_subject(content_->session, given, at); });
}

result<import_summary> store::add(std::string_view subject_id, std::span<const record> given,
                                  std::optional<moment> at) {
  return attempt([&] { return storage::add_records(content_->session, subject_id, given, at); });
}

result<bool> store::begin_snapshot() {
  return attempt([&] {
    if (content_->session.in_snapshot()) return false;
    content_->session.file().hold_snapshot();
    // SQLite holds nothing until the first read: what is committed from here on is
    // not to be seen.
    try {
      static_cast<void>(content_->session.entries().last());
    } catch (...) {
      end_snapshot();
      throw;
    }
    return true;
  });
}

void store::end_snapshot() noexcept {
  if (!content_->session.in_snapshot()) return;
  content_->cache.end_snapshot();
  content_->session.file().let_snapshot_go();
}

result<std::string> store::head() {
  return attempt([&] {
    storage::ledger& entries = content_->session.entries();
    const transaction whole(content_->session.file(), transaction::kind::read);
    return storage::hexadecimal(storage::view(entries.digest_of(entries.last())));
  });
}

result<store_statistics> store::statistics() {
  return attempt([&] {
    storage::session& session = content_->session;
    if (!session.file().is_read_only() && !session.in_snapshot()) {
      storage::try_to_save_counts(session.file(), content_->cache);
    }
    const transaction whole(session.file(), transaction::kind::read);
    const auto counted = [&](std::string_view name) {
      return static_cast<std::uint64_t>(session.counted(name));
    };
    store_statistics made;
    made.subjects = counted("subjects");
    made.records = counted("records");
    made.versions = counted("versions");
    made.entries = static_cast<std::uint64_t>(session.entries().last());
    made.cached_scores = static_cast<std::uint64_t>(
        session.file().number("SELECT count(*) FROM score WHERE stale = 0"));
    storage::score_cache& cache = content_->cache;
    made.hits = cache.hits();
    made.absent = cache.misses(storage::miss::absent);
    made.newer_data = cache.misses(storage::miss::newer_data);
    made.past_stable_through = cache.misses(storage::miss::past_stable_through);
    made.other_rulebook = cache.misses(storage::miss::other_rulebook);
    return made;
  });
}

}  // namespace chengxin
