/* Everyone's score and one resident's report through the C interface, from text
 * in memory. Every failure is looked at. */
#include <chengxin.h>
#include <stdio.h>
#include <string.h>

static const char subjects[] =
    "subject_id,birth_date,residency,capacity,enrolled_on\n"
    "resident-1,1990-04-01,registered,full,2026-01-10\n"
    "resident-2,2012-09-01,registered,full,2026-01-10\n";

static const char records[] =
    "record_id,subject_id,category,provider,occurred_on,origin,status,attributes.hours\n"
    "r1,resident-1,P-VOL-01,youth-league,2026-01-20,platform,active,35\n"
    "r2,resident-1,P-BLD-01,blood-centre,2026-02-03,platform,active,\n";

static int32_t to_standard_output(void* context, const char* data, size_t size) {
  (void)context;
  return fwrite(data, 1, size, stdout) == size ? 0 : 1;
}

static int failed(const char* what, const cx_error* error) {
  fprintf(stderr, "%s: %s [%s]\n", what, error->message, error->code);
  return 1;
}

int main(void) {
  cx_error error = CX_ERROR_INIT;
  cx_rulebook* rulebook = NULL;
  cx_engine* engine = NULL;
  cx_population* population = NULL;
  cx_population_options reading = CX_POPULATION_OPTIONS_INIT;
  cx_score_options scoring = CX_SCORE_OPTIONS_INIT;
  cx_case* facts = NULL;
  cx_assessment* assessment = NULL;
  cx_string report;
  int status = 0;

  if (cx_abi_version() != CX_ABI_VERSION) {
    fprintf(stderr, "this program was compiled for another libchengxin\n");
    return 1;
  }
  reading.subjects_format = CX_ROWS_CSV;
  reading.records_format = CX_ROWS_CSV;

  if (cx_date_parse("2026-02-28", 10, &scoring.day, &error) != CX_OK) {
    status = failed("day", &error);
  } else if (cx_rulebook_builtin(&rulebook, &error) != CX_OK ||
             cx_engine_new(rulebook, &engine, &error) != CX_OK) {
    status = failed("rulebook", &error);
  } else if (cx_population_read_memory(engine, subjects, strlen(subjects), records, strlen(records),
                                       &reading, &population, &error) != CX_OK) {
    status = failed("facts", &error);
  } else if (cx_population_bad_rows(population) != 0) {
    fprintf(stderr, "some rows are bad\n");
    status = 1;
  } else if (cx_population_score(population, &scoring, to_standard_output, NULL, &error) != CX_OK) {
    status = failed("scores", &error);
  } else {
    if (cx_case_new(engine, &facts, &error) != CX_OK ||
        cx_assessment_new(&assessment, &error) != CX_OK ||
        cx_case_take(facts, population, 0, &error) != CX_OK ||
        cx_assess(facts, scoring.day, CX_ASSESS_EVERYTHING, assessment, &error) != CX_OK ||
        cx_assessment_report(assessment, CX_FORMAT_TEXT, CX_LANGUAGE_EN, &report, &error) !=
            CX_OK) {
      status = failed("report", &error);
    } else {
      printf("\n%s", report.data);
    }
  }

  cx_assessment_free(assessment);
  cx_case_free(facts);
  cx_population_free(population);
  cx_engine_free(engine);
  cx_rulebook_free(rulebook);
  return status;
}
