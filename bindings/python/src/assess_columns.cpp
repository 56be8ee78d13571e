// Populations through the Arrow PyCapsule interface (see assess_columns.hpp).
#include "assess_columns.hpp"

#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "arrow_owned.hpp"
#include "chengxin/io/arrow.hpp"
#include "chengxin/io/arrow_c_data.h"
#include "failure.hpp"
#include "points_as_numbers.hpp"
#include "rulebook.hpp"
#include "ticker.hpp"

namespace py = pybind11;

namespace chengxin::python {
namespace {

constexpr const char* capsule_name = "arrow_array_stream";

using owned_stream = arrow_owned<ArrowArrayStream>;

/// The scores, as a stream that is given once.
class score_stream {
public:
  explicit score_stream(owned_stream made) noexcept : it_(std::move(made)) {}

  py::capsule give(const py::object&) {
    if (!it_.is_held()) refuse("input", {"already_taken", "the stream was taken before"});
    auto held = std::make_unique<ArrowArrayStream>();
    py::capsule made(held.get(), capsule_name, [](PyObject* capsule) {
      const std::unique_ptr<ArrowArrayStream> left(
          static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, capsule_name)));
      const owned_stream unless_taken(*left);
    });
    *held.release() = it_.take();
    return made;
  }

private:
  owned_stream it_;
};

/// Takes the stream out of a capsule: what is left there is nobody's.
owned_stream take(const py::capsule& from) {
  auto* const held = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(from.ptr(), capsule_name));
  if (held == nullptr) throw py::error_already_set();
  return owned_stream(std::exchange(*held, ArrowArrayStream{}));
}

std::unique_ptr<score_stream> assess_columns(const loaded& book, const py::capsule& subjects,
                                             const py::capsule& records, const std::string& as_of,
                                             std::int32_t threads, bool stable_through,
                                             const std::optional<py::function>& progress) {
  owned_stream people = take(subjects);
  owned_stream facts = take(records);
  io::arrow_options options;
  options.as_of = day_from(as_of);
  options.threads = threads;
  options.stable_through = stable_through;
  ticker tells(progress);
  options.progress = [&](std::uint64_t done, std::uint64_t total) { return tells(done, total); };
  owned_stream out;
  {
    const py::gil_scoped_release others_go_on;
    must("input", io::assess_columns(book.by(), *people, *facts, options, *out));
  }
  give_points_as_numbers(out);
  auto scores = std::make_unique<score_stream>(std::move(out));
  tells.finish();
  return scores;
}

}  // namespace

void add_columns(py::module_& module) {
  py::class_<score_stream>(module, "ScoreStream",
                           "A table of scores as an Arrow stream. Given once.")
      .def("__arrow_c_stream__", &score_stream::give, py::arg("requested_schema") = py::none(),
           "The stream, in a capsule. Raises InputError (`already_taken`) the second time.");
  module.def("assess_columns", &assess_columns, py::arg("rulebook"), py::arg("subjects"),
             py::arg("records"), py::arg("as_of"), py::arg("threads"), py::arg("stable_through"),
             py::arg("progress"),
             "Assesses everyone in `subjects` on a day; both are capsules of Arrow streams.");
}

}  // namespace chengxin::python
