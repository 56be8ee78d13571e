// Pseudonyms of residents.
#include "chengxin/io/pseudonym.hpp"

#include "chengxin/identity.hpp"
#include "digest/digest.hpp"

namespace chengxin::io {

result<std::string> pseudonym(std::string_view identity_number, std::string_view key,
                              digest_algorithm by) {
  if (const auto flaw = flaw_of_identity_number(identity_number)) {
    return error{std::string(flaw->code), std::string(flaw->message)};
  }
  if (key.size() < least_key_size) {
    return error{"key_too_short", "expected a key of at least 16 bytes"};
  }
  digest::secret<identity_number_size> number;
  normalise_identity_number(identity_number, reinterpret_cast<char*>(number.data()));
  digest::hmac code(
      by == digest_algorithm::sm3 ? digest::algorithm::sm3 : digest::algorithm::sha256, key);
  code.add(number.text());
  return digest::hex(code.finish());
}

}  // namespace chengxin::io
