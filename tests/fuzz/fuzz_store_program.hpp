// The steps of fuzz_store.cpp, each a call or a few that belong together. Included by it
// alone, within its unnamed namespace.
#pragma once

class program {
public:
  explicit program(choices& choose) : choose_(choose) { open(); }
  program(const program&) = delete;
  program& operator=(const program&) = delete;
  ~program() { cx_store_free(store_); }

  void step() {
    switch (choose_.below(14)) {
      case 0: reopen(); break;
      case 1: add_rulebook(); break;
      case 2: import(); break;
      case 3: add_facts(); break;
      case 4: ask_score(); break;
      case 5: ask_all(); break;
      case 6: ask_texts(); break;
      case 7: snapshot(); break;
      case 8: consent(); break;
      case 9: disclose(); break;
      case 10: act(); break;
      case 11: erase(); break;
      case 12: prove(); break;
      default: moments(); break;
    }
  }

  // However it was used, the ledger fits.
  void check() {
    cx_store_end_snapshot(store_);
    cx_verification found = CX_VERIFICATION_INIT;
    if (cx_store_verify(store_, nullptr, &found, nullptr, nullptr) != CX_OK || found.ok != 1) {
      std::abort();
    }
  }

private:
  cx_error* err() {
    if (choose_.rarely()) return nullptr;
    error_ = CX_ERROR_INIT;
    return &error_;
  }
  cx_store* store() { return choose_.rarely() ? nullptr : store_; }
  cx_string who() {
    return choose_.rarely() ? choose_.text() : cx_string{&"s1s2"[choose_.below(2) * 2], 2};
  }
  cx_string record() {
    return choose_.rarely() ? choose_.text() : cx_string{&"r1r2"[choose_.below(2) * 2], 2};
  }
  cx_day day() {
    return choose_.rarely() ? choose_.number() : choose_.below(2) == 0 ? CX_NO_DAY : choose_.day();
  }
  cx_moment moment() {
    return choose_.byte() < 200 ? CX_NO_MOMENT : now_is + choose_.number() - choose_.number();
  }
  template <class Give>
  void text_of(const Give& give) {
    cx_buffer text = CX_BUFFER_INIT;
    if (give(&text) == CX_OK) read(text);
  }

  void open() {
    cx_store_options how = CX_STORE_OPTIONS_INIT;
    how.clock = test_clock;
    if (cx_store_open(TEXT_OF(begun().path()), &how, &store_, nullptr) != CX_OK) std::abort();
  }

  void reopen() {
    roomy<cx_store_options> how(CX_STORE_OPTIONS_INIT, choose_);
    how.it.read_only = choose_.number();
    how.it.wait_milliseconds = choose_.number() % 2;
    how.it.vfs = choose_.rarely() ? choose_.text() : cx_string{nullptr, 0};
    const std::string& path = begun().path();
    cx_store* other = nullptr;
    if (cx_store_open(TEXT_OF(path), &how.it, &other, err()) == CX_OK) {
      text_of([&](auto* out) { return cx_store_head(other, out, err()); });
      cx_store_free(other);
    }
    roomy<cx_store_create_options> making(CX_STORE_CREATE_OPTIONS_INIT, choose_);
    making.it.digest = choose_.number();
    making.it.test_clock = choose_.number();
    // The file is there already: never made again.
    if (cx_store_create(TEXT_OF(path), &making.it, &other, err()) == CX_OK) std::abort();
    cx_store_free(store_);
    open();
  }

  void add_rulebook() {
    const cx_string text = choose_.rarely() ? choose_.text() : cx_string{TEXT_OF(rulebook)};
    std::int32_t added = 0;
    cx_store_add_rulebook(store(), text.data, text.size, moment(), &added, err());
  }

  void import() {
    roomy<cx_import_options> how(CX_IMPORT_OPTIONS_INIT, choose_);
    sink stop{choose_.byte()};
    how.it.subjects_format = choose_.rarely() ? choose_.number() : CX_ROWS_CSV;
    how.it.records_format = choose_.rarely() ? choose_.number() : CX_ROWS_CSV;
    how.it.refuse_bad_rows = choose_.number() % 3;
    how.it.subjects_name = {"no.csv", 6};
    how.it.records_name = {"no.jsonl", 8};
    how.it.at = moment();
    how.it.keep_bad_rows = choose_.byte();
    how.it.progress = watch;
    how.it.progress_context = &stop;
    const cx_string records = choose_.rarely() ? choose_.text() : cx_string{TEXT_OF(record_rows)};
    cx_import* told = nullptr;
    const cx_status status =
        choose_.rarely() ? cx_store_import(store(), &how.it, &told, err())
                         : cx_store_import_memory(store(), TEXT_OF(subject_rows), records.data,
                                                  records.size, &how.it, &told, err());
    if (status != CX_OK && told != nullptr) std::abort();
    roomy<cx_import_counts> counts(CX_IMPORT_COUNTS_INIT, choose_);
    roomy<cx_bad_row> row(CX_BAD_ROW_INIT, choose_);
    const bool whole = row.it.struct_size >= sizeof row.it;
    cx_import_count(told, &counts.it, err());
    if (cx_import_bad_row(told, choose_.index(), &row.it, err()) == CX_OK && whole) {
      read(row.it.row);
    }
    text_of([&](auto* out) { return cx_import_rejects_csv(told, out, err()); });
    text_of([&](auto* out) { return cx_import_json(told, out, err()); });
    cx_import_free(told);
  }

  void add_facts() {
    cx_attribute given = {};
    given.name = choose_.text();
    given.type = choose_.number();
    given.integer = choose_.number();
    given.number = choose_.number() / 3.0;
    given.text = choose_.text();
    roomy<cx_subject> subject(CX_SUBJECT_INIT, choose_);
    subject.it.subject_id = who();
    subject.it.residency = choose_.number() % 4;
    subject.it.capacity = choose_.number() % 4;
    subject.it.birth_date = choose_.rarely() ? choose_.number() : 7000;
    subject.it.enrolled_on = choose_.day();
    subject.it.attributes = &given;
    subject.it.attribute_count = choose_.below(2);
    roomy<cx_import_counts> counts(CX_IMPORT_COUNTS_INIT, choose_);
    cx_store_add_subject(store(), &subject.it, moment(), &counts.it, err());
    cx_record records[2] = {CX_RECORD_INIT, CX_RECORD_INIT};
    for (cx_record& it : records) {
      it.record_id = record();
      it.category = choose_.rarely() ? choose_.text() : cx_string{"fine", 4};
      it.provider = choose_.text();
      it.origin = choose_.number() % 4;
      it.status = choose_.number() % 5;
      it.occurred_on = choose_.day();
      it.corrected_on = choose_.rarely() ? choose_.day() : CX_NO_DAY;
      it.attributes = &given;
      it.attribute_count = choose_.below(2);
    }
    const cx_string id = who();
    cx_store_add_records(store(), id.data, id.size, records, choose_.below(3), moment(), nullptr,
                         err());
  }

  void ask_score() {
    const cx_string id = who();
    roomy<cx_store_figures> it(CX_STORE_FIGURES_INIT, choose_);
    const bool whole = it.it.struct_size >= sizeof it.it;
    if (cx_store_score(store(), id.data, id.size, day(), moment(), &it.it, err()) == CX_OK &&
        whole) {
      read(it.it.tier_id);
      read(it.it.fingerprint);
      for (std::size_t d = 0; d < it.it.dimension_count; ++d) read(it.it.dimensions[d].id);
    }
    text_of([&](auto* out) {
      return cx_store_score_csv(store(), id.data, id.size, day(), moment(), choose_.number() % 3,
                                out, err());
    });
  }

  void ask_all() {
    sink stop{choose_.byte()};
    std::uint64_t count = 0;
    cx_store_scores(store(), day(), moment(), choose_.number() % 3, take, &stop, &count, err());
    roomy<cx_refresh_options> how(CX_REFRESH_OPTIONS_INIT, choose_);
    how.it.as_of = day();
    how.it.threads = 1;
    how.it.progress = watch;
    how.it.progress_context = &stop;
    // Without the member it would be as many threads as there are cores.
    if (how.it.struct_size < sizeof how.it) return;
    cx_store_refresh(store(), &how.it, &count, nullptr, err());
  }

  void ask_texts() {
    const cx_string id = who();
    text_of([&](auto* out) {
      return cx_store_explain(store(), id.data, id.size, day(), moment(), choose_.number() % 4,
                              choose_.number() % 3, out, err());
    });
    const cx_day from = choose_.day();
    text_of([&](auto* out) {
      return cx_store_timeline(store(), id.data, id.size, from, choose_.day(), moment(), out,
                               err());
    });
    text_of([&](auto* out) {
      return cx_store_explain_change(store(), id.data, id.size, day(), moment(), day(), moment(),
                                     out, err());
    });
  }

  void snapshot() {
    if (choose_.below(3) == 0) {
      cx_store_begin_snapshot(store(), err());
    } else {
      cx_store_end_snapshot(store());
    }
  }

  void consent() {
    roomy<cx_consent_request> asked(CX_CONSENT_REQUEST_INIT, choose_);
    asked.it.scope = choose_.number() % 5;
    asked.it.subject_id = who();
    asked.it.grantee = choose_.text();
    asked.it.use = choose_.text();
    asked.it.first_day = choose_.day();
    const cx_day last = choose_.day();
    asked.it.last_day = last > INT32_MAX - 300 ? last : last + 300;
    asked.it.evidence = choose_.text();
    cx_buffer id = CX_BUFFER_INIT;
    if (cx_store_grant(store(), &asked.it, &id, err()) == CX_OK) {
      std::int32_t revoked = 0;
      if (choose_.below(2) == 0) cx_store_revoke(store(), id.data, id.size, &revoked, err());
      read(id);
    }
    const cx_string other = choose_.text();
    cx_store_revoke(store(), other.data, other.size, nullptr, err());
    const cx_string of = who();
    text_of([&](auto* out) { return cx_store_consents(store(), of.data, of.size, out, err()); });
  }

  void read_disclosure(const cx_disclosure& it) {
    read(it.denial_name);
    read(it.tier_id);
    read(it.report);
  }

  void disclose() {
    roomy<cx_disclosure_request> asked(CX_DISCLOSURE_REQUEST_INIT, choose_);
    asked.it.scope = choose_.number() % 5;
    asked.it.subject_id = who();
    asked.it.grantee = choose_.text();
    asked.it.use = choose_.text();
    asked.it.as_of = day();
    roomy<cx_disclosure> told(CX_DISCLOSURE_INIT, choose_);
    const bool whole = told.it.struct_size >= sizeof told.it;
    text_of([&](auto* out) {
      const cx_status status = cx_store_disclose(store(), &asked.it, &told.it, out, err());
      if (status == CX_OK && whole) read_disclosure(told.it);
      return status;
    });
    const cx_string id = who();
    const cx_string checked = choose_.text();
    text_of([&](auto* out) {
      const cx_status status = cx_store_self(store(), id.data, id.size, checked.data, checked.size,
                                             &told.it, out, err());
      if (status == CX_OK && whole) read_disclosure(told.it);
      return status;
    });
    text_of([&](auto* out) { return cx_store_log(store(), id.data, id.size, out, err()); });
  }

  void act() {
    const cx_string id = who();
    const cx_string of = record();
    const cx_string text = choose_.text();
    switch (choose_.below(4)) {
      case 0:
        cx_store_object(store(), id.data, id.size, of.data, of.size, text.data, text.size, err());
        break;
      case 1:
        cx_store_decide(store(), id.data, id.size, of.data, of.size, choose_.number() % 3,
                        text.data, text.size, err());
        break;
      case 2: cx_store_withdraw(store(), id.data, id.size, text.data, text.size, err()); break;
      default: cx_store_enrol(store(), id.data, id.size, text.data, text.size, err()); break;
    }
  }

  void erase() {
    const cx_string id = who();
    const cx_string text = choose_.text();
    std::uint64_t count = 0;
    switch (choose_.below(3)) {
      case 0: cx_store_erase(store(), id.data, id.size, text.data, text.size, err()); break;
      case 1: cx_store_purge(store(), choose_.number(), &count, err()); break;
      default: cx_store_tidy(store(), err()); break;
    }
  }

  void prove() {
    roomy<cx_verify_options> how(CX_VERIFY_OPTIONS_INIT, choose_);
    how.it.expected = choose_.rarely() ? choose_.text() : cx_string{nullptr, 0};
    roomy<cx_verification> found(CX_VERIFICATION_INIT, choose_);
    const bool whole = found.it.struct_size >= sizeof found.it;
    text_of([&](auto* out) {
      const cx_status status = cx_store_verify(store(), &how.it, &found.it, out, err());
      if (status == CX_OK && whole) {
        read(found.it.head);
        read(found.it.why);
      }
      return status;
    });
    roomy<cx_statistics> held(CX_STATISTICS_INIT, choose_);
    text_of([&](auto* out) { return cx_store_statistics(store(), &held.it, out, err()); });
  }

  void moments() {
    const cx_string text = choose_.text();
    cx_moment at = cx_moment{choose_.number()} * choose_.number();
    char written[25];
    const std::size_t capacity = choose_.rarely() ? choose_.below(25) : sizeof written;
    cx_moment_parse(text.data, text.size, &at, err());
    if (cx_moment_format(at, written, capacity, err()) == CX_OK) read(cx_string{written, 25});
    // Time goes on, and now and then back.
    now_is += choose_.rarely() ? -cx_moment{choose_.byte()} * 86400000 : choose_.byte() * 3600000;
  }

  choices& choose_;
  cx_error error_ = CX_ERROR_INIT;
  cx_store* store_ = nullptr;
};
