// One resident of ten records under the built-in rulebook, from JSON to JSON: a
// subject and records in, the report with stable_through out, beside a parse of
// the same bytes by Boost.JSON's events that keeps nothing.
//
//   bench/json_to_json                 medians of 7 repetitions, then their ratio
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

/// Takes events and keeps nothing.
struct no_events {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;
  using text = boost::json::string_view;
  using error_code = boost::json::error_code;
  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t, error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t, error_code&) { return true; }
  bool on_key_part(text, std::size_t, error_code&) { return true; }
  bool on_key(text, std::size_t, error_code&) { return true; }
  bool on_string_part(text, std::size_t, error_code&) { return true; }
  bool on_string(text, std::size_t, error_code&) { return true; }
  bool on_number_part(text, error_code&) { return true; }
  bool on_int64(std::int64_t, text, error_code&) { return true; }
  bool on_uint64(std::uint64_t, text, error_code&) { return true; }
  bool on_double(double, text, error_code&) { return true; }
  bool on_bool(bool, error_code&) { return true; }
  bool on_null(error_code&) { return true; }
  bool on_comment_part(text, error_code&) { return true; }
  bool on_comment(text, error_code&) { return true; }
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
  boost::json::basic_parser<no_events> parser{boost::json::parse_options{}};
  const auto parse = [&](std::string_view line) {
    parser.reset();
    boost::json::error_code failure;
    ::benchmark::DoNotOptimize(parser.write_some(false, line.data(), line.size(), failure));
  };
  ::benchmark::RegisterBenchmark("boost_events", [&](::benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) {
      parse(all[i].subject);
      for_each_line(all[i].records, parse);
      i = (i + 1) % all.size();
    }
    state.counters["bytes_in"] = static_cast<double>(all[0].subject.size() + all[0].records.size());
  });
  return run_and_compare(argc, argv, "json_to_report", "boost_events");
}

}  // namespace
}  // namespace chengxin::bench

int main(int argc, char** argv) {
  return chengxin::bench::run(argc, argv);
}
