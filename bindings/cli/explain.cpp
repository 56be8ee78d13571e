// chengxin explain: why a score is what it is, for one subject or for all.
// Never computes a figure: the library's reports hold them all.
#include "commands.hpp"
#include "inputs.hpp"
#include "progress.hpp"

namespace cli {
namespace {

constexpr command_text text{
    "explain", "--subjects FILE --records FILE --as-of DAY --subject ID [options]",
    "Writes the full account of one subject's score on one day: every point with its\n"
    "rule, its record and its legal basis, and what became of every record. With\n"
    "--all, writes one JSON object a line for every subject (JSON Lines).",
    "chengxin explain --subjects subjects.csv --records records.csv \\\n"
    "      --as-of 2026-02-28 --subject S0001 --format html --lang en --out S0001.html",
    "  0  done\n"
    "  1  the rulebook is refused, or not effective on the day\n"
    "  2  no such subject, bad rows and no --rejects, or wrong usage\n"
    "  3  the system could not read or write"};

void explain_one(const cx_case& facts, cx_day day, std::int32_t format, std::int32_t language,
                 output& out) {
  cx_error error = CX_ERROR_INIT;
  cx_assessment* made = nullptr;
  check(cx_assessment_new(&made, &error), error);
  const handle<cx_assessment> assessment(made);
  check(cx_assess(&facts, day, CX_ASSESS_EVERYTHING, made, &error), error);
  cx_string report = {nullptr, 0};
  check(cx_assessment_report(made, format, language, &report, &error), error);
  out.write(view(report));
  if (view(report).empty() || view(report).back() != '\n') out.write("\n");
}

void explain_all(const cx_population& population, cx_explain_options& how, output& out) {
  progress bar("explaining");
  how.progress = progress::report;
  how.progress_context = &bar;
  cx_error error = CX_ERROR_INIT;
  const cx_status status =
      cx_population_explain(&population, &how, output::write_function, &out, &error);
  out.rethrow();
  check(status, error);
}

}  // namespace

int explain(const arguments& given) {
  command_options options(text);
  add_population_options(options);
  options.value("as-of", "DAY", "the day, as YYYY-MM-DD")
      .value("subject", "ID", "the subject's identifier")
      .flag("all", "every subject, in the order of the file; JSON only")
      .value("format", "FORMAT", "text (default), json or html")
      .value("lang", "LANGUAGE", "zh (default) or en; JSON has no language")
      .value("threads", "N", "of --all: how many threads, 1 to 1024 (default: one for each core)");
  if (!options.read(given)) return 0;
  const bool all = options.given("all");
  if (all && options.given("subject"))
    fail_usage("explain: --all and --subject exclude each other");
  if (all) {
    options.require({"subjects", "records", "as-of"});
  } else {
    options.require({"subjects", "records", "as-of", "subject"});
  }
  cx_explain_options how = CX_EXPLAIN_OPTIONS_INIT;
  how.day = options.day("as-of");
  const auto format = static_cast<std::int32_t>(options.choice("format", {"text", "json", "html"}));
  const auto language = static_cast<std::int32_t>(options.choice("lang", {"zh", "en"}));
  how.threads = static_cast<std::int32_t>(options.number("threads", 1, 1024, 0));
  if (all && options.given("format") && format != CX_FORMAT_JSON) {
    fail_usage("explain: --all writes --format json only");
  }

  const handle<cx_rulebook> book = load_rulebook(options.text("rulebook"));
  require_effective(*book, how.day);
  const handle<cx_engine> engine = make_engine(*book);
  const std::string subject = options.text("subject");
  const handle<cx_population> population = read_population(*engine, options, subject, 0, nullptr);
  const std::uint64_t index = all ? 0 : find_subject(*population, subject, options);
  answer written(options, *population);
  if (all) {
    explain_all(*population, how, written.out());
  } else {
    explain_one(*make_case(*engine, *population, index), how.day, format, language, written.out());
  }
  written.put_in_place();
  return 0;
}

}  // namespace cli
