// Which rulebook shows which sentence about rulebooks: each row of these tables
// begins with a sentence of SPECIFICATION. That each file gives its findings and no
// others is for bad_rulebooks_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "chengxin/io/rulebook.hpp"
#include "rulebook_files.hpp"

namespace chengxin {
namespace {

io::loaded_rulebook load(std::string_view folder, std::string_view name) {
  const std::string text = content_of(test_data(folder) / (std::string(name) + ".json"));
  EXPECT_FALSE(text.empty()) << name;
  return io::load_rulebook(text);
}

struct refused {
  std::string_view sentence;
  std::string_view file;
  std::string_view code;
};

constexpr refused bad[] = {
    {"1.2", "points_three_decimals", "invalid_points"},
    {"1.4", "date_slashes", "invalid_date"},
    {"1.4.1", "date_too_early", "invalid_date"},
    {"1.4.1", "date_too_late", "invalid_date"},
    {"1.8", "points_too_large", "invalid_points"},
    {"1.8", "points_too_negative", "invalid_points"},
    {"2.3.2", "attribute_name_capital", "attribute_name"},
    {"2.3.2", "attribute_name_digit", "attribute_name"},
    {"2.3.2", "attribute_name_empty", "attribute_name"},
    {"2.3.3", "reserved_in", "reserved_name"},
    {"2.3.3", "reserved_age", "reserved_name"},
    {"3.1.1", "top_array", "wrong_type"},
    {"3.1.1", "syntax_comment", "json_syntax"},
    {"3.1.1", "utf8_overlong", "invalid_utf8"},
    {"3.1.2", "unknown_member", "unknown_member"},
    {"3.1.2", "misspelt_rule_member", "unknown_member"},
    {"3.1.3", "duplicate_key_top", "duplicate_key"},
    {"3.1.3", "duplicate_key_deep", "duplicate_key"},
    {"3.1.4", "twice_rule", "duplicate_id"},
    {"3.1.4", "twice_dimension", "duplicate_id"},
    {"3.1.5", "unknown_category", "unknown_category"},
    {"3.1.5", "unknown_dimension_rule", "unknown_dimension"},
    {"3.1.5", "unknown_group", "unknown_group"},
    {"3.1.5", "condition_unknown_attribute", "expression_unknown_attribute"},
    {"3.1.9", "syntax_too_deep_by_one", "json_too_deep"},
    {"3.1.10", "null_required", "missing_member"},
    {"3.1.11", "empty_id", "invalid_id"},
    {"3.1.11", "control_character_in_id", "invalid_id"},
    {"3.1.12", "missing_title_language", "missing_member"},
    {"3.1.12", "extra_title_language", "unknown_member"},
    {"3.1.13", "note_on_group", "unknown_member"},
    {"3.1.13", "note_not_bilingual", "wrong_type"},
    {"3.1.14", "whole_valid_months_zero", "invalid_whole_number"},
    {"3.1.14", "whole_score_max", "invalid_whole_number"},
    {"3.1.15", "whole_valid_months_zero", "invalid_whole_number"},
    {"3.1.15", "whole_after_months", "invalid_whole_number"},
    {"3.2.1", "unknown_format", "unknown_format"},
    {"3.2.2", "top_empty_object", "missing_member"},
    {"3.2.3", "jurisdiction_letters", "invalid_jurisdiction"},
    {"3.2.4", "effective_backwards", "effective_period"},
    {"3.2.4", "null_effective_from", "missing_member"},
    {"3.2.5", "missing_id", "missing_member"},
    {"3.2.6", "unknown_basis_rule", "unknown_basis"},
    {"3.2.6", "citation_without_article", "invalid_citation"},
    {"3.2.7", "score_bounds", "score_bounds"},
    {"3.2.7", "whole_score_min", "invalid_whole_number"},
    {"3.2.8", "empty_residency", "empty_list"},
    {"3.2.8", "empty_capacity", "empty_list"},
    {"3.2.8", "whole_min_age_high", "invalid_whole_number"},
    {"3.3.1", "value_type", "unknown_value"},
    {"3.3.2", "empty_values", "empty_list"},
    {"3.3.2", "twice_in_values", "duplicate_value"},
    {"3.3.2", "values_on_integer", "unknown_member"},
    {"3.3.3", "empty_domain_integer", "empty_domain"},
    {"3.3.3", "empty_domain_number", "empty_domain"},
    {"3.3.3", "bounds_on_string", "unknown_member"},
    {"3.3.4", "forbidden_ethnicity", "forbidden_attribute"},
    {"3.3.4", "forbidden_religion", "forbidden_attribute"},
    {"3.3.4", "forbidden_genes", "forbidden_attribute"},
    {"3.3.4", "forbidden_fingerprints", "forbidden_attribute"},
    {"3.3.4", "forbidden_blood_type", "forbidden_attribute"},
    {"3.3.4", "forbidden_illness", "forbidden_attribute"},
    {"3.3.4", "forbidden_medical_history", "forbidden_attribute"},
    {"3.3.4", "forbidden_sex", "forbidden_attribute"},
    {"3.3.4", "forbidden_title_zh", "forbidden_attribute"},
    {"3.3.4", "forbidden_title_en", "forbidden_attribute"},
    {"3.4.1", "type_repairs", "wrong_type"},
    {"3.4.2", "dimension_min", "dimension_bounds"},
    {"3.4.2", "dimension_max", "dimension_bounds"},
    {"3.4.3", "two_repairing", "repairing_dimension"},
    {"3.4.4", "no_repairing", "repairing_dimension"},
    {"3.4.5", "repairing_min", "repairing_bounds"},
    {"3.4.6", "repairing_max", "repairing_bounds"},
    {"3.4.7", "repairing_max_low_warning", "repairing_bounds_exceeded"},
    {"3.5.1", "value_nature", "unknown_value"},
    {"3.5.2", "no_provider_warning", "no_provider"},
    {"3.5.3", "empty_origins", "empty_list"},
    {"3.5.4", "type_matter", "wrong_type"},
    {"3.5.5", "barred_and_declared", "barred_category"},
    {"3.5.6", "barred_in_rule", "barred_category"},
    {"3.5.6", "barred_in_ceiling", "barred_category"},
    {"3.6.1", "value_kind", "unknown_value"},
    {"3.6.2", "no_citation", "no_citation"},
    {"3.6.2", "no_citation_in_ceiling", "no_citation"},
    {"3.6.3", "rule_in_repairing", "rule_dimension"},
    {"3.6.3", "restore_elsewhere", "rule_dimension"},
    {"3.6.4", "no_categories", "no_category"},
    {"3.6.4", "twice_listed_category", "duplicate_category"},
    {"3.6.4", "categories_on_subject_rule", "unknown_member"},
    {"3.7.1", "type_points", "wrong_type"},
    {"3.7.1", "per_and_table", "unknown_member"},
    {"3.7.3", "per_string_attribute", "attribute_type"},
    {"3.7.3", "per_not_in_all_categories", "attribute_type"},
    {"3.7.3", "per_of_subject", "unknown_attribute"},
    {"3.7.5", "per_max_negative", "per_max"},
    {"3.7.6", "per_unit_zero", "per_unit"},
    {"3.8.1", "valid_months_on_restore", "unknown_member"},
    {"3.8.2", "mixed_signs_table", "mixed_signs"},
    {"3.8.3", "penalty_without_period", "penalty_period"},
    {"3.8.3", "penalty_too_long", "penalty_period"},
    {"3.8.4", "adds_for_bad", "category_nature"},
    {"3.8.5", "deducts_for_good", "category_nature"},
    {"3.8.6", "decay_months", "decay_order"},
    {"3.8.7", "decay_percent_high", "percent_range"},
    {"3.8.7", "decay_percent_negative", "percent_range"},
    {"3.8.7", "decay_rises", "decay_order"},
    {"3.8.8", "value_combine", "unknown_value"},
    {"3.8.9", "limit_per_year_zero", "limit_not_positive"},
    {"3.8.9", "limit_count_zero", "limit_not_positive"},
    {"3.8.9", "limit_total_negative", "limit_not_positive"},
    {"3.8.10", "group_total_zero", "limit_not_positive"},
    {"3.8.11", "group_of_other_dimension", "group_dimension"},
    {"3.8.11", "group_of_two_signs", "group_sign"},
    {"3.8.12", "matter_with_limits", "matter_limits"},
    {"3.8.13", "matter_with_maximum", "matter_combine"},
    {"3.8.14", "matter_in_two_groups", "matter_groups"},
    {"3.8.14", "matter_in_group_and_none", "matter_groups"},
    {"3.9.2", "subject_deducts", "subject_deducts"},
    {"3.9.2", "subject_table_deducts", "subject_deducts"},
    {"3.10.1", "no_steps", "no_steps"},
    {"3.10.2", "absence_of_good", "category_nature"},
    {"3.10.3", "step_points_zero", "step_not_positive"},
    {"3.10.3", "step_points_fall", "step_order"},
    {"3.10.4", "step_months_zero", "step_not_positive"},
    {"3.10.4", "step_months_same", "step_order"},
    {"3.10.5", "break_months_zero", "break_months"},
    {"3.10.5", "break_months_high", "break_months"},
    {"3.11.1", "value_step", "unknown_value"},
    {"3.11.2", "restore_of_good", "category_nature"},
    {"3.11.3", "restore_percent_zero", "percent_range"},
    {"3.11.3", "restore_percent_high", "percent_range"},
    {"3.11.4", "restore_before_the_day", "after_days"},
    {"3.12.1", "unknown_category_ceiling", "unknown_category"},
    {"3.12.2", "ceiling_of_good", "category_nature"},
    {"3.12.3", "ceiling_no_period", "penalty_period"},
    {"3.12.3", "ceiling_too_long", "penalty_period"},
    {"3.12.4", "whole_max_score", "invalid_whole_number"},
    {"3.12.4", "ceiling_below_minimum", "ceiling_below_minimum"},
    {"3.12.5", "no_tiers", "no_tier"},
    {"3.12.5", "whole_tier", "invalid_whole_number"},
    {"3.12.5", "same_tier_minimum", "duplicate_tier"},
    {"3.12.6", "lowest_tier", "lowest_tier"},
    {"3.12.7", "unknown_basis_use", "unknown_basis"},
    {"3.13.3", "condition_not_supported_list", "expression_not_supported"},
    {"3.13.7", "condition_date_against_string", "expression_type"},
    {"3.13.10", "condition_type_comparison", "expression_type"},
    {"3.13.12", "condition_unknown_attribute", "expression_unknown_attribute"},
    {"3.13.13", "condition_record_in_subject_rule", "expression_record_unavailable"},
    {"3.13.14", "condition_not_boolean", "expression_not_boolean"},
    {"3.13.15", "condition_declared_differently", "attribute_differs"},
    {"3.13.15", "condition_undeclared_in_one_category", "expression_unknown_attribute"},
    {"3.13.16", "condition_literal_range_double", "expression_literal_range"},
    {"3.13.18", "condition_too_long", "expression_too_long"},
    {"3.13.18", "condition_too_deep", "expression_too_deep"},
};

TEST(RulebookSentences, AreShownByWhatBreaksThem) {
  for (const refused& each : bad) {
    const io::loaded_rulebook loaded = load("bad_rulebooks", each.file);
    const auto found = std::find_if(loaded.findings.begin(), loaded.findings.end(),
                                    [&](const diagnostic& it) { return it.code == each.code; });
    ASSERT_NE(found, loaded.findings.end()) << each.sentence << ' ' << each.file;
    EXPECT_EQ(loaded.book == nullptr, has_errors(loaded.findings));
    const bool is_warning = each.file.ends_with("_warning");
    EXPECT_EQ(found->level, is_warning ? severity::warning : severity::error) << each.file;
  }
}

struct accepted {
  std::string_view sentence;
  std::string_view file;
};

constexpr accepted good[] = {
    {"1.2", "numbers_in_other_forms"},
    {"3.1.1", "byte_order_mark"},
    {"3.1.10", "nulls_for_optional_members"},
    {"3.1.11", "ids_of_any_text"},
    {"3.4.4", "good_categories_need_no_repair"},
    {"3.12.5", "tiers_in_any_order"},
    {"3.13.1", "conditions_of_every_form"},
    {"3.13.16", "constant_errors_load"},
    {"1.8", "largest_numbers"},
};

TEST(RulebookSentences, AreShownByWhatTheyAllow) {
  for (const accepted& each : good) {
    const io::loaded_rulebook loaded = load("good_rulebooks", each.file);
    EXPECT_NE(loaded.book, nullptr) << each.file;
    EXPECT_TRUE(loaded.findings.empty()) << each.file;
  }
}

// SPECIFICATION 3.3.5: a refusal names the attribute and the law.
TEST(RulebookSentences, AForbiddenAttributeIsNamedWithTheLaw) {
  struct row {
    std::string_view file, attribute, law;
  };
  constexpr row rows[] = {
      {"forbidden_ethnicity", "\"ethnicity\"", "个人信息保护法) art. 28"},
      {"forbidden_blood_type", "\"blood_type\"", "征信业管理条例) art. 14"},
  };
  for (const row& each : rows) {
    const io::loaded_rulebook loaded = load("bad_rulebooks", each.file);
    ASSERT_FALSE(loaded.findings.empty());
    EXPECT_NE(loaded.findings.front().message.find(each.attribute), std::string::npos);
    EXPECT_NE(loaded.findings.front().message.find(each.law), std::string::npos);
  }
}

// SPECIFICATION 3.1.6, 3.1.7: several mistakes, told at once, each with its place.
TEST(RulebookSentences, EveryMistakeIsTold) {
  const io::loaded_rulebook loaded = load("bad_rulebooks", "several_in_one_rule");
  EXPECT_EQ(loaded.findings.size(), 5U);
  for (const diagnostic& it : loaded.findings) {
    EXPECT_EQ(it.pointer.rfind("/rules/2", 0), 0U);
    EXPECT_GT(it.where.line, 0U);
    EXPECT_GT(it.where.column, 0U);
    EXPECT_FALSE(it.message.empty());
  }
}

}  // namespace
}  // namespace chengxin
