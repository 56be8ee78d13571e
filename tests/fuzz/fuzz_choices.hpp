// What fuzz_capi.cpp and fuzz_store.cpp have in common: values that the bytes choose, structs
// and handles that may be wrong or not there, and texts that are read to their end.
#pragma once

#include <chengxin.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "fuzz_capi_texts.hpp"

namespace {

// What is left of the bytes; zeros afterwards.
class choices {
public:
  choices(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  [[nodiscard]] bool none_left() const { return at_ >= size_; }
  std::uint8_t byte() { return at_ < size_ ? data_[at_++] : std::uint8_t{0}; }
  std::size_t below(std::size_t count) { return byte() % count; }
  bool rarely() { return byte() > 240; }

  /// A number that may be wrong: mostly small, now and then at an edge.
  std::int32_t number() {
    static constexpr std::int32_t edges[] = {INT32_MAX, INT32_MIN, -1, 20513, 20600, 21000, 7, 2};
    const std::uint8_t it = byte();
    return it < 128 ? it % 12 : edges[it % std::size(edges)];
  }
  std::uint32_t index() { return static_cast<std::uint32_t>(number()); }
  cx_day day() { return rarely() ? number() : 20513 + byte(); }
  cx_string text() {
    if (rarely()) {  // bytes of the input itself
      const std::size_t wanted = below(70);
      const std::size_t size = wanted < size_ - at_ ? wanted : size_ - at_;
      const char* const from = reinterpret_cast<const char*>(data_ + at_);
      at_ += size;
      return {from, size};
    }
    const std::string_view chosen = texts[below(std::size(texts))];
    return {chosen.data(), chosen.size()};
  }

private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

// A text as pointer and length.
#define TEXT_OF(text) (text).data(), (text).size()

volatile std::size_t seen = 0;

void read(cx_string text) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < text.size; ++i) sum += static_cast<unsigned char>(text.data[i]);
  seen = seen + sum;
}

[[maybe_unused]] void read(cx_bilingual text) {
  read(text.zh);
  read(text.en);
}

[[maybe_unused]] void read(cx_buffer& text) {
  read(cx_string{text.data, text.size});
  if (text.data != nullptr && text.data[text.size] != '\0') std::abort();
  cx_buffer_dispose(&text);
}

// A struct with room behind it, and a struct_size that may be wrong.
template <class Struct>
struct roomy {
  roomy(const Struct& defaults, choices& choose) : it(defaults) {
    if (choose.rarely()) it.struct_size = static_cast<std::uint32_t>(choose.below(sizeof(*this)));
  }
  Struct it;
  unsigned char behind[24] = {};
};

struct sink {
  std::uint8_t stop_after;
};
[[maybe_unused]] std::int32_t take(void* context, const char* data, std::size_t size) {
  read(cx_string{data, size});
  return --static_cast<sink*>(context)->stop_after == 0 ? 1 : 0;
}
[[maybe_unused]] std::int32_t watch(void* context, std::uint64_t, std::uint64_t) {
  return --static_cast<sink*>(context)->stop_after == 0 ? 1 : 0;
}

// Some handles of one type, any of which may not be there.
template <class Handle, void (*Free)(Handle*)>
class handles {
public:
  handles() = default;
  handles(const handles&) = delete;
  handles& operator=(const handles&) = delete;
  ~handles() {
    for (Handle* it : all_) Free(it);
  }
  Handle* any(choices& choose) { return all_[choose.below(std::size(all_))]; }
  void drop(choices& choose) { put(choose, nullptr); }
  /// What `make` makes takes another's place.
  template <class Make>
  void make(choices& choose, const Make& make) {
    Handle* made = nullptr;
    if (make(&made) == CX_OK) {
      put(choose, made);
    } else if (made != nullptr) {
      std::abort();
    }
  }

private:
  void put(choices& choose, Handle* made) {
    Handle*& place = all_[choose.below(std::size(all_))];
    Free(place);
    place = made;
  }
  Handle* all_[2] = {};
};

}  // namespace
