// chengxin score: every subject's score as CSV.
// Never writes anything before everything has been read.
#include "commands.hpp"
#include "inputs.hpp"
#include "progress.hpp"

namespace cli {
namespace {

constexpr command_text text{
    "score", "--subjects FILE --records FILE --as-of DAY [options]",
    "Computes the score of every subject on one day and writes them as CSV, in the\n"
    "order of the subjects' file: subject_id, eligible, score, tier and a column for\n"
    "each dimension. The same input gives the same bytes, with any number of threads.",
    "chengxin score --subjects subjects.csv --records records.csv \\\n"
    "      --as-of 2026-02-28 --rejects rejects.csv --out scores.csv",
    "  0  done\n"
    "  1  the rulebook is refused, or not effective on the day\n"
    "  2  bad rows and no --rejects, files that cannot be used, or wrong usage\n"
    "  3  the system could not read or write"};

}  // namespace

int score(const arguments& given) {
  command_options options(text);
  add_population_options(options);
  options.value("as-of", "DAY", "the day, as YYYY-MM-DD")
      .value("threads", "N", "how many threads, 1 to 1024 (default: one for each core)")
      .flag("stable-through", "add the last day through which each score stays as it is");
  if (!options.read(given)) return 0;
  options.require({"subjects", "records", "as-of"});
  cx_score_options how = CX_SCORE_OPTIONS_INIT;
  how.day = options.day("as-of");
  how.threads = static_cast<std::int32_t>(options.number("threads", 1, 1024, 0));
  how.with_stable_through = options.given("stable-through") ? 1 : 0;

  const handle<cx_rulebook> book = load_rulebook(options.text("rulebook"));
  require_effective(*book, how.day);
  const handle<cx_engine> engine = make_engine(*book);
  const handle<cx_population> population =
      read_population(*engine, options, "", static_cast<std::uint32_t>(how.threads), &how);
  answer written(options, *population);
  {
    progress bar("scoring");
    how.progress = progress::report;
    how.progress_context = &bar;
    cx_error error = CX_ERROR_INIT;
    const cx_status status =
        cx_population_score(population.get(), &how, output::write_function, &written.out(), &error);
    written.out().rethrow();
    check(status, error);
  }
  written.put_in_place();
  return 0;
}

}  // namespace cli
