/* How every struct of chengxin.h lies in memory, in figures that were written down
 * once: whoever has to change one breaks every program that is compiled already.
 * Compiled as C and, through layout_cpp_test.cpp, as C++, with -Wpadded, so that no
 * byte of a struct is without a name. When it runs, it looks at the _INIT macros.
 * REQ RULE-7, RULE-10 */
#include <assert.h>
#include <chengxin.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#if UINTPTR_MAX == 0xffffffffffffffffU
#define SIZE(type, size) static_assert(sizeof(type) == (size), #type)
#define AT(type, member, offset) \
  static_assert(offsetof(type, member) == (offset), #type "." #member)
#include "layout_facts.h"
#include "layout_rulebook.h"
#include "layout_store.h"
#endif

static_assert(sizeof(cx_status) == 4 && sizeof(cx_day) == 4 && sizeof(cx_points) == 8, "numbers");
static_assert(CX_NO_DAY == INT32_MAX && CX_NO_LIMIT == INT64_MAX && CX_NO_INDEX == UINT32_MAX,
              "what stands for nothing");
static_assert(sizeof(cx_moment) == 8 && CX_NO_MOMENT == INT64_MAX, "moments");

static int failures = 0;

/* All bytes are as expected: there is no padding in which others could be. */
static void compare(const char* name, const void* made, const void* expected, size_t size) {
  if (memcmp(made, expected, size) == 0) return;
  ++failures;
  fprintf(stderr, "%s gives something else\n", name);
}

/* What an _INIT macro of a struct gives, with other bytes where it had been before:
 * the size, what `defaults` sets in `expected`, and zeros. */
#define CHECK_INIT(type, macro, defaults)               \
  do {                                                  \
    const type made = macro;                            \
    type expected;                                      \
    memset(&expected, 0, sizeof expected);              \
    expected.struct_size = (uint32_t)sizeof(type);      \
    defaults;                                           \
    compare(#macro, &made, &expected, sizeof expected); \
  } while (0)
#define NOTHING ((void)0)

static void check_rulebook(void) {
  CHECK_INIT(cx_rulebook_info, CX_RULEBOOK_INFO_INIT, NOTHING);
  CHECK_INIT(cx_basis, CX_BASIS_INIT, NOTHING);
  CHECK_INIT(cx_attribute_declaration, CX_ATTRIBUTE_DECLARATION_INIT, NOTHING);
  CHECK_INIT(cx_dimension, CX_DIMENSION_INIT, NOTHING);
  CHECK_INIT(cx_category, CX_CATEGORY_INIT, NOTHING);
  CHECK_INIT(cx_barred_category, CX_BARRED_CATEGORY_INIT, NOTHING);
  CHECK_INIT(cx_group, CX_GROUP_INIT, NOTHING);
  CHECK_INIT(cx_rule, CX_RULE_INIT, NOTHING);
  CHECK_INIT(cx_ceiling, CX_CEILING_INIT, NOTHING);
  CHECK_INIT(cx_tier, CX_TIER_INIT, NOTHING);
  CHECK_INIT(cx_use, CX_USE_INIT, NOTHING);
  CHECK_INIT(cx_finding, CX_FINDING_INIT, NOTHING);
}

static void check_results(void) {
  CHECK_INIT(cx_figures, CX_FIGURES_INIT, NOTHING);
  CHECK_INIT(cx_dimension_result, CX_DIMENSION_RESULT_INIT, NOTHING);
  CHECK_INIT(cx_award, CX_AWARD_INIT, NOTHING);
  CHECK_INIT(cx_adjustment, CX_ADJUSTMENT_INIT, NOTHING);
  CHECK_INIT(cx_adjustment_record, CX_ADJUSTMENT_RECORD_INIT, NOTHING);
  CHECK_INIT(cx_record_result, CX_RECORD_RESULT_INIT, NOTHING);
  CHECK_INIT(cx_effect, CX_EFFECT_INIT, NOTHING);
  CHECK_INIT(cx_undetermined, CX_UNDETERMINED_INIT, NOTHING);
  CHECK_INIT(cx_record_advice, CX_RECORD_ADVICE_INIT, NOTHING);
  CHECK_INIT(cx_segment, CX_SEGMENT_INIT, NOTHING);
  CHECK_INIT(cx_bad_row, CX_BAD_ROW_INIT, NOTHING);
  CHECK_INIT(cx_error, CX_ERROR_INIT, NOTHING);
}

/* Structs that the library reads: their defaults are part of the interface. */
static void check_given(void) {
  const cx_buffer buffer = CX_BUFFER_INIT;
  cx_buffer empty;
  memset(&empty, 0, sizeof empty);
  compare("CX_BUFFER_INIT", &buffer, &empty, sizeof empty);
  CHECK_INIT(cx_subject, CX_SUBJECT_INIT,
             (expected.residency = 2, expected.capacity = 2, expected.birth_date = CX_NO_DAY,
              expected.enrolled_on = CX_NO_DAY));
  CHECK_INIT(cx_record, CX_RECORD_INIT,
             (expected.occurred_on = CX_NO_DAY, expected.expires_on = CX_NO_DAY,
              expected.repaired_on = CX_NO_DAY, expected.corrected_on = CX_NO_DAY,
              expected.service_on = CX_NO_DAY, expected.conduct_on = CX_NO_DAY));
  CHECK_INIT(cx_population_options, CX_POPULATION_OPTIONS_INIT, NOTHING);
  CHECK_INIT(cx_score_options, CX_SCORE_OPTIONS_INIT, expected.day = CX_NO_DAY);
  CHECK_INIT(cx_explain_options, CX_EXPLAIN_OPTIONS_INIT, expected.day = CX_NO_DAY);
  CHECK_INIT(
      cx_synthesis_options, CX_SYNTHESIS_OPTIONS_INIT,
      (expected.format = 1, expected.subjects = 1000, expected.seed = 1, expected.day = CX_NO_DAY));
}

static void check_store(void) {
  CHECK_INIT(cx_store_create_options, CX_STORE_CREATE_OPTIONS_INIT, NOTHING);
  CHECK_INIT(cx_store_options, CX_STORE_OPTIONS_INIT, expected.wait_milliseconds = 5000);
  CHECK_INIT(cx_import_options, CX_IMPORT_OPTIONS_INIT, expected.at = CX_NO_MOMENT);
  CHECK_INIT(cx_import_counts, CX_IMPORT_COUNTS_INIT, NOTHING);
  CHECK_INIT(cx_store_figures, CX_STORE_FIGURES_INIT, NOTHING);
  CHECK_INIT(cx_refresh_options, CX_REFRESH_OPTIONS_INIT, expected.as_of = CX_NO_DAY);
  CHECK_INIT(cx_consent_request, CX_CONSENT_REQUEST_INIT, NOTHING);
  CHECK_INIT(cx_disclosure_request, CX_DISCLOSURE_REQUEST_INIT, expected.as_of = CX_NO_DAY);
  CHECK_INIT(cx_disclosure, CX_DISCLOSURE_INIT, expected.entitled = -1);
  CHECK_INIT(cx_verify_options, CX_VERIFY_OPTIONS_INIT, NOTHING);
  CHECK_INIT(cx_verification, CX_VERIFICATION_INIT, NOTHING);
  CHECK_INIT(cx_statistics, CX_STATISTICS_INIT, NOTHING);
}

int main(void) {
  check_rulebook();
  check_results();
  check_given();
  check_store();
  return failures == 0 ? 0 : 1;
}
