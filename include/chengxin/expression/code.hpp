// The instructions of a compiled condition.
// Never refers to the text that it was compiled from, nor to itself by address:
// code can be copied and moved.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/expression/names.hpp"
#include "chengxin/expression/ordering.hpp"

namespace chengxin::expression::detail {

enum class opcode : std::uint8_t {
  // Conditions.
  compare,          // what `from` and `first` (its slot) name, by `wanted`, with the constant
  relate,           // `first` by `wanted` with `second()`
  all,              // && over the list
  any,              // || over the list
  negation,         // ! of `first`
  among,            // `first` is equal to one of the list
  among_constants,  // the same where all of the list are constants of its type
  has,              // what `from` and `first` name is given
  starts_with,
  ends_with,
  contains,  // of `first`, `second()`
  // Values, which can be conditions too.
  constant,
  read,    // what `from` and `first` (its slot) name
  choose,  // `second()` where `first` is true, else `third()`
  size,    // of `first`
  negative,
  add,
  subtract,
  multiply,
  divide,
  remainder,  // of `first` and `second()`
};

/// `first`, `second()` and `third()` are places of instructions; a list is
/// places in code::lists.
struct instruction {
  opcode op = opcode::constant;
  relation wanted = relation::equal;
  source from = source::record_attribute;
  value_type type = value_type::integer;  // of a constant
  std::uint32_t first = 0;
  std::uint64_t payload = 0;

  [[nodiscard]] static constexpr std::uint64_t pair(std::uint32_t a, std::uint32_t b) noexcept {
    return (std::uint64_t{a} << 32U) | b;
  }
  [[nodiscard]] constexpr std::uint32_t second() const noexcept {
    return static_cast<std::uint32_t>(payload >> 32U);
  }
  [[nodiscard]] constexpr std::uint32_t third() const noexcept {
    return static_cast<std::uint32_t>(payload);
  }
  // The beginning and the length of a list, or of a constant string in code::text.
  [[nodiscard]] constexpr std::uint32_t begin() const noexcept { return second(); }
  [[nodiscard]] constexpr std::uint32_t length() const noexcept { return third(); }

  // A constant that is not a string. A boolean and a day are integers too.
  [[nodiscard]] constexpr std::int64_t integer() const noexcept {
    return static_cast<std::int64_t>(payload);
  }
  [[nodiscard]] double number() const noexcept { return std::bit_cast<double>(payload); }
};
static_assert(sizeof(instruction) == 16);

struct code {
  std::vector<instruction> instructions;  // the whole condition is the last
  std::vector<std::uint32_t> lists;
  std::string text;

  [[nodiscard]] std::string_view string_of(const instruction& constant) const noexcept {
    return {text.data() + constant.begin(), constant.length()};
  }
};

}  // namespace chengxin::expression::detail
