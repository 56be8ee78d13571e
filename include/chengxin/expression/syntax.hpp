// The syntax tree of a condition.
// Never knows what names mean or whether types fit: it is CEL's grammar only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/expression/token.hpp"

namespace chengxin::expression::detail {

/// The place of a node in its tree's list. Children come before their parents.
using node_index = std::uint32_t;

enum class node_kind : std::uint8_t {
  broken,  // a literal that a finding is about
  integer,
  number,
  string,
  boolean,
  name,
  select,       // its operand; `name` is the member
  call,         // its arguments; `name` is the function
  member_call,  // its receiver, then its arguments
  list,
  conditional,
  logical_or,   // two or more operands
  logical_and,  // two or more operands
  logical_not,
  negate,
  binary,  // `op` says which: a relation, `in`, or arithmetic
};

struct node {
  node_kind kind = node_kind::broken;
  token_kind op = token_kind::end;
  std::uint8_t height = 1;
  /// Where a finding about this node belongs: an operator, a name, a literal.
  std::uint32_t offset = 0;
  /// Where its text begins, apart from parentheses.
  std::uint32_t begin = 0;
  /// Its children in tree::children; the bytes of a string in tree::text.
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::int64_t integer = 0;  // of a boolean: 0 or 1
  double number = 0;
  std::string_view name{};  // borrows from the text that was parsed
};

struct tree {
  std::vector<node> nodes;
  std::vector<node_index> children;
  std::string text;
  node_index root = 0;

  [[nodiscard]] std::span<const node_index> children_of(const node& parent) const noexcept {
    return std::span(children).subspan(parent.first, parent.count);
  }
  [[nodiscard]] const node& child(const node& parent, std::size_t i) const noexcept {
    return nodes[children[parent.first + i]];
  }
  [[nodiscard]] std::string_view string_of(const node& literal) const noexcept {
    return std::string_view(text).substr(literal.first, literal.count);
  }
};

}  // namespace chengxin::expression::detail
