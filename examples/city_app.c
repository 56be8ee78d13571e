/* The same small city app as city_app.cpp, through the C interface.
 *
 *   example_city_app_c FILE     makes FILE, which must not exist
 */
#include <chengxin.h>
#include <stdio.h>
#include <string.h>

static const char residents[] =
    "subject_id,birth_date,residency,capacity,enrolled_on\n"
    "wang,1990-04-01,registered,full,2020-01-01\n"
    "li,1985-11-20,habitual,full,2020-01-01\n";

static const char facts[] =
    "record_id,subject_id,category,provider,occurred_on,origin,status\n"
    "r1,li,N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n";

static cx_string text(const char* given) {
  cx_string made;
  made.data = given;
  made.size = strlen(given);
  return made;
}

static cx_moment tell_time(void* context) {
  return *(const cx_moment*)context;
}

static int failed(const cx_error* error) {
  fprintf(stderr, "%s [%s]\n", error->message, error->code);
  return 1;
}

static int import(cx_store* store, cx_error* error) {
  cx_import_options options = CX_IMPORT_OPTIONS_INIT;
  cx_import_counts counts = CX_IMPORT_COUNTS_INIT;
  cx_import* made = NULL;
  options.subjects_format = CX_ROWS_CSV;
  options.records_format = CX_ROWS_CSV;
  if (cx_store_import_memory(store, residents, sizeof residents - 1, facts, sizeof facts - 1,
                             &options, &made, error) != CX_OK) {
    return failed(error);
  }
  if (cx_import_count(made, &counts, error) != CX_OK) return failed(error);
  cx_import_free(made);
  printf("%d residents, %d record\n", (int)counts.subjects_new, (int)counts.records_new);
  return 0;
}

static int show_score(cx_store* store, const char* who, cx_error* error) {
  cx_store_figures figures = CX_STORE_FIGURES_INIT;
  if (cx_store_score(store, who, strlen(who), CX_NO_DAY, CX_NO_MOMENT, &figures, error) != CX_OK) {
    return failed(error);
  }
  printf("%s: %d, %.*s\n", who, (int)figures.score, (int)figures.tier_id.size,
         figures.tier_id.data);
  return 0;
}

static int ask(cx_store* store, cx_error* error) {
  cx_disclosure_request request = CX_DISCLOSURE_REQUEST_INIT;
  cx_disclosure answer = CX_DISCLOSURE_INIT;
  request.scope = CX_SCOPE_ENTITLED;
  request.subject_id = text("li");
  request.grantee = text("city-library");
  request.use = text("library.deposit_free");
  if (cx_store_disclose(store, &request, &answer, NULL, error) != CX_OK) return failed(error);
  if (answer.denial != CX_DENIAL_NONE) {
    printf("library: denied, %.*s\n", (int)answer.denial_name.size, answer.denial_name.data);
  } else {
    printf("library: %s\n", answer.entitled == 1 ? "yes, no deposit" : "a deposit is needed");
  }
  return 0;
}

static int consent_and_revoke(cx_store* store, cx_moment* now, cx_error* error) {
  cx_consent_request consent = CX_CONSENT_REQUEST_INIT;
  cx_buffer id = CX_BUFFER_INIT;
  cx_buffer log = CX_BUFFER_INIT;
  int status = 0;
  consent.scope = CX_SCOPE_ENTITLED;
  consent.subject_id = text("li");
  consent.grantee = text("city-library");
  consent.use = text("library.deposit_free");
  consent.evidence = text("app:consent/1");
  if (cx_date_parse("2026-06-01", 10, &consent.first_day, error) != CX_OK ||
      cx_date_parse("2026-12-31", 10, &consent.last_day, error) != CX_OK ||
      cx_store_grant(store, &consent, &id, error) != CX_OK) {
    return failed(error);
  }
  *now += 60000;
  status = ask(store, error);
  *now += 60000;
  if (status == 0 && cx_store_log(store, "li", 2, &log, error) != CX_OK) status = failed(error);
  if (status == 0) printf("li sees: %s\n", log.data);
  if (status == 0 && cx_store_revoke(store, id.data, id.size, NULL, error) != CX_OK) {
    status = failed(error);
  }
  if (status == 0) status = ask(store, error);
  cx_buffer_dispose(&log);
  cx_buffer_dispose(&id);
  return status;
}

int main(int count, char** arguments) {
  cx_error error = CX_ERROR_INIT;
  cx_store_create_options making = CX_STORE_CREATE_OPTIONS_INIT;
  cx_store_options opening = CX_STORE_OPTIONS_INIT;
  cx_verification proof = CX_VERIFICATION_INIT;
  cx_store* store = NULL;
  cx_moment now = 0;
  int status = 0;

  if (count != 2) {
    fprintf(stderr, "usage: example_city_app_c FILE\n");
    return 2;
  }
  if (cx_abi_version() != CX_ABI_VERSION) {
    fprintf(stderr, "this program was compiled for another libchengxin\n");
    return 1;
  }
  making.test_clock = 1; /* for this example: a real store goes by the system's clock */
  if (cx_store_create(arguments[1], strlen(arguments[1]), &making, &store, &error) != CX_OK) {
    return failed(&error);
  }
  cx_store_free(store);
  store = NULL;
  opening.clock = tell_time;
  opening.clock_context = &now;
  if (cx_moment_parse("2026-06-01T09:00:00+08:00", 25, &now, &error) != CX_OK ||
      cx_store_open(arguments[1], strlen(arguments[1]), &opening, &store, &error) != CX_OK) {
    return failed(&error);
  }
  status = import(store, &error);
  if (status == 0) status = show_score(store, "wang", &error);
  if (status == 0) status = show_score(store, "li", &error);
  if (status == 0) status = consent_and_revoke(store, &now, &error);
  if (status == 0 && cx_store_verify(store, NULL, &proof, NULL, &error) != CX_OK) {
    status = failed(&error);
  }
  if (status == 0) printf("the ledger is %s\n", proof.ok ? "whole" : "broken");
  cx_store_free(store);
  return status;
}
