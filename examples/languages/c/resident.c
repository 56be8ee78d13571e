/* One resident built from structs, and their report. */
#include <chengxin.h>
#include <stdio.h>
#include <string.h>

static cx_string text(const char* of) {
  cx_string made;
  made.data = of;
  made.size = strlen(of);
  return made;
}

static cx_status describe(cx_case* facts, cx_error* error) {
  cx_subject subject = CX_SUBJECT_INIT;
  cx_record record = CX_RECORD_INIT;
  cx_attribute hours;
  cx_status status;

  subject.subject_id = text("resident-1");
  subject.residency = CX_RESIDENCY_REGISTERED;
  subject.capacity = CX_CAPACITY_FULL;
  if ((status = cx_date_parse("1990-04-01", 10, &subject.birth_date, error)) != CX_OK ||
      (status = cx_date_parse("2026-01-10", 10, &subject.enrolled_on, error)) != CX_OK ||
      (status = cx_case_set_subject(facts, &subject, error)) != CX_OK) {
    return status;
  }

  memset(&hours, 0, sizeof hours);
  hours.name = text("hours");
  hours.type = CX_VALUE_INTEGER;
  hours.integer = 35;
  record.record_id = text("r1");
  record.category = text("P-VOL-01");
  record.provider = text("youth-league");
  record.attributes = &hours;
  record.attribute_count = 1;
  if ((status = cx_date_parse("2026-01-20", 10, &record.occurred_on, error)) != CX_OK) {
    return status;
  }
  return cx_case_add_records(facts, &record, 1, error);
}

int main(void) {
  cx_error error = CX_ERROR_INIT;
  cx_rulebook* rulebook = NULL;
  cx_engine* engine = NULL;
  cx_case* facts = NULL;
  cx_assessment* assessment = NULL;
  cx_string report;
  cx_day day = 0;
  int result = 0;

  if (cx_date_parse("2026-02-28", 10, &day, &error) != CX_OK ||
      cx_rulebook_builtin(&rulebook, &error) != CX_OK ||
      cx_engine_new(rulebook, &engine, &error) != CX_OK ||
      cx_case_new(engine, &facts, &error) != CX_OK ||
      cx_assessment_new(&assessment, &error) != CX_OK || describe(facts, &error) != CX_OK ||
      cx_assess(facts, day, CX_ASSESS_EVERYTHING, assessment, &error) != CX_OK ||
      cx_assessment_report(assessment, CX_FORMAT_TEXT, CX_LANGUAGE_EN, &report, &error) != CX_OK) {
    fprintf(stderr, "%s [%s]\n", error.message, error.code);
    result = 1;
  } else {
    printf("score %ld\n\n%s", (long)cx_assessment_score(assessment), report.data);
  }

  cx_assessment_free(assessment);
  cx_case_free(facts);
  cx_engine_free(engine);
  cx_rulebook_free(rulebook);
  return result;
}
