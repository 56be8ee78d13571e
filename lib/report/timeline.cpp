// A timeline as the JSON array of `timeline` (SPECIFICATION 7). Never formats.
#include <cstddef>
#include <span>
#include <string>

#include "appender.hpp"
#include "chengxin/io/report.hpp"
#include "json_string.hpp"

namespace chengxin::io {
namespace {

using report::append_json_string;
using report::appender;

void append_figures(appender& to, const rulebook& book, const timeline_segment& segment) {
  if (!segment.eligible) {
    to.literal(",\"eligible\":false,\"score\":null,\"total\":null,\"tier\":null,\"dimensions\":{}");
    return;
  }
  to.literal(",\"eligible\":true,\"score\":");
  to.integer(segment.score);
  to.literal(",\"total\":");
  to.decimal(segment.total);
  to.literal(",\"tier\":");
  append_json_string(to, book.tiers[segment.tier].id);
  to.literal(",\"dimensions\":{");
  for (std::size_t d = 0; d < book.dimensions.size(); ++d) {
    if (d != 0) to.character(',');
    append_json_string(to, book.dimensions[d].id);
    to.character(':');
    to.decimal(segment.values[d]);
  }
  to.character('}');
}

void append_cause(appender& to, const rulebook& book, const timeline_cause& cause,
                  std::span<const prepared_record> records) {
  to.character('{');
  if (cause.index != no_index) {
    to.literal("\"rule\":");
    append_json_string(to, cause.what == change::ceiling ? book.ceilings[cause.index].id
                                                         : book.rules[cause.index].id);
    to.character(',');
  }
  if (cause.record != no_index) {
    to.literal("\"record\":");
    append_json_string(to, records[cause.record].record_id);
    to.character(',');
  }
  to.literal("\"what\":\"");
  to.raw(change_names[static_cast<std::size_t>(cause.what)]);
  to.literal("\"}");
}

void append_days_and_figures(appender& to, const rulebook& book, const timeline_segment& segment) {
  to.literal("{\"from\":\"");
  to.day(segment.from);
  to.literal("\",\"through\":\"");
  to.day(segment.through);
  to.character('"');
  append_figures(to, book, segment);
  to.literal(",\"causes\":[");
}

void append_causes(appender& to, const rulebook& book, const timeline_segment& segment,
                   std::span<const prepared_record> records) {
  for (std::size_t c = 0; c < segment.causes.size(); ++c) {
    if (c != 0) to.character(',');
    append_cause(to, book, segment.causes[c], records);
  }
  to.literal("]}");
}

void append_new_rulebook(appender& to, const rulebook& book) {
  to.literal("{\"rulebook\":");
  append_json_string(to, book.id);
  to.literal(",\"version\":");
  append_json_string(to, book.version);
  to.literal(",\"what\":\"rulebook\"}");
}

}  // namespace

void append_timeline_json(std::string& out, const chengxin::engine& engine,
                          const chengxin::timeline& timeline,
                          std::span<const prepared_record> records) {
  const rulebook& book = engine.book();
  appender to(out);
  to.character('[');
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    if (i != 0) to.character(',');
    append_days_and_figures(to, book, timeline[i]);
    append_causes(to, book, timeline[i], records);
  }
  to.character(']');
}

void append_timeline_through_json(std::string& out, const timeline_through& timeline,
                                  std::span<const timeline_period> periods) {
  appender to(out);
  to.character('[');
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    const timeline_through_segment& segment = timeline[i];
    const timeline_period& period = periods[segment.period];
    const rulebook& book = period.engine->book();
    if (i != 0) to.character(',');
    append_days_and_figures(to, book, segment);
    if (segment.new_rulebook) {
      append_new_rulebook(to, book);
      if (!segment.causes.empty()) to.character(',');
    }
    append_causes(to, book, segment, period.records);
  }
  to.character(']');
}

}  // namespace chengxin::io
