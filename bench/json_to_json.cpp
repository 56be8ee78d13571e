// One resident of ten records under the built-in rulebook, from JSON to JSON: a
// subject and records in, the report with stable_through out, beside two parses of
// the same bytes by Boost.JSON's events: one that keeps nothing, and one that puts
// every member into a plain struct (hand_rows.hpp), days and enumerations decoded.
//
// Beside it, the part of it that is assessing: every award, and stable_through.
//
//   bench/json_to_json                 medians of 7 repetitions, then their ratios
#include <benchmark/benchmark.h>

#include <boost/json/basic_parser_impl.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/case_reader.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/synthesis.hpp"
#include "hand_rows.hpp"
#include "medians.hpp"

namespace chengxin::bench {
namespace {

constexpr date today = date::of(2026, 2, 28);
constexpr std::size_t residents = 16;
constexpr std::size_t records_each = 10;

struct texts {
  std::string subject;
  std::string records;
};

template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    visit(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::string id_of(std::string_view line) {
  const std::string_view key = "\"subject_id\":\"";
  const std::size_t at = line.find(key) + key.size();
  return std::string(line.substr(at, line.find('"', at) - at));
}

/// Residents of a synthetic city who have just ten records.
std::vector<texts> some_residents(const engine& engine) {
  io::synthesis_options options;
  options.format = io::row_format::jsonl;
  std::string subjects;
  std::string records;
  const auto made = io::synthesize(
      engine, options,
      [&](std::string_view bytes) { return subjects += bytes, std::optional<error>(); },
      [&](std::string_view bytes) { return records += bytes, std::optional<error>(); });
  if (!made) std::exit(1);
  std::map<std::string, std::vector<std::string_view>> by_subject;
  for_each_line(records, [&](std::string_view line) { by_subject[id_of(line)].push_back(line); });
  std::vector<texts> found;
  for_each_line(subjects, [&](std::string_view line) {
    const auto& theirs = by_subject[id_of(line)];
    if (theirs.size() != records_each || found.size() == residents) return;
    texts& it = found.emplace_back(texts{std::string(line), {}});
    for (const std::string_view record : theirs) it.records.append(record) += '\n';
  });
  return found;
}

int run(int argc, char** argv) {
  const io::loaded_rulebook loaded = io::load_rulebook(io::builtin_rulebook_json());
  const result<engine> compiled = engine::compile(loaded.book);
  if (!compiled) return 1;
  const std::vector<texts> all = some_residents(*compiled);

  io::case_reader reader(*compiled);
  assessment today_of;
  assessment scratch;
  std::string out;
  const auto whole_way = [&](const texts& it) {
    if (reader.read(it.subject, it.records)) std::exit(1);
    if (!compiled->assess(reader.subject(), reader.records(), today, depth::everything, today_of)) {
      std::exit(1);
    }
    out.clear();
    io::append_report_json(
        out, {&*compiled, &reader.subject(), reader.records(), &today_of,
              compiled->stable_through(reader.subject(), reader.records(), today_of, scratch)});
  };
  ::benchmark::RegisterBenchmark("json_to_report", [&](::benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
      whole_way(all[i]);
      ::benchmark::DoNotOptimize(out.data());
      i = (i + 1) % all.size();
    }
    state.counters["bytes_out"] = static_cast<double>(out.size());
  });
  std::vector<io::case_reader> read;
  for (const texts& it : all) {
    if (read.emplace_back(*compiled).read(it.subject, it.records)) return 1;
  }
  ::benchmark::RegisterBenchmark("assess_with_stable_through", [&](::benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
      const io::case_reader& it = read[i];
      ::benchmark::DoNotOptimize(
          compiled->assess(it.subject(), it.records(), today, depth::everything, today_of));
      ::benchmark::DoNotOptimize(
          compiled->stable_through(it.subject(), it.records(), today_of, scratch));
      i = (i + 1) % all.size();
    }
  });
  boost::json::basic_parser<no_events> nothing{boost::json::parse_options{}};
  boost::json::basic_parser<hand_events> by_hand{boost::json::parse_options{}};
  const auto parse = [](auto& parser, std::string_view line) {
    parser.reset();
    boost::json::error_code failure;
    if (parser.write_some(false, line.data(), line.size(), failure) != line.size()) std::exit(1);
  };
  ::benchmark::RegisterBenchmark("events_that_keep_nothing", [&](::benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
      parse(nothing, all[i].subject);
      for_each_line(all[i].records, [&](std::string_view line) { parse(nothing, line); });
      i = (i + 1) % all.size();
    }
    state.counters["bytes_in"] = static_cast<double>(all[0].subject.size() + all[0].records.size());
  });
  hand_row subject;
  std::vector<hand_row> records;
  ::benchmark::RegisterBenchmark("events_into_struct", [&](::benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
      by_hand.handler().begin(subject);
      parse(by_hand, all[i].subject);
      std::size_t count = 0;
      for_each_line(all[i].records, [&](std::string_view line) {
        if (count == records.size()) records.emplace_back();
        by_hand.handler().begin(records[count++]);
        parse(by_hand, line);
      });
      ::benchmark::DoNotOptimize(records.data());
      ::benchmark::ClobberMemory();
      i = (i + 1) % all.size();
    }
  });
  return run_and_compare(
      argc, argv,
      {{"json_to_report", "events_into_struct"}, {"json_to_report", "events_that_keep_nothing"}});
}

}  // namespace
}  // namespace chengxin::bench

int main(int argc, char** argv) {
  return chengxin::bench::run(argc, argv);
}
