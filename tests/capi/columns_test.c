/* Tables through the C interface: arrays made by hand, the same facts and figures as in
 * case_test.c, where they are worked out. Other producers are in tests/arrow. */
#include <chengxin/io/arrow_c_data.h>

#include "demo_rulebook.h"

enum { most_columns = 12 };

/* A table of one chunk, in memory of the test's own. */
struct table {
  struct ArrowSchema schema;
  struct ArrowSchema fields[most_columns];
  struct ArrowSchema* field_pointers[most_columns];
  struct ArrowArray chunk;
  struct ArrowArray columns[most_columns];
  struct ArrowArray* column_pointers[most_columns];
  const void* buffers[most_columns][3];
  const void* no_buffer[1];
  int64_t count;
  int is_given;
  int releases;
};

static void release_schema(struct ArrowSchema* it) {
  it->release = NULL;
}
static void release_array(struct ArrowArray* it) {
  it->release = NULL;
}
static struct table* of(struct ArrowArrayStream* stream) {
  return (struct table*)stream->private_data;
}
static int get_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
  *out = of(stream)->schema;
  return 0;
}
static int get_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  memset(out, 0, sizeof *out);
  if (of(stream)->is_given) return 0;
  of(stream)->is_given = 1;
  *out = of(stream)->chunk;
  return 0;
}
static int fail_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  (void)stream;
  (void)out;
  return 5;
}
static const char* get_last_error(struct ArrowArrayStream* stream) {
  (void)stream;
  return "the disk is gone";
}
static void release_stream(struct ArrowArrayStream* stream) {
  ++of(stream)->releases;
  stream->release = NULL;
}

static void begin(struct table* made) {
  memset(made, 0, sizeof *made);
  made->schema.format = "+s";
  made->schema.name = "";
  made->schema.children = made->field_pointers;
  made->schema.release = release_schema;
  made->chunk.n_buffers = 1;
  made->chunk.buffers = made->no_buffer;
  made->chunk.children = made->column_pointers;
  made->chunk.release = release_array;
}
static void add(struct table* to, const char* name, const char* format, int64_t rows,
                const void* validity, const void* values, const void* bytes) {
  int64_t c = to->count++;
  struct ArrowSchema* field = &to->fields[c];
  struct ArrowArray* column = &to->columns[c];
  field->format = format;
  field->name = name;
  field->flags = ARROW_FLAG_NULLABLE;
  field->release = release_schema;
  to->field_pointers[c] = field;
  to->buffers[c][0] = validity;
  to->buffers[c][1] = values;
  to->buffers[c][2] = bytes;
  column->length = rows;
  column->null_count = validity == NULL ? 0 : -1;
  column->n_buffers = bytes == NULL ? 2 : 3;
  column->buffers = to->buffers[c];
  column->release = release_array;
  to->column_pointers[c] = column;
  to->schema.n_children = to->count;
  to->chunk.n_children = to->count;
  to->chunk.length = rows;
}
static struct ArrowArrayStream stream_of(struct table* from) {
  struct ArrowArrayStream made;
  from->is_given = 0;
  made.get_schema = get_schema;
  made.get_next = get_next;
  made.get_last_error = get_last_error;
  made.release = release_stream;
  made.private_data = from;
  return made;
}

/* Two residents, s1 as in case_test.c, and s2 of whom no birth date is known. */
static const int32_t ids[] = {0, 2, 4};
static int32_t births[2];
static int32_t enrolled[2];
static const int8_t residencies[] = {CX_RESIDENCY_REGISTERED, CX_RESIDENCY_REGISTERED};
static const int8_t capacities[] = {CX_CAPACITY_FULL, CX_CAPACITY_FULL};
static const int32_t degrees[] = {0, 6, 6};
static const uint8_t first_only[] = {1};
static const uint8_t nothing[] = {0};

static void make_subjects(struct table* made) {
  begin(made);
  births[0] = day_of("1990-05-01");
  enrolled[0] = day_of("2026-01-01");
  enrolled[1] = enrolled[0];
  add(made, "subject_id", "u", 2, NULL, ids, "s1s2");
  add(made, "birth_date", "tdD", 2, first_only, births, NULL);
  add(made, "residency", "c", 2, NULL, residencies, NULL);
  add(made, "capacity", "c", 2, NULL, capacities, NULL);
  add(made, "enrolled_on", "tdD", 2, NULL, enrolled, NULL);
  add(made, "attributes.degree", "u", 2, first_only, degrees, "本科");
}

static const int32_t owners[] = {0, 2, 4, 6, 8, 10};
static const int32_t record_ids[] = {0, 2, 4, 6, 8, 10};
static const int32_t categories[] = {0, 4, 8, 15, 19, 23};
static const int32_t providers[] = {0, 6, 12, 18, 24, 30};
static int32_t days[5];
static int32_t corrected[5];
static const uint8_t second_only[] = {2};
static const int64_t hours[] = {35, 0, 0, 0, 0};
static const int64_t levels[] = {0, 0, 0, 1, 0};
static const uint8_t fourth_only[] = {8};

static void make_records(struct table* made) {
  static const char* const on[] = {"2026-02-01", "2026-01-15", "2026-01-15", "2025-01-01",
                                   "2026-02-02"};
  int i;
  begin(made);
  for (i = 0; i < 5; ++i) days[i] = day_of(on[i]);
  corrected[1] = day_of("2026-01-20");
  add(made, "record_id", "u", 5, NULL, record_ids, "r1r2r3r4r5");
  add(made, "subject_id", "u", 5, NULL, owners, "s1s1s1s1s1");
  add(made, "category", "u", 5, NULL, categories, "helpcaseunheardfinegift");
  add(made, "provider", "u", 5, NULL, providers, "officeofficeofficeofficeoffice");
  add(made, "occurred_on", "tdD", 5, NULL, days, NULL);
  add(made, "corrected_on", "tdD", 5, second_only, corrected, NULL);
  add(made, "attributes.hours", "l", 5, first_only, hours, NULL);
  add(made, "attributes.level", "l", 5, fourth_only, levels, NULL);
}

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
  struct ArrowArrayStream before;
  cx_error err = CX_ERROR_INIT;
  memset(&out, 0, sizeof out);
  before = out;
  CHECK(cx_score_columns(engine, &subjects, &records, options, &out, &err) == status);
  CHECK(strcmp(err.code, code) == 0);
  if (strcmp(err.code, code) != 0) fprintf(stderr, "%s: %s\n", err.code, err.message);
  CHECK(memcmp(&out, &before, sizeof out) == 0);
  CHECK(subjects.release == NULL && records.release == NULL);
  CHECK(people->releases == 1 && facts->releases == 1);
}

/* REQ COLUMNS-8 */
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
}

int main(void) {
  cx_rulebook* rulebook = load_demo();
  cx_engine* engine = NULL;
  CHECK(cx_engine_new(rulebook, &engine, NULL) == CX_OK);
  test_scores(engine);
  test_refusals(engine);
  test_misuse(engine);
  cx_engine_free(engine);
  cx_rulebook_free(rulebook);
  return end_of_tests();
}
