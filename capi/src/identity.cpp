// Identity numbers and pseudonyms of the C interface.
// Never shows a number or a key in a message.
#include "chengxin/identity.hpp"

#include <cstring>

#include "chengxin/io/pseudonym.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

constexpr std::size_t pseudonym_capacity = 65;

cx_status tell(const std::optional<number_flaw>& flaw, cx_error* err) noexcept {
  return flaw ? fail(err, {CX_ERROR_INPUT, flaw->code, flaw->message}) : CX_OK;
}

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_identity_number_check(const char* text, size_t size, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(text, size)) return misuse(err, "text is NULL");
    return tell(chengxin::flaw_of_identity_number(view(text, size)), err);
  });
}

cx_status cx_provider_code_check(const char* text, size_t size, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (!is_text(text, size)) return misuse(err, "text is NULL");
    return tell(chengxin::flaw_of_provider_code(view(text, size)), err);
  });
}

cx_status cx_pseudonym(const char* identity_number, size_t size, const void* key, size_t key_size,
                       int32_t digest, char* out, size_t capacity, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    using chengxin::io::digest_algorithm;
    const char* const key_bytes = static_cast<const char*>(key);
    if (!is_text(identity_number, size) || !is_text(key_bytes, key_size)) {
      return misuse(err, "identity_number or key is NULL");
    }
    if (digest != CX_DIGEST_SHA256 && digest != CX_DIGEST_SM3) {
      return misuse(err, "digest is no CX_DIGEST");
    }
    if (out == nullptr || capacity < pseudonym_capacity) {
      return misuse(err, "out is NULL or below 65 bytes");
    }
    const chengxin::result<std::string> name = chengxin::io::pseudonym(
        view(identity_number, size), view(key_bytes, key_size),
        digest == CX_DIGEST_SM3 ? digest_algorithm::sm3 : digest_algorithm::sha256);
    if (!name) {
      return fail(err, {CX_ERROR_INPUT, name.failure().code, name.failure().message});
    }
    std::memcpy(out, name->c_str(), pseudonym_capacity);
    return CX_OK;
  });
}
