// One column of one chunk of an Arrow table: its values by row. Borrows the chunk.
// Never checks a row number.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "chengxin/detail/wide.hpp"
#include "chengxin/io/arrow_c_data.h"
#include "chengxin/result.hpp"

namespace chengxin::arrow {

/// Thrown inside lib/arrow/ alone.
struct failure {
  error what;
};
[[noreturn]] inline void fail(std::string code, std::string message) {
  throw failure{{std::move(code), std::move(message)}};
}

enum class kind : std::uint8_t {
  nothing,  ///< every row is null
  boolean,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64,
  date32,
  date64,
  timestamp_s,
  timestamp_ms,
  timestamp_us,
  timestamp_ns,
  text,
  large_text,
  text_view,
  other,
};

[[nodiscard]] constexpr bool is_whole(kind what) noexcept {
  return what >= kind::int8 && what <= kind::uint64;
}
[[nodiscard]] constexpr bool is_number(kind what) noexcept {
  return what == kind::float32 || what == kind::float64;
}
[[nodiscard]] constexpr bool is_day(kind what) noexcept {
  return what >= kind::date32 && what <= kind::timestamp_ns;
}
[[nodiscard]] constexpr bool is_text(kind what) noexcept {
  return what == kind::text || what == kind::large_text || what == kind::text_view;
}

/// The bytes of a row; 0 where it is not of so many.
[[nodiscard]] constexpr std::size_t width_of(kind what) noexcept {
  switch (what) {
    case kind::int8:
    case kind::uint8: return 1;
    case kind::int16:
    case kind::uint16: return 2;
    case kind::int32:
    case kind::uint32:
    case kind::date32: return 4;
    case kind::int64:
    case kind::uint64: return 8;
    default: return 0;
  }
}

/// Calls with the type of whole numbers that a column has.
template <class Body>
void with_whole_type(kind what, Body&& body) {
  switch (what) {
    case kind::int8: return body(std::int8_t{});
    case kind::uint8: return body(std::uint8_t{});
    case kind::int16: return body(std::int16_t{});
    case kind::uint16: return body(std::uint16_t{});
    case kind::int32: return body(std::int32_t{});
    case kind::uint32: return body(std::uint32_t{});
    case kind::int64: return body(std::int64_t{});
    case kind::uint64: return body(std::uint64_t{});
    default: return;
  }
}

/// What a column holds, chunk after chunk.
struct field {
  std::string name;
  std::string format;       ///< as the schema spells it
  kind what = kind::other;  ///< of its values; with a dictionary, of the dictionary's
  bool has_dictionary = false;
  kind index = kind::int32;  ///< with a dictionary: of the rows' numbers in it
};

/// Plain values: what a field without a dictionary, or a dictionary itself, holds.
class values {
public:
  values() = default;
  values(kind what, const ArrowArray& from, std::int64_t offset)
      : what_(what),
        offset_(offset + from.offset),
        validity_(what == kind::nothing || from.null_count == 0
                      ? nullptr
                      : static_cast<const std::uint8_t*>(from.buffers[0])) {
    if (what == kind::nothing) return;
    data_ = from.buffers[1];
    if (is_text(what) && what != kind::text_view)
      bytes_ = static_cast<const char*>(from.buffers[2]);
    more_ = from.buffers + 2;
  }

  [[nodiscard]] kind what() const noexcept { return what_; }
  [[nodiscard]] bool has_nulls() const noexcept {
    return validity_ != nullptr || what_ == kind::nothing;
  }
  [[nodiscard]] bool is_null(std::int64_t row) const noexcept {
    if (validity_ == nullptr) return what_ == kind::nothing;
    const std::int64_t at = offset_ + row;
    return ((validity_[at >> 3] >> (at & 7)) & 1) == 0;
  }
  /// Calls visit(row) for the rows that are not null; quick where few are.
  template <class Visit>
  void for_each_given(std::int64_t first, std::size_t count, Visit&& visit) const {
    const std::int64_t last = first + static_cast<std::int64_t>(count);
    if (what_ == kind::nothing) return;
    if (validity_ == nullptr) {
      for (std::int64_t row = first; row < last; ++row) visit(row);
      return;
    }
    // By bytes of the bits that say so.
    for (std::int64_t row = first; row < last;) {
      const std::int64_t at = offset_ + row;
      const std::int64_t of_byte = std::min<std::int64_t>(8 - (at & 7), last - row);
      auto given = (static_cast<unsigned>(validity_[at >> 3]) >> (at & 7)) & ((1U << of_byte) - 1);
      for (; given != 0; given &= given - 1) visit(row + std::countr_zero(given));
      row += of_byte;
    }
  }
  /// Which of eight rows from this one on are not null, the first in the lowest bit.
  /// Precondition: has_nulls(), and the kind is not `nothing`.
  [[nodiscard]] CHENGXIN_INLINED unsigned eight_given(std::int64_t row) const noexcept {
    const std::int64_t at = offset_ + row;
    const unsigned low = validity_[at >> 3];
    const unsigned high = validity_[(at + 7) >> 3];
    return ((low | high << 8U) >> (at & 7)) & 0xFFU;
  }
  /// Asks for the memory of the rows from this one on, which are about to be read. (A processor
  /// goes on by itself, but finds the beginning late.) There need be no such row.
  void fetch_ahead([[maybe_unused]] std::int64_t row) const noexcept {
#if defined(__GNUC__)
    constexpr std::size_t line = 64;
    constexpr std::size_t lines = 8;
    const std::size_t width = width_of(what_);
    if (data_ == nullptr || width == 0) return;
    const char* const from =
        static_cast<const char*>(data_) + static_cast<std::size_t>(offset_ + row) * width;
    for (std::size_t n = 0; n < lines; ++n) __builtin_prefetch(from + n * line);
#endif
  }
  /// Whether there are values, which some producers leave out where none is given.
  [[nodiscard]] bool has_data() const noexcept {
    return data_ != nullptr;
  }
  /// The first of the values, for kinds of a fixed width.
  template <class T>
  [[nodiscard]] const T* data() const noexcept {
    return static_cast<const T*>(data_) + offset_;
  }
  /// Whether it is a whole number above 2^63 - 1.
  [[nodiscard]] bool is_too_large(std::int64_t row) const noexcept {
    return what_ == kind::uint64 && data<std::uint64_t>()[row] > INT64_MAX;
  }
  /// A whole number. Those above 2^63 - 1 are told as that.
  [[nodiscard]] std::int64_t whole(std::int64_t row) const noexcept {
    switch (what_) {
      case kind::int8: return data<std::int8_t>()[row];
      case kind::uint8: return data<std::uint8_t>()[row];
      case kind::int16: return data<std::int16_t>()[row];
      case kind::uint16: return data<std::uint16_t>()[row];
      case kind::int32: return data<std::int32_t>()[row];
      case kind::uint32: return data<std::uint32_t>()[row];
      case kind::int64: return data<std::int64_t>()[row];
      case kind::uint64: {
        const std::uint64_t value = data<std::uint64_t>()[row];
        return static_cast<std::int64_t>(value > INT64_MAX ? INT64_MAX : value);
      }
      default: return 0;
    }
  }
  [[nodiscard]] double number(std::int64_t row) const noexcept {
    return what_ == kind::float32 ? static_cast<double>(data<float>()[row]) : data<double>()[row];
  }
  [[nodiscard]] bool boolean(std::int64_t row) const noexcept {
    const std::int64_t at = offset_ + row;
    return ((static_cast<const std::uint8_t*>(data_)[at >> 3] >> (at & 7)) & 1) != 0;
  }
  /// A day, as its number; the day on which a timestamp lies.
  [[nodiscard]] std::int64_t day(std::int64_t row) const noexcept {
    constexpr std::int64_t a_day = 86'400;
    switch (what_) {
      case kind::date32: return data<std::int32_t>()[row];
      case kind::date64:
      case kind::timestamp_ms: return floor(data<std::int64_t>()[row], a_day * 1'000);
      case kind::timestamp_s: return floor(data<std::int64_t>()[row], a_day);
      case kind::timestamp_us: return floor(data<std::int64_t>()[row], a_day * 1'000'000);
      case kind::timestamp_ns: return floor(data<std::int64_t>()[row], a_day * 1'000'000'000);
      default: return 0;
    }
  }
  [[nodiscard]] std::string_view text(std::int64_t row) const noexcept {
    switch (what_) {
      case kind::text: return slice(data<std::int32_t>() + row);
      case kind::large_text: return slice(data<std::int64_t>() + row);
      case kind::text_view: return viewed(static_cast<const char*>(data_) + 16 * (offset_ + row));
      default: return {};
    }
  }

private:
  [[nodiscard]] static std::int64_t floor(std::int64_t value, std::int64_t unit) noexcept {
    return value / unit - (value % unit < 0 ? 1 : 0);
  }
  template <class Offset>
  [[nodiscard]] std::string_view slice(const Offset* at) const noexcept {
    const auto size = static_cast<std::size_t>(at[1] - at[0]);
    return size == 0 ? std::string_view() : std::string_view(bytes_ + at[0], size);
  }
  // Up to 12 bytes lie in the view itself, others where it says.
  [[nodiscard]] std::string_view viewed(const char* view) const noexcept {
    std::int32_t parts[4];
    std::memcpy(parts, view, sizeof parts);
    const auto size = static_cast<std::size_t>(parts[0]);
    if (size <= 12) return {view + 4, size};
    return {static_cast<const char*>(more_[parts[2]]) + parts[3], size};
  }

  kind what_ = kind::nothing;
  std::int64_t offset_ = 0;
  const std::uint8_t* validity_ = nullptr;
  const void* data_ = nullptr;
  const char* bytes_ = nullptr;
  const void* const* more_ = nullptr;
};

/// A column, with or without a dictionary.
struct column {
  column() = default;
  column(const field& of, const ArrowArray& from, std::int64_t offset)
      : rows(of.has_dictionary ? of.index : of.what, from, offset) {
    if (!of.has_dictionary) return;
    has_dictionary = true;
    dictionary = values(of.what, *from.dictionary, 0);
    dictionary_size = from.dictionary->length;
  }

  /// Where a row's value is, in plain(); -1 where it is null.
  [[nodiscard]] std::int64_t place(std::int64_t row) const noexcept {
    if (rows.is_null(row)) return -1;
    if (!has_dictionary) return row;
    const std::int64_t number = rows.whole(row);
    return dictionary.is_null(number) ? -1 : number;
  }
  [[nodiscard]] const values& plain() const noexcept { return has_dictionary ? dictionary : rows; }

  values rows;  ///< with a dictionary: the numbers in it
  bool has_dictionary = false;
  values dictionary;
  std::int64_t dictionary_size = 0;
};

}  // namespace chengxin::arrow
