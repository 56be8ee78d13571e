// Rows of the subjects' file, checked and made into subjects (SPECIFICATION 2).
// Never keeps anything of a bad row.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "population/attribute_names.hpp"
#include "population/big_pages.hpp"
#include "population/fact_memory.hpp"
#include "population/row.hpp"
#include "population/row_check.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

/// The subjects read so far, in input order; a subject's number in `index` is
/// its position in `subjects`.
struct subject_list {
  std::vector<prepared_subject, big_page_allocator<prepared_subject>> subjects;
  text_index index;
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

private:
  void read_attributes(const row& given, row_check& check);

  const std::vector<attribute_declaration>& declared_;
  fact_memory& memory_;
  subject_list& into_;
  attribute_names names_;
  std::vector<value> values_;  // of the row being read, by slot
};

}  // namespace chengxin::io::rows
