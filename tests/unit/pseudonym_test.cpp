// Pseudonyms of residents.
#include "chengxin/io/pseudonym.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace chengxin::io {
namespace {

constexpr std::string_view key = "0123456789abcdef";
constexpr std::string_view number = "11010519491231002X";

std::string made(std::string_view of, std::string_view under,
                 digest_algorithm by = digest_algorithm::sm3) {
  const result<std::string> name = pseudonym(of, under, by);
  return name ? *name : "error " + name.failure().code;
}

// As printf '11010519491231002X' | openssl dgst -sm3 -mac HMAC -macopt key:0123456789abcdef
// says, and Python's hmac.
TEST(Pseudonym, IsTheHmacOfTheNumber) {
  EXPECT_EQ(made(number, key), "82a850949bc4a2d1c04325d5aad941b2a131908feb5f09f3bbb0e18289f5662e");
  EXPECT_EQ(made(number, key, digest_algorithm::sha256),
            "dd6a5ba2eed683e7925b20f655c01434a93591983089686662b75f63b85a9c1b");
  std::string long_key;  // longer than a block
  for (int i = 0; i < 8; ++i) long_key += key;
  EXPECT_EQ(made(number, long_key),
            "dc103a5f95acb6afafbd921af906acd86d14bafc3fa960d792bc86fc923d2f56");
  EXPECT_EQ(made(number, long_key, digest_algorithm::sha256),
            "c577aebeae88a57cf49f126a7f6fcf6b9dd31f72f065d7ee465c9dda089cb5ce");
}

TEST(Pseudonym, IsOneForOnePerson) {
  EXPECT_EQ(made("11010519491231002x", key), made(number, key));
  EXPECT_NE(made("350402199001010012", key), made(number, key));
  EXPECT_NE(made(number, "0123456789abcdeF"), made(number, key));
}

TEST(Pseudonym, RefusesWhatIsNoNumberOrNoKey) {
  EXPECT_EQ(made("", key), "error invalid_length");
  EXPECT_EQ(made("1101051949123100ZX", key), "error invalid_character");
  EXPECT_EQ(made("01010519491231002X", key), "error invalid_area");
  EXPECT_EQ(made("11010519491331002X", key), "error invalid_birth_date");
  EXPECT_EQ(made("110105194912310021", key), "error invalid_check_character");
  EXPECT_EQ(made(number, key.substr(1)), "error key_too_short");
  EXPECT_EQ(made(number, ""), "error key_too_short");
  EXPECT_EQ(made("", ""), "error invalid_length");
}

// Neither the number nor the key.
TEST(Pseudonym, TellsNoSecret) {
  for (const auto& [of, under] :
       {std::pair<std::string, std::string>{"110105194912310021", "secret"},
        {"11010519491231002X", "secret"}}) {
    const error failure = pseudonym(of, under, digest_algorithm::sm3).failure();
    for (const std::string& text : {failure.code, failure.message}) {
      EXPECT_EQ(text.find("110105"), std::string::npos) << text;
      EXPECT_EQ(text.find("secret"), std::string::npos) << text;
    }
  }
}

}  // namespace
}  // namespace chengxin::io
