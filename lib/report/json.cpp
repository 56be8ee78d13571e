// One resident's assessment as the JSON object of `explain --format json`, whole or
// as a grantee may see it (SPECIFICATION 7). Never formats, never allocates beyond
// its output.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "appender.hpp"
#include "chengxin/config.hpp"
#include "chengxin/describe.hpp"
#include "chengxin/io/report.hpp"
#include "json_string.hpp"

namespace chengxin::io {
namespace {

using report::append_json_characters;
using report::append_json_string;
using report::appender;

constexpr auto disposition_words = report::padded_words(disposition_names);
constexpr auto ineligibility_words = report::padded_words(ineligibility_names);

/// Writes a comma before every element of a list but the first.
class separator {
public:
  void before(appender& to) {
    if (!first_) to.character(',');
    first_ = false;
  }

private:
  bool first_ = true;
};

enum class audience : std::uint8_t { resident, grantee };

class report_writer {
public:
  report_writer(std::string& out, const report_input& report, audience reader)
      : to_(out),
        report_(report),
        book_(report.engine->book()),
        result_(*report.assessment),
        for_grantee_(reader == audience::grantee) {}

  void write() {
    write_identity();
    write_eligibility();
    write_figures();
    write_dimensions();
    write_base_and_bounds();
    write_ceiling();
    write_records();
    if (!for_grantee_) write_undetermined();
    to_.character('}');
  }

private:
  void write_identity() {
    to_.literal("{\"subject_id\":");
    append_json_string(to_, report_.subject->subject_id);
    to_.literal(",\"as_of\":\"");
    to_.day(result_.as_of);
    to_.literal("\",\"rulebook\":{\"id\":");
    append_json_string(to_, book_.id);
    to_.literal(",\"version\":");
    append_json_string(to_, book_.version);
    to_.literal(",\"fingerprint\":");
    append_json_string(to_, book_.fingerprint);
    to_.literal("},\"library\":\"" CHENGXIN_VERSION_STRING "\"");
  }

  void write_eligibility() {
    if (result_.eligible) {
      to_.literal(",\"eligible\":true,\"ineligible_because\":[]");
      return;
    }
    to_.literal(",\"eligible\":false,\"ineligible_because\":[");
    separator comma;
    for (std::size_t i = 0; i < ineligibility_words.size(); ++i) {
      if (!result_.ineligible_because.contains(static_cast<ineligibility>(i))) continue;
      comma.before(to_);
      to_.character('"');
      to_.word(ineligibility_words[i]);
      to_.character('"');
    }
    to_.character(']');
  }

  void write_figures() {
    if (result_.eligible) {
      to_.literal(",\"score\":");
      to_.integer(result_.score);
      to_.literal(",\"total\":");
      to_.decimal(result_.total);
      to_.literal(",\"tier\":");
      append_json_string(to_, book_.tiers[result_.tier].id);
    } else {
      to_.literal(",\"score\":null,\"total\":null,\"tier\":null");
    }
    if (for_grantee_) return;  // the day may be that of a record that does not count yet
    if (report_.stable_through) {
      to_.literal(",\"stable_through\":\"");
      to_.day(*report_.stable_through);
      to_.character('"');
    } else {
      to_.literal(",\"stable_through\":null");
    }
  }

  void write_dimensions() {
    to_.literal(",\"dimensions\":[");
    if (result_.eligible) {
      separator comma;
      for (std::size_t d = 0; d < book_.dimensions.size(); ++d) {
        comma.before(to_);
        write_dimension(d);
      }
    }
    to_.character(']');
  }

  void write_dimension(std::size_t d) {
    const dimension_result& figures = result_.dimensions[d];
    to_.literal("{\"id\":");
    append_json_string(to_, book_.dimensions[d].id);
    to_.literal(",\"raw\":");
    to_.decimal(figures.raw);
    to_.literal(",\"value\":");
    to_.decimal(figures.value);
    to_.literal(",\"awards\":[");
    separator comma;
    for (const award& given : result_.awards_of(d)) {
      comma.before(to_);
      write_award(given);
    }
    to_.literal("],\"restored\":[");
    if (book_.dimensions[d].repairs) {
      separator between;
      for (const restoration& restored : result_.restored) {
        between.before(to_);
        write_restoration(restored);
      }
    }
    to_.literal("]}");
  }

  void write_award(const award& given) {
    to_.literal("{\"rule\":");
    append_json_string(to_, book_.rules[given.rule].id);
    if (given.record == no_index) {
      to_.literal(",\"points\":");
      to_.decimal(given.value);
    } else {
      to_.literal(",\"record\":");
      append_json_string(to_, report_.records[given.record].record_id);
      to_.literal(",\"points\":");
      to_.decimal(given.value);
      to_.literal(",\"before_limits\":");
      to_.decimal(given.before_limits);
      to_.literal(",\"percent\":");
      to_.integer(given.percent);
    }
    to_.character('}');
  }

  void write_restoration(const restoration& restored) {
    to_.literal("{\"dimension\":");
    append_json_string(to_, book_.dimensions[restored.dimension].id);
    to_.literal(",\"points\":");
    to_.decimal(restored.value);
    if (for_grantee_) return to_.character('}');  // percentages would tell what lies beneath
    to_.literal(",\"records\":[");
    separator comma;
    for (const eased_record& eased : result_.eased_in(restored)) {
      comma.before(to_);
      to_.literal("{\"record\":");
      append_json_string(to_, report_.records[eased.record].record_id);
      to_.literal(",\"percent\":");
      to_.integer(eased.percent);
      to_.literal(",\"rules\":[");
      separator between;
      for (const std::uint32_t rule : eased.rules) {
        if (rule == no_index) break;
        between.before(to_);
        append_json_string(to_, book_.rules[rule].id);
      }
      to_.literal("]}");
    }
    to_.literal("]}");
  }

  void write_base_and_bounds() {
    to_.literal(",\"base\":");
    to_.decimal(book_.base);
    to_.literal(",\"held\":");
    points held = result_.eligible ? result_.held : points{};
    if (!shows_ceiling() && result_.ceiling) held += result_.ceiling->held;
    to_.decimal(held);
  }

  [[nodiscard]] bool is_counted(std::size_t record) const noexcept {
    return result_.records[record].what == disposition::counted;
  }

  [[nodiscard]] std::span<const std::uint32_t> ceiling_records() const noexcept {
    return {result_.ceiling_records.data() + result_.ceiling->first_record,
            result_.ceiling->record_count};
  }

  /// A grantee sees the ceiling only where a record that they see brings it.
  [[nodiscard]] bool shows_ceiling() const noexcept {
    if (!result_.eligible || !result_.ceiling) return false;
    const std::span<const std::uint32_t> by = ceiling_records();
    return !for_grantee_ || std::any_of(by.begin(), by.end(), [this](std::uint32_t record) {
      return is_counted(record);
    });
  }

  void write_ceiling() {
    if (!shows_ceiling()) {
      to_.literal(",\"ceiling\":null");
      return;
    }
    const applied_ceiling& applied = *result_.ceiling;
    const ceiling& declared = book_.ceilings[applied.index];
    to_.literal(",\"ceiling\":{\"id\":");
    append_json_string(to_, declared.id);
    to_.literal(",\"max_score\":");
    to_.integer(declared.max_score);
    to_.literal(",\"held\":");
    to_.decimal(applied.held);
    to_.literal(",\"records\":[");
    separator comma;
    for (const std::uint32_t record : ceiling_records()) {
      if (for_grantee_ && !is_counted(record)) continue;
      comma.before(to_);
      append_json_string(to_, report_.records[record].record_id);
    }
    to_.literal("]}");
  }

  void write_records() {
    to_.literal(",\"records\":[");
    separator comma;
    for (std::size_t i = 0; i < report_.records.size(); ++i) {
      const record_result& became = result_.records[i];
      if (for_grantee_ && !is_counted(i)) continue;
      comma.before(to_);
      to_.literal("{\"record\":");
      append_json_string(to_, report_.records[i].record_id);
      to_.literal(",\"disposition\":\"");
      to_.word(disposition_words[static_cast<std::size_t>(became.what)]);
      if (for_grantee_) {
        to_.literal("\"}");
        continue;
      }
      to_.literal("\",\"eased\":");
      to_.integer(became.eased);
      to_.literal(",\"effects\":[");
      if (result_.eligible) write_effects(i);
      to_.literal("]}");
    }
    to_.character(']');
  }

  void write_effects(std::size_t record) {
    separator comma;
    for (const effect& brought : result_.effects_of(record)) {
      comma.before(to_);
      if (brought.what == effect::kind::ceiling) {
        to_.literal("\"ceiling:");
        append_json_characters(to_, book_.ceilings[brought.index].id);
      } else {
        to_.literal("\"absence:");
        append_json_characters(to_, book_.rules[brought.index].id);
      }
      to_.character('"');
    }
  }

  void write_undetermined() {
    to_.literal(",\"undetermined\":[");
    if (result_.eligible) {
      separator comma;
      for (const undetermined_condition& condition : result_.undetermined) {
        comma.before(to_);
        write_condition(condition);
      }
    }
    to_.character(']');
  }

  void write_condition(const undetermined_condition& condition) {
    to_.literal("{\"rule\":");
    append_json_string(to_, condition.in_ceiling ? book_.ceilings[condition.index].id
                                                 : book_.rules[condition.index].id);
    if (condition.record != no_index) {
      to_.literal(",\"record\":");
      append_json_string(to_, report_.records[condition.record].record_id);
    }
    to_.literal(",\"why\":\"");
    for (const std::string_view part :
         describe_in_parts(*report_.engine, report_.records, condition)) {
      append_json_characters(to_, part);
    }
    to_.literal("\"}");
  }

  appender to_;
  const report_input& report_;
  const rulebook& book_;
  const assessment& result_;
  bool for_grantee_;
};

}  // namespace

void append_report_json(std::string& out, const report_input& report) {
  report_writer(out, report, audience::resident).write();
}

bool hidden_from_grantees(const rulebook& book, const prepared_record& record) noexcept {
  if (record.status == record_status::active) return false;
  const bool is_good = record.category < book.categories.size() &&
                       book.categories[record.category].nature == nature::good;
  return record.status != record_status::repaired || !is_good;
}

void append_grantee_report_json(std::string& out, const report_input& report) {
  report_writer(out, report, audience::grantee).write();
}

}  // namespace chengxin::io
