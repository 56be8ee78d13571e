// OpenSSL's digests, fetched once.
#include "digest/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <algorithm>
#include <new>
#include <stdexcept>

namespace chengxin::digest {
namespace {

using context_owner = std::unique_ptr<OSSL_LIB_CTX, decltype(&OSSL_LIB_CTX_free)>;
using digest_owner = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;

/// Leaves the list of errors that OpenSSL keeps for the host's thread as it was.
class errors_of_the_host {
public:
  errors_of_the_host() { ERR_set_mark(); }
  errors_of_the_host(const errors_of_the_host&) = delete;
  errors_of_the_host& operator=(const errors_of_the_host&) = delete;
  ~errors_of_the_host() { ERR_pop_to_mark(); }
};

/// OpenSSL apart from the host's: what its configuration file leaves out of the default
/// context, even SHA-256, is there in this one.
[[nodiscard]] OSSL_LIB_CTX* own_openssl() {
  static const context_owner context = [] {
    context_owner made{OSSL_LIB_CTX_new(), &OSSL_LIB_CTX_free};
    if (!made) throw std::bad_alloc();
    return made;
  }();
  return context.get();
}

[[nodiscard]] digest_owner fetch(const char* name) {
  OSSL_LIB_CTX* const from = own_openssl();
  const errors_of_the_host kept;
  digest_owner made{EVP_MD_fetch(from, name, nullptr), &EVP_MD_free};
  if (made) return made;
  if (ERR_GET_REASON(ERR_peek_last_error()) != ERR_R_UNSUPPORTED) throw std::bad_alloc();
  throw std::runtime_error(std::string("OpenSSL was built without ") + name);
}

[[nodiscard]] const EVP_MD* fetched(algorithm by) {
  if (by == algorithm::sm3) {
    static const digest_owner sm3 = fetch("SM3");
    return sm3.get();
  }
  static const digest_owner sha256 = fetch("SHA256");
  return sha256.get();
}

/// Digests fail for want of memory alone.
void must(int done) {
  if (done != 1) throw std::bad_alloc();
}

}  // namespace

void cleanse(void* memory, std::size_t size) noexcept {
  OPENSSL_cleanse(memory, size);
}

void hasher::free_context::operator()(evp_md_ctx_st* context) const noexcept {
  EVP_MD_CTX_free(context);
}

hasher::hasher(algorithm by) : context_(EVP_MD_CTX_new()), by_(by) {
  if (!context_) throw std::bad_alloc();
  static_cast<void>(fetched(by));
}

void hasher::begin() {
  if (begun_) return;
  const errors_of_the_host kept;
  must(EVP_DigestInit_ex2(context_.get(), fetched(by_), nullptr));
  begun_ = true;
}

void hasher::add(std::string_view text) {
  begin();
  must(EVP_DigestUpdate(context_.get(), text.data(), text.size()));
}

bytes hasher::finish() {
  begin();
  bytes out{};
  begun_ = false;
  must(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr));
  return out;
}

hmac::hmac(algorithm by, std::string_view key) : hasher_(by) {
  if (key.size() <= block_size) {
    std::copy(key.begin(), key.end(), key_.data());
    return;
  }
  hasher_.add(key);
  bytes digest = hasher_.finish();
  std::copy(digest.begin(), digest.end(), key_.data());
  cleanse(digest.data(), digest.size());
}

void hmac::add_key(unsigned char pad) {
  secret<block_size> block;
  std::transform(key_.data(), key_.data() + block_size, block.data(),
                 [pad](unsigned char byte) { return static_cast<unsigned char>(byte ^ pad); });
  hasher_.add(block.text());
}

void hmac::add(std::string_view text) {
  if (!begun_) add_key(0x36U);
  begun_ = true;
  hasher_.add(text);
}

bytes hmac::finish() {
  add({});
  begun_ = false;
  const bytes inner = hasher_.finish();
  add_key(0x5CU);
  hasher_.add({reinterpret_cast<const char*>(inner.data()), inner.size()});
  return hasher_.finish();
}

std::string hex(const bytes& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    out += digits[byte >> 4U];
    out += digits[byte & 0xFU];
  }
  return out;
}

}  // namespace chengxin::digest
