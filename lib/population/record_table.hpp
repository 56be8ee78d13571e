// Records as columns, row after row, as a batch reads them. Never owns a text, and never
// holds what no batch asks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "chengxin/columns.hpp"
#include "chengxin/facts.hpp"
#include "population/score_plan.hpp"

namespace chengxin::io::rows {

/// What a record has in a table beside its attributes.
struct record_head {
  std::uint32_t category = 0;
  date occurred_on;
  date repaired_on = no_day;
  date expires_on = no_day;
  date steps[3] = {no_day, no_day, no_day};
  bool has_rare_days = false;  ///< any of the four before
  record_status status = record_status::active;
  chengxin::origin origin = origin::platform;
  bool has_matter = false;
};

class record_table {
public:
  /// Borrows it. Precondition: of.made.
  explicit record_table(const score_plan& of);

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

  /// Adds a record.
  void add(const prepared_record& record);

  /// Adds a record whose attributes are all absent. One that counts on no day need be of no
  /// category that exists.
  void add(const record_head& head, bool counts) {
    if (count_ == room_) make_room();
    const std::size_t at = count_++;
    category_[at] = counts ? head.category : no_category_;
    provider_[at] = counts ? of_.authorised[head.category] : 0;
    occurred_on_[at] = head.occurred_on;
    repaired_on_[at] = head.repaired_on;
    status_[at] = head.status;
    origins_[at] = head.origin;
    has_matter_[at] = head.has_matter;
    any_matter_ |= head.has_matter;
    if (head.has_rare_days || any_rare_days_) put_rare_days(head, at);
  }
  /// Gives the last record an attribute: a whole number, not negative.
  void put_number(std::uint32_t column, std::int32_t number) noexcept {
    column_values& to = values_[column];
    to.keys[count_ - 1] = to.are_values ? number : to.by->of(std::int64_t{number});
    if (to.has_units) to.units[count_ - 1] = number;
  }
  /// Likewise any value that is present.
  void put(std::uint32_t column, const value& given) noexcept;

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
  void put_rare_days(const record_head& head, std::size_t at) noexcept;

  const score_plan& of_;
  std::uint32_t no_category_;
  std::size_t count_ = 0, room_ = 0;
  std::vector<std::uint32_t> category_, provider_;
  std::vector<date> occurred_on_, repaired_on_;
  std::vector<date> expires_on_, steps_[3];  // given where any_rare_days_
  std::vector<record_status> status_;
  std::vector<origin> origins_;
  std::unique_ptr<bool[]> has_matter_;
  std::vector<column_values> values_;
  bool any_rare_days_ = false, any_expires_ = false, any_step_ = false, any_matter_ = false;
  record_columns columns_;
  std::vector<const std::int32_t*> keys_, units_;
};

}  // namespace chengxin::io::rows
