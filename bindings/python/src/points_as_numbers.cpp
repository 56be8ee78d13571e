// Hundredths of a point become points (see points_as_numbers.hpp).
#include "points_as_numbers.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "arrow_owned.hpp"
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

std::unique_ptr<column_of_points> points_of(const ArrowArray& column) {
  auto made = std::make_unique<column_of_points>();
  const auto count = static_cast<std::size_t>(column.length);
  made->points.reset(new double[count > 0 ? count : 1]);
  const auto* const hundredths = static_cast<const std::int32_t*>(column.buffers[1]);
  for (std::size_t i = 0; i < count; ++i) made->points[i] = hundredths[i] / 100.0;
  return made;
}

void put(std::unique_ptr<column_of_points> made, ArrowArray& column) noexcept {
  made->hundredths = column;
  made->buffers[0] = column.buffers[0];
  made->buffers[1] = made->points.get();
  column.buffers = made->buffers;
  column.private_data = made.release();
  column.release = release_column;
}

class numbers_stream {
public:
  explicit numbers_stream(arrow_owned<ArrowArrayStream> inner) noexcept
      : inner_(std::move(inner)) {}

  static numbers_stream& of(ArrowArrayStream* it) noexcept {
    return *static_cast<numbers_stream*>(it->private_data);
  }

  int schema(ArrowSchema* into) noexcept {
    return guarded([&] {
      arrow_owned<ArrowSchema> made;
      const int status = inner_->get_schema(&*inner_, &*made);
      if (status != 0) return status;
      std::vector<std::int64_t> columns;
      for (std::int64_t c = 0; c < made->n_children; ++c) {
        ArrowSchema& column = *made->children[c];
        if (column.metadata == nullptr) continue;  // the unit: hundredths of a point
        column.format = "g";
        column.metadata = nullptr;
        columns.push_back(c);
      }
      columns_ = std::move(columns);
      *into = made.take();
      return 0;
    });
  }

  int next(ArrowArray* into) noexcept {
    return guarded([&] {
      arrow_owned<ArrowArray> made;
      const int status = inner_->get_next(&*inner_, &*made);
      if (status != 0) return status;
      if (made.is_held()) {
        std::vector<std::unique_ptr<column_of_points>> all;
        all.reserve(columns_.size());
        for (const std::int64_t c : columns_) all.push_back(points_of(*made->children[c]));
        for (std::size_t i = 0; i < all.size(); ++i) {
          put(std::move(all[i]), *made->children[columns_[i]]);
        }
      }
      *into = made.take();
      return 0;
    });
  }

  /// What the last call failed for; nothing where it did not.
  [[nodiscard]] const char* failure() noexcept {
    if (status_ == 0) return nullptr;
    return is_ours_ ? "out of memory" : inner_->get_last_error(&*inner_);
  }

private:
  template <class Body>
  int guarded(const Body& body) noexcept {
    try {
      is_ours_ = false;
      status_ = body();
    } catch (const std::bad_alloc&) {
      is_ours_ = true;
      status_ = ENOMEM;
    }
    return status_;
  }

  arrow_owned<ArrowArrayStream> inner_;
  std::vector<std::int64_t> columns_;  ///< those of points
  int status_ = 0;
  bool is_ours_ = false;
};

}  // namespace

void give_points_as_numbers(arrow_owned<ArrowArrayStream>& stream) {
  auto made = std::make_unique<numbers_stream>(arrow_owned<ArrowArrayStream>(stream.take()));
  stream->get_schema = [](ArrowArrayStream* it, ArrowSchema* into) {
    return numbers_stream::of(it).schema(into);
  };
  stream->get_next = [](ArrowArrayStream* it, ArrowArray* into) {
    return numbers_stream::of(it).next(into);
  };
  stream->get_last_error = [](ArrowArrayStream* it) { return numbers_stream::of(it).failure(); };
  stream->release = [](ArrowArrayStream* it) {
    const std::unique_ptr<numbers_stream> held(&numbers_stream::of(it));
    it->release = nullptr;
  };
  stream->private_data = made.release();
}

}  // namespace chengxin::python
