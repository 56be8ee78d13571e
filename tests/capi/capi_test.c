/* Every function of chengxin.h from a C program: used as its comment says, and
 * misused, which must give CX_ERROR_MISUSE and never a crash (capi/CONVENTIONS.md).
 * What the figures are is the business of tests/cli. */
#include "capi_test.h"

static const char subjects[] =
    "subject_id,birth_date,residency,capacity\n"
    "s1,1990-05-01,registered,full\n"
    "s2,2020-05-01,registered,full\n"
    "s1,1990-05-01,registered,full\n"; /* repeated: a bad row */
static const char records[] =
    "record_id,subject_id,category,provider,occurred_on,origin,status\n"
    "r1,s1,no-such-category,p,2025-06-01,platform,active\n"
    "r2,s9,no-such-category,p,2025-06-01,platform,active\n"; /* no such subject */

struct sink {
  char text[65536];
  size_t size;
  size_t calls;
  size_t stop_after; /* calls */
};

static int32_t collect(void* context, const char* data, size_t size) {
  struct sink* sink = context;
  CHECK(size > 0);
  ++sink->calls;
  if (sink->size + size < sizeof sink->text) {
    memcpy(sink->text + sink->size, data, size);
    sink->size += size;
    sink->text[sink->size] = '\0';
  }
  return sink->stop_after != 0 && sink->calls >= sink->stop_after;
}

static int32_t stop_at_once(void* context, uint64_t done, uint64_t total) {
  (void)done, (void)total;
  ++*(int*)context;
  return 1;
}

static int32_t go_on(void* context, uint64_t done, uint64_t total) {
  CHECK(total == 0 || done <= total);
  ++*(int*)context;
  return 0;
}

/* REQ VERSION-1, VERSION-2, VERSION-3, STATUS-1 */
static void test_versions_and_names(void) {
  static const char* const names[] = {"CX_OK",
                                      "CX_ERROR_MISUSE",
                                      "CX_ERROR_NO_MEMORY",
                                      "CX_ERROR_INTERNAL",
                                      "CX_ERROR_RULEBOOK",
                                      "CX_ERROR_NOT_EFFECTIVE",
                                      "CX_ERROR_INPUT",
                                      "CX_ERROR_NOT_FOUND",
                                      "CX_ERROR_IO",
                                      "CX_ERROR_STOPPED",
                                      "CX_ERROR_BUSY",
                                      "CX_ERROR_DAMAGED"};
  cx_status status;
  CHECK(cx_abi_version() == CX_ABI_VERSION);
  CHECK(strchr(cx_version(), '.') != NULL);
  for (status = 0; status < 12; ++status) CHECK(strcmp(cx_status_name(status), names[status]) == 0);
  CHECK(strcmp(cx_status_name(12), "CX_UNKNOWN") == 0);
  CHECK(strcmp(cx_status_name(-1), "CX_UNKNOWN") == 0);
}

/* REQ DAY-1, DAY-2, DAY-3, RULE-16 */
static void test_days(void) {
  cx_day day = 7;
  char text[11] = "untouched";
  CHECK(cx_date_parse(TEXT("1970-01-02"), &day, NULL) == CX_OK && day == 1);
  CHECK(cx_date_parse(TEXT("2000-02-29"), &day, NULL) == CX_OK && day == 11016);
  CHECK_FAILS(CX_ERROR_INPUT, cx_date_parse(TEXT("2001-02-29"), &day, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_date_parse(TEXT("1899-12-31"), &day, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_date_parse(NULL, 0, &day, err));
  CHECK(day == 11016);
  CHECK_MISUSE(cx_date_parse(NULL, 10, &day, err));
  CHECK_MISUSE(cx_date_parse(TEXT("1970-01-02"), NULL, err));
  CHECK_MISUSE(cx_date_format(0, text, 10, err));
  CHECK_MISUSE(cx_date_format(0, NULL, 11, err));
  CHECK_MISUSE(cx_date_format(CX_NO_DAY, text, 11, err));
  CHECK_MISUSE(cx_date_format(-CX_NO_DAY, text, 11, err));
  CHECK(strcmp(text, "untouched") == 0);
  CHECK(cx_date_format(-1, text, sizeof text, NULL) == CX_OK && strcmp(text, "1969-12-31") == 0);
}

/* REQ DAY-4: 31 January and one month is the last day of February. */
static void test_months(void) {
  cx_day day = 7;
  cx_day from = 0;
  CHECK(cx_date_parse(TEXT("2024-01-31"), &from, NULL) == CX_OK);
  CHECK(cx_date_add_months(from, 1, &day, NULL) == CX_OK && day == from + 29);
  CHECK(cx_date_add_months(from, -2, &day, NULL) == CX_OK && day == from - 62);
  day = 7;
  CHECK_MISUSE(cx_date_add_months(from, 1, NULL, err));
  CHECK_MISUSE(cx_date_add_months(CX_NO_DAY, 1, &day, err));
  CHECK_MISUSE(cx_date_add_months(from, 0x7fffffff, &day, err));
  CHECK_MISUSE(cx_date_add_months(from, 12 * 9000, &day, err));
  CHECK(day == 7);
}

/* REQ POINTS-1, POINTS-2, POINTS-3, RULE-17 */
static void test_points(void) {
  static const struct {
    const char* text;
    cx_points points;
  } pairs[] = {{"12", 1200}, {"-30.5", -3050}, {"0.25", 25}, {"0", 0}, {"1000000", 100000000}};
  static const char* const refused[] = {"",   "1.005", "1000000.01", "01",  "+1", "1.",
                                        ".5", "-",     "1e",         "0x1", "1 ", "NaN"};
  char text[24] = "untouched";
  cx_points points = 7;
  size_t i;
  for (i = 0; i < sizeof pairs / sizeof *pairs; ++i) {
    CHECK(cx_points_parse(pairs[i].text, strlen(pairs[i].text), &points, NULL) == CX_OK);
    CHECK(points == pairs[i].points);
    CHECK(cx_points_format(points, text, sizeof text, NULL) == CX_OK);
    CHECK(strcmp(text, pairs[i].text) == 0);
  }
  CHECK(cx_points_parse(TEXT("1.5e1"), &points, NULL) == CX_OK && points == 1500);
  for (i = 0; i < sizeof refused / sizeof *refused; ++i) {
    CHECK_FAILS(CX_ERROR_INPUT, cx_points_parse(refused[i], strlen(refused[i]), &points, err));
  }
  CHECK(points == 1500);
  CHECK(cx_points_format(-CX_NO_LIMIT, text, sizeof text, NULL) == CX_OK);
  CHECK(strcmp(text, "-92233720368547758.07") == 0);
  CHECK_MISUSE(cx_points_format(-CX_NO_LIMIT - 1, text, sizeof text, err));
  CHECK_MISUSE(cx_points_parse(NULL, 1, &points, err));
  CHECK_MISUSE(cx_points_parse(TEXT("1"), NULL, err));
  CHECK_MISUSE(cx_points_format(1, NULL, 24, err));
  CHECK_MISUSE(cx_points_format(1, text, 23, err));
}

/* REQ TEXT-1, TEXT-2, TEXT-3, TEXT-4, RULE-12, RULE-14, RULE-15 */
static void test_text(void) {
  cx_buffer out = CX_BUFFER_INIT;
  CHECK(cx_escape_controls(TEXT("a\x1b[m\n\xff"
                                "\xc2\x9b"
                                "诚"),
                           &out, NULL) == CX_OK);
  CHECK(strcmp(out.data, "a\\u{001B}[m\\u{000A}\xef\xbf\xbd\\u{009B}诚") == 0);
  CHECK(out.size == strlen(out.data));
  cx_buffer_dispose(&out);
  CHECK(out.data == NULL && out.size == 0);
  cx_buffer_dispose(&out);
  cx_buffer_dispose(NULL);
  CHECK(cx_escape_controls(NULL, 0, &out, NULL) == CX_OK && out.size == 0);
  CHECK(out.data != NULL && out.data[0] == '\0');
  cx_buffer_dispose(&out);
  CHECK_MISUSE(cx_escape_controls(NULL, 1, &out, err));
  CHECK_MISUSE(cx_escape_controls(TEXT("a"), NULL, err));
}

/* REQ STATUS-2, STATUS-3, STATUS-4, RULE-8, RULE-19 */
static void test_errors_of_any_size(void) {
  struct {
    cx_error error;
    char beyond[8];
  } memory;
  cx_day day = 0;
  uint32_t size;
  for (size = 0; size <= sizeof(cx_error); ++size) {
    memset(&memory, 'x', sizeof memory);
    memory.error.struct_size = size;
    CHECK(cx_date_parse(TEXT("nonsense"), &day, &memory.error) == CX_ERROR_INPUT);
    CHECK(memory.error.struct_size == size);
    if (size >= 4 && size < sizeof(cx_error)) CHECK(((char*)&memory.error)[size] == 'x');
    CHECK(memory.beyond[0] == 'x');
  }
  CHECK(strcmp(memory.error.code, "invalid_date") == 0);
  /* Whole members alone: no text is cut where the caller's struct ends. */
  memset(&memory, 'x', sizeof memory);
  memory.error.struct_size = (uint32_t)(offsetof(cx_error, where) + 10);
  CHECK(cx_date_parse(TEXT("nonsense"), &day, &memory.error) == CX_ERROR_INPUT);
  CHECK(strcmp(memory.error.code, "invalid_date") == 0 && memory.error.where[0] == 'x');
  CHECK(memory.error.message[0] == 'x');
}

/* REQ BOOK-1, BOOK-2, BOOK-3, BOOK-4, BOOK-5, BOOK-6, BOOK-7, RULE-18, RULE-20, RULE-22 */
static void test_rulebooks(cx_rulebook** builtin) {
  const cx_string json = cx_rulebook_builtin_json();
  cx_rulebook* loaded = NULL;
  cx_rulebook* untouched = (cx_rulebook*)&failures;
  cx_buffer canonical = CX_BUFFER_INIT;
  CHECK(json.size > 1000);
  CHECK(cx_rulebook_builtin(builtin, NULL) == CX_OK);
  CHECK(cx_rulebook_load(json.data, json.size, &loaded, NULL) == CX_OK);
  CHECK(cx_rulebook_id(loaded).size > 0 && cx_rulebook_version(loaded).size > 0);
  CHECK(cx_rulebook_fingerprint(loaded).size == 64);
  CHECK(memcmp(cx_rulebook_fingerprint(loaded).data, cx_rulebook_fingerprint(*builtin).data, 64) ==
        0);
  CHECK(cx_rulebook_canonical(json.data, json.size, &canonical, NULL) == CX_OK);
  cx_rulebook_free(loaded);
  cx_rulebook_free(NULL);
  CHECK(cx_rulebook_load(canonical.data, canonical.size, &loaded, NULL) == CX_OK);
  CHECK(memcmp(cx_rulebook_fingerprint(loaded).data, cx_rulebook_fingerprint(*builtin).data, 64) ==
        0);
  cx_rulebook_free(loaded);
  cx_buffer_dispose(&canonical);

  CHECK_FAILS(CX_ERROR_RULEBOOK, cx_rulebook_load(TEXT("{}"), &untouched, err));
  CHECK_FAILS(CX_ERROR_RULEBOOK, cx_rulebook_load(NULL, 0, &untouched, err));
  CHECK_MISUSE(cx_rulebook_load(NULL, 1, &untouched, err));
  CHECK_MISUSE(cx_rulebook_load(TEXT("{}"), NULL, err));
  CHECK_MISUSE(cx_rulebook_builtin(NULL, err));
  CHECK(untouched == (cx_rulebook*)&failures);
  CHECK(cx_rulebook_id(NULL).size == 0 && cx_rulebook_version(NULL).size == 0);
  CHECK(cx_rulebook_fingerprint(NULL).size == 0);
  CHECK_FAILS(CX_ERROR_INPUT, cx_rulebook_canonical(TEXT("{\"a\":1,\"a\":1}"), &canonical, err));
  CHECK_MISUSE(cx_rulebook_canonical(NULL, 1, &canonical, err));
  CHECK_MISUSE(cx_rulebook_canonical(TEXT("{}"), NULL, err));
  CHECK(canonical.data == NULL);
}

static cx_population_options population_options(void) {
  cx_population_options options = CX_POPULATION_OPTIONS_INIT;
  options.subjects_format = CX_ROWS_CSV;
  options.records_format = CX_ROWS_CSV;
  options.subjects_name.data = "s";
  options.subjects_name.size = 1;
  return options;
}

/* REQ RULE-18, RULE-20, POP-2 */
static void test_reading_fails(const cx_engine* engine) {
  cx_population* population = NULL;
  cx_population_options options = population_options();
  cx_error io_error = CX_ERROR_INIT;
  int calls = 0;
  CHECK_MISUSE(cx_population_read(NULL, &options, &population, err));
  CHECK_MISUSE(cx_population_read(engine, NULL, &population, err));
  CHECK_MISUSE(cx_population_read(engine, &options, NULL, err));
  CHECK_MISUSE(cx_population_read_memory(NULL, NULL, 0, NULL, 0, &options, &population, err));
  CHECK_MISUSE(cx_population_read_memory(engine, NULL, 0, NULL, 0, NULL, &population, err));
  CHECK_MISUSE(cx_population_read_memory(engine, NULL, 0, NULL, 0, &options, NULL, err));
  CHECK_MISUSE(cx_population_read_memory(engine, NULL, 1, NULL, 0, &options, &population, err));
  CHECK_MISUSE(cx_population_read_memory(engine, NULL, 0, NULL, 1, &options, &population, err));
  CHECK_FAILS(CX_ERROR_INPUT,
              cx_population_read_memory(engine, NULL, 0, NULL, 0, &options, &population, err));
  options.struct_size = 4;
  CHECK_MISUSE(cx_population_read(engine, &options, &population, err));
  options = population_options();
  options.records_format = 3;
  CHECK_MISUSE(cx_population_read(engine, &options, &population, err));
  options = population_options();
  options.threads = 1025;
  CHECK_MISUSE(cx_population_read(engine, &options, &population, err));
  options = population_options();
  options.only_subject.size = 1;
  CHECK_MISUSE(cx_population_read(engine, &options, &population, err));
  options = population_options();
  options.subjects_name.data = "a\0b.csv";
  options.subjects_name.size = 7;
  CHECK_MISUSE(cx_population_read(engine, &options, &population, err));
  options = population_options();
  options.subjects_name.data = "/no/such/file.csv";
  options.subjects_name.size = 17;
  CHECK_FAILS(CX_ERROR_IO, cx_population_read(engine, &options, &population, err));
  CHECK(cx_population_read(engine, &options, &population, &io_error) == CX_ERROR_IO);
  CHECK(strcmp(io_error.where, "/no/such/file.csv") == 0);
  CHECK(strcmp(io_error.message, "No such file or directory") == 0);
  options.subjects_format = CX_ROWS_BY_NAME;
  options.records_format = CX_ROWS_BY_NAME;
  CHECK_FAILS(CX_ERROR_INPUT, cx_population_read(engine, &options, &population, err));
  options = population_options();
  options.progress = stop_at_once;
  options.progress_context = &calls;
  CHECK_FAILS(CX_ERROR_STOPPED, cx_population_read_memory(engine, TEXT(subjects), TEXT(records),
                                                          &options, &population, err));
  CHECK(calls == 2);
  CHECK(population == NULL);
}

/* REQ RULE-7, RULE-8, RULE-9 */
static void test_options_of_another_size(const cx_engine* engine) {
  struct {
    cx_population_options options;
    char later[16];
  } memory;
  cx_population* population = NULL;
  memset(&memory, 0, sizeof memory);
  memory.options = population_options();
  memory.options.struct_size = (uint32_t)sizeof memory;
  CHECK(cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &memory.options,
                                  &population, NULL) == CX_OK);
  cx_population_free(population);
  population = NULL;
  memory.later[3] = 1;
  CHECK_MISUSE(cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &memory.options,
                                         &population, err));
  CHECK(population == NULL);
}

/* REQ POP-1 to POP-11 */
static cx_population* test_reading(const cx_engine* engine) {
  cx_population* population = NULL;
  cx_population_options options = population_options();
  cx_error error = CX_ERROR_INIT;
  cx_bad_row row = CX_BAD_ROW_INIT;
  cx_buffer rejects = CX_BUFFER_INIT;
  uint64_t index = 7;
  int calls = 0;
  options.keep_bad_rows = 1;
  options.progress = go_on;
  options.progress_context = &calls;
  CHECK(cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &population,
                                  NULL) == CX_OK);
  if (population == NULL) exit(1);
  CHECK(calls > 0);
  CHECK(cx_population_subjects(population) == 2 && cx_population_records(population) == 1);
  CHECK(cx_population_bad_rows(population) == 2 && cx_population_kept_bad_rows(population) == 1);
  CHECK(is(cx_population_subject_id(population, 1), "s2"));
  CHECK(cx_population_subject_id(population, 2).size == 0);
  CHECK(cx_population_find(population, TEXT("s2"), &index, NULL) == CX_OK && index == 1);
  CHECK_FAILS(CX_ERROR_NOT_FOUND, cx_population_find(population, TEXT("s3"), &index, err));
  CHECK_FAILS(CX_ERROR_NOT_FOUND, cx_population_find(population, NULL, 0, &index, err));
  CHECK(cx_population_find(population, TEXT("a\n\xff"), &index, &error) == CX_ERROR_NOT_FOUND);
  CHECK(strstr(error.message, "'a\\u{000A}\xef\xbf\xbd'") != NULL); /* one line of UTF-8 */
  CHECK_MISUSE(cx_population_find(population, NULL, 1, &index, err));
  CHECK_MISUSE(cx_population_find(NULL, TEXT("s2"), &index, err));
  CHECK_MISUSE(cx_population_find(population, TEXT("s2"), NULL, err));
  CHECK(index == 1);
  CHECK(cx_population_bad_row(population, 0, &row, NULL) == CX_OK);
  CHECK(is(row.file, "s") && row.line == 4 && row.column == 1 && row.code.size > 0);
  CHECK(is(row.row, "s1,1990-05-01,registered,full") && row.reason.size > 0);
  CHECK_MISUSE(cx_population_bad_row(population, 1, &row, err));
  CHECK_MISUSE(cx_population_bad_row(NULL, 0, &row, err));
  CHECK_MISUSE(cx_population_bad_row(population, 0, NULL, err));
  row.struct_size = 8;
  CHECK_MISUSE(cx_population_bad_row(population, 0, &row, err));
  CHECK(cx_population_rejects_csv(population, &rejects, NULL) == CX_OK);
  CHECK(strncmp(rejects.data, "file,line,column,code,reason,row\ns,4,1,", 38) == 0);
  cx_buffer_dispose(&rejects);
  CHECK_MISUSE(cx_population_rejects_csv(NULL, &rejects, err));
  CHECK_MISUSE(cx_population_rejects_csv(population, NULL, err));
  CHECK(cx_population_subjects(NULL) == 0 && cx_population_records(NULL) == 0);
  CHECK(cx_population_bad_rows(NULL) == 0 && cx_population_kept_bad_rows(NULL) == 0);
  CHECK(cx_population_subject_id(NULL, 0).size == 0);
  cx_population_free(NULL);
  return population;
}

/* REQ POP-13, TEXT-5, TEXT-6, TEXT-7, RULE-25 */
static void test_scores(const cx_population* population, cx_day day) {
  static struct sink sink;
  cx_score_options options = CX_SCORE_OPTIONS_INIT;
  int calls = 0;
  CHECK_MISUSE(cx_population_score(population, &options, collect, &sink, err)); /* no day */
  options.day = day;
  CHECK_MISUSE(cx_population_score(NULL, &options, collect, &sink, err));
  CHECK_MISUSE(cx_population_score(population, NULL, collect, &sink, err));
  CHECK_MISUSE(cx_population_score(population, &options, NULL, &sink, err));
  options.threads = -1;
  CHECK_MISUSE(cx_population_score(population, &options, collect, &sink, err));
  options.threads = 1025;
  CHECK_MISUSE(cx_population_score(population, &options, collect, &sink, err));
  options.threads = 2;
  options.with_stable_through = 2;
  CHECK_MISUSE(cx_population_score(population, &options, collect, &sink, err));
  options.with_stable_through = 1;
  options.day = 0;
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE,
              cx_population_score(population, &options, collect, &sink, err));
  CHECK(sink.calls == 0);
  options.day = day;
  options.progress = go_on;
  options.progress_context = &calls;
  CHECK(cx_population_score(population, &options, collect, &sink, NULL) == CX_OK);
  CHECK(calls == 1);
  CHECK(strncmp(sink.text, "subject_id,eligible,score,tier,", 31) == 0);
  CHECK(strstr(sink.text, "\ns1,true,") != NULL && strstr(sink.text, "\ns2,false,,") != NULL);
  options.progress = stop_at_once;
  CHECK_FAILS(CX_ERROR_STOPPED, cx_population_score(population, &options, collect, &sink, err));
  options.progress = NULL;
  for (sink.stop_after = 1; sink.stop_after <= 2; ++sink.stop_after) {
    cx_error error = CX_ERROR_INIT;
    sink.calls = 0;
    CHECK(cx_population_score(population, &options, collect, &sink, &error) == CX_ERROR_STOPPED);
    CHECK(error.status == CX_ERROR_STOPPED && sink.calls == sink.stop_after);
  }
}

/* REQ POP-14 */
static void test_explanations(const cx_population* population, cx_day day) {
  static struct sink sink;
  cx_explain_options options = CX_EXPLAIN_OPTIONS_INIT;
  int calls = 0;
  CHECK_MISUSE(cx_population_explain(population, &options, collect, &sink, err)); /* no day */
  options.day = day;
  CHECK_MISUSE(cx_population_explain(NULL, &options, collect, &sink, err));
  CHECK_MISUSE(cx_population_explain(population, NULL, collect, &sink, err));
  CHECK_MISUSE(cx_population_explain(population, &options, NULL, &sink, err));
  options.reserved = 1;
  CHECK_MISUSE(cx_population_explain(population, &options, collect, &sink, err));
  options.reserved = 0;
  options.threads = -1;
  CHECK_MISUSE(cx_population_explain(population, &options, collect, &sink, err));
  options.threads = 0;
  options.day = 0;
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE,
              cx_population_explain(population, &options, collect, &sink, err));
  CHECK(sink.calls == 0);
  options.day = day;
  options.progress = go_on;
  options.progress_context = &calls;
  CHECK(cx_population_explain(population, &options, collect, &sink, NULL) == CX_OK);
  CHECK(calls > 0);
  CHECK(strncmp(sink.text, "{\"subject_id\":\"s1\"", 18) == 0);
  CHECK(strstr(sink.text, "\n{\"subject_id\":\"s2\"") != NULL);
  CHECK(sink.text[sink.size - 1] == '\n');
  sink.stop_after = 1;
  CHECK_FAILS(CX_ERROR_STOPPED, cx_population_explain(population, &options, collect, &sink, err));
}

/* REQ POP-15 */
static void test_scores_alone(const cx_engine* engine, cx_day day) {
  static struct sink sink, sink_alone;
  cx_population* population = NULL;
  cx_population* alone = NULL;
  cx_population_options options = population_options();
  cx_score_options scores = CX_SCORE_OPTIONS_INIT;
  cx_explain_options explained = CX_EXPLAIN_OPTIONS_INIT;
  cx_case* facts = NULL;
  options.scores_alone = &scores;
  CHECK_MISUSE(cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &alone,
                                         err)); /* no day */
  scores.day = day;
  scores.with_stable_through = 2;
  CHECK_MISUSE(
      cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &alone, err));
  scores.with_stable_through = 1;
  scores.struct_size = 4;
  CHECK_MISUSE(
      cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &alone, err));
  scores.struct_size = (uint32_t)sizeof scores;
  options.only_subject.data = "s1";
  options.only_subject.size = 2;
  CHECK_MISUSE(
      cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &alone, err));
  options.only_subject.size = 0;
  scores.day = 0;
  CHECK_FAILS(
      CX_ERROR_NOT_EFFECTIVE,
      cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &alone, err));
  scores.day = day;
  CHECK(cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &alone, NULL) ==
        CX_OK);
  options.scores_alone = NULL;
  CHECK(cx_population_read_memory(engine, TEXT(subjects), TEXT(records), &options, &population,
                                  NULL) == CX_OK);
  if (alone == NULL || population == NULL) exit(1);
  CHECK(cx_population_records(alone) == cx_population_records(population));
  CHECK(cx_population_bad_rows(alone) == cx_population_bad_rows(population));
  CHECK(cx_population_score(population, &scores, collect, &sink, NULL) == CX_OK);
  CHECK(cx_population_score(alone, &scores, collect, &sink_alone, NULL) == CX_OK);
  CHECK(sink.size == sink_alone.size && memcmp(sink.text, sink_alone.text, sink.size) == 0);
  scores.with_stable_through = 0;
  CHECK_MISUSE(cx_population_score(alone, &scores, collect, &sink, err));
  scores.with_stable_through = 1;
  scores.day = day + 1;
  CHECK_MISUSE(cx_population_score(alone, &scores, collect, &sink, err));
  explained.day = day;
  CHECK_MISUSE(cx_population_explain(alone, &explained, collect, &sink, err));
  CHECK(cx_case_new(engine, &facts, NULL) == CX_OK);
  CHECK_MISUSE(cx_case_take(facts, alone, 0, err));
  cx_case_free(facts);
  cx_population_free(alone);
  cx_population_free(population);
}

/* REQ SYNTH-1, SYNTH-2 */
static void test_synthesis(const cx_engine* engine) {
  static struct sink first;
  static struct sink second;
  cx_synthesis_options options = CX_SYNTHESIS_OPTIONS_INIT;
  int calls = 0;
  options.subjects = 3;
  CHECK_MISUSE(cx_synthesize(NULL, &options, collect, &first, collect, &second, err));
  CHECK_MISUSE(cx_synthesize(engine, NULL, collect, &first, collect, &second, err));
  CHECK_MISUSE(cx_synthesize(engine, &options, NULL, &first, collect, &second, err));
  CHECK_MISUSE(cx_synthesize(engine, &options, collect, &first, NULL, &second, err));
  options.format = CX_ROWS_BY_NAME;
  CHECK_MISUSE(cx_synthesize(engine, &options, collect, &first, collect, &second, err));
  options.format = CX_ROWS_JSONL;
  options.day = -1000000;
  CHECK_MISUSE(cx_synthesize(engine, &options, collect, &first, collect, &second, err));
  options.day = CX_NO_DAY;
  options.subjects = 100000000;
  CHECK_FAILS(CX_ERROR_INPUT,
              cx_synthesize(engine, &options, collect, &first, collect, &second, err));
  options.subjects = 3;
  CHECK(first.calls == 0 && second.calls == 0);
  options.progress = go_on;
  options.progress_context = &calls;
  CHECK(cx_synthesize(engine, &options, collect, &first, collect, &second, NULL) == CX_OK);
  CHECK(first.text[0] == '{' && second.text[0] == '{');
  options.progress = stop_at_once; /* also when all is done already */
  CHECK_FAILS(CX_ERROR_STOPPED,
              cx_synthesize(engine, &options, collect, &first, collect, &second, err));
  options.progress = NULL;
  first.stop_after = 1;
  CHECK_FAILS(CX_ERROR_STOPPED,
              cx_synthesize(engine, &options, collect, &first, collect, &second, err));
}

int main(void) {
  cx_rulebook* rulebook = NULL;
  cx_engine* engine = NULL;
  cx_population* population;
  cx_day day = 0;
  CHECK(cx_date_parse(TEXT("2026-02-28"), &day, NULL) == CX_OK);
  test_versions_and_names();
  test_days();
  test_months();
  test_points();
  test_text();
  test_errors_of_any_size();
  test_rulebooks(&rulebook);
  CHECK_MISUSE(cx_engine_new(NULL, &engine, err));
  CHECK_MISUSE(cx_engine_new(rulebook, NULL, err));
  CHECK(cx_engine_new(rulebook, &engine, NULL) == CX_OK);
  if (engine == NULL) return 1;
  cx_rulebook_free(rulebook); /* the engine keeps what it needs */
  test_reading_fails(engine);
  test_options_of_another_size(engine);
  test_synthesis(engine);
  population = test_reading(engine);
  test_scores_alone(engine, day);
  cx_engine_free(engine); /* and so does the population */
  cx_engine_free(NULL);
  test_scores(population, day);
  test_explanations(population, day);
  cx_population_free(population);
  return end_of_tests();
}
