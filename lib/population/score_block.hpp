// The scores of some subjects by a batch: their packed records become columns. Never keeps
// a record: what was added is borrowed until the block is cleared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/batch.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/io/population.hpp"
#include "population/packed_records.hpp"
#include "population/score_plan.hpp"

namespace chengxin::io::rows {

/// What is kept of a score: so many numbers as a rulebook's dimensions, and a few more.
class score_row {
public:
  [[nodiscard]] static std::size_t size(const rulebook& book) noexcept {
    return first_dimension + book.dimensions.size();
  }
  [[nodiscard]] static bool is_there(const std::int32_t* row) noexcept { return row[0] != nothing; }

  enum state : std::int32_t { nothing, not_eligible, eligible };
  static constexpr std::size_t score = 1, tier = 2, stable_through = 3, first_dimension = 4;
};

class score_block final : private resident_source {
public:
  /// Borrows it. Precondition: by.made.
  explicit score_block(const score_plan& by);

  void clear() noexcept { residents_.clear(); }
  void add(const prepared_subject& subject, std::span<const packed_record> records) {
    residents_.push_back({&subject, records});
  }
  [[nodiscard]] std::size_t size() const noexcept { return residents_.size(); }

  /// Assesses all that were added.
  void assess();
  /// Of the nth that was added: score_row::size() numbers.
  void write(std::size_t nth, std::int32_t* row) const noexcept;

private:
  struct one {
    const prepared_subject* subject;
    std::span<const packed_record> records;
  };

  facts resident(std::size_t subject, std::size_t first, std::size_t last) override;

  void gather();
  void gather_record(const packed_record& record, std::size_t at);
  void gather_values(const packed_record& record, tail_reader& tail, std::size_t at);
  void make_room(std::size_t subjects, std::size_t records);
  void assess_columns();

  const score_plan& of_;
  batch_worker by_;
  std::vector<one> residents_;

  std::vector<date> birth_date_, enrolled_on_;
  std::vector<residency> residencies_;
  std::vector<capacity> capacities_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint32_t> category_, provider_;
  std::vector<date> occurred_on_, expires_on_, repaired_on_, steps_[3];
  std::vector<record_status> status_;
  std::vector<origin> origins_;
  std::unique_ptr<bool[]> has_matter_;
  std::vector<std::vector<std::int32_t>> keys_, units_;  // by column
  unsigned has_ = 0;                                     // parts that some record has
  std::uint32_t complete_ = 0;

  std::unique_ptr<bool[]> eligible_;
  std::vector<std::int32_t> score_;
  std::vector<std::uint32_t> tier_;
  std::vector<date> stable_;
  std::vector<std::vector<std::int32_t>> values_;  // by dimension
  std::size_t subject_room_ = 0, record_room_ = 0;
  record_memory ready_;  // of one subject
};

}  // namespace chengxin::io::rows
