// A population's scores as CSV (SPECIFICATION 7, RFC 4180), line by line.
// Never changes a cell: what a spreadsheet might take for a formula stays.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "appender.hpp"
#include "chengxin/io/report.hpp"

namespace chengxin::io {
namespace {

using report::appender;

constexpr std::uint64_t ones = 0x0101010101010101U;

// The top bit of some byte is set if and only if a byte of `eight` is one of those that a cell
// has in quotes alone.
std::uint64_t special_in(std::uint64_t eight) noexcept {
  std::uint64_t found = 0;
  for (const char special : {'"', ',', '\n', '\r'}) {
    const std::uint64_t zero = eight ^ (ones * static_cast<unsigned char>(special));
    found |= (zero - ones) & ~zero;
  }
  return found;
}

// Likewise if a byte comes before all letters, digits, and '-', as they do.
std::uint64_t may_be_special_in(std::uint64_t eight) noexcept {
  return (eight - ones * std::uint64_t{'-'}) & ~eight;
}

template <class Find>
bool finds_any(std::string_view text, Find find) noexcept {
  std::uint64_t found = 0;
  std::uint64_t eight = 0;
  for (; text.size() >= sizeof eight; text.remove_prefix(sizeof eight)) {
    std::memcpy(&eight, text.data(), sizeof eight);
    found |= find(eight);
  }
  eight = ones * std::uint64_t{'-'};  // none of them
  for (const char c : text) eight = eight << 8U | static_cast<unsigned char>(c);
  return ((found | find(eight)) & (ones << 7U)) != 0;
}

bool needs_quotes(std::string_view text) noexcept {
  return finds_any(text, may_be_special_in) && finds_any(text, special_in);
}

void append_cell(appender& to, std::string_view text) {
  if (!needs_quotes(text)) return to.raw(text);
  to.character('"');
  for (const char c : text) {
    if (c == '"') to.character('"');
    to.character(c);
  }
  to.character('"');
}

}  // namespace

void append_score_header(std::string& out, const chengxin::engine& engine, bool stable_through) {
  appender to(out);
  to.literal("subject_id,eligible,score,tier");
  for (const dimension& declared : engine.book().dimensions) {
    to.character(',');
    append_cell(to, declared.id);
  }
  if (stable_through) to.literal(",stable_through");
  to.character('\n');
}

void append_score_row(std::string& out, const chengxin::engine& engine,
                      const prepared_subject& subject, const chengxin::assessment& assessment,
                      const std::optional<date>* stable_through) {
  const rulebook& book = engine.book();
  constexpr std::size_t usual_row = 192;
  appender to(out, usual_row);
  append_cell(to, subject.subject_id);
  if (assessment.eligible) {
    to.literal(",true,");
    to.integer(assessment.score);
    to.character(',');
    append_cell(to, book.tiers[assessment.tier].id);
    for (std::size_t d = 0; d < book.dimensions.size(); ++d) {
      to.character(',');
      to.decimal(assessment.dimensions[d].value);
    }
  } else {
    to.literal(",false,,");
    for (std::size_t d = 0; d < book.dimensions.size(); ++d) to.character(',');
  }
  if (stable_through != nullptr) {
    to.character(',');
    if (*stable_through) to.day(**stable_through);
  }
  to.character('\n');
}

}  // namespace chengxin::io
