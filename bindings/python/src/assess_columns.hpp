// A population as Arrow streams in capsules of Python (PyCapsule interface).
// Never copies a column of facts.
#pragma once

#include <pybind11/pybind11.h>

namespace chengxin::python {

/// Adds ScoreStream and Rulebook.assess_columns to the module.
void add_columns(pybind11::module_& module);

}  // namespace chengxin::python
