// Draws the residents of a synthetic city and their records, one resident after
// the other. Never writes a row that a reader would refuse.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/date.hpp"
#include "synthesis/catalogue.hpp"
#include "synthesis/random.hpp"
#include "synthesis/rows.hpp"

namespace chengxin::synthesis {

/// "S" or "R" and the resident's number in eight digits.
[[nodiscard]] std::string numbered(char letter, std::uint64_t number);

/// One resident being drawn. Valid as long as the catalogue.
class resident {
public:
  resident(const catalogue& city, date as_of, std::uint64_t seed, std::uint64_t number);

  [[nodiscard]] const subject_row& about() const noexcept { return about_; }

  /// Draws the next record into `row`; false where there is none left.
  bool next(record_row& row);

private:
  void draw_fact(record_row& row, std::uint32_t kind_index);
  void draw_days(record_row& row, bool good);
  void draw_status(record_row& row, bool good);
  void draw_matter(record_row& row, const category& declared);
  void draw_provenance(record_row& row, const kind_of_record& kind);
  void draw_attributes(record_row& row, const kind_of_record& kind);
  void spoil_attributes(record_row& row, const kind_of_record& kind);
  void name_it(record_row& row);
  [[nodiscard]] date day_of_record();

  const catalogue& city_;
  date as_of_;
  std::uint64_t number_;
  random dice_;
  subject_row about_;
  std::uint32_t left_ = 0;             ///< records still to come
  std::uint32_t drawn_ = 0;            ///< records so far
  std::uint32_t bad_in_thousand_ = 0;  ///< how often a record is not good
  bool echo_ = false;                  ///< the next record is of the same act as the last
  bool repeat_ = false;                ///< the next row is the last one again
  date echoed_day_;
  std::string echoed_matter_;
};

/// A value for a declared attribute, within its domain.
[[nodiscard]] attribute_cell value_for(const attribute_declaration& declared, std::uint32_t column,
                                       date around, random& dice);

}  // namespace chengxin::synthesis
