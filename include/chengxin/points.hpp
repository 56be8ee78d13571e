// Points: exact decimals with at most two places (SPECIFICATION 1.1 to 1.3).
// Never holds, makes or accepts a floating-point number.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chengxin {

/// A number of points, held as a count of hundredths.
struct points {
  std::int64_t cents = 0;

  [[nodiscard]] static constexpr points whole(std::int64_t n) noexcept { return {n * 100}; }

  friend constexpr auto operator<=>(points, points) = default;
  friend constexpr points operator+(points a, points b) noexcept { return {a.cents + b.cents}; }
  friend constexpr points operator-(points a, points b) noexcept { return {a.cents - b.cents}; }
  friend constexpr points operator-(points a) noexcept { return {-a.cents}; }
  constexpr points& operator+=(points b) noexcept {
    cents += b.cents;
    return *this;
  }
  constexpr points& operator-=(points b) noexcept {
    cents -= b.cents;
    return *this;
  }

  /// The magnitude.
  [[nodiscard]] constexpr points magnitude() const noexcept { return {cents < 0 ? -cents : cents}; }

  /// This many points × percent / 100, rounded half away from zero.
  /// Bounds: percent is 0..100.
  [[nodiscard]] constexpr points percent(int percentage) const noexcept {
    const std::int64_t product = cents * percentage;
    return {(product + (product < 0 ? -50 : 50)) / 100};
  }

  /// The nearest whole number, half away from zero.
  [[nodiscard]] constexpr std::int64_t rounded() const noexcept {
    return (cents + (cents < 0 ? -50 : 50)) / 100;
  }
};

/// No number of points in a rulebook is larger than this in magnitude (SPECIFICATION 1.8).
inline constexpr points max_points = points::whole(1'000'000);

/// Appends the shortest decimal form to `out`: "12", "-30.5", "0.25".
inline void append_points(std::string& out, points value) {
  char digits[24];
  std::int64_t cents = value.cents;
  if (cents < 0) {
    out += '-';
    cents = -cents;
  }
  const auto [end, failed] = std::to_chars(digits, digits + sizeof digits, cents / 100);
  static_cast<void>(failed);  // 24 characters hold every 64-bit number
  out.append(digits, end);
  const auto fraction = static_cast<int>(cents % 100);
  if (fraction != 0) {
    out += '.';
    out += static_cast<char>('0' + fraction / 10);
    if (fraction % 10 != 0) out += static_cast<char>('0' + fraction % 10);
  }
}

[[nodiscard]] inline std::string to_string(points value) {
  std::string out;
  append_points(out, value);
  return out;
}

/// Reads a JSON number exactly ("12", "-30.5", "1e2", "0.250"). Nothing where
/// it is not a whole number of hundredths, or beyond max_points in magnitude.
/// Precondition: `text` has the grammar of a JSON number.
[[nodiscard]] inline std::optional<points> parse_points(std::string_view text) noexcept {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t e = text.find_first_of("eE");
  std::int64_t exponent = 2;  // of the digits read as a whole number of hundredths
  if (e != std::string_view::npos) {
    std::string_view power = text.substr(e + 1);
    text = text.substr(0, e);
    const bool shrinks = !power.empty() && power.front() == '-';
    if (!power.empty() && (power.front() == '+' || power.front() == '-')) power.remove_prefix(1);
    std::int64_t magnitude = 0;
    for (const char c : power) {
      if (magnitude < 1'000'000'000) magnitude = magnitude * 10 + (c - '0');
    }
    exponent += shrinks ? -magnitude : magnitude;
  }
  std::int64_t digits = 0;
  bool fraction = false;
  std::int64_t zeros = 0;  // read but not yet multiplied in, since they may be the last
  for (const char c : text) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (fraction) --exponent;
    if (digits == 0 && c == '0') continue;
    if (c == '0') {
      ++zeros;
      continue;
    }
    if (zeros > 17) return std::nullopt;
    for (; zeros >= 0; --zeros) {
      if (digits > 1'000'000'000'000'000) return std::nullopt;
      digits *= 10;
    }
    zeros = 0;
    digits += c - '0';
  }
  if (digits == 0) return points{};
  exponent += zeros;
  for (; exponent > 0; --exponent) {
    if (digits > max_points.cents) return std::nullopt;
    digits *= 10;
  }
  for (; exponent < 0; ++exponent) {
    if (digits % 10 != 0) return std::nullopt;
    digits /= 10;
  }
  if (digits > max_points.cents) return std::nullopt;
  return points{negative ? -digits : digits};
}

}  // namespace chengxin
