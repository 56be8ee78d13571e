// How a failure of the library becomes an exception of Python.
// Never chooses the class: chengxin/errors.py does, by kind and code.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/result.hpp"

namespace chengxin::python {

/// What went wrong, as a C++ exception on its way to Python. May be thrown without the GIL.
struct failure {
  std::string kind;  ///< "rulebook", "input" or "store"
  error what;
  std::string where;
  std::vector<diagnostic> findings;  ///< of a rulebook
};

[[noreturn]] void refuse(std::string kind, const error& what);
[[noreturn]] void refuse_row(const io::bad_row& row);

/// The value, or the failure as an exception.
template <class T>
T must(std::string kind, result<T> made) {
  if (!made) refuse(std::move(kind), made.failure());
  return std::move(*made);
}

/// Reads "YYYY-MM-DD". Throws `invalid_date`.
[[nodiscard]] date day_from(std::string_view text);

/// Has failure translated into the exceptions of chengxin/errors.py.
void register_failures();

}  // namespace chengxin::python
