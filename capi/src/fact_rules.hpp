// What holds for a fact given as a struct, written once (SPECIFICATION 2). Looked at by
// one of two: quick_look only sees whether all is well, which it nearly always is; where
// it is not, another finds the first fault and puts it into words (fact_check.cpp).
// Never looks at what the rulebook declares.
#pragma once

#include <chengxin.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "internal.hpp"
#include "short_text.hpp"

namespace chengxin::capi {

inline constexpr std::size_t longest_identifier = 64;

/// Whether the attribute at `end` bears the name of one of those from `first` on.
[[nodiscard]] inline bool has_name_twice(const cx_attribute* first,
                                         const cx_attribute* end) noexcept {
  const std::string_view name = view(end->name);
  for (; first != end; ++first) {
    if (same_text(view(first->name), name)) return true;
  }
  return false;
}

/// Only sees whether all is well.
class quick_look {
public:
  [[nodiscard]] bool failed() const noexcept { return failed_; }

  void text(std::string_view /*member*/, cx_string given) noexcept {
    failed_ |= given.size != 0 && (given.data == nullptr || !is_utf8(view(given)));
  }
  void some_text(std::string_view member, cx_string given) noexcept {
    text(member, given);
    failed_ |= given.size == 0;
  }
  void identifier(std::string_view member, cx_string given) noexcept {
    text(member, given);
    failed_ |= given.size - 1 >= longest_identifier;  // 0 becomes the largest number
  }
  void day(std::string_view /*member*/, cx_day given) noexcept {
    failed_ |= given != CX_NO_DAY && !is_input_day(given);
  }
  void days(const cx_record& given) noexcept {
    const std::array<cx_day, 5> later{given.expires_on, given.repaired_on, given.corrected_on,
                                      given.service_on, given.conduct_on};
    auto wrong = static_cast<unsigned>(!is_input_day(given.occurred_on));
    for (const cx_day it : later) {
      // One that is not before a day that may be is not too early either.
      wrong |= static_cast<unsigned>(it < given.occurred_on) |
               (static_cast<unsigned>(it > last_input_day.days) &
                static_cast<unsigned>(it != CX_NO_DAY));
    }
    failed_ |= wrong != 0;
  }
  void order_of_days(const cx_record& given) noexcept {  // the rest of it
    failed_ |= (given.status == CX_RECORD_REPAIRED) != (given.repaired_on != CX_NO_DAY);
  }
  void choice(std::string_view /*member*/, std::int32_t given, std::int32_t last) noexcept {
    failed_ |= static_cast<std::uint32_t>(given) > static_cast<std::uint32_t>(last);
  }
  void none(std::string_view /*member*/, std::uint32_t given) noexcept { failed_ |= given != 0; }
  void list(std::string_view /*member*/, const void* first, std::size_t count) noexcept {
    failed_ |= first == nullptr && count != 0;
  }
  void once(std::string_view /*member*/, bool is_twice) noexcept { failed_ |= is_twice; }

private:
  bool failed_ = false;
};

template <class Look>
void look_at_value(const cx_attribute& it, Look& look) {
  if (it.type == CX_VALUE_STRING) look.text("attributes.text", it.text);
  look.none("attributes.reserved", it.reserved);
}

/// One of the attributes that begin at `first`. None where the look has failed before.
template <class Look>
void look_at(const cx_attribute* first, const cx_attribute& it, Look& look) {
  look.text("attributes.name", it.name);
  look.choice("attributes.type", it.type, CX_VALUE_DATE);
  if (look.failed()) return;
  look.once("attributes.name", has_name_twice(first, &it));
  look_at_value(it, look);
}

template <class Look>
void look_at(const cx_attribute* given, std::size_t count, Look& look) {
  look.list("attributes", given, count);
  if (look.failed()) return;  // nothing of it may be read
  for (const cx_attribute& it : std::span(given, count)) {
    look_at(given, it, look);
    if (look.failed()) return;
  }
}

template <class Look>
void look_at(const cx_subject& given, Look& look) {
  look.identifier("subject_id", given.subject_id);
  look.choice("residency", given.residency, CX_RESIDENCY_NONE);
  look.choice("capacity", given.capacity, CX_CAPACITY_NONE);
  look.day("birth_date", given.birth_date);
  look.day("enrolled_on", given.enrolled_on);
  look.none("reserved", given.reserved);
  look_at(given.attributes, given.attribute_count, look);
}

/// All but the attributes.
template <class Look>
void look_at_members(const cx_record& given, Look& look) {
  look.identifier("record_id", given.record_id);
  look.some_text("category", given.category);
  look.some_text("provider", given.provider);
  look.text("matter", given.matter);
  look.choice("origin", given.origin, CX_ORIGIN_USAGE);
  look.choice("status", given.status, CX_RECORD_REVOKED);
  look.days(given);
  look.none("reserved", given.reserved);
  look.order_of_days(given);
}

template <class Look>
void look_at(const cx_record& given, Look& look) {
  look_at_members(given, look);
  look_at(given.attributes, given.attribute_count, look);
}

}  // namespace chengxin::capi
