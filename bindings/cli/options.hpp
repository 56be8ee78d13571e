// One command's options: declared, read and explained in one place.
// Never accepts an abbreviation or an option given twice.
#pragma once

#include <chengxin.h>

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// What `--help` says besides the options.
struct command_text {
  std::string_view name;      ///< "score"
  std::string_view synopsis;  ///< what follows the name
  std::string_view about;
  std::string_view example;
  std::string_view exit_statuses;
};

class command_options {
public:
  explicit command_options(const command_text& text);

  command_options& value(const char* name, const char* placeholder, const char* description);
  command_options& flag(const char* name, const char* description);
  /// An argument that stands without a name, each after those declared before it.
  command_options& positional(const char* name, const char* placeholder);

  /// Reads the arguments. False where help was asked for and has been shown.
  [[nodiscard]] bool read(const std::vector<std::string>& arguments);

  /// Throws a usage error that names all that are missing.
  void require(const std::vector<std::string_view>& names) const;

  [[nodiscard]] bool given(const char* name) const;
  /// What was given, or an empty text.
  [[nodiscard]] std::string text(const char* name) const;
  [[nodiscard]] cx_day day(const char* name) const;
  /// What was given, CX_NO_DAY or CX_NO_MOMENT where nothing was.
  [[nodiscard]] cx_day optional_day(const char* name) const;
  [[nodiscard]] cx_moment moment(const char* name) const;
  [[nodiscard]] std::uint64_t number(const char* name, std::uint64_t least, std::uint64_t most,
                                     std::uint64_t otherwise) const;
  /// The position of what was given among the words that are allowed; 0 where
  /// nothing was given.
  [[nodiscard]] std::size_t choice(const char* name,
                                   const std::vector<std::string_view>& words) const;

private:
  [[noreturn]] void fail(const std::string& message) const;
  [[noreturn]] void fail_unknown(std::string_view option) const;
  void parse(const std::vector<std::string>& arguments);
  void show_help() const;

  command_text text_;
  boost::program_options::options_description visible_;
  boost::program_options::options_description hidden_;
  boost::program_options::variables_map values_;
  std::vector<std::string> positionals_;
  std::vector<std::string> names_;
};

}  // namespace cli
