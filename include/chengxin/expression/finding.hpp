// What is wrong with a condition, and the list of all codes that say so.
// Never knows where the condition stands in a rulebook: its caller does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chengxin::expression {

/// One thing wrong with an expression. `offset` counts the bytes into its text;
/// `message` is one English line that says what was expected and what was found.
struct finding {
  std::string code;
  std::string message;
  std::size_t offset = 0;
};

/// The codes of findings. They are stable.
namespace codes {

/// Not CEL: an unexpected token or character, a bad escape, invalid UTF-8.
inline constexpr std::string_view syntax = "expression_syntax";
/// A string literal whose closing quote is missing.
inline constexpr std::string_view unterminated_string = "expression_unterminated_string";
/// A literal that stands for no value: a number out of range, a day or a
/// character that does not exist.
inline constexpr std::string_view literal_range = "expression_literal_range";
/// CEL, but not of the subset that conditions are written in.
inline constexpr std::string_view not_supported = "expression_not_supported";
/// More than max_length bytes.
inline constexpr std::string_view too_long = "expression_too_long";
/// Nested more than max_depth levels.
inline constexpr std::string_view too_deep = "expression_too_deep";
/// A name that is not an attribute of the record or the subject.
inline constexpr std::string_view unknown_attribute = "expression_unknown_attribute";
/// A function that does not exist, or is not called so.
inline constexpr std::string_view unknown_function = "expression_unknown_function";
/// The record is named where there is none.
inline constexpr std::string_view record_unavailable = "expression_record_unavailable";
/// Types that do not fit together.
inline constexpr std::string_view type = "expression_type";
/// The whole expression is not a boolean.
inline constexpr std::string_view not_boolean = "expression_not_boolean";

}  // namespace codes

/// No expression is longer, in bytes.
inline constexpr std::size_t max_length = std::size_t{64} * 1024;
/// No expression is nested deeper. `&&` and `||` in a row are one level, so is a
/// list; every other operator, call and parenthesis is a level of its own.
inline constexpr std::size_t max_depth = 100;
/// No more findings than this are reported about one expression.
inline constexpr std::size_t max_findings = 50;

namespace detail {

inline void report(std::vector<finding>& findings, std::string_view code, std::string message,
                   std::size_t offset) {
  if (findings.size() >= max_findings) return;
  findings.push_back({std::string(code), std::move(message), offset});
}

}  // namespace detail

}  // namespace chengxin::expression
