// A store's scores in Python (see open_store.hpp).
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "chengxin/io/store_json.hpp"
#include "open_store.hpp"
#include "ticker.hpp"

namespace py = pybind11;

namespace chengxin::python {
namespace {

using text = std::optional<std::string>;

/// as_of, eligible, score, total in hundredths, tier, dimensions in hundredths,
/// stable_through, fingerprint, from_cache.
using told_score =
    std::tuple<std::string, bool, std::int64_t, std::int64_t, std::string,
               std::vector<std::pair<std::string, std::int64_t>>, text, std::string, bool>;

question asked_for(const text& as_of, const text& known_at) {
  return {day_from(as_of), moment_from(known_at)};
}

told_score score(open_store& on, std::string_view subject_id, const text& as_of,
                 const text& known_at) {
  const question asked = asked_for(as_of, known_at);
  return on.call([&](store& in) -> result<told_score> {
    const result<store_score> made = in.score(subject_id, asked);
    if (!made) return made.failure();
    std::vector<std::pair<std::string, std::int64_t>> values;
    for (const dimension_value& it : made->dimensions) {
      values.emplace_back(it.id, it.value.cents);
    }
    text stable_through;
    if (made->stable_through) stable_through = to_string(*made->stable_through);
    return told_score(to_string(made->as_of), made->eligible, made->score, made->total.cents,
                      made->tier, std::move(values), std::move(stable_through),
                      std::string(made->fingerprint), made->from_cache);
  });
}

std::pair<py::bytes, std::uint64_t> scores(open_store& on, const text& as_of, const text& known_at,
                                           bool stable_through) {
  const question asked = asked_for(as_of, known_at);
  const std::optional<py::function> nobody;
  ticker tells(nobody);
  std::string csv;
  const std::uint64_t left_out = on.call([&](store& in) {
    return in.scores(asked, stable_through, [&](std::string_view bytes) {
      csv += bytes;
      return tells(0, 1);
    });
  });
  return {py::bytes(csv), left_out};
}

std::pair<std::uint64_t, std::uint64_t> refresh(open_store& on, const text& as_of, unsigned threads,
                                                const std::optional<py::function>& progress) {
  ticker tells(progress);
  refresh_options options;
  options.as_of = day_from(as_of);
  options.threads = threads;
  options.progress = [&](std::uint64_t done, std::uint64_t total) { return tells(done, total); };
  const refresh_summary told = on.call([&](store& in) { return in.refresh(options); });
  return {told.computed, told.already_valid};
}

std::string explain(open_store& on, std::string_view subject_id, const text& as_of,
                    const text& known_at, std::string_view format, std::string_view language) {
  const question asked = asked_for(as_of, known_at);
  auto how = store::report_format::text;
  if (format == "json") how = store::report_format::json;
  if (format == "html") how = store::report_format::html;
  const auto spoken = language == "en" ? io::language::en : io::language::zh;
  return on.call([&](store& in) { return in.explain(subject_id, asked, how, spoken); });
}

std::string timeline(open_store& on, std::string_view subject_id, std::string_view from,
                     std::string_view to, const text& known_at) {
  const date first = day_from(from);
  const date last = day_from(to);
  const std::optional<moment> known = moment_from(known_at);
  return on.call([&](store& in) { return in.timeline(subject_id, first, last, known); });
}

std::string explain_change(open_store& on, std::string_view subject_id,
                           const std::pair<text, text>& from, const std::pair<text, text>& to) {
  const question before = asked_for(from.first, from.second);
  const question after = asked_for(to.first, to.second);
  const explained_change told =
      on.call([&](store& in) { return in.explain_change(subject_id, before, after); });
  std::string json;
  io::append_json(json, told);
  return json;
}

}  // namespace

void add_scores(store_class& to) {
  to.def("score", &score, py::arg("subject_id"), py::arg("as_of"), py::arg("known_at"),
         "A subject's score on a day, points in hundredths.")
      .def("scores", &scores, py::arg("as_of"), py::arg("known_at"), py::arg("stable_through"),
           "Everybody's scores as CSV, and how many could not be computed again.")
      .def("refresh", &refresh, py::arg("as_of"), py::arg("threads"), py::arg("progress"),
           "Computes the score of all who have no valid one: (computed, already valid).")
      .def("explain", &explain, py::arg("subject_id"), py::arg("as_of"), py::arg("known_at"),
           py::arg("format"), py::arg("language"), "The whole report.")
      .def("timeline", &timeline, py::arg("subject_id"), py::arg("start"), py::arg("end"),
           py::arg("known_at"), "The JSON of `chengxin store timeline`.")
      .def("explain_change", &explain_change, py::arg("subject_id"), py::arg("before"),
           py::arg("after"), "What led from one total to another; JSON.");
}

}  // namespace chengxin::python
