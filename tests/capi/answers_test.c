/* What a case tells besides its assessment: how long a record can matter, what a third
 * party may see, and a timeline through several rulebooks. The figures are worked out by
 * hand from demonstration.json and SPECIFICATION 5 and 7.4. */
#include "demo_rulebook.h"

static const char subject[] =
    "{\"subject_id\":\"s1\",\"birth_date\":\"1990-05-01\",\"residency\":\"registered\","
    "\"capacity\":\"full\",\"enrolled_on\":\"2025-01-01\"}";

/* A record's line: id, category, day, status and what else there is. */
#define LINE(id, category, day, status, more)                                 \
  "{\"record_id\":\"" id "\",\"subject_id\":\"s1\",\"category\":\"" category  \
  "\",\"provider\":\"office\",\"origin\":\"platform\",\"occurred_on\":\"" day \
  "\",\"status\":\"" status "\"" more "}\n"

static cx_engine* engine_of(cx_rulebook* rulebook) {
  cx_engine* made = NULL;
  CHECK(cx_engine_new(rulebook, &made, NULL) == CX_OK);
  cx_rulebook_free(rulebook);
  return made;
}

static cx_case* case_of(const cx_engine* engine, const char* who, const char* records) {
  cx_case* made = NULL;
  CHECK(cx_case_new(engine, &made, NULL) == CX_OK);
  CHECK(cx_case_read_json(made, who, strlen(who), records, strlen(records), NULL) == CX_OK);
  return made;
}

/* REQ CASE-14. R0 ends never, but takes no single hour. R2 ends after 36 months, R5 is set
 * back for 12. R3 ends after 60, C1 after 24. R4 ends after 12. */
static void test_last_effect(const cx_engine* engine) {
  static const struct {
    const char* last; /* empty: it never ends; NULL: it never begins */
    const char* line;
  } rows[] = {
      {"", LINE("r1", "help", "2026-02-01", "active", ",\"attributes\":{\"hours\":35}")},
      {NULL, LINE("r2", "help", "2026-02-01", "active", ",\"attributes\":{\"hours\":1}")},
      {"2028-01-01", LINE("r3", "fine", "2025-01-01", "active", "")},
      {"2031-01-15", LINE("r4", "case", "2026-01-15", "active", "")},
      {"2027-06-30", LINE("r5", "case", "2026-01-15", "active", ",\"expires_on\":\"2027-06-30\"")},
      {"2031-01-15", LINE("r6", "case", "2026-01-15", "revoked", "")},
      {"2031-01-15", LINE("r6", "case", "2026-01-15", "active", "")}, /* a duplicate */
      {"2027-02-28", LINE("r7", "note", "2026-02-28", "active", "")},
      {NULL, LINE("r8", "unheard", "2026-01-15", "active", "")},
  };
  const size_t count = sizeof rows / sizeof rows[0];
  char lines[4096] = "";
  cx_case* facts = NULL;
  cx_case* empty = NULL;
  cx_day last = 0;
  size_t i;
  for (i = 0; i < count; ++i) strcat(lines, rows[i].line);
  facts = case_of(engine, subject, lines);
  for (i = 0; i < count; ++i) {
    CHECK(cx_case_last_effect(facts, i, &last, NULL) == CX_OK);
    CHECK(last == (rows[i].last == NULL      ? CX_BEFORE_EVERY_DAY
                   : rows[i].last[0] == '\0' ? CX_NO_DAY
                                             : day_of(rows[i].last)));
  }
  CHECK_MISUSE(cx_case_last_effect(NULL, 0, &last, err));
  CHECK_MISUSE(cx_case_last_effect(facts, count, &last, err));
  CHECK_MISUSE(cx_case_last_effect(facts, 0, NULL, err));
  CHECK(cx_case_new(engine, &empty, NULL) == CX_OK);
  CHECK_MISUSE(cx_case_last_effect(empty, 0, &last, err));
  cx_case_free(empty);
  cx_case_free(facts);
}

/* REQ ASSESS-20, ASSESS-21. The base gives 500, R0 6 for 35 hours, R4 takes 5, and R5 gives 10
 * for more than 12 months without what breaks it. The repaired case and the fine in dispute
 * would take points, bring C1 and set R5 back; the fine's duplicate does not step into its
 * place. */
static void test_grantee_report(const cx_engine* engine) {
  static const char seen[] =
      LINE("r1", "help", "2026-02-01", "active", ",\"attributes\":{\"hours\":35}")
          LINE("r2", "note", "2026-02-10", "active", "");
  static const char all[] =
      LINE("r3", "case", "2026-01-15", "repaired", ",\"repaired_on\":\"2026-02-20\"")
          LINE("r1", "help", "2026-02-01", "active", ",\"attributes\":{\"hours\":35}")
              LINE("r4", "fine", "2026-01-20", "disputed", "")
                  LINE("r4", "fine", "2026-01-20", "active", "")
                      LINE("r5", "note", "2026-01-25", "revoked", "")
                          LINE("r2", "note", "2026-02-10", "active", "")
                              LINE("r6", "unheard", "2026-02-11", "active", "");
  const cx_day day = day_of("2026-03-01");
  cx_case* facts = case_of(engine, subject, all);
  cx_case* other = case_of(engine, subject, seen);
  cx_buffer report = CX_BUFFER_INIT;
  cx_buffer same = CX_BUFFER_INIT;
  CHECK(cx_grantee_report(facts, day, &report, NULL) == CX_OK);
  CHECK(strstr(report.data, "\"total\":511,") != NULL);
  CHECK(strstr(report.data,
               "\"records\":[{\"record\":\"r1\",\"disposition\":\"counted\"},"
               "{\"record\":\"r2\",\"disposition\":\"counted\"}]") != NULL);
  CHECK(strstr(report.data, "undetermined") == NULL);
  CHECK(cx_grantee_report(other, day, &same, NULL) == CX_OK);
  CHECK(report.size == same.size && memcmp(report.data, same.data, same.size) == 0);
  cx_buffer_dispose(&report);
  cx_buffer_dispose(&same);
  CHECK(cx_case_records(facts) == 7); /* the case is as it was */
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE, cx_grantee_report(facts, 0, &report, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_grantee_report(facts, CX_NO_DAY, &report, err));
  CHECK_MISUSE(cx_grantee_report(NULL, day, &report, err));
  CHECK_MISUSE(cx_grantee_report(facts, day, NULL, err));
  cx_case_free(facts);
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK_MISUSE(cx_grantee_report(facts, day, &report, err));
  CHECK(report.data == NULL);
  cx_case_free(facts);
  cx_case_free(other);
}

/* The demonstration's successor: a fine takes 30, not 20. */
static cx_rulebook* load_next(void) {
  static const char* const changes[][2] = {{"\"id\": \"demo\"", "\"id\": \"next\""},
                                           {"\"2026.1\"", "\"2027.1\""},
                                           {"\"points\": -20,", "\"points\": -30,"}};
  static char json[65536];
  cx_rulebook* made = NULL;
  size_t size = 0;
  size_t i;
  FILE* file = fopen(CHENGXIN_DEMO_RULEBOOK, "rb");
  if (file == NULL) exit(1);
  size = fread(json, 1, sizeof json - 1, file);
  fclose(file);
  for (i = 0; i < sizeof changes / sizeof changes[0]; ++i) {
    char* const found = strstr(json, changes[i][0]);
    if (found == NULL) exit(1);
    memcpy(found, changes[i][1], strlen(changes[i][1]));
  }
  CHECK(cx_rulebook_load(json, size, &made, NULL) == CX_OK);
  return made;
}

static void check_through(const cx_timeline* timeline) {
  static const struct {
    const char* from;
    const char* through;
    cx_points total;
    uint32_t period;
    size_t causes;
  } rows[] = {{"2026-02-01", "2026-02-28", 51000, 0, 0},
              {"2026-03-01", "2026-06-30", 48000, 0, 2},
              {"2026-07-01", "2027-01-01", 47000, 1, 1}};
  cx_segment it = CX_SEGMENT_INIT;
  uint64_t i;
  CHECK(cx_timeline_segments(timeline) == 3);
  for (i = 0; i < cx_timeline_segments(timeline); ++i) {
    CHECK(cx_timeline_segment(timeline, i, &it, NULL) == CX_OK);
    CHECK(it.from == day_of(rows[i].from) && it.through == day_of(rows[i].through));
    CHECK(it.total == rows[i].total && it.period == rows[i].period && is(it.tier_id, "B"));
    CHECK(it.cause_count == rows[i].causes);
    if (i == 1) {
      CHECK(it.causes[0].change == CX_CHANGE_BEGAN && is(it.causes[0].id, "R2"));
      CHECK(it.causes[1].change == CX_CHANGE_ABSENCE && is(it.causes[1].record_id, "r1"));
    }
  }
  CHECK(it.causes[0].change == CX_CHANGE_RULEBOOK && is(it.causes[0].name, "rulebook"));
  CHECK(is(it.causes[0].id, "next") && it.causes[0].record_id.size == 0);
  CHECK(it.causes[0].index == CX_NO_INDEX && it.causes[0].record == CX_NO_INDEX);
}

/* REQ TIME-8, TIME-9. R5 gives 10 until a fine of 2026-03-01 sets it back and takes 20; from
 * 2026-07-01 on it takes 30. */
static void test_through(const cx_engine* demo, const cx_engine* next) {
  static const char fine[] = LINE("r1", "fine", "2026-03-01", "active", "");
  const cx_day from = day_of("2026-02-01");
  const cx_day to = day_of("2027-01-01");
  const cx_day change = day_of("2026-07-01");
  cx_timeline* timeline = NULL;
  cx_segment it = CX_SEGMENT_INIT;
  cx_buffer json = CX_BUFFER_INIT;
  cx_buffer same = CX_BUFFER_INIT;
  cx_period periods[2];
  periods[0].facts = case_of(demo, subject, fine);
  periods[0].from = day_of("2026-01-01");
  periods[0].through = change - 1;
  periods[1].facts = case_of(next, subject, fine);
  periods[1].from = change;
  periods[1].through = CX_NO_DAY;
  CHECK(cx_timeline_new_through(periods, 2, change, to, &timeline, NULL) == CX_OK);
  CHECK(cx_timeline_segments(timeline) == 1);
  CHECK(cx_timeline_segment(timeline, 0, &it, NULL) == CX_OK);
  CHECK(it.period == 1 && it.total == 47000 && it.cause_count == 0);
  cx_timeline_free(timeline);
  CHECK(cx_timeline_new_through(periods, 2, from, to, &timeline, NULL) == CX_OK);
  cx_case_free((cx_case*)periods[0].facts);
  cx_case_free((cx_case*)periods[1].facts);
  check_through(timeline); /* REQ RULE-11: without the cases */
  CHECK(cx_timeline_json(timeline, &json, NULL) == CX_OK);
  CHECK(strstr(json.data,
               "{\"rulebook\":\"next\",\"version\":\"2027.1\","
               "\"what\":\"rulebook\"}") != NULL);
  cx_buffer_dispose(&json);
  cx_timeline_free(timeline);
  /* Where nothing differs a change begins no segment. */
  periods[0].facts = periods[1].facts = case_of(demo, subject, fine);
  CHECK(cx_timeline_new_through(periods, 2, from, to, &timeline, NULL) == CX_OK);
  CHECK(cx_timeline_json(timeline, &json, NULL) == CX_OK);
  cx_timeline_free(timeline);
  CHECK(cx_timeline_new(periods[0].facts, from, to, &timeline, NULL) == CX_OK);
  CHECK(cx_timeline_json(timeline, &same, NULL) == CX_OK);
  cx_timeline_free(timeline);
  CHECK(json.size == same.size && memcmp(json.data, same.data, json.size) == 0);
  cx_buffer_dispose(&json);
  cx_buffer_dispose(&same);
  cx_case_free((cx_case*)periods[0].facts);
}

/* REQ TIME-10 */
static void test_bad_periods(const cx_engine* demo) {
  static const char other[] =
      "{\"subject_id\":\"s2\",\"birth_date\":\"1990-05-01\",\"residency\":\"registered\","
      "\"capacity\":\"full\",\"enrolled_on\":\"2025-01-01\"}";
  static const char fine[] = LINE("r1", "fine", "2026-03-01", "active", "");
  cx_case* const facts = case_of(demo, subject, fine);
  cx_case* const fewer = case_of(demo, subject, "");
  cx_case* const another = case_of(demo, other, "");
  cx_case* empty = NULL;
  const cx_day first = day_of("2026-01-01");
  const cx_day last = day_of("2026-12-31");
  cx_timeline* out = NULL;
  cx_error why = CX_ERROR_INIT;
  cx_period periods[2];
  periods[0].facts = periods[1].facts = facts;
  periods[0].from = first - 10;
  periods[0].through = first + 99;
  periods[1].from = first + 100;
  periods[1].through = last;
  CHECK(cx_case_new(demo, &empty, NULL) == CX_OK);
#define CHECK_INPUT(count, from, to, expected)                                              \
  do {                                                                                      \
    CHECK(cx_timeline_new_through(periods, count, from, to, &out, &why) == CX_ERROR_INPUT); \
    CHECK(strcmp(why.code, expected) == 0);                                                 \
  } while (0)
  CHECK_INPUT(2, last, first, "empty_interval");
  CHECK_INPUT(2, first, last + 1, "not_covered");
  CHECK_INPUT(0, first, last, "not_covered");
  CHECK_INPUT(2, first - 11, last, "not_covered");
  CHECK_INPUT(2, first, CX_NO_DAY, "invalid_date");
  periods[1].from = first + 101; /* a day between them */
  CHECK_INPUT(2, first, last, "not_covered");
  periods[1].from = first + 99; /* a day twice */
  CHECK_INPUT(2, first, last, "not_covered");
  periods[1].from = first + 100;
  periods[1].facts = fewer;
  CHECK_INPUT(2, first, last, "records_differ");
  periods[1].facts = another;
  CHECK_MISUSE(cx_timeline_new_through(periods, 2, first, last, &out, err));
  periods[1].facts = empty;
  CHECK_MISUSE(cx_timeline_new_through(periods, 2, first, last, &out, err));
  periods[1].facts = NULL;
  CHECK_MISUSE(cx_timeline_new_through(periods, 2, first, last, &out, err));
  periods[1].facts = facts;
  CHECK_MISUSE(cx_timeline_new_through(NULL, 2, first, last, &out, err));
  CHECK_MISUSE(cx_timeline_new_through(periods, 2, first, last, NULL, err));
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE,
              cx_timeline_new_through(periods, 2, first - 1, last, &out, err));
  CHECK(out == NULL);
  cx_case_free(empty);
  cx_case_free(another);
  cx_case_free(fewer);
  cx_case_free(facts);
}

int main(void) {
  cx_engine* const demo = engine_of(load_demo());
  cx_engine* const next = engine_of(load_next());
  test_last_effect(demo);
  test_grantee_report(demo);
  test_through(demo, next);
  test_bad_periods(demo);
  cx_engine_free(demo);
  cx_engine_free(next);
  return end_of_tests();
}
