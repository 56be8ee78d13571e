// What is added or taken besides awards (SPECIFICATION 4.9.1), one after another.
// Never adds up: the base, the awards and these are the total.
#include <cstddef>

#include "assessment.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

// Calls `visit` with each adjustment until it gives true.
template <class Visit>
void visit_adjustments(const cx_assessment& of, const Visit& visit) noexcept {
  if (!of.made || !of.has_lists || !of.result().eligible) return;
  const assessment& result = of.result();
  const rulebook& book = of.book();
  for (std::uint32_t d = 0; d < result.dimensions.size(); ++d) {
    if (book.dimensions[d].repairs) {
      for (const restoration& it : result.restored) {
        if (visit(adjustment{CX_ADJUSTMENT_RESTORED, it.dimension, it.value, &it})) return;
      }
    }
    const points held = result.dimensions[d].value - result.dimensions[d].raw;
    if (held != points{} && visit(adjustment{CX_ADJUSTMENT_BOUND, d, held, nullptr})) return;
  }
  if (result.held != points{} &&
      visit(adjustment{CX_ADJUSTMENT_SCORE, CX_NO_INDEX, result.held, nullptr})) {
    return;
  }
  if (result.ceiling) {
    visit(adjustment{CX_ADJUSTMENT_CEILING, CX_NO_INDEX, result.ceiling->held, nullptr});
  }
}

std::uint32_t record_count_of(const cx_assessment& of, const adjustment& it) noexcept {
  if (it.restored != nullptr) return it.restored->count;
  return it.what == CX_ADJUSTMENT_CEILING ? of.result().ceiling->record_count : 0;
}

}  // namespace

std::uint32_t count_adjustments(const cx_assessment& of) noexcept {
  std::uint32_t count = 0;
  visit_adjustments(of, [&count](const adjustment&) {
    ++count;
    return false;
  });
  return count;
}

std::optional<adjustment> find_adjustment(const cx_assessment& of, std::uint32_t index) noexcept {
  std::optional<adjustment> found;
  std::uint32_t left = index;
  visit_adjustments(of, [&](const adjustment& it) {
    if (left-- > 0) return false;
    found = it;
    return true;
  });
  return found;
}

}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_assessment_adjustment(const cx_assessment* assessment, uint32_t index,
                                   cx_adjustment* out, cx_error* err) {
  if (assessment == nullptr) return misuse(err, "assessment is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  const std::optional<adjustment> found = find_adjustment(*assessment, index);
  if (!found) return misuse(err, "index is beyond the adjustments");
  cx_adjustment full = CX_ADJUSTMENT_INIT;
  full.what = found->what;
  full.dimension = found->dimension;
  full.ceiling =
      found->what == CX_ADJUSTMENT_CEILING ? assessment->result().ceiling->index : CX_NO_INDEX;
  full.points = found->value.cents;
  full.record_count = record_count_of(*assessment, *found);
  write_struct(out, full);
  return CX_OK;
}

cx_status cx_assessment_adjustment_record(const cx_assessment* assessment, uint32_t adjustment,
                                          uint32_t index, cx_adjustment_record* out,
                                          cx_error* err) {
  if (assessment == nullptr) return misuse(err, "assessment is NULL");
  if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
  const auto found = find_adjustment(*assessment, adjustment);
  if (!found) return misuse(err, "adjustment is beyond the adjustments");
  if (index >= record_count_of(*assessment, *found)) {
    return misuse(err, "index is beyond the adjustment's records");
  }
  const chengxin::assessment& result = assessment->result();
  cx_adjustment_record full = CX_ADJUSTMENT_RECORD_INIT;
  full.rules[0] = full.rules[1] = full.rules[2] = CX_NO_INDEX;
  if (found->restored != nullptr) {
    const chengxin::eased_record& eased = result.eased_in(*found->restored)[index];
    full.record = eased.record;
    full.percent = eased.percent;
    for (std::size_t i = 0; i < 3; ++i) full.rules[i] = eased.rules[i];
  } else {
    full.record = result.ceiling_records[result.ceiling->first_record + index];
  }
  full.record_id = lend(assessment->facts->records[full.record].record_id);
  write_struct(out, full);
  return CX_OK;
}
