/* One resident through the C interface: facts from structs, from JSON and from a
 * population, assessed, explained, advised, over time. The figures are worked out by
 * hand from demonstration.json and SPECIFICATION 3 to 5:
 *
 *   On 2026-03-01, base 500; degree: R7 gives 10 in `basic`.
 *   help    2026-02-01, 35 hours: R0 gives 3 units of 10 x 2 = 6.
 *   case    2026-01-15: R3 takes 50; corrected on 01-20, and 30 days later eased by
 *           half: 25 are given back in `repair`. It sets the ceiling C1 (649), which
 *           takes nothing, and sets R5 back.
 *   fine    2025-01-01: R2 takes 20, of which 60 percent are left after 12 months: 12.
 *   unheard is of no category. gift 2026-02-02 without a place: R1's row is undetermined.
 *   Total: 500 + 10 + (6 - 50 - 12) + 25 = 479, tier B. */
#include "demo_rulebook.h"

static cx_string lend(const char* text) {
  cx_string made;
  made.data = text;
  made.size = strlen(text);
  return made;
}

static cx_attribute attribute(const char* name, int32_t type) {
  cx_attribute made;
  memset(&made, 0, sizeof made);
  made.name = lend(name);
  made.type = type;
  return made;
}

static cx_record record(const char* id, const char* category, const char* day) {
  cx_record made = CX_RECORD_INIT;
  made.record_id = lend(id);
  made.category = lend(category);
  made.provider = lend("office");
  made.occurred_on = day_of(day);
  return made;
}

static cx_subject subject(const cx_attribute* degree) {
  cx_subject made = CX_SUBJECT_INIT;
  made.subject_id = lend("s1");
  made.birth_date = day_of("1990-05-01");
  made.residency = CX_RESIDENCY_REGISTERED;
  made.capacity = CX_CAPACITY_FULL;
  made.enrolled_on = day_of("2026-01-01");
  made.attributes = degree;
  made.attribute_count = degree == NULL ? 0 : 1;
  return made;
}

static void fill(cx_case* facts) {
  cx_attribute degree = attribute("degree", CX_VALUE_STRING);
  cx_attribute hours = attribute("hours", CX_VALUE_INTEGER);
  cx_attribute level = attribute("level", CX_VALUE_INTEGER);
  cx_subject who;
  cx_record records[5];
  degree.text = lend("本科");
  hours.integer = 35;
  level.integer = 1;
  who = subject(&degree);
  records[0] = record("r1", "help", "2026-02-01");
  records[0].attributes = &hours;
  records[0].attribute_count = 1;
  records[1] = record("r2", "case", "2026-01-15");
  records[1].corrected_on = day_of("2026-01-20");
  records[2] = record("r3", "unheard", "2026-01-15");
  records[3] = record("r4", "fine", "2025-01-01");
  records[3].attributes = &level;
  records[3].attribute_count = 1;
  records[4] = record("r5", "gift", "2026-02-02");
  CHECK(cx_case_set_subject(facts, &who, NULL) == CX_OK);
  CHECK(cx_case_add_records(facts, records, 3, NULL) == CX_OK);
  CHECK(cx_case_add_records(facts, records + 3, 2, NULL) == CX_OK);
  CHECK(cx_case_add_records(facts, NULL, 0, NULL) == CX_OK);
  memset(&who, 'x', sizeof who); /* REQ CASE-3, CASE-5, RULE-13: all was copied */
  memset(records, 'x', sizeof records);
  memset(&hours, 'x', sizeof hours);
}

static const char json_subject[] =
    "{\"subject_id\":\"s1\",\"birth_date\":\"1990-05-01\",\"residency\":\"registered\","
    "\"capacity\":\"full\",\"enrolled_on\":\"2026-01-01\",\"attributes\":{\"degree\":\"本科\"}}";
static const char json_records[] =
    "{\"record_id\":\"r1\",\"subject_id\":\"s1\",\"category\":\"help\",\"provider\":\"office\","
    "\"occurred_on\":\"2026-02-01\",\"origin\":\"platform\",\"status\":\"active\","
    "\"attributes\":{\"hours\":35}}\n"
    "{\"record_id\":\"r2\",\"subject_id\":\"s1\",\"category\":\"case\",\"provider\":\"office\","
    "\"occurred_on\":\"2026-01-15\",\"origin\":\"platform\",\"status\":\"active\","
    "\"corrected_on\":\"2026-01-20\"}\n"
    "{\"record_id\":\"r3\",\"subject_id\":\"s1\",\"category\":\"unheard\",\"provider\":\"office\","
    "\"occurred_on\":\"2026-01-15\",\"origin\":\"platform\",\"status\":\"active\"}\n"
    "{\"record_id\":\"r4\",\"subject_id\":\"s1\",\"category\":\"fine\",\"provider\":\"office\","
    "\"occurred_on\":\"2025-01-01\",\"origin\":\"platform\",\"status\":\"active\","
    "\"attributes\":{\"level\":1}}\n"
    "{\"record_id\":\"r5\",\"subject_id\":\"s1\",\"category\":\"gift\",\"provider\":\"office\","
    "\"occurred_on\":\"2026-02-02\",\"origin\":\"platform\",\"status\":\"active\"}\n";

/* REQ ASSESS-6 to ASSESS-9, ASSESS-11 */
static void check_figures(const cx_assessment* assessment) {
  cx_figures it = CX_FIGURES_INIT;
  cx_dimension_result dimension = CX_DIMENSION_RESULT_INIT;
  static const cx_points values[] = {1000, -5600, 2500};
  uint32_t d;
  CHECK(cx_assessment_eligible(assessment) == 1 && cx_assessment_score(assessment) == 479);
  CHECK(is(cx_assessment_tier(assessment), "B"));
  CHECK(cx_assessment_figures(assessment, &it, NULL) == CX_OK);
  CHECK(it.day == day_of("2026-03-01") && it.eligible == 1 && it.ineligible_because == 0);
  CHECK(it.score == 479 && it.total == 47900 && it.base == 50000);
  CHECK(is(it.tier_id, "B") && it.tier == 1 && it.dimension_count == 3);
  CHECK(it.award_count == 4 && it.adjustment_count == 2 && it.record_count == 5);
  CHECK(it.undetermined_count == 1);
  for (d = 0; d < 3; ++d) {
    CHECK(cx_assessment_dimension(assessment, d, &dimension, NULL) == CX_OK);
    CHECK(dimension.value == values[d] && dimension.raw == values[d]);
  }
  CHECK(is(dimension.id, "repair"));
  CHECK_MISUSE(cx_assessment_dimension(assessment, 3, &dimension, err));
  CHECK_MISUSE(cx_assessment_dimension(assessment, 0, NULL, err));
  CHECK_MISUSE(cx_assessment_figures(assessment, NULL, err));
  it.struct_size = 8;
  CHECK_MISUSE(cx_assessment_figures(assessment, &it, err));
}

/* REQ ASSESS-10, ASSESS-12, ASSESS-13, ASSESS-14 */
static void check_sum(const cx_assessment* assessment) {
  static const char* const rules[] = {"R7", "R0", "R3", "R2"};
  static const cx_points points[] = {1000, 600, -5000, -1200};
  cx_award award = CX_AWARD_INIT;
  cx_adjustment adjustment = CX_ADJUSTMENT_INIT;
  cx_adjustment_record behind = CX_ADJUSTMENT_RECORD_INIT;
  cx_points sum = 50000;
  uint32_t i;
  for (i = 0; i < 4; ++i) {
    CHECK(cx_assessment_award(assessment, i, &award, NULL) == CX_OK);
    CHECK(is(award.rule_id, rules[i]) && award.points == points[i]);
    CHECK(award.dimension == (i == 0 ? 0u : 1u));
    sum += award.points;
  }
  CHECK(is(award.record_id, "r4") && award.record == 3 && award.before_limits == -1200);
  CHECK(award.percent == 60 && award.last_day == day_of("2028-01-01"));
  CHECK(cx_assessment_award(assessment, 0, &award, NULL) == CX_OK);
  CHECK(award.record == CX_NO_INDEX && award.record_id.size == 0 && award.percent == 100);
  CHECK(award.last_day == CX_NO_DAY);
  CHECK(cx_assessment_adjustment(assessment, 0, &adjustment, NULL) == CX_OK);
  CHECK(adjustment.what == CX_ADJUSTMENT_RESTORED && adjustment.dimension == 1);
  CHECK(adjustment.points == 2500 && adjustment.record_count == 1);
  CHECK(adjustment.ceiling == CX_NO_INDEX);
  sum += adjustment.points;
  CHECK(cx_assessment_adjustment_record(assessment, 0, 0, &behind, NULL) == CX_OK);
  CHECK(is(behind.record_id, "r2") && behind.record == 1 && behind.percent == 50);
  CHECK(behind.rules[0] == 6 && behind.rules[1] == CX_NO_INDEX && behind.rules[2] == CX_NO_INDEX);
  CHECK(cx_assessment_adjustment(assessment, 1, &adjustment, NULL) == CX_OK);
  CHECK(adjustment.what == CX_ADJUSTMENT_CEILING && adjustment.ceiling == 0);
  CHECK(adjustment.points == 0 && adjustment.record_count == 1);
  CHECK(adjustment.dimension == CX_NO_INDEX);
  CHECK(cx_assessment_adjustment_record(assessment, 1, 0, &behind, NULL) == CX_OK);
  CHECK(is(behind.record_id, "r2") && behind.rules[0] == CX_NO_INDEX);
  CHECK(sum + adjustment.points == 47900);
  CHECK_MISUSE(cx_assessment_award(assessment, 4, &award, err));
  CHECK_MISUSE(cx_assessment_award(assessment, 0, NULL, err));
  CHECK_MISUSE(cx_assessment_adjustment(assessment, 2, &adjustment, err));
  CHECK_MISUSE(cx_assessment_adjustment(assessment, 0, NULL, err));
  CHECK_MISUSE(cx_assessment_adjustment_record(assessment, 2, 0, &behind, err));
  CHECK_MISUSE(cx_assessment_adjustment_record(assessment, 0, 1, &behind, err));
  CHECK_MISUSE(cx_assessment_adjustment_record(assessment, 0, 0, NULL, err));
}

/* REQ CASE-7, ASSESS-15, ASSESS-16, ASSESS-17 */
static void check_records(const cx_assessment* assessment) {
  static const int32_t dispositions[] = {CX_DISPOSITION_COUNTED, CX_DISPOSITION_COUNTED,
                                         CX_DISPOSITION_UNKNOWN_CATEGORY, CX_DISPOSITION_COUNTED,
                                         CX_DISPOSITION_COUNTED};
  cx_record_result it = CX_RECORD_RESULT_INIT;
  cx_effect effect = CX_EFFECT_INIT;
  cx_undetermined condition = CX_UNDETERMINED_INIT;
  uint32_t i;
  for (i = 0; i < 5; ++i) {
    CHECK(cx_assessment_record(assessment, i, &it, NULL) == CX_OK);
    CHECK(it.disposition == dispositions[i] && it.eased == (i == 1 ? 50 : 0));
    CHECK(it.effect_count == (i == 1 ? 2u : 0u));
  }
  CHECK(is(it.record_id, "r5") && is(it.name, "counted"));
  CHECK(cx_assessment_record(assessment, 2, &it, NULL) == CX_OK);
  CHECK(is(it.name, "unknown_category"));
  for (i = 0; i < 2; ++i) {
    CHECK(cx_assessment_record_effect(assessment, 1, i, &effect, NULL) == CX_OK);
    CHECK(is(effect.id, effect.what == CX_EFFECT_CEILING ? "C1" : "R5"));
    CHECK(effect.index == (effect.what == CX_EFFECT_CEILING ? 0u : 5u));
  }
  CHECK(cx_assessment_undetermined(assessment, 0, &condition, NULL) == CX_OK);
  CHECK(is(condition.id, "R1") && condition.index == 1 && condition.of_ceiling == 0);
  CHECK(is(condition.record_id, "r5") && condition.record == 4 && is(condition.attribute, "place"));
  CHECK_MISUSE(cx_assessment_record(assessment, 5, &it, err));
  CHECK_MISUSE(cx_assessment_record(assessment, 0, NULL, err));
  CHECK_MISUSE(cx_assessment_record_effect(assessment, 5, 0, &effect, err));
  CHECK_MISUSE(cx_assessment_record_effect(assessment, 1, 2, &effect, err));
  CHECK_MISUSE(cx_assessment_record_effect(assessment, 1, 0, NULL, err));
  CHECK_MISUSE(cx_assessment_undetermined(assessment, 1, &condition, err));
  CHECK_MISUSE(cx_assessment_undetermined(assessment, 0, NULL, err));
}

static void check_everything(const cx_assessment* assessment) {
  check_figures(assessment);
  check_sum(assessment);
  check_records(assessment);
}

/* REQ ASSESS-18, ASSESS-19 */
static void check_reports(cx_assessment* assessment) {
  cx_string report = {NULL, 7};
  int32_t format;
  for (format = 0; format < 3; ++format) {
    CHECK(cx_assessment_report(assessment, format, CX_LANGUAGE_ZH, &report, NULL) == CX_OK);
    CHECK(report.size == strlen(report.data) && strstr(report.data, "479") != NULL);
  }
  CHECK(strstr(report.data, "<html lang=\"zh") != NULL);
  CHECK(cx_assessment_report(assessment, CX_FORMAT_JSON, CX_LANGUAGE_EN, &report, NULL) == CX_OK);
  CHECK(strncmp(report.data, "{\"subject_id\":\"s1\"", 18) == 0);
  CHECK_MISUSE(cx_assessment_report(NULL, 0, 0, &report, err));
  CHECK_MISUSE(cx_assessment_report(assessment, 3, 0, &report, err));
  CHECK_MISUSE(cx_assessment_report(assessment, 0, 2, &report, err));
  CHECK_MISUSE(cx_assessment_report(assessment, 0, -1, &report, err));
  CHECK_MISUSE(cx_assessment_report(assessment, 0, 0, NULL, err));
}

/* REQ CASE-1, CASE-2, CASE-9, CASE-11, CASE-12, CASE-13, ASSESS-2, ASSESS-4 */
static void test_all_doors(const cx_engine* engine, cx_assessment* assessment) {
  const cx_day day = day_of("2026-03-01");
  cx_case* facts = NULL;
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK(cx_case_subject_id(facts).size == 0 && cx_case_records(facts) == 0);
  CHECK_MISUSE(cx_assess(facts, day, 0, assessment, err)); /* nobody yet */
  fill(facts);
  CHECK(is(cx_case_subject_id(facts), "s1") && cx_case_records(facts) == 5);
  CHECK(is(cx_case_record_id(facts, 4), "r5") && cx_case_record_id(facts, 5).size == 0);
  CHECK(cx_assess(facts, day, CX_ASSESS_EVERYTHING, assessment, NULL) == CX_OK);
  check_everything(assessment);
  check_reports(assessment);
  CHECK(cx_case_read_json(facts, TEXT(json_subject), TEXT(json_records), NULL) == CX_OK);
  check_everything(assessment); /* of the facts that it was made of, not of those now there */
  CHECK(cx_assess(facts, day, CX_ASSESS_STABLE_THROUGH, assessment, NULL) == CX_OK);
  cx_case_free(facts);
  check_everything(assessment);
  check_reports(assessment);
  cx_case_free(NULL);
}

static int32_t write_nothing(void* context, const char* data, size_t size) {
  (void)context, (void)data, (void)size;
  CHECK(0);
  return 0;
}

/* REQ POP-12 */
static void test_population_door(const cx_engine* engine, cx_assessment* assessment) {
  cx_population_options options = CX_POPULATION_OPTIONS_INIT;
  cx_score_options scoring = CX_SCORE_OPTIONS_INIT;
  cx_population* population = NULL;
  cx_rulebook* other_book = load_demo();
  cx_engine* other = NULL;
  cx_case* facts = NULL;
  cx_case* elsewhere = NULL;
  options.subjects_format = CX_ROWS_JSONL;
  options.records_format = CX_ROWS_JSONL;
  CHECK(cx_engine_new(other_book, &other, NULL) == CX_OK);
  CHECK(cx_population_read_memory(engine, TEXT(json_subject), TEXT(json_records), &options,
                                  &population, NULL) == CX_OK);
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK(cx_case_new(other, &elsewhere, NULL) == CX_OK);
  CHECK_MISUSE(cx_case_take(elsewhere, population, 0, err));
  CHECK_MISUSE(cx_case_take(facts, population, 1, err));
  CHECK_MISUSE(cx_case_take(NULL, population, 0, err));
  CHECK_MISUSE(cx_case_take(facts, NULL, 0, err));
  CHECK(cx_case_take(facts, population, 0, NULL) == CX_OK);
  cx_population_free(population);
  options.only_subject = lend("somebody else");
  CHECK(cx_population_read_memory(engine, TEXT(json_subject), TEXT(json_records), &options,
                                  &population, NULL) == CX_OK);
  CHECK_MISUSE(cx_case_take(facts, population, 0, err)); /* the records were not kept */
  scoring.day = day_of("2026-03-01");
  CHECK_MISUSE(cx_population_score(population, &scoring, write_nothing, NULL, err));
  cx_population_free(population);
  CHECK(cx_assess(facts, day_of("2026-03-01"), 0, assessment, NULL) == CX_OK);
  cx_case_free(facts);
  cx_case_free(elsewhere);
  cx_engine_free(other);
  cx_rulebook_free(other_book);
  check_everything(assessment);
  check_reports(assessment);
}

/* Records may be added to facts that an assessment shares, from wherever they came;
 * the assessment stays what it is. REQ ASSESS-4 */
static void test_adding_later(const cx_engine* engine) {
  const cx_day day = day_of("2026-03-01");
  cx_case* facts = NULL;
  cx_assessment* before = NULL;
  cx_assessment* after = NULL;
  cx_record more = record("r6", "note", "2026-02-20"); /* R4 takes 5 */
  cx_record again = record("r1", "note", "2026-02-20");
  cx_record_result it = CX_RECORD_RESULT_INIT;
  int round;
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK(cx_assessment_new(&before, NULL) == CX_OK && cx_assessment_new(&after, NULL) == CX_OK);
  for (round = 0; round < 4; ++round) {
    if (round % 2 == 0) {
      fill(facts);
    } else {
      CHECK(cx_case_read_json(facts, TEXT(json_subject), TEXT(json_records), NULL) == CX_OK);
    }
    CHECK(cx_assess(facts, day, 0, before, NULL) == CX_OK);
    CHECK(cx_case_add_records(facts, &more, 1, NULL) == CX_OK);
    CHECK(cx_case_add_records(facts, &again, 1, NULL) == CX_OK);
    CHECK(cx_assess(facts, day, 0, after, NULL) == CX_OK);
    CHECK(cx_assessment_score(after) == 474);
    CHECK(cx_assessment_record(after, 6, &it, NULL) == CX_OK);
    CHECK(it.disposition == CX_DISPOSITION_DUPLICATE && is(it.record_id, "r1"));
    check_everything(before);
  }
  cx_assessment_free(before);
  cx_case_free(facts);
  CHECK(cx_assessment_score(after) == 474);
  cx_assessment_free(after);
}

/* REQ ASSESS-3, ASSESS-5, ASSESS-7, ASSESS-19 */
static void test_flags_and_misuse(const cx_engine* engine, cx_assessment* assessment) {
  const cx_day day = day_of("2026-03-01");
  cx_case* facts = NULL;
  cx_figures it = CX_FIGURES_INIT;
  cx_string report = {NULL, 0};
  cx_assessment* fresh = NULL;
  cx_subject nobody = CX_SUBJECT_INIT;
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  fill(facts);
  CHECK(cx_assess(facts, day, CX_ASSESS_FIGURES_ONLY | CX_ASSESS_STABLE_THROUGH, assessment,
                  NULL) == CX_OK);
  CHECK(cx_assessment_score(assessment) == 479);
  CHECK(cx_assessment_figures(assessment, &it, NULL) == CX_OK);
  CHECK(it.award_count == 0 && it.adjustment_count == 0 && it.record_count == 0);
  CHECK(it.total == 47900 && it.dimension_count == 3 && it.knows_stable_through == 1);
  CHECK(it.stable_through == day_of("2027-01-01")); /* then the fine weighs 30 percent */
  CHECK_MISUSE(cx_assessment_report(assessment, 0, 0, &report, err));
  CHECK_MISUSE(cx_assess(facts, day, 4, assessment, err));
  CHECK_MISUSE(cx_assess(facts, CX_NO_DAY, 0, assessment, err));
  CHECK_MISUSE(cx_assess(NULL, day, 0, assessment, err));
  CHECK_MISUSE(cx_assess(facts, day, 0, NULL, err));
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE, cx_assess(facts, 0, 0, assessment, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_assess(facts, CX_NO_DAY - 1, 0, assessment, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_assess(facts, day_of("2199-12-31") + 1, 0, assessment, err));
  CHECK(cx_assessment_score(assessment) == 479);
  CHECK(cx_assessment_new(&fresh, NULL) == CX_OK);
  CHECK(cx_assessment_eligible(fresh) == 0 && cx_assessment_score(fresh) == -1);
  CHECK(cx_assessment_tier(fresh).size == 0);
  CHECK_MISUSE(cx_assessment_figures(fresh, &it, err));
  CHECK_MISUSE(cx_assessment_report(fresh, 0, 0, &report, err));
  nobody.subject_id = lend("n");
  nobody.birth_date = day_of("2020-01-01");
  CHECK(cx_case_set_subject(facts, &nobody, NULL) == CX_OK);
  CHECK(cx_assess(facts, day, 0, fresh, NULL) == CX_OK);
  CHECK(cx_assessment_eligible(fresh) == 0 && cx_assessment_score(fresh) == -1);
  CHECK(cx_assessment_figures(fresh, &it, NULL) == CX_OK && it.eligible == 0);
  CHECK(it.ineligible_because ==
        (CX_INELIGIBLE_AGE | CX_INELIGIBLE_RESIDENCY | CX_INELIGIBLE_CAPACITY));
  CHECK(it.tier == CX_NO_INDEX && it.tier_id.size == 0 && it.dimension_count == 0);
  CHECK_MISUSE(cx_assessment_new(NULL, err));
  CHECK_MISUSE(cx_case_new(NULL, &facts, err));
  CHECK_MISUSE(cx_case_new(engine, NULL, err));
  CHECK(cx_assessment_eligible(NULL) == 0 && cx_assessment_score(NULL) == -1);
  CHECK(cx_assessment_tier(NULL).size == 0 && cx_case_subject_id(NULL).size == 0);
  CHECK(cx_case_records(NULL) == 0 && cx_case_record_id(NULL, 0).size == 0);
  cx_assessment_free(fresh);
  cx_assessment_free(NULL);
  cx_case_free(facts);
}

static int tells(const cx_error* error, const char* code, const char* where) {
  return strcmp(error->code, code) == 0 && strcmp(error->where, where) == 0;
}

/* REQ CASE-4 */
static void test_bad_subjects(cx_case* facts) {
  cx_attribute degree = attribute("degree", CX_VALUE_STRING);
  cx_error error = CX_ERROR_INIT;
  cx_subject who;
  char longest[66];
  memset(longest, 'x', sizeof longest);
  longest[65] = '\0';
  degree.text = lend("博士");
  who = subject(&degree);
  CHECK(cx_case_set_subject(facts, &who, &error) == CX_ERROR_INPUT);
  CHECK(tells(&error, "invalid_attribute", "attributes"));
  degree.name = lend("shoe_size");
  CHECK(cx_case_set_subject(facts, &who, &error) == CX_ERROR_INPUT);
  CHECK(tells(&error, "invalid_attribute", "attributes"));
  who = subject(NULL);
  who.subject_id = lend(longest);
  CHECK(cx_case_set_subject(facts, &who, &error) == CX_ERROR_INPUT);
  CHECK(tells(&error, "id_length", "subject_id"));
  who.subject_id = lend("\xff");
  CHECK(cx_case_set_subject(facts, &who, &error) == CX_ERROR_INPUT);
  CHECK(tells(&error, "invalid_utf8", "subject_id"));
  who = subject(NULL);
  who.birth_date = day_of("1900-01-01") - 1;
  CHECK(cx_case_set_subject(facts, &who, &error) == CX_ERROR_INPUT);
  CHECK(tells(&error, "invalid_date", "birth_date"));
  who = subject(NULL);
  who.residency = 3;
  CHECK_MISUSE(cx_case_set_subject(facts, &who, err));
  who = subject(NULL);
  who.capacity = -1;
  CHECK_MISUSE(cx_case_set_subject(facts, &who, err));
  who = subject(NULL);
  who.reserved = 1;
  CHECK_MISUSE(cx_case_set_subject(facts, &who, err));
  who = subject(NULL);
  who.attribute_count = 1;
  CHECK_MISUSE(cx_case_set_subject(facts, &who, err));
  who = subject(NULL);
  who.struct_size = 8;
  CHECK_MISUSE(cx_case_set_subject(facts, &who, err));
  CHECK_MISUSE(cx_case_set_subject(NULL, &who, err));
  CHECK_MISUSE(cx_case_set_subject(facts, NULL, err));
  CHECK(is(cx_case_subject_id(facts), "s1") && cx_case_records(facts) == 5);
}

static void check_bad_record(cx_case* facts, const cx_record* bad, cx_status status,
                             const char* code, const char* where) {
  cx_error error = CX_ERROR_INIT;
  cx_record records[2];
  records[0] = record("good", "help", "2026-02-01");
  records[1] = *bad;
  CHECK(cx_case_add_records(facts, records, 2, &error) == status);
  CHECK(tells(&error, code, where));
  CHECK(cx_case_records(facts) == 5);
}

/* A subject begun anew from the case's own texts, and records from them too; the same
 * facts added to one by one while an assessment shares them. REQ CASE-3, CASE-5 */
static void test_own_texts(const cx_engine* engine, cx_assessment* assessment) {
  const cx_day day = day_of("2026-03-01");
  cx_case* facts = NULL;
  cx_subject who = subject(NULL);
  cx_record again = record("r", "fine", "2026-02-20");
  int i;
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK(cx_case_read_json(facts, TEXT(json_subject), TEXT(json_records), NULL) == CX_OK);
  again.record_id = cx_case_record_id(facts, 4);
  CHECK(cx_case_add_records(facts, &again, 1, NULL) == CX_OK);
  CHECK(is(cx_case_record_id(facts, 5), "r5"));
  who.subject_id = cx_case_subject_id(facts);
  CHECK(cx_case_set_subject(facts, &who, NULL) == CX_OK);
  who.subject_id = cx_case_subject_id(facts);
  CHECK(cx_case_set_subject(facts, &who, NULL) == CX_OK && is(cx_case_subject_id(facts), "s1"));
  again = record("r", "fine", "2026-02-20"); /* the text that it borrowed is gone */
  for (i = 0; i < 2000; ++i) {
    CHECK(cx_case_add_records(facts, &again, i == 0, NULL) == CX_OK);
    again = record("x", "note", "2026-02-20");
    CHECK(cx_assess(facts, day, CX_ASSESS_FIGURES_ONLY, assessment, NULL) == CX_OK);
    CHECK(cx_case_add_records(facts, &again, i % 100 == 0, NULL) == CX_OK);
  }
  CHECK(cx_case_records(facts) == 21);
  cx_case_free(facts);
}

/* REQ CASE-6, CASE-8 */
static void test_bad_records(cx_case* facts) {
  cx_attribute odd = attribute("hours", 5);
  cx_attribute twice[2];
  cx_record it = record("", "help", "2026-02-01");
  cx_record good = record("g", "help", "2026-02-01");
  size_t at;
  twice[0] = twice[1] = attribute("hours", CX_VALUE_INTEGER);
  check_bad_record(facts, &it, CX_ERROR_INPUT, "id_length", "records[1].record_id");
  it = record("b", "help", "2026-02-01");
  it.occurred_on = CX_NO_DAY;
  check_bad_record(facts, &it, CX_ERROR_INPUT, "missing_member", "records[1].occurred_on");
  it.occurred_on = CX_NO_DAY - 1;
  check_bad_record(facts, &it, CX_ERROR_INPUT, "invalid_date", "records[1].occurred_on");
  it = record("b", "help", "2026-02-01");
  it.status = CX_RECORD_REPAIRED;
  check_bad_record(facts, &it, CX_ERROR_INPUT, "repaired_on_missing", "records[1].repaired_on");
  it.status = CX_RECORD_ACTIVE;
  it.repaired_on = it.occurred_on;
  check_bad_record(facts, &it, CX_ERROR_INPUT, "repaired_on_unexpected", "records[1].repaired_on");
  it = record("b", "help", "2026-02-01");
  it.service_on = it.occurred_on - 1;
  check_bad_record(facts, &it, CX_ERROR_INPUT, "date_before_occurred", "records[1].service_on");
  it = record("b", "\xc3", "2026-02-01");
  check_bad_record(facts, &it, CX_ERROR_INPUT, "invalid_utf8", "records[1].category");
  it = record("b", "", "2026-02-01");
  check_bad_record(facts, &it, CX_ERROR_INPUT, "missing_member", "records[1].category");
  it = record("b", "help", "2026-02-01");
  it.provider = lend("");
  check_bad_record(facts, &it, CX_ERROR_INPUT, "missing_member", "records[1].provider");
  it = record("b", "help", "2026-02-01");
  it.attributes = twice;
  it.attribute_count = 2;
  check_bad_record(facts, &it, CX_ERROR_INPUT, "repeated_member", "records[1].attributes.name");
  it = record("b", "help", "2026-02-01");
  it.origin = 3;
  check_bad_record(facts, &it, CX_ERROR_MISUSE, "misuse", "records[1].origin");
  it = record("b", "help", "2026-02-01");
  it.status = 4;
  check_bad_record(facts, &it, CX_ERROR_MISUSE, "misuse", "records[1].status");
  it = record("b", "help", "2026-02-01");
  it.attributes = &odd;
  it.attribute_count = 1;
  check_bad_record(facts, &it, CX_ERROR_MISUSE, "misuse", "records[1].attributes.type");
  odd = attribute("hours", CX_VALUE_INTEGER);
  odd.reserved = 1;
  check_bad_record(facts, &it, CX_ERROR_MISUSE, "misuse", "records[1].attributes.reserved");
  odd = attribute("hours", CX_VALUE_INTEGER);
  odd.name.data = NULL;
  check_bad_record(facts, &it, CX_ERROR_MISUSE, "misuse", "records[1].attributes.name");
  odd = attribute("undeclared\xff", CX_VALUE_INTEGER);
  check_bad_record(facts, &it, CX_ERROR_INPUT, "invalid_utf8", "records[1].attributes.name");
  odd = attribute("hours", CX_VALUE_STRING);
  odd.text = lend("\xff");
  check_bad_record(facts, &it, CX_ERROR_INPUT, "invalid_utf8", "records[1].attributes.text");
  twice[0] = twice[1] = attribute("a name of no category", CX_VALUE_INTEGER);
  it.attributes = twice;
  it.attribute_count = 2;
  check_bad_record(facts, &it, CX_ERROR_INPUT, "repeated_member", "records[1].attributes.name");
  it = record("b", "help", "2026-02-01");
  for (at = 0; at < 40; ++at) { /* wherever it stands */
    char matter[41] = "0123456789012345678901234567890123456789";
    matter[at] = '\xff';
    it.matter = lend(matter);
    check_bad_record(facts, &it, CX_ERROR_INPUT, "invalid_utf8", "records[1].matter");
    it.matter.size = at + 1;
    check_bad_record(facts, &it, CX_ERROR_INPUT, "invalid_utf8", "records[1].matter");
  }
  it = record("b", "help", "2026-02-01");
  it.struct_size += 8;
  check_bad_record(facts, &it, CX_ERROR_MISUSE, "misuse", "records[1].struct_size");
  CHECK_MISUSE(cx_case_add_records(NULL, &good, 1, err));
  CHECK_MISUSE(cx_case_add_records(facts, NULL, 1, err));
  good.struct_size = 4;
  CHECK_MISUSE(cx_case_add_records(facts, &good, 1, err));
}

/* Every type, and values that their type cannot hold. REQ CASE-7 */
static void test_attribute_values(cx_case* facts, cx_assessment* assessment) {
  const cx_day day = day_of("2026-03-01");
  cx_attribute values[5];
  cx_subject who = subject(NULL);
  cx_record it = record("v", "help", "2026-02-01");
  cx_record_result became = CX_RECORD_RESULT_INIT;
  int turn;
  for (turn = 0; turn < 6; ++turn) {
    values[0] = attribute("hours", CX_VALUE_INTEGER);
    values[0].integer = 35;
    values[1] = attribute("place", CX_VALUE_STRING);
    values[1].text = lend("x");
    values[2] = attribute("rate", CX_VALUE_INTEGER); /* a whole number is a number */
    values[2].integer = 2;
    values[3] = attribute("seen", CX_VALUE_BOOLEAN);
    values[3].integer = 1;
    values[4] = attribute("ended", CX_VALUE_DATE);
    values[4].integer = day;
    if (turn == 1) values[0].type = CX_VALUE_STRING;
    if (turn == 2) values[3].integer = 2;
    if (turn == 3) values[4].integer = CX_NO_DAY;
    if (turn == 4) values[2].integer = 100; /* more than 99.5 */
    if (turn == 5) values[1].name = lend("nowhere");
    it.attributes = values;
    it.attribute_count = 5;
    CHECK(cx_case_set_subject(facts, &who, NULL) == CX_OK);
    CHECK(cx_case_add_records(facts, &it, 1, NULL) == CX_OK);
    CHECK(cx_assess(facts, day, 0, assessment, NULL) == CX_OK);
    CHECK(cx_assessment_record(assessment, 0, &became, NULL) == CX_OK);
    CHECK(became.disposition ==
          (turn == 0 ? CX_DISPOSITION_COUNTED : CX_DISPOSITION_INVALID_ATTRIBUTE));
    CHECK(cx_assessment_score(assessment) == (turn == 0 ? 506 : 500));
  }
}

/* REQ CASE-10 */
static void test_bad_json(cx_case* facts) {
  static const char bad[] = "\n{\"record_id\":7}";
  cx_error error = CX_ERROR_INIT;
  CHECK(cx_case_read_json(facts, TEXT(json_subject), TEXT(bad), &error) == CX_ERROR_INPUT);
  CHECK(tells(&error, "wrong_type", "records") && error.line == 2 && error.column == 2);
  CHECK(cx_case_subject_id(facts).size == 0 && cx_case_records(facts) == 0);
  CHECK(cx_case_read_json(facts, TEXT("{"), NULL, 0, &error) == CX_ERROR_INPUT);
  CHECK(strcmp(error.where, "subject") == 0);
  CHECK_MISUSE(cx_case_read_json(NULL, TEXT(json_subject), NULL, 0, err));
  CHECK_MISUSE(cx_case_read_json(facts, NULL, 1, NULL, 0, err));
  CHECK_MISUSE(cx_case_read_json(facts, TEXT(json_subject), NULL, 1, err));
}

/* Without the case the total is 500 + 10 + 6 - 12 = 504: it costs 25, until its five
 * years are over. The fine costs 12. A decision to repair gives each back.
 * REQ ADVICE-1, ADVICE-2, ADVICE-3, ADVICE-4 */
static void test_advice(const cx_engine* engine) {
  const cx_day day = day_of("2026-03-01");
  cx_case* facts = NULL;
  cx_advice* advice = NULL;
  cx_record_advice it = CX_RECORD_ADVICE_INIT;
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK_MISUSE(cx_advise(facts, day, &advice, err));
  fill(facts);
  CHECK_MISUSE(cx_advise(NULL, day, &advice, err));
  CHECK_MISUSE(cx_advise(facts, day, NULL, err));
  CHECK_MISUSE(cx_advise(facts, CX_NO_DAY, &advice, err));
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE, cx_advise(facts, 0, &advice, err));
  CHECK(advice == NULL);
  CHECK(cx_advise(facts, day, &advice, NULL) == CX_OK);
  cx_case_free(facts);
  CHECK(cx_advice_records(advice) == 2);
  CHECK(cx_advice_record(advice, 0, &it, NULL) == CX_OK);
  CHECK(is(it.record_id, "r2") && it.record == 1 && it.cost == 2500);
  CHECK(it.last_day == day_of("2031-01-15") && it.road_count == 1);
  CHECK(it.roads[0].is_decision == 1 && it.roads[0].effective_on == day);
  CHECK(it.roads[0].gain == 2500);
  CHECK(cx_advice_record(advice, 1, &it, NULL) == CX_OK);
  CHECK(is(it.record_id, "r4") && it.cost == 1200 && it.last_day == day_of("2028-01-01"));
  CHECK_MISUSE(cx_advice_record(NULL, 0, &it, err));
  CHECK_MISUSE(cx_advice_record(advice, 2, &it, err));
  CHECK_MISUSE(cx_advice_record(advice, 0, NULL, err));
  it.struct_size = 8;
  CHECK_MISUSE(cx_advice_record(advice, 0, &it, err));
  cx_advice_free(advice);
  cx_advice_free(NULL);
  CHECK(cx_advice_records(NULL) == 0);
}

/* The fine weighs 60 percent through 2027-01-01, then 30: 6 points.
 * REQ TIME-1, TIME-2, TIME-3, TIME-4, TIME-5, TIME-6, TIME-7 */
static void test_timeline(const cx_engine* engine) {
  const cx_day from = day_of("2026-03-01");
  const cx_day to = day_of("2028-06-30");
  cx_case* facts = NULL;
  cx_timeline* timeline = NULL;
  cx_segment it = CX_SEGMENT_INIT;
  cx_buffer json = CX_BUFFER_INIT;
  cx_day next = from;
  uint64_t i;
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK_MISUSE(cx_timeline_new(facts, from, to, &timeline, err));
  fill(facts);
  CHECK_MISUSE(cx_timeline_new(NULL, from, to, &timeline, err));
  CHECK_MISUSE(cx_timeline_new(facts, from, to, NULL, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_timeline_new(facts, from, from - 1, &timeline, err));
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE, cx_timeline_new(facts, 0, to, &timeline, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_timeline_new(facts, from, CX_NO_DAY, &timeline, err));
  CHECK(timeline == NULL);
  CHECK(cx_timeline_new(facts, from, to, &timeline, NULL) == CX_OK);
  cx_case_free(facts);
  CHECK(cx_timeline_segments(timeline) > 2);
  for (i = 0; i < cx_timeline_segments(timeline); ++i) {
    CHECK(cx_timeline_segment(timeline, i, &it, NULL) == CX_OK);
    CHECK(it.from == next && it.through >= it.from && it.eligible == 1);
    CHECK(it.value_count == 3 && (it.cause_count == 0) == (i == 0));
    if (i == 0) {
      CHECK(it.score == 479 && it.total == 47900 && it.through == day_of("2027-01-01"));
      CHECK(it.values[1] == -5600 && is(it.tier_id, "B") && it.tier == 1);
    }
    if (i == 1) {
      CHECK(it.causes[0].change == CX_CHANGE_DECAYED && is(it.causes[0].name, "decayed"));
      CHECK(it.causes[0].index == 2 && is(it.causes[0].id, "R2"));
      CHECK(it.causes[0].record == 3 && is(it.causes[0].record_id, "r4"));
      CHECK(it.total == 48500);
    }
    next = it.through + 1;
  }
  CHECK(it.through == to);
  CHECK(cx_timeline_json(timeline, &json, NULL) == CX_OK);
  CHECK(json.data[0] == '[' && json.data[json.size - 1] == ']');
  CHECK(strstr(json.data, "\"decayed\"") != NULL);
  cx_buffer_dispose(&json);
  CHECK_MISUSE(cx_timeline_json(NULL, &json, err));
  CHECK_MISUSE(cx_timeline_json(timeline, NULL, err));
  CHECK_MISUSE(cx_timeline_segment(NULL, 0, &it, err));
  CHECK_MISUSE(cx_timeline_segment(timeline, i, &it, err));
  CHECK_MISUSE(cx_timeline_segment(timeline, 0, NULL, err));
  it.struct_size = 8;
  CHECK_MISUSE(cx_timeline_segment(timeline, 0, &it, err));
  cx_timeline_free(timeline);
  cx_timeline_free(NULL);
  CHECK(cx_timeline_segments(NULL) == 0);
}

int main(void) {
  cx_rulebook* const demo = load_demo();
  cx_engine* engine = NULL;
  cx_assessment* assessment = NULL;
  cx_case* facts = NULL;
  cx_record early = CX_RECORD_INIT;
  CHECK(cx_engine_new(demo, &engine, NULL) == CX_OK); /* REQ ENGINE-1, ENGINE-2 */
  cx_rulebook_free(demo);
  CHECK(cx_assessment_new(&assessment, NULL) == CX_OK);
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  early = record("r", "help", "2026-02-01");
  CHECK_MISUSE(cx_case_add_records(facts, &early, 1, err)); /* nobody yet */
  test_all_doors(engine, assessment);
  test_population_door(engine, assessment);
  test_adding_later(engine);
  test_own_texts(engine, assessment);
  test_flags_and_misuse(engine, assessment);
  fill(facts);
  test_bad_subjects(facts);
  test_bad_records(facts);
  test_attribute_values(facts, assessment);
  test_bad_json(facts);
  test_advice(engine);
  test_timeline(engine);
  cx_engine_free(engine); /* REQ RULE-11: in any order */
  cx_engine_free(NULL);
  cx_case_free(facts);
  cx_assessment_free(assessment);
  return end_of_tests();
}
