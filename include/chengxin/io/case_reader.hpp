// One resident after another, each from JSON text of their own, in memory that
// is used again: for programs that assess in a loop. Declarations only.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/io/population.hpp"

namespace chengxin::io {

/// Reads a subject and their records, prepared for one engine. For one thread at
/// a time; allocates nothing once it has grown to the largest resident, as long as the
/// names of categories and providers come again. May be used again after an exception.
class case_reader {
public:
  /// The engine must outlive the reader.
  explicit case_reader(const engine& engine);
  case_reader(case_reader&&) noexcept;
  case_reader& operator=(case_reader&&) noexcept;
  ~case_reader();

  /// Reads a subject, one JSON object, and their records, one object a line
  /// (SPECIFICATION 7). Gives the first row that is bad, with its line in its own
  /// text; then there is no subject and there are no records.
  [[nodiscard]] std::optional<bad_row> read(std::string_view subject, std::string_view records);

  /// What the last call of read() gave; valid until the next. Precondition: it
  /// found no bad row.
  [[nodiscard]] const prepared_subject& subject() const noexcept;
  [[nodiscard]] std::span<const prepared_record> records() const noexcept;

private:
  struct content;
  const engine* engine_;
  std::unique_ptr<content> content_;
};

}  // namespace chengxin::io
