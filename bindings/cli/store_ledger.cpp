// chengxin store init, add-rulebook, import.
// Never imports half a file.
#include "failure.hpp"
#include "inputs.hpp"
#include "progress.hpp"
#include "store.hpp"

namespace cli {
namespace {

constexpr std::uint64_t most_shown = 20;

void declare_init(command_options& options) {
  options.positional("DB", "DB")
      .value("digest", "NAME", "what chains its entries: sha256 (default) or sm3")
      .flag("test-clock", "lets every command be told the time with --clock; for tests");
}

int run_init(cx_store*, const command_options& options) {
  cx_store_create_options how = CX_STORE_CREATE_OPTIONS_INIT;
  how.digest = static_cast<std::int32_t>(options.choice("digest", {"sha256", "sm3"}));
  how.test_clock = options.given("test-clock") ? 1 : 0;
  const std::string path = options.text("DB");
  cx_error error = CX_ERROR_INIT;
  cx_store* made = nullptr;
  check(cx_store_create(path.data(), path.size(), &how, &made, &error), error);
  cx_store_free(made);
  return 0;
}

void declare_add_rulebook(command_options& options) {
  options.positional("DB", "DB")
      .positional("FILE", "FILE")
      .value("at", "TIME", "when the store learned it (default: now)");
}

int run_add_rulebook(cx_store* store, const command_options& options) {
  const std::string path = options.text("FILE");
  const handle<cx_rulebook> book = load_rulebook(path);  // tells all that is wrong with it
  const std::string json = read_rulebook_file(path);
  cx_error error = CX_ERROR_INIT;
  std::int32_t added = 0;
  check(
      cx_store_add_rulebook(store, json.data(), json.size(), options.moment("at"), &added, &error),
      error);
  say_line("{\"added\":" + std::string(added != 0 ? "true" : "false") + ",\"fingerprint\":\"" +
           std::string(view(cx_rulebook_fingerprint(book.get()))) + "\"}");
  return 0;
}

void declare_import(command_options& options) {
  options.positional("DB", "DB")
      .value("subjects", "FILE", "subjects, .csv or .jsonl")
      .value("records", "FILE", "records, .csv or .jsonl")
      .value("at", "TIME", "when the store learned them (default: now)")
      .value("rejects", "FILE",
             "write bad rows here as CSV and go on with the good ones (default: a bad row is an "
             "error and nothing is added)");
}

void complain_about_rows(const cx_import& import, std::uint64_t kept) {
  for (std::uint64_t i = 0; i < kept; ++i) {
    cx_bad_row row = CX_BAD_ROW_INIT;
    cx_error error = CX_ERROR_INIT;
    check(cx_import_bad_row(&import, i, &row, &error), error);
    complain(printable(view(row.file)) + ':' + std::to_string(row.line) + ':' +
             std::to_string(row.column) + ": error: " + printable(view(row.reason)) + " [" +
             std::string(view(row.code)) + ']');
  }
}

// The good rows are added by now, which must not be taken for a failure: what went wrong is
// told after the counts.
std::optional<failure> write_rejects(const cx_import& import, output& to) {
  try {
    buffer rows;
    cx_error error = CX_ERROR_INIT;
    check(cx_import_rejects_csv(&import, rows.out(), &error), error);
    to.write(rows.view());
    to.finish();
    to.put_in_place();
    return std::nullopt;
  } catch (failure& failed) {
    failed.message += " (the good rows are added; importing again gives the bad ones again)";
    return std::move(failed);
  }
}

int run_import(cx_store* store, const command_options& options) {
  const bool has_rejects = options.given("rejects");
  const std::string subjects = options.text("subjects");
  const std::string records = options.text("records");
  if (subjects.empty() && records.empty()) {
    fail_usage("store import: missing: --subjects or --records");
  }
  if (has_rejects) {
    for (const std::string& input : {subjects, records, options.text("DB")}) {
      if (!input.empty() && same_file(options.text("rejects"), input)) {
        fail_usage("store import: --rejects would replace " + printable(input));
      }
    }
  }
  cx_import_options how = CX_IMPORT_OPTIONS_INIT;
  how.subjects_name = lend(subjects);
  how.records_name = lend(records);
  how.at = options.moment("at");
  how.refuse_bad_rows = has_rejects ? 0 : 1;
  how.keep_bad_rows = has_rejects ? 0 : most_shown;
  std::optional<output> rejects;
  if (has_rejects) rejects.emplace(options.text("rejects"));
  cx_error error = CX_ERROR_INIT;
  cx_import* made = nullptr;
  {
    progress bar("importing");
    how.progress = progress::report;
    how.progress_context = &bar;
    check(cx_store_import(store, &how, &made, &error), error);
  }
  const handle<cx_import> import(made);
  cx_import_counts counts = CX_IMPORT_COUNTS_INIT;
  check(cx_import_count(made, &counts, &error), error);
  if (counts.added == 0) {
    complain_about_rows(*made, counts.kept_bad_rows);
    throw failure{exit_status::bad_input,
                  std::to_string(counts.bad) + (counts.bad == 1 ? " bad row" : " bad rows") +
                      ", nothing is added (--rejects FILE goes on without them)"};
  }
  buffer told;
  check(cx_import_json(made, told.out(), &error), error);
  std::optional<failure> failed;
  if (rejects) failed = write_rejects(*made, *rejects);
  say_line(told.view());
  if (failed) throw failure(*failed);
  return 0;
}

}  // namespace

const std::vector<store_command>& ledger_commands() {
  static const std::vector<store_command> commands{
      {"init",
       "DB [options]",
       "Makes a store: a file that did not exist, for its owner alone (mode 0600).",
       "chengxin store init city.db --digest sm3",
       declare_init,
       {},
       run_init},
      {"add-rulebook",
       "DB FILE [options]",
       "Adds a rulebook. It takes the place of earlier ones on the days on which it is\n"
       "effective. What the store holds of categories that it bars is erased.",
       "chengxin store add-rulebook city.db rules-2027.json",
       declare_add_rulebook,
       {"FILE"},
       run_add_rulebook},
      {"import",
       "DB [--subjects FILE] [--records FILE] [options]",
       "Adds what is new in files of subjects and records, in one step: all or nothing.\n"
       "What is there already changes nothing; other content is a new version.",
       "chengxin store import city.db --subjects subjects.csv --records records.csv",
       declare_import,
       {},
       run_import},
  };
  return commands;
}

}  // namespace cli
