// The canonical form of JSON (RFC 8785) and digests (SPECIFICATION 6).
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "chengxin/io/rulebook.hpp"

namespace chengxin::io {
namespace {

/// The canonical form, or the code of the error.
std::string canonical_of(std::string_view text) {
  result<std::string> made = canonical_json(text);
  return made ? *made : "error " + made.failure().code;
}

struct pair_of_texts {
  std::string_view given;
  std::string_view canonical;
};

TEST(CanonicalNumbers, AreAsEcmaScriptWritesThem) {
  const pair_of_texts cases[] = {
      // The samples of RFC 8785 appendix B that JSON can write.
      {"0", "0"},
      {"-0", "0"},
      {"-0.0", "0"},
      {"5e-324", "5e-324"},
      {"-5e-324", "-5e-324"},
      {"1.7976931348623157e308", "1.7976931348623157e+308"},
      {"-1.7976931348623157e308", "-1.7976931348623157e+308"},
      {"9007199254740992", "9007199254740992"},
      {"-9007199254740992", "-9007199254740992"},
      {"295147905179352830000", "295147905179352830000"},
      {"9.999999999999997e22", "9.999999999999997e+22"},
      {"1e23", "1e+23"},
      {"1.0000000000000001e23", "1.0000000000000001e+23"},
      {"999999999999999700000", "999999999999999700000"},
      {"999999999999999900000", "999999999999999900000"},
      {"1e21", "1e+21"},
      {"9.999999999999997e-7", "9.999999999999997e-7"},
      {"0.000001", "0.000001"},
      {"333333333.3333332", "333333333.3333332"},
      {"333333333.33333325", "333333333.33333325"},
      {"333333333.3333333", "333333333.3333333"},
      {"333333333.3333334", "333333333.3333334"},
      {"333333333.33333343", "333333333.33333343"},
      {"-0.0000033333333333333333", "-0.0000033333333333333333"},
      {"1424953923781206.2", "1424953923781206.2"},
      // RFC 8785 section 3.2.2.
      {"333333333.33333329", "333333333.3333333"},
      {"1E30", "1e+30"},
      {"4.50", "4.5"},
      {"2e-3", "0.002"},
      {"0.000000000000000000000000001", "1e-27"},
      // Both ends of the range that is written without an exponent.
      {"1e20", "100000000000000000000"},
      {"123456789012345680000", "123456789012345680000"},
      {"1234567890123456800000", "1.2345678901234568e+21"},
      {"1e-6", "0.000001"},
      {"1e-7", "1e-7"},
      {"1.5e-7", "1.5e-7"},
      {"123e-8", "0.00000123"},
      // Other ways to write the same.
      {"1e2", "100"},
      {"1E+2", "100"},
      {"100.00", "100"},
      {"12.50", "12.5"},
      {"-0.25", "-0.25"},
      {"0e999", "0"},
      {"1e-999", "0"},
      {"-1e-999", "0"},
      {"9007199254740993", "9007199254740992"},  // a tie goes to the even one
      {"2.2250738585072014e-308", "2.2250738585072014e-308"},
      {"4.9e-324", "5e-324"},
  };
  for (const pair_of_texts& it : cases) EXPECT_EQ(canonical_of(it.given), it.canonical) << it.given;
  const std::string tiny = "0." + std::string(400, '0') + "1";
  EXPECT_EQ(canonical_of(tiny), "0");
  EXPECT_EQ(canonical_of("1" + std::string(400, '0') + "e-400"), "1");
  EXPECT_EQ(canonical_of("1" + std::string(400, '0') + "e-10"), "error invalid_number");
  EXPECT_EQ(canonical_of("[{\"a\": -1e999}]"), "error invalid_number");
}

TEST(CanonicalNames, AreOrderedByTheirUtf16Units) {
  const pair_of_texts cases[] = {
      {R"({"b":1,"a":2})", R"({"a":2,"b":1})"},
      {R"({"aa":1,"a":2,"":3})", R"({"":3,"a":2,"aa":1})"},
      {R"({"a":1,"B":2,"_":3,"1":4,"10":5,"2":6})", R"({"1":4,"10":5,"2":6,"B":2,"_":3,"a":1})"},
      // A name beyond U+FFFF begins with D8xx and stands before U+E000 to U+FFFF ...
      {"{\"\uE000\":1,\"\U00010000\":2}", "{\"\U00010000\":2,\"\uE000\":1}"},
      {"{\"\uFFFD\":1,\"\U0010FFFF\":2}", "{\"\U0010FFFF\":2,\"\uFFFD\":1}"},
      {"{\"a\uFB33\":1,\"a\U0001F600\":2}", "{\"a\U0001F600\":2,\"a\uFB33\":1}"},
      // ... but behind all below U+D800.
      {"{\"\U0001F600\":1,\"\uD7FF\":2}", "{\"\uD7FF\":2,\"\U0001F600\":1}"},
      {"{\"\U0001F600\":1,\"信\":2}", "{\"信\":2,\"\U0001F600\":1}"},
      // Beyond U+FFFF the order is that of the code points.
      {"{\"\U00020000\":1,\"\U0001F600\":2}", "{\"\U0001F600\":2,\"\U00020000\":1}"},
      {"{\"\uF000\":1,\"\uE000\":2}", "{\"\uE000\":2,\"\uF000\":1}"},
      // The sample of RFC 8785 section 3.2.3.
      {"{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet "
       "With Dagesh\",\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning "
       "Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
       "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small "
       "Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\U0001F600\":\"Emoji: Grinning "
       "Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}"},
  };
  for (const pair_of_texts& it : cases) EXPECT_EQ(canonical_of(it.given), it.canonical) << it.given;
}

TEST(CanonicalStrings, AreEscapedAsLittleAsCanBe) {
  const pair_of_texts cases[] = {
      {R"("\u0000\u0001\u001f")", R"("\u0000\u0001\u001f")"},
      {R"("\u001F\u000B")", R"("\u001f\u000b")"},
      {R"("\u0008\u0009\u000a\u000c\u000d")", R"("\b\t\n\f\r")"},
      {R"("\u0022\u005c\/\u002f")", R"("\"\\//")"},
      {"\"\\u007f\\u0080\"", "\"\x7F\u0080\""},
      {R"("\u8bda\u4fe1")", "\"诚信\""},
      {R"("\ud83d\ude00")", "\"\U0001F600\""},
      {"\"\\u2028\\u2029\"", "\"\u2028\u2029\""},
      {R"("e\u0301")", "\"e\u0301\""},  // nothing is normalised
      {R"("A\u0041")", R"("AA")"},
      // RFC 8785 section 3.2.2.
      {R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")",
       "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""},
  };
  for (const pair_of_texts& it : cases) EXPECT_EQ(canonical_of(it.given), it.canonical) << it.given;
}

TEST(CanonicalJson, HasNoBlank) {
  EXPECT_EQ(canonical_of(" { \"b\" : [ 1 , true , null , { } , [ ] ] ,\n\t\"a\" : false } \r\n"),
            R"({"a":false,"b":[1,true,null,{},[]]})");
  EXPECT_EQ(canonical_of("\xEF\xBB\xBF[3, 1, 2]"), "[3,1,2]");  // a list keeps its order
  EXPECT_EQ(canonical_of("[[[]]]"), "[[[]]]");
}

TEST(CanonicalJson, OfItselfIsTheSame) {
  for (const std::string_view text :
       {std::string_view(R"({"z":[1e21,-0.5,1e-7,"\u0007\n"],"\ud83d\ude00":{"b":{},"a":[]}})"),
        builtin_rulebook_json()}) {
    const std::string once = canonical_of(text);
    EXPECT_EQ(once.front(), '{') << once.substr(0, 80);
    EXPECT_EQ(canonical_of(once), once);
  }
}

TEST(CanonicalJson, RefusesWhatIsNone) {
  EXPECT_EQ(canonical_of(""), "error json_syntax");
  EXPECT_EQ(canonical_of("[1,]"), "error json_syntax");
  EXPECT_EQ(canonical_of("{\"a\":1,\"\\u0061\":2}"), "error duplicate_key");
  EXPECT_EQ(canonical_of("[{\"b\":{\"a\":1,\"a\":1}}]"), "error duplicate_key");
  EXPECT_EQ(canonical_of("\"\x80\""), "error invalid_utf8");
  EXPECT_EQ(canonical_of("\"\\ud800\""), "error json_syntax");
  EXPECT_EQ(canonical_of(std::string(33, '[') + std::string(33, ']')), "error json_too_deep");
  EXPECT_EQ(canonical_json("[1,\n 信]").failure().message.substr(0, 16), "line 2, column 2");
}

// FIPS 180-4 and its examples.
TEST(Sha256, OfKnownTexts) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// SPECIFICATION 6.1:
// SPECIFICATION 6: the fingerprint is the digest of the canonical form.
TEST(Fingerprint, IsTheDigestOfTheCanonicalForm) {
  const loaded_rulebook loaded = load_rulebook(builtin_rulebook_json());
  ASSERT_NE(loaded.book, nullptr);
  EXPECT_EQ(loaded.book->fingerprint, sha256_hex(canonical_of(builtin_rulebook_json())));
}

}  // namespace
}  // namespace chengxin::io
