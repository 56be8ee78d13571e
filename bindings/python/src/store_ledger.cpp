// A store's facts and proof in Python (see open_store.hpp).
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "chengxin/io/store_json.hpp"
#include "open_store.hpp"
#include "ticker.hpp"

namespace py = pybind11;

namespace chengxin::python {
namespace {

/// The format ("csv" or "jsonl"), the name, and the text where it is no file.
using given_source = std::tuple<std::string, std::string, std::optional<py::bytes>>;
using told_row =
    std::tuple<std::string, std::uint64_t, std::uint32_t, std::string, std::string, py::bytes>;

/// A source that is open, if any is given.
class opened_source {
public:
  explicit opened_source(const std::optional<given_source>& given) {
    if (!given) return;
    const auto& [format, name, text] = *given;
    format_ = format == "csv" ? io::row_format::csv : io::row_format::jsonl;
    source_ =
        text ? io::from_memory(std::string_view(*text), name) : must("input", io::open_file(name));
  }
  [[nodiscard]] import_source get() const { return {source_.get(), format_}; }

private:
  io::row_format format_ = io::row_format::csv;
  std::unique_ptr<io::source> source_;
};

/// The summary as JSON, and the bad rows.
py::tuple import_rows(open_store& on, const std::optional<given_source>& subjects,
                      const std::optional<given_source>& records,
                      const std::optional<std::string>& at, bool refuse_bad_rows,
                      const std::optional<py::function>& progress) {
  const opened_source people(subjects);
  const opened_source facts(records);
  ticker tells(progress);
  import_options options;
  options.at = moment_from(at);
  options.refuse_bad_rows = refuse_bad_rows;
  options.progress = [&](std::uint64_t done, std::uint64_t total) { return tells(done, total); };
  const import_summary told =
      on.call([&](store& in) { return in.import(people.get(), facts.get(), options); });
  std::string json;
  io::append_json(json, told);
  std::vector<told_row> rows;
  for (const io::bad_row& it : told.bad_rows) {
    rows.emplace_back(it.file, it.line, it.column, it.code, it.reason, py::bytes(it.row));
  }
  return py::make_tuple(json, rows);
}

std::string verify(open_store& on, const std::optional<std::string>& expected,
                   const std::optional<py::function>& progress) {
  ticker tells(progress);
  const verification told = on.call([&](store& in) {
    return in.verify(expected ? std::optional<std::string_view>(*expected) : std::nullopt,
                     [&](std::uint64_t done, std::uint64_t total) { return tells(done, total); });
  });
  std::string json;
  io::append_json(json, told);
  return json;
}

}  // namespace

void add_ledger(store_class& to) {
  to.def(
        "add_rulebook",
        [](open_store& on, std::string_view json, const std::optional<std::string>& at) {
          const std::optional<moment> when = moment_from(at);
          return on.call([&](store& in) { return in.add_rulebook(json, when); });
        },
        py::arg("json"), py::arg("at"), "Adds a rulebook. False where it is the last added.")
      .def("import_rows", &import_rows, py::arg("subjects"), py::arg("records"), py::arg("at"),
           py::arg("refuse_bad_rows"), py::arg("progress"),
           "Adds what is new in rows, all in one step: the summary as JSON, and bad rows.")
      .def(
          "purge",
          [](open_store& on, std::int32_t months) {
            return on.call([&](store& in) { return in.purge(months); }).records;
          },
          py::arg("months"), "Erases records without effect for so long; gives how many.")
      .def(
          "tidy", [](open_store& on) { return on.call([](store& in) { return in.tidy(); }); },
          "Removes the bytes of what was erased, where that is still due.")
      .def(
          "head", [](open_store& on) { return on.call([](store& in) { return in.head(); }); },
          "The last entry's digest, 64 hexadecimal digits.")
      .def("verify", &verify, py::arg("expected"), py::arg("progress"),
           "Walks the whole ledger; JSON.")
      .def(
          "statistics",
          [](open_store& on) {
            const store_statistics told = on.call([](store& in) { return in.statistics(); });
            std::string json;
            io::append_json(json, told);
            return json;
          },
          "Counts of what it holds, and of the cache's hits and misses; JSON.");
}

}  // namespace chengxin::python
