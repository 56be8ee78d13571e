// What is wrong with a fact (see fact_check.hpp).
#include "fact_check.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/utf8.hpp"
#include "internal.hpp"
#include "short_text.hpp"

namespace chengxin::capi {
namespace {

constexpr std::size_t longest_identifier = 64;

// What holds for a fact is written once, in the `look_at` below, and looked at by one of
// two: the first only sees whether all is well, which it nearly always is; the second
// finds the first fault and puts it into words.

// Whether two attributes have one name, of those before `end`.
bool has_name_twice(const cx_attribute* first, const cx_attribute* end) noexcept {
  const std::string_view name = view(end->name);
  for (; first != end; ++first) {
    if (same_text(view(first->name), name)) return true;
  }
  return false;
}

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
  void day(std::string_view /*member*/, cx_day given) noexcept { failed_ |= !is_day(given); }
  void some_day(std::string_view /*member*/, cx_day given) noexcept {
    failed_ |= given == CX_NO_DAY;
  }
  void not_before(std::string_view /*member*/, cx_day given, cx_day first) noexcept {
    failed_ |= given < first;
  }
  void choice(std::string_view /*member*/, std::int32_t given, std::int32_t last) noexcept {
    failed_ |= static_cast<std::uint32_t>(given) > static_cast<std::uint32_t>(last);
  }
  void none(std::string_view /*member*/, std::uint32_t given) noexcept { failed_ |= given != 0; }
  void repaired(const cx_record& given) noexcept {
    failed_ |= (given.status == CX_RECORD_REPAIRED) != (given.repaired_on != CX_NO_DAY);
  }
  void list(std::string_view /*member*/, const void* first, std::size_t count) noexcept {
    failed_ |= first == nullptr && count != 0;
  }
  void once(std::string_view /*member*/, bool is_twice) noexcept { failed_ |= is_twice; }

private:
  // Two comparisons, and no branch.
  static bool is_day(cx_day given) noexcept {
    constexpr auto first = static_cast<std::uint32_t>(first_input_day.days);
    constexpr auto days = static_cast<std::uint32_t>(last_input_day.days) - first;
    return static_cast<unsigned>(static_cast<std::uint32_t>(given) - first <= days) |
           static_cast<unsigned>(given == CX_NO_DAY);
  }

  bool failed_ = false;
};

class close_look {
public:
  [[nodiscard]] bool failed() const noexcept { return !fault_.code.empty(); }
  [[nodiscard]] fact_fault& fault() noexcept { return fault_; }

  void text(std::string_view member, cx_string given) {
    if (!is_text(given)) {
      refuse("misuse", member, "is NULL and not empty");
    } else if (find_invalid_utf8(view(given)) != std::string_view::npos) {
      refuse("invalid_utf8", member, "is not valid UTF-8");
    }
  }
  void some_text(std::string_view member, cx_string given) {
    text(member, given);
    if (given.size == 0) refuse("missing_member", member, "is required");
  }
  void identifier(std::string_view member, cx_string given) {
    text(member, given);
    if (given.size > 0 && given.size <= longest_identifier) return;
    refuse("id_length", member, "must have 1 to 64 bytes, not " + std::to_string(given.size));
  }
  void day(std::string_view member, cx_day given) {
    if (given == CX_NO_DAY || is_input_day(given)) return;
    refuse("invalid_date", member,
           "must be a day from 1900-01-01 to 2199-12-31, not " + day_text(given));
  }
  void some_day(std::string_view member, cx_day given) {
    if (given == CX_NO_DAY) refuse("missing_member", member, "is required");
  }
  void not_before(std::string_view member, cx_day given, cx_day first) {
    if (given >= first) return;
    refuse("date_before_occurred", member,
           day_text(given) + " is before `occurred_on` " + day_text(first));
  }
  void choice(std::string_view member, std::int32_t given, std::int32_t last) {
    if (given < 0 || given > last) refuse("misuse", member, "is not one of its constants");
  }
  void none(std::string_view member, std::uint32_t given) {
    if (given != 0) refuse("misuse", member, "is not 0");
  }
  void repaired(const cx_record& given) {
    const bool is_repaired = given.status == CX_RECORD_REPAIRED;
    if (is_repaired == (given.repaired_on != CX_NO_DAY)) return;
    if (is_repaired) {
      refuse("repaired_on_missing", "repaired_on",
             "is not given and `status` is CX_RECORD_REPAIRED");
    } else {
      refuse("repaired_on_unexpected", "repaired_on",
             "is given and `status` is not CX_RECORD_REPAIRED");
    }
  }
  void list(std::string_view member, const void* first, std::size_t count) {
    if (first == nullptr && count != 0) refuse("misuse", member, "is NULL");
  }
  void once(std::string_view member, bool is_twice) {
    if (is_twice) refuse("repeated_member", member, "is there twice");
  }

private:
  // Keeps the first.
  void refuse(std::string_view code, std::string_view member, std::string_view what) {
    if (failed()) return;
    fault_ = {code, member, '`' + std::string(member) + "` " + std::string(what)};
  }

  fact_fault fault_;
};

template <class Look>
void look_at(const cx_attribute* given, std::size_t count, Look& look) {
  look.list("attributes", given, count);
  if (look.failed()) return;  // nothing of it may be read
  for (const cx_attribute& it : std::span(given, count)) {
    look.text("attributes.name", it.name);
    look.choice("attributes.type", it.type, CX_VALUE_DATE);
    if (look.failed()) return;
    look.once("attributes.name", has_name_twice(given, &it));
    if (it.type == CX_VALUE_STRING) look.text("attributes.text", it.text);
    look.none("attributes.reserved", it.reserved);
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

template <class Look>
void look_at(const cx_record& given, Look& look) {
  look.identifier("record_id", given.record_id);
  look.some_text("category", given.category);
  look.some_text("provider", given.provider);
  look.text("matter", given.matter);
  look.choice("origin", given.origin, CX_ORIGIN_USAGE);
  look.choice("status", given.status, CX_RECORD_REVOKED);
  look.day("occurred_on", given.occurred_on);
  look.day("expires_on", given.expires_on);
  look.day("repaired_on", given.repaired_on);
  look.day("corrected_on", given.corrected_on);
  look.day("service_on", given.service_on);
  look.day("conduct_on", given.conduct_on);
  look.none("reserved", given.reserved);
  look.some_day("occurred_on", given.occurred_on);
  look.repaired(given);
  look.not_before("expires_on", given.expires_on, given.occurred_on);
  look.not_before("repaired_on", given.repaired_on, given.occurred_on);
  look.not_before("corrected_on", given.corrected_on, given.occurred_on);
  look.not_before("service_on", given.service_on, given.occurred_on);
  look.not_before("conduct_on", given.conduct_on, given.occurred_on);
  look_at(given.attributes, given.attribute_count, look);
}

template <class Fact>
bool is_sound_fact(const Fact& given) noexcept {
  quick_look look;
  look_at(given, look);
  return !look.failed();
}

template <class Fact>
fact_fault first_fault(const Fact& given) {
  close_look look;
  look_at(given, look);
  return std::move(look.fault());
}

}  // namespace

bool is_sound(const cx_subject& given) noexcept {
  return is_sound_fact(given);
}
bool is_sound(const cx_record& given) noexcept {
  return is_sound_fact(given);
}
fact_fault fault_of(const cx_subject& given) {
  return first_fault(given);
}
fact_fault fault_of(const cx_record& given) {
  return first_fault(given);
}

}  // namespace chengxin::capi
