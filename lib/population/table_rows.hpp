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

  /// Reads rows, column by column. Gives how many: plain_records has to look at the next.
  [[nodiscard]] std::size_t read(const plain_run& rows);
  /// What tells the record ids of the rows that were read apart: end_key() of each.
  [[nodiscard]] std::span<const std::uint32_t> id_keys() const noexcept {
    return std::span(id_keys_).first(count_);
  }
  /// Adds the rows that were read.
  void put(const plain_run& rows, record_table& into);

private:
  /// What becomes of an attribute's cell in the rows of a category.
  struct step {
    const attribute_declaration* declared = nullptr;  // null: not declared
    bool is_required = false;
    std::int32_t least = 0, most = -1;  // of whole numbers that are put as they are
  };
  /// An attribute's cells.
  struct attribute_cells {
    std::uint32_t cell = 0;
    std::uint32_t column = 0;  // of the table
    bool are_integers = false;
    std::array<std::int32_t, record_heads::most> numbers{};  // or absent_value
    std::uint64_t rare = 0;                                  // rows: in others there is no more
  };
  /// What of a category decides whether a record counts.
  struct category_facts {
    enum_set<origin> origins;
    bool lacks_some = false;  // an attribute is required that is no column
    bool lists_providers = false;
  };

  void expect_attribute(std::size_t nth);
  void read_categories(const plain_run& rows);
  [[nodiscard]] std::size_t count_usual(std::size_t rows);
  [[nodiscard]] std::size_t count_usual_rare_days(const plain_run& rows);
  void heed_providers(const plain_run& rows);
  void read_attribute(const plain_run& rows, const step* steps, attribute_cells& into);
  [[nodiscard]] static bool put_rare(const step& by, std::uint32_t column, std::string_view text,
                                     std::size_t row, record_table& into);

  const score_plan& by_;
  plain_records& plain_;
  known_providers providers_;
  std::vector<step> steps_;                 // by attribute, then by category
  std::vector<category_facts> categories_;  // by category
  bool any_lists_providers_ = false;

  // Of the rows that were read last.
  record_heads heads_;
  std::vector<attribute_cells> attributes_;
  std::array<std::uint32_t, record_heads::most> id_keys_{}, category_keys_{};
  std::size_t count_ = 0;
  cell_column ids_, provider_cells_, repaired_on_;
  cell_column cells_;  // of the other columns, one after another
};

}  // namespace chengxin::io::rows
