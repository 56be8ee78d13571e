// The C++ side of the peers' comparison: the bare reading of the columns, a loop written
// by hand for workload W, and the library. Reads requests from standard input, one a
// line, so that the driver can interleave it with the others, and answers each in a line.
//
//   peers_loops COLUMNS RULEBOOK
// Each answers with seconds, residents, checksum, seconds of processors and bytes:
//   read THREADS         -> the sum of all words is the checksum
//   plain THREADS        -> the loop by hand; keeps the totals, as those below
//   batch THREADS        -> everybody by cx_score_columns(), with stable_through
//   batch_figures THREADS -> without it
//   explain THREADS      -> with all awards and dispositions as a second table, whose rows are
//                           given last
//   memory THREADS       -> the same as batch, and last the bytes that it took at most beyond
//                           the columns and the result
//   memory_unsorted THREADS, memory_texts THREADS, memory_unsorted_texts THREADS
//                        -> where the records are shuffled, and where identifiers are texts
//   one SAMPLE           -> about SAMPLE residents, case and figures
//   one_stable SAMPLE    -> the same, with stable_through
//   write NAME PATH      -> the totals of NAME's last run, int64; -1 where not computed
#include <chengxin.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "by_hand.hpp"
#include "columns.hpp"
#include "one_subject.hpp"
#include "whole_batch.hpp"

namespace peers {
namespace {

// Equal runs of residents, a thread each; the caller's own is one of them.
template <class Work>
void in_threads(std::size_t residents, std::size_t threads, const Work& work) {
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < threads; ++t) {
    others.emplace_back(
        [&, t] { work(t, residents * t / threads, residents * (t + 1) / threads); });
  }
  work(std::size_t{0}, std::size_t{0}, residents / threads);
  for (std::thread& it : others) it.join();
}

// ---- The floor: every byte is read once ----------------------------------------------

template <class T>
std::uint64_t sum_of_words(const std::vector<T>& column, std::size_t from, std::size_t to) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(column.data() + from);
  const std::size_t words = (to - from) * sizeof(T) / 8;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t word;
    std::memcpy(&word, bytes + 8 * i, 8);
    sum += word;
  }
  return sum;
}

std::uint64_t read_columns(const columns& all, std::size_t threads) {
  std::vector<std::uint64_t> sums(threads);
  in_threads(all.residents(), threads, [&](std::size_t t, std::size_t from, std::size_t to) {
    const std::size_t first = all.first_of(from);
    const std::size_t last = all.first_of(to);
    sums[t] = sum_of_words(all.birth_date, from, to) + sum_of_words(all.resident, first, last) +
              sum_of_words(all.category, first, last) + sum_of_words(all.level, first, last) +
              sum_of_words(all.units, first, last) + sum_of_words(all.occurred_on, first, last) +
              sum_of_words(all.status, first, last) + sum_of_words(all.repaired_on, first, last);
  });
  std::uint64_t sum = 0;
  for (const std::uint64_t it : sums) sum += it;
  return sum;
}

// ---- Memory and time of the process ----------------------------------------------------

// A number of kilobytes that Linux tells of this process, in bytes.
std::size_t told_of_process(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(name, 0) == 0) return std::stoul(line.substr(name.size())) * 1024;
  }
  fail("Linux does not tell " + name);
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// ---- Requests --------------------------------------------------------------------------

class requests {
public:
  requests(const std::string& folder, std::string rulebook)
      : all_(load_columns(folder)),
        rulebook_(std::move(rulebook)),
        engine_(rulebook_),
        batch_(all_, engine_.engine(), {}) {}

  void answer(const std::string& line) {
    std::istringstream words(line);
    std::string name, rest;
    words >> name;
    if (name == "write") {
      words >> name >> rest;
      return write(name, rest);
    }
    std::size_t number = 1;
    words >> number;
    if (number == 0) fail("nothing is asked for in: " + line);
    std::vector<std::int64_t>& totals = totals_[name];
    totals.assign(all_.residents(), -1);  // so that nothing is left of an earlier run
    std::size_t done = all_.residents();
    std::size_t more = 0;
    whole_batch* const shaped = shape_of(name);
    const std::size_t before = shaped != nullptr ? memory_before(*shaped) : 0;
    const double busy_from = processor_seconds();
    const auto from = std::chrono::steady_clock::now();
    std::uint64_t checksum = 0;
    if (name == "read") {
      checksum = read_columns(all_, number);
    } else if (name == "plain") {
      in_threads(all_.residents(), number,
                 [&](std::size_t /*t*/, std::size_t first, std::size_t last) {
                   scorer_.run(all_, first, last, totals.data());
                 });
    } else if (name == "batch") {
      batch_.score(number, true);
    } else if (name == "batch_figures") {
      batch_.score(number, false);
    } else if (name == "explain") {
      more = batch_.explain(number);
    } else if (shaped != nullptr) {
      shaped->score(number, true);
    } else if (name == "one" || name == "one_stable") {
      done = one_by_one(number, name == "one" ? flags_of_one : flags_of_stable, totals);
    } else {
      fail("not known: " + line);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
    const double busy = processor_seconds() - busy_from;
    if (shaped != nullptr) {
      const std::size_t taken = told_of_process("VmHWM:") - before;
      const std::size_t result = shaped->take_totals(totals);
      more = taken > result ? taken - result : 0;
    } else if (name.rfind("batch", 0) == 0 || name == "explain") {
      batch_.take_totals(totals);
    }
    if (name != "read") {
      for (const std::int64_t it : totals) checksum += static_cast<std::uint64_t>(it);
    }
    std::cout.precision(9);
    std::cout << took.count() << ' ' << done << ' ' << checksum << ' ' << busy << ' ' << more
              << std::endl;
  }

private:
  static constexpr std::uint32_t flags_of_one = CX_ASSESS_FIGURES_ONLY;
  static constexpr std::uint32_t flags_of_stable =
      CX_ASSESS_FIGURES_ONLY | CX_ASSESS_STABLE_THROUGH;

  // The columns in the shape that is asked for; null where memory is not measured.
  whole_batch* shape_of(const std::string& name) {
    if (name.rfind("memory", 0) != 0) return nullptr;
    std::unique_ptr<whole_batch>& made = by_shape_[name];
    if (made == nullptr) {
      const bool are_texts = name.find("texts") != std::string::npos;
      const bool is_sorted = name.find("unsorted") == std::string::npos;
      made = std::make_unique<whole_batch>(all_, engine_.engine(), shape{are_texts, is_sorted});
    }
    return made.get();
  }

  // What earlier requests left is no memory of the next; and the most so far begins anew.
  static std::size_t memory_before(whole_batch& by) {
    by.forget();
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << '5';
    return told_of_process("VmRSS:");
  }

  // Runs of 1,000 residents that lie evenly over the whole, or all of them.
  std::size_t one_by_one(std::size_t sample, std::uint32_t flags,
                         std::vector<std::int64_t>& totals) {
    const std::size_t most = 1000;
    const std::size_t runs = (std::min(sample, all_.residents()) + most - 1) / most;
    const std::size_t apart = all_.residents() / runs;
    std::size_t done = 0;
    for (std::size_t n = 0; n < runs; ++n) {
      const std::size_t first = apart * n;
      const std::size_t next = n + 1 == runs ? all_.residents() : first + apart;
      const std::size_t last = std::min(first + most, next);
      std::size_t i = all_.first_of(first);
      for (std::size_t s = first; s < last; ++s) totals[s] = engine_.total(all_, s, i, flags);
      done += last - first;
    }
    return done;
  }

  void write(const std::string& name, const std::string& path) {
    const std::vector<std::int64_t>& totals = totals_[name];
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(totals.data()),
               static_cast<std::streamsize>(totals.size() * sizeof(std::int64_t)));
    if (!file.flush()) fail("cannot write " + path);
    std::cout << "written" << std::endl;
  }

  columns all_;
  std::string rulebook_;
  one_subject_engine engine_;
  whole_batch batch_;
  std::map<std::string, std::unique_ptr<whole_batch>> by_shape_;
  w::scorer scorer_;
  std::map<std::string, std::vector<std::int64_t>> totals_;
};

}  // namespace
}  // namespace peers

int main(int argc, char** argv) {
  if (argc != 3) peers::fail("usage: peers_loops COLUMNS RULEBOOK");
  peers::requests asked(argv[1], argv[2]);
  std::cout << "ready" << std::endl;
  for (std::string line; std::getline(std::cin, line);) asked.answer(line);
  return 0;
}
