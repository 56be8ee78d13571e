// Days and points of the C interface, as text and back.
// Never knows what day it is.
#include <cstring>

#include "chengxin/date.hpp"
#include "chengxin/points.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

constexpr std::size_t day_capacity = 11;
constexpr std::size_t points_capacity = 24;
constexpr date first_writable_day = date::of(0, 1, 1);
constexpr date last_writable_day = date::of(9999, 12, 31);

bool is_writable(cx_day day) noexcept {
  return day >= first_writable_day.days && day <= last_writable_day.days;
}

// The grammar of a JSON number.
bool is_number(std::string_view text) noexcept {
  const auto digits = [&text] {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
    text.remove_prefix(count);
    return count;
  };
  const auto next_is = [&text](char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
  };
  next_is('-');
  const bool zero = !text.empty() && text.front() == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (next_is('.') && digits() == 0) return false;
  if (next_is('e') || next_is('E')) {
    if (!next_is('-')) next_is('+');
    if (digits() == 0) return false;
  }
  return text.empty();
}

}  // namespace

std::string day_text(cx_day day) {
  return is_writable(day) ? to_string(date{day}) : "day " + std::to_string(day);
}

}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_date_parse(const char* text, size_t size, cx_day* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(text, size) || out == nullptr) return misuse(err, "text or out is NULL");
    const std::optional<chengxin::date> day = chengxin::parse_date(view(text, size));
    if (!day) {
      return fail(err, {CX_ERROR_INPUT, "invalid_date",
                        "expected a day from 1900-01-01 to 2199-12-31 as YYYY-MM-DD"});
    }
    *out = day->days;
    return CX_OK;
  });
}

cx_status cx_date_format(cx_day day, char* out, size_t capacity, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (out == nullptr || capacity < day_capacity)
      return misuse(err, "out is NULL or below 11 bytes");
    if (!is_writable(day)) return misuse(err, "day is beyond the years 0 to 9999");
    const std::string text = chengxin::to_string(chengxin::date{day});
    std::memcpy(out, text.c_str(), text.size() + 1);
    return CX_OK;
  });
}

cx_status cx_date_add_months(cx_day day, int32_t months, cx_day* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (out == nullptr) return misuse(err, "out is NULL");
    constexpr std::int32_t most = 12 * 10'000;
    if (!is_writable(day) || months < -most || months > most) {
      return misuse(err, "day or months is beyond the years 0 to 9999");
    }
    const chengxin::date later = chengxin::add_months(chengxin::date{day}, months);
    if (!is_writable(later.days)) return misuse(err, "the result is beyond the years 0 to 9999");
    *out = later.days;
    return CX_OK;
  });
}

cx_status cx_points_parse(const char* text, size_t size, cx_points* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(text, size) || out == nullptr) return misuse(err, "text or out is NULL");
    std::optional<chengxin::points> read;
    if (is_number(view(text, size))) read = chengxin::parse_points(view(text, size));
    if (!read) {
      return fail(err, {CX_ERROR_INPUT, "invalid_points",
                        "expected a decimal with at most two places, up to 1000000 in magnitude"});
    }
    *out = read->cents;
    return CX_OK;
  });
}

cx_status cx_points_format(cx_points points, char* out, size_t capacity, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (out == nullptr || capacity < points_capacity) {
      return misuse(err, "out is NULL or below 24 bytes");
    }
    if (points < -CX_NO_LIMIT) return misuse(err, "points is the least of all numbers");
    const std::string text = chengxin::to_string(chengxin::points{points});
    std::memcpy(out, text.c_str(), text.size() + 1);
    return CX_OK;
  });
}
