// What the commands of `chengxin store` have in common: a file, a clock, a way out.
// Never more than one store at a time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "handles.hpp"
#include "options.hpp"
#include "output.hpp"

namespace cli {

/// A command of `chengxin store`, and what it needs.
struct store_command {
  std::string_view name;  ///< "consent grant"
  std::string_view synopsis;
  std::string_view about;
  std::string_view example;
  void (*declare)(command_options& options);
  std::vector<std::string_view> required;
  int (*run)(cx_store* store, const command_options& options);  ///< `store` is null of init
};

/// All of them, in the order of their help.
[[nodiscard]] const std::vector<store_command>& ledger_commands();
[[nodiscard]] const std::vector<store_command>& score_commands();
[[nodiscard]] const std::vector<store_command>& consent_commands();
[[nodiscard]] const std::vector<store_command>& proof_commands();

/// Writes one line on standard output.
void say_line(std::string_view text);

/// Declares --subject.
void add_subject_option(command_options& options);
/// Declares --as-of and --known-at.
void add_question_options(command_options& options);

}  // namespace cli
