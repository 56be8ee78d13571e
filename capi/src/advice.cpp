// Advice of the C interface: what bad records cost, and the roads of repair.
// Never works anything out: chengxin/advice.hpp does.
#include "chengxin/advice.hpp"

#include <memory>
#include <vector>

#include "case.hpp"
#include "internal.hpp"

struct cx_advice {
  std::shared_ptr<const chengxin::capi::case_facts> facts;
  std::vector<chengxin::record_advice> records;
  std::vector<std::vector<cx_road>> roads;  // by record
};

using namespace chengxin::capi;

cx_status cx_advise(const cx_case* facts, cx_day day, cx_advice** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (facts == nullptr || out == nullptr) return misuse(err, "facts or out is NULL");
    if (!facts->facts->has_subject) return misuse(err, "the case has no subject");
    if (day == CX_NO_DAY) return misuse(err, "day is not set");
    const case_facts& now = ready(*facts);
    const cx_status effective = check_effective(now.engine.book(), day, err);
    if (effective != CX_OK) return effective;
    auto made = std::make_unique<cx_advice>();
    made->facts = facts->facts;
    made->records = chengxin::advise(now.engine, *now.subject, now.records, chengxin::date{day});
    for (const chengxin::record_advice& it : made->records) {
      std::vector<cx_road>& roads = made->roads.emplace_back();
      for (const chengxin::repair_road& road : it.roads) {
        roads.push_back({road.decision ? 1 : 0, static_cast<std::int32_t>(road.step),
                         road.effective_on.days, 0, road.gain.cents});
      }
    }
    *out = made.release();
    return CX_OK;
  });
}

void cx_advice_free(cx_advice* advice) {
  delete advice;
}

uint64_t cx_advice_records(const cx_advice* advice) {
  return advice == nullptr ? 0 : advice->records.size();
}

cx_status cx_advice_record(const cx_advice* advice, uint64_t index, cx_record_advice* out,
                           cx_error* err) {
  if (advice == nullptr) return misuse(err, "advice is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  if (index >= advice->records.size()) return misuse(err, "index is beyond the records");
  const auto position = static_cast<std::size_t>(index);
  const chengxin::record_advice& it = advice->records[position];
  cx_record_advice full = CX_RECORD_ADVICE_INIT;
  full.record = it.record;
  full.record_id = lend(advice->facts->records[it.record].record_id);
  full.cost = it.cost.cents;
  full.last_day = it.last_day ? it.last_day->days : CX_NO_DAY;
  full.roads = advice->roads[position].data();
  full.road_count = advice->roads[position].size();
  write_struct(out, full);
  return CX_OK;
}
