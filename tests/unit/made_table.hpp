// Tables made up for tests, as streams of Arrow's C data interface.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "chengxin/io/arrow_c_data.h"

namespace scene {

/// A table of one chunk. Its release functions only mark: the memory is its own.
class made_table {
public:
  template <class T>
  void add(const char* name, const char* format, const std::vector<std::optional<T>>& given) {
    std::vector<T> plain;
    for (const std::optional<T>& it : given) plain.push_back(it.value_or(T{}));
    column& made = begin(name, format, given);
    made.values.resize(plain.size() * sizeof(T) + 1);
    std::memcpy(made.values.data(), plain.data(), plain.size() * sizeof(T));
    made.buffers[1] = made.values.data();
  }
  void add_texts(const char* name, const std::vector<std::optional<std::string>>& given) {
    std::vector<std::int32_t> offsets{0};
    column& made = begin(name, "u", given);
    for (const auto& it : given) {
      made.texts += it.value_or("");
      offsets.push_back(static_cast<std::int32_t>(made.texts.size()));
    }
    made.values.resize(offsets.size() * sizeof(std::int32_t));
    std::memcpy(made.values.data(), offsets.data(), made.values.size());
    made.buffers[1] = made.values.data();
    made.buffers[2] = made.texts.data();
    made.array.n_buffers = 3;
  }

  ArrowArrayStream stream() {
    fields_.clear(), arrays_.clear(), is_given_ = false;
    for (column& it : columns_) {
      it.array.buffers = it.buffers;
      fields_.push_back(&it.field);
      arrays_.push_back(&it.array);
    }
    ArrowArrayStream made{};
    made.get_schema = [](ArrowArrayStream* from, ArrowSchema* into) {
      auto& it = *static_cast<made_table*>(from->private_data);
      *into = ArrowSchema{};
      into->format = "+s";
      into->n_children = static_cast<std::int64_t>(it.fields_.size());
      into->children = it.fields_.data();
      into->release = [](ArrowSchema* schema) { schema->release = nullptr; };
      return 0;
    };
    made.get_next = [](ArrowArrayStream* from, ArrowArray* into) {
      auto& it = *static_cast<made_table*>(from->private_data);
      *into = ArrowArray{};
      if (it.is_given_) return 0;
      it.is_given_ = true;
      static const void* no_buffer[1] = {nullptr};
      into->length = it.arrays_[0]->length;
      into->n_buffers = 1;
      into->buffers = no_buffer;
      into->n_children = static_cast<std::int64_t>(it.arrays_.size());
      into->children = it.arrays_.data();
      into->release = [](ArrowArray* array) { array->release = nullptr; };
      return 0;
    };
    made.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    made.release = [](ArrowArrayStream* it) { it->release = nullptr; };
    made.private_data = this;
    return made;
  }

private:
  struct column {
    ArrowSchema field{};
    ArrowArray array{};
    std::vector<std::uint8_t> validity;
    std::vector<char> values;
    std::string texts;
    const void* buffers[3] = {};
  };

  template <class Given>
  column& begin(const char* name, const char* format, const Given& given) {
    column& made = columns_.emplace_back();
    made.field.name = name;
    made.field.format = format;
    made.field.flags = ARROW_FLAG_NULLABLE;
    made.array.length = static_cast<std::int64_t>(given.size());
    made.array.n_buffers = 2;
    made.validity.resize(given.size() / 8 + 1);
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (given[i]) made.validity[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
      if (!given[i]) made.array.null_count = -1;  // some, and nobody counted them
    }
    made.buffers[0] = made.validity.data();
    return made;
  }

  std::deque<column> columns_;
  std::vector<ArrowSchema*> fields_;
  std::vector<ArrowArray*> arrays_;
  bool is_given_ = false;
};

}  // namespace scene
