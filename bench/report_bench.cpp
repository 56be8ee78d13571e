// How long a report takes for a resident of ten records under the built-in
// rulebook: the JSON of `explain`, a row of `score`'s CSV, the text and the page.
//
//   bench/report_bench --benchmark_repetitions=7 --benchmark_report_aggregates_only=true
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/io/rulebook.hpp"

namespace chengxin::bench {
namespace {

constexpr date today = date::of(2026, 6, 30);

engine compile_builtin() {
  const io::loaded_rulebook loaded = io::load_rulebook(io::builtin_rulebook_json());
  result<engine> made = engine::compile(loaded.book);
  if (!made) {
    std::fprintf(stderr, "%s\n", made.failure().message.c_str());
    std::exit(1);
  }
  return *made;
}

/// One resident: records of the first ten categories that take any provider, the
/// required attributes filled with the first value that the declaration allows.
class resident {
public:
  explicit resident(const engine& engine) {
    const rulebook& book = engine.book();
    slots_.emplace_back(book.subject_attributes.size());
    subject_.subject_id = "0f8b6c1e-5a44-4d0b-9f43-2f7d1d6f3a10";
    subject_.attributes = slots_.back().data();
    subject_.birth_date = date::of(1990, 5, 1);
    subject_.enrolled_on = date::of(2024, 1, 1);
    subject_.residency = residency::registered;
    subject_.capacity = capacity::full;
    for (std::size_t c = 0; c < book.categories.size() && records_.size() < 10; c += 3) {
      add(engine, book.categories[c]);
    }
    if (!engine.assess(subject_, records_, today, depth::everything, assessment_)) std::exit(1);
    assessment scratch;
    through_ = engine.stable_through(subject_, records_, assessment_, scratch);
  }

  [[nodiscard]] io::report_input input(const engine& engine) const {
    return {&engine, &subject_, records_, &assessment_, through_};
  }

private:
  void add(const engine& engine, const category& of) {
    std::vector<named_value> attributes;
    for (const attribute_declaration& declared : of.attributes) {
      if (declared.type == value_type::integer) {
        attributes.push_back({declared.name, value::of(declared.max.value_or(10))});
      } else if (declared.type == value_type::string && !declared.values.empty()) {
        attributes.push_back({declared.name, value::of(std::string_view(declared.values.front()))});
      }
    }
    ids_.push_back("2026-" + of.id + "-000" + std::to_string(ids_.size()));
    record given;
    given.record_id = ids_.back();
    given.category = of.id;
    given.provider = of.providers ? std::string_view(of.providers->front()) : "市志愿服务联合会";
    given.occurred_on = today - 40 * static_cast<std::int32_t>(ids_.size());
    given.attributes = attributes;
    slots_.emplace_back(of.attributes.size());
    records_.push_back(engine.prepare(given, slots_.back()));
  }

  prepared_subject subject_;
  std::deque<std::string> ids_;
  std::deque<std::vector<value>> slots_;
  std::vector<prepared_record> records_;
  assessment assessment_;
  std::optional<date> through_;
};

struct scene {
  engine compiled = compile_builtin();
  resident one{compiled};
  io::report_input input = one.input(compiled);
};

const scene& shared_scene() {
  static const scene made;
  return made;
}

void measure(benchmark::State& state, void (*append)(std::string&, const io::report_input&)) {
  const io::report_input input = shared_scene().input;
  std::string out;
  for (auto _ : state) {
    out.clear();
    append(out, input);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
  state.counters["bytes"] = static_cast<double>(out.size());
}

void json(benchmark::State& state) {
  measure(state, io::append_report_json);
}
void score_row(benchmark::State& state) {
  measure(state, [](std::string& out, const io::report_input& it) {
    io::append_score_row(out, *it.engine, *it.subject, *it.assessment, &it.stable_through);
  });
}
void text(benchmark::State& state) {
  measure(state, [](std::string& out, const io::report_input& it) {
    io::append_report_text(out, it, io::language::zh);
  });
}
void html(benchmark::State& state) {
  measure(state, [](std::string& out, const io::report_input& it) {
    io::append_report_html(out, it, io::language::zh);
  });
}
BENCHMARK(json);
BENCHMARK(score_row);
BENCHMARK(text);
BENCHMARK(html);

}  // namespace
}  // namespace chengxin::bench

BENCHMARK_MAIN();
