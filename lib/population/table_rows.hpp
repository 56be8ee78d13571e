// Plain rows straight into the columns of a table, without a record in between. Never
// refuses one: where anything in a row is not as usual, plain_records has to look at it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "population/plain_records.hpp"
#include "population/plain_row.hpp"
#include "population/record_table.hpp"
#include "population/score_plan.hpp"

namespace chengxin::io::rows {

/// Which providers may certify records of which categories, as far as it was asked for.
class known_providers {
public:
  explicit known_providers(const rulebook& book) : book_(book) {}

  /// Precondition: the category lists its providers.
  [[nodiscard]] bool may_certify(std::uint32_t category, std::string_view provider);

private:
  static constexpr unsigned bits = 8;
  struct entry {
    short_text text;
    std::uint32_t category = 0xFFFFFFFFU;
    bool may = false;
  };

  const rulebook& book_;
  std::array<entry, std::size_t{1} << bits> entries_{};
};

class table_rows {
public:
  /// All are borrowed.
  table_rows(const score_plan& by, plain_records& plain);

  /// Makes ready for rows with the columns that plain_records expects.
  void expect();

  /// How many cells a row has.
  [[nodiscard]] std::size_t cell_count() const noexcept { return plain_.cells().count(); }

  /// Reads what a row says beside its attributes, whether it may count, and the end of its
  /// id; false where plain_records has to look at it.
  [[nodiscard]] bool read(const plain_row& row, record_head& into, bool& counts,
                          short_text& end_of_id);
  /// Adds the row's attributes to the table's last record, which is of that row.
  void put_attributes(const plain_row& row, const record_head& of, record_table& into);

private:
  /// What becomes of an attribute's cell in the rows of a category.
  struct step {
    const attribute_declaration* declared = nullptr;  // null: not declared
    std::uint32_t cell = 0;
    std::uint32_t column = 0;  // of the table
    bool is_integer = false;
    std::int64_t least = 0, most = 0;
  };
  /// What of a category decides whether a record counts.
  struct category_facts {
    bool lacks_some = false;  // an attribute is required that is no column
    bool lists_providers = false;
  };

  [[nodiscard]] static bool put_rare(const step& by, std::string_view text, record_table& into);

  const score_plan& by_;
  plain_records& plain_;
  known_providers providers_;
  std::vector<step> steps_;                 // by category, then by attribute
  std::vector<category_facts> categories_;  // by category
};

}  // namespace chengxin::io::rows
