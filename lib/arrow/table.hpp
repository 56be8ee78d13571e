// A table that came as an Arrow stream: its fields by name and all its chunks, which it
// releases in the end. Never copies a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "arrow/column.hpp"
#include "chengxin/io/arrow_c_data.h"

namespace chengxin::arrow {

inline constexpr std::size_t no_field = static_cast<std::size_t>(-1);

class table {
public:
  /// Reads the stream to its end and releases it. `name` is for messages. Throws
  /// failure: `arrow_stream`, `column`, `too_many`.
  table(std::string_view name, ArrowArrayStream& from);
  ~table();
  table(const table&) = delete;
  table& operator=(const table&) = delete;

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] const std::vector<field>& fields() const noexcept { return fields_; }
  [[nodiscard]] std::size_t find(std::string_view field) const noexcept;
  [[nodiscard]] std::size_t chunks() const noexcept { return arrays_.size(); }
  /// How many rows there are, and the number of the first row of a chunk.
  [[nodiscard]] std::size_t rows() const noexcept { return first_rows_.back(); }
  [[nodiscard]] std::size_t first_row(std::size_t chunk) const noexcept {
    return first_rows_[chunk];
  }
  [[nodiscard]] std::size_t chunk_of(std::size_t row) const noexcept;
  [[nodiscard]] const column& at(std::size_t chunk, std::size_t field) const noexcept {
    return columns_[chunk * fields_.size() + field];
  }

private:
  void read_schema(ArrowArrayStream& from);
  void read_chunks(ArrowArrayStream& from);
  void add_chunk(const ArrowArray& chunk);

  std::string_view name_;
  ArrowSchema schema_{};
  std::vector<ArrowArray> arrays_;
  std::vector<field> fields_;
  std::vector<std::size_t> first_rows_{0};
  std::vector<column> columns_;  ///< by chunk, then field
};

}  // namespace chengxin::arrow
