// Runs what is registered with Google Benchmark, interleaved, and tells the ratios
// of medians of processor time.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace chengxin::bench {

/// Prints as usual and keeps the medians.
class median_reporter : public ::benchmark::ConsoleReporter {
public:
  median_reporter() : ConsoleReporter(OO_None) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.aggregate_name == "median") {
        medians[run.run_name.function_name] = run.GetAdjustedCPUTime();
      }
    }
    ConsoleReporter::ReportRuns(runs);
  }
  std::map<std::string, double> medians;
};

/// Runs everything and tells the ratio of each pair. Options of the command line come
/// after ours, and so prevail.
inline int run_and_compare(int argc, char** argv,
                           const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<std::string> given(argv, argv + argc);
  given.insert(given.begin() + 1,
               {"--benchmark_repetitions=7", "--benchmark_enable_random_interleaving=true",
                "--benchmark_report_aggregates_only=true", "--benchmark_min_time=0.2"});
  std::vector<char*> arguments;
  for (std::string& it : given) arguments.push_back(it.data());
  int count = static_cast<int>(arguments.size());
  ::benchmark::Initialize(&count, arguments.data());
  median_reporter reporter;
  ::benchmark::RunSpecifiedBenchmarks(&reporter);
  std::printf("\n");
  for (const auto& [above, below] : pairs) {
    std::printf("%s / %s: %.2f (medians of processor time, one run)\n", above.c_str(),
                below.c_str(), reporter.medians[above] / reporter.medians[below]);
  }
  return 0;
}

}  // namespace chengxin::bench
