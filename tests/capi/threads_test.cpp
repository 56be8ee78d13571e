// Eight threads share a rulebook, an engine, a population, findings, advice and a
// timeline, each with a case and an assessment of its own: all find the same
// (REQ RULE-23). And two threads, each with a store of its own on one file, of which one
// writes while the other reads (REQ STORE-1). ThreadSanitizer looks on where the build has it.
#include <chengxin.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "small_city.hpp"

namespace {

constexpr int threads = 8;
constexpr int rounds = 5;

struct shared_handles {
  const small_city* city = nullptr;
  const small_facts* facts = nullptr;
  cx_case* resident = nullptr;  // frees of what was made of it change nothing
  cx_findings* findings = nullptr;
  cx_advice* advice = nullptr;
  cx_timeline* timeline = nullptr;
};

std::int32_t append(void* context, const char* data, std::size_t size) {
  static_cast<std::string*>(context)->append(data, size);
  return 0;
}

void add(std::string& to, cx_string text) {
  if (text.size != 0) to.append(text.data, text.size);
  to += '\n';
}

void ask_handles(const shared_handles& all, std::string& said) {
  cx_rulebook_info info = CX_RULEBOOK_INFO_INIT;
  must(cx_rulebook_describe(all.city->rulebook, &info, nullptr));
  add(said, info.fingerprint);
  for (std::uint32_t i = 0; i < info.rule_count; ++i) {
    cx_rule rule = CX_RULE_INIT;
    must(cx_rulebook_rule(all.city->rulebook, i, &rule, nullptr));
    add(said, rule.id);
  }
  for (std::uint64_t i = 0; i < cx_findings_errors(all.findings); ++i) {
    cx_finding finding = CX_FINDING_INIT;
    must(cx_findings_get(all.findings, i, &finding, nullptr));
    add(said, finding.message);
  }
  for (std::uint64_t i = 0; i < cx_advice_records(all.advice); ++i) {
    cx_record_advice it = CX_RECORD_ADVICE_INIT;
    must(cx_advice_record(all.advice, i, &it, nullptr));
    add(said, it.record_id);
    said += std::to_string(it.cost);
  }
  for (std::uint64_t i = 0; i < cx_timeline_segments(all.timeline); ++i) {
    cx_segment segment = CX_SEGMENT_INIT;
    must(cx_timeline_segment(all.timeline, i, &segment, nullptr));
    said += std::to_string(segment.from) + ' ' + std::to_string(segment.total) + ' ';
    add(said, segment.tier_id);
  }
  cx_buffer text = CX_BUFFER_INIT;
  must(cx_timeline_json(all.timeline, &text, nullptr));
  said.append(text.data, text.size);
  cx_buffer_dispose(&text);
  must(cx_findings_text(all.findings, "a", 1, CX_FORMAT_JSON, &text, nullptr));
  said.append(text.data, text.size);
  cx_buffer_dispose(&text);
}

void assess(cx_case* facts, cx_assessment* assessment, std::string& said) {
  cx_string report = {nullptr, 0};
  must(cx_assess(facts, small_facts::day, CX_ASSESS_STABLE_THROUGH, assessment, nullptr));
  must(cx_assessment_report(assessment, CX_FORMAT_JSON, CX_LANGUAGE_ZH, &report, nullptr));
  add(said, report);
}

void ask_population(const shared_handles& all, std::string& said) {
  const cx_population* population = all.city->population;
  cx_score_options scoring = CX_SCORE_OPTIONS_INIT;
  scoring.day = small_facts::day;
  scoring.threads = 2;
  must(cx_population_score(population, &scoring, append, &said, nullptr));
  cx_buffer rejects = CX_BUFFER_INIT;
  must(cx_population_rejects_csv(population, &rejects, nullptr));
  said.append(rejects.data, rejects.size);
  cx_buffer_dispose(&rejects);
  std::uint64_t found = 0;
  must(cx_population_find(population, "s3", 2, &found, nullptr));
  add(said, cx_population_subject_id(population, found));
}

std::string work(const shared_handles& all) {
  std::string said;
  cx_engine* engine = nullptr;
  cx_case* facts = nullptr;
  cx_assessment* assessment = nullptr;
  must(cx_engine_new(all.city->rulebook, &engine, nullptr));  // compiling shares the rulebook
  must(cx_case_new(all.city->engine, &facts, nullptr));
  must(cx_assessment_new(&assessment, nullptr));
  for (int round = 0; round < rounds; ++round) {
    ask_handles(all, said);
    ask_population(all, said);
    small_city::fill(facts, *all.facts);
    assess(facts, assessment, said);
    for (std::uint64_t i = 0; i < cx_population_subjects(all.city->population); ++i) {
      must(cx_case_take(facts, all.city->population, i, nullptr));
      assess(facts, assessment, said);
    }
  }
  cx_case_free(facts);
  cx_engine_free(engine);
  cx_assessment_free(assessment);
  return said;
}

constexpr int people = 40;

cx_store* open_store(const std::string& path) {
  cx_store* made = nullptr;
  must(cx_store_open(path.data(), path.size(), nullptr, &made, nullptr));
  return made;
}

// Adds residents one after another, each acknowledged before the next.
void write_residents(const std::string& path) {
  cx_store* const store = open_store(path);
  for (int i = 0; i < people; ++i) {
    const std::string id = "p" + std::to_string(i);
    cx_subject who = CX_SUBJECT_INIT;
    who.subject_id = lend(id);
    who.residency = CX_RESIDENCY_REGISTERED;
    who.capacity = CX_CAPACITY_FULL;
    who.birth_date = small_facts::day - 12000;
    must(cx_store_add_subject(store, &who, CX_NO_MOMENT, nullptr, nullptr));
  }
  cx_store_free(store);
}

// Reads until all are there. Gives how often what was read does not fit together.
int read_residents(const std::string& path) {
  cx_store* const store = open_store(path);
  int wrong = 0;
  std::uint64_t before = 0;
  while (before < people) {
    cx_statistics held = CX_STATISTICS_INIT;
    cx_verification found = CX_VERIFICATION_INIT;
    must(cx_store_begin_snapshot(store, nullptr));
    must(cx_store_statistics(store, &held, nullptr, nullptr));
    must(cx_store_verify(store, nullptr, &found, nullptr, nullptr));
    cx_store_end_snapshot(store);
    if (found.ok != 1 || found.entries != held.subjects || held.subjects < before) ++wrong;
    before = held.subjects;
  }
  cx_store_free(store);
  return wrong;
}

int use_one_file() {
  char name[] = "/tmp/chengxin-threads-XXXXXX";
  if (mkdtemp(name) == nullptr) return 1;
  const std::string path = std::string(name) + "/store";
  cx_store* made = nullptr;
  must(cx_store_create(path.data(), path.size(), nullptr, &made, nullptr));
  cx_store_free(made);
  int wrong = 0;
  std::thread writer([&] { write_residents(path); });
  std::thread reader([&] { wrong = read_residents(path); });
  writer.join();
  reader.join();
  for (const char* end : {"", "-wal", "-shm"}) std::remove((path + end).c_str());
  ::rmdir(name);
  std::printf("%d residents written while they were read, %d readings do not fit\n", people, wrong);
  return wrong;
}

}  // namespace

int main() {
  const small_city city;
  const small_facts facts(10);
  shared_handles all;
  all.city = &city;
  all.facts = &facts;
  all.resident = city.make_case(facts);
  const std::string wrong = "{\"format\": \"chengxin-rulebook/1\", \"id\": 7}";
  constexpr cx_day day = small_facts::day;
  must(cx_rulebook_verify(wrong.data(), wrong.size(), &all.findings, nullptr));
  must(cx_advise(all.resident, day, &all.advice, nullptr));
  must(cx_timeline_new(all.resident, day, day + 900, &all.timeline, nullptr));

  const std::string right = work(all);
  std::vector<std::string> said(threads);
  std::vector<std::thread> running;
  for (std::string& mine : said) running.emplace_back([&all, &mine] { mine = work(all); });
  for (std::thread& it : running) it.join();
  int others = 0;
  for (const std::string& mine : said) others += mine == right ? 0 : 1;

  cx_timeline_free(all.timeline);
  cx_advice_free(all.advice);
  cx_findings_free(all.findings);
  cx_case_free(all.resident);
  std::printf("%d threads, %zu bytes each, %d say something else\n", threads, right.size(), others);
  return others == 0 && !right.empty() && use_one_file() == 0 ? 0 : 1;
}
