// The steps of fuzz_capi.cpp, each a call or a few that belong together. Included by it
// alone, within its unnamed namespace.
#pragma once

class program {
public:
  explicit program(choices& choose) : choose_(choose) {
    // A beginning that works, so that most steps have something to work on.
    books_.make(choose_,
                [&](auto** out) { return cx_rulebook_load(TEXT_OF(rulebook), out, err()); });
    engines_.make(choose_, [&](auto** out) { return cx_engine_new(book(), out, err()); });
    cases_.make(choose_, [&](auto** out) { return cx_case_new(engine(), out, err()); });
    answers_.make(choose_, [&](auto** out) { return cx_assessment_new(out, err()); });
  }

  void step() {
    switch (choose_.below(16)) {
      case 0: make_handles(); break;
      case 1: drop_handles(); break;
      case 2: ask_book(); break;
      case 3: ask_parts(); break;
      case 4: ask_texts(); break;
      case 5: verify(); break;
      case 6: set_subject(); break;
      case 7:
      case 8: add_records(); break;
      case 9: fill_case(); break;
      case 10: assess(); break;
      case 11: ask_assessment(); break;
      case 12: report(); break;
      case 13: ask_advice(); break;
      case 14: ask_timeline(); break;
      default: ask_population(); break;
    }
  }

private:
  cx_rulebook* book() { return books_.any(choose_); }
  cx_engine* engine() { return engines_.any(choose_); }
  cx_case* facts() { return cases_.any(choose_); }
  cx_error* err() {
    if (choose_.rarely()) return nullptr;
    error_ = CX_ERROR_INIT;
    return &error_;
  }

  // Fills a struct by a getter; `see` reads it where that succeeded.
  template <class Struct, class Get, class See>
  void get(const Struct& defaults, const Get& get, const See& see) {
    roomy<Struct> out(defaults, choose_);
    const bool whole = out.it.struct_size >= sizeof(Struct);
    if (get(&out.it) == CX_OK && whole) see(out.it);
  }
  template <class Struct, class Get>
  void get_titled(const Struct& defaults, const Get& ask) {
    get(defaults, ask, [](const Struct& it) {
      read(it.id);
      read(it.title);
    });
  }

  void make_handles() {
    const cx_string text = choose_.text();
    switch (choose_.below(7)) {
      case 0:
        books_.make(choose_,
                    [&](auto** out) { return cx_rulebook_load(text.data, text.size, out, err()); });
        break;
      case 1:
        // The built-in one is large: seldom.
        if (choose_.rarely()) {
          books_.make(choose_, [&](auto** out) { return cx_rulebook_builtin(out, err()); });
        }
        break;
      case 2:
        engines_.make(choose_, [&](auto** out) { return cx_engine_new(book(), out, err()); });
        break;
      case 3:
        cases_.make(choose_, [&](auto** out) { return cx_case_new(engine(), out, err()); });
        break;
      case 4:
        answers_.make(choose_, [&](auto** out) { return cx_assessment_new(out, err()); });
        break;
      case 5: make_population(text); break;
      default: synthesize(); break;
    }
  }

  void drop_handles() {
    switch (choose_.below(8)) {
      case 0: books_.drop(choose_); break;
      case 1: engines_.drop(choose_); break;
      case 2: cases_.drop(choose_); break;
      case 3: answers_.drop(choose_); break;
      case 4: advices_.drop(choose_); break;
      case 5: timelines_.drop(choose_); break;
      case 6: findings_.drop(choose_); break;
      default: populations_.drop(choose_); break;
    }
  }

  void ask_book() {
    const cx_rulebook* const of = book();
    read(cx_rulebook_id(of));
    read(cx_rulebook_version(of));
    read(cx_rulebook_fingerprint(of));
    get(
        cx_rulebook_info(CX_RULEBOOK_INFO_INIT),
        [&](auto* out) { return cx_rulebook_describe(of, out, err()); },
        [](const auto& it) { read(it.title); });
    const cx_string id = choose_.text();
    std::uint32_t found = 0;
    cx_rulebook_find(of, choose_.number(), id.data, id.size, &found, err());
    const std::uint32_t category = choose_.index();
    const std::uint32_t i = choose_.index();
    get(
        cx_attribute_declaration(CX_ATTRIBUTE_DECLARATION_INIT),
        [&](auto* out) { return cx_rulebook_attribute(of, category, i, out, err()); },
        [](const auto& it) {
          read(it.name);
          for (std::size_t v = 0; v < it.value_count; ++v) read(it.values[v]);
        });
  }

  void ask_parts() {
    const cx_rulebook* const of = book();
    const std::uint32_t i = choose_.index();
    get_titled(cx_basis(CX_BASIS_INIT),
               [&](auto* out) { return cx_rulebook_basis(of, i, out, err()); });
    get_titled(cx_dimension(CX_DIMENSION_INIT),
               [&](auto* out) { return cx_rulebook_dimension(of, i, out, err()); });
    get_titled(cx_category(CX_CATEGORY_INIT),
               [&](auto* out) { return cx_rulebook_category(of, i, out, err()); });
    get_titled(cx_group(CX_GROUP_INIT),
               [&](auto* out) { return cx_rulebook_group(of, i, out, err()); });
    get_titled(cx_rule(CX_RULE_INIT),
               [&](auto* out) { return cx_rulebook_rule(of, i, out, err()); });
    get_titled(cx_ceiling(CX_CEILING_INIT),
               [&](auto* out) { return cx_rulebook_ceiling(of, i, out, err()); });
    get_titled(cx_tier(CX_TIER_INIT),
               [&](auto* out) { return cx_rulebook_tier(of, i, out, err()); });
    get_titled(cx_use(CX_USE_INIT), [&](auto* out) { return cx_rulebook_use(of, i, out, err()); });
    get(
        cx_barred_category(CX_BARRED_CATEGORY_INIT),
        [&](auto* out) { return cx_rulebook_barred(of, i, out, err()); },
        [](const auto& it) {
          read(it.category);
          for (std::size_t c = 0; c < it.citation_count; ++c) read(it.citations[c].article);
        });
  }

  void ask_texts() {
    const cx_string text = choose_.text();
    cx_buffer buffer = CX_BUFFER_INIT;
    if (cx_escape_controls(text.data, text.size, &buffer, err()) == CX_OK) read(buffer);
    if (cx_rulebook_canonical(text.data, text.size, &buffer, err()) == CX_OK) read(buffer);
    cx_day day = choose_.number();
    cx_points points = choose_.number();
    char written[32];
    cx_date_add_months(day, choose_.number(), &day, err());
    cx_date_parse(text.data, text.size, &day, err());
    cx_points_parse(text.data, text.size, &points, err());
    cx_date_format(day, written, choose_.below(sizeof written), err());
    cx_points_format(points, written, choose_.below(sizeof written), err());
    read(cx_string{cx_status_name(choose_.number()), 5});
    ask_identity(text);
  }

  void ask_identity(cx_string text) {
    const cx_string key = choose_.text();
    char name[65];
    cx_identity_number_check(text.data, text.size, err());
    cx_provider_code_check(text.data, text.size, err());
    const cx_string number = choose_.rarely() ? text : cx_string{"11010519491231002x", 18};
    const std::size_t capacity = choose_.rarely() ? choose_.below(65) : sizeof name;
    const std::int32_t digest = choose_.rarely() ? choose_.number() : choose_.byte() % 2;
    if (cx_pseudonym(number.data, number.size, key.data, key.size, digest, name, capacity, err()) ==
        CX_OK) {
      read(cx_string{name, sizeof name});
    }
  }

  void verify() {
    const cx_string text = choose_.text();
    findings_.make(
        choose_, [&](auto** out) { return cx_rulebook_verify(text.data, text.size, out, err()); });
    const cx_findings* const of = findings_.any(choose_);
    seen = seen + cx_findings_errors(of) + cx_findings_warnings(of);
    get(
        cx_finding(CX_FINDING_INIT),
        [&](auto* out) { return cx_findings_get(of, choose_.index(), out, err()); },
        [](const auto& it) { read(it.message); });
    cx_buffer all = CX_BUFFER_INIT;
    const cx_string name = choose_.text();
    if (cx_findings_text(of, name.data, name.size, choose_.number(), &all, err()) == CX_OK)
      read(all);
  }

  cx_attribute attribute() {
    cx_attribute made = {};
    made.name = choose_.text();
    made.type = choose_.number();
    made.integer = choose_.number();
    made.number = choose_.number() / 3.0;
    made.text = choose_.text();
    return made;
  }

  void set_subject() {
    roomy<cx_subject> who(CX_SUBJECT_INIT, choose_);
    const cx_attribute given = attribute();
    who.it.subject_id = choose_.text();
    who.it.residency = choose_.number();
    who.it.capacity = choose_.number();
    who.it.birth_date = choose_.rarely() ? choose_.number() : 7000;
    who.it.enrolled_on = choose_.day();
    who.it.attributes = &given;
    who.it.attribute_count = choose_.below(2);
    cx_case_set_subject(facts(), &who.it, err());
  }

  void add_records() {
    // Elements of a size that a later or a wrong program may have.
    const std::size_t size = sizeof(cx_record) + (choose_.rarely() ? choose_.below(24) : 0) / 8 * 8;
    const std::size_t count = choose_.below(4);
    std::vector<std::uint64_t> room(size / 8 * 4);
    const cx_attribute given = attribute();
    for (std::size_t i = 0; i < count; ++i) {
      cx_record made = CX_RECORD_INIT;
      made.struct_size = static_cast<std::uint32_t>(choose_.rarely() ? choose_.below(size) : size);
      made.record_id = choose_.text();
      made.category = choose_.text();
      made.provider = choose_.text();
      made.origin = choose_.number();
      made.status = choose_.number();
      made.occurred_on = choose_.day();
      made.corrected_on = choose_.rarely() ? choose_.day() : CX_NO_DAY;
      made.attributes = &given;
      made.attribute_count = choose_.below(2);
      std::memcpy(room.data() + i * (size / 8), &made, sizeof made);
    }
    cx_case_add_records(facts(), reinterpret_cast<const cx_record*>(room.data()), count, err());
  }

  void fill_case() {
    cx_case* const into = facts();
    if (choose_.below(2) == 0) {
      cx_case_take(into, populations_.any(choose_), choose_.index(), err());
    } else {
      const cx_string who = choose_.rarely() ? choose_.text() : cx_string{TEXT_OF(json_subject)};
      const cx_string what = choose_.rarely() ? choose_.text() : cx_string{TEXT_OF(json_records)};
      cx_case_read_json(into, who.data, who.size, what.data, what.size, err());
    }
    read(cx_case_subject_id(into));
    seen = seen + cx_case_records(into);
    read(cx_case_record_id(into, choose_.index()));
  }

  void assess() {
    const std::uint32_t flags = choose_.rarely() ? choose_.index() : choose_.byte() % 4U;
    cx_assess(facts(), choose_.day(), flags, answers_.any(choose_), err());
  }

  void report() {
    cx_string text = {nullptr, 0};
    if (cx_assessment_report(answers_.any(choose_), choose_.number(), choose_.number(), &text,
                             err()) == CX_OK) {
      read(cx_string{text.data, text.size + 1});
    }
  }

  void ask_assessment() {
    const cx_assessment* const of = answers_.any(choose_);
    const std::uint32_t i = choose_.index();
    const std::uint32_t j = choose_.index();
    seen = seen + static_cast<std::size_t>(cx_assessment_eligible(of) + cx_assessment_score(of));
    read(cx_assessment_tier(of));
    get(
        cx_figures(CX_FIGURES_INIT),
        [&](auto* out) { return cx_assessment_figures(of, out, err()); },
        [](const auto& it) { read(it.tier_id); });
    get(
        cx_dimension_result(CX_DIMENSION_RESULT_INIT),
        [&](auto* out) { return cx_assessment_dimension(of, i, out, err()); },
        [](const auto& it) { read(it.id); });
    get(
        cx_award(CX_AWARD_INIT), [&](auto* out) { return cx_assessment_award(of, i, out, err()); },
        [](const auto& it) {
          read(it.rule_id);
          read(it.record_id);
        });
    get(
        cx_adjustment(CX_ADJUSTMENT_INIT),
        [&](auto* out) { return cx_assessment_adjustment(of, i, out, err()); }, [](const auto&) {});
    get(
        cx_adjustment_record(CX_ADJUSTMENT_RECORD_INIT),
        [&](auto* out) { return cx_assessment_adjustment_record(of, i, j, out, err()); },
        [](const auto& it) { read(it.record_id); });
    get(
        cx_record_result(CX_RECORD_RESULT_INIT),
        [&](auto* out) { return cx_assessment_record(of, i, out, err()); },
        [](const auto& it) {
          read(it.record_id);
          read(it.name);
        });
    get(
        cx_effect(CX_EFFECT_INIT),
        [&](auto* out) { return cx_assessment_record_effect(of, i, j, out, err()); },
        [](const auto& it) { read(it.id); });
    get(
        cx_undetermined(CX_UNDETERMINED_INIT),
        [&](auto* out) { return cx_assessment_undetermined(of, i, out, err()); },
        [](const auto& it) { read(it.attribute); });
  }

  void ask_advice() {
    const cx_day day = choose_.day();
    advices_.make(choose_, [&](auto** out) { return cx_advise(facts(), day, out, err()); });
    const cx_advice* const of = advices_.any(choose_);
    seen = seen + cx_advice_records(of);
    get(
        cx_record_advice(CX_RECORD_ADVICE_INIT),
        [&](auto* out) { return cx_advice_record(of, choose_.index(), out, err()); },
        [](const auto& it) {
          read(it.record_id);
          for (std::size_t r = 0; r < it.road_count; ++r)
            seen = seen + static_cast<std::size_t>(it.roads[r].gain);
        });
    cx_buffer text = CX_BUFFER_INIT;
    if (cx_grantee_report(facts(), day, &text, err()) == CX_OK) read(text);
    cx_day last = 0;
    if (cx_case_last_effect(facts(), choose_.index(), &last, err()) == CX_OK) {
      seen = seen + static_cast<std::size_t>(last);
    }
  }

  void ask_timeline() {
    const cx_day from = choose_.day();
    const cx_day to = choose_.day();
    timelines_.make(choose_,
                    [&](auto** out) { return cx_timeline_new(facts(), from, to, out, err()); });
    const cx_timeline* const of = timelines_.any(choose_);
    seen = seen + cx_timeline_segments(of);
    get(
        cx_segment(CX_SEGMENT_INIT),
        [&](auto* out) { return cx_timeline_segment(of, choose_.index(), out, err()); },
        [](const auto& it) {
          read(it.tier_id);
          for (std::size_t c = 0; c < it.cause_count; ++c) read(it.causes[c].record_id);
        });
    cx_buffer text = CX_BUFFER_INIT;
    if (cx_timeline_json(of, &text, err()) == CX_OK) read(text);
    const cx_day change = choose_.day();
    const cx_day before = change > from ? change - 1 : from;
    const cx_period periods[] = {{facts(), from, before}, {facts(), change, choose_.day()}};
    timelines_.make(choose_, [&](auto** out) {
      return cx_timeline_new_through(periods, choose_.below(3), from, to, out, err());
    });
  }

  void make_population(cx_string text) {
    roomy<cx_population_options> how(CX_POPULATION_OPTIONS_INIT, choose_);
    sink stop{choose_.byte()};
    how.it.subjects_format = choose_.rarely() ? choose_.number() : CX_ROWS_CSV;
    how.it.records_format = choose_.rarely() ? choose_.number() : CX_ROWS_CSV;
    how.it.subjects_name = {"no.csv", 6};
    how.it.records_name = {"no.jsonl", 8};
    how.it.only_subject = choose_.rarely() ? choose_.text() : cx_string{nullptr, 0};
    how.it.keep_bad_rows = choose_.byte();
    how.it.progress = watch;
    how.it.progress_context = &stop;
    const cx_string records = choose_.rarely() ? text : cx_string{TEXT_OF(record_rows)};
    populations_.make(choose_, [&](auto** out) {
      return choose_.rarely()
                 ? cx_population_read(engine(), &how.it, out, err())
                 : cx_population_read_memory(engine(), TEXT_OF(subject_rows), records.data,
                                             records.size, &how.it, out, err());
    });
  }

  void ask_population() {
    const cx_population* const of = populations_.any(choose_);
    sink stop{choose_.byte()};
    seen = seen + cx_population_subjects(of) + cx_population_records(of) +
           cx_population_bad_rows(of) + cx_population_kept_bad_rows(of);
    read(cx_population_subject_id(of, choose_.index()));
    const cx_string id = choose_.text();
    std::uint64_t found = 0;
    cx_population_find(of, id.data, id.size, &found, err());
    get(
        cx_bad_row(CX_BAD_ROW_INIT),
        [&](auto* out) { return cx_population_bad_row(of, choose_.index(), out, err()); },
        [](const auto& it) { read(it.row); });
    cx_buffer text = CX_BUFFER_INIT;
    if (cx_population_rejects_csv(of, &text, err()) == CX_OK) read(text);
    roomy<cx_score_options> scoring(CX_SCORE_OPTIONS_INIT, choose_);
    scoring.it.day = choose_.day();
    scoring.it.threads = 1;
    scoring.it.with_stable_through = choose_.number();
    scoring.it.progress = watch;
    scoring.it.progress_context = &stop;
    cx_population_score(of, &scoring.it, take, &stop, err());
    roomy<cx_explain_options> explaining(CX_EXPLAIN_OPTIONS_INIT, choose_);
    explaining.it.day = choose_.day();
    explaining.it.threads = 1;
    cx_population_explain(of, &explaining.it, take, &stop, err());
  }

  void synthesize() {
    roomy<cx_synthesis_options> how(CX_SYNTHESIS_OPTIONS_INIT, choose_);
    sink stop{choose_.byte()};
    how.it.subjects = choose_.below(3);
    how.it.format = choose_.number();
    how.it.seed = choose_.byte();
    how.it.bad_rows = static_cast<std::uint32_t>(choose_.below(2));
    how.it.day = choose_.day();
    if (how.it.struct_size < sizeof how.it) return;  // else it may ask for 1000 subjects
    cx_synthesize(engine(), &how.it, take, &stop, take, &stop, err());
  }

  choices& choose_;
  cx_error error_ = CX_ERROR_INIT;
  handles<cx_rulebook, cx_rulebook_free> books_;
  handles<cx_engine, cx_engine_free> engines_;
  handles<cx_case, cx_case_free> cases_;
  handles<cx_assessment, cx_assessment_free> answers_;
  handles<cx_advice, cx_advice_free> advices_;
  handles<cx_timeline, cx_timeline_free> timelines_;
  handles<cx_findings, cx_findings_free> findings_;
  handles<cx_population, cx_population_free> populations_;
};
