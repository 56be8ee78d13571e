// What the columns of both tables are to an engine: which member each is, what its texts
// mean, and the layout that a batch needs. Never reads the records' values themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arrow/table.hpp"
#include "arrow/texts.hpp"
#include "chengxin/columns.hpp"
#include "chengxin/engine.hpp"

namespace chengxin::arrow {

/// A column of one of a few words, or of their numbers.
struct choice {
  std::size_t field = no_field;
  std::unique_ptr<texts> words;       ///< null for numbers
  std::vector<std::uint8_t> numbers;  ///< by word
};

struct attribute {
  std::size_t field = no_field;
  std::string name;
  value_type type = value_type::integer;
  std::unique_ptr<texts> words;          ///< of strings
  std::vector<std::uint32_t> ranks;      ///< by word: its place in `sorted`
  std::vector<std::string_view> sorted;  ///< of strings: in the order of bytes
};

struct subject_fields {
  std::size_t birth_date = no_field;
  std::size_t enrolled_on = no_field;
  choice residency;
  choice capacity;
  std::vector<attribute> attributes;
};

struct record_fields {
  std::size_t category = no_field;
  std::unique_ptr<texts> category_words;  ///< null for numbers
  std::vector<std::uint32_t> categories;  ///< by word, as engine::find_category gives it
  std::size_t occurred_on = no_field;
  std::size_t expires_on = no_field;
  std::size_t repaired_on = no_field;
  std::size_t steps[3] = {no_field, no_field, no_field};
  choice status;
  choice origin;
  std::size_t provider = no_field;
  std::unique_ptr<texts> providers;
  std::vector<std::string_view> provider_words;
  std::size_t record_id = no_field;
  std::size_t matter = no_field;
  std::vector<attribute> attributes;
};

/// Borrows the tables and the engine.
class fact_columns {
public:
  /// Throws failure: `column`, `bad_row`.
  fact_columns(const engine& by, const table& subjects, const table& records);

  [[nodiscard]] const engine& by() const noexcept { return by_; }
  [[nodiscard]] const table& subjects() const noexcept { return subjects_; }
  [[nodiscard]] const table& records() const noexcept { return records_; }
  [[nodiscard]] const subject_fields& of_subjects() const noexcept { return of_subjects_; }
  [[nodiscard]] const record_fields& of_records() const noexcept { return of_records_; }
  [[nodiscard]] record_layout layout() const;

private:
  void bind_subjects();
  void bind_records();
  void bind_category();

  const engine& by_;
  const table& subjects_;
  const table& records_;
  subject_fields of_subjects_;
  record_fields of_records_;
};

}  // namespace chengxin::arrow
