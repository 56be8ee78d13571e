// Assessments of the C interface: made, and read by position.
// Never computes a figure: the engine does.
#include "assessment.hpp"

#include <algorithm>
#include <cstddef>

#include "chengxin/describe.hpp"
#include "chengxin/io/report.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

constexpr std::uint32_t known_flags = CX_ASSESS_FIGURES_ONLY | CX_ASSESS_STABLE_THROUGH;

void find_stable_through(cx_assessment& of) {
  of.stable_through = of.facts->engine.stable_through(*of.facts->subject, of.facts->records,
                                                      of.result(), of.scratch);
  of.knows_stable_through = true;
}

bool has_score(const cx_assessment* assessment) noexcept {
  return assessment != nullptr && assessment->made && assessment->result().eligible;
}

std::uint32_t dimension_of(const assessment& result, std::uint32_t award) noexcept {
  for (std::uint32_t d = 0; d < result.dimensions.size(); ++d) {
    const dimension_result& it = result.dimensions[d];
    if (award >= it.first_award && award - it.first_award < it.award_count) return d;
  }
  return CX_NO_INDEX;
}

cx_day last_day_of(const rulebook& book, const prepared_record& record, const award& it) noexcept {
  date last = record.expires_on;
  if (const auto months = book.rules[it.rule].valid_months) {
    last = std::min(last, add_months(record.occurred_on, *months));
  }
  return last.days;
}

// What most of the functions below begin with.
template <class Struct>
cx_status check(const cx_assessment* assessment, const Struct* out, cx_error* err) noexcept {
  if (assessment == nullptr) return misuse(err, "assessment is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  return CX_OK;
}

std::size_t list_size(const cx_assessment& of, std::size_t size) noexcept {
  return of.made && of.has_lists ? size : 0;
}

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;
namespace io = chengxin::io;

cx_status cx_assessment_new(cx_assessment** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (out == nullptr) return misuse(err, "out is NULL");
    *out = std::make_unique<cx_assessment>().release();
    return CX_OK;
  });
}

void cx_assessment_free(cx_assessment* assessment) {
  delete assessment;
}

cx_status cx_assess(const cx_case* facts, cx_day day, uint32_t flags, cx_assessment* out,
                    cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || out == nullptr) return misuse(err, "facts or out is NULL");
    if (!facts->facts->has_subject) return misuse(err, "the case has no subject");
    if ((flags & ~known_flags) != 0) return misuse(err, "flags has a bit that is not CX_ASSESS");
    if (day == CX_NO_DAY) return misuse(err, "day is not set");
    const case_facts& now = ready(*facts);
    const cx_status effective = check_effective(now.engine.book(), day, err);
    if (effective != CX_OK) return effective;
    const bool figures_only = (flags & CX_ASSESS_FIGURES_ONLY) != 0;
    // Where memory runs out `out` stays as it was: it is not touched before all is done.
    chengxin::assessment& next = out->next();
    const bool until_when = (flags & CX_ASSESS_STABLE_THROUGH) != 0;
    std::optional<chengxin::date> stable_through;
    static_cast<void>(now.engine.assess(
        *now.subject, now.records, chengxin::date{day},
        figures_only ? chengxin::depth::figures : chengxin::depth::everything, next));
    if (until_when) {
      stable_through = now.engine.stable_through(*now.subject, now.records, next, out->scratch);
    }
    out->current = 1 - out->current;
    out->stable_through = stable_through;
    out->knows_stable_through = until_when;
    if (out->facts != facts->facts) out->facts = facts->facts;
    out->has_lists = !figures_only;
    out->made = true;
    return CX_OK;
  });
}

int32_t cx_assessment_eligible(const cx_assessment* assessment) {
  return has_score(assessment) ? 1 : 0;
}

int64_t cx_assessment_score(const cx_assessment* assessment) {
  return has_score(assessment) ? assessment->result().score : -1;
}

cx_string cx_assessment_tier(const cx_assessment* assessment) {
  if (!has_score(assessment)) return {nullptr, 0};
  return lend(assessment->book().tiers[assessment->result().tier].id);
}

cx_status cx_assessment_figures(const cx_assessment* assessment, cx_figures* out, cx_error* err) {
  if (const cx_status bad = check(assessment, out, err); bad != CX_OK) return bad;
  if (!assessment->made) return misuse(err, "the assessment says nothing yet");
  const chengxin::assessment& result = assessment->result();
  cx_figures full = CX_FIGURES_INIT;
  full.day = result.as_of.days;
  full.stable_through = assessment->stable_through && assessment->knows_stable_through
                            ? assessment->stable_through->days
                            : CX_NO_DAY;
  full.knows_stable_through = assessment->knows_stable_through ? 1 : 0;
  full.record_count = static_cast<std::uint32_t>(list_size(*assessment, result.records.size()));
  full.tier = CX_NO_INDEX;
  if (!result.eligible) {
    for (std::uint32_t i = 0; i < chengxin::ineligibility_names.size(); ++i) {
      if (result.ineligible_because.contains(static_cast<chengxin::ineligibility>(i))) {
        full.ineligible_because |= 1U << i;
      }
    }
  } else {
    full.eligible = 1;
    full.score = result.score;
    full.total = result.total.cents;
    full.base = assessment->book().base.cents;
    full.tier_id = lend(assessment->book().tiers[result.tier].id);
    full.tier = result.tier;
    full.dimension_count = static_cast<std::uint32_t>(result.dimensions.size());
    full.award_count = static_cast<std::uint32_t>(list_size(*assessment, result.awards.size()));
    full.adjustment_count = count_adjustments(*assessment);
    full.undetermined_count =
        static_cast<std::uint32_t>(list_size(*assessment, result.undetermined.size()));
  }
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_assessment_dimension(const cx_assessment* assessment, uint32_t index,
                                  cx_dimension_result* out, cx_error* err) {
  if (const cx_status bad = check(assessment, out, err); bad != CX_OK) return bad;
  if (!has_score(assessment) || index >= assessment->result().dimensions.size()) {
    return misuse(err, "index is beyond the dimensions");
  }
  const chengxin::dimension_result& it = assessment->result().dimensions[index];
  cx_dimension_result full = CX_DIMENSION_RESULT_INIT;
  if (assessment->has_lists) {
    full.first_award = it.first_award;
    full.award_count = it.award_count;
  }
  full.id = lend(assessment->book().dimensions[index].id);
  full.raw = it.raw.cents;
  full.value = it.value.cents;
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_assessment_award(const cx_assessment* assessment, uint32_t index, cx_award* out,
                              cx_error* err) {
  if (const cx_status bad = check(assessment, out, err); bad != CX_OK) return bad;
  if (!has_score(assessment) ||
      index >= list_size(*assessment, assessment->result().awards.size())) {
    return misuse(err, "index is beyond the awards");
  }
  const chengxin::award& it = assessment->result().awards[index];
  cx_award full = CX_AWARD_INIT;
  full.dimension = dimension_of(assessment->result(), index);
  full.rule = it.rule;
  full.record = it.record;
  full.rule_id = lend(assessment->book().rules[it.rule].id);
  full.points = it.value.cents;
  full.before_limits = it.value.cents;
  full.percent = it.percent;
  full.last_day = CX_NO_DAY;
  if (it.record != chengxin::no_index) {
    const chengxin::prepared_record& record = assessment->facts->records[it.record];
    full.record_id = lend(record.record_id);
    full.before_limits = it.before_limits.cents;
    full.last_day = last_day_of(assessment->book(), record, it);
  }
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_assessment_record(const cx_assessment* assessment, uint32_t index,
                               cx_record_result* out, cx_error* err) {
  if (const cx_status bad = check(assessment, out, err); bad != CX_OK) return bad;
  if (index >= list_size(*assessment, assessment->result().records.size())) {
    return misuse(err, "index is beyond the records");
  }
  const chengxin::record_result& it = assessment->result().records[index];
  cx_record_result full = CX_RECORD_RESULT_INIT;
  full.disposition = static_cast<std::int32_t>(it.what);
  full.record_id = lend(assessment->facts->records[index].record_id);
  full.name = lend(chengxin::name_of(it.what));
  full.eased = it.eased;
  full.effect_count = assessment->result().eligible ? it.effect_count : 0;
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_assessment_record_effect(const cx_assessment* assessment, uint32_t record,
                                      uint32_t index, cx_effect* out, cx_error* err) {
  if (const cx_status bad = check(assessment, out, err); bad != CX_OK) return bad;
  if (record >= list_size(*assessment, assessment->result().records.size())) {
    return misuse(err, "record is beyond the records");
  }
  const auto effects = assessment->result().effects_of(record);
  if (!assessment->result().eligible || index >= effects.size()) {
    return misuse(err, "index is beyond the record's effects");
  }
  const chengxin::effect& it = effects[index];
  cx_effect full = CX_EFFECT_INIT;
  full.what = static_cast<std::int32_t>(it.what);
  full.index = it.index;
  full.id = it.what == chengxin::effect::kind::ceiling
                ? lend(assessment->book().ceilings[it.index].id)
                : lend(assessment->book().rules[it.index].id);
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_assessment_undetermined(const cx_assessment* assessment, uint32_t index,
                                     cx_undetermined* out, cx_error* err) {
  if (const cx_status bad = check(assessment, out, err); bad != CX_OK) return bad;
  if (!has_score(assessment) ||
      index >= list_size(*assessment, assessment->result().undetermined.size())) {
    return misuse(err, "index is beyond the conditions");
  }
  const chengxin::undetermined_condition& it = assessment->result().undetermined[index];
  const std::span<const chengxin::prepared_record> records = assessment->facts->records;
  cx_undetermined full = CX_UNDETERMINED_INIT;
  full.of_ceiling = it.in_ceiling ? 1 : 0;
  full.index = it.index;
  full.record = it.record;
  full.id = it.in_ceiling ? lend(assessment->book().ceilings[it.index].id)
                          : lend(assessment->book().rules[it.index].id);
  if (it.record != chengxin::no_index) full.record_id = lend(records[it.record].record_id);
  full.attribute = lend(chengxin::absent_attribute(assessment->facts->engine, records, it));
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_assessment_report(cx_assessment* assessment, int32_t format, int32_t language,
                               cx_string* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (assessment == nullptr || out == nullptr) return misuse(err, "assessment or out is NULL");
    if (format < CX_FORMAT_TEXT || format > CX_FORMAT_HTML) {
      return misuse(err, "format is not a CX_FORMAT constant");
    }
    if (language != CX_LANGUAGE_ZH && language != CX_LANGUAGE_EN) {
      return misuse(err, "language is not a CX_LANGUAGE constant");
    }
    if (!assessment->made) return misuse(err, "the assessment says nothing yet");
    if (!assessment->has_lists) return misuse(err, "only the figures were asked for");
    if (!assessment->knows_stable_through) find_stable_through(*assessment);
    io::report_input report;
    report.engine = &assessment->facts->engine;
    report.subject = assessment->facts->subject;
    report.records = assessment->facts->records;
    report.assessment = &assessment->result();
    report.stable_through = assessment->stable_through;
    const io::language words = language == CX_LANGUAGE_EN ? io::language::en : io::language::zh;
    assessment->text.clear();
    switch (format) {
      case CX_FORMAT_JSON: io::append_report_json(assessment->text, report); break;
      case CX_FORMAT_HTML: io::append_report_html(assessment->text, report, words); break;
      default: io::append_report_text(assessment->text, report, words);
    }
    *out = lend(assessment->text);
    return CX_OK;
  });
}
