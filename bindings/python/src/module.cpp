// The module chengxin._core: what Python calls. Texts in, texts out; the package
// around it (bindings/python/chengxin/) gives them their form.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <string_view>

#include "assess_columns.hpp"
#include "chengxin/config.hpp"
#include "chengxin/io/rulebook.hpp"
#include "failure.hpp"
#include "open_store.hpp"
#include "rulebook.hpp"

namespace py = pybind11;
using chengxin::python::loaded;
using chengxin::python::question_about_one;

namespace {

using without_gil = py::call_guard<py::gil_scoped_release>;

void add_rulebook(py::module_& module) {
  py::class_<loaded>(module, "Rulebook", "A rulebook, compiled. Immutable; for any thread.")
      .def(py::init<std::string_view>(), py::arg("json"), without_gil(),
           "Loads JSON text. Raises RulebookError with every finding.")
      .def_property_readonly(
          "json", [](const loaded& it) { return py::str(it.json()); },
          "The JSON text that it was loaded from.")
      .def_property_readonly(
          "fingerprint", [](const loaded& it) { return it.by().book().fingerprint; },
          "SHA-256 of the canonical JSON (RFC 8785), 64 hexadecimal digits.")
      .def(
          "assess",
          [](const loaded& it, std::string_view subject, std::string_view records,
             std::string_view as_of) {
            return it.assess({subject, records, as_of});
          },
          py::arg("subject"), py::arg("records"), py::arg("as_of"), without_gil(),
          "The JSON of `chengxin explain` for a subject (JSON) and records (JSON Lines).")
      .def(
          "report",
          [](const loaded& it, std::string_view subject, std::string_view records,
             std::string_view as_of, std::string_view format, std::string_view language) {
            return it.report({subject, records, as_of}, format, language);
          },
          py::arg("subject"), py::arg("records"), py::arg("as_of"), py::arg("format"),
          py::arg("language"), without_gil(), "The report for people, `text` or `html`.")
      .def(
          "timeline",
          [](const loaded& it, std::string_view subject, std::string_view records,
             std::string_view from, std::string_view to) {
            return it.timeline({subject, records, from}, to);
          },
          py::arg("subject"), py::arg("records"), py::arg("start"), py::arg("end"), without_gil(),
          "The JSON of `chengxin timeline`.")
      .def(
          "claims",
          [](const loaded& it, std::string_view subject, std::string_view records,
             std::string_view as_of) {
            return it.claims({subject, records, as_of});
          },
          py::arg("subject"), py::arg("records"), py::arg("as_of"), without_gil(),
          "(record's position, rule's position, what became of it) for each claim.")
      .def(
          "advice",
          [](const loaded& it, std::string_view subject, std::string_view records,
             std::string_view as_of) {
            return it.advice({subject, records, as_of});
          },
          py::arg("subject"), py::arg("records"), py::arg("as_of"), without_gil(),
          "What each bad record costs, when that ends, and the roads of repair, as JSON.");
}

}  // namespace

PYBIND11_MODULE(_core, module) {
  module.doc() = "The compiled part of chengxin.";
  module.attr("version") = std::string(chengxin::version);
  chengxin::python::register_failures();
  add_rulebook(module);
  chengxin::python::add_columns(module);
  chengxin::python::add_store(module);
  module.def(
      "builtin_rulebook_json", [] { return py::str(chengxin::io::builtin_rulebook_json()); },
      "The JSON text of the built-in rulebook.");
}
