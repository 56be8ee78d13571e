// The part of out_of_memory_test.cpp about residents: cases, assessments, advice,
// timelines, populations. Included by it alone.
#pragma once

namespace {

const char json_subject[] =
    "{\"subject_id\":\"s1\",\"birth_date\":\"1990-05-01\",\"residency\":\"registered\","
    "\"capacity\":\"full\",\"enrolled_on\":\"2026-01-01\",\"attributes\":{\"degree\":\"本科\"}}";
const char json_records[] =
    "{\"record_id\":\"a-record-with-a-long-name-1\",\"subject_id\":\"s1\",\"category\":\"help\","
    "\"provider\":\"office\",\"occurred_on\":\"2026-02-01\",\"origin\":\"platform\","
    "\"status\":\"active\",\"attributes\":{\"hours\":35}}\n"
    "{\"record_id\":\"r3\",\"subject_id\":\"s1\",\"category\":\"unheard\",\"provider\":\"office\","
    "\"occurred_on\":\"2026-01-15\",\"origin\":\"platform\",\"status\":\"active\"}\n";

cx_status read_json(cx_case* facts, cx_error* err) {
  return cx_case_read_json(facts, json_subject, sizeof json_subject - 1, json_records,
                           sizeof json_records - 1, err);
}

cx_assessment* new_assessment() {
  cx_assessment* made = nullptr;
  must(cx_assessment_new(&made, nullptr));
  return made;
}

std::string report_of(cx_assessment* of, std::int32_t format = CX_FORMAT_JSON) {
  cx_string text = {nullptr, 0};
  must(cx_assessment_report(of, format, CX_LANGUAGE_ZH, &text, nullptr));
  return std::string(text.data, text.size);
}

std::string answer(const cx_case* facts) {
  cx_assessment* const made = new_assessment();
  must(cx_assess(facts, small_facts::day, CX_ASSESS_EVERYTHING, made, nullptr));
  std::string text = report_of(made);
  cx_assessment_free(made);
  return text;
}

// One step of filling a case fails; then the case is filled anew, and says what it
// always says.
void sweep_case(const char* name, const small_city& city,
                const std::function<cx_status(cx_case*, trial*)>& step, bool shared) {
  std::string right;
  sweep(name, [&](trial& t) {
    cx_case* facts = nullptr;
    must(cx_case_new(city.engine, &facts, nullptr));
    cx_assessment* holder = new_assessment();
    if (shared) {  // an assessment holds what the case holds
      city.fill(facts, small_facts(3));
      must(cx_assess(facts, small_facts::day, CX_ASSESS_EVERYTHING, holder, nullptr));
    }
    const std::string held = shared ? report_of(holder) : std::string();
    if (step(facts, &t) != CX_OK) must(step(facts, nullptr));
    const std::string said = answer(facts);
    if (right.empty()) right = said;
    t.expect(said == right, "another answer");
    if (shared) t.expect(report_of(holder) == held, "the assessment changed");
    cx_assessment_free(holder);
    cx_case_free(facts);
  });
}

cx_status tried(trial* t, const std::function<cx_status(cx_error*)>& call) {
  return t == nullptr ? call(nullptr) : t->call(call);
}

void sweep_cases(const small_city& city) {
  sweep_making<cx_case>(
      "cx_case_new", [&](auto** out, auto* err) { return cx_case_new(city.engine, out, err); },
      cx_case_free);
  const small_facts given(10);
  for (const bool shared : {false, true}) {
    sweep_case(
        "cx_case_set_subject", city,
        [&](cx_case* facts, trial* t) {
          return tried(t,
                       [&](auto* err) { return cx_case_set_subject(facts, &given.subject, err); });
        },
        shared);
    sweep_case(
        "cx_case_add_records", city,
        [&](cx_case* facts, trial* t) {
          // After a failure none of them is there, and the subject is.
          if (t != nullptr) must(cx_case_set_subject(facts, &given.subject, nullptr));
          const cx_status status = tried(t, [&](auto* err) {
            return cx_case_add_records(facts, given.records.data(), given.records.size(), err);
          });
          if (t != nullptr && status != CX_OK) {
            t->expect(cx_case_records(facts) == 0, "some records were added");
            t->expect(cx_case_subject_id(facts).size == given.subject.subject_id.size,
                      "no subject");
          }
          return status;
        },
        shared);
    sweep_case(
        "cx_case_read_json", city,
        [&, shared](cx_case* facts, trial* t) {
          const cx_status status = tried(t, [&](auto* err) { return read_json(facts, err); });
          if (t != nullptr && status != CX_OK) {
            t->expect(cx_case_subject_id(facts).size == 0 || shared, "a subject is left");
          }
          return status;
        },
        shared);
    sweep_case(
        "cx_case_take", city,
        [&](cx_case* facts, trial* t) {
          return tried(t, [&](auto* err) { return cx_case_take(facts, city.population, 1, err); });
        },
        shared);
  }
  // More records for a case whose records an assessment holds, or a population.
  sweep_case(
      "cx_case_add_records (more)", city,
      [&](cx_case* facts, trial* t) {
        if (t != nullptr) must(cx_case_take(facts, city.population, 1, nullptr));
        return tried(t, [&](auto* err) {
          return cx_case_add_records(facts, given.records.data(), given.records.size(), err);
        });
      },
      true);
}

void sweep_last_effect(const small_city& city) {
  const small_facts given(10);
  sweep("cx_case_last_effect", [&](trial& t) {
    cx_case* const facts = city.make_case(given);
    const auto ask = [&](cx_day* out, cx_error* err) {
      return cx_case_last_effect(facts, 0, out, err);
    };
    cx_day last = 7;
    if (t.call([&](cx_error* err) { return ask(&last, err); }) != CX_OK) {
      t.expect(last == 7, "out was touched");
      t.expect(ask(&last, nullptr) == CX_OK, "it does not serve again");
    }
    t.expect(last == CX_NO_DAY, "another day");
    cx_case_free(facts);
  });
}

void sweep_assess(const small_city& city, std::uint32_t flags) {
  const small_facts given(10);
  const small_facts others(7);
  cx_case* const facts = city.make_case(given);
  cx_case* const before = city.make_case(others);
  std::string right;
  sweep("cx_assess", [&](trial& t) {
    cx_assessment* const made = new_assessment();
    must(cx_assess(before, small_facts::day, CX_ASSESS_EVERYTHING, made, nullptr));
    const std::string old = report_of(made);
    const auto assess = [&](cx_error* err) {
      return cx_assess(facts, small_facts::day, flags, made, err);
    };
    // A case whose duplicates are not marked yet, and one that has been assessed.
    if (t.call(assess) != CX_OK) {
      t.expect(report_of(made) == old, "the assessment is not as it was");
      must(assess(nullptr));
    }
    if ((flags & CX_ASSESS_FIGURES_ONLY) == 0) {
      const std::string said = report_of(made);
      if (right.empty()) right = said;
      t.expect(said == right, "another answer");
    }
    cx_assessment_free(made);
    city.fill(facts, given);
  });
  cx_case_free(before);
  cx_case_free(facts);
}

void sweep_report(const cx_case* facts, std::int32_t format) {
  cx_assessment* const first = new_assessment();
  must(cx_assess(facts, small_facts::day, CX_ASSESS_STABLE_THROUGH, first, nullptr));
  const std::string right = report_of(first, format);
  cx_assessment_free(first);
  sweep("cx_assessment_report", [&](trial& t) {
    cx_assessment* const made = new_assessment();
    must(cx_assess(facts, small_facts::day, CX_ASSESS_STABLE_THROUGH, made, nullptr));
    cx_string out = {right.data(), 1};
    const cx_status status = t.call([&](cx_error* err) {
      return cx_assessment_report(made, format, CX_LANGUAGE_ZH, &out, err);
    });
    if (status != CX_OK) t.expect(out.data == right.data() && out.size == 1, "out was touched");
    t.expect(report_of(made, format) == right, "another report");
    cx_assessment_free(made);
  });
}

void sweep_answers(const small_city& city) {
  sweep_last_effect(city);
  sweep_making<cx_assessment>("cx_assessment_new", cx_assessment_new, cx_assessment_free);
  for (const std::uint32_t flags :
       {CX_ASSESS_EVERYTHING + 0U, CX_ASSESS_FIGURES_ONLY + 0U, CX_ASSESS_STABLE_THROUGH + 0U}) {
    sweep_assess(city, flags);
  }
  cx_case* const facts = city.make_case(small_facts(10));
  for (const int format : {CX_FORMAT_TEXT, CX_FORMAT_JSON, CX_FORMAT_HTML}) {
    sweep_report(facts, format);
  }
  constexpr cx_day day = small_facts::day;
  sweep_filling("cx_grantee_report",
                [&](auto* out, auto* err) { return cx_grantee_report(facts, day, out, err); });
  sweep_making<cx_advice>(
      "cx_advise", [&](auto** out, auto* err) { return cx_advise(facts, day, out, err); },
      cx_advice_free);
  sweep_making<cx_timeline>(
      "cx_timeline_new",
      [&](auto** out, auto* err) { return cx_timeline_new(facts, day, day + 900, out, err); },
      cx_timeline_free);
  const cx_period periods[] = {{facts, day, day + 99}, {facts, day + 100, CX_NO_DAY}};
  sweep_making<cx_timeline>(
      "cx_timeline_new_through",
      [&](auto** out, auto* err) {
        return cx_timeline_new_through(periods, 2, day, day + 400, out, err);
      },
      cx_timeline_free);
  cx_timeline* timeline = nullptr;
  must(cx_timeline_new(facts, day, day + 900, &timeline, nullptr));
  sweep_filling("cx_timeline_json",
                [&](auto* out, auto* err) { return cx_timeline_json(timeline, out, err); });
  cx_timeline_free(timeline);
  cx_case_free(facts);
}

/// Both functions that take tables: the streams are released, whatever is refused.
void sweep_tables(const small_city& city) {
  static table people;
  static table facts;
  cx_score_options options = CX_SCORE_OPTIONS_INIT;
  options.day = small_facts::day;
  options.threads = 1;
  options.with_stable_through = 1;
  for (const bool explains : {false, true}) {
    sweep(explains ? "cx_explain_columns" : "cx_score_columns", [&](trial& t) {
      make_subjects(&people);
      make_records(&facts);
      ArrowArrayStream scores{};
      ArrowArrayStream details{};
      const auto run = [&](cx_error* err) {
        ArrowArrayStream subjects = stream_of(&people);
        ArrowArrayStream records = stream_of(&facts);
        return explains
                   ? cx_explain_columns(city.engine, &subjects, &records, &options, &scores,
                                        &details, err)
                   : cx_score_columns(city.engine, &subjects, &records, &options, &scores, err);
      };
      if (t.call(run) != CX_OK) {
        t.expect(scores.release == nullptr && details.release == nullptr, "out was touched");
        t.expect(run(nullptr) == CX_OK, "it does not serve again");
      }
      t.expect(people.releases == facts.releases, "a stream was not released");
      scores.release(&scores);
      if (explains) details.release(&details);
    });
  }
}

void sweep_populations(const small_city& city) {
  sweep_making<cx_population>(
      "cx_population_read_memory", [&](auto** out, auto* err) { return city.read(out, err); },
      cx_population_free);
  char folder[] = "/tmp/chengxin-population-XXXXXX";
  if (mkdtemp(folder) == nullptr) std::exit(1);
  const std::string subjects = std::string(folder) + "/subjects.csv";
  const std::string records = std::string(folder) + "/records.csv";
  std::ofstream(subjects, std::ios::binary) << city.subjects;
  std::ofstream(records, std::ios::binary) << city.records;
  cx_population_options how = CX_POPULATION_OPTIONS_INIT;
  how.subjects_name = lend(subjects);
  how.records_name = lend(records);
  sweep_making<cx_population>(
      "cx_population_read",
      [&](auto** out, auto* err) { return cx_population_read(city.engine, &how, out, err); },
      cx_population_free);
  for (const std::string& made : {subjects, records}) ::unlink(made.c_str());
  ::rmdir(folder);
  sweep_filling("cx_population_rejects_csv", [&](auto* out, auto* err) {
    return cx_population_rejects_csv(city.population, out, err);
  });
  for (const std::int32_t threads : {1, 2}) {
    cx_score_options scoring = CX_SCORE_OPTIONS_INIT;
    scoring.day = small_facts::day;
    scoring.threads = threads;
    scoring.with_stable_through = 1;
    sweep_writing("cx_population_score", [&](auto write, auto* context, auto* err) {
      return cx_population_score(city.population, &scoring, write, context, err);
    });
    cx_explain_options explaining = CX_EXPLAIN_OPTIONS_INIT;
    explaining.day = small_facts::day;
    explaining.threads = threads;
    sweep_writing("cx_population_explain", [&](auto write, auto* context, auto* err) {
      return cx_population_explain(city.population, &explaining, write, context, err);
    });
  }
  cx_synthesis_options making = CX_SYNTHESIS_OPTIONS_INIT;
  making.subjects = 3;
  making.bad_rows = 1;
  std::string other;
  other.reserve(1 << 20);
  for (const int format : {CX_ROWS_CSV, CX_ROWS_JSONL}) {
    making.format = format;
    sweep_writing("cx_synthesize", [&](auto write, auto* context, auto* err) {
      other.clear();
      return cx_synthesize(city.engine, &making, write, &other, write, context, err);
    });
  }
}

void sweep_identity() {
  constexpr std::string_view number = "11010519491231002x";
  constexpr std::string_view key =
      "a key that is longer than a block of 64 bytes, hashed before it is used";
  for (const std::int32_t digest : {CX_DIGEST_SHA256, CX_DIGEST_SM3}) {
    const auto make = [&](char* out, cx_error* err) {
      return cx_pseudonym(number.data(), number.size(), key.data(), key.size(), digest, out, 65,
                          err);
    };
    std::string right(65, '-');
    must(make(right.data(), nullptr));
    sweep("cx_pseudonym", [&](trial& t) {
      std::string out(65, '-');
      if (t.call([&](cx_error* err) { return make(out.data(), err); }) != CX_OK) {
        t.expect(out == std::string(65, '-'), "out was touched");
        t.expect(make(out.data(), nullptr) == CX_OK, "it does not serve again");
      }
      t.expect(out == right, "another pseudonym");
    });
  }
}

// REQ ASSESS-1: residents one after another, with one case and one assessment.
void check_warm_loop(const small_city& city, std::size_t records) {
  const small_facts given(records);
  const small_facts smaller(records / 2);
  cx_case* facts = nullptr;
  must(cx_case_new(city.engine, &facts, nullptr));
  cx_assessment* const made = new_assessment();
  const auto resident = [&](const small_facts& of, std::uint32_t flags) {
    cx_string text = {nullptr, 0};
    must(cx_case_set_subject(facts, &of.subject, nullptr));
    must(cx_case_add_records(facts, of.records.data(), of.records.size(), nullptr));
    must(cx_assess(facts, small_facts::day, flags, made, nullptr));
    must(cx_assessment_report(made, CX_FORMAT_JSON, CX_LANGUAGE_ZH, &text, nullptr));
    return text.size;
  };
  const auto several = [&] {
    std::size_t size = 0;
    for (const std::uint32_t flags : {CX_ASSESS_EVERYTHING + 0U, CX_ASSESS_STABLE_THROUGH + 0U}) {
      for (const small_facts* of : {&given, &smaller, &given}) size += resident(*of, flags);
    }
    return size;
  };
  const std::size_t first = several();
  several();
  const std::size_t again = failing_memory::during(0, false, several);
  if (first != again) complain("the warm loop", 0, "another report");
  if (failing_memory::asked != 0) {
    complain("the warm loop", static_cast<long>(failing_memory::asked), "memory was asked for");
  }
  std::printf("%zu records, warm: %ld requests for 6 residents, %zu bytes of reports\n", records,
              static_cast<long>(failing_memory::asked), again);
  cx_assessment_free(made);
  cx_case_free(facts);
}

}  // namespace
