// Which way a rule's points go. Never judges whether they may.
#pragma once

#include <variant>

#include "chengxin/rulebook.hpp"

namespace chengxin::detail {

struct formula_sign {
  bool adds = false;
  bool deducts = false;
};

/// The signs among all the numbers of a formula, `max` of `per` aside.
[[nodiscard]] inline formula_sign sign_of(const point_formula& formula) noexcept {
  formula_sign sign;
  const auto add = [&sign](points value) {
    if (value.cents > 0) sign.adds = true;
    if (value.cents < 0) sign.deducts = true;
  };
  if (const auto* fixed = std::get_if<points>(&formula)) {
    add(*fixed);
  } else if (const auto* per = std::get_if<per_points>(&formula)) {
    add(per->each);
  } else if (const auto* table = std::get_if<table_points>(&formula)) {
    for (const table_row& row : table->rows) add(row.value);
    if (table->otherwise) add(*table->otherwise);
  }
  return sign;
}

/// Whether a `record` rule can take points away.
[[nodiscard]] inline bool can_deduct(const rule& it) noexcept {
  return sign_of(it.points).deducts;
}

}  // namespace chengxin::detail
