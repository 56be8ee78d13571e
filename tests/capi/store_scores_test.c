/* A store through the C interface: facts given as structs, scores, the cache, snapshots,
 * proof. The residents and their figures are those of small_store.h. */
#define _XOPEN_SOURCE 700
#include "small_store.h"

static cx_string lend(const char* text) {
  cx_string made;
  made.data = text;
  made.size = strlen(text);
  return made;
}

static cx_subject adult(const char* id) {
  cx_subject made = CX_SUBJECT_INIT;
  made.subject_id = lend(id);
  made.birth_date = day_of("1990-05-01");
  made.residency = CX_RESIDENCY_REGISTERED;
  made.capacity = CX_CAPACITY_FULL;
  made.enrolled_on = day_of("2020-01-01");
  return made;
}

static cx_record drunk_driving(const char* id) {
  cx_record made = CX_RECORD_INIT;
  made.record_id = lend(id);
  made.category = lend("N-TRF-DUI");
  made.provider = lend("gongan-jiaojing");
  made.occurred_on = day_of("2026-03-01");
  return made;
}

/* REQ STORE-22, STORE-23 */
static void test_add_subject(cx_store* store) {
  cx_subject who = adult("s3");
  cx_import_counts counts = CX_IMPORT_COUNTS_INIT;
  cx_attribute nameless;
  CHECK(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, NULL) == CX_OK);
  CHECK(counts.added == 1 && counts.subjects_new == 1 && counts.records_new == 0);
  CHECK(cx_store_add_subject(store, &who, now_is, &counts, NULL) == CX_OK);
  CHECK(counts.subjects_same == 1 && counts.subjects_new == 0);
  CHECK(score_of(store, "s3") == 700);
  who.residency = CX_RESIDENCY_HABITUAL;
  CHECK(cx_store_add_subject(store, &who, CX_NO_MOMENT, NULL, NULL) == CX_OK);
  who = adult("s3");
  CHECK(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, NULL) == CX_OK);
  CHECK(counts.subjects_changed == 1);
  CHECK_REFUSED(CX_ERROR_INPUT, "time_not_allowed",
                cx_store_add_subject(store, &who, now_is + 1, &counts, err));
  who.birth_date = day_of("1900-01-01") - 1;
  CHECK_REFUSED(CX_ERROR_INPUT, "invalid_date",
                cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  who = adult("");
  CHECK_REFUSED(CX_ERROR_INPUT, "id_length",
                cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  who = adult("s4");
  who.residency = 3;
  CHECK_MISUSE(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  who = adult("s4");
  who.capacity = 3;
  CHECK_MISUSE(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  who = adult("s4");
  who.reserved = 1;
  CHECK_MISUSE(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  who = adult("s4");
  who.struct_size = 1;
  CHECK_MISUSE(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  who = adult("s4");
  who.attribute_count = 1;
  CHECK_MISUSE(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  memset(&nameless, 0, sizeof nameless);
  nameless.type = 77;
  who.attributes = &nameless;
  CHECK_MISUSE(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
  who = adult("s4");
  CHECK_MISUSE(cx_store_add_subject(store, NULL, CX_NO_MOMENT, &counts, err));
  CHECK_MISUSE(cx_store_add_subject(NULL, &who, CX_NO_MOMENT, &counts, err));
  counts.struct_size = 0;
  CHECK_MISUSE(cx_store_add_subject(store, &who, CX_NO_MOMENT, &counts, err));
}

static cx_status add(cx_store* store, const cx_record* records, size_t count, cx_error* err) {
  return cx_store_add_records(store, TEXT("s3"), records, count, CX_NO_MOMENT, NULL, err);
}

/* REQ STORE-24, STORE-25 */
static void test_add_records(cx_store* store) {
  cx_record records[2];
  cx_import_counts counts = CX_IMPORT_COUNTS_INIT;
  records[0] = drunk_driving("r1");
  records[1] = drunk_driving("r2");
  records[1].occurred_on = CX_NO_DAY;
  CHECK_FAILS(CX_ERROR_INPUT, add(store, records, 2, err));
  CHECK(score_of(store, "s3") == 700); /* all or none */
  CHECK(cx_store_add_records(store, TEXT("s3"), records, 1, CX_NO_MOMENT, &counts, NULL) == CX_OK);
  CHECK(counts.added == 1 && counts.records_new == 1 && counts.subjects_new == 0);
  CHECK(score_of(store, "s3") == 630);
  records[0].status = CX_RECORD_REVOKED;
  CHECK(cx_store_add_records(store, TEXT("s3"), records, 1, now_is, &counts, NULL) == CX_OK);
  CHECK(counts.records_changed == 1 && score_of(store, "s3") == 700);
  CHECK(add(store, NULL, 0, NULL) == CX_OK);
  CHECK_REFUSED(CX_ERROR_NOT_FOUND, "unknown_subject",
                cx_store_add_records(store, TEXT("nobody"), records, 1, CX_NO_MOMENT, NULL, err));
  CHECK_REFUSED(CX_ERROR_INPUT, "time_not_allowed",
                cx_store_add_records(store, TEXT("s3"), records, 1, now_is + 1, NULL, err));
  records[0] = drunk_driving("");
  CHECK_REFUSED(CX_ERROR_INPUT, "id_length", add(store, records, 1, err));
  records[0] = drunk_driving("r1");
  records[0].origin = 4;
  CHECK_MISUSE(add(store, records, 1, err));
  records[0] = drunk_driving("r1");
  records[0].status = 9;
  CHECK_MISUSE(add(store, records, 1, err));
  records[0] = drunk_driving("r1");
  records[0].reserved = 1;
  CHECK_MISUSE(add(store, records, 1, err));
  records[0] = drunk_driving("r1");
  records[0].provider.data = NULL;
  CHECK_MISUSE(add(store, records, 1, err));
  records[0].struct_size = 4;
  CHECK_MISUSE(add(store, records, 1, err));
  CHECK_MISUSE(add(store, NULL, 1, err));
  CHECK_MISUSE(add(NULL, records, 1, err));
  CHECK_MISUSE(cx_store_add_records(store, NULL, 2, records, 1, CX_NO_MOMENT, NULL, err));
  counts.struct_size = 3;
  CHECK_MISUSE(cx_store_add_records(store, TEXT("s3"), NULL, 0, CX_NO_MOMENT, &counts, err));
}

/* REQ STORE-26, STORE-27, STORE-61 */
static void test_score(void) {
  cx_store* store = new_city("scores");
  const cx_moment before = now_is;
  cx_store_figures it = CX_STORE_FIGURES_INIT;
  cx_buffer text = CX_BUFFER_INIT;
  static const char* const line[] = {"subject_id,", "stable_through\n", "\ns2,", ",630,", NULL};
  CHECK(cx_store_score(store, TEXT("s2"), CX_NO_DAY, CX_NO_MOMENT, &it, NULL) == CX_OK);
  CHECK(it.as_of == day_of("2026-06-30") && it.eligible == 1 && it.score == 630);
  CHECK(it.total == 63000 && is(it.tier_id, "fair") && it.from_cache == 0);
  CHECK(it.dimension_count > 1 && it.dimensions[0].id.size != 0 && it.fingerprint.size == 64);
  CHECK(it.stable_through >= it.as_of);
  CHECK(cx_store_score(store, TEXT("s2"), CX_NO_DAY, CX_NO_MOMENT, &it, NULL) == CX_OK);
  CHECK(it.from_cache == 1 && it.score == 630 && it.dimension_count > 1);
  CHECK(cx_store_score(store, TEXT("s2"), CX_NO_DAY, now_is, &it, NULL) == CX_OK);
  CHECK(it.from_cache == 0 && it.score == 630);
  CHECK(cx_store_score(store, TEXT("s1"), day_of("2026-01-01"), CX_NO_MOMENT, &it, NULL) == CX_OK);
  CHECK(it.score == 700 && is(it.tier_id, "good"));
  CHECK_REFUSED(CX_ERROR_NOT_FOUND, "unknown_subject",
                cx_store_score(store, TEXT("x"), CX_NO_DAY, CX_NO_MOMENT, &it, err));
  CHECK_REFUSED(
      CX_ERROR_INPUT, "day_not_allowed",
      cx_store_score(store, TEXT("s1"), day_of("1900-01-01") - 1, CX_NO_MOMENT, &it, err));
  CHECK_REFUSED(CX_ERROR_INPUT, "time_not_allowed",
                cx_store_score(store, TEXT("s1"), CX_NO_DAY, now_is + 1, &it, err));
  CHECK_MISUSE(cx_store_score(NULL, TEXT("s1"), CX_NO_DAY, CX_NO_MOMENT, &it, err));
  CHECK_MISUSE(cx_store_score(store, NULL, 2, CX_NO_DAY, CX_NO_MOMENT, &it, err));
  CHECK_MISUSE(cx_store_score(store, TEXT("s1"), CX_NO_DAY, CX_NO_MOMENT, NULL, err));
  it.struct_size = 3;
  CHECK_MISUSE(cx_store_score(store, TEXT("s1"), CX_NO_DAY, CX_NO_MOMENT, &it, err));
  it.struct_size = sizeof it;
  CHECK(cx_store_score_csv(store, TEXT("s2"), CX_NO_DAY, CX_NO_MOMENT, 1, &text, NULL) == CX_OK);
  CHECK(had(&text, line));
  CHECK_FAILS(CX_ERROR_NOT_FOUND,
              cx_store_score_csv(store, TEXT("x"), CX_NO_DAY, CX_NO_MOMENT, 0, &text, err));
  CHECK_MISUSE(cx_store_score_csv(store, TEXT("s2"), CX_NO_DAY, CX_NO_MOMENT, 2, &text, err));
  CHECK_MISUSE(cx_store_score_csv(store, TEXT("s2"), CX_NO_DAY, CX_NO_MOMENT, 0, NULL, err));
  CHECK_MISUSE(cx_store_score_csv(store, NULL, 1, CX_NO_DAY, CX_NO_MOMENT, 0, &text, err));
  /* Withdrawn; and purged, so that what it was known to be is held no more. */
  CHECK(cx_store_withdraw(store, TEXT("s1"), TEXT("form 1"), NULL) == CX_OK);
  CHECK_REFUSED(CX_ERROR_INPUT, "withdrawn",
                cx_store_score(store, TEXT("s1"), CX_NO_DAY, CX_NO_MOMENT, &it, err));
  now_is = at("2046-06-30T04:00:00Z");
  CHECK(cx_store_purge(store, 12, NULL, NULL) == CX_OK);
  CHECK_REFUSED(CX_ERROR_INPUT, "no_longer_held",
                cx_store_score(store, TEXT("s2"), day_of("2026-06-30"), before, &it, err));
  CHECK(score_of(store, "s2") == 700);
  cx_store_free(store);
}

/* A city that is so large that progress is told. */
static const char* many_subjects(int count) {
  static char text[3200000];
  size_t size = (size_t)sprintf(text, "subject_id,birth_date,residency,capacity,enrolled_on\n");
  int i;
  for (i = 0; i < count; ++i) {
    size += (size_t)sprintf(text + size, "p%05d,1990-05-01,registered,full,2020-01-01\n", i);
  }
  return text;
}

static char written[4096];
static size_t written_size = 0;

static int32_t keep(void* context, const char* data, size_t size) {
  CHECK(size != 0 && data[size - 1] == '\n');
  if (written_size + size < sizeof written) memcpy(written + written_size, data, size);
  written_size += size;
  return *(int32_t*)context;
}

/* REQ STORE-28, STORE-29 */
static void test_scores(void) {
  cx_store* store = new_city("all");
  int32_t answer = 0;
  uint64_t not_held = 7;
  CHECK(cx_store_scores(store, CX_NO_DAY, CX_NO_MOMENT, 0, keep, &answer, &not_held, NULL) ==
        CX_OK);
  CHECK(not_held == 0 && holds(written, written_size, "\ns1,") &&
        holds(written, written_size, ",700"));
  CHECK(holds(written, written_size, "\ns2,") && !holds(written, written_size, "stable_through"));
  CHECK(cx_store_withdraw(store, TEXT("s1"), TEXT("form"), NULL) == CX_OK);
  written_size = 0;
  CHECK(cx_store_scores(store, CX_NO_DAY, CX_NO_MOMENT, 1, keep, &answer, NULL, NULL) == CX_OK);
  CHECK(holds(written, written_size, "stable_through\n") && !holds(written, written_size, "s1,"));
  answer = 1;
  CHECK_FAILS(CX_ERROR_STOPPED,
              cx_store_scores(store, CX_NO_DAY, CX_NO_MOMENT, 1, keep, &answer, &not_held, err));
  answer = 0;
  CHECK_MISUSE(cx_store_scores(store, CX_NO_DAY, CX_NO_MOMENT, 2, keep, &answer, &not_held, err));
  CHECK_MISUSE(cx_store_scores(store, CX_NO_DAY, CX_NO_MOMENT, 0, NULL, &answer, &not_held, err));
  CHECK_MISUSE(cx_store_scores(NULL, CX_NO_DAY, CX_NO_MOMENT, 0, keep, &answer, NULL, err));
  now_is = at("2046-06-30T04:00:00Z");
  CHECK(cx_store_purge(store, 12, NULL, NULL) == CX_OK);
  CHECK(cx_store_scores(store, day_of("2026-06-30"), at("2026-06-30T04:00:00Z"), 0, keep, &answer,
                        &not_held, NULL) == CX_OK);
  CHECK(not_held == 1);
  cx_store_free(store);
}

static int32_t stop(void* context, uint64_t done, uint64_t total) {
  *(uint64_t*)context += 1;
  CHECK(done <= total || total == 0);
  return 1;
}

/* REQ STORE-31 */
static void test_refresh_stopped(void) {
  cx_store* store = new_store("stopped", CX_DIGEST_SHA256);
  cx_refresh_options how = CX_REFRESH_OPTIONS_INIT;
  cx_statistics held = CX_STATISTICS_INIT;
  uint64_t computed = 7, valid = 7, calls = 0;
  const uint64_t people = 66000; /* progress is told after each 65536 */
  import_texts(store, many_subjects((int)people), NULL);
  how.progress = stop;
  how.progress_context = &calls;
  CHECK_FAILS(CX_ERROR_STOPPED, cx_store_refresh(store, &how, &computed, &valid, err));
  CHECK(calls != 0 && computed == 7 && valid == 7);
  CHECK(cx_store_statistics(store, &held, NULL, NULL) == CX_OK);
  CHECK(held.cached_scores > 0 && held.cached_scores < people);
  CHECK(cx_store_refresh(store, NULL, &computed, &valid, NULL) == CX_OK);
  CHECK(valid == held.cached_scores && computed == people - valid);
  cx_store_free(store);
}

/* REQ STORE-30, STORE-60 */
static void test_refresh(void) {
  static const char json[] =
      "{\"subjects\":2,\"records\":1,\"versions\":3,\"cached_scores\":2,\"hits\":1,\"misses\":{"
      "\"absent\":1,\"newer_data\":0,\"past_stable_through\":0,\"other_rulebook\":0}}";
  cx_store* store = new_store("refresh", CX_DIGEST_SHA256);
  cx_refresh_options how = CX_REFRESH_OPTIONS_INIT;
  cx_statistics held = CX_STATISTICS_INIT;
  cx_buffer text = CX_BUFFER_INIT;
  uint64_t computed = 7, valid = 7;
  CHECK(cx_store_refresh(store, NULL, &computed, &valid, NULL) == CX_OK);
  CHECK(computed == 0 && valid == 0);
  import_texts(store, two_subjects, one_record);
  CHECK(score_of(store, "s1") == 700);
  CHECK(cx_store_refresh(store, NULL, &computed, &valid, NULL) == CX_OK);
  CHECK(computed == 1 && valid == 1);
  CHECK(score_of(store, "s2") == 630);
  CHECK(cx_store_statistics(store, &held, &text, NULL) == CX_OK);
  CHECK(held.subjects == 2 && held.records == 1 && held.versions == 3 && held.entries == 3);
  CHECK(held.cached_scores == 2 && held.hits == 1 && held.absent == 1);
  CHECK(held.newer_data == 0 && held.past_stable_through == 0 && held.other_rulebook == 0);
  CHECK(was(&text, json));
  CHECK(cx_store_statistics(store, NULL, NULL, NULL) == CX_OK);
  CHECK(cx_store_refresh(store, NULL, NULL, NULL, NULL) == CX_OK);
  CHECK_MISUSE(cx_store_statistics(NULL, &held, NULL, err));
  held.struct_size = 2;
  CHECK_MISUSE(cx_store_statistics(store, &held, NULL, err));
  how.progress = NULL;
  how.threads = 1025;
  CHECK_MISUSE(cx_store_refresh(store, &how, &computed, &valid, err));
  how.threads = -1;
  CHECK_MISUSE(cx_store_refresh(store, &how, &computed, &valid, err));
  how.threads = 2;
  how.reserved = 1;
  CHECK_MISUSE(cx_store_refresh(store, &how, &computed, &valid, err));
  how.reserved = 0;
  how.struct_size = 1;
  CHECK_MISUSE(cx_store_refresh(store, &how, &computed, &valid, err));
  CHECK_MISUSE(cx_store_refresh(NULL, NULL, &computed, &valid, err));
  cx_store_free(store);
}

/* REQ STORE-32, STORE-33, STORE-34, STORE-35 */
static void test_explained(void) {
  static const char* const report[] = {"\"s2\"", "N-TRF-DUI", NULL};
  static const char* const page[] = {"<html", "630", NULL};
  static const char* const line[] = {"2026-01-01", "2026-06-30", "700", "630", NULL};
  static const char* const change[] = {"\"total\":700",     "\"total\":630",  "\"new_record\"",
                                       "\"record\":\"r1\"", "\"points\":-70", NULL};
  cx_store* store = new_store("explained", CX_DIGEST_SHA256);
  const cx_moment first = now_is;
  const cx_day day = day_of("2026-06-30");
  cx_buffer text = CX_BUFFER_INIT;
  import_texts(store, two_subjects, NULL);
  now_is += 1000;
  import_texts(store, NULL, one_record);
#define EXPLAIN(id, format, language) \
  cx_store_explain(store, id, CX_NO_DAY, CX_NO_MOMENT, format, language, &text, err)
#define CHANGE(id, from, to) cx_store_explain_change(store, id, day, from, day, to, &text, err)
  {
    cx_error* const err = NULL;
    CHECK(EXPLAIN(TEXT("s2"), CX_FORMAT_JSON, CX_LANGUAGE_EN) == CX_OK && had(&text, report));
    CHECK(EXPLAIN(TEXT("s2"), CX_FORMAT_HTML, CX_LANGUAGE_ZH) == CX_OK && had(&text, page));
    CHECK(cx_store_timeline(store, TEXT("s2"), day_of("2026-01-01"), day, CX_NO_MOMENT, &text,
                            err) == CX_OK);
    CHECK(had(&text, line));
    CHECK(CHANGE(TEXT("s2"), first, CX_NO_MOMENT) == CX_OK && had(&text, change));
  }
  CHECK_FAILS(CX_ERROR_NOT_FOUND, EXPLAIN(TEXT("x"), CX_FORMAT_JSON, CX_LANGUAGE_EN));
  CHECK_MISUSE(EXPLAIN(TEXT("s2"), 3, CX_LANGUAGE_EN));
  CHECK_MISUSE(EXPLAIN(TEXT("s2"), -1, CX_LANGUAGE_EN));
  CHECK_MISUSE(EXPLAIN(TEXT("s2"), CX_FORMAT_JSON, 2));
  CHECK_MISUSE(EXPLAIN(NO_TEXT, CX_FORMAT_JSON, CX_LANGUAGE_EN));
  CHECK_MISUSE(cx_store_explain(store, TEXT("s2"), CX_NO_DAY, CX_NO_MOMENT, CX_FORMAT_JSON,
                                CX_LANGUAGE_EN, NULL, err));
  CHECK_REFUSED(CX_ERROR_INPUT, "empty_interval",
                cx_store_timeline(store, TEXT("s2"), day, day - 1, CX_NO_MOMENT, &text, err));
  CHECK_FAILS(CX_ERROR_NOT_FOUND,
              cx_store_timeline(store, TEXT("x"), day, day, CX_NO_MOMENT, &text, err));
  CHECK_MISUSE(cx_store_timeline(store, NULL, 1, day, day, CX_NO_MOMENT, &text, err));
  CHECK_MISUSE(cx_store_timeline(store, TEXT("s2"), day, day, CX_NO_MOMENT, NULL, err));
  CHECK_REFUSED(CX_ERROR_INPUT, "moment_goes_back", CHANGE(TEXT("s2"), now_is, first));
  CHECK_FAILS(CX_ERROR_NOT_FOUND, CHANGE(TEXT("x"), first, now_is));
  CHECK_MISUSE(CHANGE(NO_TEXT, first, now_is));
  CHECK_MISUSE(cx_store_explain_change(store, TEXT("s2"), day, first, day, now_is, NULL, err));
#undef EXPLAIN
#undef CHANGE
  cx_store_free(store);
}

/* REQ STORE-36, STORE-37 */
static void test_snapshot(void) {
  cx_store* store = new_city("snapshot");
  cx_store* other = open_store("snapshot", 0, 0);
  CHECK(cx_store_begin_snapshot(store, NULL) == CX_OK);
  CHECK(score_of(store, "s1") == 700);
  CHECK(cx_store_withdraw(other, TEXT("s1"), TEXT("form"), NULL) == CX_OK);
  CHECK(score_of(store, "s1") == 700); /* blind to it */
  CHECK_REFUSED(CX_ERROR_INPUT, "in_snapshot",
                cx_store_withdraw(store, TEXT("s2"), TEXT("form"), err));
  CHECK(cx_store_begin_snapshot(store, NULL) == CX_OK); /* it is the same one */
  CHECK(score_of(store, "s1") == 700);
  cx_store_end_snapshot(store);
  cx_store_end_snapshot(store);
  cx_store_end_snapshot(NULL);
  CHECK_REFUSED(CX_ERROR_INPUT, "withdrawn",
                cx_store_score_csv(store, TEXT("s1"), CX_NO_DAY, CX_NO_MOMENT, 0,
                                   &(cx_buffer)CX_BUFFER_INIT, err));
  CHECK_MISUSE(cx_store_begin_snapshot(NULL, err));
  cx_store_free(other);
  cx_store_free(store);
}

/* REQ STORE-57, STORE-58, STORE-59 */
static void test_proof(void) {
  static const char* const whole[] = {"{\"ok\":true,\"entries\":3,\"head\":\"", NULL};
  static const char* const other_file[] = {"{\"ok\":false,\"entry\":null,\"why\":\"", NULL};
  cx_store* store = new_city("proof");
  cx_verify_options how = CX_VERIFY_OPTIONS_INIT;
  cx_verification found = CX_VERIFICATION_INIT;
  cx_buffer head = CX_BUFFER_INIT, json = CX_BUFFER_INIT;
  uint64_t calls = 0;
  CHECK(cx_store_head(store, &head, NULL) == CX_OK && head.size == 64);
  CHECK(strspn(head.data, "0123456789abcdef") == 64);
  CHECK(cx_store_verify(store, NULL, &found, &json, NULL) == CX_OK && had(&json, whole));
  CHECK(found.ok == 1 && found.entries == 3 && found.entry == 0 && is(found.head, head.data));
  CHECK(import_texts(store, many_subjects(5000), NULL).subjects_new == 5000);
  how.expected = lend(head.data); /* it has grown since */
  CHECK(cx_store_verify(store, &how, &found, NULL, NULL) == CX_OK && found.ok == 1);
  how.progress = stop;
  how.progress_context = &calls;
  CHECK_FAILS(CX_ERROR_STOPPED, cx_store_verify(store, &how, &found, NULL, err));
  CHECK(calls == 2);
  how.progress = NULL;
  head.data[0] = head.data[0] == '0' ? '1' : '0';
  CHECK(cx_store_verify(store, &how, &found, &json, NULL) == CX_OK && had(&json, other_file));
  CHECK(found.ok == 0 && found.entry == 0 && found.why.size != 0 && found.head.size == 0);
  CHECK(cx_store_verify(store, &how, NULL, NULL, NULL) == CX_OK);
  how.expected.data = NULL;
  CHECK_MISUSE(cx_store_verify(store, &how, &found, NULL, err));
  how.expected.size = 0;
  how.reserved = 1;
  CHECK_MISUSE(cx_store_verify(store, &how, &found, NULL, err));
  how.reserved = 0;
  how.struct_size = 3;
  CHECK_MISUSE(cx_store_verify(store, &how, &found, NULL, err));
  found.struct_size = 3;
  CHECK_MISUSE(cx_store_verify(store, NULL, &found, NULL, err));
  CHECK_MISUSE(cx_store_verify(NULL, NULL, NULL, NULL, err));
  CHECK_MISUSE(cx_store_head(NULL, &json, err));
  CHECK_MISUSE(cx_store_head(store, NULL, err));
  cx_buffer_dispose(&head);
  cx_store_free(store);
}

/* With any argument: without what takes long where each step is watched. */
int main(int argc, char** argv) {
  cx_store* store;
  (void)argv;
  make_folder();
  store = new_city("typed");
  test_add_subject(store);
  test_add_records(store);
  cx_store_free(store);
  test_score();
  test_scores();
  test_refresh();
  if (argc == 1) test_refresh_stopped();
  test_explained();
  test_snapshot();
  test_proof();
  remove_folder();
  return end_of_tests();
}
