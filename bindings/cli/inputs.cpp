// Reading rulebooks and populations, and telling what is wrong with them as
// `file:line:column: error: reason [code]`. Never shows more than 20 of them.
#include "inputs.hpp"

#include <algorithm>

#include "failure.hpp"
#include "progress.hpp"

namespace cli {
namespace {

constexpr std::uint64_t most_shown = 20;
constexpr std::size_t largest_rulebook = std::size_t{16} << 20U;
constexpr std::string_view builtin_name = "the built-in rulebook";

std::string counted(std::uint64_t count, std::string_view thing) {
  return std::to_string(count) + ' ' + std::string(thing) + (count == 1 ? "" : "s");
}

std::string and_more(std::uint64_t count) {
  return "and " + std::to_string(count) + " more";
}

// Tells the findings about a refused rulebook.
void complain_about_rulebook(const std::string& json, std::string_view name) {
  const handle<cx_findings> findings = verify_rulebook(json);
  buffer text;
  cx_error error = CX_ERROR_INIT;
  check(cx_findings_text(findings.get(), name.data(), name.size(), CX_FORMAT_TEXT, text.out(),
                         &error),
        error);
  std::string_view lines = text.view();
  for (std::uint64_t shown = 0; !lines.empty(); ++shown) {
    if (shown == most_shown) {
      complain(and_more(static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n'))));
      return;
    }
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1);
    complain(lines.substr(0, end));
    lines.remove_prefix(end + 1);
  }
}

void complain_about_rows(const cx_population& population) {
  const std::uint64_t shown = std::min(most_shown, cx_population_kept_bad_rows(&population));
  for (std::uint64_t i = 0; i < shown; ++i) {
    cx_bad_row row = CX_BAD_ROW_INIT;
    cx_error error = CX_ERROR_INIT;
    check(cx_population_bad_row(&population, i, &row, &error), error);
    complain(printable(view(row.file)) + ':' + std::to_string(row.line) + ':' +
             std::to_string(row.column) + ": error: " + printable(view(row.reason)) + " [" +
             printable(view(row.code)) + ']');
  }
  const std::uint64_t all = cx_population_bad_rows(&population);
  if (all > shown) complain(and_more(all - shown));
}

void require_apart(const command_options& options, const char* to) {
  if (!options.given(to) || options.text(to) == "-") return;
  for (const char* from : {"rulebook", "subjects", "records"}) {
    if (options.given(from) && same_file(options.text(from), options.text(to))) {
      fail_usage(std::string("--") + to + " and --" + from + " name the same file");
    }
  }
}

void check_outputs(const command_options& options) {
  require_apart(options, "out");
  require_apart(options, "rejects");
  if (!options.given("rejects")) return;
  const std::string rejects = options.text("rejects");
  if (rejects == "-") fail_usage("--rejects needs a file's name");
  if (options.given("out") && same_file(options.text("out"), rejects)) {
    fail_usage("--out and --rejects name the same file");
  }
}

}  // namespace

void add_rulebook_option(command_options& options) {
  options.value("rulebook", "FILE", "the rulebook (default: the built-in one)");
}

void add_population_options(command_options& options) {
  add_rulebook_option(options);
  options.value("subjects", "FILE", "the subjects, .csv or .jsonl")
      .value("records", "FILE", "their records, .csv or .jsonl")
      .value("rejects", "FILE",
             "write bad rows here as CSV and go on with the good ones (default: a bad row is an "
             "error and nothing is written)")
      .value("out", "FILE",
             "write here, replacing the file only when all is well (default: standard output, also "
             "named -)");
}

std::string read_rulebook_file(const std::string& path) {
  return read_file(path, largest_rulebook);
}

handle<cx_rulebook> load_rulebook(const std::string& path) {
  cx_error error = CX_ERROR_INIT;
  cx_rulebook* loaded = nullptr;
  const std::string json =
      path.empty() ? std::string(view(cx_rulebook_builtin_json())) : read_rulebook_file(path);
  const cx_status status = cx_rulebook_load(json.data(), json.size(), &loaded, &error);
  if (status == CX_ERROR_RULEBOOK) {
    complain_about_rulebook(json, path.empty() ? builtin_name : std::string_view(path));
    throw failure{exit_status::refused, "the rulebook is refused"};
  }
  check(status, error);
  return handle<cx_rulebook>(loaded);
}

handle<cx_findings> verify_rulebook(const std::string& json) {
  cx_error error = CX_ERROR_INIT;
  cx_findings* made = nullptr;
  check(cx_rulebook_verify(json.data(), json.size(), &made, &error), error);
  return handle<cx_findings>(made);
}

handle<cx_case> make_case(const cx_engine& engine, const cx_population& population,
                          std::uint64_t index) {
  cx_error error = CX_ERROR_INIT;
  cx_case* made = nullptr;
  check(cx_case_new(&engine, &made, &error), error);
  handle<cx_case> facts(made);
  check(cx_case_take(made, &population, index, &error), error);
  return facts;
}

handle<cx_engine> make_engine(const cx_rulebook& rulebook) {
  cx_error error = CX_ERROR_INIT;
  cx_engine* made = nullptr;
  check(cx_engine_new(&rulebook, &made, &error), error);
  return handle<cx_engine>(made);
}

void require_effective(const cx_rulebook& rulebook, cx_day day) {
  cx_rulebook_info info = CX_RULEBOOK_INFO_INIT;
  cx_error error = CX_ERROR_INIT;
  check(cx_rulebook_describe(&rulebook, &info, &error), error);
  const cx_day from = info.effective_from;
  const cx_day until = info.effective_until;
  if (day >= from && day <= until) return;
  const auto written = [](cx_day d) {
    char text[11] = "";
    cx_date_format(d, text, sizeof text, nullptr);
    return std::string(text);
  };
  std::string message = "rulebook " + printable(view(info.id)) + ' ' +
                        printable(view(info.version)) + " is effective from " + written(from);
  if (until != CX_NO_DAY) message += " to " + written(until);
  throw failure{exit_status::refused, message + ", not on " + written(day) + " [not_effective]"};
}

handle<cx_population> read_population(const cx_engine& engine, const command_options& options,
                                      const std::string& only_subject, std::uint32_t threads,
                                      const cx_score_options* scores_alone) {
  check_outputs(options);
  const std::string subjects = options.text("subjects");
  const std::string records = options.text("records");
  progress bar("reading");
  cx_population_options how = CX_POPULATION_OPTIONS_INIT;
  how.subjects_name = lend(subjects);
  how.records_name = lend(records);
  how.only_subject = lend(only_subject);
  how.threads = threads;
  how.scores_alone = scores_alone;
  how.keep_bad_rows = options.given("rejects") ? 0 : most_shown;
  how.progress = progress::report;
  how.progress_context = &bar;
  cx_error error = CX_ERROR_INIT;
  cx_population* made = nullptr;
  check(cx_population_read(&engine, &how, &made, &error), error);
  handle<cx_population> population(made);
  if (!options.given("rejects") && cx_population_bad_rows(made) != 0) {
    complain_about_rows(*made);
    throw failure{exit_status::bad_input, counted(cx_population_bad_rows(made), "bad row") +
                                              ", nothing is written (--rejects FILE goes on "
                                              "without them)"};
  }
  return population;
}

answer::answer(const command_options& options, const cx_population& population)
    : population_(population),
      only_one_subject_(options.given("subject")),
      out_(options.text("out")),
      rejects_path_(options.text("rejects")) {
  if (options.given("rejects")) rejects_.emplace(rejects_path_);
}

void answer::put_in_place() {
  out_.rethrow();
  if (rejects_) {
    buffer rows;
    cx_error error = CX_ERROR_INIT;
    check(cx_population_rejects_csv(&population_, rows.out(), &error), error);
    rejects_->write(rows.view());
    rejects_->finish();
  }
  out_.finish();
  if (rejects_) rejects_->put_in_place();
  out_.put_in_place();
  if (!rejects_) return;
  const std::uint64_t subjects = cx_population_subjects(&population_);
  const std::uint64_t records = cx_population_records(&population_);
  std::string summary = "chengxin: ";
  if (!only_one_subject_) {  // or else the others' records were not kept to be counted
    summary += counted(subjects + records, "good row") + " (" + counted(subjects, "subject") +
               ", " + counted(records, "record") + "), ";
  }
  complain(summary + counted(cx_population_bad_rows(&population_), "bad row") + " written to " +
           printable(rejects_path_));
}

std::uint64_t find_subject(const cx_population& population, const std::string& id,
                           const command_options& options) {
  std::uint64_t index = 0;
  cx_error error = CX_ERROR_INIT;
  const cx_status status = cx_population_find(&population, id.data(), id.size(), &index, &error);
  if (status == CX_ERROR_NOT_FOUND) {
    throw failure{exit_status::bad_input, printable(options.text("subjects")) +
                                              ": no subject has the identifier '" + printable(id) +
                                              "' [unknown_subject]"};
  }
  check(status, error);
  return index;
}

}  // namespace cli
