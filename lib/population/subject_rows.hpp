// Rows of the subjects' file, checked and made into subjects (SPECIFICATION 2).
// Never keeps anything of a bad row.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "population/attribute_names.hpp"
#include "population/fact_memory.hpp"
#include "population/plain_row.hpp"
#include "population/plain_values.hpp"
#include "population/row.hpp"
#include "population/row_check.hpp"
#include "population/subject_index.hpp"

namespace chengxin::io::rows {

/// The subjects read so far, in input order, and where each is. Stays where it is.
struct subject_list {
  /// Precondition: nobody has this id, whose hash it is.
  void add(const prepared_subject& subject, std::size_t hash) {
    subjects.push_back(subject);
    index.add_last(hash);
  }

  std::vector<prepared_subject> subjects;
  subject_index index{subjects};
};

class subject_rows {
public:
  enum which : std::uint8_t { subject_id, birth_date, residency, capacity, enrolled_on, count };
  static constexpr std::array<member, count> members{{{"subject_id", true},
                                                      {"birth_date", false},
                                                      {"residency", true},
                                                      {"capacity", true},
                                                      {"enrolled_on", false}}};

  /// All are borrowed.
  subject_rows(const engine& engine, fact_memory& memory, subject_list& into);

  [[nodiscard]] const attribute_names& names() const noexcept { return names_; }

  /// Adds the subject of a row, or gives what is wrong with it. A subject_id
  /// repeats that of an earlier good row.
  [[nodiscard]] finding take(const row& given);

  /// Makes ready for plain rows with these columns.
  void expect_plain(std::span<const plain_column> columns);
  /// Adds the subjects of plain rows, and gives how many: take() has to look at the next.
  [[nodiscard]] std::size_t take_plain(const plain_run& given);

private:
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] std::string_view cell(const plain_row& row, which member) const noexcept {
    const std::uint32_t column = columns_[member];
    return column == nowhere ? std::string_view() : row.cell(column);
  }
  [[nodiscard]] short_text short_cell(const plain_row& row, which member) const noexcept {
    const std::uint32_t column = columns_[member];
    return column == nowhere ? short_text() : row.short_cell(column);
  }
  [[nodiscard]] bool take_plain(const plain_row& given, std::size_t hash_of_id);
  void read_attributes(const row& given, row_check& check);

  const std::vector<attribute_declaration>& declared_;
  fact_memory& memory_;
  subject_list& into_;
  attribute_names names_;
  std::vector<value> values_;  // of the row being read, by slot
  // Plain rows are those of a file without attributes, for a rulebook without any.
  bool may_be_plain_ = false;
  std::array<std::uint32_t, count> columns_{};  // by member
  using residency_words = plain_words<chengxin::residency, residency_names.size()>;
  using capacity_words = plain_words<chengxin::capacity, capacity_names.size()>;
  residency_words residencies_{residency_names};
  capacity_words capacities_{capacity_names};
};

}  // namespace chengxin::io::rows
