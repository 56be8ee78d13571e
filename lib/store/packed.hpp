// Packing values into bytes and back (STORE, appendix "Bytes"): little-endian,
// every text after its length. The one form in which contents are kept and digested.
// Never pads, so that equal contents are equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "chengxin/date.hpp"
#include "store/failure.hpp"

namespace chengxin::storage {

/// Appends to a string that it borrows.
class packer {
public:
  explicit packer(std::string& out) noexcept : out_(out) {}

  void byte(std::uint8_t value) { out_ += static_cast<char>(value); }
  void number(std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) byte(static_cast<std::uint8_t>(value | 0x80U));
    byte(static_cast<std::uint8_t>(value));
  }
  /// A number of either sign, short where it is small.
  void integer(std::int64_t value) {
    const auto twice = static_cast<std::uint64_t>(value) << 1U;
    number(value < 0 ? ~twice : twice);
  }
  void fixed(std::int64_t value) {
    char bytes[sizeof value];
    for (std::size_t i = 0; i < sizeof value; ++i) {
      bytes[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
    }
    out_.append(bytes, sizeof bytes);
  }
  void day(date value) {
    char bytes[sizeof value.days];
    for (std::size_t i = 0; i < sizeof bytes; ++i) {
      bytes[i] = static_cast<char>(static_cast<std::uint32_t>(value.days) >> (8 * i));
    }
    out_.append(bytes, sizeof bytes);
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }

private:
  std::string& out_;
};

/// Reads what a packer packed. Throws `damaged` where the bytes end too early.
class unpacker {
public:
  explicit unpacker(std::string_view bytes) noexcept
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] std::uint8_t byte() {
    need(1);
    return static_cast<std::uint8_t>(*at_++);
  }
  [[nodiscard]] std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      value |= std::uint64_t{next & 0x7FU} << shift;
      if (next < 0x80U) return value;
    }
    refuse();
  }
  [[nodiscard]] std::int64_t integer() {
    const std::uint64_t twice = number();
    const auto half = static_cast<std::int64_t>(twice >> 1U);
    return (twice & 1U) != 0 ? ~half : half;
  }
  [[nodiscard]] std::int64_t fixed() {
    need(sizeof(std::int64_t));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value |= std::uint64_t{byte_at(i)} << (8 * i);
    at_ += sizeof value;
    return static_cast<std::int64_t>(value);
  }
  [[nodiscard]] date day() {
    need(sizeof(std::int32_t));
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value |= std::uint32_t{byte_at(i)} << (8 * i);
    at_ += sizeof value;
    return {static_cast<std::int32_t>(value)};
  }
  [[nodiscard]] std::string_view text() {
    const std::uint64_t size = number();
    need(size);
    const std::string_view read(at_, size);
    at_ += size;
    return read;
  }
  [[nodiscard]] std::string_view rest() const noexcept {
    return {at_, static_cast<std::size_t>(end_ - at_)};
  }
  [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }

  [[noreturn]] static void refuse() { fail("damaged", "the content of an entry cannot be read"); }

private:
  [[nodiscard]] std::uint8_t byte_at(std::size_t i) const noexcept {
    return static_cast<std::uint8_t>(at_[i]);
  }
  void need(std::uint64_t size) const {
    if (size > static_cast<std::uint64_t>(end_ - at_)) refuse();
  }

  const char* at_;
  const char* end_;
};

}  // namespace chengxin::storage
