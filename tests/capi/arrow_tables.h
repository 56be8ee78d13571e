/* Tables of the Arrow C data interface, made by hand: two residents and their records of
 * demonstration.json, as case_test.c has them. For C and C++. */
#ifndef CHENGXIN_ARROW_TABLES_H
#define CHENGXIN_ARROW_TABLES_H

#include <chengxin.h>
#include <chengxin/io/arrow_c_data.h>
#include <string.h>

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

static inline void release_schema(struct ArrowSchema* it) {
  it->release = NULL;
}
static inline void release_array(struct ArrowArray* it) {
  it->release = NULL;
}
static inline struct table* of(struct ArrowArrayStream* stream) {
  return (struct table*)stream->private_data;
}
static inline int get_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
  *out = of(stream)->schema;
  return 0;
}
static inline int get_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
  memset(out, 0, sizeof *out);
  if (of(stream)->is_given) return 0;
  of(stream)->is_given = 1;
  *out = of(stream)->chunk;
  return 0;
}
static inline const char* get_last_error(struct ArrowArrayStream* stream) {
  (void)stream;
  return "the disk is gone";
}
static inline void release_stream(struct ArrowArrayStream* stream) {
  ++of(stream)->releases;
  stream->release = NULL;
}

static inline int32_t known_day(const char* text) {
  cx_day day = CX_NO_DAY;
  cx_date_parse(text, strlen(text), &day, NULL);
  return day;
}
static inline void begin(struct table* made) {
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
static inline void add(struct table* to, const char* name, const char* format, int64_t rows,
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
static inline struct ArrowArrayStream stream_of(struct table* from) {
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
static inline void make_subjects(struct table* made) {
  static const int32_t ids[] = {0, 2, 4};
  static int32_t births[2];
  static int32_t enrolled[2];
  static const int8_t residencies[] = {CX_RESIDENCY_REGISTERED, CX_RESIDENCY_REGISTERED};
  static const int8_t capacities[] = {CX_CAPACITY_FULL, CX_CAPACITY_FULL};
  static const int32_t degrees[] = {0, 6, 6};
  static const uint8_t first_only[] = {1};
  begin(made);
  births[0] = known_day("1990-05-01");
  enrolled[0] = known_day("2026-01-01");
  enrolled[1] = enrolled[0];
  add(made, "subject_id", "u", 2, NULL, ids, "s1s2");
  add(made, "birth_date", "tdD", 2, first_only, births, NULL);
  add(made, "residency", "c", 2, NULL, residencies, NULL);
  add(made, "capacity", "c", 2, NULL, capacities, NULL);
  add(made, "enrolled_on", "tdD", 2, NULL, enrolled, NULL);
  add(made, "attributes.degree", "u", 2, first_only, degrees, "本科");
}

static inline void make_records(struct table* made) {
  static const uint8_t first_only[] = {1};
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
  static const char* const on[] = {"2026-02-01", "2026-01-15", "2026-01-15", "2025-01-01",
                                   "2026-02-02"};
  int i;
  begin(made);
  for (i = 0; i < 5; ++i) days[i] = known_day(on[i]);
  corrected[1] = known_day("2026-01-20");
  add(made, "record_id", "u", 5, NULL, record_ids, "r1r2r3r4r5");
  add(made, "subject_id", "u", 5, NULL, owners, "s1s1s1s1s1");
  add(made, "category", "u", 5, NULL, categories, "helpcaseunheardfinegift");
  add(made, "provider", "u", 5, NULL, providers, "officeofficeofficeofficeoffice");
  add(made, "occurred_on", "tdD", 5, NULL, days, NULL);
  add(made, "corrected_on", "tdD", 5, second_only, corrected, NULL);
  add(made, "attributes.hours", "l", 5, first_only, hours, NULL);
  add(made, "attributes.level", "l", 5, fourth_only, levels, NULL);
}

#endif
