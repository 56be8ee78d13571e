// A population's scores as CSV (SPECIFICATION 7, RFC 4180), line by line.
// Never changes a cell: what a spreadsheet might take for a formula stays.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "appender.hpp"
#include "chengxin/io/report.hpp"

namespace chengxin::io {
namespace {

using report::appender;

void append_cell(appender& to, std::string_view text) {
  bool plain = true;
  for (const char c : text) plain &= c != '"' && c != ',' && c != '\n' && c != '\r';
  if (plain) {
    to.raw(text);
    return;
  }
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
  appender to(out);
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
