// Facts given as structs, held to what a row of a file is held to (SPECIFICATION 2).
// Never judges what the rulebook allows: that is a record's disposition.
#pragma once

#include <chengxin.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "chengxin/facts.hpp"

namespace chengxin::capi {

/// What is wrong with a fact. `code` is of static storage; empty: nothing.
struct fact_fault {
  std::string_view code;
  std::string_view member;
  std::string message;
};

/// The first thing that is wrong with a subject, its attributes aside.
[[nodiscard]] fact_fault check_subject(const cx_subject& given);

/// The first thing that is wrong with a record.
[[nodiscard]] fact_fault check_record(const cx_record& given);

/// A value as the library holds it, borrowing its text. A whole number stands for
/// itself where a number is declared. What its type cannot hold is unreadable.
[[nodiscard]] value value_of(const cx_attribute& given, value_type declared) noexcept;

}  // namespace chengxin::capi
