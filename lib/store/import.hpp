// Adding facts to the ledger: what is new, what is changed, what is the same
// (STORE 2). Never undoes what a resident did, and writes nothing of what is barred.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/store.hpp"
#include "store/session.hpp"

namespace chengxin::storage {

/// A record on its way into the ledger. Borrows its texts.
struct incoming_record {
  std::int64_t owner = 0;   ///< the subject's key
  std::uint32_t order = 0;  ///< in its file
  std::uint32_t id_hash = 0;
  std::string_view record_id;
  std::string_view body;  ///< a new salt, then the content
  digest_value digest;    ///< of the body
};

/// Puts facts into the tables, inside a write transaction of the caller's.
class fact_writer {
public:
  fact_writer(session& on, ledger_writer& entries, import_summary& told);

  /// Whether a subject's rows are held back: they were erased.
  [[nodiscard]] bool is_held_back(std::string_view subject_id);

  /// The key of a subject who was there before this import, 0 where there is none.
  [[nodiscard]] std::int64_t key_before(std::string_view subject_id);
  [[nodiscard]] std::int64_t first_new_key() const noexcept { return first_new_key_; }

  /// The key of a subject, 0 where there is none.
  [[nodiscard]] std::int64_t key_of(std::string_view subject_id);

  /// Adds a version of a subject who may be new, and is given once. Gives the key.
  std::int64_t put_subject(std::string_view subject_id, std::string_view content);

  /// Adds records, sorted by owner and, of each, in input order.
  void put_records(std::span<const incoming_record> sorted);

private:
  void put_group(std::span<const incoming_record> of_one);
  void put_one(const incoming_record& it);
  void put(const incoming_record& it, bool is_new);

  session& session_;
  ledger_writer& entries_;
  import_summary& told_;
  std::int64_t first_new_key_;     // subjects from here on are of this import
  std::vector<bool> has_records_;  // by key from first_new_key_
  bool any_held_back_;
  person& known_;
  std::vector<std::uint32_t> hashes_;  // scratch
};

/// Reads rows and adds them, all in one transaction.
[[nodiscard]] import_summary import_rows(session& on, const import_source& subjects,
                                         const import_source& records,
                                         const import_options& options);

}  // namespace chengxin::storage
