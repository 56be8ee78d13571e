/* Every function of chengxin.h from a C program: used as its comment says, and
 * misused, which must give CX_ERROR_MISUSE and never a crash (capi/CONVENTIONS.md).
 * What the figures are is the business of tests/cli. */
#include <chengxin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                        \
  do {                                                                          \
    if (!(condition)) {                                                         \
      ++failures;                                                               \
      fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                           \
  } while (0)

/* The call must fail with the status, say so in `err`, and with no `err` too. */
#define CHECK_FAILS(expected, call)                           \
  do {                                                        \
    cx_error error = CX_ERROR_INIT;                           \
    cx_error* err = &error;                                   \
    CHECK((call) == (expected));                              \
    CHECK(error.status == (expected));                        \
    CHECK(error.code[0] != '\0' && error.message[0] != '\0'); \
    err = NULL;                                               \
    CHECK((call) == (expected));                              \
  } while (0)
#define CHECK_MISUSE(call) CHECK_FAILS(CX_ERROR_MISUSE, call)

#define TEXT(literal) literal, sizeof(literal) - 1

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

static int is(cx_string text, const char* expected) {
  return text.size == strlen(expected) && memcmp(text.data, expected, text.size) == 0;
}

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
                                      "CX_ERROR_STOPPED"};
  cx_status status;
  CHECK(cx_abi_version() == CX_ABI_VERSION);
  CHECK(strchr(cx_version(), '.') != NULL);
  for (status = 0; status < 10; ++status) CHECK(strcmp(cx_status_name(status), names[status]) == 0);
  CHECK(strcmp(cx_status_name(10), "CX_UNKNOWN") == 0);
  CHECK(strcmp(cx_status_name(-1), "CX_UNKNOWN") == 0);
}

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
}

static void test_rulebooks(cx_rulebook** builtin) {
  const cx_string json = cx_builtin_rulebook_json();
  cx_rulebook* loaded = NULL;
  cx_rulebook* untouched = (cx_rulebook*)&failures;
  cx_buffer canonical = CX_BUFFER_INIT;
  cx_buffer findings = CX_BUFFER_INIT;
  uint64_t errors = 9;
  uint64_t warnings = 9;
  CHECK(json.size > 1000);
  CHECK(cx_rulebook_builtin(builtin, NULL) == CX_OK);
  CHECK(cx_rulebook_load(json.data, json.size, &loaded, NULL) == CX_OK);
  CHECK(cx_rulebook_id(loaded).size > 0 && cx_rulebook_version(loaded).size > 0);
  CHECK(cx_rulebook_fingerprint(loaded).size == 64);
  CHECK(memcmp(cx_rulebook_fingerprint(loaded).data, cx_rulebook_fingerprint(*builtin).data, 64) ==
        0);
  CHECK(cx_rulebook_effective_from(loaded) > 0);
  CHECK(cx_rulebook_effective_until(loaded) > cx_rulebook_effective_from(loaded));
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
  CHECK(cx_rulebook_effective_from(NULL) == 0 && cx_rulebook_effective_until(NULL) == 0);
  CHECK_FAILS(CX_ERROR_INPUT, cx_rulebook_canonical(TEXT("{\"a\":1,\"a\":1}"), &canonical, err));
  CHECK_MISUSE(cx_rulebook_canonical(NULL, 1, &canonical, err));
  CHECK_MISUSE(cx_rulebook_canonical(TEXT("{}"), NULL, err));
  CHECK(canonical.data == NULL);

  CHECK(cx_rulebook_verify(json.data, json.size, TEXT("b.json"), CX_FORMAT_TEXT, &findings, &errors,
                           &warnings, NULL) == CX_OK);
  CHECK(errors == 0);
  cx_buffer_dispose(&findings);
  CHECK(cx_rulebook_verify(TEXT("{"), TEXT("b.json"), CX_FORMAT_JSON, &findings, &errors, NULL,
                           NULL) == CX_OK);
  CHECK(errors > 0 && findings.data[0] == '[');
  cx_buffer_dispose(&findings);
  CHECK(cx_rulebook_verify(TEXT("{"), NULL, 0, CX_FORMAT_TEXT, &findings, NULL, NULL, NULL) ==
        CX_OK);
  CHECK(strstr(findings.data, ": error: ") != NULL);
  cx_buffer_dispose(&findings);
  CHECK_MISUSE(
      cx_rulebook_verify(TEXT("{"), TEXT("b"), CX_FORMAT_HTML, &findings, NULL, NULL, err));
  CHECK_MISUSE(cx_rulebook_verify(TEXT("{"), TEXT("b"), -1, &findings, NULL, NULL, err));
  CHECK_MISUSE(cx_rulebook_verify(NULL, 1, TEXT("b"), 0, &findings, NULL, NULL, err));
  CHECK_MISUSE(cx_rulebook_verify(TEXT("{"), NULL, 1, 0, &findings, NULL, NULL, err));
  CHECK_MISUSE(cx_rulebook_verify(TEXT("{"), TEXT("b"), 0, NULL, NULL, NULL, err));
}

static cx_population_options population_options(void) {
  cx_population_options options = CX_POPULATION_OPTIONS_INIT;
  options.subjects_format = CX_ROWS_CSV;
  options.records_format = CX_ROWS_CSV;
  options.subjects_name.data = "s";
  options.subjects_name.size = 1;
  return options;
}

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
  options.reserved = 1;
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

static cx_population* test_reading(const cx_engine* engine) {
  cx_population* population = NULL;
  cx_population_options options = population_options();
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

static void test_scores(const cx_population* population, cx_day day) {
  static struct sink sink;
  cx_score_options options = CX_SCORE_OPTIONS_INIT;
  int calls = 0;
  CHECK_MISUSE(cx_score(population, &options, collect, &sink, err)); /* no day */
  options.day = day;
  CHECK_MISUSE(cx_score(NULL, &options, collect, &sink, err));
  CHECK_MISUSE(cx_score(population, NULL, collect, &sink, err));
  CHECK_MISUSE(cx_score(population, &options, NULL, &sink, err));
  options.threads = -1;
  CHECK_MISUSE(cx_score(population, &options, collect, &sink, err));
  options.threads = 1025;
  CHECK_MISUSE(cx_score(population, &options, collect, &sink, err));
  options.threads = 2;
  options.with_stable_through = 2;
  CHECK_MISUSE(cx_score(population, &options, collect, &sink, err));
  options.with_stable_through = 1;
  options.day = 0;
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE, cx_score(population, &options, collect, &sink, err));
  CHECK(sink.calls == 0);
  options.day = day;
  options.progress = go_on;
  options.progress_context = &calls;
  CHECK(cx_score(population, &options, collect, &sink, NULL) == CX_OK);
  CHECK(calls == 1);
  CHECK(strncmp(sink.text, "subject_id,eligible,score,tier,", 31) == 0);
  CHECK(strstr(sink.text, "\ns1,true,") != NULL && strstr(sink.text, "\ns2,false,,") != NULL);
  options.progress = stop_at_once;
  CHECK_FAILS(CX_ERROR_STOPPED, cx_score(population, &options, collect, &sink, err));
  options.progress = NULL;
  for (sink.stop_after = 1; sink.stop_after <= 2; ++sink.stop_after) {
    cx_error error = CX_ERROR_INIT;
    sink.calls = 0;
    CHECK(cx_score(population, &options, collect, &sink, &error) == CX_ERROR_STOPPED);
    CHECK(error.status == CX_ERROR_STOPPED && sink.calls == sink.stop_after);
  }
}

static void test_explanations(const cx_population* population, cx_day day) {
  static struct sink sink;
  cx_explain_options options = CX_EXPLAIN_OPTIONS_INIT;
  cx_buffer out = CX_BUFFER_INIT;
  CHECK_MISUSE(cx_explain(population, 0, &options, &out, err)); /* no day */
  options.day = day;
  CHECK_MISUSE(cx_explain(NULL, 0, &options, &out, err));
  CHECK_MISUSE(cx_explain(population, 2, &options, &out, err));
  CHECK_MISUSE(cx_explain(population, 0, NULL, &out, err));
  CHECK_MISUSE(cx_explain(population, 0, &options, NULL, err));
  CHECK_MISUSE(cx_explain_all(population, &options, collect, &sink, err)); /* not JSON */
  CHECK_MISUSE(cx_explain_all(population, &options, NULL, &sink, err));
  options.format = 3;
  CHECK_MISUSE(cx_explain(population, 0, &options, &out, err));
  options.format = CX_FORMAT_TEXT;
  options.language = 2;
  CHECK_MISUSE(cx_explain(population, 0, &options, &out, err));
  options.language = CX_LANGUAGE_EN;
  options.reserved = 1;
  CHECK_MISUSE(cx_explain(population, 0, &options, &out, err));
  options.reserved = 0;
  options.day = 0;
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE, cx_explain(population, 0, &options, &out, err));
  CHECK(out.data == NULL && out.size == 0);
  options.day = day;
  for (options.format = 0; options.format < 3; ++options.format) {
    CHECK(cx_explain(population, 0, &options, &out, NULL) == CX_OK && out.size > 100);
    cx_buffer_dispose(&out);
  }
  options.format = CX_FORMAT_JSON;
  CHECK_MISUSE(cx_explain_all(NULL, &options, collect, &sink, err));
  options.threads = -1;
  CHECK_MISUSE(cx_explain_all(population, &options, collect, &sink, err));
  options.threads = 0;
  CHECK(cx_explain_all(population, &options, collect, &sink, NULL) == CX_OK);
  CHECK(cx_explain(population, 0, &options, &out, NULL) == CX_OK);
  CHECK(strncmp(sink.text, out.data, out.size) == 0 && sink.text[out.size] == '\n');
  cx_buffer_dispose(&out);
}

static void test_timelines(const cx_population* population, cx_day day) {
  cx_buffer out = CX_BUFFER_INIT;
  CHECK_MISUSE(cx_timeline(NULL, 0, day, day, &out, err));
  CHECK_MISUSE(cx_timeline(population, 2, day, day, &out, err));
  CHECK_MISUSE(cx_timeline(population, 0, day, day, NULL, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_timeline(population, 0, day, day - 1, &out, err));
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE, cx_timeline(population, 0, 0, day, &out, err));
  CHECK(out.data == NULL);
  CHECK(cx_timeline(population, 0, day, day + 1000, &out, NULL) == CX_OK);
  CHECK(out.data != NULL && out.data[0] == '[' && out.data[out.size - 1] == ']');
  cx_buffer_dispose(&out);
}

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
  cx_engine_free(engine); /* and so does the population */
  cx_engine_free(NULL);
  test_scores(population, day);
  test_explanations(population, day);
  test_timelines(population, day);
  cx_population_free(population);
  if (failures != 0) fprintf(stderr, "%d checks failed\n", failures);
  return failures == 0 ? 0 : 1;
}
