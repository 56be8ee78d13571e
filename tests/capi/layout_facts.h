/* How facts, results and options lie in memory where pointers have 64 bits.
 * Included by layout_test.c alone. */

SIZE(cx_attribute, 56);
AT(cx_attribute, name, 0);
AT(cx_attribute, type, 16);
AT(cx_attribute, reserved, 20);
AT(cx_attribute, integer, 24);
AT(cx_attribute, number, 32);
AT(cx_attribute, text, 40);

SIZE(cx_subject, 56);
AT(cx_subject, struct_size, 0);
AT(cx_subject, residency, 4);
AT(cx_subject, subject_id, 8);
AT(cx_subject, capacity, 24);
AT(cx_subject, birth_date, 28);
AT(cx_subject, enrolled_on, 32);
AT(cx_subject, reserved, 36);
AT(cx_subject, attributes, 40);
AT(cx_subject, attribute_count, 48);

SIZE(cx_record, 120);
AT(cx_record, struct_size, 0);
AT(cx_record, origin, 4);
AT(cx_record, record_id, 8);
AT(cx_record, category, 24);
AT(cx_record, provider, 40);
AT(cx_record, matter, 56);
AT(cx_record, status, 72);
AT(cx_record, occurred_on, 76);
AT(cx_record, expires_on, 80);
AT(cx_record, repaired_on, 84);
AT(cx_record, corrected_on, 88);
AT(cx_record, service_on, 92);
AT(cx_record, conduct_on, 96);
AT(cx_record, reserved, 100);
AT(cx_record, attributes, 104);
AT(cx_record, attribute_count, 112);

SIZE(cx_figures, 88);
AT(cx_figures, struct_size, 0);
AT(cx_figures, day, 4);
AT(cx_figures, eligible, 8);
AT(cx_figures, ineligible_because, 12);
AT(cx_figures, stable_through, 16);
AT(cx_figures, knows_stable_through, 20);
AT(cx_figures, score, 24);
AT(cx_figures, total, 32);
AT(cx_figures, base, 40);
AT(cx_figures, tier_id, 48);
AT(cx_figures, tier, 64);
AT(cx_figures, dimension_count, 68);
AT(cx_figures, award_count, 72);
AT(cx_figures, adjustment_count, 76);
AT(cx_figures, record_count, 80);
AT(cx_figures, undetermined_count, 84);

SIZE(cx_dimension_result, 48);
AT(cx_dimension_result, struct_size, 0);
AT(cx_dimension_result, first_award, 4);
AT(cx_dimension_result, award_count, 8);
AT(cx_dimension_result, reserved, 12);
AT(cx_dimension_result, id, 16);
AT(cx_dimension_result, raw, 32);
AT(cx_dimension_result, value, 40);

SIZE(cx_award, 72);
AT(cx_award, struct_size, 0);
AT(cx_award, dimension, 4);
AT(cx_award, rule, 8);
AT(cx_award, record, 12);
AT(cx_award, rule_id, 16);
AT(cx_award, record_id, 32);
AT(cx_award, points, 48);
AT(cx_award, before_limits, 56);
AT(cx_award, percent, 64);
AT(cx_award, last_day, 68);

SIZE(cx_adjustment, 32);
AT(cx_adjustment, struct_size, 0);
AT(cx_adjustment, what, 4);
AT(cx_adjustment, dimension, 8);
AT(cx_adjustment, ceiling, 12);
AT(cx_adjustment, points, 16);
AT(cx_adjustment, record_count, 24);
AT(cx_adjustment, reserved, 28);

SIZE(cx_adjustment_record, 40);
AT(cx_adjustment_record, struct_size, 0);
AT(cx_adjustment_record, record, 4);
AT(cx_adjustment_record, record_id, 8);
AT(cx_adjustment_record, percent, 24);
AT(cx_adjustment_record, rules, 28);

SIZE(cx_record_result, 48);
AT(cx_record_result, struct_size, 0);
AT(cx_record_result, disposition, 4);
AT(cx_record_result, record_id, 8);
AT(cx_record_result, name, 24);
AT(cx_record_result, eased, 40);
AT(cx_record_result, effect_count, 44);

SIZE(cx_effect, 32);
AT(cx_effect, struct_size, 0);
AT(cx_effect, what, 4);
AT(cx_effect, index, 8);
AT(cx_effect, reserved, 12);
AT(cx_effect, id, 16);

SIZE(cx_undetermined, 64);
AT(cx_undetermined, struct_size, 0);
AT(cx_undetermined, of_ceiling, 4);
AT(cx_undetermined, index, 8);
AT(cx_undetermined, record, 12);
AT(cx_undetermined, id, 16);
AT(cx_undetermined, record_id, 32);
AT(cx_undetermined, attribute, 48);

SIZE(cx_road, 24);
AT(cx_road, is_decision, 0);
AT(cx_road, step, 4);
AT(cx_road, effective_on, 8);
AT(cx_road, reserved, 12);
AT(cx_road, gain, 16);

SIZE(cx_record_advice, 56);
AT(cx_record_advice, struct_size, 0);
AT(cx_record_advice, record, 4);
AT(cx_record_advice, record_id, 8);
AT(cx_record_advice, cost, 24);
AT(cx_record_advice, last_day, 32);
AT(cx_record_advice, reserved, 36);
AT(cx_record_advice, roads, 40);
AT(cx_record_advice, road_count, 48);

SIZE(cx_cause, 64);
AT(cx_cause, change, 0);
AT(cx_cause, index, 4);
AT(cx_cause, record, 8);
AT(cx_cause, reserved, 12);
AT(cx_cause, name, 16);
AT(cx_cause, id, 32);
AT(cx_cause, record_id, 48);

SIZE(cx_period, 16);
AT(cx_period, facts, 0);
AT(cx_period, from, 8);
AT(cx_period, through, 12);

SIZE(cx_segment, 88);
AT(cx_segment, struct_size, 0);
AT(cx_segment, from, 4);
AT(cx_segment, through, 8);
AT(cx_segment, eligible, 12);
AT(cx_segment, score, 16);
AT(cx_segment, total, 24);
AT(cx_segment, tier_id, 32);
AT(cx_segment, tier, 48);
AT(cx_segment, period, 52);
AT(cx_segment, values, 56);
AT(cx_segment, value_count, 64);
AT(cx_segment, causes, 72);
AT(cx_segment, cause_count, 80);

SIZE(cx_population_options, 96);
AT(cx_population_options, struct_size, 0);
AT(cx_population_options, subjects_format, 4);
AT(cx_population_options, records_format, 8);
AT(cx_population_options, threads, 12);
AT(cx_population_options, subjects_name, 16);
AT(cx_population_options, records_name, 32);
AT(cx_population_options, only_subject, 48);
AT(cx_population_options, keep_bad_rows, 64);
AT(cx_population_options, progress, 72);
AT(cx_population_options, progress_context, 80);
AT(cx_population_options, scores_alone, 88);

SIZE(cx_bad_row, 80);
AT(cx_bad_row, struct_size, 0);
AT(cx_bad_row, column, 4);
AT(cx_bad_row, line, 8);
AT(cx_bad_row, file, 16);
AT(cx_bad_row, code, 32);
AT(cx_bad_row, reason, 48);
AT(cx_bad_row, row, 64);

SIZE(cx_score_options, 32);
AT(cx_score_options, struct_size, 0);
AT(cx_score_options, day, 4);
AT(cx_score_options, threads, 8);
AT(cx_score_options, with_stable_through, 12);
AT(cx_score_options, progress, 16);
AT(cx_score_options, progress_context, 24);

SIZE(cx_explain_options, 32);
AT(cx_explain_options, struct_size, 0);
AT(cx_explain_options, day, 4);
AT(cx_explain_options, threads, 8);
AT(cx_explain_options, reserved, 12);
AT(cx_explain_options, progress, 16);
AT(cx_explain_options, progress_context, 24);

SIZE(cx_synthesis_options, 48);
AT(cx_synthesis_options, struct_size, 0);
AT(cx_synthesis_options, format, 4);
AT(cx_synthesis_options, subjects, 8);
AT(cx_synthesis_options, seed, 16);
AT(cx_synthesis_options, bad_rows, 24);
AT(cx_synthesis_options, day, 28);
AT(cx_synthesis_options, progress, 32);
AT(cx_synthesis_options, progress_context, 40);
