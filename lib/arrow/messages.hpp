// What is said of a table that cannot be read: which column or row, what was expected,
// what was found. Never says a value of a resident's but their identifier.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "arrow/table.hpp"
#include "chengxin/utf8.hpp"

namespace chengxin::arrow {

[[noreturn]] inline void fail_missing(const table& of, std::string_view name) {
  fail("column", "the " + std::string(of.name()) + " have no column `" + std::string(name) + "`");
}

[[noreturn]] inline void fail_type(const table& of, const field& it, std::string_view expected) {
  fail("column", "column `" + it.name + "` of the " + std::string(of.name()) + ": expected " +
                     std::string(expected) + ", found Arrow format \"" + it.format + "\"" +
                     (it.has_dictionary ? " in a dictionary" : ""));
}

/// `row` counts from 0.
[[noreturn]] inline void fail_row(const table& of, std::size_t row, std::string_view column,
                                  const std::string& what) {
  fail("bad_row", "row " + std::to_string(row) + " of the " + std::string(of.name()) + ": `" +
                      std::string(column) + "` " + what);
}

inline void check_identifier(const table& of, std::size_t row, std::string_view column,
                             std::string_view id) {
  constexpr std::size_t longest = 64;
  if (id.empty() || id.size() > longest) {
    fail_row(of, row, column, "must have 1 to 64 bytes, not " + std::to_string(id.size()));
  }
  if (find_invalid_utf8(id) != std::string_view::npos) fail_row(of, row, column, "is not UTF-8");
}

}  // namespace chengxin::arrow
