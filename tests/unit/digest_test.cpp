// Digests and HMAC, against the published values. SHA-256 by itself is canonical_test.cpp's.
#include "digest/digest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

#include "counted_new.hpp"

namespace chengxin::digest {
namespace {

std::string of(algorithm by, std::string_view text) {
  hasher one(by);
  one.add(text);
  return hex(one.finish());
}

// GB/T 32905-2016, annex A.
TEST(Sm3, OfKnownTexts) {
  EXPECT_EQ(of(algorithm::sm3, "abc"),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string sixteen_times;
  for (int i = 0; i < 16; ++i) sixteen_times += "abcd";
  EXPECT_EQ(of(algorithm::sm3, sixteen_times),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

// In pieces, empty ones too, and one text after another: never anything left of the last.
TEST(Hasher, TakesPiecesAndBeginsAnew) {
  for (const algorithm by : {algorithm::sha256, algorithm::sm3}) {
    hasher one(by);
    EXPECT_EQ(hex(one.finish()), of(by, ""));
    for (int round = 0; round < 3; ++round) {
      for (const std::string_view piece : {"a", "", "b", "c"}) one.add(piece);
      EXPECT_EQ(hex(one.finish()), of(by, "abc"));
    }
    one.add({});
    EXPECT_EQ(hex(one.finish()), of(by, ""));
  }
}

struct known_code {
  std::string key;
  std::string text;
  std::string_view sha256;  // RFC 4231, cases 1, 2, 3, 4, 6 and 7; case 5 is cut short
  std::string_view sm3;     // the same keys and texts by `openssl mac` and by Python's hmac
};

const known_code known_codes[] = {
    {std::string(20, '\x0b'), "Hi There",
     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
     "51b00d1fb49832bfb01c3ce27848e59f871d9ba938dc563b338ca964755cce70"},
    {"Jefe", "what do ya want for nothing?",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
     "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"},
    {std::string(20, '\xaa'), std::string(50, '\xdd'),
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
     "dd9421e1c725bdf52ec1aa34edadb3c97f5951a83a2fa93f73a7902bc1dcc777"},
    {"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"
     "\x18\x19",
     std::string(50, '\xcd'), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
     "b57c79be03472aeb8cada581dea332cb2ba83d19cb1b052dd07194def75fb8cd"},
    {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
     "b4fd844e13342002f0b2e0690ea7741f1497d993a70494cea601e657bedf67a0"},
    {std::string(131, '\xaa'),
     "This is a test using a larger than block-size key and a larger than block-size data. The key "
     "needs to be hashed before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
     "5acbdeb0c8c1ef3a99088fe51c0a1d5f4e1c175935f016aee74eb8056db18acb"},
};

TEST(Hmac, OfKnownTexts) {
  for (const known_code& known : known_codes) {
    for (const algorithm by : {algorithm::sha256, algorithm::sm3}) {
      const std::string_view expected = by == algorithm::sm3 ? known.sm3 : known.sha256;
      hmac code(by, known.key);
      for (int round = 0; round < 2; ++round) {  // it begins anew
        code.add(std::string_view(known.text).substr(0, 3));
        code.add(std::string_view(known.text).substr(3));
        EXPECT_EQ(hex(code.finish()), expected) << known.text;
      }
    }
  }
}

// A key as long as a block is taken as it is; one byte more is hashed first.
TEST(Hmac, OfKeysAroundABlock) {
  const auto code_of = [](std::string_view key) {
    hmac code(algorithm::sm3, key);
    return hex(code.finish());
  };
  EXPECT_EQ(code_of(std::string(64, 'k')), code_of(std::string(64, 'k')));
  EXPECT_NE(code_of(std::string(64, 'k')), code_of(std::string(63, 'k')));
  EXPECT_NE(code_of(std::string(64, 'k')), code_of(std::string(65, 'k')));
  EXPECT_EQ(code_of(""), code_of(std::string(64, '\0')));  // keys are filled up with zeros
}

TEST(Hasher, AsksForNoMemoryOnceItIsWarm) {
  hasher one(algorithm::sm3);
  hmac code(algorithm::sm3, "a key of some bytes");
  one.add("abc");
  static_cast<void>(one.finish());
  const std::size_t before = counted_new::allocations;
  for (int i = 0; i < 100; ++i) {
    one.add("abc");
    code.add("abc");
    static_cast<void>(one.finish());
    static_cast<void>(code.finish());
  }
  EXPECT_EQ(counted_new::allocations, before);
}

// Seen through a place that outlives the object.
TEST(Secret, IsOverwrittenAtTheEnd) {
  alignas(secret<16>) unsigned char room[sizeof(secret<16>)];
  auto* const one = new (room) secret<16>;
  std::fill_n(one->data(), 16, static_cast<unsigned char>('s'));
  EXPECT_EQ(one->text(), std::string(16, 's'));
  one->~secret();
  const volatile unsigned char* const left = room;
  for (std::size_t i = 0; i < sizeof room; ++i) EXPECT_EQ(left[i], 0);
  static_assert(!std::is_copy_constructible_v<secret<16>>);
}

}  // namespace
}  // namespace chengxin::digest
