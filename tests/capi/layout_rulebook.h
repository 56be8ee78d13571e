/* How texts, errors and the parts of a rulebook lie in memory where pointers have 64 bits.
 * Included by layout_test.c alone. */

SIZE(cx_error, 1104);
AT(cx_error, struct_size, 0);
AT(cx_error, status, 4);
AT(cx_error, line, 8);
AT(cx_error, column, 12);
AT(cx_error, code, 16);
AT(cx_error, where, 80);
AT(cx_error, message, 336);

SIZE(cx_string, 16);
AT(cx_string, data, 0);
AT(cx_string, size, 8);

SIZE(cx_bilingual, 32);
AT(cx_bilingual, zh, 0);
AT(cx_bilingual, en, 16);

SIZE(cx_buffer, 16);
AT(cx_buffer, data, 0);
AT(cx_buffer, size, 8);

SIZE(cx_rulebook_info, 216);
AT(cx_rulebook_info, struct_size, 0);
AT(cx_rulebook_info, min_age, 4);
AT(cx_rulebook_info, id, 8);
AT(cx_rulebook_info, version, 24);
AT(cx_rulebook_info, fingerprint, 40);
AT(cx_rulebook_info, jurisdiction, 56);
AT(cx_rulebook_info, title, 72);
AT(cx_rulebook_info, note, 104);
AT(cx_rulebook_info, effective_from, 136);
AT(cx_rulebook_info, effective_until, 140);
AT(cx_rulebook_info, base, 144);
AT(cx_rulebook_info, min_score, 152);
AT(cx_rulebook_info, max_score, 160);
AT(cx_rulebook_info, residencies, 168);
AT(cx_rulebook_info, capacities, 172);
AT(cx_rulebook_info, basis_count, 176);
AT(cx_rulebook_info, subject_attribute_count, 180);
AT(cx_rulebook_info, dimension_count, 184);
AT(cx_rulebook_info, category_count, 188);
AT(cx_rulebook_info, barred_count, 192);
AT(cx_rulebook_info, group_count, 196);
AT(cx_rulebook_info, rule_count, 200);
AT(cx_rulebook_info, ceiling_count, 204);
AT(cx_rulebook_info, tier_count, 208);
AT(cx_rulebook_info, use_count, 212);

SIZE(cx_citation, 32);
AT(cx_citation, basis, 0);
AT(cx_citation, article, 16);

SIZE(cx_basis, 56);
AT(cx_basis, struct_size, 0);
AT(cx_basis, reserved, 4);
AT(cx_basis, id, 8);
AT(cx_basis, title, 24);

SIZE(cx_attribute_declaration, 152);
AT(cx_attribute_declaration, struct_size, 0);
AT(cx_attribute_declaration, type, 4);
AT(cx_attribute_declaration, name, 8);
AT(cx_attribute_declaration, title, 24);
AT(cx_attribute_declaration, unit, 56);
AT(cx_attribute_declaration, required, 88);
AT(cx_attribute_declaration, has_min, 92);
AT(cx_attribute_declaration, has_max, 96);
AT(cx_attribute_declaration, reserved, 100);
AT(cx_attribute_declaration, min, 104);
AT(cx_attribute_declaration, max, 112);
AT(cx_attribute_declaration, min_number, 120);
AT(cx_attribute_declaration, max_number, 128);
AT(cx_attribute_declaration, values, 136);
AT(cx_attribute_declaration, value_count, 144);

SIZE(cx_dimension, 104);
AT(cx_dimension, struct_size, 0);
AT(cx_dimension, repairs, 4);
AT(cx_dimension, id, 8);
AT(cx_dimension, title, 24);
AT(cx_dimension, note, 56);
AT(cx_dimension, min, 88);
AT(cx_dimension, max, 96);

SIZE(cx_category, 136);
AT(cx_category, struct_size, 0);
AT(cx_category, nature, 4);
AT(cx_category, id, 8);
AT(cx_category, title, 24);
AT(cx_category, note, 56);
AT(cx_category, citations, 88);
AT(cx_category, citation_count, 96);
AT(cx_category, providers, 104);
AT(cx_category, provider_count, 112);
AT(cx_category, any_provider, 120);
AT(cx_category, heeds_matter, 124);
AT(cx_category, origins, 128);
AT(cx_category, attribute_count, 132);

SIZE(cx_barred_category, 72);
AT(cx_barred_category, struct_size, 0);
AT(cx_barred_category, reserved, 4);
AT(cx_barred_category, category, 8);
AT(cx_barred_category, title, 24);
AT(cx_barred_category, citations, 56);
AT(cx_barred_category, citation_count, 64);

SIZE(cx_group, 64);
AT(cx_group, struct_size, 0);
AT(cx_group, dimension, 4);
AT(cx_group, id, 8);
AT(cx_group, title, 24);
AT(cx_group, total, 56);

SIZE(cx_point_row, 24);
AT(cx_point_row, when, 0);
AT(cx_point_row, points, 16);

SIZE(cx_step, 16);
AT(cx_step, months, 0);
AT(cx_step, percent, 4);
AT(cx_step, points, 8);

SIZE(cx_rule, 288);
AT(cx_rule, struct_size, 0);
AT(cx_rule, kind, 4);
AT(cx_rule, id, 8);
AT(cx_rule, title, 24);
AT(cx_rule, note, 56);
AT(cx_rule, citations, 88);
AT(cx_rule, citation_count, 96);
AT(cx_rule, categories, 104);
AT(cx_rule, category_count, 112);
AT(cx_rule, when, 120);
AT(cx_rule, dimension, 136);
AT(cx_rule, group, 140);
AT(cx_rule, form, 144);
AT(cx_rule, combine, 148);
AT(cx_rule, points, 152);
AT(cx_rule, per_attribute, 160);
AT(cx_rule, per_unit, 176);
AT(cx_rule, per_max, 184);
AT(cx_rule, rows, 192);
AT(cx_rule, row_count, 200);
AT(cx_rule, decay, 208);
AT(cx_rule, decay_count, 216);
AT(cx_rule, steps, 224);
AT(cx_rule, step_count, 232);
AT(cx_rule, valid_months, 240);
AT(cx_rule, break_months, 244);
AT(cx_rule, limit_per_year, 248);
AT(cx_rule, limit_total, 256);
AT(cx_rule, limit_count, 264);
AT(cx_rule, step, 272);
AT(cx_rule, percent, 276);
AT(cx_rule, after_days, 280);
AT(cx_rule, has_otherwise, 284);

SIZE(cx_ceiling, 144);
AT(cx_ceiling, struct_size, 0);
AT(cx_ceiling, valid_months, 4);
AT(cx_ceiling, id, 8);
AT(cx_ceiling, title, 24);
AT(cx_ceiling, note, 56);
AT(cx_ceiling, citations, 88);
AT(cx_ceiling, citation_count, 96);
AT(cx_ceiling, categories, 104);
AT(cx_ceiling, category_count, 112);
AT(cx_ceiling, when, 120);
AT(cx_ceiling, max_score, 136);

SIZE(cx_tier, 96);
AT(cx_tier, struct_size, 0);
AT(cx_tier, reserved, 4);
AT(cx_tier, id, 8);
AT(cx_tier, title, 24);
AT(cx_tier, note, 56);
AT(cx_tier, min, 88);

SIZE(cx_use, 112);
AT(cx_use, struct_size, 0);
AT(cx_use, reserved, 4);
AT(cx_use, id, 8);
AT(cx_use, title, 24);
AT(cx_use, note, 56);
AT(cx_use, citations, 88);
AT(cx_use, citation_count, 96);
AT(cx_use, min_score, 104);

SIZE(cx_finding, 64);
AT(cx_finding, struct_size, 0);
AT(cx_finding, is_error, 4);
AT(cx_finding, line, 8);
AT(cx_finding, column, 12);
AT(cx_finding, pointer, 16);
AT(cx_finding, code, 32);
AT(cx_finding, message, 48);
