// One resident of ten typed records through the C interface: what building the case
// from structs costs, and what assessing costs beside the C++ call, checked equal, in
// one interleaved run.
//
//   bench/through_abi                 medians of 7 repetitions, then their ratios
#include <benchmark/benchmark.h>
#include <chengxin.h>

#include <cstdio>
#include <string>
#include <vector>

#include "medians.hpp"
#include "workload.hpp"

namespace chengxin::bench {
namespace {

constexpr std::size_t residents = 16;  // enough that no branch is learnt by heart
constexpr std::size_t records_each = 10;

cx_string lend(std::string_view text) {
  return {text.data(), text.size()};
}

// A resident of W as a caller would have them: identifiers, names and structs.
struct given_resident {
  std::string id;
  std::vector<std::string> record_ids;
  std::vector<cx_attribute> attributes;
  std::vector<cx_record> records;
  cx_subject subject = CX_SUBJECT_INIT;
};

given_resident give(const engine& engine, const resident& of, std::size_t number) {
  given_resident made;
  const rulebook& book = engine.book();
  made.id = "S" + std::to_string(1'000'000 + number);
  made.subject.residency = static_cast<std::int32_t>(of.subject.residency);
  made.subject.capacity = static_cast<std::int32_t>(of.subject.capacity);
  made.subject.birth_date = of.subject.birth_date.days;
  made.subject.enrolled_on = of.subject.enrolled_on.days;
  for (std::size_t i = 0; i < of.records.size(); ++i) {
    made.record_ids.push_back("R" + std::to_string(10'000'000 + number * 100 + i));
    for (std::size_t slot = 0; slot < 2; ++slot) {
      cx_attribute attribute{};
      attribute.name = lend(book.categories[of.records[i].category].attributes[slot].name);
      attribute.integer = of.records[i].attributes[slot].integer();
      made.attributes.push_back(attribute);
    }
  }
  for (std::size_t i = 0; i < of.records.size(); ++i) {
    cx_record record = CX_RECORD_INIT;
    record.record_id = lend(made.record_ids[i]);
    record.category = lend(book.categories[of.records[i].category].id);
    record.provider = lend("civil-affairs");
    record.status = static_cast<std::int32_t>(of.records[i].status);
    record.occurred_on = of.records[i].occurred_on.days;
    record.attributes = &made.attributes[2 * i];
    record.attribute_count = 2;
    made.records.push_back(record);
  }
  return made;
}

bool build(cx_case* facts, given_resident& from) {
  from.subject.subject_id = lend(from.id);
  return cx_case_set_subject(facts, &from.subject, nullptr) == CX_OK &&
         cx_case_add_records(facts, from.records.data(), from.records.size(), nullptr) == CX_OK;
}

int run(int argc, char** argv) {
  const engine engine = compile_w();
  const std::string json = read_file(CHENGXIN_BENCH_DATA "/workload_w.json");
  cx_rulebook* book = nullptr;
  cx_engine* compiled = nullptr;
  cx_assessment* through = nullptr;
  if (cx_rulebook_load(json.data(), json.size(), &book, nullptr) != CX_OK ||
      cx_engine_new(book, &compiled, nullptr) != CX_OK ||
      cx_assessment_new(&through, nullptr) != CX_OK) {
    return 1;
  }
  std::vector<resident> all;
  std::vector<given_resident> given;
  std::vector<cx_case*> cases(residents);
  assessment result;
  for (std::size_t s = 0; s < residents; ++s) {  // equal, or nothing is measured
    all.push_back(make_resident(engine, s + 1, records_each));
    given.push_back(give(engine, all[s], s));
  }
  for (std::size_t s = 0; s < residents; ++s) {
    cx_figures figures = CX_FIGURES_INIT;
    const bool same =
        cx_case_new(compiled, &cases[s], nullptr) == CX_OK && build(cases[s], given[s]) &&
        cx_assess(cases[s], day_of_w.days, CX_ASSESS_EVERYTHING, through, nullptr) == CX_OK &&
        cx_assessment_figures(through, &figures, nullptr) == CX_OK &&
        engine.assess(all[s].subject, all[s].records, day_of_w, depth::everything, result) &&
        figures.total == result.total.cents && figures.award_count == result.awards.size();
    if (same) continue;
    std::fprintf(stderr, "resident %zu: the C interface and the core differ\n", s);
    return 1;
  }

  const auto core = [&](::benchmark::State& state, depth how) {
    std::size_t s = 0;
    for (auto _ : state) {
      ::benchmark::DoNotOptimize(
          engine.assess(all[s].subject, all[s].records, day_of_w, how, result));
      s = (s + 1) % residents;
    }
  };
  const auto abi = [&](::benchmark::State& state, std::uint32_t flags) {
    std::size_t s = 0;
    for (auto _ : state) {
      ::benchmark::DoNotOptimize(cx_assess(cases[s], day_of_w.days, flags, through, nullptr));
      s = (s + 1) % residents;
    }
  };
  using state_of = ::benchmark::State;
  ::benchmark::RegisterBenchmark("core_figures",
                                 [&](state_of& state) { core(state, depth::figures); });
  ::benchmark::RegisterBenchmark("core_everything",
                                 [&](state_of& state) { core(state, depth::everything); });
  ::benchmark::RegisterBenchmark("abi_figures",
                                 [&](state_of& state) { abi(state, CX_ASSESS_FIGURES_ONLY); });
  ::benchmark::RegisterBenchmark("abi_everything",
                                 [&](state_of& state) { abi(state, CX_ASSESS_EVERYTHING); });
  ::benchmark::RegisterBenchmark("abi_stable_through",
                                 [&](state_of& state) { abi(state, CX_ASSESS_STABLE_THROUGH); });
  ::benchmark::RegisterBenchmark("abi_build", [&](state_of& state) {
    std::size_t s = 0;
    for (auto _ : state) {
      ::benchmark::DoNotOptimize(build(cases[0], given[s]));
      s = (s + 1) % residents;
    }
  });
  int status = run_and_compare(argc, argv,
                               {{"abi_figures", "core_figures"},
                                {"abi_everything", "core_everything"},
                                {"abi_build", "abi_everything"},
                                {"abi_build", "abi_stable_through"}});
  for (cx_case* it : cases) cx_case_free(it);
  cx_assessment_free(through);
  cx_engine_free(compiled);
  cx_rulebook_free(book);
  return status;
}

}  // namespace
}  // namespace chengxin::bench

int main(int argc, char** argv) {
  return chengxin::bench::run(argc, argv);
}
