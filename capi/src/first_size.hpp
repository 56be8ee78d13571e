// How large each struct that begins with `struct_size` was when it was first released:
// up to the last member that it had then. A program compiled in those days gives no more
// (CONVENTIONS 7 to 9). A line is written once, and stays when its struct grows.
#pragma once

#include <chengxin.h>

#include <cstddef>

namespace chengxin::capi {

/// No definition for any other struct: who forgets the line is told by the compiler.
template <class Struct>
struct first_size;

#define CHENGXIN_FIRST_SIZE(type, last)                                   \
  template <>                                                             \
  struct first_size<type> {                                               \
    static constexpr std::size_t value =                                  \
        offsetof(type, last) + sizeof(static_cast<type*>(nullptr)->last); \
  }

CHENGXIN_FIRST_SIZE(cx_rulebook_info, use_count);
CHENGXIN_FIRST_SIZE(cx_basis, title);
CHENGXIN_FIRST_SIZE(cx_attribute_declaration, value_count);
CHENGXIN_FIRST_SIZE(cx_dimension, max);
CHENGXIN_FIRST_SIZE(cx_category, attribute_count);
CHENGXIN_FIRST_SIZE(cx_barred_category, citation_count);
CHENGXIN_FIRST_SIZE(cx_group, total);
CHENGXIN_FIRST_SIZE(cx_rule, has_otherwise);
CHENGXIN_FIRST_SIZE(cx_ceiling, max_score);
CHENGXIN_FIRST_SIZE(cx_tier, min);
CHENGXIN_FIRST_SIZE(cx_use, min_score);
CHENGXIN_FIRST_SIZE(cx_finding, message);
CHENGXIN_FIRST_SIZE(cx_subject, attribute_count);
CHENGXIN_FIRST_SIZE(cx_record, attribute_count);
CHENGXIN_FIRST_SIZE(cx_figures, undetermined_count);
CHENGXIN_FIRST_SIZE(cx_dimension_result, value);
CHENGXIN_FIRST_SIZE(cx_award, last_day);
CHENGXIN_FIRST_SIZE(cx_adjustment, reserved);
CHENGXIN_FIRST_SIZE(cx_adjustment_record, rules);
CHENGXIN_FIRST_SIZE(cx_record_result, effect_count);
CHENGXIN_FIRST_SIZE(cx_effect, id);
CHENGXIN_FIRST_SIZE(cx_undetermined, attribute);
CHENGXIN_FIRST_SIZE(cx_record_advice, road_count);
CHENGXIN_FIRST_SIZE(cx_segment, cause_count);
CHENGXIN_FIRST_SIZE(cx_population_options, progress_context);
CHENGXIN_FIRST_SIZE(cx_bad_row, row);
CHENGXIN_FIRST_SIZE(cx_score_options, progress_context);
CHENGXIN_FIRST_SIZE(cx_explain_options, progress_context);
CHENGXIN_FIRST_SIZE(cx_synthesis_options, progress_context);

#undef CHENGXIN_FIRST_SIZE

}  // namespace chengxin::capi
