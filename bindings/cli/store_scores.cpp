// chengxin store score, refresh, explain, timeline, explain-change.
// Never computes a figure: the library does.
#include "failure.hpp"
#include "progress.hpp"
#include "store.hpp"

namespace cli {
namespace {

// Where a command may write: not over the store itself.
std::string out_of(const command_options& options) {
  std::string out = options.text("out");
  const std::string store = options.text("DB");
  for (const char* ending : {"", "-wal", "-shm"}) {
    if (!out.empty() && same_file(out, store + ending)) {
      fail_usage("store: --out would replace the store " + printable(store));
    }
  }
  return out;
}

void declare_score(command_options& options) {
  options.positional("DB", "DB");
  add_subject_option(options);
  add_question_options(options);
  options
      .value("out", "FILE",
             "write here, replacing the file only when all is well (default: standard output)")
      .flag("stable-through", "add the last day through which each score stays as it is");
}

int run_score(cx_store* store, const command_options& options) {
  const cx_day as_of = options.optional_day("as-of");
  const cx_moment known_at = options.moment("known-at");
  const std::int32_t stable = options.given("stable-through") ? 1 : 0;
  cx_error error = CX_ERROR_INIT;
  output out(out_of(options));
  if (options.given("subject")) {
    const std::string id = options.text("subject");
    buffer rows;
    check(cx_store_score_csv(store, id.data(), id.size(), as_of, known_at, stable, rows.out(),
                             &error),
          error);
    out.write(rows.view());
  } else {
    std::uint64_t not_held = 0;
    const cx_status status = cx_store_scores(store, as_of, known_at, stable, output::write_function,
                                             &out, &not_held, &error);
    out.rethrow();
    check(status, error);
    if (not_held != 0) {
      complain("chengxin: " + std::to_string(not_held) +
               " left out: what their score rested on was erased, purged or barred since");
    }
  }
  out.finish();
  out.put_in_place();
  return 0;
}

void declare_refresh(command_options& options) {
  options.positional("DB", "DB")
      .value("as-of", "DAY", "the day, as YYYY-MM-DD (default: today)")
      .value("threads", "N", "how many threads, 1 to 1024 (default: one for each core)");
}

int run_refresh(cx_store* store, const command_options& options) {
  cx_refresh_options how = CX_REFRESH_OPTIONS_INIT;
  how.as_of = options.optional_day("as-of");
  how.threads = static_cast<std::int32_t>(options.number("threads", 1, 1024, 0));
  std::uint64_t computed = 0;
  std::uint64_t valid = 0;
  cx_error error = CX_ERROR_INIT;
  {
    progress bar("refreshing");
    how.progress = progress::report;
    how.progress_context = &bar;
    check(cx_store_refresh(store, &how, &computed, &valid, &error), error);
  }
  say_line("{\"computed\":" + std::to_string(computed) +
           ",\"already_valid\":" + std::to_string(valid) + '}');
  return 0;
}

void declare_explain(command_options& options) {
  options.positional("DB", "DB");
  add_subject_option(options);
  add_question_options(options);
  options.value("format", "FORMAT", "text (default), json or html")
      .value("lang", "LANGUAGE", "zh (default) or en; JSON has no language")
      .value("out", "FILE", "write here (default: standard output)");
}

int run_explain(cx_store* store, const command_options& options) {
  const std::string id = options.text("subject");
  const auto format = static_cast<std::int32_t>(options.choice("format", {"text", "json", "html"}));
  const auto language = static_cast<std::int32_t>(options.choice("lang", {"zh", "en"}));
  buffer report;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_explain(store, id.data(), id.size(), options.optional_day("as-of"),
                         options.moment("known-at"), format, language, report.out(), &error),
        error);
  output out(out_of(options));
  out.write(report.view());
  if (report.view().empty() || report.view().back() != '\n') out.write("\n");
  out.finish();
  out.put_in_place();
  return 0;
}

void declare_timeline(command_options& options) {
  options.positional("DB", "DB");
  add_subject_option(options);
  options.value("from", "DAY", "the first day, as YYYY-MM-DD")
      .value("to", "DAY", "the last day, as YYYY-MM-DD")
      .value("known-at", "TIME", "as it was known then, such as 2026-02-28T08:00:00.000Z");
}

int run_timeline(cx_store* store, const command_options& options) {
  const std::string id = options.text("subject");
  buffer segments;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_timeline(store, id.data(), id.size(), options.day("from"), options.day("to"),
                          options.moment("known-at"), segments.out(), &error),
        error);
  say_line(segments.view());
  return 0;
}

void declare_explain_change(command_options& options) {
  options.positional("DB", "DB");
  add_subject_option(options);
  options.value("from", "DAY", "the earlier question's day (default: today)")
      .value("from-known-at", "TIME", "and its moment (default: now)")
      .value("to", "DAY", "the later question's day (default: today)")
      .value("to-known-at", "TIME", "and its moment, not before the other (default: now)");
}

int run_explain_change(cx_store* store, const command_options& options) {
  const std::string id = options.text("subject");
  buffer told;
  cx_error error = CX_ERROR_INIT;
  check(cx_store_explain_change(store, id.data(), id.size(), options.optional_day("from"),
                                options.moment("from-known-at"), options.optional_day("to"),
                                options.moment("to-known-at"), told.out(), &error),
        error);
  say_line(told.view());
  return 0;
}

}  // namespace

const std::vector<store_command>& score_commands() {
  static const std::vector<store_command> commands{
      {"score",
       "DB [--subject ID] [options]",
       "Writes scores as CSV, by subject_id: of one subject, or of everyone who has not\n"
       "withdrawn. Answers from the cache where that is exactly what computing gives.",
       "chengxin store score city.db --as-of 2026-02-28 --out scores.csv",
       declare_score,
       {},
       run_score},
      {"refresh",
       "DB [options]",
       "Computes the score of everyone who has no valid one in the cache. It may be\n"
       "interrupted, and goes on where it was.",
       "chengxin store refresh city.db",
       declare_refresh,
       {},
       run_refresh},
      {"explain",
       "DB --subject ID [options]",
       "Writes the full account of one subject's score: every point with its rule, its\n"
       "record and its legal basis, and what became of every record.",
       "chengxin store explain city.db --subject S0001 --lang en",
       declare_explain,
       {"subject"},
       run_explain},
      {"timeline",
       "DB --subject ID --from DAY --to DAY [options]",
       "Writes the days from one day to another as segments on which the score stays the\n"
       "same, each day under the rulebook effective on it: one JSON array.",
       "chengxin store timeline city.db --subject S0001 --from 2026-01-01 --to 2030-12-31",
       declare_timeline,
       {"subject", "from", "to"},
       run_timeline},
      {"explain-change",
       "DB --subject ID [options]",
       "Says why a total differs between two questions: new records, changed records, the\n"
       "subject's own data, time, the rulebook. The parts add up to the difference.",
       "chengxin store explain-change city.db --subject S0001 \\\n"
       "      --from 2026-01-01 --from-known-at 2026-01-01T00:00:00Z --to 2026-02-28",
       declare_explain_change,
       {"subject"},
       run_explain_change},
  };
  return commands;
}

}  // namespace cli
