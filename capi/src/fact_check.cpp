// What is wrong with a fact (see fact_check.hpp).
#include "fact_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>

#include "chengxin/diagnostics.hpp"
#include "chengxin/utf8.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

constexpr std::size_t longest_identifier = 64;

// Whether a text is UTF-8: most are short and ASCII, which a few words tell.
bool is_utf8(std::string_view text) noexcept {
  constexpr std::uint64_t tops = 0x8080808080808080U;
  std::uint64_t seen = 0;
  if (text.size() >= sizeof seen) {
    for (std::size_t at = 0;; at += sizeof seen) {
      at = std::min(at, text.size() - sizeof seen);
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, sizeof word);
      seen |= word;
      if (at + sizeof seen == text.size()) break;
    }
  } else {
    for (const char c : text) seen |= static_cast<unsigned char>(c);
  }
  return (seen & tops) == 0 || find_invalid_utf8(text) == std::string_view::npos;
}

// Looks at one member after another and keeps the first fault.
class fact_checker {
public:
  [[nodiscard]] bool failed() const noexcept { return !fault_.code.empty(); }
  [[nodiscard]] fact_fault& fault() noexcept { return fault_; }

  void text(std::string_view member, cx_string given) {
    if (failed()) return;
    if (!is_text(given)) {
      refuse("misuse", member, "is NULL and not empty");
    } else if (!is_utf8(view(given))) {
      refuse("invalid_utf8", member, "is not valid UTF-8");
    }
  }

  void some_text(std::string_view member, cx_string given) {
    text(member, given);
    if (!failed() && given.size == 0) refuse("missing_member", member, "is required");
  }

  void identifier(std::string_view member, cx_string given) {
    text(member, given);
    if (failed() || (given.size > 0 && given.size <= longest_identifier)) return;
    refuse("id_length", member, "must have 1 to 64 bytes, not " + std::to_string(given.size));
  }

  void day(std::string_view member, cx_day given) {
    if (failed() || given == CX_NO_DAY) return;
    if (given >= first_input_day.days && given <= last_input_day.days) return;
    refuse("invalid_date", member,
           "must be a day from 1900-01-01 to 2199-12-31, not " + day_text(given));
  }

  void choice(std::string_view member, std::int32_t given, std::int32_t last) {
    if (failed() || (given >= 0 && given <= last)) return;
    refuse("misuse", member, "is not one of its constants");
  }

  void none(std::string_view member, std::uint32_t given) {
    if (!failed() && given != 0) refuse("misuse", member, "is not 0");
  }

  void attributes(const cx_attribute* given, std::size_t count) {
    if (failed()) return;
    if (given == nullptr && count != 0) return refuse("misuse", "attributes", "is NULL");
    for (const cx_attribute& it : std::span(given, count)) {
      text("attributes.name", it.name);
      choice("attributes.type", it.type, CX_VALUE_DATE);
      for (const cx_attribute* other = given; !failed() && other != &it; ++other) {
        if (view(other->name) == view(it.name)) {
          refuse("repeated_member", "attributes.name", "is there twice");
        }
      }
      if (it.type == CX_VALUE_STRING) text("attributes.text", it.text);
      none("attributes.reserved", it.reserved);
      if (failed()) return;
    }
  }

  void refuse(std::string_view code, std::string_view member, std::string_view what) {
    fault_ = {code, member, '`' + std::string(member) + "` " + std::string(what)};
  }

private:
  fact_fault fault_;
};

void check_days(const cx_record& given, fact_checker& check) {
  if (check.failed()) return;
  if (given.occurred_on == CX_NO_DAY) {
    return check.refuse("missing_member", "occurred_on", "is required");
  }
  const bool is_repaired = given.status == CX_RECORD_REPAIRED;
  if (is_repaired && given.repaired_on == CX_NO_DAY) {
    return check.refuse("repaired_on_missing", "repaired_on",
                        "is not given and `status` is CX_RECORD_REPAIRED");
  }
  if (!is_repaired && given.repaired_on != CX_NO_DAY) {
    return check.refuse("repaired_on_unexpected", "repaired_on",
                        "is given and `status` is not CX_RECORD_REPAIRED");
  }
  const std::pair<std::string_view, cx_day> days[] = {{"expires_on", given.expires_on},
                                                      {"repaired_on", given.repaired_on},
                                                      {"corrected_on", given.corrected_on},
                                                      {"service_on", given.service_on},
                                                      {"conduct_on", given.conduct_on}};
  for (const auto& [member, day] : days) {
    if (day >= given.occurred_on) continue;
    return check.refuse("date_before_occurred", member,
                        day_text(day) + " is before `occurred_on` " + day_text(given.occurred_on));
  }
}

}  // namespace

fact_fault check_subject(const cx_subject& given) {
  fact_checker check;
  check.identifier("subject_id", given.subject_id);
  check.choice("residency", given.residency, CX_RESIDENCY_NONE);
  check.choice("capacity", given.capacity, CX_CAPACITY_NONE);
  check.day("birth_date", given.birth_date);
  check.day("enrolled_on", given.enrolled_on);
  check.none("reserved", given.reserved);
  check.attributes(given.attributes, given.attribute_count);
  return std::move(check.fault());
}

fact_fault check_record(const cx_record& given) {
  fact_checker check;
  check.identifier("record_id", given.record_id);
  check.some_text("category", given.category);
  check.some_text("provider", given.provider);
  check.text("matter", given.matter);
  check.choice("origin", given.origin, CX_ORIGIN_USAGE);
  check.choice("status", given.status, CX_RECORD_REVOKED);
  check.day("occurred_on", given.occurred_on);
  check.day("expires_on", given.expires_on);
  check.day("repaired_on", given.repaired_on);
  check.day("corrected_on", given.corrected_on);
  check.day("service_on", given.service_on);
  check.day("conduct_on", given.conduct_on);
  check.none("reserved", given.reserved);
  check_days(given, check);
  check.attributes(given.attributes, given.attribute_count);
  return std::move(check.fault());
}

value value_of(const cx_attribute& given, value_type declared) noexcept {
  switch (given.type) {
    case CX_VALUE_INTEGER:
      if (declared == value_type::number) return value::of(static_cast<double>(given.integer));
      return value::of(given.integer);
    case CX_VALUE_NUMBER:
      return std::isfinite(given.number) ? value::of(given.number) : value::unreadable();
    case CX_VALUE_STRING: return value::of(view(given.text));
    case CX_VALUE_BOOLEAN:
      if (given.integer != 0 && given.integer != 1) return value::unreadable();
      return value::of(given.integer == 1);
    default:
      if (given.integer < first_input_day.days || given.integer > last_input_day.days) {
        return value::unreadable();
      }
      return value::of(date{static_cast<std::int32_t>(given.integer)});
  }
}

}  // namespace chengxin::capi
