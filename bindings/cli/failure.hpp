// How the command ends, and what it says when it does not end well
// (SPECIFICATION section 7). Never prints: main.cpp does.
#pragma once

#include <string>
#include <utility>

namespace cli {

enum class exit_status : int {
  done = 0,
  refused = 1,       ///< the rulebook is refused or not effective on the day
  bad_input = 2,     ///< bad input or usage
  system_error = 3,  ///< an input or output error of the system
  denied = 4,        ///< a disclosure was denied
  not_whole = 5,     ///< a store's ledger is not what was written
};

/// Thrown to end the command. `message` is free of control characters and may
/// be empty where all has been said.
struct failure {
  exit_status status = exit_status::system_error;
  std::string message;
};

[[noreturn]] inline void fail_usage(std::string message) {
  throw failure{exit_status::bad_input, std::move(message)};
}

}  // namespace cli
