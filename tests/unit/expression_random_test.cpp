#include "chengxin/expression/program.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "expression_fixture.hpp"

// Random conditions, written in three ways: with as few parentheses as the
// grammar needs, with all of them, and with every constant wrapped so that no
// comparison is specialised. All three must come to what a direct reading of
// SPECIFICATION, conditions, says.

namespace chengxin::expression {
namespace {

__extension__ using wide_integer = __int128;

using result = std::variant<std::string, std::int64_t, double, bool, date>;

struct outcome {
  std::optional<result> value;
  std::string error;
};

enum class kind { integer, number, boolean, string, day };

struct term {
  kind type;
  int precedence = 9;  // 9: a primary
  std::string op;      // "leaf", an operator, "?:", "in", "has", or a function
  std::string text;    // of a leaf
  bool is_constant = false;
  outcome value;  // of a leaf
  std::vector<std::unique_ptr<term>> parts;
};
using pointer = std::unique_ptr<term>;

class writer {
public:
  enum class style { few_parentheses, all_parentheses, wrapped_constants };
  explicit writer(style s) : style_(s) {}

  std::string write(const term& t, int least) const {
    const std::string text = bare(t);
    const bool needed = t.precedence < least;
    if (needed || (style_ == style::all_parentheses && t.op != "leaf")) return '(' + text + ')';
    return text;
  }

private:
  std::string bare(const term& t) const {
    if (t.op == "leaf") {
      if (t.is_constant && style_ == style::wrapped_constants) {
        return "(true ? " + t.text + " : " + t.text + ')';
      }
      return t.text;
    }
    if (t.op == "?:") {
      return write(*t.parts[0], 2) + " ? " + write(*t.parts[1], 2) + " : " + write(*t.parts[2], 1);
    }
    if (t.op == "in") {
      std::string text = write(*t.parts[0], 4) + " in [";
      for (std::size_t i = 1; i < t.parts.size(); ++i) text += write(*t.parts[i], 1) + ", ";
      return text + ']';
    }
    // CEL has no mixed chains of ! and -.
    if (t.op == "!" || t.op == "neg") {
      const bool chained = t.parts[0]->op == t.op;
      return (t.op == "!" ? "!" : "- ") + write(*t.parts[0], chained ? 7 : 8);
    }
    if (t.op == "size") {
      return flips(t) ? "size(" + write(*t.parts[0], 1) + ')' : write(*t.parts[0], 8) + ".size()";
    }
    if (t.op == "startsWith" || t.op == "endsWith" || t.op == "contains") {
      return write(*t.parts[0], 8) + '.' + t.op + '(' + write(*t.parts[1], 1) + ')';
    }
    return write(*t.parts[0], t.precedence) + ' ' + t.op + ' ' +
           write(*t.parts[1], t.precedence + 1);
  }
  static bool flips(const term& t) { return t.parts[0]->text.size() % 2 == 0; }

  style style_;
};

// --- the direct reading ---

outcome failure(std::string why) {
  return {std::nullopt, std::move(why)};
}

int compare(const result& a, const result& b) {
  if (std::holds_alternative<std::string>(a)) {
    const int found = std::get<std::string>(a).compare(std::get<std::string>(b));
    return found < 0 ? -1 : found > 0 ? 1 : 0;
  }
  if (std::holds_alternative<date>(a)) {
    const auto found = std::get<date>(a) <=> std::get<date>(b);
    return found < 0 ? -1 : found > 0 ? 1 : 0;
  }
  if (std::holds_alternative<bool>(a)) return int{std::get<bool>(a)} - int{std::get<bool>(b)};
  const auto wide = [](const result& r) {
    // The x87 format holds every integer and every double exactly.
    static_assert(std::numeric_limits<long double>::digits >= 64);
    if (const auto* n = std::get_if<std::int64_t>(&r)) return static_cast<long double>(*n);
    return static_cast<long double>(std::get<double>(r));
  };
  return wide(a) < wide(b) ? -1 : wide(a) > wide(b) ? 1 : 0;
}

outcome read(const term& t) {
  if (t.op == "leaf") return t.value;
  if (t.op == "&&" || t.op == "||") {
    const bool decisive = t.op == "||";
    const outcome a = read(*t.parts[0]);
    const outcome b = read(*t.parts[1]);
    if (a.value && std::get<bool>(*a.value) == decisive) return a;
    if (b.value && std::get<bool>(*b.value) == decisive) return b;
    return a.value ? b : a;
  }
  const outcome first = read(*t.parts[0]);
  if (!first.value) return first;
  if (t.op == "?:") return read(std::get<bool>(*first.value) ? *t.parts[1] : *t.parts[2]);
  if (t.op == "!") return {!std::get<bool>(*first.value), ""};
  if (t.op == "in") {
    bool found = false;
    for (std::size_t i = 1; i < t.parts.size(); ++i) {
      const outcome member = read(*t.parts[i]);
      if (!member.value) return member;
      found = found || compare(*first.value, *member.value) == 0;
    }
    return {found, ""};
  }
  const auto whole = [](wide_integer n) -> outcome {
    if (n < std::numeric_limits<std::int64_t>::min()) return failure("integer overflow");
    if (n > std::numeric_limits<std::int64_t>::max()) return failure("integer overflow");
    return {static_cast<std::int64_t>(n), ""};
  };
  if (t.op == "neg") {
    if (const auto* x = std::get_if<double>(&*first.value)) return {-*x, ""};
    return whole(-static_cast<wide_integer>(std::get<std::int64_t>(*first.value)));
  }
  if (t.op == "size") {
    std::int64_t count = 0;
    for (const char c : std::get<std::string>(*first.value)) count += (c & 0xC0) != 0x80 ? 1 : 0;
    return {count, ""};
  }
  const outcome second = read(*t.parts[1]);
  if (!second.value) return second;
  if (t.op == "startsWith" || t.op == "endsWith" || t.op == "contains") {
    const std::string& s = std::get<std::string>(*first.value);
    const std::string& part = std::get<std::string>(*second.value);
    if (t.op == "contains") return {s.find(part) != std::string::npos, ""};
    if (part.size() > s.size()) return {false, ""};
    return {s.compare(t.op == "endsWith" ? s.size() - part.size() : 0, part.size(), part) == 0, ""};
  }
  if (t.precedence == 4) {
    const int found = compare(*first.value, *second.value);
    if (t.op == "==") return {found == 0, ""};
    if (t.op == "!=") return {found != 0, ""};
    if (t.op == "<") return {found < 0, ""};
    if (t.op == "<=") return {found <= 0, ""};
    if (t.op == ">") return {found > 0, ""};
    return {found >= 0, ""};
  }
  const wide_integer a = std::get<std::int64_t>(*first.value);
  const wide_integer b = std::get<std::int64_t>(*second.value);
  if (t.op == "+") return whole(a + b);
  if (t.op == "-") return whole(a - b);
  if (t.op == "*") return whole(a * b);
  if (b == 0) return failure("division by zero");
  const outcome quotient = whole(a / b);
  return t.op == "/" || !quotient.value ? quotient : whole(a % b);
}

// --- the conditions ---

class maker {
public:
  explicit maker(std::uint64_t seed) : random_(seed) {}

  pointer condition(int depth) {
    if (depth == 0) return leaf(kind::boolean);
    switch (below(10)) {
      case 0: return binary("||", 2, kind::boolean, condition(depth - 1), condition(depth - 1));
      case 1: return binary("&&", 3, kind::boolean, condition(depth - 1), condition(depth - 1));
      case 2: return unary("!", kind::boolean, condition(depth - 1));
      case 3: return choice(kind::boolean, depth);
      case 4: {
        static constexpr std::string_view names[] = {"startsWith", "endsWith", "contains"};
        return binary(names[below(3)], 9, kind::boolean, any(kind::string, depth - 1),
                      any(kind::string, depth - 1));
      }
      case 5: {
        const kind type = any_kind();
        pointer made = node("in", 4, kind::boolean);
        made->parts.push_back(any(type, depth - 1));
        for (std::uint64_t n = below(4); n > 0; --n) {
          made->parts.push_back(below(2) == 0 ? leaf(beside(type)) : any(beside(type), depth - 1));
        }
        return made;
      }
      default: {
        static constexpr std::string_view names[] = {"==", "!=", "<", "<=", ">", ">="};
        const kind type = any_kind();
        const bool simple = below(2) == 0;
        return binary(names[below(6)], 4, kind::boolean, simple ? leaf(type) : any(type, depth - 1),
                      simple ? leaf(beside(type)) : any(beside(type), depth - 1));
      }
    }
  }

private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  kind any_kind() { return static_cast<kind>(below(5)); }
  // Integers and numbers stand beside each other.
  kind beside(kind type) {
    if (type != kind::integer && type != kind::number) return type;
    return below(2) == 0 ? kind::integer : kind::number;
  }

  static pointer node(std::string_view op, int precedence, kind type) {
    pointer made = std::make_unique<term>();
    made->op = op;
    made->precedence = precedence;
    made->type = type;
    return made;
  }
  static pointer binary(std::string_view op, int precedence, kind type, pointer a, pointer b) {
    pointer made = node(op, precedence, type);
    made->parts.push_back(std::move(a));
    made->parts.push_back(std::move(b));
    return made;
  }
  static pointer unary(std::string_view op, kind type, pointer a) {
    pointer made = node(op, op == "size" ? 9 : 7, type);
    made->parts.push_back(std::move(a));
    return made;
  }
  pointer choice(kind type, int depth) {
    pointer made = node("?:", 1, type);
    made->parts.push_back(condition(depth - 1));
    made->parts.push_back(any(type, depth - 1));
    made->parts.push_back(any(type, depth - 1));
    return made;
  }

  pointer any(kind type, int depth) {
    if (type == kind::boolean) return condition(depth);
    if (depth == 0 || below(3) == 0) return leaf(type);
    if (type == kind::integer) {
      static constexpr std::string_view names[] = {"+", "-", "*", "/", "%"};
      const std::uint64_t n = below(7);
      if (n < 5) {
        return binary(names[n], n < 2 ? 5 : 6, type, any(type, depth - 1), any(type, depth - 1));
      }
      if (n == 5) return unary("size", type, any(kind::string, depth - 1));
    }
    if ((type == kind::integer || type == kind::number) && below(2) == 0) {
      return unary("neg", type, any(type, depth - 1));
    }
    return choice(type, depth);
  }

  static pointer known(kind type, std::string_view text, result value, bool is_constant) {
    pointer made = node("leaf", 9, type);
    made->text = text;
    made->is_constant = is_constant;
    made->value = {std::move(value), ""};
    return made;
  }
  static pointer absent(kind type, std::string_view text) {
    pointer made = node("leaf", 9, type);
    made->text = text;
    made->value = failure(std::string(text) + " is absent");
    return made;
  }

  pointer leaf(kind type) {
    const std::uint64_t n = below(12);
    switch (type) {
      case kind::integer: return integer(n);
      case kind::number: return number(n);
      case kind::boolean:
        if (n < 3) return known(type, "true", true, true);
        if (n < 6) return known(type, "false", false, true);
        if (n < 8) return known(type, "record.flag", true, false);
        if (n < 10) return known(type, "subject.party", false, false);
        if (n == 10) return known(type, "has(record.hours)", false, false);
        return absent(type, "record.seen");
      case kind::string:
        if (n < 2) return known(type, "''", "", true);
        if (n < 4) return known(type, "'志愿服务'", "志愿服务", true);
        if (n < 5) return known(type, "'\\u670d\\u52a1'", "服务", true);
        if (n < 6) return known(type, "\"doctor\"", "doctor", true);
        if (n < 8) return known(type, "record.kind", "志愿服务", false);
        if (n < 9) return known(type, "subject.education", "doctor", false);
        if (n < 10) return known(type, "record.origin", "platform", false);
        if (n < 11) return known(type, "subject.residency", "registered", false);
        return absent(type, "record.note");
      case kind::day:
        if (n < 3) return known(type, "date('2025-03-10')", date::of(2025, 3, 10), true);
        if (n < 6) return known(type, "date('1969-12-31')", date::of(1969, 12, 31), true);
        if (n < 8) return known(type, "record.day", date::of(2025, 3, 10), false);
        if (n < 10) return known(type, "record.occurred_on", date::of(2025, 3, 10), false);
        return absent(type, "record.end");
    }
    return nullptr;
  }
  pointer integer(std::uint64_t n) {
    if (n < 4) {
      const std::int64_t small = static_cast<std::int64_t>(below(9)) - 4;
      return known(kind::integer, std::to_string(small), small, true);
    }
    if (n < 6) {
      static constexpr std::int64_t edges[] = {
          std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
          9007199254740992, 9007199254740993, -9007199254740993};
      const std::int64_t edge = edges[below(5)];
      return known(kind::integer, std::to_string(edge), edge, true);
    }
    if (n < 9) return known(kind::integer, "record.level", std::int64_t{3}, false);
    if (n < 11) return known(kind::integer, "subject.age", std::int64_t{30}, false);
    return absent(kind::integer, below(2) == 0 ? "record.hours" : "subject.years");
  }
  pointer number(std::uint64_t n) {
    if (n < 2) return known(kind::number, "3.0", 3.0, true);
    if (n < 4) return known(kind::number, "-2.5e-1", -0.25, true);
    if (n < 5) return known(kind::number, "9007199254740992.0", 0x1p53, true);
    if (n < 6) return known(kind::number, "9223372036854775808.0", 0x1p63, true);
    if (n < 7) return known(kind::number, "-9223372036854775808.0", -0x1p63, true);
    if (n < 11) return known(kind::number, "record.gpa", 3.5, false);
    return absent(kind::number, "record.ratio");
  }

  std::mt19937_64 random_;
};

TEST(ExpressionRandom, ComesToTheSameHoweverItIsWritten) {
  const facts given;
  const record_facts record = given.record();
  const subject_facts subject = given.subject();
  int counts[3] = {0, 0, 0};
  for (std::uint64_t seed = 0; seed < 20000; ++seed) {
    const pointer condition = maker(seed).condition(static_cast<int>(seed % 5));
    const outcome read_directly = read(*condition);
    const std::string expected = !read_directly.value                   ? read_directly.error
                                 : std::get<bool>(*read_directly.value) ? "yes"
                                                                        : "no";
    ++counts[expected == "yes" ? 0 : expected == "no" ? 1 : 2];
    for (const auto style : {writer::style::few_parentheses, writer::style::all_parentheses,
                             writer::style::wrapped_constants}) {
      const std::string text = writer(style).write(*condition, 1);
      const auto compiled = compile(text, both_in_scope);
      ASSERT_TRUE(std::holds_alternative<program>(compiled))
          << text << ": " << std::get<std::vector<finding>>(compiled)[0].message;
      ASSERT_EQ(answer(std::get<program>(compiled), &record, subject), expected)
          << "seed " << seed << ": " << text;
    }
  }
  // The test is worth nothing if hardly any condition is true, or false, or neither.
  for (const int count : counts) EXPECT_GT(count, 2000);
}

}  // namespace
}  // namespace chengxin::expression
