// Consents, disclosures and a resident's acts in Python (see open_store.hpp). An answer is
// made before anything is committed: where memory is short, nothing was done.
#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/io/store_json.hpp"
#include "open_store.hpp"

namespace py = pybind11;

namespace chengxin::python {
namespace {

using text = std::optional<std::string>;

template <class Told>
std::string json_of(const Told& told) {
  std::string json;
  io::append_json(json, told);
  return json;
}

/// A string of Python, made without anybody else's help before the commit.
class ready_text {
public:
  void make(const std::string& from) {
    const py::gil_scoped_acquire here;
    made_ = py::str(from);
  }
  [[nodiscard]] py::object give() { return std::move(made_); }

private:
  py::object made_ = py::none();
};

py::object grant(open_store& on, std::string subject_id, std::string grantee, std::string use,
                 std::string_view covers, std::string_view first_day, std::string_view last_day,
                 std::string evidence) {
  const consent_request asked{std::move(subject_id), std::move(grantee),  std::move(use),
                              scope_from(covers),    day_from(first_day), day_from(last_day),
                              std::move(evidence)};
  ready_text answer;
  on.call(
      [&](store& in) { return in.grant(asked, [&](const std::string& id) { answer.make(id); }); });
  return answer.give();
}

py::object disclose(open_store& on, std::string subject_id, std::string grantee, std::string use,
                    std::string_view covers, const text& as_of) {
  const disclosure_request asked{std::move(subject_id), std::move(grantee), std::move(use),
                                 scope_from(covers), day_from(as_of)};
  ready_text answer;
  on.call([&](store& in) {
    return in.disclose(asked, [&](const disclosure& told) { answer.make(json_of(told)); });
  });
  return answer.give();
}

py::object self(open_store& on, std::string_view subject_id, std::string_view authentication) {
  ready_text answer;
  on.call([&](store& in) {
    return in.self(subject_id, authentication,
                   [&](const disclosure& told) { answer.make(json_of(told)); });
  });
  return answer.give();
}

/// An act that rests on some evidence.
template <result<bool> (store::*Act)(std::string_view, std::string_view)>
void act(open_store& on, std::string_view subject_id, std::string_view evidence) {
  on.call([&](store& in) { return (in.*Act)(subject_id, evidence); });
}

}  // namespace

void add_consent(store_class& to) {
  to.def("grant", &grant, py::arg("subject_id"), py::arg("grantee"), py::arg("use"),
         py::arg("scope"), py::arg("first_day"), py::arg("last_day"), py::arg("evidence"),
         "Gives the consent's id.")
      .def(
          "revoke",
          [](open_store& on, std::string_view id) {
            return on.call([&](store& in) { return in.revoke(id); });
          },
          py::arg("consent_id"), "False where it was revoked before.")
      .def(
          "consents",
          [](open_store& on, std::string_view subject_id) {
            return json_of(on.call([&](store& in) { return in.consents(subject_id); }));
          },
          py::arg("subject_id"), "A subject's consents; JSON.")
      .def("disclose", &disclose, py::arg("subject_id"), py::arg("grantee"), py::arg("use"),
           py::arg("scope"), py::arg("as_of"), "Answers a grantee; JSON.")
      .def("self", &self, py::arg("subject_id"), py::arg("authentication"),
           "The subject's own read; JSON.")
      .def(
          "log",
          [](open_store& on, std::string_view subject_id) {
            return json_of(on.call([&](store& in) { return in.log(subject_id); }));
          },
          py::arg("subject_id"), "Everyone who asked about a subject; JSON.")
      .def(
          "object",
          [](open_store& on, std::string_view subject_id, std::string_view record_id,
             std::string_view said) {
            on.call([&](store& in) { return in.object(subject_id, record_id, said); });
          },
          py::arg("subject_id"), py::arg("record_id"), py::arg("text"),
          "Marks a record as disputed.")
      .def(
          "decide",
          [](open_store& on, std::string_view subject_id, std::string_view record_id, bool upheld,
             std::string_view evidence) {
            on.call([&](store& in) { return in.decide(subject_id, record_id, upheld, evidence); });
          },
          py::arg("subject_id"), py::arg("record_id"), py::arg("upheld"), py::arg("evidence"),
          "Decides an objection.")
      .def("withdraw", &act<&store::withdraw>, py::arg("subject_id"), py::arg("evidence"),
           "Ends scoring.")
      .def("enrol", &act<&store::enrol>, py::arg("subject_id"), py::arg("evidence"),
           "Ends a withdrawal, or follows an erasure.")
      .def("erase", &act<&store::erase>, py::arg("subject_id"), py::arg("evidence"),
           "Removes a subject's personal data and their bytes.");
}

}  // namespace chengxin::python
