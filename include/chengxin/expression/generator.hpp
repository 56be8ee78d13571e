// Turns a checked syntax tree into code.
// Never folds constants: an error among them is one of evaluation.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "chengxin/expression/checker.hpp"
#include "chengxin/expression/code.hpp"

namespace chengxin::expression::detail {

class generator {
public:
  /// Precondition: the meanings are those of the tree, and there are no findings.
  generator(tree syntax, std::vector<meaning> meanings)
      : tree_(std::move(syntax)), meanings_(std::move(meanings)) {}

  [[nodiscard]] code generate() {
    emit(tree_.root);
    code_.text = std::move(tree_.text);
    code_.instructions.shrink_to_fit();
    return std::move(code_);
  }

private:
  std::uint32_t put(const instruction& made) {
    code_.instructions.push_back(made);
    return static_cast<std::uint32_t>(code_.instructions.size() - 1);
  }

  std::uint32_t emit(node_index i) {
    const node& n = tree_.nodes[i];
    const meaning& m = meanings_[i];
    switch (n.kind) {
      case node_kind::integer:
      case node_kind::number:
      case node_kind::string:
      case node_kind::boolean: return put(constant(n));
      case node_kind::select: return put({.op = opcode::read, .from = m.from, .first = m.slot});
      case node_kind::call: return emit_call(n, m);
      case node_kind::member_call:
        switch (m.called) {
          case function::starts_with: return emit_two(opcode::starts_with, n);
          case function::ends_with: return emit_two(opcode::ends_with, n);
          case function::contains: return emit_two(opcode::contains, n);
          default: return emit_one(opcode::size, n);
        }
      case node_kind::conditional: {
        const std::uint32_t condition = emit(tree_.children_of(n)[0]);
        const std::uint32_t yes = emit(tree_.children_of(n)[1]);
        const std::uint32_t no = emit(tree_.children_of(n)[2]);
        return put(
            {.op = opcode::choose, .first = condition, .payload = instruction::pair(yes, no)});
      }
      case node_kind::logical_or: return put(with_list({.op = opcode::any}, n));
      case node_kind::logical_and: return put(with_list({.op = opcode::all}, n));
      case node_kind::logical_not: return emit_one(opcode::negation, n);
      case node_kind::negate: return emit_one(opcode::negative, n);
      case node_kind::binary: return emit_binary(n);
      case node_kind::broken:
      case node_kind::name:
      case node_kind::list: break;  // the checker lets none of these through
    }
    return 0;
  }

  std::uint32_t emit_one(opcode op, const node& n) {
    return put({.op = op, .first = emit(tree_.children_of(n)[0])});
  }
  std::uint32_t emit_two(opcode op, const node& n, relation wanted = relation::equal) {
    const std::uint32_t left = emit(tree_.children_of(n)[0]);
    const std::uint32_t right = emit(tree_.children_of(n)[1]);
    return put({.op = op, .wanted = wanted, .first = left, .payload = instruction::pair(right, 0)});
  }

  instruction with_list(instruction made, const node& n) {
    std::vector<std::uint32_t> places;
    places.reserve(n.count);
    for (const node_index child : tree_.children_of(n)) places.push_back(emit(child));
    made.payload = instruction::pair(static_cast<std::uint32_t>(code_.lists.size()), n.count);
    code_.lists.insert(code_.lists.end(), places.begin(), places.end());
    return made;
  }

  std::uint32_t emit_call(const node& n, const meaning& m) {
    if (m.called == function::size) return emit_one(opcode::size, n);
    if (m.called == function::has) {
      const meaning& selected = meanings_[tree_.children_of(n)[0]];
      return put({.op = opcode::has, .from = selected.from, .first = selected.slot});
    }
    return put(day(m));
  }

  std::uint32_t emit_binary(const node& n) {
    switch (n.op) {
      case token_kind::plus: return emit_two(opcode::add, n);
      case token_kind::minus: return emit_two(opcode::subtract, n);
      case token_kind::times: return emit_two(opcode::multiply, n);
      case token_kind::divide: return emit_two(opcode::divide, n);
      case token_kind::remainder: return emit_two(opcode::remainder, n);
      case token_kind::word_in: return emit_membership(n);
      default: return emit_relation(n);
    }
  }

  std::uint32_t emit_membership(const node& n) {
    const node_index left = tree_.children_of(n)[0];
    const node& list = tree_.child(n, 1);
    instruction made{.op = opcode::among, .first = emit(left)};
    std::vector<instruction> constants;
    for (const node_index member : tree_.children_of(list)) {
      const auto found = constant_of_type(member, meanings_[left].type);
      if (!found) return put(with_list(made, list));
      constants.push_back(*found);
    }
    made.op = opcode::among_constants;
    made.payload = instruction::pair(static_cast<std::uint32_t>(code_.lists.size()), list.count);
    for (const instruction& member : constants) code_.lists.push_back(put(member));
    return put(made);
  }

  [[nodiscard]] static relation relation_of(token_kind op) noexcept {
    switch (op) {
      case token_kind::less: return relation::less;
      case token_kind::less_equal: return relation::less_equal;
      case token_kind::greater: return relation::greater;
      case token_kind::greater_equal: return relation::greater_equal;
      case token_kind::not_equal: return relation::not_equal;
      default: return relation::equal;
    }
  }

  // What is read and compared with a constant is one instruction.
  std::uint32_t emit_relation(const node& n) {
    const relation wanted = relation_of(n.op);
    const node_index left = tree_.children_of(n)[0];
    const node_index right = tree_.children_of(n)[1];
    if (const auto made = comparison(left, wanted, right)) return put(*made);
    if (const auto made = comparison(right, mirrored(wanted), left)) return put(*made);
    return emit_two(opcode::relate, n, wanted);
  }

  [[nodiscard]] std::optional<instruction> comparison(node_index read, relation wanted,
                                                      node_index with) const {
    if (tree_.nodes[read].kind != node_kind::select) return std::nullopt;
    std::optional<instruction> made = constant_of_type(with, meanings_[read].type);
    if (made) {
      made->op = opcode::compare;
      made->wanted = wanted;
      made->from = meanings_[read].from;
      made->first = meanings_[read].slot;
    }
    return made;
  }

  // The constant as one of the type, where it is the same value. Nothing for
  // the numeric type, which is known only when evaluating.
  [[nodiscard]] std::optional<instruction> constant_of_type(node_index i, static_type type) const {
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    const node& n = tree_.nodes[i];
    if (type == static_type::numeric) return std::nullopt;
    if (n.kind == node_kind::call && meanings_[i].called == function::date) {
      return day(meanings_[i]);
    }
    if (n.kind == node_kind::integer && type == static_type::number) {
      if (n.integer < -exact || n.integer > exact) return std::nullopt;
      node converted = n;
      converted.kind = node_kind::number;
      converted.number = static_cast<double>(n.integer);
      return constant(converted);
    }
    if (n.kind == node_kind::number && type == static_type::integer) {
      if (!(n.number >= -0x1p53 && n.number <= 0x1p53)) return std::nullopt;
      node converted = n;
      converted.kind = node_kind::integer;
      converted.integer = static_cast<std::int64_t>(n.number);
      if (order_of(converted.integer, n.number) != order::equal) return std::nullopt;
      return constant(converted);
    }
    if (n.kind == node_kind::integer || n.kind == node_kind::number ||
        n.kind == node_kind::string || n.kind == node_kind::boolean) {
      return constant(n);
    }
    return std::nullopt;
  }

  [[nodiscard]] static instruction constant(const node& n) noexcept {
    instruction made{.op = opcode::constant};
    switch (n.kind) {
      case node_kind::number:
        made.type = value_type::number;
        made.payload = std::bit_cast<std::uint64_t>(n.number);
        break;
      case node_kind::string:
        made.type = value_type::string;
        made.payload = instruction::pair(n.first, n.count);
        break;
      case node_kind::boolean:
        made.type = value_type::boolean;
        made.payload = static_cast<std::uint64_t>(n.integer);
        break;
      default:
        made.type = value_type::integer;
        made.payload = static_cast<std::uint64_t>(n.integer);
        break;
    }
    return made;
  }

  [[nodiscard]] static instruction day(const meaning& m) noexcept {
    const auto days = static_cast<std::int32_t>(m.slot);
    return {.op = opcode::constant,
            .type = value_type::date,
            .payload = static_cast<std::uint64_t>(std::int64_t{days})};
  }

  tree tree_;
  std::vector<meaning> meanings_;
  code code_;
};

}  // namespace chengxin::expression::detail
