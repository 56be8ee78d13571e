// Gives points in a stream of scores as 64-bit floating-point numbers of points, as whoever
// computes with a table expects them: each the nearest to an exact hundredth.
#pragma once

#include "arrow_owned.hpp"

struct ArrowArrayStream;

namespace chengxin::python {

/// Wraps the stream: columns of hundredths come out as points, the others as they are.
/// Where it throws, the stream is released.
void give_points_as_numbers(arrow_owned<ArrowArrayStream>& stream);

}  // namespace chengxin::python
