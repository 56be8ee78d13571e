/* How the structs of a store lie in memory where pointers have 64 bits.
 * Included by layout_test.c alone. */

SIZE(cx_store_create_options, 32);
AT(cx_store_create_options, struct_size, 0);
AT(cx_store_create_options, digest, 4);
AT(cx_store_create_options, test_clock, 8);
AT(cx_store_create_options, reserved, 12);
AT(cx_store_create_options, vfs, 16);

SIZE(cx_store_options, 48);
AT(cx_store_options, struct_size, 0);
AT(cx_store_options, read_only, 4);
AT(cx_store_options, wait_milliseconds, 8);
AT(cx_store_options, reserved, 12);
AT(cx_store_options, vfs, 16);
AT(cx_store_options, clock, 32);
AT(cx_store_options, clock_context, 40);

SIZE(cx_import_options, 80);
AT(cx_import_options, struct_size, 0);
AT(cx_import_options, subjects_format, 4);
AT(cx_import_options, records_format, 8);
AT(cx_import_options, refuse_bad_rows, 12);
AT(cx_import_options, subjects_name, 16);
AT(cx_import_options, records_name, 32);
AT(cx_import_options, at, 48);
AT(cx_import_options, keep_bad_rows, 56);
AT(cx_import_options, progress, 64);
AT(cx_import_options, progress_context, 72);

SIZE(cx_import_counts, 88);
AT(cx_import_counts, struct_size, 0);
AT(cx_import_counts, added, 4);
AT(cx_import_counts, subjects_new, 8);
AT(cx_import_counts, subjects_changed, 16);
AT(cx_import_counts, subjects_same, 24);
AT(cx_import_counts, records_new, 32);
AT(cx_import_counts, records_changed, 40);
AT(cx_import_counts, records_same, 48);
AT(cx_import_counts, held_back, 56);
AT(cx_import_counts, barred, 64);
AT(cx_import_counts, bad, 72);
AT(cx_import_counts, kept_bad_rows, 80);

SIZE(cx_dimension_value, 24);
AT(cx_dimension_value, id, 0);
AT(cx_dimension_value, value, 16);

SIZE(cx_store_figures, 88);
AT(cx_store_figures, struct_size, 0);
AT(cx_store_figures, as_of, 4);
AT(cx_store_figures, eligible, 8);
AT(cx_store_figures, stable_through, 12);
AT(cx_store_figures, score, 16);
AT(cx_store_figures, total, 24);
AT(cx_store_figures, tier_id, 32);
AT(cx_store_figures, fingerprint, 48);
AT(cx_store_figures, from_cache, 64);
AT(cx_store_figures, reserved, 68);
AT(cx_store_figures, dimensions, 72);
AT(cx_store_figures, dimension_count, 80);

SIZE(cx_refresh_options, 32);
AT(cx_refresh_options, struct_size, 0);
AT(cx_refresh_options, as_of, 4);
AT(cx_refresh_options, threads, 8);
AT(cx_refresh_options, reserved, 12);
AT(cx_refresh_options, progress, 16);
AT(cx_refresh_options, progress_context, 24);

SIZE(cx_consent_request, 80);
AT(cx_consent_request, struct_size, 0);
AT(cx_consent_request, scope, 4);
AT(cx_consent_request, subject_id, 8);
AT(cx_consent_request, grantee, 24);
AT(cx_consent_request, use, 40);
AT(cx_consent_request, first_day, 56);
AT(cx_consent_request, last_day, 60);
AT(cx_consent_request, evidence, 64);

SIZE(cx_disclosure_request, 64);
AT(cx_disclosure_request, struct_size, 0);
AT(cx_disclosure_request, scope, 4);
AT(cx_disclosure_request, subject_id, 8);
AT(cx_disclosure_request, grantee, 24);
AT(cx_disclosure_request, use, 40);
AT(cx_disclosure_request, as_of, 56);
AT(cx_disclosure_request, reserved, 60);

SIZE(cx_disclosure, 80);
AT(cx_disclosure, struct_size, 0);
AT(cx_disclosure, denial, 4);
AT(cx_disclosure, denial_name, 8);
AT(cx_disclosure, as_of, 24);
AT(cx_disclosure, entitled, 28);
AT(cx_disclosure, has_score, 32);
AT(cx_disclosure, reserved, 36);
AT(cx_disclosure, score, 40);
AT(cx_disclosure, tier_id, 48);
AT(cx_disclosure, report, 64);

SIZE(cx_verify_options, 40);
AT(cx_verify_options, struct_size, 0);
AT(cx_verify_options, reserved, 4);
AT(cx_verify_options, expected, 8);
AT(cx_verify_options, progress, 24);
AT(cx_verify_options, progress_context, 32);

SIZE(cx_verification, 56);
AT(cx_verification, struct_size, 0);
AT(cx_verification, ok, 4);
AT(cx_verification, entries, 8);
AT(cx_verification, entry, 16);
AT(cx_verification, head, 24);
AT(cx_verification, why, 40);

SIZE(cx_statistics, 88);
AT(cx_statistics, struct_size, 0);
AT(cx_statistics, reserved, 4);
AT(cx_statistics, subjects, 8);
AT(cx_statistics, records, 16);
AT(cx_statistics, versions, 24);
AT(cx_statistics, entries, 32);
AT(cx_statistics, cached_scores, 40);
AT(cx_statistics, hits, 48);
AT(cx_statistics, absent, 56);
AT(cx_statistics, newer_data, 64);
AT(cx_statistics, past_stable_through, 72);
AT(cx_statistics, other_rulebook, 80);
