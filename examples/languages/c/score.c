/* Everyone's score, one resident at a time. The digest that all languages print is the
 * SHA-256 of these lines: score SUBJECTS.csv RECORDS.csv | sha256sum */
#include <chengxin.h>
#include <stdio.h>
#include <string.h>

static int failed(const char* what, const cx_error* error) {
  fprintf(stderr, "%s: %s [%s]\n", what, error->message, error->code);
  return 1;
}

/* One case and one assessment serve everybody: their memory is kept. */
static cx_status print_all(const cx_population* population, cx_case* facts,
                           cx_assessment* assessment, cx_day day, cx_error* error) {
  const uint64_t count = cx_population_subjects(population);
  uint64_t i;
  for (i = 0; i < count; ++i) {
    const cx_string id = cx_population_subject_id(population, i);
    cx_status status = cx_case_take(facts, population, i, error);
    if (status != CX_OK) return status;
    status = cx_assess(facts, day, CX_ASSESS_FIGURES_ONLY, assessment, error);
    if (status != CX_OK) return status;
    fwrite(id.data, 1, id.size, stdout);
    if (cx_assessment_eligible(assessment)) {
      const cx_string tier = cx_assessment_tier(assessment);
      printf(",true,%ld,", (long)cx_assessment_score(assessment));
      fwrite(tier.data, 1, tier.size, stdout);
      putchar('\n');
    } else {
      fputs(",false,,\n", stdout);
    }
  }
  return CX_OK;
}

int main(int argc, char** argv) {
  cx_error error = CX_ERROR_INIT;
  cx_rulebook* rulebook = NULL;
  cx_engine* engine = NULL;
  cx_population_options reading = CX_POPULATION_OPTIONS_INIT;
  cx_population* population = NULL;
  cx_case* facts = NULL;
  cx_assessment* assessment = NULL;
  cx_day day = 0;
  int result = 0;

  if (argc != 3) {
    fprintf(stderr, "usage: score SUBJECTS.csv RECORDS.csv\n");
    return 2;
  }
  if (cx_abi_version() != CX_ABI_VERSION) {
    fprintf(stderr, "this program was compiled for another libchengxin\n");
    return 1;
  }
  reading.subjects_name.data = argv[1];
  reading.subjects_name.size = strlen(argv[1]);
  reading.records_name.data = argv[2];
  reading.records_name.size = strlen(argv[2]);

  if (cx_date_parse("2026-02-28", 10, &day, &error) != CX_OK ||
      cx_rulebook_builtin(&rulebook, &error) != CX_OK ||
      cx_engine_new(rulebook, &engine, &error) != CX_OK ||
      cx_population_read(engine, &reading, &population, &error) != CX_OK ||
      cx_case_new(engine, &facts, &error) != CX_OK ||
      cx_assessment_new(&assessment, &error) != CX_OK ||
      print_all(population, facts, assessment, day, &error) != CX_OK) {
    result = failed("score", &error);
  } else if (fflush(stdout) != 0) {
    perror("score");
    result = 1;
  }

  cx_assessment_free(assessment);
  cx_case_free(facts);
  cx_population_free(population);
  cx_engine_free(engine);
  cx_rulebook_free(rulebook);
  return result;
}
