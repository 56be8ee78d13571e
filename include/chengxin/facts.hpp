// Facts: one resident and the records about them, as given (SPECIFICATION 2)
// and as an engine holds them. Never owns a byte: every text and every list
// borrows from whoever read the facts.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "chengxin/date.hpp"
#include "chengxin/rulebook.hpp"
#include "chengxin/value.hpp"

namespace chengxin {

enum class record_status : std::uint8_t { active, disputed, repaired, revoked };
inline constexpr std::array<std::string_view, 4> record_status_names{"active", "disputed",
                                                                     "repaired", "revoked"};

struct named_value {
  std::string_view name;
  chengxin::value value;
};

/// A resident, as given.
struct subject {
  std::string_view subject_id;
  std::optional<date> birth_date;
  chengxin::residency residency = residency::none;
  chengxin::capacity capacity = capacity::none;
  std::optional<date> enrolled_on;
  std::span<const named_value> attributes;
};

/// One fact about a resident, certified by a provider, as given.
struct record {
  std::string_view record_id;
  std::string_view category;
  std::string_view provider;
  date occurred_on;
  std::optional<date> expires_on;
  chengxin::origin origin = origin::platform;
  record_status status = record_status::active;
  std::optional<date> repaired_on;
  std::optional<date> corrected_on;
  std::optional<date> service_on;
  std::optional<date> conduct_on;
  std::string_view matter;
  std::span<const named_value> attributes;
};

/// What became of a record (SPECIFICATION 4, step 1 and after step 5).
enum class disposition : std::uint8_t {
  counted,
  duplicate,
  barred,
  unknown_category,
  invalid_attribute,
  provider_not_authorised,
  origin_not_allowed,
  revoked,
  disputed,
  not_yet,
  lapsed,
  minor,
  no_rule,
  expired,
  same_matter,
  not_highest,
  over_limit,
};
inline constexpr std::array<std::string_view, 17> disposition_names{"counted",
                                                                    "duplicate",
                                                                    "barred",
                                                                    "unknown_category",
                                                                    "invalid_attribute",
                                                                    "provider_not_authorised",
                                                                    "origin_not_allowed",
                                                                    "revoked",
                                                                    "disputed",
                                                                    "not_yet",
                                                                    "lapsed",
                                                                    "minor",
                                                                    "no_rule",
                                                                    "expired",
                                                                    "same_matter",
                                                                    "not_highest",
                                                                    "over_limit"};
[[nodiscard]] constexpr std::string_view name_of(disposition d) noexcept {
  return disposition_names[static_cast<std::size_t>(d)];
}

/// Stands for "no such day" where a day is optional.
inline constexpr date no_day{std::numeric_limits<std::int32_t>::max()};

/// The categories that a rulebook does not declare.
inline constexpr std::uint32_t unknown_category = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t barred_category_index = unknown_category - 1;

/// A resident as an engine holds them. `attributes` has one value for each
/// subject attribute that the rulebook declares, in its order.
struct prepared_subject {
  std::string_view subject_id;
  const value* attributes = nullptr;
  date birth_date = no_day;
  date enrolled_on = no_day;
  chengxin::residency residency = residency::none;
  chengxin::capacity capacity = capacity::none;

  [[nodiscard]] bool is_enrolled() const noexcept { return enrolled_on != no_day; }
};

/// A record as an engine holds it. `attributes` has one value for each
/// attribute that its category declares, in its order (nothing for a category
/// that is not declared). `standing` is what its disposition is whatever the
/// day, or `counted` where only the day decides.
struct prepared_record {
  std::string_view record_id;
  std::string_view category_id;
  std::string_view provider;
  std::string_view matter;
  const value* attributes = nullptr;
  date occurred_on;
  date expires_on = no_day;
  date repaired_on = no_day;
  date steps[3] = {no_day, no_day, no_day};  ///< by repair_step
  std::uint32_t category = unknown_category;
  chengxin::origin origin = origin::platform;
  record_status status = record_status::active;
  disposition standing = disposition::counted;
  bool undeclared_attribute = false;  ///< one was given that the category does not declare
};

}  // namespace chengxin
