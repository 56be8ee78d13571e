/* Tables through the C interface: arrays made by hand, the same facts and figures as in
 * case_test.c, where they are worked out. Other producers are in tests/arrow. */
#include "arrow_tables.h"
#include "demo_rulebook.h"

static int fail_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  (void)stream;
  (void)out;
  return 5;
}

static const uint8_t nothing[] = {0};

static cx_score_options options_on(const char* day) {
  cx_score_options made = CX_SCORE_OPTIONS_INIT;
  made.day = day_of(day);
  made.threads = 1;
  made.with_stable_through = 1;
  return made;
}

static int64_t column_of(const struct ArrowSchema* schema, const char* name) {
  int64_t c;
  for (c = 0; c < schema->n_children; ++c) {
    if (strcmp(schema->children[c]->name, name) == 0) return c;
  }
  CHECK(c < schema->n_children); /* there is no such column */
  return 0;
}
static int is_null(const struct ArrowArray* column, int64_t row) {
  const uint8_t* bits = (const uint8_t*)column->buffers[0];
  return bits != NULL && ((bits[row / 8] >> (row % 8)) & 1) == 0;
}
static int32_t whole(const struct ArrowSchema* schema, const struct ArrowArray* chunk,
                     const char* name, int64_t row) {
  const struct ArrowArray* column = chunk->children[column_of(schema, name)];
  CHECK(strcmp(schema->children[column_of(schema, name)]->format, "i") == 0);
  return ((const int32_t*)column->buffers[1])[row];
}

/* The report's figures, by row and column; what s2 has not is null. */
static void check_scores(const struct ArrowSchema* schema, const struct ArrowArray* chunk) {
  static const char* const absent[] = {"score", "tier", "total", "basic", "conduct", "repair"};
  const struct ArrowArray* eligible;
  const struct ArrowArray* tier;
  const struct ArrowArray* names;
  const int32_t* offsets;
  cx_string name;
  int32_t number;
  size_t i;
  CHECK(chunk->length == 2 && chunk->n_children == schema->n_children);
  CHECK(strcmp(schema->children[0]->name, "subject_id") == 0);
  CHECK(memcmp(chunk->children[0]->buffers[2], "s1s2", 4) == 0);
  eligible = chunk->children[column_of(schema, "eligible")];
  CHECK((((const uint8_t*)eligible->buffers[1])[0] & 3) == 1);
  CHECK(whole(schema, chunk, "score", 0) == 479);
  CHECK(whole(schema, chunk, "total", 0) == 47900);
  CHECK(whole(schema, chunk, "basic", 0) == 1000);
  CHECK(whole(schema, chunk, "conduct", 0) == -5600);
  CHECK(whole(schema, chunk, "repair", 0) == 2500);
  tier = chunk->children[column_of(schema, "tier")];
  names = tier->dictionary;
  number = ((const int32_t*)tier->buffers[1])[0];
  offsets = (const int32_t*)names->buffers[1];
  name.data = (const char*)names->buffers[2] + offsets[number];
  name.size = (size_t)(offsets[number + 1] - offsets[number]);
  CHECK(is(name, "B"));
  for (i = 0; i < sizeof absent / sizeof *absent; ++i) {
    const struct ArrowArray* column = chunk->children[column_of(schema, absent[i])];
    CHECK(!is_null(column, 0) && is_null(column, 1));
  }
}

/* Until the fine weighs 30 percent. Of s2 nothing ever changes by itself. */
static void check_stable(const struct ArrowSchema* schema, const struct ArrowArray* chunk) {
  const struct ArrowArray* stable = chunk->children[column_of(schema, "stable_through")];
  CHECK(!is_null(stable, 0) && is_null(stable, 1));
  CHECK(((const int32_t*)stable->buffers[1])[0] == day_of("2027-01-01"));
}

/* REQ COLUMNS-1 to COLUMNS-7 */
static void test_scores(const cx_engine* engine) {
  static struct table people;
  static struct table facts;
  struct ArrowArrayStream subjects;
  struct ArrowArrayStream records;
  struct ArrowArrayStream out;
  struct ArrowSchema schema;
  struct ArrowArray chunk;
  cx_score_options options = options_on("2026-03-01");
  for (options.threads = 0; options.threads < 3; ++options.threads) {
    make_subjects(&people);
    make_records(&facts);
    subjects = stream_of(&people);
    records = stream_of(&facts);
    memset(&out, 'x', sizeof out); /* overwritten unread */
    CHECK(cx_score_columns(engine, &subjects, &records, &options, &out, NULL) == CX_OK);
    CHECK(people.releases == 1 && facts.releases == 1);
    CHECK(out.get_schema(&out, &schema) == 0 && out.get_next(&out, &chunk) == 0);
    out.release(&out); /* needs nothing else, nor do its parts need it */
    CHECK(out.release == NULL);
    check_scores(&schema, &chunk);
    check_stable(&schema, &chunk);
    chunk.release(&chunk);
    schema.release(&schema);
  }
}

/* What of a row of details is not null: a number of -1, a word of "". */
struct detail {
  const char* subject;
  const char* kind;
  int64_t record;
  const char* record_id;
  const char* disposition;
  int32_t eased;
  const char* rule;
  const char* dimension;
  const char* restored;
  int64_t points;
  int64_t before_limits;
  int32_t percent;
};
enum { none = -1 };

static cx_string large_text(const struct ArrowArray* column, int64_t row) {
  const int64_t* offsets = (const int64_t*)column->buffers[1];
  cx_string made;
  made.data = (const char*)column->buffers[2] + offsets[row];
  made.size = (size_t)(offsets[row + 1] - offsets[row]);
  if (is_null(column, row)) made.size = 0;
  return made;
}
static cx_string word(const struct ArrowArray* column, int64_t row) {
  const int32_t number = ((const int32_t*)column->buffers[1])[row];
  const int32_t* offsets = (const int32_t*)column->dictionary->buffers[1];
  cx_string made;
  made.data = (const char*)column->dictionary->buffers[2] + offsets[number];
  made.size = (size_t)(offsets[number + 1] - offsets[number]);
  if (is_null(column, row)) made.size = 0;
  return made;
}
static int32_t number(const struct ArrowArray* column, int64_t row) {
  return is_null(column, row) ? none : ((const int32_t*)column->buffers[1])[row];
}
static int64_t large_number(const struct ArrowArray* column, int64_t row) {
  return is_null(column, row) ? none : ((const int64_t*)column->buffers[1])[row];
}

/* All columns of one row, in their order. */
static void check_detail(const struct ArrowArray* chunk, int64_t row, const struct detail* it) {
  struct ArrowArray** columns = chunk->children;
  CHECK(is(large_text(columns[0], row), it->subject));
  CHECK(is(word(columns[1], row), it->kind));
  CHECK(large_number(columns[2], row) == it->record);
  CHECK(is(large_text(columns[3], row), it->record_id));
  CHECK(is(word(columns[4], row), it->disposition));
  CHECK(number(columns[5], row) == it->eased);
  CHECK(is(word(columns[6], row), it->rule));
  CHECK(is(word(columns[7], row), it->dimension));
  CHECK(is(word(columns[8], row), it->restored));
  CHECK(large_number(columns[9], row) == it->points);
  CHECK(large_number(columns[10], row) == it->before_limits);
  CHECK(number(columns[11], row) == it->percent);
}

static void check_details(struct ArrowArrayStream* out, const struct detail* expected,
                          int64_t count) {
  static const char* const names[] = {"subject_id",  "kind",   "record",        "record_id",
                                      "disposition", "eased",  "rule",          "dimension",
                                      "restored",    "points", "before_limits", "percent"};
  struct ArrowSchema schema;
  struct ArrowArray chunk;
  struct ArrowArray end;
  int64_t i;
  CHECK(out->get_schema(out, &schema) == 0 && out->get_next(out, &chunk) == 0);
  CHECK(out->get_next(out, &end) == 0 && end.release == NULL);
  out->release(out);
  CHECK(schema.n_children == 12 && chunk.n_children == 12 && chunk.length == count);
  for (i = 0; i < 12; ++i) CHECK(strcmp(schema.children[i]->name, names[i]) == 0);
  for (i = 0; i < count; ++i) check_detail(&chunk, i, &expected[i]);
  schema.release(&schema);
  chunk.release(&chunk);
}

static void explain(const cx_engine* engine, struct table* people, struct table* facts,
                    int32_t are_known, const struct detail* expected, int64_t count) {
  struct ArrowArrayStream subjects;
  struct ArrowArrayStream records;
  struct ArrowArrayStream scores;
  struct ArrowArrayStream details;
  struct ArrowSchema schema;
  struct ArrowArray chunk;
  cx_score_options options = options_on("2026-03-01");
  for (options.threads = 0; options.threads < 3; ++options.threads) {
    subjects = stream_of(people);
    records = stream_of(facts);
    memset(&scores, 'x', sizeof scores); /* overwritten unread */
    memset(&details, 'x', sizeof details);
    people->releases = facts->releases = 0;
    CHECK(cx_explain_columns(engine, &subjects, &records, &options, &scores, &details, NULL) ==
          CX_OK);
    CHECK(people->releases == 1 && facts->releases == 1);
    CHECK(scores.get_schema(&scores, &schema) == 0 && scores.get_next(&scores, &chunk) == 0);
    scores.release(&scores);
    if (are_known) check_scores(&schema, &chunk);
    if (are_known) check_stable(&schema, &chunk);
    schema.release(&schema);
    chunk.release(&chunk);
    check_details(&details, expected, count);
  }
}

/* REQ COLUMNS-9 to COLUMNS-12, COLUMNS-14. The points and the base, 500, are 479. */
static void test_details(const cx_engine* engine) {
  static const struct detail expected[] = {
      {"s1", "record", 0, "r1", "counted", 0, "R0", "conduct", "", 600, 600, 100},
      {"s1", "record", 1, "r2", "counted", 50, "R3", "conduct", "", -5000, -5000, 100},
      {"s1", "record", 2, "r3", "unknown_category", 0, "", "", "", none, none, none},
      {"s1", "record", 3, "r4", "counted", 0, "R2", "conduct", "", -1200, -1200, 60},
      {"s1", "record", 4, "r5", "counted", 0, "", "", "", none, none, none},
      {"s1", "subject", none, "", "", none, "R7", "basic", "", 1000, none, none},
      {"s1", "restoration", none, "", "", none, "", "repair", "conduct", 2500, none, none}};
  static struct table people;
  static struct table facts;
  int64_t sum = 50000;
  size_t i;
  make_subjects(&people);
  make_records(&facts);
  explain(engine, &people, &facts, 1, expected, 7);
  for (i = 0; i < 7; ++i) sum += expected[i].points == none ? 0 : expected[i].points;
  CHECK(sum == 47900);
}

/* REQ COLUMNS-13: the first record is s2's, of whom no birth date is known. */
static void test_details_of_ineligible(const cx_engine* engine) {
  static const struct detail expected[] = {
      {"s1", "record", 1, "r2", "counted", 50, "R3", "conduct", "", -5000, -5000, 100},
      {"s1", "record", 2, "r3", "unknown_category", 0, "", "", "", none, none, none},
      {"s1", "record", 3, "r4", "counted", 0, "R2", "conduct", "", -1200, -1200, 60},
      {"s1", "record", 4, "r5", "counted", 0, "", "", "", none, none, none},
      {"s1", "subject", none, "", "", none, "R7", "basic", "", 1000, none, none},
      {"s1", "restoration", none, "", "", none, "", "repair", "conduct", 2500, none, none},
      {"s2", "record", 0, "r1", "counted", 0, "", "", "", none, none, none}};
  static struct table people;
  static struct table facts;
  make_subjects(&people);
  make_records(&facts);
  facts.buffers[1][2] = "s2s1s1s1s1";
  explain(engine, &people, &facts, 0, expected, 7);
}

static int32_t stop(void* context, uint64_t done, uint64_t total) {
  (void)context;
  CHECK(done <= total);
  return 1;
}

static void expect_refused(const cx_engine* engine, struct table* people, struct table* facts,
                           const cx_score_options* options, cx_status status, const char* code) {
  struct ArrowArrayStream subjects = stream_of(people);
  struct ArrowArrayStream records = stream_of(facts);
  struct ArrowArrayStream out;
  struct ArrowArrayStream details;
  struct ArrowArrayStream before;
  cx_error err = CX_ERROR_INIT;
  memset(&out, 0, sizeof out);
  before = details = out;
  CHECK(cx_score_columns(engine, &subjects, &records, options, &out, &err) == status);
  CHECK(strcmp(err.code, code) == 0);
  if (strcmp(err.code, code) != 0) fprintf(stderr, "%s: %s\n", err.code, err.message);
  CHECK(memcmp(&out, &before, sizeof out) == 0);
  CHECK(subjects.release == NULL && records.release == NULL);
  CHECK(people->releases == 1 && facts->releases == 1);

  subjects = stream_of(people);
  records = stream_of(facts);
  CHECK(cx_explain_columns(engine, &subjects, &records, options, &out, &details, &err) == status);
  CHECK(strcmp(err.code, code) == 0);
  CHECK(memcmp(&out, &before, sizeof out) == 0 && memcmp(&details, &before, sizeof out) == 0);
  CHECK(people->releases == 2 && facts->releases == 2);
}

/* REQ COLUMNS-8, COLUMNS-14 */
static void test_refusals(const cx_engine* engine) {
  static struct table people;
  static struct table facts;
  struct ArrowArrayStream subjects;
  struct ArrowArrayStream records;
  struct ArrowArrayStream out;
  cx_score_options options = options_on("2026-03-01");
  cx_error err = CX_ERROR_INIT;

  make_subjects(&people);
  make_records(&facts);
  facts.fields[4].format = "f";
  expect_refused(engine, &people, &facts, &options, CX_ERROR_INPUT, "column");

  make_subjects(&people);
  make_records(&facts);
  facts.columns[4].buffers[0] = nothing;
  facts.columns[4].null_count = 5;
  expect_refused(engine, &people, &facts, &options, CX_ERROR_INPUT, "bad_row");

  make_subjects(&people);
  make_records(&facts);
  facts.columns[4].length = 4;
  expect_refused(engine, &people, &facts, &options, CX_ERROR_INPUT, "arrow_stream");

  make_subjects(&people);
  make_records(&facts);
  options.progress = stop;
  expect_refused(engine, &people, &facts, &options, CX_ERROR_STOPPED, "stopped");
  options.progress = NULL;

  make_subjects(&people);
  make_records(&facts);
  options.day = day_of("1999-12-31");
  expect_refused(engine, &people, &facts, &options, CX_ERROR_NOT_EFFECTIVE, "not_effective");

  options = options_on("2026-03-01");
  make_subjects(&people);
  make_records(&facts);
  subjects = stream_of(&people);
  records = stream_of(&facts);
  records.get_next = fail_next;
  CHECK(cx_score_columns(engine, &subjects, &records, &options, &out, &err) == CX_ERROR_INPUT);
  CHECK(strcmp(err.code, "arrow_stream") == 0 && strstr(err.message, "the disk is gone") != NULL);
  CHECK(people.releases == 1 && facts.releases == 1);
}

static void test_misuse(const cx_engine* engine) {
  static struct table people;
  static struct table facts;
  struct ArrowArrayStream subjects;
  struct ArrowArrayStream records;
  struct ArrowArrayStream out;
  cx_score_options options = options_on("2026-03-01");
  make_subjects(&people);
  make_records(&facts);
  subjects = stream_of(&people);
  records = stream_of(&facts);
  CHECK_MISUSE(cx_score_columns(NULL, &subjects, &records, &options, &out, err));
  CHECK_MISUSE(cx_score_columns(engine, NULL, &records, &options, &out, err));
  CHECK_MISUSE(cx_score_columns(engine, &subjects, NULL, &options, &out, err));
  CHECK_MISUSE(cx_score_columns(engine, &subjects, &records, NULL, &out, err));
  CHECK_MISUSE(cx_score_columns(engine, &subjects, &records, &options, NULL, err));
  options.threads = -1;
  CHECK_MISUSE(cx_score_columns(engine, &subjects, &records, &options, &out, err));
  options = options_on("2026-03-01");
  options.with_stable_through = 2;
  CHECK_MISUSE(cx_score_columns(engine, &subjects, &records, &options, &out, err));
  options.with_stable_through = 0;
  options.day = CX_NO_DAY;
  CHECK_MISUSE(cx_score_columns(engine, &subjects, &records, &options, &out, err));
  options = options_on("2026-03-01");
  CHECK_MISUSE(cx_explain_columns(NULL, &subjects, &records, &options, &out, &out, err));
  CHECK_MISUSE(cx_explain_columns(engine, NULL, &records, &options, &out, &out, err));
  CHECK_MISUSE(cx_explain_columns(engine, &subjects, NULL, &options, &out, &out, err));
  CHECK_MISUSE(cx_explain_columns(engine, &subjects, &records, NULL, &out, &out, err));
  CHECK_MISUSE(cx_explain_columns(engine, &subjects, &records, &options, NULL, &out, err));
  CHECK_MISUSE(cx_explain_columns(engine, &subjects, &records, &options, &out, NULL, err));
}

int main(void) {
  cx_rulebook* rulebook = load_demo();
  cx_engine* engine = NULL;
  CHECK(cx_engine_new(rulebook, &engine, NULL) == CX_OK);
  test_scores(engine);
  test_details(engine);
  test_details_of_ineligible(engine);
  test_refusals(engine);
  test_misuse(engine);
  cx_engine_free(engine);
  cx_rulebook_free(rulebook);
  return end_of_tests();
}
