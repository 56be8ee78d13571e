// Moments as text (RFC 3339).
#include "store/moment.hpp"

#include <chrono>

namespace chengxin {
namespace {

constexpr std::int64_t per_second = 1000;
constexpr std::int64_t per_minute = 60 * per_second;
constexpr std::int64_t per_hour = 60 * per_minute;
constexpr std::int64_t per_day = 24 * per_hour;

// Reads so many digits from the front, at most `most`.
std::optional<int> take_number(std::string_view& text, std::size_t digits, int most) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  if (number > most) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// The part after the seconds: at most three decimals.
std::optional<int> take_milliseconds(std::string_view& text) {
  if (!take(text, '.')) return 0;
  int milliseconds = 0;
  int weight = 100;
  bool any = false;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (weight == 0) return std::nullopt;
    milliseconds += weight * (text.front() - '0');
    weight /= 10;
    any = true;
    text.remove_prefix(1);
  }
  return any ? std::optional(milliseconds) : std::nullopt;
}

// "Z" or "+08:00", in milliseconds east of Greenwich.
std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!west && (text.empty() || text.front() != '+')) return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> hours = take_number(text, 2, 23);
  if (!hours || !take(text, ':')) return std::nullopt;
  const std::optional<int> minutes = take_number(text, 2, 59);
  if (!minutes) return std::nullopt;
  const std::int64_t east = *hours * per_hour + *minutes * per_minute;
  return west ? -east : east;
}

void append_digits(std::string& out, std::int64_t number, int digits) {
  std::string reversed;
  for (int i = 0; i < digits; ++i, number /= 10) reversed += static_cast<char>('0' + number % 10);
  out.append(reversed.rbegin(), reversed.rend());
}

}  // namespace

std::optional<moment> parse_moment(std::string_view text) noexcept {
  constexpr std::size_t day_size = 10;
  const std::optional<date> day = parse_date(text.substr(0, day_size));
  if (!day) return std::nullopt;
  text.remove_prefix(day_size);
  if (!take(text, 'T')) return std::nullopt;
  const std::optional<int> hours = take_number(text, 2, 23);
  if (!hours || !take(text, ':')) return std::nullopt;
  const std::optional<int> minutes = take_number(text, 2, 59);
  if (!minutes || !take(text, ':')) return std::nullopt;
  const std::optional<int> seconds = take_number(text, 2, 59);
  if (!seconds) return std::nullopt;
  const std::optional<int> milliseconds = take_milliseconds(text);
  const std::optional<std::int64_t> east = milliseconds ? take_offset(text) : std::nullopt;
  if (!east || !text.empty()) return std::nullopt;
  return moment{day->days * per_day + *hours * per_hour + *minutes * per_minute +
                *seconds * per_second + *milliseconds - *east};
}

std::string to_string(moment at) {
  std::int64_t days = at.milliseconds / per_day;
  std::int64_t rest = at.milliseconds % per_day;
  if (rest < 0) {
    rest += per_day;
    --days;
  }
  std::string text = to_string(date{static_cast<std::int32_t>(days)});
  text += 'T';
  append_digits(text, rest / per_hour, 2);
  text += ':';
  append_digits(text, rest / per_minute % 60, 2);
  text += ':';
  append_digits(text, rest / per_second % 60, 2);
  text += '.';
  append_digits(text, rest % per_second, 3);
  text += 'Z';
  return text;
}

}  // namespace chengxin
