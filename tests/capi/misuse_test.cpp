// Every function of chengxin.h with each of its arguments wrong in every way there is: NULL, a
// constant or a position that does not exist, a text of no pointer, a struct that is too small or
// has in it what nobody knows, a cx_error of any size. It gives CX_ERROR_MISUSE, never a crash,
// and touches nothing (REQ RULE-7 to RULE-9, RULE-14, RULE-18, RULE-20, RULE-22). First from one
// thread, then from eight at once, which share all that may be shared (REQ RULE-23).
// tests/checks/c_header.py sees to it that no function is forgotten.
#include "misuse.hpp"

#include <chengxin.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "small_city.hpp"

#define MISUSE(function, ...) caller_.misuses(#function, CX_OK, function, __VA_ARGS__)
#define MISUSE_GIVING(status, function, ...) \
  caller_.misuses(#function, status, function, __VA_ARGS__)
#define ASK(function, ...) caller_.asks(#function, function, __VA_ARGS__)
#define FREE(function) caller_.frees(function)
#define MEMBER(type, member) offsetof(type, member)

namespace {

using misuse::answer;
using misuse::buffer;
using misuse::constant;
using misuse::elements;
using misuse::filled;
using misuse::given;
using misuse::handle;
using misuse::index;
using misuse::list;
using misuse::number;
using misuse::options;
using misuse::room;
using misuse::text;
using misuse::writer;

constexpr cx_day day = small_facts::day;
constexpr std::string_view wrong_rulebook = R"({"format": "chengxin-rulebook/1", "id": 7})";

// What never changes and is used by all threads at once.
struct shared_handles {
  shared_handles() {
    must(cx_rulebook_verify(wrong_rulebook.data(), wrong_rulebook.size(), &findings, nullptr));
    cx_case* const resident = city.make_case(facts);
    must(cx_advise(resident, day, &advice, nullptr));
    must(cx_timeline_new(resident, day, day + 100, &timeline, nullptr));
    cx_case_free(resident);
  }
  ~shared_handles() {
    cx_findings_free(findings);
    cx_advice_free(advice);
    cx_timeline_free(timeline);
  }
  shared_handles(const shared_handles&) = delete;
  shared_handles& operator=(const shared_handles&) = delete;

  small_city city;
  small_facts facts{12};
  cx_findings* findings = nullptr;
  cx_advice* advice = nullptr;
  cx_timeline* timeline = nullptr;
};

std::int64_t no_clock(void*) {
  return 1782792000000;  // 2026-06-30T04:00:00Z
}

// One thread's calls, with a case, an assessment and a store of its own.
class everything {
public:
  everything(const shared_handles& shared, std::filesystem::path folder)
      : city_(shared.city), shared_(shared), folder_(std::move(folder)) {
    std::filesystem::create_directory(folder_);
  }

  void run() {
    texts_and_numbers();
    rulebooks();
    cases();
    assessments();
    answers();
    populations();
    stores();
  }

private:
  void texts_and_numbers();
  void rulebooks();
  void parts_of_a_rulebook();
  void cases();
  void assessments();
  void answers();
  void populations();
  void population_options();
  void stores();
  void store_files();
  void store_ledger();
  void store_scores();
  void store_acts();
  void store_proof();

  [[nodiscard]] handle<const cx_rulebook> book() const {
    return handle<const cx_rulebook>(city_.rulebook);
  }
  [[nodiscard]] handle<const cx_engine> engine() const {
    return handle<const cx_engine>(city_.engine);
  }
  [[nodiscard]] handle<cx_store> store() const { return handle(store_); }

  const small_city& city_;
  const shared_handles& shared_;
  std::filesystem::path folder_;
  misuse::caller caller_;
  cx_store* store_ = nullptr;
};

void everything::texts_and_numbers() {
  constexpr std::string_view identity = "11010519491231002X";
  FREE(cx_buffer_dispose);
  MISUSE(cx_escape_controls, text("a\033"), buffer());
  MISUSE(cx_date_parse, text("2026-02-28"), given<cx_day>());
  MISUSE(cx_date_format, number<cx_day>(day, {INT32_MIN, INT32_MAX}, answer::misused), room(11));
  MISUSE(cx_date_add_months, number<cx_day>(day, {INT32_MIN, INT32_MAX}, answer::misused),
         number<std::int32_t>(1, {INT32_MIN, INT32_MAX}, answer::misused), given<cx_day>());
  MISUSE(cx_points_parse, text("12.5"), given<cx_points>());
  MISUSE(cx_points_format, number<cx_points>(1, {INT64_MIN}, answer::misused), room(24));
  MISUSE(cx_moment_parse, text("2026-02-28T08:00:00Z"), given<cx_moment>());
  MISUSE(cx_moment_format, number<cx_moment>(1, {INT64_MIN, INT64_MAX}, answer::misused), room(25));
  MISUSE(cx_identity_number_check, text(identity));
  MISUSE(cx_provider_code_check, text("91350100M000100Y43"));
  MISUSE(cx_pseudonym, text(identity), text<void>("sixteen bytes ok"), constant(CX_DIGEST_SM3),
         room(65));
}

void everything::rulebooks() {
  const text json(city_.json);
  FREE(cx_rulebook_free);
  FREE(cx_findings_free);
  FREE(cx_engine_free);
  MISUSE(cx_rulebook_load, json, given<cx_rulebook*>(cx_rulebook_free));
  MISUSE(cx_rulebook_builtin, given<cx_rulebook*>(cx_rulebook_free));
  MISUSE(cx_rulebook_canonical, json, buffer());
  ASK(cx_rulebook_id, book());
  ASK(cx_rulebook_version, book());
  ASK(cx_rulebook_fingerprint, book());
  MISUSE(cx_rulebook_verify, text(wrong_rulebook), given<cx_findings*>(cx_findings_free));
  const handle<const cx_findings> findings(shared_.findings);
  ASK(cx_findings_errors, findings);
  ASK(cx_findings_warnings, findings);
  MISUSE(cx_findings_get, findings, index<std::uint64_t>(0), filled<cx_finding>(CX_FINDING_INIT));
  MISUSE(cx_findings_text, findings, text("a.json"), constant(CX_FORMAT_JSON), buffer());
  MISUSE(cx_engine_new, book(), given<cx_engine*>(cx_engine_free));
  parts_of_a_rulebook();
}

void everything::parts_of_a_rulebook() {
  const auto at = index<std::uint32_t>(0);
  MISUSE(cx_rulebook_describe, book(), filled<cx_rulebook_info>(CX_RULEBOOK_INFO_INIT));
  MISUSE(cx_rulebook_basis, book(), at, filled<cx_basis>(CX_BASIS_INIT));
  MISUSE(cx_rulebook_attribute, book(), index<std::uint32_t>(CX_NO_INDEX), at,
         filled<cx_attribute_declaration>(CX_ATTRIBUTE_DECLARATION_INIT));
  MISUSE(cx_rulebook_dimension, book(), at, filled<cx_dimension>(CX_DIMENSION_INIT));
  MISUSE(cx_rulebook_category, book(), at, filled<cx_category>(CX_CATEGORY_INIT));
  MISUSE(cx_rulebook_barred, book(), at, filled<cx_barred_category>(CX_BARRED_CATEGORY_INIT));
  MISUSE(cx_rulebook_group, book(), at, filled<cx_group>(CX_GROUP_INIT));
  MISUSE(cx_rulebook_rule, book(), at, filled<cx_rule>(CX_RULE_INIT));
  MISUSE(cx_rulebook_ceiling, book(), at, filled<cx_ceiling>(CX_CEILING_INIT));
  MISUSE(cx_rulebook_tier, book(), at, filled<cx_tier>(CX_TIER_INIT));
  MISUSE(cx_rulebook_use, book(), at, filled<cx_use>(CX_USE_INIT));
  MISUSE(cx_rulebook_find, book(), constant(CX_PART_CATEGORY), text("help"),
         given<std::uint32_t>());
}

options<cx_subject> a_subject(const cx_subject& right) {
  return {
      right,
      answer::misused,
      {MEMBER(cx_subject, residency), MEMBER(cx_subject, capacity), MEMBER(cx_subject, reserved)},
      answer::refused};
}
list<cx_record> a_record(const cx_record& right) {
  return {right,
          answer::misused,
          {MEMBER(cx_record, origin), MEMBER(cx_record, status), MEMBER(cx_record, reserved)},
          answer::refused};
}

void everything::cases() {
  FREE(cx_case_free);
  MISUSE(cx_case_new, engine(), given<cx_case*>(cx_case_free));
  cx_case* const made = city_.make_case(shared_.facts);
  const handle facts(made);
  MISUSE(cx_case_set_subject, facts, a_subject(shared_.facts.subject));
  MISUSE(cx_case_add_records, facts, a_record(shared_.facts.records.front()));
  MISUSE(cx_case_read_json, facts,
         text(R"({"subject_id":"s1","birth_date":"1990-05-01","residency":"registered",)"
              R"("capacity":"full"})"),
         text(R"({"record_id":"r1","subject_id":"s1","category":"help","provider":"office",)"
              R"("occurred_on":"2026-02-01","origin":"platform","status":"active"})"));
  MISUSE(cx_case_take, facts, handle<const cx_population>(city_.population),
         index<std::uint64_t>(1));
  const handle<const cx_case> read(made);
  ASK(cx_case_subject_id, read);
  ASK(cx_case_records, read);
  ASK(cx_case_record_id, read, index<std::uint64_t>(0));
  MISUSE(cx_case_last_effect, read, index<std::uint64_t>(0), given<cx_day>());
  cx_case_free(made);
}

std::uint32_t record_with_effect(const cx_assessment* assessment) {
  cx_record_result it = CX_RECORD_RESULT_INIT;
  std::uint32_t at = 0;
  do {
    must(cx_assessment_record(assessment, at++, &it, nullptr));
  } while (it.effect_count == 0);
  return at - 1;
}

void everything::assessments() {
  FREE(cx_assessment_free);
  MISUSE(cx_assessment_new, given<cx_assessment*>(cx_assessment_free));
  cx_case* const facts = city_.make_case(shared_.facts);
  cx_assessment* made = nullptr;
  must(cx_assessment_new(&made, nullptr));
  MISUSE(
      cx_assess, handle<const cx_case>(facts), misuse::time<cx_day>(day),
      number<std::uint32_t>(CX_ASSESS_STABLE_THROUGH, {4, 1U << 31, UINT32_MAX}, answer::misused),
      handle(made));
  const handle<const cx_assessment> read(made);
  const auto at = index<std::uint32_t>(0);
  ASK(cx_assessment_eligible, read);
  ASK(cx_assessment_score, read);
  ASK(cx_assessment_tier, read);
  MISUSE(cx_assessment_figures, read, filled<cx_figures>(CX_FIGURES_INIT));
  MISUSE(cx_assessment_dimension, read, at, filled<cx_dimension_result>(CX_DIMENSION_RESULT_INIT));
  MISUSE(cx_assessment_award, read, at, filled<cx_award>(CX_AWARD_INIT));
  MISUSE(cx_assessment_adjustment, read, at, filled<cx_adjustment>(CX_ADJUSTMENT_INIT));
  MISUSE(cx_assessment_adjustment_record, read, at, at,
         filled<cx_adjustment_record>(CX_ADJUSTMENT_RECORD_INIT));
  MISUSE(cx_assessment_record, read, at, filled<cx_record_result>(CX_RECORD_RESULT_INIT));
  MISUSE(cx_assessment_record_effect, read, index(record_with_effect(made)), at,
         filled<cx_effect>(CX_EFFECT_INIT));
  MISUSE(cx_assessment_undetermined, read, at, filled<cx_undetermined>(CX_UNDETERMINED_INIT));
  MISUSE(cx_assessment_report, handle(made), constant(CX_FORMAT_TEXT), constant(CX_LANGUAGE_ZH),
         given<cx_string>());
  cx_assessment_free(made);
  cx_case_free(facts);
}

void everything::answers() {
  cx_case* const facts = city_.make_case(shared_.facts);
  const handle<const cx_case> of(facts);
  MISUSE(cx_grantee_report, of, misuse::time<cx_day>(day), buffer());
  FREE(cx_advice_free);
  MISUSE(cx_advise, of, misuse::time<cx_day>(day), given<cx_advice*>(cx_advice_free));
  const handle<const cx_advice> advice(shared_.advice);
  ASK(cx_advice_records, advice);
  MISUSE(cx_advice_record, advice, index<std::uint64_t>(0),
         filled<cx_record_advice>(CX_RECORD_ADVICE_INIT));
  FREE(cx_timeline_free);
  MISUSE(cx_timeline_new, of, misuse::time<cx_day>(day), misuse::time<cx_day>(day + 30),
         given<cx_timeline*>(cx_timeline_free));
  MISUSE(cx_timeline_new_through,
         elements<cx_period>({facts, day, day + 30}, {nullptr, day, day + 30}),
         misuse::time<cx_day>(day), misuse::time<cx_day>(day + 30),
         given<cx_timeline*>(cx_timeline_free));
  const handle<const cx_timeline> timeline(shared_.timeline);
  ASK(cx_timeline_segments, timeline);
  MISUSE(cx_timeline_segment, timeline, index<std::uint64_t>(0),
         filled<cx_segment>(CX_SEGMENT_INIT));
  MISUSE(cx_timeline_json, timeline, buffer());
  cx_case_free(facts);
}

cx_score_options scoring() {
  cx_score_options how = CX_SCORE_OPTIONS_INIT;
  how.day = day;
  how.threads = 1;
  return how;
}

void everything::populations() {
  const handle<const cx_population> people(city_.population);
  FREE(cx_population_free);
  population_options();
  ASK(cx_population_subjects, people);
  ASK(cx_population_records, people);
  ASK(cx_population_bad_rows, people);
  ASK(cx_population_kept_bad_rows, people);
  ASK(cx_population_subject_id, people, index<std::uint64_t>(0));
  MISUSE(cx_population_find, people, text("s3"), given<std::uint64_t>());
  MISUSE(cx_population_bad_row, people, index<std::uint64_t>(0),
         filled<cx_bad_row>(CX_BAD_ROW_INIT));
  MISUSE(cx_population_rejects_csv, people, buffer());
  const auto members = {MEMBER(cx_score_options, with_stable_through)};
  MISUSE(cx_population_score, people,
         options<cx_score_options>(scoring(), answer::misused, members), writer());
  cx_explain_options explaining = CX_EXPLAIN_OPTIONS_INIT;
  explaining.day = day;
  explaining.threads = 1;
  MISUSE(cx_population_explain, people,
         options<cx_explain_options>(explaining, answer::misused,
                                     {MEMBER(cx_explain_options, reserved)}),
         writer());
  // The streams have been released already: such are refused.
  alignas(8) static const unsigned char released[64] = {};
  auto* const stream = reinterpret_cast<ArrowArrayStream*>(const_cast<unsigned char*>(released));
  MISUSE_GIVING(CX_ERROR_INPUT, cx_score_columns, engine(), handle(stream), handle(stream),
                options<cx_score_options>(scoring(), answer::misused, members), handle(stream));
  MISUSE_GIVING(CX_ERROR_INPUT, cx_explain_columns, engine(), handle(stream), handle(stream),
                options<cx_score_options>(scoring(), answer::misused, members), handle(stream),
                handle(stream));
  cx_synthesis_options small = CX_SYNTHESIS_OPTIONS_INIT;
  small.subjects = 2;
  MISUSE(
      cx_synthesize, engine(),
      options<cx_synthesis_options>(small, answer::misused, {MEMBER(cx_synthesis_options, format)}),
      writer(), writer());
}

void everything::population_options() {
  const auto members = {MEMBER(cx_population_options, subjects_format),
                        MEMBER(cx_population_options, records_format)};
  cx_population_options how = CX_POPULATION_OPTIONS_INIT;
  how.subjects_format = how.records_format = CX_ROWS_CSV;
  MISUSE(cx_population_read_memory, engine(), text(city_.subjects), text(city_.records),
         options<cx_population_options>(how, answer::misused, members),
         given<cx_population*>(cx_population_free));
  how.subjects_name = how.records_name = lend("/dev/null");
  MISUSE_GIVING(CX_ERROR_INPUT, cx_population_read, engine(),
                options<cx_population_options>(how, answer::misused, members),
                given<cx_population*>(cx_population_free));
}

}  // namespace

#include "misuse_store.hpp"

int main() {
  char folder[] = "/tmp/chengxin-misuse-XXXXXX";
  if (mkdtemp(folder) == nullptr) return 1;
  const std::filesystem::path place(folder);
  {
    const shared_handles shared;
    everything(shared, place / "alone").run();
    std::printf("%ld calls from one thread\n", misuse::calls.load());
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] { everything(shared, place / std::to_string(i)).run(); });
    }
    for (std::thread& it : threads) it.join();
  }
  std::filesystem::remove_all(place);
  std::printf("%ld calls, %d findings\n", misuse::calls.load(), misuse::failures.load());
  return misuse::failures == 0 ? 0 : 1;
}
