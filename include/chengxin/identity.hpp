// Identity numbers of people (GB 11643-1999) and unified social credit identifiers of
// organisations (GB 32100-2015): whether one is well formed and, if not, why.
// Never knows whether it was issued to anybody; no message shows what was given.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "chengxin/date.hpp"

namespace chengxin {

/// Both kinds of number have this many characters.
inline constexpr std::size_t identity_number_size = 18;
inline constexpr std::size_t provider_code_size = 18;

/// Why a number is not well formed: the first reason in the order of these codes.
///  - `invalid_length`: not 18 bytes;
///  - `invalid_character`: one that may not stand at its place;
///  - `invalid_area`: no code of an area (GB/T 2260), which is six digits, the first
///    not 0; whether there is such an area is not looked up, since areas come and go;
///  - `invalid_birth_date`: no day from 1900-01-01 to 2199-12-31; of people alone;
///  - `invalid_check_character`: not the one that follows from the others.
/// Both texts live for ever; `message` is one English line.
struct number_flaw {
  std::string_view code;
  std::string_view message;
};

namespace detail {

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// Precondition: area.size() >= 6.
[[nodiscard]] constexpr bool is_area_code(std::string_view area) noexcept {
  return area[0] != '0' && std::all_of(area.begin(), area.begin() + 6, is_digit);
}

/// The day that eight digits name. Precondition: digits.size() == 8.
[[nodiscard]] constexpr bool names_a_day(std::string_view digits) noexcept {
  const std::array<char, 10> written = {digits[0], digits[1], digits[2], digits[3], '-',
                                        digits[4], digits[5], '-',       digits[6], digits[7]};
  return parse_date(std::string_view(written.data(), written.size())).has_value();
}

/// ISO 7064 MOD 11-2: the i-th of 18 characters from 1 weighs 2^(18-i), X counts 10, and the
/// sum leaves 1 by 11. Precondition: digits.size() == 17, all of them digits.
[[nodiscard]] constexpr char check_character_11_2(std::string_view digits) noexcept {
  unsigned sum = 0;
  for (const char c : digits) sum = (sum + static_cast<unsigned>(c - '0')) * 2 % 11;
  return "10X98765432"[sum];
}

/// The characters of GB 32100-2015, each at its value.
inline constexpr std::string_view provider_characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The i-th character from 1 weighs 3^(i-1), the check character 1; the sum leaves 0 by 31.
/// Precondition: code.size() >= 17, all of provider_characters.
[[nodiscard]] constexpr char check_character_31(std::string_view code) noexcept {
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char c : code.substr(0, provider_code_size - 1)) {
    sum += provider_characters.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return provider_characters[(31 - sum % 31) % 31];
}

}  // namespace detail

/// What is wrong with a citizen's identity number (公民身份号码, GB 11643-1999): the area
/// in six digits, the birth date in eight, three more digits, and a check character by
/// ISO 7064 MOD 11-2. Nothing where it is well formed. The numbers of foreigners' permanent
/// residence permits (from 2023 on) and of residence permits of people from Hong Kong,
/// Macao and Taiwan are built the same. A last `x` is taken for `X`, since people type
/// it; numbers of 15 digits, no longer valid since 2013, are refused.
[[nodiscard]] constexpr std::optional<number_flaw> flaw_of_identity_number(
    std::string_view text) noexcept {
  if (text.size() != identity_number_size) {
    return number_flaw{"invalid_length", "expected an identity number of 18 characters"};
  }
  const std::string_view digits = text.substr(0, identity_number_size - 1);
  const char check = text.back() == 'x' ? 'X' : text.back();
  if (!std::all_of(digits.begin(), digits.end(), detail::is_digit) ||
      (!detail::is_digit(check) && check != 'X')) {
    return number_flaw{"invalid_character", "expected 17 digits, then a digit or X"};
  }
  if (!detail::is_area_code(digits)) {
    return number_flaw{"invalid_area", "expected the code of an area, which does not begin with 0"};
  }
  if (!detail::names_a_day(digits.substr(6, 8))) {
    return number_flaw{"invalid_birth_date",
                       "expected a birth date from 1900-01-01 to 2199-12-31 as its digits 7 to 14"};
  }
  if (check != detail::check_character_11_2(digits)) {
    return number_flaw{"invalid_check_character", "the last character does not fit the others"};
  }
  return std::nullopt;
}

/// What is wrong with a unified social credit identifier (统一社会信用代码, GB 32100-2015),
/// which names an organisation such as a provider of records: two characters for the kind of
/// organisation, an area in six digits, nine characters for the organisation, and a
/// check character. Nothing where it is well formed. Characters are 0 to 9 and A to Y without
/// I, O, S and V. Small letters are refused: identifiers are compared byte by
/// byte, and one organisation must not go by two.
[[nodiscard]] constexpr std::optional<number_flaw> flaw_of_provider_code(
    std::string_view text) noexcept {
  if (text.size() != provider_code_size) {
    return number_flaw{"invalid_length",
                       "expected a unified social credit identifier of 18 characters"};
  }
  if (text.find_first_not_of(detail::provider_characters) != std::string_view::npos) {
    return number_flaw{"invalid_character",
                       "expected digits and capital letters other than I, O, S, V and Z"};
  }
  if (!detail::is_area_code(text.substr(2))) {
    return number_flaw{"invalid_area",
                       "expected the six digits of an area as characters 3 to 8, the first not 0"};
  }
  if (text.back() != detail::check_character_31(text)) {
    return number_flaw{"invalid_check_character", "the last character does not fit the others"};
  }
  return std::nullopt;
}

[[nodiscard]] constexpr bool is_identity_number(std::string_view text) noexcept {
  return !flaw_of_identity_number(text).has_value();
}
[[nodiscard]] constexpr bool is_provider_code(std::string_view text) noexcept {
  return !flaw_of_provider_code(text).has_value();
}

/// Writes an identity number in its one spelling, with a capital X.
/// Precondition: is_identity_number(number), and `out` has room for 18 characters.
constexpr void normalise_identity_number(std::string_view number, char* out) noexcept {
  std::copy(number.begin(), number.end(), out);
  if (number.back() == 'x') out[identity_number_size - 1] = 'X';
}

}  // namespace chengxin
