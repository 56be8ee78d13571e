// The part of misuse_test.cpp about stores. Included by it alone.
#pragma once

namespace {

void everything::stores() {
  FREE(cx_store_free);
  FREE(cx_store_end_snapshot);
  FREE(cx_import_free);
  store_files();
  store_ledger();
  store_scores();
  store_acts();
  store_proof();
  cx_store_free(store_);
}

void everything::store_files() {
  const std::string path = (folder_ / "store").string();
  cx_store_create_options making = CX_STORE_CREATE_OPTIONS_INIT;
  making.test_clock = 1;
  caller_.before = [&] { std::filesystem::remove(path); };
  MISUSE(cx_store_create, text(path),
         options<cx_store_create_options>(
             making, answer::right,
             {MEMBER(cx_store_create_options, digest), MEMBER(cx_store_create_options, test_clock),
              MEMBER(cx_store_create_options, reserved)}),
         given<cx_store*>(cx_store_free));
  caller_.before = [] {};
  cx_store_options opening = CX_STORE_OPTIONS_INIT;
  opening.clock = no_clock;
  MISUSE(cx_store_open, text(path),
         options<cx_store_options>(
             opening, answer::right,
             {MEMBER(cx_store_options, read_only), MEMBER(cx_store_options, reserved)}),
         given<cx_store*>(cx_store_free));
  must(cx_store_open(path.data(), path.size(), &opening, &store_, nullptr));
}

void everything::store_ledger() {
  const auto at = misuse::time<cx_moment>(CX_NO_MOMENT);
  MISUSE(cx_store_add_rulebook, store(), text(city_.json), at,
         given<std::int32_t>(nullptr, answer::right));
  cx_import_options how = CX_IMPORT_OPTIONS_INIT;
  how.subjects_format = how.records_format = CX_ROWS_CSV;
  const auto members = {MEMBER(cx_import_options, subjects_format),
                        MEMBER(cx_import_options, records_format),
                        MEMBER(cx_import_options, refuse_bad_rows)};
  MISUSE(cx_store_import_memory, store(), text(city_.subjects), text(city_.records),
         options<cx_import_options>(how, answer::misused, members),
         given<cx_import*>(cx_import_free));
  cx_import_options files = how;
  files.subjects_name = lend("/dev/null");
  MISUSE_GIVING(CX_ERROR_INPUT, cx_store_import, store(),
                options<cx_import_options>(files, answer::misused, members),
                given<cx_import*>(cx_import_free));
  cx_import* told = nullptr;
  must(cx_store_import_memory(store_, city_.subjects.data(), city_.subjects.size(),
                              city_.records.data(), city_.records.size(), &how, &told, nullptr));
  const handle<const cx_import> import(told);
  MISUSE(cx_import_count, import, filled<cx_import_counts>(CX_IMPORT_COUNTS_INIT));
  MISUSE(cx_import_bad_row, import, index<std::uint64_t>(0), filled<cx_bad_row>(CX_BAD_ROW_INIT));
  MISUSE(cx_import_rejects_csv, import, buffer());
  MISUSE(cx_import_json, import, buffer());
  cx_import_free(told);
  const filled<cx_import_counts> counts(CX_IMPORT_COUNTS_INIT, answer::right);
  MISUSE(cx_store_add_subject, store(), a_subject(shared_.facts.subject), at, counts);
  MISUSE(cx_store_add_records, store(), text("s1"), a_record(shared_.facts.records.front()), at,
         counts);
}

void everything::store_scores() {
  const text who("s1");
  const auto as_of = misuse::time<cx_day>(CX_NO_DAY);
  const auto known = misuse::time<cx_moment>(CX_NO_MOMENT);
  MISUSE(cx_store_score, store(), who, as_of, known,
         filled<cx_store_figures>(CX_STORE_FIGURES_INIT));
  MISUSE(cx_store_scores, store(), as_of, known, constant(1), writer(),
         given<std::uint64_t>(nullptr, answer::right));
  MISUSE(cx_store_score_csv, store(), who, as_of, known, constant(1), buffer());
  cx_refresh_options refreshing = CX_REFRESH_OPTIONS_INIT;
  refreshing.threads = 1;
  MISUSE(cx_store_refresh, store(),
         options<cx_refresh_options>(refreshing, answer::right,
                                     {MEMBER(cx_refresh_options, reserved)}),
         given<std::uint64_t>(nullptr, answer::right),
         given<std::uint64_t>(nullptr, answer::right));
  MISUSE(cx_store_explain, store(), who, as_of, known, constant(CX_FORMAT_JSON),
         constant(CX_LANGUAGE_EN), buffer());
  MISUSE(cx_store_timeline, store(), who, misuse::time<cx_day>(20634), misuse::time<cx_day>(20650),
         known, buffer());
  MISUSE(cx_store_explain_change, store(), who, as_of, known, as_of, known, buffer());
  MISUSE(cx_store_begin_snapshot, store());
  cx_store_end_snapshot(store_);
}

void everything::store_acts() {
  const text who("s1");
  const text record("h1");
  const text form("form-17");
  cx_consent_request consent = CX_CONSENT_REQUEST_INIT;
  consent.subject_id = lend("s1");
  consent.grantee = lend("library");
  cx_use use = CX_USE_INIT;
  must(cx_rulebook_use(city_.rulebook, 0, &use, nullptr));
  consent.use = use.id;
  consent.first_day = day;
  consent.last_day = day + 1000;
  consent.evidence = lend("form-17");
  MISUSE(cx_store_grant, store(),
         options<cx_consent_request>(consent, answer::misused, {MEMBER(cx_consent_request, scope)}),
         buffer());
  cx_buffer id = CX_BUFFER_INIT;
  must(cx_store_grant(store_, &consent, &id, nullptr));
  MISUSE(cx_store_consents, store(), who, buffer());
  cx_disclosure_request asked = CX_DISCLOSURE_REQUEST_INIT;
  asked.subject_id = consent.subject_id;
  asked.grantee = consent.grantee;
  asked.use = consent.use;
  const filled<cx_disclosure> told(CX_DISCLOSURE_INIT, answer::right);
  MISUSE(cx_store_disclose, store(),
         options<cx_disclosure_request>(
             asked, answer::misused,
             {MEMBER(cx_disclosure_request, scope), MEMBER(cx_disclosure_request, reserved)}),
         told, buffer(answer::right));
  MISUSE(cx_store_self, store(), who, text("real-name"), told, buffer(answer::right));
  MISUSE(cx_store_log, store(), who, buffer());
  MISUSE(cx_store_revoke, store(), text(std::string_view(id.data, id.size)),
         given<std::int32_t>(nullptr, answer::right));
  cx_buffer_dispose(&id);
  MISUSE(cx_store_object, store(), who, record, text("not me"));
  MISUSE(cx_store_decide, store(), who, record, constant(0), form);
  MISUSE(cx_store_withdraw, store(), who, form);
  MISUSE(cx_store_enrol, store(), who, form);
  MISUSE(cx_store_erase, store(), text("s2"), form);
  MISUSE(cx_store_purge, store(), misuse::bounded(1200, 0, 1200),
         given<std::uint64_t>(nullptr, answer::right));
  MISUSE(cx_store_tidy, store());
}

void everything::store_proof() {
  MISUSE(cx_store_head, store(), buffer());
  MISUSE(cx_store_verify, store(),
         options<cx_verify_options>(CX_VERIFY_OPTIONS_INIT, answer::right,
                                    {MEMBER(cx_verify_options, reserved)}),
         filled<cx_verification>(CX_VERIFICATION_INIT, answer::right), buffer(answer::right));
  MISUSE(cx_store_statistics, store(), filled<cx_statistics>(CX_STATISTICS_INIT, answer::right),
         buffer(answer::right));
}

}  // namespace
