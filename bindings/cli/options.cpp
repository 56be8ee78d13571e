// Options by Boost.Program_options, its complaints in the command's own words.
// Never looks at the environment or at a configuration file.
#include "options.hpp"

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <charconv>
#include <sstream>

#include "failure.hpp"
#include "handles.hpp"
#include "output.hpp"
#include "suggest.hpp"

namespace po = boost::program_options;

namespace cli {
namespace {

constexpr unsigned line_length = 100;

// An option's name as it was typed, without its value.
std::string_view typed_name(std::string_view typed) {
  while (!typed.empty() && typed.front() == '-') typed.remove_prefix(1);
  return typed.substr(0, typed.find('='));
}

}  // namespace

command_options::command_options(const command_text& text)
    : text_(text), visible_("Options", line_length, line_length / 2) {}

command_options& command_options::value(const char* name, const char* placeholder,
                                        const char* description) {
  visible_.add_options()(name, po::value<std::string>()->value_name(placeholder), description);
  names_.emplace_back(name);
  return *this;
}

command_options& command_options::flag(const char* name, const char* description) {
  visible_.add_options()(name, po::bool_switch(), description);
  names_.emplace_back(name);
  return *this;
}

command_options& command_options::positional(const char* name, const char* placeholder) {
  hidden_.add_options()(name, po::value<std::string>()->value_name(placeholder));
  positionals_.emplace_back(name);
  return *this;
}

void command_options::fail(const std::string& message) const {
  const std::string name(text_.name);
  fail_usage(name + ": " + message + "\nTry 'chengxin " + name + " --help'.");
}

void command_options::fail_unknown(std::string_view option) const {
  std::vector<std::string_view> known(names_.begin(), names_.end());
  known.emplace_back("help");
  const std::string_view word = closest(typed_name(option), known);
  std::string message = "unknown option '" + printable(option) + "'";
  if (!word.empty()) message += "; did you mean '--" + std::string(word) + "'?";
  fail(message);
}

void command_options::parse(const std::vector<std::string>& arguments) {
  po::options_description all;
  all.add(visible_).add(hidden_);
  po::positional_options_description positions;
  for (const std::string& name : positionals_) positions.add(name.c_str(), 1);
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    const auto parsed =
        po::command_line_parser(arguments).options(all).positional(positions).style(style).run();
    po::store(parsed, values_);
  } catch (const po::unknown_option& e) {
    fail_unknown(e.get_option_name());
  } catch (const po::multiple_occurrences& e) {
    fail("option '" + printable(e.get_option_name()) + "' is given more than once");
  } catch (const po::too_many_positional_options_error&) {
    fail(positionals_.empty()       ? "an argument is given that is no option"
         : positionals_.size() == 1 ? "more than one file is given"
                                    : "more arguments are given than there are");
  } catch (const po::error& e) {
    fail(printable(e.what()));
  }
}

bool command_options::read(const std::vector<std::string>& arguments) {
  visible_.add_options()("help", po::bool_switch(), "show this help");
  hidden_.add_options()(",h", po::bool_switch());
  parse(arguments);
  if (!given("help") && !given("-h")) {
    for (const auto& [name, content] : values_) {
      const auto* typed = boost::any_cast<std::string>(&content.value());
      if (typed != nullptr && typed->empty()) fail("'" + name + "' is given an empty value");
    }
    return true;
  }
  show_help();
  return false;
}

void command_options::show_help() const {
  std::ostringstream help;
  help << "Usage: chengxin " << text_.name << ' ' << text_.synopsis << "\n\n"
       << text_.about << "\n\n"
       << visible_ << "\nExit status:\n"
       << text_.exit_statuses << "\n\nExample:\n  " << text_.example << '\n';
  std::string shown = help.str();
  for (std::size_t at; (at = shown.find(" \n")) != std::string::npos;) shown.erase(at, 1);
  output out("-");
  out.write(shown);
  out.finish();
}

void command_options::require(const std::vector<std::string_view>& names) const {
  std::string missing;
  for (const std::string_view name : names) {
    if (given(std::string(name).c_str())) continue;
    if (!missing.empty()) missing += ", ";
    if (std::find(positionals_.begin(), positionals_.end(), name) == positionals_.end()) {
      missing += "--" + std::string(name);
    } else {
      missing += name == "file" ? "a file" : "the " + std::string(name);
    }
  }
  if (!missing.empty()) fail("missing: " + missing);
}

bool command_options::given(const char* name) const {
  const po::variable_value& found = values_[name];
  if (found.empty()) return false;
  const auto* flag = boost::any_cast<bool>(&found.value());
  return flag == nullptr || *flag;
}

std::string command_options::text(const char* name) const {
  return given(name) ? values_[name].as<std::string>() : std::string();
}

cx_day command_options::day(const char* name) const {
  const std::string typed = text(name);
  cx_day day = 0;
  if (cx_date_parse(typed.data(), typed.size(), &day, nullptr) != CX_OK) {
    fail("--" + std::string(name) +
         ": expected a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD, " + "found '" +
         printable(typed) + "'");
  }
  return day;
}

cx_day command_options::optional_day(const char* name) const {
  return given(name) ? day(name) : CX_NO_DAY;
}

cx_moment command_options::moment(const char* name) const {
  if (!given(name)) return CX_NO_MOMENT;
  const std::string typed = text(name);
  cx_moment moment = 0;
  if (cx_moment_parse(typed.data(), typed.size(), &moment, nullptr) != CX_OK) {
    fail("--" + std::string(name) +
         ": expected a moment such as 2026-02-28T08:00:00.000Z, found '" + printable(typed) + "'");
  }
  return moment;
}

std::uint64_t command_options::number(const char* name, std::uint64_t least, std::uint64_t most,
                                      std::uint64_t otherwise) const {
  if (!given(name)) return otherwise;
  const std::string typed = text(name);
  std::uint64_t number = 0;
  const char* const end = typed.data() + typed.size();
  const auto [stop, failed] = std::from_chars(typed.data(), end, number);
  if (failed != std::errc() || stop != end || typed.empty() || number < least || number > most) {
    fail("--" + std::string(name) + ": expected a whole number from " + std::to_string(least) +
         " to " + std::to_string(most) + ", found '" + printable(typed) + "'");
  }
  return number;
}

std::size_t command_options::choice(const char* name,
                                    const std::vector<std::string_view>& words) const {
  if (!given(name)) return 0;
  const std::string typed = text(name);
  std::string allowed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == typed) return i;
    allowed += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
  }
  fail("--" + std::string(name) + ": expected " + allowed + ", found '" + printable(typed) + "'" +
       suggestion(typed, words));
}

}  // namespace cli
