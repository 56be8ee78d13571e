/* What the tests of the store have in common: a folder of their own, a clock that they
 * set, and two residents. By the built-in rulebook and by hand: s1 is an adult enrolled on
 * 2020-01-01 without records: 700, `good`, in mid-2026. s2 is the same with a certified
 * N-TRF-DUI of 2026-03-01: 630, `fair`.
 * Define _XOPEN_SOURCE 700 before the first header: a folder is made with mkdtemp(). */
#ifndef CHENGXIN_SMALL_STORE_H
#define CHENGXIN_SMALL_STORE_H

#include <sys/stat.h>
#include <unistd.h>

#include "capi_test.h"

/* The call must fail with the status and the code. */
#define CHECK_REFUSED(expected, expected_code, call)                                 \
  do {                                                                               \
    cx_error refusal = CX_ERROR_INIT;                                                \
    cx_error* err = &refusal;                                                        \
    CHECK((call) == (expected));                                                     \
    CHECK(refusal.status == (expected));                                             \
    if (strcmp(refusal.code, expected_code) != 0) {                                  \
      ++failures;                                                                    \
      fprintf(stderr, "%s:%d: %s instead of %s\n", __FILE__, __LINE__, refusal.code, \
              expected_code);                                                        \
    }                                                                                \
    err = NULL;                                                                      \
    CHECK((call) == (expected));                                                     \
  } while (0)

#define NO_TEXT NULL, 1

static const char two_subjects[] =
    "subject_id,birth_date,residency,capacity,enrolled_on\n"
    "s1,1990-05-01,registered,full,2020-01-01\n"
    "s2,1985-03-02,registered,full,2020-01-01\n";
static const char one_record[] =
    "record_id,subject_id,category,provider,occurred_on,origin,status\n"
    "r1,s2,N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n";

static char folder[] = "/tmp/chengxin-store-XXXXXX";
static cx_moment now_is = 0;

static cx_moment test_clock(void* context) {
  return *(const cx_moment*)context;
}

static cx_moment at(const char* text) {
  cx_moment moment = 0;
  CHECK(cx_moment_parse(text, strlen(text), &moment, NULL) == CX_OK);
  return moment;
}

static cx_day day_of(const char* text) {
  cx_day day = CX_NO_DAY;
  CHECK(cx_date_parse(text, strlen(text), &day, NULL) == CX_OK);
  return day;
}

/* A path in the folder; the last eight that were asked for stay readable. */
static const char* path_of(const char* name) {
  static char paths[8][96];
  static unsigned next = 0;
  char* made = paths[next++ % 8];
  snprintf(made, sizeof paths[0], "%s/%s", folder, name);
  return made;
}

static cx_store* open_store(const char* name, int32_t read_only, int32_t wait) {
  const char* path = path_of(name);
  cx_store_options how = CX_STORE_OPTIONS_INIT;
  cx_store* made = NULL;
  how.read_only = read_only;
  how.wait_milliseconds = wait;
  how.clock = test_clock;
  how.clock_context = &now_is;
  CHECK(cx_store_open(path, strlen(path), &how, &made, NULL) == CX_OK);
  if (made == NULL) exit(1);
  return made;
}

/* A new store with the clock of the tests at 2026-06-30, noon in China. */
static cx_store* new_store(const char* name, int32_t digest) {
  const char* path = path_of(name);
  cx_store_create_options how = CX_STORE_CREATE_OPTIONS_INIT;
  cx_store* made = NULL;
  how.digest = digest;
  how.test_clock = 1;
  CHECK(cx_store_create(path, strlen(path), &how, &made, NULL) == CX_OK);
  cx_store_free(made);
  now_is = at("2026-06-30T04:00:00.000Z");
  return open_store(name, 0, 5000);
}

static cx_import_options rows_of_csv(void) {
  cx_import_options how = CX_IMPORT_OPTIONS_INIT;
  how.subjects_format = CX_ROWS_CSV;
  how.records_format = CX_ROWS_CSV;
  return how;
}

/* Imports texts, which may be NULL, and gives what was counted. */
static cx_import_counts import_texts(cx_store* store, const char* subjects, const char* records) {
  const cx_import_options how = rows_of_csv();
  cx_import_counts counts = CX_IMPORT_COUNTS_INIT;
  cx_import* told = NULL;
  CHECK(cx_store_import_memory(store, subjects, subjects == NULL ? 0 : strlen(subjects), records,
                               records == NULL ? 0 : strlen(records), &how, &told, NULL) == CX_OK);
  CHECK(cx_import_count(told, &counts, NULL) == CX_OK);
  cx_import_free(told);
  return counts;
}

static cx_store* new_city(const char* name) {
  cx_store* made = new_store(name, CX_DIGEST_SHA256);
  const cx_import_counts counts = import_texts(made, two_subjects, one_record);
  CHECK(counts.subjects_new == 2 && counts.records_new == 1);
  return made;
}

static int64_t score_of(cx_store* store, const char* subject_id) {
  cx_store_figures it = CX_STORE_FIGURES_INIT;
  CHECK(cx_store_score(store, subject_id, strlen(subject_id), CX_NO_DAY, CX_NO_MOMENT, &it, NULL) ==
        CX_OK);
  return it.score;
}

/* Whether a buffer is the text; gives it back. */
static int was(cx_buffer* made, const char* expected) {
  const int same = made->size == strlen(expected) && strcmp(made->data, expected) == 0;
  if (!same) fprintf(stderr, "it is %s\n", made->data);
  cx_buffer_dispose(made);
  return same;
}

static int holds(const char* text, size_t size, const char* part) {
  const size_t length = strlen(part);
  size_t i;
  for (i = 0; i + length <= size; ++i) {
    if (memcmp(text + i, part, length) == 0) return 1;
  }
  return 0;
}

/* Whether a buffer holds all of a NULL-ended list of texts; gives it back. */
static int had(cx_buffer* made, const char* const* parts) {
  int all = 1;
  for (; *parts != NULL; ++parts) {
    if (!holds(made->data, made->size, *parts)) {
      fprintf(stderr, "%s is not in %s\n", *parts, made->data);
      all = 0;
    }
  }
  cx_buffer_dispose(made);
  return all;
}

static void make_folder(void) {
  if (mkdtemp(folder) == NULL) exit(1);
}

static void remove_folder(void) {
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  CHECK(system(command) == 0);
}

#endif
