// chengxin synth: made-up subjects and records, for trials and measurements.
// Never draws on anything but the rulebook and the seed.
#include <filesystem>

#include "commands.hpp"
#include "inputs.hpp"
#include "progress.hpp"

namespace cli {
namespace {

constexpr command_text text{
    "synth", "--subjects N --seed S --out DIRECTORY [options]",
    "Writes the files subjects.csv and records.csv (or .jsonl) of a made-up city into\n"
    "a directory, which is made where it does not exist. Nobody in them exists. The\n"
    "same options give the same bytes.",
    "chengxin synth --subjects 1000 --seed 1 --out city",
    "  0  done\n"
    "  1  the rulebook is refused\n"
    "  2  wrong usage\n"
    "  3  the system could not read or write"};

constexpr std::uint64_t most_subjects = 99'999'999;

void make_directory(const std::string& path) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (failed) {
    throw failure{exit_status::system_error, printable(path) + ": " + failed.message()};
  }
}

}  // namespace

int synth(const arguments& given) {
  command_options options(text);
  options.value("subjects", "N", "how many subjects")
      .value("seed", "S", "any whole number from 0 to 18446744073709551615")
      .value("out", "DIRECTORY", "where the two files go")
      .value("format", "FORMAT", "csv (default) or jsonl")
      .value("bad-rows", "N", "strew in N bad rows of every kind (default: 0)")
      .value("as-of", "DAY", "the day around which the city lives (default: 2026-02-28)");
  add_rulebook_option(options);
  if (!options.read(given)) return 0;
  options.require({"subjects", "seed", "out"});
  cx_synthesis_options how = CX_SYNTHESIS_OPTIONS_INIT;
  how.subjects = options.number("subjects", 0, most_subjects, 0);
  how.seed = options.number("seed", 0, UINT64_MAX, 0);
  how.bad_rows = static_cast<std::uint32_t>(options.number("bad-rows", 0, UINT32_MAX, 0));
  const bool lines = options.choice("format", {"csv", "jsonl"}) == 1;
  how.format = lines ? CX_ROWS_JSONL : CX_ROWS_CSV;
  if (options.given("as-of")) how.day = options.day("as-of");

  const handle<cx_rulebook> book = load_rulebook(options.text("rulebook"));
  const handle<cx_engine> engine = make_engine(*book);
  make_directory(options.text("out"));
  const std::filesystem::path directory(options.text("out"));
  const char* const ending = lines ? ".jsonl" : ".csv";
  output subjects((directory / "subjects").string() + ending);
  output records((directory / "records").string() + ending);
  {
    progress bar("making");
    how.progress = progress::report;
    how.progress_context = &bar;
    cx_error error = CX_ERROR_INIT;
    const cx_status status = cx_synthesize(engine.get(), &how, output::write_function, &subjects,
                                           output::write_function, &records, &error);
    subjects.rethrow();
    records.rethrow();
    check(status, error);
  }
  subjects.finish();
  records.finish();
  subjects.put_in_place();
  records.put_in_place();
  return 0;
}

}  // namespace cli
