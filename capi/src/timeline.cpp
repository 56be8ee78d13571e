// Timelines of the C interface (SPECIFICATION 5).
// Never compares days: chengxin/timeline.hpp does.
#include "chengxin/timeline.hpp"

#include <memory>
#include <string>
#include <vector>

#include "case.hpp"
#include "chengxin/io/report.hpp"
#include "internal.hpp"

struct cx_timeline {
  std::shared_ptr<const chengxin::capi::case_facts> facts;
  chengxin::timeline segments;
  std::vector<std::vector<cx_points>> values;  // by segment, as are the causes
  std::vector<std::vector<cx_cause>> causes;
};

namespace chengxin::capi {
namespace {

cx_cause lend_cause(const case_facts& facts, const timeline_cause& it) {
  const rulebook& book = facts.engine.book();
  cx_cause made{};
  made.change = static_cast<std::int32_t>(it.what);
  made.index = it.index;
  made.record = it.record;
  made.name = lend(change_names[static_cast<std::size_t>(it.what)]);
  if (it.index != no_index) {
    made.id = it.what == change::ceiling ? lend(book.ceilings[it.index].id)
                                         : lend(book.rules[it.index].id);
  }
  if (it.record != no_index) made.record_id = lend(facts.records[it.record].record_id);
  return made;
}

void lend_lists(cx_timeline& of) {
  for (const timeline_segment& it : of.segments) {
    std::vector<cx_points>& values = of.values.emplace_back();
    for (const points value : it.values) values.push_back(value.cents);
    std::vector<cx_cause>& causes = of.causes.emplace_back();
    for (const timeline_cause& cause : it.causes) causes.push_back(lend_cause(*of.facts, cause));
  }
}

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_timeline_new(const cx_case* facts, cx_day from, cx_day to, cx_timeline** out,
                          cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || out == nullptr) return misuse(err, "facts or out is NULL");
    if (!facts->facts->has_subject) return misuse(err, "the case has no subject");
    const case_facts& now = ready(*facts);
    for (const cx_day day : {from, to}) {
      if (const cx_status bad = check_effective(now.engine.book(), day, err); bad != CX_OK) {
        return bad;
      }
    }
    chengxin::result<chengxin::timeline> segments = chengxin::make_timeline(
        now.engine, *now.subject, now.records, chengxin::date{from}, chengxin::date{to});
    if (!segments) {
      const cx_status status =
          segments.failure().code == "not_effective" ? CX_ERROR_NOT_EFFECTIVE : CX_ERROR_INPUT;
      return fail(err, {status, segments.failure().code, segments.failure().message});
    }
    auto made = std::make_unique<cx_timeline>();
    made->facts = facts->facts;
    made->segments = std::move(*segments);
    lend_lists(*made);
    *out = made.release();
    return CX_OK;
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
  const chengxin::timeline_segment& it = timeline->segments[position];
  cx_segment full = CX_SEGMENT_INIT;
  full.from = it.from.days;
  full.through = it.through.days;
  full.tier = CX_NO_INDEX;
  if (it.eligible) {
    full.eligible = 1;
    full.score = it.score;
    full.total = it.total.cents;
    full.tier = it.tier;
    full.tier_id = lend(timeline->facts->engine.book().tiers[it.tier].id);
  }
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
    chengxin::io::append_timeline_json(text, timeline->facts->engine, timeline->segments,
                                       timeline->facts->records);
    *out = make_buffer(text);
    return CX_OK;
  });
}
