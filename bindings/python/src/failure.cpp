// Failures on their way to Python (see failure.hpp).
#include "failure.hpp"

#include <exception>
#include <optional>

namespace py = pybind11;

namespace chengxin::python {
namespace {

py::list listed(const std::vector<diagnostic>& findings) {
  py::list all;
  for (const diagnostic& it : findings) {
    all.append(py::make_tuple(it.level == severity::error ? "error" : "warning", it.code,
                              it.message, it.pointer, it.where.line, it.where.column));
  }
  return all;
}

void raise(const failure& failed) {
  const py::object made = py::module_::import("chengxin.errors")
                              .attr("_make")(failed.kind, failed.what.code, failed.what.message,
                                             failed.where, listed(failed.findings));
  PyErr_SetObject(py::type::of(made).ptr(), made.ptr());
}

}  // namespace

void refuse(std::string kind, const error& what) {
  throw failure{std::move(kind), what, {}, {}};
}

void refuse_row(const io::bad_row& row) {
  throw failure{"input",
                {row.code, row.reason},
                row.file + ":" + std::to_string(row.line) + ":" + std::to_string(row.column),
                {}};
}

date day_from(std::string_view text) {
  const std::optional<date> day = parse_date(text);
  if (!day) {
    refuse("input",
           {"invalid_date", "expected a day from 1900-01-01 to 2199-12-31; found " + shown(text)});
  }
  return *day;
}

void register_failures() {
  // NOLINTNEXTLINE(performance-unnecessary-value-param): the form is pybind11's
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const failure& failed) {
      try {
        raise(failed);
      } catch (py::error_already_set& other) {
        other.restore();
      }
    }
  });
}

}  // namespace chengxin::python
