// Some subjects and their records as a batch takes them: columns gathered from the
// chunks of both tables, checked on the way. One for each thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "arrow/attribute_columns.hpp"
#include "arrow/cuts.hpp"
#include "arrow/facts.hpp"
#include "arrow/one_by_one.hpp"
#include "arrow/runs.hpp"
#include "chengxin/batch.hpp"

namespace chengxin::arrow {

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
  void gather_subjects(std::size_t first, std::size_t last);
  void gather_records(std::size_t first, std::size_t last);
  static void fetch_ahead(const table& of, const std::vector<run>& runs);
  void gather_categories();
  void gather_providers();
  void gather_texts();

  const fact_columns& facts_;
  const ownership::numbers& order_;
  const batch& by_;
  bool checks_subjects_;
  std::vector<run> subject_runs_;
  std::vector<run> record_runs_;

  std::vector<std::uint32_t> category_, provider_, id_hash_;
  std::vector<date> occurred_on_, expires_on_, repaired_on_, steps_[3], birth_date_, enrolled_on_;
  std::vector<record_status> status_;
  std::vector<origin> origin_;
  std::vector<residency> residency_;
  std::vector<capacity> capacity_;
  std::unique_ptr<bool[]> has_matter_;
  std::size_t matter_size_ = 0;
  attribute_columns attributes_;
  subject_columns people_;
  record_columns columns_;
  one_by_one one_by_one_;
};

}  // namespace chengxin::arrow
