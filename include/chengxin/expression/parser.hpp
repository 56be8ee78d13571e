// Reads the text of a condition into a syntax tree, by CEL's grammar.
// Never recurses deeper than max_depth allows and never backtracks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/diagnostics.hpp"
#include "chengxin/expression/lexer.hpp"
#include "chengxin/expression/literal.hpp"
#include "chengxin/expression/syntax.hpp"

namespace chengxin::expression::detail {

/// Parses one expression. After the first syntax error all that is left is
/// taken for empty, so that every loop ends and no second error is reported.
class parser {
public:
  parser(std::string_view text, std::vector<finding>& findings) noexcept
      : text_(text), lexer_(text), findings_(findings) {}

  /// The tree, or nothing after a syntax error. A bad literal leaves a finding
  /// and a broken node.
  [[nodiscard]] std::optional<tree> parse() {
    advance();
    tree_.root = expression();
    if (!is(token_kind::end)) fail_expecting("an operator or the end");
    if (failed_) return std::nullopt;
    return std::move(tree_);
  }

private:
  struct nesting {
    explicit nesting(std::size_t& depth) noexcept : depth_(depth) { ++depth_; }
    nesting(const nesting&) = delete;
    nesting& operator=(const nesting&) = delete;
    ~nesting() { --depth_; }
    std::size_t& depth_;
  };

  [[nodiscard]] bool is(token_kind kind) const noexcept { return current_.kind == kind; }
  [[nodiscard]] std::string_view spelling(const token& word) const noexcept {
    return text_.substr(word.offset, word.length);
  }

  void advance() {
    const std::optional<token> next = lexer_.next();
    if (next) {
      current_ = *next;
    } else {
      fail(lexer_.failure());
    }
  }
  token take() {
    const token taken = current_;
    if (!failed_) advance();
    return taken;
  }

  void report(std::string_view code, std::string message, std::size_t offset) {
    detail::report(findings_, code, std::move(message), offset);
  }
  node_index fail(finding what) {
    if (!failed_) {
      findings_.clear();
      findings_.push_back(std::move(what));
    }
    failed_ = true;
    current_ = {token_kind::end, static_cast<std::uint32_t>(text_.size()), 0};
    return broken();
  }
  node_index fail(std::string_view code, std::string message, std::size_t offset) {
    return fail({std::string(code), std::move(message), offset});
  }
  node_index fail_expecting(std::string_view expected) {
    const std::string found = is(token_kind::end) ? "the end" : shown(spelling(current_));
    return fail(codes::syntax, "expected " + std::string(expected) + ", found " + found,
                current_.offset);
  }
  node_index fail_too_deep(std::size_t offset) {
    return fail(codes::too_deep,
                "expected at most " + std::to_string(max_depth) +
                    " levels of nesting, found more: too deeply nested",
                offset);
  }
  void expect(token_kind kind, std::string_view expected) {
    if (is(kind)) {
      take();
    } else {
      fail_expecting(expected);
    }
  }

  node_index broken() { return add({}, {}); }

  node_index add(node made, std::span<const node_index> operands) {
    if (!operands.empty()) {
      made.first = static_cast<std::uint32_t>(tree_.children.size());
      made.count = static_cast<std::uint32_t>(operands.size());
      std::size_t height = 0;
      for (const node_index operand : operands) {
        tree_.children.push_back(operand);
        height = std::max<std::size_t>(height, tree_.nodes[operand].height);
      }
      if (height >= max_depth) return fail_too_deep(made.offset);
      made.height = static_cast<std::uint8_t>(height + 1);
    }
    tree_.nodes.push_back(made);
    return static_cast<node_index>(tree_.nodes.size() - 1);
  }
  [[nodiscard]] std::uint32_t begin_of(node_index i) const noexcept { return tree_.nodes[i].begin; }

  // Expr = ConditionalOr ["?" ConditionalOr ":" Expr]
  node_index expression() {
    const nesting level(depth_);
    if (depth_ > max_depth) return fail_too_deep(current_.offset);
    const node_index condition = logical_or();
    if (!is(token_kind::question)) return condition;
    const token question = take();
    const node_index yes = logical_or();
    expect(token_kind::colon, "`:` and the other branch of `?`");
    const node_index no = expression();
    const node_index operands[] = {condition, yes, no};
    return add(
        {.kind = node_kind::conditional, .offset = question.offset, .begin = begin_of(condition)},
        operands);
  }

  // One flat node for a whole chain: however long, it is one level.
  template <class Operand>
  node_index chain(token_kind op, node_kind kind, Operand operand) {
    const node_index first = operand();
    if (!is(op)) return first;
    const token at = current_;
    std::vector<node_index> operands{first};
    while (is(op)) {
      take();
      operands.push_back(operand());
    }
    return add({.kind = kind, .offset = at.offset, .begin = begin_of(first)}, operands);
  }
  node_index logical_or() {
    return chain(token_kind::logical_or, node_kind::logical_or, [this] { return logical_and(); });
  }
  node_index logical_and() {
    return chain(token_kind::logical_and, node_kind::logical_and, [this] { return relation(); });
  }

  // Left-associative operators of one level.
  template <class Operand>
  node_index binary(token_kind first_op, token_kind last_op, Operand operand) {
    node_index left = operand();
    while (current_.kind >= first_op && current_.kind <= last_op) {
      const token op = take();
      const node_index operands[] = {left, operand()};
      left = add(
          {.kind = node_kind::binary, .op = op.kind, .offset = op.offset, .begin = begin_of(left)},
          operands);
    }
    return left;
  }
  node_index relation() {
    return binary(token_kind::less, token_kind::word_in, [this] { return addition(); });
  }
  node_index addition() {
    return binary(token_kind::plus, token_kind::minus, [this] { return multiplication(); });
  }
  node_index multiplication() {
    return binary(token_kind::times, token_kind::remainder, [this] { return unary(); });
  }

  // Unary = Member | "!" {"!"} Member | "-" {"-"} Member
  node_index unary() {
    if (is(token_kind::logical_not)) return prefix(token_kind::logical_not, node_kind::logical_not);
    if (is(token_kind::minus) && !begins_literal())
      return prefix(token_kind::minus, node_kind::negate);
    return member();
  }
  node_index prefix(token_kind op, node_kind kind) {
    const nesting level(depth_);
    if (depth_ > max_depth) return fail_too_deep(current_.offset);
    const token at = take();
    const node_index operands[] = {is(op) && !begins_literal() ? prefix(op, kind) : member()};
    return add({.kind = kind, .offset = at.offset, .begin = at.offset}, operands);
  }
  // A minus directly before a number belongs to the literal.
  [[nodiscard]] bool begins_literal() const {
    if (!is(token_kind::minus)) return false;
    lexer ahead = lexer_;
    const std::optional<token> next = ahead.next();
    return next && (next->kind == token_kind::integer || next->kind == token_kind::number ||
                    next->kind == token_kind::unsigned_integer);
  }

  // Member = Primary | Member "." SELECTOR ["(" [ExprList] ")"]
  node_index member() {
    node_index operand = primary();
    for (;;) {
      if (is(token_kind::open_bracket)) {
        return fail(codes::not_supported, "expected no `[` here: conditions have no indexing",
                    current_.offset);
      }
      if (is(token_kind::open_brace)) {
        return fail(codes::not_supported, "expected no `{` here: conditions have no messages",
                    current_.offset);
      }
      if (!is(token_kind::dot)) return operand;
      take();
      if (!is(token_kind::name)) return fail_expecting("a name after `.`");
      const token name = take();
      std::vector<node_index> operands{operand};
      node selected{.kind = node_kind::select,
                    .offset = name.offset,
                    .begin = begin_of(operand),
                    .name = spelling(name)};
      if (is(token_kind::open_parenthesis)) {
        selected.kind = node_kind::member_call;
        arguments(operands);
      }
      operand = add(selected, operands);
    }
  }

  node_index primary() {
    switch (current_.kind) {
      case token_kind::name: return name();
      case token_kind::open_parenthesis: {
        take();
        const node_index inner = expression();
        expect(token_kind::close_parenthesis, "`)`");
        return inner;
      }
      case token_kind::open_bracket: return list();
      case token_kind::open_brace:
        return fail(codes::not_supported, "expected no `{` here: conditions have no maps",
                    current_.offset);
      case token_kind::dot:
        return fail(codes::not_supported, "expected no `.` here: write the name without it",
                    current_.offset);
      default: return literal();
    }
  }

  node_index name() {
    const token word = take();
    const std::string_view spelled = spelling(word);
    if (is_reserved(spelled)) {
      return fail(codes::syntax,
                  "expected a name, found " + shown(spelled) + ", which CEL reserves", word.offset);
    }
    node made{
        .kind = node_kind::name, .offset = word.offset, .begin = word.offset, .name = spelled};
    std::vector<node_index> operands;
    if (is(token_kind::open_parenthesis)) {
      made.kind = node_kind::call;
      arguments(operands);
    }
    return add(made, operands);
  }

  void arguments(std::vector<node_index>& operands) {
    take();
    if (!is(token_kind::close_parenthesis)) {
      operands.push_back(expression());
      while (is(token_kind::comma)) {
        take();
        operands.push_back(expression());
      }
    }
    expect(token_kind::close_parenthesis, "`,` or `)`");
  }

  // "[" [ExprList] [","] "]"
  node_index list() {
    const token open = take();
    std::vector<node_index> elements;
    while (!is(token_kind::close_bracket) && !is(token_kind::comma)) {
      elements.push_back(expression());
      if (!is(token_kind::comma)) break;
      take();
    }
    if (elements.empty() && is(token_kind::comma)) take();
    expect(token_kind::close_bracket, "`,` or `]`");
    return add({.kind = node_kind::list, .offset = open.offset, .begin = open.offset}, elements);
  }

  node_index literal() {
    const std::uint32_t at = current_.offset;
    const bool negative = begins_literal();
    if (negative) take();
    const token word = current_;
    node made{.kind = node_kind::broken, .offset = at, .begin = at};
    switch (word.kind) {
      case token_kind::integer:
        if (const auto value = integer_value(spelling(word), negative)) {
          made.kind = node_kind::integer;
          made.integer = *value;
        } else {
          report(codes::literal_range,
                 "expected an integer from -9223372036854775808 to 9223372036854775807, found " +
                     shown(text_.substr(at, word.offset + word.length - at)),
                 at);
        }
        break;
      case token_kind::number:
        if (const auto value = number_value(spelling(word), negative)) {
          made.kind = node_kind::number;
          made.number = *value;
        } else {
          report(codes::literal_range,
                 "expected a number within the range of a double, found " +
                     shown(text_.substr(at, word.offset + word.length - at)),
                 at);
        }
        break;
      case token_kind::string: string(made, word); break;
      case token_kind::word_true:
      case token_kind::word_false:
        made.kind = node_kind::boolean;
        made.integer = word.kind == token_kind::word_true ? 1 : 0;
        break;
      case token_kind::unsigned_integer:
        report(codes::not_supported,
               "expected an integer without `u`, found " + shown(spelling(word)), at);
        break;
      case token_kind::bytes:
        report(codes::not_supported,
               "expected a string without `b`, found " + shown(spelling(word)), at);
        break;
      case token_kind::word_null:
        report(codes::not_supported,
               "expected a value, found `null`: ask has(record.NAME) whether one is given", at);
        break;
      default: return fail_expecting("a value");
    }
    take();
    return add(made, {});
  }

  void string(node& made, const token& word) {
    const auto start = static_cast<std::uint32_t>(tree_.text.size());
    if (std::optional<finding> bad = append_string_value(tree_.text, spelling(word))) {
      report(bad->code, std::move(bad->message), word.offset + bad->offset);
      return;
    }
    made.kind = node_kind::string;
    made.first = start;
    made.count = static_cast<std::uint32_t>(tree_.text.size()) - start;
  }

  std::string_view text_;
  lexer lexer_;
  std::vector<finding>& findings_;
  token current_;
  std::size_t depth_ = 0;
  bool failed_ = false;
  tree tree_;
};

}  // namespace chengxin::expression::detail
