// The scores of some subjects by a batch: their records become columns. Never owns a text:
// those of what was added are borrowed until the block is cleared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/batch.hpp"
#include "chengxin/facts.hpp"
#include "population/packed_records.hpp"
#include "population/plain_row.hpp"
#include "population/record_table.hpp"
#include "population/score_plan.hpp"

namespace chengxin::io::rows {

/// What is kept of a score: so many numbers as a rulebook's dimensions, and a few more.
class score_row {
public:
  [[nodiscard]] static std::size_t size(const rulebook& book) noexcept {
    return first_dimension + book.dimensions.size();
  }

  enum state : std::int32_t { not_eligible, eligible };
  static constexpr std::size_t score = 1, tier = 2, stable_through = 3, first_dimension = 4;
};

/// Makes records of plain rows of which a block has no more than the text.
class record_maker {
public:
  /// The record of a row's text. Its values are there until the next is made; texts that do
  /// not stand so in the row go to the others.
  virtual prepared_record make(std::string_view row, std::deque<std::string>& texts) = 0;

protected:
  record_maker() = default;
  record_maker(const record_maker&) = default;
  record_maker& operator=(const record_maker&) = default;
  ~record_maker() = default;
};

class score_block final : private resident_source {
public:
  /// Borrows it. Precondition: by.made.
  explicit score_block(const score_plan& by);

  void clear() noexcept;

  /// Adds a record of the subject who is next.
  void add(const prepared_record& record);
  /// Likewise of rows from `first` to before `last`, of so many cells, which are in table() or
  /// come there next. Preconditions: their texts stay until the block is cleared, and there is a
  /// maker.
  void add(const plain_run& rows, std::size_t first, std::size_t last, std::size_t cells) {
    for (std::size_t r = first; r < last; ++r) {
      const std::string_view row = rows.text(r, cells);
      places_.push_back({row.data(), static_cast<std::uint32_t>(row.size()), false});
    }
  }
  [[nodiscard]] record_table& table() noexcept { return table_; }
  /// Who makes records of rows, where they are asked for. Borrows it.
  void make_by(record_maker& maker) noexcept { maker_ = &maker; }

  /// Marks the duplicates among the records of the subject who is next.
  void mark_duplicates();
  /// All of that subject's records are added.
  void close(const prepared_subject& subject) { residents_.push_back({&subject, places_.size()}); }
  /// Takes the records of the subject who is next out again, and gives them, until others
  /// are asked for.
  [[nodiscard]] std::span<const prepared_record> drop_open();

  /// A subject and all records.
  void add(const prepared_subject& subject, std::span<const packed_record> records);

  [[nodiscard]] std::size_t size() const noexcept { return residents_.size(); }
  /// Whether the subject who is next has a record.
  [[nodiscard]] bool has_open() const noexcept { return places_.size() > first_open(); }

  /// Assesses all that were added.
  void assess();
  /// Of the nth that was added: score_row::size() numbers.
  void write(std::size_t nth, std::int32_t* row) const noexcept;

private:
  struct one {
    const prepared_subject* subject;
    std::size_t end;  // of the records
  };
  /// Where a record is to be had.
  struct place {
    const char* row;   // null: in records_
    std::uint32_t at;  // there, or the size of the row's text
    bool is_duplicate;
  };

  [[nodiscard]] std::size_t first_open() const noexcept {
    return residents_.empty() ? 0 : residents_.back().end;
  }
  [[nodiscard]] std::span<prepared_record> records(std::size_t first, std::size_t last);
  facts resident(std::size_t subject, std::size_t first, std::size_t last) override;

  void gather_subjects();
  void make_room(std::size_t subjects);
  void assess_columns();

  const score_plan& of_;
  batch_worker by_;
  record_maker* maker_ = nullptr;
  std::vector<one> residents_;
  std::vector<place> places_;             // by record
  std::vector<prepared_record> records_;  // that no row's text has
  std::vector<std::size_t> values_of_;    // where the values of each begin
  std::vector<value> values_;
  record_memory asked_for_;
  std::deque<std::string> asked_for_texts_;
  std::vector<std::size_t> order_;  // scratch

  std::vector<date> birth_date_, enrolled_on_;
  std::vector<residency> residencies_;
  std::vector<capacity> capacities_;
  std::vector<std::uint32_t> offsets_;
  record_table table_;

  std::unique_ptr<bool[]> eligible_;
  std::vector<std::int32_t> score_;
  std::vector<std::uint32_t> tier_;
  std::vector<date> stable_;
  std::vector<std::vector<std::int32_t>> dimensions_;  // what each came to
  std::vector<std::int32_t*> dimension_columns_;
  std::size_t subject_room_ = 0;
};

}  // namespace chengxin::io::rows
