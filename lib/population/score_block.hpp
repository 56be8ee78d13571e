// The scores of some subjects by a batch: their records become columns. Never owns a text:
// those of what was added are borrowed until the block is cleared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/batch.hpp"
#include "chengxin/facts.hpp"
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

  void clear() noexcept;

  /// Adds a record of the subject who is next.
  void add(const prepared_record& record) {
    records_.push_back(record);
    const std::size_t count = value_count(of_.by.book(), record.category);
    values_.insert(values_.end(), record.attributes, record.attributes + count);
  }
  /// The records of the subject who is next, but for their attributes.
  [[nodiscard]] std::span<prepared_record> open() noexcept {
    return std::span(records_).subspan(first_open());
  }
  /// All of that subject's records are added.
  void close(const prepared_subject& subject) {
    residents_.push_back({&subject, records_.size()});
    values_before_open_ = values_.size();
  }
  /// Takes the records of the subject who is next out again; take(record) has each.
  template <class Take>
  void drop_open(Take&& take);

  /// A subject and all records.
  void add(const prepared_subject& subject, std::span<const packed_record> records);

  [[nodiscard]] std::size_t size() const noexcept { return residents_.size(); }

  /// Assesses all that were added.
  void assess();
  /// Of the nth that was added: score_row::size() numbers.
  void write(std::size_t nth, std::int32_t* row) const noexcept;

private:
  struct one {
    const prepared_subject* subject;
    std::size_t end;  // of the records
  };

  [[nodiscard]] std::size_t first_open() const noexcept {
    return residents_.empty() ? 0 : residents_.back().end;
  }
  facts resident(std::size_t subject, std::size_t first, std::size_t last) override;

  void gather();
  void gather_subject(const prepared_subject& from, std::size_t s);
  void gather_record(const prepared_record& record, std::size_t at);
  void gather_values(const prepared_record& record, std::size_t at);
  void make_room(std::size_t subjects, std::size_t records);
  void assess_columns();

  const score_plan& of_;
  batch_worker by_;
  std::vector<one> residents_;
  std::vector<prepared_record> records_;
  std::vector<value> values_;  // of their attributes
  std::size_t values_before_open_ = 0;

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
  bool any_expires_ = false, any_step_ = false, any_matter_ = false;
  std::uint32_t complete_ = 0;

  std::unique_ptr<bool[]> eligible_;
  std::vector<std::int32_t> score_;
  std::vector<std::uint32_t> tier_;
  std::vector<date> stable_;
  std::vector<std::vector<std::int32_t>> dimensions_;  // what each came to
  std::size_t subject_room_ = 0, record_room_ = 0;
};

template <class Take>
void score_block::drop_open(Take&& take) {
  const value* values = values_.data() + values_before_open_;
  for (prepared_record& it : open()) {
    it.attributes = values;
    values += value_count(of_.by.book(), it.category);
    take(it);
  }
  records_.resize(first_open());
  values_.resize(values_before_open_);
}

}  // namespace chengxin::io::rows
