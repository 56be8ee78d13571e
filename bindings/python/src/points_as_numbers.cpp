// Hundredths of a point become points (see points_as_numbers.hpp).
#include "points_as_numbers.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

#include "chengxin/io/arrow_c_data.h"

namespace chengxin::python {
namespace {

/// A column that takes the place of another, whose validity it keeps.
struct column_of_points {
  ArrowArray hundredths;
  std::unique_ptr<double[]> points;
  const void* buffers[2];
};

void release_column(ArrowArray* it) {
  auto* const held = static_cast<column_of_points*>(it->private_data);
  held->hundredths.release(&held->hundredths);
  delete held;
  it->release = nullptr;
}

void put_points(ArrowArray& column) {
  auto made = std::make_unique<column_of_points>();
  const auto count = static_cast<std::size_t>(column.length);
  made->points.reset(new double[count > 0 ? count : 1]);
  const auto* const hundredths = static_cast<const std::int32_t*>(column.buffers[1]);
  for (std::size_t i = 0; i < count; ++i) made->points[i] = hundredths[i] / 100.0;
  made->hundredths = column;
  made->buffers[0] = column.buffers[0];
  made->buffers[1] = made->points.get();
  column.buffers = made->buffers;
  column.private_data = made.release();
  column.release = release_column;
}

struct numbers_stream {
  ArrowArrayStream inner;
  std::vector<std::int64_t> columns;  ///< those of points

  static numbers_stream& of(ArrowArrayStream* it) noexcept {
    return *static_cast<numbers_stream*>(it->private_data);
  }

  int schema(ArrowSchema* into) {
    const int status = inner.get_schema(&inner, into);
    if (status != 0) return status;
    for (std::int64_t c = 0; c < into->n_children; ++c) {
      ArrowSchema& column = *into->children[c];
      if (column.metadata == nullptr) continue;  // the unit: hundredths of a point
      column.format = "g";
      column.metadata = nullptr;
      columns.push_back(c);
    }
    return 0;
  }

  int next(ArrowArray* into) {
    const int status = inner.get_next(&inner, into);
    if (status != 0 || into->release == nullptr) return status;
    for (const std::int64_t c : columns) put_points(*into->children[c]);
    return 0;
  }
};

template <class Body>
int guarded(const Body& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

}  // namespace

void give_points_as_numbers(ArrowArrayStream& stream) {
  auto made = std::make_unique<numbers_stream>();
  made->inner = stream;
  stream.get_schema = [](ArrowArrayStream* it, ArrowSchema* into) {
    return guarded([&] {
      numbers_stream::of(it).columns.clear();
      return numbers_stream::of(it).schema(into);
    });
  };
  stream.get_next = [](ArrowArrayStream* it, ArrowArray* into) {
    return guarded([&] { return numbers_stream::of(it).next(into); });
  };
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return "out of memory"; };
  stream.release = [](ArrowArrayStream* it) {
    numbers_stream& held = numbers_stream::of(it);
    held.inner.release(&held.inner);
    delete &held;
    it->release = nullptr;
  };
  stream.private_data = made.release();
}

}  // namespace chengxin::python
