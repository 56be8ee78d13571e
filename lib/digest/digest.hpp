// Digests of bytes and digests under a key, by OpenSSL.
// Never keeps a secret in memory that it gives back; whose key it is, is the caller's affair.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace chengxin::digest {

/// SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016). Both give 32 bytes from blocks of 64.
enum class algorithm : std::uint8_t { sha256, sm3 };

inline constexpr std::size_t digest_size = 32;
inline constexpr std::size_t block_size = 64;
using bytes = std::array<unsigned char, digest_size>;

/// Overwrites memory; no compiler takes that for useless.
void cleanse(void* memory, std::size_t size) noexcept;

/// Bytes that are overwritten when they go.
template <std::size_t Size>
class secret {
public:
  secret() = default;
  secret(const secret&) = delete;
  secret& operator=(const secret&) = delete;
  ~secret() { cleanse(bytes_.data(), Size); }

  [[nodiscard]] unsigned char* data() noexcept { return bytes_.data(); }
  [[nodiscard]] std::string_view text() const noexcept {
    return {reinterpret_cast<const char*>(bytes_.data()), Size};
  }

private:
  std::array<unsigned char, Size> bytes_{};
};

/// Digests one text after another, each in as many pieces as one likes. Serves one
/// thread at a time. After the first text it asks for no memory, but for the small block
/// that OpenSSL before 3.1 makes anew for every digest. Functions throw std::bad_alloc,
/// the constructor also std::runtime_error where OpenSSL was built without the algorithm.
class hasher {
public:
  explicit hasher(algorithm by);

  void add(std::string_view text);
  /// The digest of all that was added; begins anew.
  [[nodiscard]] bytes finish();

private:
  struct free_context {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };

  void begin();

  std::unique_ptr<evp_md_ctx_st, free_context> context_;
  algorithm by_;
  bool begun_ = false;
};

/// HMAC (RFC 2104; GB/T 15852.2-2012): the same under a key, of any length. What was
/// derived from the key is overwritten at the end.
class hmac {
public:
  hmac(algorithm by, std::string_view key);

  void add(std::string_view text);
  [[nodiscard]] bytes finish();

private:
  void add_key(unsigned char pad);

  hasher hasher_;
  secret<block_size> key_;
  bool begun_ = false;
};

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string hex(const bytes& digest);

}  // namespace chengxin::digest
