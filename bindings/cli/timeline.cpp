// chengxin timeline: how one subject's score changes by itself.
// Never supposes new records: what is known is all there is.
#include "commands.hpp"
#include "inputs.hpp"

namespace cli {
namespace {

constexpr command_text text{
    "timeline", "--subjects FILE --records FILE --subject ID --from DAY --to DAY [options]",
    "Writes the days from one day to another as segments on which the subject's score\n"
    "and all that it is made of stay the same, with what began or ended at the start\n"
    "of each: one JSON array.",
    "chengxin timeline --subjects subjects.csv --records records.csv \\\n"
    "      --subject S0001 --from 2026-01-01 --to 2030-12-31",
    "  0  done\n"
    "  1  the rulebook is refused, or not effective on one of the days\n"
    "  2  no such subject, bad rows and no --rejects, or wrong usage\n"
    "  3  the system could not read or write"};

}  // namespace

int timeline(const arguments& given) {
  command_options options(text);
  add_population_options(options);
  options.value("subject", "ID", "the subject's identifier")
      .value("from", "DAY", "the first day, as YYYY-MM-DD")
      .value("to", "DAY", "the last day, as YYYY-MM-DD");
  if (!options.read(given)) return 0;
  options.require({"subjects", "records", "subject", "from", "to"});
  const cx_day from = options.day("from");
  const cx_day to = options.day("to");
  if (to < from) {
    fail_usage("timeline: --to " + options.text("to") + " is before --from " +
               options.text("from"));
  }

  const handle<cx_rulebook> book = load_rulebook(options.text("rulebook"));
  require_effective(*book, from);
  require_effective(*book, to);
  const handle<cx_engine> engine = make_engine(*book);
  const std::string subject = options.text("subject");
  const handle<cx_population> population = read_population(*engine, options, subject, 0, nullptr);
  const handle<cx_case> facts =
      make_case(*engine, *population, find_subject(*population, subject, options));
  cx_error error = CX_ERROR_INIT;
  cx_timeline* made = nullptr;
  check(cx_timeline_new(facts.get(), from, to, &made, &error), error);
  const handle<cx_timeline> segmented(made);
  buffer segments;
  check(cx_timeline_json(made, segments.out(), &error), error);
  answer written(options, *population);
  written.out().write(segments.view());
  written.out().write("\n");
  written.put_in_place();
  return 0;
}

}  // namespace cli
