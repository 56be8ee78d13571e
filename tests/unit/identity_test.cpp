// Identity numbers and unified social credit identifiers, with check characters worked out
// by hand from GB 11643-1999 and GB 32100-2015.
#include "chengxin/identity.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace chengxin {
namespace {

std::string why(const std::optional<number_flaw>& flaw) {
  return flaw ? std::string(flaw->code) : "valid";
}

// The standard's own example:
//   digit    1  1  0  1  0  5  1  9  4  9  1  2  3  1  0  0  2
//   weight   7  9 10  5  8  4  2  1  6  3  7  9 10  5  8  4  2
//   product  7  9  0  5  0 20  2  9 24 27  7 18 30  5  0  0  4, together 167
// 167 leaves 2 by 11, and 2 + 10 leaves 1: the check character is X, which counts 10.
static_assert(is_identity_number("11010519491231002X"));
static_assert(detail::check_character_11_2("11010519491231002") == 'X');
// Its other example, of somebody born in 1880: 28 36 0 25 16 16 2 8 48 0 0 9 0 5 0 0 2,
// together 195, which leaves 8, and 8 + 4 leaves 1: the check character is 4.
static_assert(detail::check_character_11_2("44052418800101001") == '4');
// The example of GB 32100-2015, whose characters count
//            9  1  3  5  0  1  0  0 21  0  0  0  1  0  0 30  4
//   weight   1  3  9 27 19 26 16 17 20 29 25 13  8 24 10 30 28
//   product  9  3 27 135 0 26 0  0 420 0  0  0  8  0  0 900 112, together 1640
// 1640 leaves 28 by 31, and 28 + 3 leaves 0: the check character is 3.
static_assert(is_provider_code("91350100M000100Y43"));
static_assert(detail::check_character_31("91350100M000100Y4Z") == '3');

TEST(IdentityNumber, TellsTheFirstReason) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"11010519491231002X", "valid"},
      {"11010519491231002x", "valid"},  // as people type it
      {"", "invalid_length"},
      {"11010519491231002", "invalid_length"},
      {"11010519491231002X ", "invalid_length"},
      {"110105491231002", "invalid_length"},       // 15 digits, as until 1999
      {"110105194912310２", "invalid_character"},  // a wide digit, three bytes
      {"1101O519491231002X", "invalid_character"},
      {"1101051949123100XX", "invalid_character"},
      {"11010519491231002Y", "invalid_character"},
      {" 1010519491231002X", "invalid_character"},
      {"01010519491231002X", "invalid_area"},
      {"440524188001010014", "invalid_birth_date"},  // before 1900
      {"11010518991231002X", "invalid_birth_date"},
      {"11010519490229002X", "invalid_birth_date"},  // no leap year
      {"11010519491331002X", "invalid_birth_date"},
      {"11010519490001002X", "invalid_birth_date"},
      {"11010522000101002X", "invalid_birth_date"},
      {"110105194912310020", "invalid_check_character"},
      {"11010519491231003X", "invalid_check_character"},
      {"11010519491231020X", "invalid_check_character"},
  };
  for (const auto& [number, expected] : cases) {
    EXPECT_EQ(why(flaw_of_identity_number(number)), expected) << number;
    EXPECT_EQ(is_identity_number(number), expected == "valid") << number;
  }
  EXPECT_EQ(why(flaw_of_identity_number({"11010519491231002\0", 18})), "invalid_character");
}

TEST(ProviderCode, TellsTheFirstReason) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"91350100M000100Y43", "valid"},
      {"", "invalid_length"},
      {"91350100M000100Y4", "invalid_length"},
      {"91350100M000100Y43\n", "invalid_length"},
      {"91350100m000100Y43", "invalid_character"},  // one organisation, one spelling
      {"91350100I000100Y43", "invalid_character"},
      {"91350100O000100Y43", "invalid_character"},
      {"91350100S000100Y43", "invalid_character"},
      {"91350100V000100Y43", "invalid_character"},
      {"91350100M000100Y4Z", "invalid_character"},
      {"91350100M000100 43", "invalid_character"},
      {"9135010AM000100Y43", "invalid_area"},
      {"91050100M000100Y43", "invalid_area"},
      {"91350100M000100Y44", "invalid_check_character"},
      {"19350100M000100Y43", "invalid_check_character"},
  };
  for (const auto& [code, expected] : cases) {
    EXPECT_EQ(why(flaw_of_provider_code(code)), expected) << code;
    EXPECT_EQ(is_provider_code(code), expected == "valid") << code;
  }
}

// No message shows what was given: it may be somebody's number with one slip.
TEST(IdentityNumber, IsInNoMessage) {
  for (const std::string_view wrong : {"11010519491231003X", "01010519491231002X", "1101051949"}) {
    const std::string_view message = flaw_of_identity_number(wrong)->message;
    EXPECT_EQ(message.find(wrong.substr(0, 6)), std::string_view::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string_view::npos);
  }
}

// What a check character is for: a wrong character, and two neighbours exchanged.
template <class Check>
void finds_every_slip(const std::string& right, std::string_view characters, const Check& valid) {
  ASSERT_TRUE(valid(right)) << right;
  for (std::size_t at = 0; at < right.size(); ++at) {
    for (const char c : characters) {
      std::string wrong = right;
      wrong[at] = c;
      EXPECT_EQ(valid(wrong), wrong == right) << wrong;
    }
    if (at == 0) continue;
    std::string wrong = right;
    std::swap(wrong[at - 1], wrong[at]);
    EXPECT_EQ(valid(wrong), wrong == right) << wrong;
  }
}

TEST(IdentityNumber, FindsEverySlip) {
  std::array<bool, 11> seen{};
  for (unsigned i = 0; i < 200; ++i) {
    const std::string sequence = std::to_string(1000 + i * 37 % 1000).substr(1);
    std::string number = "350402" + std::to_string(1950 + i % 70) + "0815" + sequence;
    number += detail::check_character_11_2(number);
    seen[number.back() == 'X' ? 10 : static_cast<std::size_t>(number.back() - '0')] = true;
    finds_every_slip(number, "0123456789X", is_identity_number);
  }
  for (const bool one : seen) EXPECT_TRUE(one);
}

TEST(ProviderCode, FindsEverySlip) {
  std::array<bool, 31> seen{};
  for (std::size_t i = 0; i < 200; ++i) {
    std::string code = "91350400M0000000";
    code[8] = detail::provider_characters[i % 31];
    code[14] = detail::provider_characters[i * 7 % 31];
    code += detail::provider_characters[i / 7 % 31];
    code += detail::check_character_31(code);
    seen[detail::provider_characters.find(code.back())] = true;
    finds_every_slip(code, detail::provider_characters, is_provider_code);
  }
  for (const bool one : seen) EXPECT_TRUE(one);
}

TEST(IdentityNumber, HasOneSpelling) {
  for (const std::string_view number : {"11010519491231002x", "11010519491231002X"}) {
    std::array<char, identity_number_size> out{};
    normalise_identity_number(number, out.data());
    EXPECT_EQ(std::string_view(out.data(), out.size()), "11010519491231002X");
  }
}

}  // namespace
}  // namespace chengxin
