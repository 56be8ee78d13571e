/* A rulebook as data, part by part, and the findings about one. The figures are those
 * of demonstration.json, copied by hand. */
#include "demo_rulebook.h"

/* A part that is asked for wrongly, whatever it is. */
#define CHECK_PART_MISUSE(function, type, INIT, count)   \
  do {                                                   \
    type it = INIT;                                      \
    CHECK_MISUSE(function(NULL, 0, &it, err));           \
    CHECK_MISUSE(function(demo, 0, NULL, err));          \
    CHECK_MISUSE(function(demo, count, &it, err));       \
    CHECK_MISUSE(function(demo, CX_NO_INDEX, &it, err)); \
    it.struct_size = (uint32_t)sizeof(type) - 1;         \
    CHECK_MISUSE(function(demo, 0, &it, err));           \
    it.struct_size = 0;                                  \
    CHECK_MISUSE(function(demo, 0, &it, err));           \
  } while (0)

/* REQ BOOK-8 */
static void test_whole(const cx_rulebook* demo) {
  cx_rulebook_info it = CX_RULEBOOK_INFO_INIT;
  CHECK(cx_rulebook_describe(demo, &it, NULL) == CX_OK);
  CHECK(is(it.id, "demo") && is(it.version, "2026.1") && is(it.jurisdiction, "350400"));
  CHECK(is(it.title.zh, "示范标准") && is(it.title.en, "Demonstration"));
  CHECK(it.fingerprint.size == 64 && it.note.zh.size == 0);
  CHECK(it.effective_from == day_of("2026-01-01") && it.effective_until == CX_NO_DAY);
  CHECK(it.base == 50000 && it.min_score == 0 && it.max_score == 1000 && it.min_age == 18);
  CHECK(it.residencies == (1u << CX_RESIDENCY_REGISTERED | 1u << CX_RESIDENCY_HABITUAL));
  CHECK(it.capacities == 1u << CX_CAPACITY_FULL);
  CHECK(it.basis_count == 1 && it.subject_attribute_count == 2 && it.dimension_count == 3);
  CHECK(it.category_count == 5 && it.barred_count == 1 && it.group_count == 2);
  CHECK(it.rule_count == 8 && it.ceiling_count == 1 && it.tier_count == 2 && it.use_count == 1);
  CHECK_MISUSE(cx_rulebook_describe(NULL, &it, err));
  CHECK_MISUSE(cx_rulebook_describe(demo, NULL, err));
  it.struct_size = 8;
  CHECK_MISUSE(cx_rulebook_describe(demo, &it, err));
}

/* REQ BOOK-10 */
static void test_attributes(const cx_rulebook* demo) {
  cx_attribute_declaration it = CX_ATTRIBUTE_DECLARATION_INIT;
  uint32_t help = 9;
  CHECK(cx_rulebook_attribute(demo, CX_NO_INDEX, 0, &it, NULL) == CX_OK);
  CHECK(is(it.name, "degree") && it.type == CX_VALUE_STRING && it.required == 0);
  CHECK(is(it.title.zh, "学历") && it.unit.en.size == 0);
  CHECK(it.value_count == 2 && is(it.values[0], "本科") && is(it.values[1], "硕士"));
  CHECK(it.has_min == 0 && it.has_max == 0);
  CHECK(cx_rulebook_find(demo, CX_PART_CATEGORY, TEXT("help"), &help, NULL) == CX_OK && help == 0);
  CHECK(cx_rulebook_attribute(demo, help, 0, &it, NULL) == CX_OK);
  CHECK(is(it.name, "hours") && it.type == CX_VALUE_INTEGER && it.required == 1);
  CHECK(it.has_min == 1 && it.min == 0 && it.has_max == 1 && it.max == 8784);
  CHECK(it.value_count == 0);
  CHECK(cx_rulebook_attribute(demo, help, 2, &it, NULL) == CX_OK);
  CHECK(is(it.name, "rate") && it.type == CX_VALUE_NUMBER);
  CHECK(it.has_min == 1 && it.min_number == 0.5 && it.has_max == 1 && it.max_number == 99.5);
  CHECK(cx_rulebook_attribute(demo, help, 3, &it, NULL) == CX_OK && it.type == CX_VALUE_BOOLEAN);
  CHECK(cx_rulebook_attribute(demo, help, 4, &it, NULL) == CX_OK && it.type == CX_VALUE_DATE);
  CHECK_MISUSE(cx_rulebook_attribute(NULL, help, 0, &it, err));
  CHECK_MISUSE(cx_rulebook_attribute(demo, 5, 0, &it, err));
  CHECK_MISUSE(cx_rulebook_attribute(demo, help, 5, &it, err));
  CHECK_MISUSE(cx_rulebook_attribute(demo, CX_NO_INDEX, 2, &it, err));
  CHECK_MISUSE(cx_rulebook_attribute(demo, help, 0, NULL, err));
  it.struct_size = 16;
  CHECK_MISUSE(cx_rulebook_attribute(demo, help, 0, &it, err));
}

/* REQ BOOK-9, BOOK-11, BOOK-12, BOOK-13, BOOK-14 */
static void test_parts(const cx_rulebook* demo) {
  cx_basis basis = CX_BASIS_INIT;
  cx_dimension dimension = CX_DIMENSION_INIT;
  cx_category category = CX_CATEGORY_INIT;
  cx_barred_category barred = CX_BARRED_CATEGORY_INIT;
  cx_group group = CX_GROUP_INIT;
  CHECK(cx_rulebook_basis(demo, 0, &basis, NULL) == CX_OK);
  CHECK(is(basis.id, "law") && is(basis.title.en, "Measures"));
  CHECK(cx_rulebook_dimension(demo, 1, &dimension, NULL) == CX_OK);
  CHECK(is(dimension.id, "conduct") && dimension.min == -30000 && dimension.max == 20000);
  CHECK(dimension.repairs == 0);
  CHECK(cx_rulebook_dimension(demo, 2, &dimension, NULL) == CX_OK && dimension.repairs == 1);
  CHECK(cx_rulebook_category(demo, 3, &category, NULL) == CX_OK);
  CHECK(is(category.id, "case") && category.nature == CX_NATURE_BAD && category.heeds_matter == 1);
  CHECK(category.any_provider == 1 && category.provider_count == 0);
  CHECK(category.attribute_count == 0 && category.origins == 1u << CX_ORIGIN_PLATFORM);
  CHECK(cx_rulebook_barred(demo, 0, &barred, NULL) == CX_OK);
  CHECK(is(barred.category, "sealed") && barred.citation_count == 1);
  CHECK(is(barred.citations[0].basis, "law") && is(barred.citations[0].article, "2"));
  CHECK(cx_rulebook_group(demo, 0, &group, NULL) == CX_OK);
  CHECK(is(group.id, "good_deeds") && group.dimension == 1 && group.total == 8000);
  CHECK_PART_MISUSE(cx_rulebook_basis, cx_basis, CX_BASIS_INIT, 1);
  CHECK_PART_MISUSE(cx_rulebook_dimension, cx_dimension, CX_DIMENSION_INIT, 3);
  CHECK_PART_MISUSE(cx_rulebook_category, cx_category, CX_CATEGORY_INIT, 5);
  CHECK_PART_MISUSE(cx_rulebook_barred, cx_barred_category, CX_BARRED_CATEGORY_INIT, 1);
  CHECK_PART_MISUSE(cx_rulebook_group, cx_group, CX_GROUP_INIT, 2);
}

/* REQ BOOK-15, BOOK-16, BOOK-17, BOOK-18 */
static void test_rules(const cx_rulebook* demo) {
  cx_rule rule = CX_RULE_INIT;
  cx_ceiling ceiling = CX_CEILING_INIT;
  cx_tier tier = CX_TIER_INIT;
  cx_use use = CX_USE_INIT;
  CHECK(cx_rulebook_rule(demo, 0, &rule, NULL) == CX_OK);
  CHECK(is(rule.id, "R0") && rule.kind == CX_RULE_RECORD && rule.dimension == 1 && rule.group == 0);
  CHECK(is(rule.when, "record.hours > 1") && rule.form == CX_POINTS_PER && rule.points == 200);
  CHECK(is(rule.per_attribute, "hours") && rule.per_unit == 10 && rule.per_max == 4000);
  CHECK(rule.limit_per_year == 3000 && rule.limit_count == 5 && rule.limit_total == 6000);
  CHECK(rule.category_count == 1 && is(rule.categories[0], "help") && rule.valid_months == 0);
  CHECK(rule.citation_count == 1 && is(rule.citations[0].article, "11"));
  CHECK(cx_rulebook_rule(demo, 1, &rule, NULL) == CX_OK);
  CHECK(rule.form == CX_POINTS_TABLE && rule.row_count == 1 && rule.rows[0].points == 525);
  CHECK(is(rule.rows[0].when, "record.place == 'x'") && rule.points == 100);
  CHECK(rule.has_otherwise == 1 && rule.combine == CX_COMBINE_MAX && rule.group == CX_NO_INDEX);
  CHECK(rule.limit_total == CX_NO_LIMIT && rule.limit_count == CX_NO_LIMIT);
  CHECK(cx_rulebook_rule(demo, 2, &rule, NULL) == CX_OK);
  CHECK(rule.form == CX_POINTS_FIXED && rule.points == -2000 && rule.valid_months == 36);
  CHECK(rule.decay_count == 2 && rule.decay[1].months == 24 && rule.decay[1].percent == 30);
  CHECK(cx_rulebook_rule(demo, 5, &rule, NULL) == CX_OK);
  CHECK(rule.kind == CX_RULE_ABSENCE && rule.break_months == 12 && rule.step_count == 2);
  CHECK(rule.steps[1].months == 24 && rule.steps[1].points == 2000);
  CHECK(cx_rulebook_rule(demo, 6, &rule, NULL) == CX_OK);
  CHECK(rule.kind == CX_RULE_RESTORE && rule.step == CX_STEP_CORRECTED && rule.percent == 50);
  CHECK(rule.after_days == 30);
  CHECK(cx_rulebook_rule(demo, 7, &rule, NULL) == CX_OK);
  CHECK(rule.kind == CX_RULE_SUBJECT && rule.category_count == 0 && rule.points == 1000);
  CHECK(cx_rulebook_ceiling(demo, 0, &ceiling, NULL) == CX_OK);
  CHECK(is(ceiling.id, "C1") && ceiling.valid_months == 24 && ceiling.max_score == 649);
  CHECK(ceiling.when.size == 0 && ceiling.category_count == 1);
  CHECK(cx_rulebook_tier(demo, 0, &tier, NULL) == CX_OK && is(tier.id, "A") && tier.min == 700);
  CHECK(cx_rulebook_use(demo, 0, &use, NULL) == CX_OK);
  CHECK(is(use.id, "loan") && use.min_score == 60000 && is(use.citations[0].article, "21"));
  CHECK_PART_MISUSE(cx_rulebook_rule, cx_rule, CX_RULE_INIT, 8);
  CHECK_PART_MISUSE(cx_rulebook_ceiling, cx_ceiling, CX_CEILING_INIT, 1);
  CHECK_PART_MISUSE(cx_rulebook_tier, cx_tier, CX_TIER_INIT, 2);
  CHECK_PART_MISUSE(cx_rulebook_use, cx_use, CX_USE_INIT, 1);
}

/* REQ BOOK-19 */
static void test_finding_parts(const cx_rulebook* demo) {
  static const struct {
    int32_t part;
    const char* id;
    uint32_t index;
  } parts[] = {{CX_PART_BASIS, "law", 0},     {CX_PART_DIMENSION, "repair", 2},
               {CX_PART_CATEGORY, "note", 4}, {CX_PART_BARRED, "sealed", 0},
               {CX_PART_GROUP, "acts", 1},    {CX_PART_RULE, "R7", 7},
               {CX_PART_CEILING, "C1", 0},    {CX_PART_TIER, "B", 1},
               {CX_PART_USE, "loan", 0}};
  uint32_t index = 77;
  size_t i;
  for (i = 0; i < sizeof parts / sizeof *parts; ++i) {
    index = 77;
    CHECK(cx_rulebook_find(demo, parts[i].part, parts[i].id, strlen(parts[i].id), &index, NULL) ==
          CX_OK);
    CHECK(index == parts[i].index);
    index = 77;
    CHECK_FAILS(CX_ERROR_NOT_FOUND,
                cx_rulebook_find(demo, parts[i].part, TEXT("nothing"), &index, err));
    CHECK(index == 77);
  }
  CHECK_MISUSE(cx_rulebook_find(NULL, CX_PART_USE, TEXT("loan"), &index, err));
  CHECK_MISUSE(cx_rulebook_find(demo, -1, TEXT("loan"), &index, err));
  CHECK_MISUSE(cx_rulebook_find(demo, 9, TEXT("loan"), &index, err));
  CHECK_MISUSE(cx_rulebook_find(demo, CX_PART_USE, NULL, 1, &index, err));
  CHECK_MISUSE(cx_rulebook_find(demo, CX_PART_USE, TEXT("loan"), NULL, err));
}

/* REQ FINDING-1, FINDING-2, FINDING-3, FINDING-4, FINDING-5, FINDING-6 */
static void test_findings(void) {
  static const char wrong[] = "{\"format\": \"chengxin-rulebook/1\",\n  \"id\": 7}";
  const cx_string good = cx_rulebook_builtin_json();
  cx_findings* findings = NULL;
  cx_finding it = CX_FINDING_INIT;
  cx_buffer text = CX_BUFFER_INIT;
  CHECK(cx_rulebook_verify(good.data, good.size, &findings, NULL) == CX_OK);
  CHECK(cx_findings_errors(findings) == 0);
  cx_findings_free(findings);
  CHECK(cx_rulebook_verify(TEXT(wrong), &findings, NULL) == CX_OK);
  CHECK(cx_findings_errors(findings) > 5 && cx_findings_warnings(findings) == 0);
  CHECK(cx_findings_get(findings, cx_findings_errors(findings) - 1, &it, NULL) == CX_OK);
  CHECK(it.is_error == 1 && is(it.pointer, "/id") && is(it.code, "wrong_type"));
  CHECK(it.line == 2 && it.column == 9 && it.message.size > 0);
  CHECK(cx_findings_text(findings, TEXT("b.json"), CX_FORMAT_TEXT, &text, NULL) == CX_OK);
  CHECK(strstr(text.data, "b.json:2:9: error: ") != NULL);
  cx_buffer_dispose(&text);
  CHECK(cx_findings_text(findings, NULL, 0, CX_FORMAT_JSON, &text, NULL) == CX_OK);
  CHECK(text.data[0] == '[' && strstr(text.data, "\"pointer\":\"/id\"") != NULL);
  cx_buffer_dispose(&text);
  CHECK_MISUSE(cx_findings_get(NULL, 0, &it, err));
  CHECK_MISUSE(cx_findings_get(findings, 0, NULL, err));
  CHECK_MISUSE(cx_findings_get(findings, cx_findings_errors(findings), &it, err));
  it.struct_size = 8;
  CHECK_MISUSE(cx_findings_get(findings, 0, &it, err));
  CHECK_MISUSE(cx_findings_text(NULL, TEXT("b"), CX_FORMAT_TEXT, &text, err));
  CHECK_MISUSE(cx_findings_text(findings, NULL, 1, CX_FORMAT_TEXT, &text, err));
  CHECK_MISUSE(cx_findings_text(findings, TEXT("b"), CX_FORMAT_HTML, &text, err));
  CHECK_MISUSE(cx_findings_text(findings, TEXT("b"), -1, &text, err));
  CHECK_MISUSE(cx_findings_text(findings, TEXT("b"), CX_FORMAT_TEXT, NULL, err));
  CHECK(text.data == NULL);
  cx_findings_free(findings);
  cx_findings_free(NULL);
  findings = NULL;
  CHECK_MISUSE(cx_rulebook_verify(NULL, 1, &findings, err));
  CHECK_MISUSE(cx_rulebook_verify(TEXT("{}"), NULL, err));
  CHECK(findings == NULL && cx_findings_errors(NULL) == 0 && cx_findings_warnings(NULL) == 0);
}

/* REQ RULE-8: a program of an earlier release knows less, one of a later one more. */
static void test_structs_of_another_size(const cx_rulebook* demo) {
  struct {
    cx_tier tier;
    char beyond[8];
  } memory;
  memset(&memory, 'x', sizeof memory);
  memory.tier.struct_size = (uint32_t)sizeof memory;
  CHECK(cx_rulebook_tier(demo, 0, &memory.tier, NULL) == CX_OK);
  CHECK(memory.tier.struct_size == sizeof memory && is(memory.tier.id, "A"));
  CHECK(memory.beyond[0] == 'x' && memory.beyond[7] == 'x');
}

int main(void) {
  cx_rulebook* const demo = load_demo();
  test_whole(demo);
  test_attributes(demo);
  test_parts(demo);
  test_rules(demo);
  test_finding_parts(demo);
  test_findings();
  test_structs_of_another_size(demo);
  cx_rulebook_free(demo);
  return end_of_tests();
}
