// Some subjects and their records as a batch takes them: columns gathered from the
// chunks of both tables, checked on the way. One for each thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "arrow/cuts.hpp"
#include "arrow/facts.hpp"
#include "chengxin/batch.hpp"

namespace chengxin::arrow {

/// Neighbouring rows of one chunk, and where they go.
struct run {
  std::size_t chunk = 0;
  std::int64_t row = 0;  ///< within the chunk
  std::size_t count = 0;
  std::size_t at = 0;
};

class block final : public resident_source {
public:
  /// `order` as cutter has it.
  block(const fact_columns& columns, const ownership::numbers& order, const batch& by);

  /// Gathers subjects and their records. Throws failure: `bad_row`.
  void gather(const cut& what);

  [[nodiscard]] const subject_columns& subjects() const noexcept { return people_; }
  [[nodiscard]] const record_columns& records() const noexcept { return columns_; }
  [[nodiscard]] facts resident(std::size_t subject, std::size_t first, std::size_t last) override;
  /// In the records' table, the row of a record gathered.
  [[nodiscard]] std::size_t record_row(std::size_t at) const {
    return row_of(facts_.records(), record_runs_, at);
  }

private:
  template <class T>
  using column_of = std::vector<T>;

  void gather_subjects(std::size_t first, std::size_t last);
  void gather_records(std::size_t first, std::size_t last);
  void find_runs(const table& of, const ownership::numbers& order, std::size_t first,
                 std::size_t last, std::vector<run>& into) const;
  [[nodiscard]] std::size_t row_of(const table& of, const std::vector<run>& runs,
                                   std::size_t at) const;

  const date* gather_days(const table& of, std::size_t field, const std::vector<run>& runs,
                          bool required, column_of<date>& into);
  template <class Enum>
  const Enum* gather_choices(const table& of, const choice& from, std::string_view name,
                             std::size_t count, const std::vector<run>& runs,
                             column_of<Enum>& into);
  void gather_categories();
  void gather_providers();
  void gather_texts();
  void gather_attribute(std::size_t number);
  void check_days();
  void check_subject(std::size_t at);
  [[nodiscard]] value value_at(const table& of, const attribute& from, const run& in,
                               std::int64_t row) const;
  [[nodiscard]] prepared_record prepare(std::size_t at);

  const fact_columns& facts_;
  const ownership::numbers& order_;
  const batch& by_;
  bool checks_subjects_;
  std::vector<run> subject_runs_;
  std::vector<run> record_runs_;

  column_of<std::uint32_t> category_, provider_, id_hash_;
  column_of<date> occurred_on_, expires_on_, repaired_on_, steps_[3], birth_date_, enrolled_on_;
  column_of<record_status> status_;
  column_of<origin> origin_;
  column_of<residency> residency_;
  column_of<capacity> capacity_;
  std::unique_ptr<bool[]> has_matter_;
  std::size_t matter_size_ = 0;
  std::vector<column_of<std::int32_t>> keys_;
  std::vector<column_of<std::int32_t>> units_;
  std::vector<std::vector<std::int32_t>> rank_keys_;  ///< by attribute of texts, then word
  std::vector<const std::int32_t*> key_columns_;
  std::vector<const std::int32_t*> unit_columns_;
  subject_columns people_;
  record_columns columns_;

  // For one resident at a time.
  std::vector<prepared_record> prepared_;
  std::deque<std::vector<value>> slots_;
  std::vector<value> subject_slots_;
  std::vector<named_value> given_;
  std::deque<std::string> row_names_;
};

}  // namespace chengxin::arrow
