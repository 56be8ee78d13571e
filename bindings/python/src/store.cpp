// Stores in Python: making, opening, closing, snapshots (see open_store.hpp).
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "open_store.hpp"

namespace py = pybind11;

namespace chengxin::python {

std::optional<moment> moment_from(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const std::optional<moment> read = parse_moment(*text);
  if (!read) {
    refuse("input", {"invalid_moment",
                     "expected a moment such as 2026-02-28T08:00:00.000Z; found " + shown(*text)});
  }
  return read;
}

std::optional<date> day_from(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return day_from(std::string_view(*text));
}

scope scope_from(std::string_view name) {
  const std::optional<scope> found = enum_from<scope>(scope_names, name);
  if (!found) {
    refuse("input", {"scope", "expected entitled, tier, score or report; found " + shown(name)});
  }
  return *found;
}

namespace {

void create(const std::string& path, std::string_view digest, bool test_clock) {
  store_create_options options;
  const std::optional<chain_digest> found = enum_from<chain_digest>(chain_digest_names, digest);
  if (!found) refuse("input", {"digest", "expected sha256 or sm3; found " + shown(digest)});
  options.digest = *found;
  options.test_clock = test_clock;
  const py::gil_scoped_release others_go_on;
  must("store", store::create(path, options));
}

std::unique_ptr<open_store> open(const std::string& path, bool read_only,
                                 std::int32_t wait_milliseconds,
                                 std::function<std::int64_t()> clock) {
  store_options options;
  options.read_only = read_only;
  options.wait_milliseconds = wait_milliseconds;
  if (clock) {
    options.clock = [clock = std::move(clock)] { return moment{clock()}; };
  }
  const py::gil_scoped_release others_go_on;
  return std::make_unique<open_store>(must("store", store::open(path, options)));
}

}  // namespace

void add_store(py::module_& module) {
  module.def("create_store", &create, py::arg("path"), py::arg("digest"), py::arg("test_clock"),
             "Makes a store's file, with mode 0600.");
  store_class it(module, "Store", "An open store. Any thread may call it, one after the other.");
  it.def(py::init(&open), py::arg("path"), py::arg("read_only"), py::arg("wait_milliseconds"),
         py::arg("clock"), "Opens a file.")
      .def("close", &open_store::close, "Closes the file.")
      .def("begin_snapshot", &open_store::begin_snapshot,
           "Holds one read transaction over what this thread reads until it is ended.")
      .def("end_snapshot", &open_store::end_snapshot, "Ends it.");
  add_ledger(it);
  add_scores(it);
  add_consent(it);
}

}  // namespace chengxin::python
