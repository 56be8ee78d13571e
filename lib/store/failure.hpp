// How the store's parts tell each other that something went wrong.
// Never passes the store's own functions: store.cpp turns it into a result.
#pragma once

#include <string>
#include <utility>

#include "chengxin/result.hpp"

namespace chengxin::storage {

/// Thrown inside lib/store/ alone, where a failure would otherwise have to be
/// handed through a dozen functions that can do nothing about it.
struct failure {
  error what;
};

[[noreturn]] inline void fail(std::string code, std::string message) {
  throw failure{{std::move(code), std::move(message)}};
}

}  // namespace chengxin::storage
