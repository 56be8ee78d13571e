// chengxin: a thin shell over the C interface (SPECIFICATION section 7).
// Never knows a rule, a row or a report: it reads arguments, moves bytes and
// says what went wrong.
#include <algorithm>
#include <array>
#include <exception>
#include <iterator>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "failure.hpp"
#include "handles.hpp"
#include "output.hpp"
#include "suggest.hpp"

namespace {

struct command {
  std::string_view name;
  int (*run)(const cli::arguments& given);
  std::string_view summary;
};

constexpr std::array<command, 8> commands{{
    {"score", cli::score, "every subject's score as CSV"},
    {"explain", cli::explain, "why a subject's score is what it is"},
    {"timeline", cli::timeline, "how a subject's score changes by itself"},
    {"verify", cli::verify, "what is wrong with a rulebook"},
    {"fingerprint", cli::fingerprint, "the identity of a rulebook's contents"},
    {"rulebook", cli::rulebook, "the built-in rulebook"},
    {"synth", cli::synth, "made-up subjects and records"},
    {"store", cli::store, "a city's subjects, records, scores and consents in one file"},
}};

std::string usage() {
  std::string text =
      "Usage: chengxin COMMAND [options]\n\n"
      "A personal integrity score, computed from a published rulebook: exactly, to the\n"
      "cent, and explained point by point.\n\nCommands:\n";
  for (const command& known : commands) {
    text += "  " + std::string(known.name) + std::string(13 - known.name.size(), ' ') +
            std::string(known.summary) + '\n';
  }
  text +=
      "\nOptions:\n"
      "  --help       this help; 'chengxin COMMAND --help' or 'chengxin help COMMAND' for a\n"
      "               command's\n"
      "  --version    the version\n\n"
      "Exit status:\n"
      "  0  done\n"
      "  1  the rulebook is refused, or not effective on the day\n"
      "  2  bad input or usage\n"
      "  3  the system could not read or write\n"
      "  4  store disclose: denied\n"
      "  5  store verify: the ledger is not what was written\n\n"
      "Example:\n"
      "  chengxin score --subjects subjects.csv --records records.csv --as-of 2026-02-28\n";
  return text;
}

void say(std::string_view text) {
  cli::output out("-");
  out.write(text);
  out.finish();
}

[[noreturn]] void fail_unknown(std::string_view what, std::string_view name) {
  std::vector<std::string_view> known;
  known.reserve(std::size(commands) + 1);
  for (const command& each : commands) known.push_back(each.name);
  if (what == "option") known = {"--help", "--version"};
  if (what == "command") known.emplace_back("help");
  cli::fail_usage("unknown " + std::string(what) + " '" + cli::printable(name) + "'" +
                  cli::suggestion(name, known) + "\nTry 'chengxin --help'.");
}

int run_command(std::string_view name, const cli::arguments& given) {
  const auto* const found = std::find_if(commands.begin(), commands.end(),
                                         [&](const command& c) { return c.name == name; });
  if (found == commands.end()) fail_unknown("command", name);
  return found->run(given);
}

int run(const cli::arguments& given) {
  if (cx_abi_version() != CX_ABI_VERSION) {
    throw cli::failure{cli::exit_status::system_error,
                       std::string("libchengxin ") + cx_version() + " does not fit this command"};
  }
  if (given.empty()) cli::fail_usage("a command is missing\nTry 'chengxin --help'.");
  const std::string& first = given.front();
  if (first == "--help" || first == "-h" || (first == "help" && given.size() == 1)) {
    say(usage());
    return 0;
  }
  if (first == "--version") {
    say(std::string("chengxin ") + cx_version() + '\n');
    return 0;
  }
  if (first == "help") {
    if (given.size() > 2) cli::fail_usage("help: more than one command is given");
    return run_command(given[1], {"--help"});
  }
  if (!first.empty() && first.front() == '-') fail_unknown("option", first);
  return run_command(first, {given.begin() + 1, given.end()});
}

}  // namespace

int main(int count, char** values) {
  cli::occupy_standard_streams();
  cli::remove_temporary_files_on_signals();
  cli::failure ended;
  try {
    return run(cli::arguments(values + std::min(count, 1), values + count));
  } catch (const cli::failure& failure) {
    ended = failure;
  } catch (const std::bad_alloc&) {
    ended.message = "out of memory";
  } catch (const std::exception& unexpected) {
    ended.message = unexpected.what();
  }
  if (!ended.message.empty()) cli::complain("chengxin: " + ended.message);
  return static_cast<int>(ended.status);
}
