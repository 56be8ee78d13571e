// What the answer of a condition rests on: for one who works answers out ahead for
// whole classes of records. Never evaluates anything.
#pragma once

#include <cstdint>
#include <vector>

#include "chengxin/expression/program.hpp"
#include "chengxin/value.hpp"

namespace chengxin::expression {

/// A record's attribute, by its slot, and a constant that it is compared with.
struct compared_attribute {
  std::uint32_t slot = 0;
  value constant;  ///< an integer, a number or a day
};

struct dependence {
  /// Whether it names the subject, or what every record has besides its category.
  bool on_more_than_attributes = false;
  /// The slots of the record's attributes that it names, with repetitions.
  std::vector<std::uint32_t> attributes;
  /// All constants that integers, numbers and days are compared with: between two
  /// neighbouring ones the answer is the same.
  std::vector<compared_attribute> compared;
  /// The slots of integers, numbers and days with which it does anything else.
  std::vector<std::uint32_t> computed_with;
};

namespace detail {

class dependence_finder {
public:
  explicit dependence_finder(const code& of) : code_(of) {}

  [[nodiscard]] dependence find() {
    std::vector<bool> is_member(code_.instructions.size());
    for (const instruction& i : code_.instructions) {
      if (i.op == opcode::among_constants) take_members(i, is_member);
    }
    for (std::size_t place = 0; place < code_.instructions.size(); ++place) {
      const instruction& i = code_.instructions[place];
      if (is_member[place]) continue;
      if (i.op == opcode::read || i.op == opcode::compare || i.op == opcode::has) take(i);
    }
    return std::move(found_);
  }

private:
  // The list's members are compared with what stands to the left of `in`, whatever
  // they themselves are said to be read from.
  void take_members(const instruction& list, std::vector<bool>& is_member) {
    const instruction& left = code_.instructions[list.first];
    const bool of_attribute = left.op == opcode::read && left.from == source::record_attribute;
    for (std::uint32_t k = 0; k < list.length(); ++k) {
      const std::uint32_t place = code_.lists[list.begin() + k];
      is_member[place] = true;
      if (of_attribute) note_constant(left.first, code_.instructions[place]);
    }
    if (!of_attribute) return;
    is_member[list.first] = true;
    found_.attributes.push_back(left.first);
  }

  void take(const instruction& i) {
    switch (i.from) {
      case source::record_attribute: break;
      case source::category: return;
      default: found_.on_more_than_attributes = true; return;
    }
    found_.attributes.push_back(i.first);
    if (i.op == opcode::compare) note_constant(i.first, i);
    if (i.op == opcode::read) found_.computed_with.push_back(i.first);
  }

  void note_constant(std::uint32_t slot, const instruction& compared) {
    switch (compared.type) {
      case value_type::integer: add(slot, value::of(compared.integer())); break;
      case value_type::number: add(slot, value::of(compared.number())); break;
      case value_type::date:
        add(slot, value::of(date{static_cast<std::int32_t>(compared.integer())}));
        break;
      case value_type::string:
      case value_type::boolean: break;
    }
  }
  void add(std::uint32_t slot, value constant) { found_.compared.push_back({slot, constant}); }

  const code& code_;
  dependence found_;
};

}  // namespace detail

/// What the answers of `of` rest on.
[[nodiscard]] inline dependence dependence_of(const program& of) {
  return detail::dependence_finder(of.code()).find();
}

}  // namespace chengxin::expression
