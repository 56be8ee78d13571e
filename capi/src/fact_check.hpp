// Facts given as structs, held to what a row of a file is held to (SPECIFICATION 2).
// Never judges what the rulebook allows: that is a record's disposition.
#pragma once

#include <chengxin.h>

#include <string>
#include <string_view>

namespace chengxin::capi {

/// What is wrong with a fact. `code` is of static storage; empty: nothing.
struct fact_fault {
  std::string_view code;
  std::string_view member;
  std::string message;
};

/// Whether nothing is wrong with a subject, its attributes' declarations aside.
[[nodiscard]] bool is_sound(const cx_subject& given) noexcept;

/// The first thing that is wrong with one that is not sound. No code: nothing is.
[[nodiscard]] fact_fault fault_of(const cx_subject& given);
[[nodiscard]] fact_fault fault_of(const cx_record& given);

}  // namespace chengxin::capi
