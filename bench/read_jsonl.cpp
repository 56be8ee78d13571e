// A city read from JSON Lines by one thread: rows checked, records kept and brought together
// by subject, beside Boost.JSON's events over the same lines that put every member into a
// plain struct (hand_rows.hpp), days and enumerations decoded, and keep none of them.
//
//   bench/read_jsonl                   medians of 7 repetitions, then their ratio
#include <benchmark/benchmark.h>

#include <boost/json/basic_parser_impl.hpp>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "chengxin/io/population.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/synthesis.hpp"
#include "hand_rows.hpp"
#include "medians.hpp"

namespace chengxin::bench {
namespace {

constexpr std::uint64_t residents = 20'000;

int run(int argc, char** argv) {
  const io::loaded_rulebook loaded = io::load_rulebook(io::builtin_rulebook_json());
  const result<engine> compiled = engine::compile(loaded.book);
  if (!compiled) return 1;
  io::synthesis_options options;
  options.subjects = residents;
  options.format = io::row_format::jsonl;
  std::string subjects, records;
  const auto made = io::synthesize(
      *compiled, options,
      [&](std::string_view bytes) { return subjects += bytes, std::optional<error>(); },
      [&](std::string_view bytes) { return records += bytes, std::optional<error>(); });
  if (!made) return 1;

  ::benchmark::RegisterBenchmark("read_population", [&](::benchmark::State& state) {
    for (auto _ : state) {
      const auto who = io::from_memory(subjects, "subjects");
      const auto what = io::from_memory(records, "records");
      const auto read = io::read_population(*compiled, *who, options.format, *what, options.format);
      if (!read || read->record_count() != made->records || read->bad_row_count() != 0) {
        std::exit(1);
      }
    }
    state.counters["records"] = static_cast<double>(made->records);
    state.counters["bytes"] = static_cast<double>(subjects.size() + records.size());
  });
  boost::json::basic_parser<hand_events> by_hand{boost::json::parse_options{}};
  hand_row row;
  ::benchmark::RegisterBenchmark("events_into_struct", [&](::benchmark::State& state) {
    for (auto _ : state) {
      for (std::string_view text : {std::string_view(subjects), std::string_view(records)}) {
        while (!text.empty()) {
          const std::string_view line = text.substr(0, text.find('\n'));
          by_hand.handler().begin(row);
          by_hand.reset();
          boost::json::error_code failure;
          if (by_hand.write_some(false, line.data(), line.size(), failure) != line.size()) {
            std::exit(1);
          }
          ::benchmark::DoNotOptimize(row);
          text.remove_prefix(line.size() + 1);
        }
      }
    }
  });
  return run_and_compare(argc, argv, {{"events_into_struct", "read_population"}});
}

}  // namespace
}  // namespace chengxin::bench

int main(int argc, char** argv) {
  return chengxin::bench::run(argc, argv);
}
