// Runs the code of a condition on the facts of one record and one subject.
// Never allocates, never throws, and recurses no deeper than the code nests.
#pragma once

#include <cstdint>
#include <string_view>

#include "chengxin/expression/arithmetic.hpp"
#include "chengxin/expression/characters.hpp"
#include "chengxin/expression/code.hpp"
#include "chengxin/expression/facts.hpp"
#include "chengxin/utf8.hpp"
#include "chengxin/value.hpp"

namespace chengxin::expression::detail {

/// One evaluation. An absent value stands for an error, why() says which.
class evaluator {
public:
  evaluator(const code& program, const record_facts* record, const subject_facts& subject) noexcept
      : code_(program), record_(record), subject_(subject) {}

  /// The whole condition. The commonest one, a comparison with a constant, is
  /// answered without a call.
  [[nodiscard]] truth run() noexcept {
    const instruction& whole = code_.instructions.back();
    if (whole.op == opcode::compare) return compare(whole);
    return test(whole);
  }

  /// Why the last answer was undetermined.
  [[nodiscard]] const cause& why() const noexcept { return why_; }

private:
  [[nodiscard]] static truth truth_of(bool b) noexcept { return b ? truth::yes : truth::no; }

  [[nodiscard]] truth fail(cause why) noexcept {
    why_ = why;
    return truth::undetermined;
  }
  [[nodiscard]] truth fail_absent(const instruction& read) noexcept {
    if (read.from == source::age) return fail({cause::kind::absent_age, 0});
    return fail({read.from == source::record_attribute ? cause::kind::absent_record_attribute
                                                       : cause::kind::absent_subject_attribute,
                 read.first});
  }

  // --- conditions ---

  [[nodiscard]] truth compare(const instruction& i) noexcept {
    if (i.from == source::record_attribute) return compare(i, record_->attributes[i.first]);
    if (i.from == source::subject_attribute) return compare(i, subject_.attributes[i.first]);
    return compare(i, given(i));
  }
  [[nodiscard]] truth compare(const instruction& i, const value& left) noexcept {
    if (!left.is_present()) return fail_absent(i);
    switch (i.type) {
      case value_type::integer:
        return truth_of(accepts(i.wanted, order_of(left.integer(), i.integer())));
      case value_type::number:
        return truth_of(accepts(i.wanted, order_of(left.number(), i.number())));
      case value_type::string: {
        const std::string_view right = code_.string_of(i);
        if (i.wanted == relation::equal) return truth_of(left.string() == right);
        if (i.wanted == relation::not_equal) return truth_of(left.string() != right);
        return truth_of(accepts(i.wanted, order_of(left.string(), right)));
      }
      case value_type::boolean:
        return truth_of(accepts(i.wanted, order_of(std::int64_t{left.boolean()}, i.integer())));
      case value_type::date:
        return truth_of(accepts(i.wanted, order_of(std::int64_t{left.day().days}, i.integer())));
    }
    return truth::undetermined;
  }

  [[nodiscard]] truth test(std::uint32_t place) noexcept { return test(code_.instructions[place]); }
  [[nodiscard]] truth test(const instruction& i) noexcept {
    switch (i.op) {
      case opcode::compare: return compare(i);
      case opcode::all: return chain(i, truth::no);
      case opcode::any: return chain(i, truth::yes);
      case opcode::negation: {
        const truth inner = test(i.first);
        if (inner == truth::undetermined) return inner;
        return truth_of(inner == truth::no);
      }
      case opcode::relate: {
        const value left = evaluate(i.first);
        if (left.is_absent()) return truth::undetermined;
        const value right = evaluate(i.second());
        if (right.is_absent()) return truth::undetermined;
        return truth_of(accepts(i.wanted, order_of(left, right)));
      }
      case opcode::among: return among(i);
      case opcode::among_constants: return among_constants(i);
      case opcode::has: return truth_of(given(i).is_present());
      case opcode::starts_with:
      case opcode::ends_with:
      case opcode::contains: return search(i);
      case opcode::choose: {
        const truth condition = test(i.first);
        if (condition == truth::undetermined) return condition;
        return test(condition == truth::yes ? i.second() : i.third());
      }
      default: {  // a boolean that is read or constant
        const value found = evaluate(i);
        if (found.is_absent()) return truth::undetermined;
        return truth_of(found.boolean());
      }
    }
  }

  // && and ||: one operand that decides is enough, whatever became of the
  // others; else the first error, if any.
  [[nodiscard]] truth chain(const instruction& i, truth decisive) noexcept {
    bool failed = false;
    cause first;
    for (std::uint32_t k = 0; k < i.length(); ++k) {
      const instruction& operand = code_.instructions[code_.lists[i.begin() + k]];
      const truth found = operand.op == opcode::compare ? compare(operand) : test(operand);
      if (found == decisive) return found;
      if (found == truth::undetermined && !failed) {
        failed = true;
        first = why_;
      }
    }
    if (failed) return fail(first);
    return decisive == truth::no ? truth::yes : truth::no;
  }

  // A list is a value: an error in any member is an error, found or not.
  [[nodiscard]] truth among(const instruction& i) noexcept {
    const value left = evaluate(i.first);
    if (left.is_absent()) return truth::undetermined;
    bool found = false;
    for (std::uint32_t k = 0; k < i.length(); ++k) {
      const value member = evaluate(code_.lists[i.begin() + k]);
      if (member.is_absent()) return truth::undetermined;
      found = found || order_of(left, member) == order::equal;
    }
    return truth_of(found);
  }

  [[nodiscard]] truth among_constants(const instruction& i) noexcept {
    const value left = evaluate(i.first);
    if (left.is_absent()) return truth::undetermined;
    for (std::uint32_t k = 0; k < i.length(); ++k) {
      if (compare(code_.instructions[code_.lists[i.begin() + k]], left) == truth::yes) {
        return truth::yes;
      }
    }
    return truth::no;
  }

  [[nodiscard]] truth search(const instruction& i) noexcept {
    const value where = evaluate(i.first);
    if (where.is_absent()) return truth::undetermined;
    const value what = evaluate(i.second());
    if (what.is_absent()) return truth::undetermined;
    const std::string_view text = where.string();
    const std::string_view part = what.string();
    if (i.op == opcode::starts_with) return truth_of(text.starts_with(part));
    if (i.op == opcode::ends_with) return truth_of(text.ends_with(part));
    return truth_of(text.find(part) != std::string_view::npos);
  }

  // --- values ---

  // What `read` names, absent where it is not given.
  [[nodiscard]] value given(const instruction& read) const noexcept {
    switch (read.from) {
      case source::record_attribute: return record_->attributes[read.first];
      case source::subject_attribute: return subject_.attributes[read.first];
      case source::occurred_on: return value::of(record_->occurred_on);
      case source::provider: return value::of(record_->provider);
      case source::origin: return value::of(record_->origin);
      case source::category: return value::of(record_->category);
      case source::age: return subject_.age ? value::of(std::int64_t{*subject_.age}) : value();
      case source::residency: return value::of(subject_.residency);
    }
    return {};
  }

  [[nodiscard]] value constant(const instruction& i) const noexcept {
    switch (i.type) {
      case value_type::integer: return value::of(i.integer());
      case value_type::number: return value::of(i.number());
      case value_type::string: return value::of(code_.string_of(i));
      case value_type::boolean: return value::of(i.integer() != 0);
      case value_type::date: return value::of(date{static_cast<std::int32_t>(i.integer())});
    }
    return {};
  }

  [[nodiscard]] value evaluate(std::uint32_t place) noexcept {
    return evaluate(code_.instructions[place]);
  }
  [[nodiscard]] value evaluate(const instruction& i) noexcept {
    switch (i.op) {
      case opcode::constant: return constant(i);
      case opcode::read: {
        const value found = given(i);
        if (!found.is_present()) {
          static_cast<void>(fail_absent(i));
          return {};
        }
        return found;
      }
      case opcode::choose: {
        const truth condition = test(i.first);
        if (condition == truth::undetermined) return {};
        return evaluate(condition == truth::yes ? i.second() : i.third());
      }
      case opcode::size: {
        const value text = evaluate(i.first);
        return text.is_absent() ? text : value::of(count_characters(text.string()));
      }
      case opcode::negative: {
        const value operand = evaluate(i.first);
        if (operand.is_absent()) return operand;
        if (operand.type() == value_type::number) return value::of(-operand.number());
        return value_or_error(negate(operand.integer()));
      }
      case opcode::add:
      case opcode::subtract:
      case opcode::multiply:
      case opcode::divide:
      case opcode::remainder: return calculate(i);
      default: {
        const truth answer = test(i);
        if (answer == truth::undetermined) return {};
        return value::of(answer == truth::yes);
      }
    }
  }

  [[nodiscard]] value calculate(const instruction& i) noexcept {
    const value left = evaluate(i.first);
    if (left.is_absent()) return left;
    const value right = evaluate(i.second());
    if (right.is_absent()) return right;
    const std::int64_t a = left.integer();
    const std::int64_t b = right.integer();
    switch (i.op) {
      case opcode::add: return value_or_error(add(a, b));
      case opcode::subtract: return value_or_error(subtract(a, b));
      case opcode::multiply: return value_or_error(multiply(a, b));
      case opcode::divide: return value_or_error(divide(a, b));
      default: return value_or_error(remainder(a, b));
    }
  }
  [[nodiscard]] value value_or_error(const sum& found) noexcept {
    if (!found.failed) return value::of(found.value);
    static_cast<void>(fail({found.why, 0}));
    return {};
  }

  const code& code_;
  const record_facts* record_;
  const subject_facts& subject_;
  cause why_;
};

}  // namespace chengxin::expression::detail
