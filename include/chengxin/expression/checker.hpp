// Finds out what every node of a syntax tree means and of which type it is.
// Never evaluates: constants are as good as any other operand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/expression/characters.hpp"
#include "chengxin/expression/facts.hpp"
#include "chengxin/expression/finding.hpp"
#include "chengxin/expression/names.hpp"
#include "chengxin/expression/syntax.hpp"
#include "chengxin/expression/types.hpp"
#include "chengxin/suggestion.hpp"

namespace chengxin::expression::detail {

[[nodiscard]] constexpr std::string_view spelling(token_kind op) noexcept {
  switch (op) {
    case token_kind::less: return "<";
    case token_kind::less_equal: return "<=";
    case token_kind::greater: return ">";
    case token_kind::greater_equal: return ">=";
    case token_kind::equal: return "==";
    case token_kind::not_equal: return "!=";
    case token_kind::word_in: return "in";
    case token_kind::plus: return "+";
    case token_kind::minus: return "-";
    case token_kind::times: return "*";
    case token_kind::divide: return "/";
    case token_kind::remainder: return "%";
    default: return "";
  }
}

/// What a node means: of a select, where it reads; of a call, which function.
struct meaning {
  static_type type = static_type::unknown;
  source from = source::record_attribute;
  function called = function::none;
  std::uint32_t slot = 0;  // of date(): the day, counted as date::days
};

class checker {
public:
  checker(const tree& syntax, const scope& names, std::vector<finding>& findings)
      : tree_(syntax), scope_(names), findings_(findings), meanings_(syntax.nodes.size()) {}

  /// The meanings of all nodes, by node_index; of use where there are no findings.
  [[nodiscard]] std::vector<meaning> check() {
    const static_type whole = visit(tree_.root);
    if (whole != static_type::boolean && whole != static_type::unknown) {
      report(
          codes::not_boolean,
          "expected a condition, which is true or false, found " + std::string(with_article(whole)),
          tree_.nodes[tree_.root].begin);
    }
    return std::move(meanings_);
  }

private:
  void report(std::string_view code, std::string message, std::size_t offset) {
    detail::report(findings_, code, std::move(message), offset);
  }

  static_type visit(node_index i) {
    meaning& found = meanings_[i];
    found.type = type_of(tree_.nodes[i], found);
    return found.type;
  }

  static_type type_of(const node& n, meaning& found) {
    switch (n.kind) {
      case node_kind::broken: return static_type::unknown;
      case node_kind::integer: return static_type::integer;
      case node_kind::number: return static_type::number;
      case node_kind::string: return static_type::string;
      case node_kind::boolean: return static_type::boolean;
      case node_kind::name: return bare_name(n);
      case node_kind::select: return select(n, found);
      case node_kind::call: return call(n, found);
      case node_kind::member_call: return member_call(n, found);
      case node_kind::list:
        for (const node_index element : tree_.children_of(n)) visit(element);
        report(codes::not_supported,
               "expected a value, found a list: it may stand only to the right of `in`", n.begin);
        return static_type::unknown;
      case node_kind::conditional: return conditional(n);
      case node_kind::logical_or: return logical(n, "`||`");
      case node_kind::logical_and: return logical(n, "`&&`");
      case node_kind::logical_not: return logical(n, "`!`");
      case node_kind::negate: return negate(n);
      case node_kind::binary:
        if (n.op == token_kind::word_in) return membership(n);
        return n.op >= token_kind::less ? relation(n) : arithmetic(n);
    }
    return static_type::unknown;
  }

  // --- names ---

  [[nodiscard]] static bool is_owner(const node& n) noexcept {
    return n.kind == node_kind::name && (n.name == "record" || n.name == "subject");
  }
  [[nodiscard]] std::span<const attribute> declared_of(std::string_view owner) const noexcept {
    const std::vector<attribute>* const list = owner == "record" ? scope_.record : scope_.subject;
    return list != nullptr ? std::span<const attribute>(*list) : std::span<const attribute>();
  }
  [[nodiscard]] bool is_available(std::string_view owner) const noexcept {
    return owner == "subject" || scope_.record != nullptr;
  }

  void offer_names(suggestion& near, std::string_view owner, bool with_owner) const {
    if (!is_available(owner)) return;
    const std::string prefix = with_owner ? std::string(owner) + '.' : std::string();
    for (const built_in& known : built_ins) {
      if (known.owner == owner) near.offer(known.name, prefix + std::string(known.name));
    }
    for (const attribute& known : declared_of(owner)) near.offer(known.name, prefix + known.name);
  }

  bool refuse_unavailable(const node& owner) {
    if (is_available(owner.name)) return false;
    report(codes::record_unavailable,
           "expected `subject` only, found `record`: here there is no record", owner.offset);
    return true;
  }

  static_type bare_name(const node& n) {
    if (is_owner(n)) {
      if (refuse_unavailable(n)) return static_type::unknown;
      report(codes::type,
             "expected a value such as " + std::string(n.name) + ".NAME, found " + shown(n.name) +
                 " alone",
             n.offset);
    } else if (findings_.size() < max_findings) {
      suggestion near(n.name);
      if (scope_.record != nullptr) near.offer("record");
      near.offer("subject");
      offer_names(near, "record", true);
      offer_names(near, "subject", true);
      report(codes::unknown_attribute,
             std::string("expected ") + (scope_.record != nullptr ? "record.NAME or " : "") +
                 "subject.NAME, found " + shown(n.name) + near.text(),
             n.offset);
    }
    return static_type::unknown;
  }

  static_type select(const node& n, meaning& found) {
    const node& owner = tree_.child(n, 0);
    if (!is_owner(owner)) {
      const static_type type = visit(tree_.children_of(n)[0]);
      if (type != static_type::unknown) {
        report(
            codes::type,
            "expected no member of " + std::string(with_article(type)) + ", found " + shown(n.name),
            n.offset);
      }
      return static_type::unknown;
    }
    if (refuse_unavailable(owner)) return static_type::unknown;
    for (const built_in& known : built_ins) {
      if (known.owner == owner.name && known.name == n.name) {
        found.from = known.from;
        return static_type_of(known.type);
      }
    }
    const std::span<const attribute> declared = declared_of(owner.name);
    for (std::size_t slot = 0; slot < declared.size(); ++slot) {
      if (declared[slot].name == n.name) {
        found.from = owner.name == "record" ? source::record_attribute : source::subject_attribute;
        found.slot = static_cast<std::uint32_t>(slot);
        return static_type_of(declared[slot].type);
      }
    }
    if (findings_.size() < max_findings) {
      suggestion near(n.name);
      offer_names(near, owner.name, false);
      report(codes::unknown_attribute,
             "expected a declared attribute of the " + std::string(owner.name) + ", found " +
                 shown(n.name) + near.text(),
             n.offset);
    }
    return static_type::unknown;
  }

  // --- calls ---

  static_type unknown_function(const node& n) {
    if (findings_.size() < max_findings) {
      suggestion near(n.name);
      for (const function_name& known : function_names) near.offer(known.name);
      report(codes::unknown_function,
             "expected one of " + std::string(all_functions) + ", found " + shown(n.name) +
                 near.text(),
             n.offset);
    }
    return static_type::unknown;
  }
  static_type called_wrongly(const node& n, std::string_view right) {
    report(codes::unknown_function,
           "expected " + std::string(right) + ", found " + shown(n.name) + " called otherwise",
           n.offset);
    return static_type::unknown;
  }
  bool takes(const node& n, std::size_t wanted, std::size_t given) {
    if (wanted == given) return true;
    report(codes::type,
           "expected " + std::to_string(wanted) + (wanted == 1 ? " argument" : " arguments") +
               " of " + shown(n.name) + ", found " + std::to_string(given),
           n.offset);
    return false;
  }
  void expect_string(node_index i, const node& n) {
    expect_type(i, static_type::string, "for " + shown(n.name));
  }
  void expect_type(node_index i, static_type wanted, const std::string& where) {
    const static_type type = visit(i);
    if (type == wanted || type == static_type::unknown) return;
    report(codes::type,
           "expected " + std::string(with_article(wanted)) + ' ' + where + ", found " +
               std::string(with_article(type)),
           tree_.nodes[i].begin);
  }

  static_type call(const node& n, meaning& found) {
    found.called = function_called(n.name);
    switch (found.called) {
      case function::none: return unknown_function(n);
      case function::has:
        if (takes(n, 1, n.count)) has(n);
        return static_type::boolean;
      case function::size:
        if (takes(n, 1, n.count)) expect_string(tree_.children_of(n)[0], n);
        return static_type::integer;
      case function::date:
        if (takes(n, 1, n.count)) day(n, found);
        return static_type::date;
      case function::starts_with: return called_wrongly(n, "s.startsWith(t)");
      case function::ends_with: return called_wrongly(n, "s.endsWith(t)");
      case function::contains: return called_wrongly(n, "s.contains(t)");
    }
    return static_type::unknown;
  }

  static_type member_call(const node& n, meaning& found) {
    found.called = function_called(n.name);
    switch (found.called) {
      case function::none: return unknown_function(n);
      case function::has: return called_wrongly(n, "has(record.NAME)");
      case function::date: return called_wrongly(n, "date(\"YYYY-MM-DD\")");
      case function::size:
      case function::starts_with:
      case function::ends_with:
      case function::contains: break;
    }
    const bool is_size = found.called == function::size;
    if (takes(n, is_size ? 0 : 1, n.count - std::size_t{1})) {
      for (const node_index operand : tree_.children_of(n)) expect_string(operand, n);
    }
    return is_size ? static_type::integer : static_type::boolean;
  }

  void has(const node& n) {
    const node_index selected = tree_.children_of(n)[0];
    const node& argument = tree_.nodes[selected];
    if (argument.kind == node_kind::select && is_owner(tree_.child(argument, 0))) {
      visit(selected);
      return;
    }
    report(codes::type, "expected record.NAME or subject.NAME in has(), found something else",
           argument.begin);
  }

  void day(const node& n, meaning& found) {
    const node& argument = tree_.child(n, 0);
    if (argument.kind == node_kind::broken) return;
    if (argument.kind != node_kind::string) {
      report(codes::type, "expected one string literal in date(), found something else",
             argument.begin);
      return;
    }
    const std::string_view text = tree_.string_of(argument);
    if (const std::optional<date> parsed = parse_date(text)) {
      found.slot = static_cast<std::uint32_t>(parsed->days);
    } else {
      report(codes::literal_range,
             "expected a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD, found " + shown(text),
             argument.begin);
    }
  }

  // --- operators ---

  static_type logical(const node& n, const std::string& op) {
    for (const node_index operand : tree_.children_of(n)) {
      expect_type(operand, static_type::boolean, "for " + op);
    }
    return static_type::boolean;
  }

  static_type conditional(const node& n) {
    const auto operands = tree_.children_of(n);
    expect_type(operands[0], static_type::boolean, "before `?`");
    const static_type yes = visit(operands[1]);
    const static_type no = visit(operands[2]);
    const std::optional<static_type> both = common(yes, no);
    if (!both) report_mismatch("both branches of `?` to be", yes, no, n.offset);
    return both.value_or(static_type::unknown);
  }

  static_type negate(const node& n) {
    const node_index operand = tree_.children_of(n)[0];
    const static_type type = visit(operand);
    if (is_numeric(type) || type == static_type::unknown) return type;
    report(codes::type,
           "expected an integer or number after `-`, found " + std::string(with_article(type)),
           tree_.nodes[operand].begin);
    return static_type::unknown;
  }

  static_type arithmetic(const node& n) {
    for (const node_index operand : tree_.children_of(n)) {
      expect_type(operand, static_type::integer, "for `" + std::string(spelling(n.op)) + '`');
    }
    return static_type::integer;
  }

  static_type relation(const node& n) {
    const auto operands = tree_.children_of(n);
    const static_type left = visit(operands[0]);
    const static_type right = visit(operands[1]);
    if (!common(left, right)) {
      report_mismatch("both sides of `" + std::string(spelling(n.op)) + "` to be", left, right,
                      n.offset);
    }
    return static_type::boolean;
  }

  static_type membership(const node& n) {
    const auto operands = tree_.children_of(n);
    const static_type left = visit(operands[0]);
    const node& list = tree_.nodes[operands[1]];
    if (list.kind != node_kind::list) {
      visit(operands[1]);
      report(codes::type, "expected a list such as [1, 2] to the right of `in`, found none",
             list.begin);
      return static_type::boolean;
    }
    static_type members = static_type::unknown;
    for (const node_index element : tree_.children_of(list)) {
      const static_type type = visit(element);
      if (!common(left, type)) {
        report_mismatch("the members of the list to be, like the left side of `in`,", left, type,
                        tree_.nodes[element].begin);
      } else if (const std::optional<static_type> both = common(members, type)) {
        members = *both;
      } else {
        report_mismatch("the members of a list to be", members, type, tree_.nodes[element].begin);
      }
    }
    return static_type::boolean;
  }

  void report_mismatch(const std::string& what, static_type a, static_type b, std::size_t offset) {
    const bool day_as_text = (a == static_type::date && b == static_type::string) ||
                             (a == static_type::string && b == static_type::date);
    report(codes::type,
           "expected " + what + " of one type, found " + std::string(with_article(a)) + " and " +
               std::string(with_article(b)) +
               (day_as_text ? "; a day is written date(\"YYYY-MM-DD\")" : ""),
           offset);
  }

  const tree& tree_;
  const scope& scope_;
  std::vector<finding>& findings_;
  std::vector<meaning> meanings_;
};

}  // namespace chengxin::expression::detail
