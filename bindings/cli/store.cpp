// chengxin store: finds the command that is meant, and opens the file for it.
// Never knows what a store holds.
#include "store.hpp"

#include <algorithm>

#include "commands.hpp"
#include "suggest.hpp"

namespace cli {
namespace {

constexpr std::string_view exit_statuses =
    "  0  done\n"
    "  1  the rulebook is refused, or none is effective on the day\n"
    "  2  no such subject, bad input or usage\n"
    "  3  the system could not read or write, or the file is damaged or in use\n"
    "  4  disclose, self: denied\n"
    "  5  verify: the ledger is not what was written";

std::vector<store_command> all_commands() {
  std::vector<store_command> all;
  for (const auto* part :
       {&ledger_commands(), &score_commands(), &consent_commands(), &proof_commands()}) {
    all.insert(all.end(), part->begin(), part->end());
  }
  return all;
}

void show_help(const std::vector<store_command>& all) {
  std::string text =
      "Usage: chengxin store COMMAND DB [options]\n\n"
      "Keeps a city's subjects, records, rulebooks, scores, consents and disclosures in\n"
      "one SQLite file. What is added is never changed: each entry of its ledger is\n"
      "chained to the one before it.\n\nCommands ('chengxin store COMMAND --help' tells more):\n";
  for (const store_command& it : all) {
    const std::string line =
        std::string(it.name) + ' ' + std::string(it.synopsis.substr(0, it.synopsis.find(" [")));
    const std::string_view about = it.about.substr(0, it.about.find('.'));
    text += "  " + line + "\n      ";
    for (const char c : about) text += c == '\n' ? ' ' : c;
    text += '\n';
  }
  text += "\nExit status:\n" + std::string(exit_statuses) +
          "\n\nExample:\n  chengxin store init city.db\n"
          "  chengxin store import city.db --subjects subjects.csv --records records.csv\n"
          "  chengxin store score city.db --subject S0001\n";
  output out("-");
  out.write(text);
  out.finish();
}

cx_moment told_time(void* context) {
  return *static_cast<cx_moment*>(context);
}

int run_command(const store_command& it, const arguments& given) {
  const std::string name = "store " + std::string(it.name);
  command_options options({name, it.synopsis, it.about, it.example, exit_statuses});
  it.declare(options);
  const bool makes_file = it.name == "init";
  if (!makes_file) {
    options.value("clock", "TIME", "what time it is, of a store made with --test-clock");
    options.value("wait", "SECONDS", "how long to wait for another process (default: 5)");
  }
  if (!options.read(given)) return 0;
  std::vector<std::string_view> required{"DB"};
  required.insert(required.end(), it.required.begin(), it.required.end());
  options.require(required);
  if (makes_file) return it.run(nullptr, options);

  cx_moment clock = options.moment("clock");
  cx_store_options how = CX_STORE_OPTIONS_INIT;
  constexpr std::uint64_t most_seconds = 86400;
  how.wait_milliseconds =
      static_cast<std::int32_t>(1000 * options.number("wait", 0, most_seconds, 5));
  if (clock != CX_NO_MOMENT) {
    how.clock = told_time;
    how.clock_context = &clock;
  }
  const std::string path = options.text("DB");
  cx_error error = CX_ERROR_INIT;
  cx_store* opened = nullptr;
  check(cx_store_open(path.data(), path.size(), &how, &opened, &error), error);
  const handle<cx_store> store(opened);
  return it.run(opened, options);
}

}  // namespace

void say_line(std::string_view text) {
  output out("-");
  out.write(text);
  out.write("\n");
  out.finish();
}

void add_subject_option(command_options& options) {
  options.value("subject", "ID", "the subject's identifier");
}

void add_question_options(command_options& options) {
  options.value("as-of", "DAY", "the day, as YYYY-MM-DD (default: today)")
      .value("known-at", "TIME", "as it was known then, such as 2026-02-28T08:00:00.000Z");
}

int store(const arguments& given) {
  const std::vector<store_command> all = all_commands();
  if (given.empty() || given[0] == "--help" || given[0] == "-h") {
    if (given.empty()) fail_usage("store: a command is missing\nTry 'chengxin store --help'.");
    show_help(all);
    return 0;
  }
  for (const std::size_t words : {2U, 1U}) {
    if (given.size() < words) continue;
    const std::string name = words == 1 ? given[0] : given[0] + ' ' + given[1];
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const store_command& it) { return it.name == name; });
    if (found == all.end()) continue;
    return run_command(*found, {given.begin() + static_cast<std::ptrdiff_t>(words), given.end()});
  }
  std::vector<std::string_view> known;
  known.reserve(all.size());
  for (const store_command& it : all) known.push_back(it.name);
  fail_usage("store: unknown command '" + printable(given[0]) + "'" + suggestion(given[0], known) +
             "\nTry 'chengxin store --help'.");
}

}  // namespace cli
