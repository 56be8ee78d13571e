// One open store, as its parts share it: the connection, the ledger, the
// rulebooks, the clock. Never more than one per chengxin::store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "chengxin/store.hpp"
#include "store/ledger.hpp"
#include "store/moment.hpp"
#include "store/person.hpp"
#include "store/random.hpp"
#include "store/sqlite.hpp"
#include "store/standards.hpp"

namespace chengxin::storage {

/// A subject that is there.
struct subject_row {
  std::int64_t key = 0;
  bool withdrawn = false;
};

class session {
public:
  session(std::unique_ptr<database> opened, const store_options& options);

  [[nodiscard]] database& file() noexcept { return *database_; }
  [[nodiscard]] ledger& entries() noexcept { return ledger_; }
  [[nodiscard]] standards& books() noexcept { return standards_; }

  [[nodiscard]] moment now() const;
  [[nodiscard]] date today() const { return day_of(now()); }

  /// The subject of an id, nothing where there is none or it was erased.
  [[nodiscard]] std::optional<subject_row> find(std::string_view subject_id);
  /// The same. Throws `unknown_subject`.
  [[nodiscard]] subject_row require(std::string_view subject_id);
  /// The same of one who has not withdrawn. Throws `withdrawn`.
  [[nodiscard]] subject_row require_enrolled(std::string_view subject_id);

  /// Fills a person with their facts up to a position.
  void load(std::int64_t key, std::int64_t position, person& into);

  /// Digests under the store's own key, by which what was erased is known again.
  [[nodiscard]] digest_value mark_of_subject(std::string_view subject_id) const;
  [[nodiscard]] digest_value mark_of_record(std::string_view subject_id,
                                            std::string_view record_id) const;
  [[nodiscard]] bool is_held_back(const digest_value& mark);
  /// Keeps a mark from an erasure's or a purge's entry on.
  void hold_back(const digest_value& mark, std::int64_t entry);
  /// What the row of a mark is sealed with.
  [[nodiscard]] digest_value seal_of_mark(std::string_view mark, std::int64_t entry) const;

  /// Begins to add entries; holds no transaction itself. See ledger_writer.
  [[nodiscard]] ledger_writer begin_entries(std::optional<moment> at = std::nullopt) {
    require_moment(at);
    return {ledger_, now(), at};
  }
  /// Adds a fact: its entry and its content, with a new salt. Gives its position.
  std::int64_t add_fact(ledger_writer& to, std::int64_t subject, std::string_view content);
  [[nodiscard]] std::string_view new_salt() { return salts_.next(); }

  /// Marks a subject's cached score as resting on older facts.
  void forget_score(std::string_view subject_id);

  /// Adds a subject who is new, and a fact whose entry is there.
  void insert_subject(std::int64_t key, std::string_view subject_id) {
    insert_subject_.bind(key, subject_id).run();
  }
  void insert_fact(std::int64_t subject, std::int64_t entry, std::string_view body) {
    insert_fact_.bind(subject, entry, blob{body}).run();
  }
  /// The key that the next subject has.
  [[nodiscard]] std::int64_t next_key();
  /// The id of a subject, empty where it was erased.
  [[nodiscard]] std::string subject_id_of(std::int64_t key);
  /// Whether any subject was erased, or record purged.
  [[nodiscard]] bool holds_anything_back();

  /// Adds to one of the store's counts.
  void count(std::string_view name, std::int64_t more);
  [[nodiscard]] std::int64_t counted(std::string_view name);

  /// Throws `in_snapshot` where a snapshot is held.
  void require_writing() const;
  [[nodiscard]] bool in_snapshot() const noexcept { return database_->holds_snapshot(); }
  /// For whoever adds facts: what is known of one subject, in memory that is used again.
  person known;

private:
  std::unique_ptr<database> database_;
  std::function<moment()> clock_;
  std::string key_;
  ledger ledger_;
  standards standards_;
  salt_source salts_;
  statement find_;
  statement facts_;
  statement held_back_;
  statement insert_fact_;
  statement insert_subject_;
  statement next_key_;
  statement subject_id_;
  statement any_held_back_;
  statement forget_score_;
  statement count_;
  statement counted_;
  std::string body_;  // scratch
};

/// "damaged" names what is wrong with a setting that every store has.
[[nodiscard]] std::string read_setting(database& on, const char* name);

}  // namespace chengxin::storage
