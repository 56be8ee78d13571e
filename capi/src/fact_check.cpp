// What is wrong with a fact (see fact_check.hpp).
#include "fact_check.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "chengxin/utf8.hpp"
#include "fact_rules.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

std::array<std::pair<std::string_view, cx_day>, 5> later_days(const cx_record& of) noexcept {
  return {{{"expires_on", of.expires_on},
           {"repaired_on", of.repaired_on},
           {"corrected_on", of.corrected_on},
           {"service_on", of.service_on},
           {"conduct_on", of.conduct_on}}};
}

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
  void days(const cx_record& given) {
    day("occurred_on", given.occurred_on);
    for (const auto& [member, later] : later_days(given)) day(member, later);
  }
  void choice(std::string_view member, std::int32_t given, std::int32_t last) {
    if (given < 0 || given > last) refuse("misuse", member, "is not one of its constants");
  }
  void none(std::string_view member, std::uint32_t given) {
    if (given != 0) refuse("misuse", member, "is not 0");
  }
  void order_of_days(const cx_record& given) {
    const bool is_repaired = given.status == CX_RECORD_REPAIRED;
    if (given.occurred_on == CX_NO_DAY) {
      refuse("missing_member", "occurred_on", "is required");
    } else if (is_repaired && given.repaired_on == CX_NO_DAY) {
      refuse("repaired_on_missing", "repaired_on",
             "is not given and `status` is CX_RECORD_REPAIRED");
    } else if (!is_repaired && given.repaired_on != CX_NO_DAY) {
      refuse("repaired_on_unexpected", "repaired_on",
             "is given and `status` is not CX_RECORD_REPAIRED");
    }
    for (const auto& [member, later] : later_days(given)) {
      if (later >= given.occurred_on) continue;
      refuse("date_before_occurred", member,
             day_text(later) + " is before `occurred_on` " + day_text(given.occurred_on));
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

template <class Fact>
fact_fault first_fault(const Fact& given) {
  close_look look;
  look_at(given, look);
  return std::move(look.fault());
}

}  // namespace

bool is_sound(const cx_subject& given) noexcept {
  quick_look look;
  look_at(given, look);
  return !look.failed();
}
fact_fault fault_of(const cx_subject& given) {
  return first_fault(given);
}
fact_fault fault_of(const cx_record& given) {
  return first_fault(given);
}

}  // namespace chengxin::capi
