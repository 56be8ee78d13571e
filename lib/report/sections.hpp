// The sections of a report, each built by itself from one context. Never draws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chengxin/io/report.hpp"
#include "model.hpp"
#include "phrasing.hpp"

namespace chengxin::io::report {

struct context {
  context(const report_input& given, language chosen)
      : input(given), book(given.engine->book()), result(*given.assessment), words(book, chosen) {}

  /// "志愿服务（r1）": a record by its category and its id.
  [[nodiscard]] std::string name_of(std::uint32_t record) const;
  [[nodiscard]] std::string category_title(std::uint32_t record) const;
  /// The last day on which a record counts for a period of so many months, as far
  /// as the calendar says; nothing where it has no end.
  [[nodiscard]] std::optional<date> last_day(std::uint32_t record,
                                             std::optional<std::int32_t> valid_months) const;

  const report_input& input;
  const rulebook& book;
  const assessment& result;
  phrasing words;
};

[[nodiscard]] section score_section(const context& of);
/// Precondition: the resident is eligible.
[[nodiscard]] section sum_section(const context& of);
[[nodiscard]] section others_section(const context& of);
/// Precondition: the resident is eligible.
[[nodiscard]] std::vector<section> cost_sections(const context& of);
[[nodiscard]] std::optional<section> undetermined_section(const context& of);
[[nodiscard]] section next_section(const context& of);
[[nodiscard]] section again_section(const context& of);
/// What the Measures promise; nothing where they are not in force.
[[nodiscard]] std::optional<section> rights_section(const context& of);

}  // namespace chengxin::io::report
