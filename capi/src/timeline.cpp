// Timelines of the C interface (SPECIFICATION 5).
// Never compares days: chengxin/timeline_through.hpp does.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "case.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/timeline_through.hpp"
#include "internal.hpp"

struct cx_timeline {
  std::vector<std::shared_ptr<const chengxin::capi::case_facts>> facts;  // by period
  std::vector<chengxin::timeline_period> periods;
  chengxin::timeline_through segments;
  std::vector<std::vector<cx_points>> values;  // by segment, as are the causes
  std::vector<std::vector<cx_cause>> causes;
};

namespace chengxin::capi {
namespace {

constexpr std::string_view new_rulebook = "rulebook";

cx_cause lend_cause(const timeline_period& in, const timeline_cause& it) {
  const rulebook& book = in.engine->book();
  cx_cause made{};
  made.change = static_cast<std::int32_t>(it.what);
  made.index = it.index;
  made.record = it.record;
  made.name = lend(change_names[static_cast<std::size_t>(it.what)]);
  if (it.index != no_index) {
    made.id = it.what == change::ceiling ? lend(book.ceilings[it.index].id)
                                         : lend(book.rules[it.index].id);
  }
  if (it.record != no_index) made.record_id = lend(in.records[it.record].record_id);
  return made;
}

cx_cause lend_new_rulebook(const timeline_period& in) {
  cx_cause made{};
  made.change = CX_CHANGE_RULEBOOK;
  made.index = CX_NO_INDEX;
  made.record = CX_NO_INDEX;
  made.name = lend(new_rulebook);
  made.id = lend(in.engine->book().id);
  return made;
}

void lend_lists(cx_timeline& of) {
  for (const timeline_through_segment& it : of.segments) {
    const timeline_period& in = of.periods[it.period];
    std::vector<cx_points>& values = of.values.emplace_back();
    for (const points value : it.values) values.push_back(value.cents);
    std::vector<cx_cause>& causes = of.causes.emplace_back();
    if (it.new_rulebook) causes.push_back(lend_new_rulebook(in));
    for (const timeline_cause& cause : it.causes) causes.push_back(lend_cause(in, cause));
  }
}

// What is wrong with the periods by themselves; empty: nothing.
std::string_view fault_of(const cx_period* periods, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (periods[i].facts == nullptr) return "the facts of a period are NULL";
    const case_facts& now = *periods[i].facts->facts;
    if (!now.has_subject) return "the case of a period has no subject";
    if (now.subject->subject_id != periods[0].facts->facts->subject->subject_id) {
      return "the cases of the periods have different subjects";
    }
  }
  return {};
}

cx_status make(const cx_period* periods, std::size_t count, date from, date to, cx_timeline** out,
               cx_error* err) {
  auto made = std::make_unique<cx_timeline>();
  for (std::size_t i = 0; i < count; ++i) {
    const case_facts& now = ready(*periods[i].facts);
    made->facts.push_back(periods[i].facts->facts);
    made->periods.push_back(
        {&now.engine, now.subject, now.records, date{periods[i].from}, date{periods[i].through}});
  }
  result<timeline_through> segments = make_timeline_through(made->periods, from, to);
  if (!segments) {
    const error& why = segments.failure();
    return fail(err, {why.code == "not_effective" ? CX_ERROR_NOT_EFFECTIVE : CX_ERROR_INPUT,
                      why.code, why.message});
  }
  made->segments = std::move(*segments);
  lend_lists(*made);
  *out = made.release();
  return CX_OK;
}

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_timeline_new(const cx_case* facts, cx_day from, cx_day to, cx_timeline** out,
                          cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || out == nullptr) return misuse(err, "facts or out is NULL");
    if (!facts->facts->has_subject) return misuse(err, "the case has no subject");
    for (const cx_day day : {from, to}) {
      const cx_status bad = check_effective(facts->facts->engine.book(), day, err);
      if (bad != CX_OK) return bad;
    }
    const cx_period whole{facts, from, to};
    return make(&whole, 1, chengxin::date{from}, chengxin::date{to}, out, err);
  });
}

cx_status cx_timeline_new_through(const cx_period* periods, size_t count, cx_day from, cx_day to,
                                  cx_timeline** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if ((periods == nullptr && count != 0) || out == nullptr) {
      return misuse(err, "periods or out is NULL");
    }
    const std::string_view fault = fault_of(periods, count);
    if (!fault.empty()) return misuse(err, fault);
    for (const cx_day day : {from, to}) {
      if (is_input_day(day)) continue;
      return fail(err, {CX_ERROR_INPUT, "invalid_date",
                        "expected days from 1900-01-01 to 2199-12-31, not " + day_text(day)});
    }
    return make(periods, count, chengxin::date{from}, chengxin::date{to}, out, err);
  });
}

void cx_timeline_free(cx_timeline* timeline) {
  delete timeline;
}

uint64_t cx_timeline_segments(const cx_timeline* timeline) {
  return timeline == nullptr ? 0 : timeline->segments.size();
}

cx_status cx_timeline_segment(const cx_timeline* timeline, uint64_t index, cx_segment* out,
                              cx_error* err) {
  if (timeline == nullptr) return misuse(err, "timeline is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  if (index >= timeline->segments.size()) return misuse(err, "index is beyond the segments");
  const auto position = static_cast<std::size_t>(index);
  const chengxin::timeline_through_segment& it = timeline->segments[position];
  cx_segment full = CX_SEGMENT_INIT;
  full.from = it.from.days;
  full.through = it.through.days;
  full.tier = CX_NO_INDEX;
  if (it.eligible) {
    full.eligible = 1;
    full.score = it.score;
    full.total = it.total.cents;
    full.tier = it.tier;
    full.tier_id = lend(timeline->periods[it.period].engine->book().tiers[it.tier].id);
  }
  full.period = static_cast<std::uint32_t>(it.period);
  full.values = timeline->values[position].data();
  full.value_count = timeline->values[position].size();
  full.causes = timeline->causes[position].data();
  full.cause_count = timeline->causes[position].size();
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_timeline_json(const cx_timeline* timeline, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (timeline == nullptr || out == nullptr) return misuse(err, "timeline or out is NULL");
    std::string text;
    chengxin::io::append_timeline_through_json(text, timeline->segments, timeline->periods);
    *out = make_buffer(text);
    return CX_OK;
  });
}
