// Records as columns, row after row, as a batch reads them. Never owns a text, and never
// holds what no batch asks for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/facts.hpp"
#include "population/cell_column.hpp"
#include "population/score_plan.hpp"

namespace chengxin::io::rows {

/// What some records have in a table beside their attributes, column by column. The last two say
/// what is given at all, of these and of all that follow in the same memory.
struct record_heads {
  static constexpr std::size_t most = cell_column::most;

  std::array<std::uint32_t, most> category{};  ///< of those that count on no day, any number
  std::array<bool, most> counts{};             ///< they may count on some day
  std::array<date, most> occurred_on, repaired_on;
  std::array<date, most> expires_on, steps[3];  ///< given where has_rare_days
  std::array<record_status, most> status{};
  std::array<chengxin::origin, most> origin{};
  std::array<bool, most> has_matter{};
  bool has_rare_days = false;
  bool may_have_matter = true;  ///< false: has_matter is not given, and none has
};

class record_table {
public:
  /// Borrows it. Precondition: of.made.
  explicit record_table(const score_plan& of);

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  /// Adds a record.
  void add(const prepared_record& record);

  /// Adds the first so many of these records, with all attributes absent.
  void add(const record_heads& heads, std::size_t count);
  /// Gives the records from `row` on an attribute each: a whole number that is not negative,
  /// or absent_value. Precondition: it is a column of whole numbers.
  void put_numbers(std::size_t row, std::uint32_t column, std::span<const std::int32_t> numbers);
  /// Gives a record an attribute: any value that is present.
  void put(std::size_t row, std::uint32_t column, const value& given) noexcept;

  /// From here on a record counts no more.
  void leave_out(std::size_t row) noexcept { category_[row] = no_category_; }
  /// Takes the records from this one on out.
  void drop(std::size_t from) noexcept;

  /// The columns, until the next change.
  [[nodiscard]] const record_columns& columns();

private:
  struct column_values {
    const column_keys* by = nullptr;
    bool are_values = false;          // the keys, and with them the units
    bool has_units = false;           // that are not the keys
    std::vector<std::int32_t> keys;   // absent beyond the last record
    std::vector<std::int32_t> units;  // likewise
  };

  void make_room();
  void put_rare_days(const record_heads& heads, std::size_t count) noexcept;

  const score_plan& of_;
  std::uint32_t no_category_;
  std::vector<std::uint32_t> authorised_;  // by category: one of its providers
  std::size_t count_ = 0, room_ = 0;
  std::vector<std::uint32_t> category_, provider_;
  std::vector<date> occurred_on_, repaired_on_;
  std::vector<date> expires_on_, steps_[3];  // given where any_rare_days_
  std::vector<record_status> status_;
  std::vector<origin> origins_;
  std::unique_ptr<bool[]> has_matter_;
  std::vector<column_values> values_;
  bool any_rare_days_ = false, any_expires_ = false, any_step_ = false, any_matter_ = false;
  record_heads one_;  // scratch
  record_columns columns_;
  std::vector<const std::int32_t*> keys_, units_;
};

}  // namespace chengxin::io::rows
