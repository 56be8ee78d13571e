// A table of one chunk over columns that are lent, as a stream of Arrow's C data interface.
#pragma once

#include <chengxin.h>
#include <chengxin/io/arrow_c_data.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace peers {

class lent_table {
public:
  explicit lent_table(std::size_t rows) : rows_(static_cast<std::int64_t>(rows)) {}
  void add(const char* name, const char* format, const void* values,
           const void* validity = nullptr) {
    add_buffers(name, format, {validity, values, nullptr}, 2);
  }
  void add_texts(const char* name, const std::int32_t* offsets, const char* bytes) {
    add_buffers(name, "u", {nullptr, offsets, bytes}, 3);
  }
  ArrowArrayStream stream() {
    ArrowArrayStream made{};
    made.get_schema = [](ArrowArrayStream* from, ArrowSchema* into) {
      auto& it = *static_cast<lent_table*>(from->private_data);
      *into = ArrowSchema{};
      into->format = "+s";
      into->n_children = static_cast<std::int64_t>(it.field_pointers_.size());
      into->children = it.field_pointers_.data();
      into->release = [](ArrowSchema* schema) { schema->release = nullptr; };
      return 0;
    };
    made.get_next = [](ArrowArrayStream* from, ArrowArray* into) {
      auto& it = *static_cast<lent_table*>(from->private_data);
      *into = ArrowArray{};
      if (it.given_) return 0;
      it.given_ = true;
      into->length = it.rows_;
      into->n_buffers = 1;
      into->buffers = it.no_buffer_.data();
      into->n_children = static_cast<std::int64_t>(it.column_pointers_.size());
      into->children = it.column_pointers_.data();
      into->release = [](ArrowArray* chunk) { chunk->release = nullptr; };
      return 0;
    };
    made.release = [](ArrowArrayStream* it) { it->release = nullptr; };
    made.private_data = this;
    return made;
  }

private:
  void add_buffers(const char* name, const char* format, const std::array<const void*, 3>& all,
                   std::int64_t count) {
    ArrowSchema& field = fields_.emplace_back();
    field.name = name;
    field.format = format;
    buffers_.push_back(all);
    ArrowArray& column = columns_.emplace_back();
    column.length = rows_;
    column.null_count = all[0] == nullptr ? 0 : -1;
    column.n_buffers = count;
    column.buffers = buffers_.back().data();
    field_pointers_.push_back(&field);
    column_pointers_.push_back(&column);
  }

  std::int64_t rows_;
  bool given_ = false;
  std::array<const void*, 1> no_buffer_{};
  std::deque<ArrowSchema> fields_;
  std::deque<ArrowArray> columns_;
  std::deque<std::array<const void*, 3>> buffers_;
  std::vector<ArrowSchema*> field_pointers_;
  std::vector<ArrowArray*> column_pointers_;
};

}  // namespace peers
