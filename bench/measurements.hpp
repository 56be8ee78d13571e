// Times of one run by name, the two sides of a comparison taken by turns.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "bare_store.hpp"
#include "chengxin/result.hpp"

namespace chengxin::bench {

template <class T>
T must(result<T> given) {
  if (!given) give_up(given.failure().code + ": " + given.failure().message);
  return std::move(*given);
}

template <class Body>
double seconds_of(const Body& body) {
  const auto begin = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Of the processor, on all threads: what others do on the machine hardly counts.
template <class Body>
double processor_seconds_of(const Body& body) {
  const std::clock_t begin = std::clock();
  body();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

[[nodiscard]] inline double median_of(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

/// One time for each name and round.
class measurements {
public:
  void add(const std::string& name, double seconds) { times_[name].push_back(seconds); }

  /// `units` are done in each of the times.
  void tell(const std::string& name, double units, const char* unit) const {
    const double median = median_of(times_.at(name));
    std::printf("  %-52s %14.9f s", name.c_str(), median);
    if (units > 1) std::printf("   %12.0f %s/s", units / median, unit);
    std::printf("\n");
  }

  /// The median of the rounds' ratios, the least and the greatest of them.
  void tell_ratio(const std::string& above, const std::string& below) const {
    const std::vector<double>& first = times_.at(above);
    const std::vector<double>& second = times_.at(below);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < first.size(); ++i) ratios.push_back(first[i] / second[i]);
    const auto [least, greatest] = std::minmax_element(ratios.begin(), ratios.end());
    std::printf("  %s / %s: %.2f (%.2f to %.2f)\n", above.c_str(), below.c_str(), median_of(ratios),
                *least, *greatest);
  }

private:
  std::map<std::string, std::vector<double>> times_;
};

}  // namespace chengxin::bench
