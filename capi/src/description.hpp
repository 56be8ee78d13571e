// The lists that a rulebook's description lends: made once, when it is loaded.
// Never copies a text: everything borrows from the rulebook.
#pragma once

#include <chengxin.h>

#include <memory>
#include <vector>

#include "chengxin/rulebook.hpp"

namespace chengxin::capi {

/// What belongs to one part. Parts without a list have it empty.
struct part_lists {
  std::vector<cx_citation> citations;
  std::vector<cx_string> categories;  ///< of a rule, a ceiling
  std::vector<cx_string> providers;   ///< of a category
  std::vector<cx_point_row> rows;
  std::vector<cx_step> decay;
  std::vector<cx_step> steps;
};

struct description {
  std::vector<part_lists> categories;
  std::vector<part_lists> barred;
  std::vector<part_lists> rules;
  std::vector<part_lists> ceilings;
  std::vector<part_lists> uses;
  std::vector<std::vector<cx_string>> subject_values;                ///< by attribute
  std::vector<std::vector<std::vector<cx_string>>> category_values;  ///< by category, attribute
};

/// Borrows from the rulebook. Throws std::bad_alloc.
[[nodiscard]] description describe_parts(const rulebook& book);

}  // namespace chengxin::capi
