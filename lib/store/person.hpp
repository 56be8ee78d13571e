// What a store knows of one subject at one position of its ledger, made ready for
// an engine. Never looks at a day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/facts.hpp"
#include "population/fact_memory.hpp"
#include "store/contents.hpp"
#include "store/standards.hpp"

namespace chengxin::storage {

/// A record as its versions leave it.
struct held_record {
  record_content given;    ///< as it was last certified
  record_content now;      ///< with objections and decisions
  std::int64_t entry = 0;  ///< of the last version
  std::uint32_t hash = 0;  ///< of record_id
  bool disputed = false;   ///< an objection is open
  bool struck = false;     ///< the last objection was upheld, and nothing new was certified since
};

/// A content with which a record was certified, and whether a decision struck it.
struct certified_version {
  record_content content;
  bool struck = false;
};

/// Filled from a subject's facts in the order of the ledger; its memory is used again.
class person {
public:
  person();

  /// Forgets everything.
  void clear();
  /// Takes the next fact, and copies it. Throws `damaged`.
  void take(std::int64_t entry, std::string_view body) { take_lent(entry, memory_.keep(body)); }
  /// The same of one that lives as long as what is made of it.
  void take_lent(std::int64_t entry, std::string_view body);
  /// The same for one who keeps all contents of records, for find_version().
  void keep_versions(bool keep) noexcept { keeps_versions_ = keep; }

  [[nodiscard]] bool has_subject() const noexcept { return subject_.has_value(); }
  [[nodiscard]] const subject_content& subject() const noexcept { return *subject_; }
  [[nodiscard]] std::int64_t subject_entry() const noexcept { return subject_entry_; }
  /// In the order in which they were first certified.
  [[nodiscard]] std::span<const held_record> records() const noexcept { return records_; }
  [[nodiscard]] const held_record* find(std::string_view record_id) const noexcept;
  /// With what records were certified, in order, where they are kept.
  [[nodiscard]] std::span<const certified_version> versions() const noexcept { return versions_; }
  /// Whether a record was certified with this content, and a decision struck it since.
  [[nodiscard]] bool was_struck(const record_content& content) const;
  /// The last fact's entry; 0: none.
  [[nodiscard]] std::int64_t last_entry() const noexcept { return last_entry_; }

  // For what is made of a person.
  [[nodiscard]] io::rows::fact_memory& memory() noexcept { return memory_; }

private:
  [[nodiscard]] std::size_t position_of(std::uint32_t hash,
                                        std::string_view record_id) const noexcept;
  void place(std::size_t record);
  void grow_places();
  void take_record(std::int64_t entry, entry_kind kind, const record_content& content);

  static constexpr std::size_t first_memory = std::size_t{1} << 16;
  std::unique_ptr<std::byte[]> first_;
  io::rows::fact_memory memory_;
  std::optional<subject_content> subject_;
  std::int64_t subject_entry_ = 0;
  std::vector<held_record> records_;
  std::vector<std::uint32_t> places_;  // numbers of records by hash, once they are many; 0: none
  std::vector<certified_version> versions_;
  std::int64_t last_entry_ = 0;
  bool keeps_versions_ = false;
  bool any_struck_ = false;
};

/// A person as one engine takes them. Borrows from the person.
struct prepared_person {
  prepared_subject subject;
  std::vector<prepared_record> records;  ///< as person::records
};

/// Prepares. What the rulebook does not declare of a subject, or declares
/// otherwise, is not known under it. Values go into `memory`.
void prepare_subject(const engine& by, const subject_content& from, io::rows::fact_memory& memory,
                     prepared_person& into);
/// Adds a record.
void prepare_record(const engine& by, const record_content& from, io::rows::fact_memory& memory,
                    prepared_person& into);
/// Prepares the subject and all records. Precondition: has_subject().
void prepare(const engine& by, person& from, prepared_person& into);

}  // namespace chengxin::storage
