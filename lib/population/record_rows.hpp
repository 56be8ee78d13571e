// Rows of the records' file, checked and made into records (SPECIFICATION 2).
// Never keeps anything of a bad row, and never judges a record by the day.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "population/attribute_names.hpp"
#include "population/big_pages.hpp"
#include "population/fact_memory.hpp"
#include "population/row.hpp"
#include "population/row_check.hpp"
#include "population/subject_index.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

/// What is remembered of a record until the records of each subject lie together.
struct record_origin {
  std::uint32_t subject = 0;  ///< its number
  std::uint32_t id_hash = 0;  ///< of record_id: records of which it differs are no duplicates
};

/// The records read so far, in input order.
struct record_list {
  std::vector<prepared_record, big_page_allocator<prepared_record>> records;
  std::vector<record_origin, big_page_allocator<record_origin>> origins;  ///< by record
};

class record_rows {
public:
  enum which : std::uint8_t {
    record_id,
    subject_id,
    category,
    provider,
    occurred_on,
    expires_on,
    origin,
    status,
    repaired_on,
    corrected_on,
    service_on,
    conduct_on,
    matter,
    count
  };
  static constexpr std::array<member, count> members{{{"record_id", true},
                                                      {"subject_id", true},
                                                      {"category", true},
                                                      {"provider", true},
                                                      {"occurred_on", true},
                                                      {"expires_on", false},
                                                      {"origin", true},
                                                      {"status", true},
                                                      {"repaired_on", false},
                                                      {"corrected_on", false},
                                                      {"service_on", false},
                                                      {"conduct_on", false},
                                                      {"matter", false}}};

  /// All are borrowed. What records have in common goes into `lasting`, the rest
  /// into `memory`, which may be the same, or be cleared between rows. Records of
  /// other subjects than `only`, where it is given, are checked and not kept.
  record_rows(const engine& engine, fact_memory& lasting, fact_memory& memory,
              const subject_index& subjects, std::optional<std::uint32_t> only, record_list& into);

  [[nodiscard]] const attribute_names& names() const noexcept { return names_; }

  /// How many bytes of `lasting` the names of categories and providers take.
  [[nodiscard]] std::size_t kept_for_ever() const noexcept { return kept_for_ever_; }

  /// Decodes and checks the members of a row, but for the attributes and whether there is
  /// such a subject. Borrows from the row.
  [[nodiscard]] static prepared_record read(const row& given, row_check& check);

  /// Adds the record of a row, or gives what is wrong with it.
  [[nodiscard]] finding take(const row& given);

  /// Makes the record of a row and finds its subject, or gives what is wrong with it. The
  /// record borrows from the row, and from this until the next one.
  [[nodiscard]] finding resolve(const row& given, prepared_record& made, std::uint32_t& subject);

  /// Whose the record before was, if another has read it.
  void was_of(std::uint32_t subject) noexcept { last_subject_ = subject; }

private:
  struct known_category {
    std::string_view id;
    std::uint32_t number = unknown_category;
  };

  static void check_days(const row& given, const prepared_record& made, row_check& check);
  [[nodiscard]] bool is_subject(std::uint32_t number, std::string_view id) const noexcept;
  const known_category& find_category(std::string_view id);
  std::string_view find_provider(std::string_view name);
  void read_attributes(const row& given, prepared_record& made);

  const engine& engine_;
  fact_memory& lasting_;
  fact_memory& memory_;
  const subject_index& subjects_;
  std::optional<std::uint32_t> only_;
  record_list& into_;
  attribute_names names_;
  text_index category_texts_;  // all that were ever given
  std::vector<known_category> categories_;
  text_index providers_;
  std::vector<value> slots_;  // of the record being read
  std::uint32_t last_subject_ = 0;
  std::size_t look_ups_ = 0;  // of subjects
  std::size_t kept_for_ever_ = 0;
};

}  // namespace chengxin::io::rows
