// OpenSSL's functions as the linker wraps them (see constant_digests.hpp).
#include "constant_digests.hpp"

#include <atomic>
#include <cstddef>

// OpenSSL's EVP_MD_CTX, EVP_MD and OSSL_PARAM.
struct evp_md_ctx_st;
struct evp_md_st;
struct ossl_param_st;

namespace chengxin::bench {
namespace {

std::atomic<bool> is_constant{false};

}  // namespace

constant_digests::constant_digests() noexcept {
  is_constant = true;
}

constant_digests::~constant_digests() {
  is_constant = false;
}

}  // namespace chengxin::bench

// NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's
extern "C" {

int __real_EVP_DigestInit_ex2(evp_md_ctx_st* context, const evp_md_st* by,
                              const ossl_param_st* how);
int __real_EVP_DigestUpdate(evp_md_ctx_st* context, const void* bytes, std::size_t size);
int __real_EVP_DigestFinal_ex(evp_md_ctx_st* context, unsigned char* out, unsigned int* size);

int __wrap_EVP_DigestInit_ex2(evp_md_ctx_st* context, const evp_md_st* by,
                              const ossl_param_st* how) {
  return chengxin::bench::is_constant ? 1 : __real_EVP_DigestInit_ex2(context, by, how);
}
int __wrap_EVP_DigestUpdate(evp_md_ctx_st* context, const void* bytes, std::size_t size) {
  return chengxin::bench::is_constant ? 1 : __real_EVP_DigestUpdate(context, bytes, size);
}
// Who asks has made the digest's bytes zeros already.
int __wrap_EVP_DigestFinal_ex(evp_md_ctx_st* context, unsigned char* out, unsigned int* size) {
  return chengxin::bench::is_constant ? 1 : __real_EVP_DigestFinal_ex(context, out, size);
}
}
// NOLINTEND(bugprone-reserved-identifier): as above
