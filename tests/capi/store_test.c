/* A store through the C interface: its file, the ledger, scores, snapshots, proof.
 * The residents and their figures are those of small_store.h. */
#define _XOPEN_SOURCE 700
#include "small_store.h"

/* REQ STORE-2, STORE-3 */
static void test_moments(void) {
  static const char* const bad[] = {"",
                                    "2026-02-28",
                                    "2026-02-28T08:00:00",
                                    "1899-12-31T23:59:59Z",
                                    "2026-02-30T08:00:00Z",
                                    "2200-01-01T00:00:00Z"};
  cx_moment moment = 7;
  char text[25];
  char other[25] = "untouched";
  size_t i;
  CHECK(at("1970-01-01T00:00:00Z") == 0 && at("1970-01-01T00:00:01.5Z") == 1500);
  CHECK(at("2026-02-28T16:00:00+08:00") == at("2026-02-28T08:00:00.000Z"));
  for (i = 0; i < sizeof bad / sizeof bad[0]; ++i) {
    CHECK_REFUSED(CX_ERROR_INPUT, "invalid_moment",
                  cx_moment_parse(bad[i], strlen(bad[i]), &moment, err));
  }
  CHECK_MISUSE(cx_moment_parse(NULL, 3, &moment, err));
  CHECK_MISUSE(cx_moment_parse(TEXT("2026-02-28T08:00:00Z"), NULL, err));
  CHECK(moment == 7);
  CHECK(cx_moment_format(at("2026-02-28T08:00:00.25Z"), text, sizeof text, NULL) == CX_OK);
  CHECK(strcmp(text, "2026-02-28T08:00:00.250Z") == 0);
  CHECK(cx_moment_format(-62167219200000, text, sizeof text, NULL) == CX_OK);
  CHECK(strcmp(text, "0000-01-01T00:00:00.000Z") == 0);
  CHECK(cx_moment_format(253402300799999, text, sizeof text, NULL) == CX_OK);
  CHECK(strcmp(text, "9999-12-31T23:59:59.999Z") == 0);
  CHECK_MISUSE(cx_moment_format(0, other, 24, err));
  CHECK_MISUSE(cx_moment_format(0, NULL, 25, err));
  CHECK_MISUSE(cx_moment_format(-62167219200001, other, sizeof other, err));
  CHECK_MISUSE(cx_moment_format(253402300800000, other, sizeof other, err));
  CHECK_MISUSE(cx_moment_format(CX_NO_MOMENT, other, sizeof other, err));
  CHECK(strcmp(other, "untouched") == 0);
}

static cx_status create(const char* name, const cx_store_create_options* how, cx_store** out,
                        cx_error* err) {
  const char* path = path_of(name);
  return cx_store_create(path, strlen(path), how, out, err);
}

static cx_status open_with(const char* name, const cx_store_options* how, cx_store** out,
                           cx_error* err) {
  const char* path = path_of(name);
  return cx_store_open(path, strlen(path), how, out, err);
}

/* REQ STORE-4, STORE-5, STORE-9 */
static void test_create(void) {
  cx_store_create_options how = CX_STORE_CREATE_OPTIONS_INIT;
  cx_store* made = NULL;
  cx_store* const none = NULL;
  struct stat file;
  FILE* empty = fopen(path_of("empty"), "wb");
  CHECK(empty != NULL && fclose(empty) == 0);
  CHECK(create("empty", NULL, &made, NULL) == CX_OK); /* of no options are the defaults */
  cx_store_free(made);
  CHECK(create("first", &how, &made, NULL) == CX_OK);
  CHECK(stat(path_of("first"), &file) == 0 && (file.st_mode & 0777) == 0600);
  cx_store_free(made);
  cx_store_free(NULL);
  made = none;
  CHECK_REFUSED(CX_ERROR_INPUT, "exists", create("first", &how, &made, err));
  CHECK_REFUSED(CX_ERROR_IO, "cannot_open", create("no/such", &how, &made, err));
  CHECK_MISUSE(cx_store_create(NULL, 5, &how, &made, err));
  CHECK_MISUSE(cx_store_create(TEXT("a\0b"), &how, &made, err));
  CHECK_MISUSE(create("second", &how, NULL, err));
  how.digest = 2;
  CHECK_MISUSE(create("second", &how, &made, err));
  how.digest = CX_DIGEST_SM3;
  how.test_clock = 2;
  CHECK_MISUSE(create("second", &how, &made, err));
  how.test_clock = 0;
  how.reserved = 1;
  CHECK_MISUSE(create("second", &how, &made, err));
  how.reserved = 0;
  how.struct_size = 2;
  CHECK_MISUSE(create("second", &how, &made, err));
  how.struct_size = sizeof how;
  how.vfs.size = 1;
  CHECK_MISUSE(create("second", &how, &made, err));
  how.vfs.data = "no such VFS";
  how.vfs.size = strlen(how.vfs.data);
  CHECK_REFUSED(CX_ERROR_IO, "cannot_open", create("second", &how, &made, err));
  CHECK(made == none && stat(path_of("second"), &file) != 0);
}

static cx_status import_rows(cx_store* store, const cx_import_options* how, cx_import** import,
                             cx_error* err) {
  return cx_store_import_memory(store, TEXT(two_subjects), TEXT(one_record), how, import, err);
}

/* A file with one byte of a store's changed: at 63 stands the format, at 71 whose it is. */
static void copy_changed(const char* from, const char* to, long where, int byte) {
  FILE* in = fopen(path_of(from), "rb");
  FILE* out = fopen(path_of(to), "wb");
  int c;
  long i = 0;
  CHECK(in != NULL && out != NULL);
  if (in == NULL || out == NULL) exit(1);
  while ((c = fgetc(in)) != EOF) fputc(i++ == where ? byte : c, out);
  fclose(in);
  fclose(out);
}

/* REQ STORE-6, STORE-7, STORE-8 */
static void test_open(void) {
  cx_store_options how = CX_STORE_OPTIONS_INIT;
  cx_store* made = NULL;
  const cx_import_options rows = rows_of_csv();
  cx_import* import = NULL;
  FILE* text = fopen(path_of("text"), "wb");
  CHECK(text != NULL && fputs("subject_id,birth_date\n", text) >= 0 && fclose(text) == 0);
  CHECK(open_with("first", NULL, &made, NULL) == CX_OK);
  CHECK(cx_store_tidy(made, NULL) == CX_OK);
  cx_store_free(made);
  made = NULL;
  CHECK_REFUSED(CX_ERROR_IO, "cannot_open", open_with("none", &how, &made, err));
  CHECK_REFUSED(CX_ERROR_DAMAGED, "not_a_store", open_with("text", &how, &made, err));
  copy_changed("first", "newer", 63, 99);
  CHECK_REFUSED(CX_ERROR_DAMAGED, "newer_format", open_with("newer", &how, &made, err));
  copy_changed("first", "other", 71, 'x');
  CHECK_REFUSED(CX_ERROR_DAMAGED, "not_a_store", open_with("other", &how, &made, err));
  copy_changed("first", "damaged", 100, 7); /* a page of no kind that there is */
  CHECK_REFUSED(CX_ERROR_DAMAGED, "damaged", open_with("damaged", &how, &made, err));
  how.clock = test_clock;
  how.clock_context = &now_is;
  CHECK_REFUSED(CX_ERROR_INPUT, "clock_not_allowed", open_with("first", &how, &made, err));
  how.clock = NULL;
  how.read_only = 2;
  CHECK_MISUSE(open_with("first", &how, &made, err));
  how.read_only = 0;
  how.wait_milliseconds = -1;
  CHECK_MISUSE(open_with("first", &how, &made, err));
  how.wait_milliseconds = 0;
  how.reserved = 1;
  CHECK_MISUSE(open_with("first", &how, &made, err));
  how.reserved = 0;
  how.struct_size = 0;
  CHECK_MISUSE(open_with("first", &how, &made, err));
  how.struct_size = sizeof how;
  how.vfs.size = 1;
  CHECK_MISUSE(open_with("first", &how, &made, err));
  how.vfs.size = 0;
  CHECK_MISUSE(open_with("first", &how, NULL, err));
  CHECK_MISUSE(cx_store_open(NULL, 5, &how, &made, err));
  CHECK_MISUSE(cx_store_open(TEXT("a\0b"), &how, &made, err));
  CHECK(made == NULL);
  how.read_only = 1;
  CHECK(open_with("first", &how, &made, NULL) == CX_OK);
  CHECK_REFUSED(CX_ERROR_IO, "read_only", import_rows(made, &rows, &import, err));
  cx_store_free(made);
}

static cx_store* asked_again = NULL;

static cx_moment clock_that_asks(void* context) {
  cx_buffer head = CX_BUFFER_INIT;
  cx_store* const of = asked_again;
  asked_again = NULL;
  if (of != NULL) {
    CHECK_MISUSE(cx_store_head(of, &head, err));
    CHECK_MISUSE(cx_store_begin_snapshot(of, err));
    cx_store_end_snapshot(of);
    *(int*)context += 1;
  }
  return now_is;
}

static int32_t write_that_asks(void* context, const char* data, size_t size) {
  cx_store* const of = (cx_store*)context;
  CHECK(data != NULL && size != 0);
  CHECK_MISUSE(cx_store_tidy(of, err));
  return 0;
}

/* REQ STORE-1 */
static void test_callbacks(void) {
  cx_store* store = new_city("callbacks");
  cx_store_options how = CX_STORE_OPTIONS_INIT;
  int asked = 0;
  CHECK(cx_store_scores(store, CX_NO_DAY, CX_NO_MOMENT, 0, write_that_asks, store, NULL, NULL) ==
        CX_OK);
  cx_store_free(store);
  how.clock = clock_that_asks;
  how.clock_context = &asked;
  CHECK(open_with("callbacks", &how, &store, NULL) == CX_OK);
  asked_again = store;
  CHECK(score_of(store, "s1") == 700 && asked == 1);
  cx_store_free(store);
}

/* REQ STORE-10, STORE-11, STORE-12 */
static void test_rulebooks(void) {
  static const char* const json_start = "{\"format\": \"chengxin-rulebook/1\", \"id\": 7}";
  const cx_string builtin = cx_rulebook_builtin_json();
  cx_store* store = new_city("rulebooks");
  cx_store_figures it = CX_STORE_FIGURES_INIT;
  int32_t added = 7;
  cx_error first = CX_ERROR_INIT;
  CHECK(cx_store_add_rulebook(store, json_start, strlen(json_start), CX_NO_MOMENT, &added,
                              &first) == CX_ERROR_RULEBOOK);
  CHECK(first.line == 1 && first.column != 0 && first.code[0] != '\0');
  CHECK_FAILS(CX_ERROR_RULEBOOK, cx_store_add_rulebook(store, TEXT("{"), 0, &added, err));
  CHECK_REFUSED(CX_ERROR_INPUT, "time_not_allowed",
                cx_store_add_rulebook(store, builtin.data, builtin.size, now_is + 1, &added, err));
  CHECK_REFUSED(CX_ERROR_INPUT, "time_not_allowed",
                cx_store_add_rulebook(store, builtin.data, builtin.size, now_is - 1, &added, err));
  CHECK_MISUSE(cx_store_add_rulebook(store, NULL, 3, CX_NO_MOMENT, &added, err));
  CHECK_MISUSE(cx_store_add_rulebook(NULL, builtin.data, builtin.size, 0, &added, err));
  CHECK(added == 7);
  CHECK(cx_store_add_rulebook(store, builtin.data, builtin.size, now_is, &added, NULL) == CX_OK);
  CHECK(added == 1);
  CHECK(cx_store_add_rulebook(store, builtin.data, builtin.size, now_is, &added, NULL) == CX_OK);
  CHECK(added == 0);
  CHECK(score_of(store, "s2") == 630);
  CHECK(cx_store_add_rulebook(store, builtin.data, builtin.size, CX_NO_MOMENT, NULL, NULL) ==
        CX_OK);
  CHECK_FAILS(CX_ERROR_NOT_EFFECTIVE,
              cx_store_score(store, TEXT("s1"), day_of("2025-12-31"), CX_NO_MOMENT, &it, err));
  cx_store_free(store);
}

/* REQ STORE-13, STORE-16, STORE-17, STORE-18, STORE-19, STORE-20, STORE-21 */
static void test_import_memory(void) {
  static const char* const records =
      "record_id,subject_id,category,provider,occurred_on,origin,status\n"
      "r1,s2,N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n"
      "r1,s2,N-TRF-DUI,gongan-jiaojing,2026-03-32,platform,active\n"
      "r2,nobody,N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n"
      "r3,s2,N-PEN-PSO,gongan,2026-03-01,platform,active\n";
  static const char* const both[] = {"2026-03-32", "nobody", NULL};
  cx_store* store = new_city("import");
  cx_import_options how = rows_of_csv();
  cx_import_counts counts = CX_IMPORT_COUNTS_INIT;
  cx_bad_row row = CX_BAD_ROW_INIT;
  cx_buffer text = CX_BUFFER_INIT;
  cx_import* import = NULL;
  how.records_name.data = "facts.csv";
  how.records_name.size = 9;
  CHECK(cx_store_import_memory(store, TEXT(two_subjects), records, strlen(records), &how, &import,
                               NULL) == CX_OK);
  CHECK(cx_import_count(import, &counts, NULL) == CX_OK);
  CHECK(counts.added == 1 && counts.subjects_same == 2 && counts.records_same == 1);
  CHECK(counts.subjects_new == 0 && counts.records_new == 0 && counts.records_changed == 0);
  CHECK(counts.barred == 1 && counts.bad == 2 && counts.kept_bad_rows == 2);
  CHECK(cx_import_bad_row(import, 0, &row, NULL) == CX_OK);
  CHECK(row.line == 3 && is(row.file, "facts.csv") && is(row.code, "invalid_date"));
  CHECK(is(row.row, "r1,s2,N-TRF-DUI,gongan-jiaojing,2026-03-32,platform,active"));
  CHECK(cx_import_bad_row(import, 1, &row, NULL) == CX_OK && is(row.code, "unknown_subject"));
  CHECK_MISUSE(cx_import_bad_row(import, 2, &row, err));
  CHECK_MISUSE(cx_import_bad_row(import, 0, NULL, err));
  CHECK_MISUSE(cx_import_bad_row(NULL, 0, &row, err));
  CHECK(cx_import_rejects_csv(import, &text, NULL) == CX_OK);
  CHECK(!holds(text.data, text.size, "N-PEN-PSO")); /* what is barred is written nowhere */
  CHECK(had(&text, both));
  CHECK_MISUSE(cx_import_rejects_csv(NULL, &text, err));
  CHECK_MISUSE(cx_import_rejects_csv(import, NULL, err));
  CHECK(cx_import_json(import, &text, NULL) == CX_OK);
  CHECK(was(&text,
            "{\"subjects\":{\"new\":0,\"changed\":0,\"same\":2},\"records\":{\"new\":0,"
            "\"changed\":0,\"same\":1,\"held_back\":0,\"barred\":1,\"bad\":2}}"));
  CHECK_MISUSE(cx_import_json(NULL, &text, err));
  CHECK_MISUSE(cx_import_json(import, NULL, err));
  CHECK_MISUSE(cx_import_count(NULL, &counts, err));
  CHECK_MISUSE(cx_import_count(import, NULL, err));
  counts.struct_size = 0;
  CHECK_MISUSE(cx_import_count(import, &counts, err));
  cx_import_free(import);
  cx_import_free(NULL);
  import = NULL;
  how.refuse_bad_rows = 1;
  how.keep_bad_rows = 1;
  CHECK(cx_store_import_memory(store, NULL, 0, records, strlen(records), &how, &import, NULL) ==
        CX_OK);
  counts.struct_size = sizeof counts;
  CHECK(cx_import_count(import, &counts, NULL) == CX_OK);
  CHECK(counts.added == 0 && counts.bad == 2 && counts.kept_bad_rows == 1);
  cx_import_free(import);
  counts = import_texts(store, NULL, NULL);
  CHECK(counts.added == 1 && counts.subjects_same == 0);
  cx_store_free(store);
}

static int32_t stop(void* context, uint64_t done, uint64_t total) {
  *(uint64_t*)context += 1;
  CHECK(done <= total || total == 0);
  return 1;
}

static void write_file(const char* name, const char* text) {
  FILE* file = fopen(path_of(name), "wb");
  CHECK(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* REQ STORE-14, STORE-15 */
static void test_import_refused(void) {
  cx_store* store = new_store("refused", CX_DIGEST_SM3);
  cx_import_options how = rows_of_csv();
  cx_import* import = NULL;
  cx_statistics held = CX_STATISTICS_INIT;
  uint64_t calls = 0;
  how.at = now_is + 1;
  CHECK_REFUSED(CX_ERROR_INPUT, "time_not_allowed", import_rows(store, &how, &import, err));
  how.at = CX_NO_MOMENT;
  CHECK_FAILS(CX_ERROR_INPUT, cx_store_import_memory(store, TEXT("no,such,columns\n"), NULL, 0,
                                                     &how, &import, err));
  how.progress = stop;
  how.progress_context = &calls;
  CHECK_FAILS(CX_ERROR_STOPPED, import_rows(store, &how, &import, err));
  CHECK(calls == 2);
  how.progress = NULL;
  how.refuse_bad_rows = 2;
  CHECK_MISUSE(import_rows(store, &how, &import, err));
  how.refuse_bad_rows = 0;
  how.records_format = 3;
  CHECK_MISUSE(import_rows(store, &how, &import, err));
  how.records_format = CX_ROWS_BY_NAME;
  CHECK_REFUSED(CX_ERROR_INPUT, "unknown_format", import_rows(store, &how, &import, err));
  how.records_name.size = 3;
  CHECK_MISUSE(import_rows(store, &how, &import, err));
  how = rows_of_csv();
  how.struct_size = 1;
  CHECK_MISUSE(import_rows(store, &how, &import, err));
  how = rows_of_csv();
  CHECK_MISUSE(import_rows(store, NULL, &import, err));
  CHECK_MISUSE(import_rows(store, &how, NULL, err));
  CHECK_MISUSE(import_rows(NULL, &how, &import, err));
  CHECK_MISUSE(cx_store_import_memory(store, NULL, 1, NULL, 0, &how, &import, err));
  CHECK_MISUSE(cx_store_import(store, NULL, &import, err));
  CHECK_MISUSE(cx_store_import(store, &how, NULL, err));
  CHECK_MISUSE(cx_store_import(NULL, &how, &import, err));
  how.subjects_name.data = path_of("none.csv");
  how.subjects_name.size = strlen(how.subjects_name.data);
  CHECK_FAILS(CX_ERROR_IO, cx_store_import(store, &how, &import, err));
  how.subjects_name.data = "a\0b";
  how.subjects_name.size = 3;
  CHECK_MISUSE(cx_store_import(store, &how, &import, err));
  CHECK(import == NULL);
  CHECK(cx_store_statistics(store, &held, NULL, NULL) == CX_OK);
  CHECK(held.subjects == 0 && held.records == 0 && held.entries == 0);
  cx_store_free(store);
}

/* REQ STORE-13 */
static void test_import_files(void) {
  cx_store* store = new_store("files", CX_DIGEST_SM3);
  cx_import_options how = CX_IMPORT_OPTIONS_INIT;
  cx_import_counts counts = CX_IMPORT_COUNTS_INIT;
  cx_import* import = NULL;
  write_file("people.csv", two_subjects);
  write_file("facts.csv", one_record);
  how.subjects_name.data = path_of("people.csv");
  how.subjects_name.size = strlen(how.subjects_name.data);
  CHECK(cx_store_import(store, &how, &import, NULL) == CX_OK);
  cx_import_free(import);
  how.records_name.data = path_of("facts.csv");
  how.records_name.size = strlen(how.records_name.data);
  CHECK(cx_store_import(store, &how, &import, NULL) == CX_OK);
  CHECK(cx_import_count(import, &counts, NULL) == CX_OK);
  CHECK(counts.subjects_same == 2 && counts.records_new == 1);
  cx_import_free(import);
  CHECK(score_of(store, "s1") == 700 && score_of(store, "s2") == 630);
  cx_store_free(store);
}

int main(void) {
  make_folder();
  test_moments();
  test_create();
  test_open();
  test_callbacks();
  test_rulebooks();
  test_import_memory();
  test_import_refused();
  test_import_files();
  remove_folder();
  return end_of_tests();
}
