// Pseudonyms of residents, so that no identity number need be stored or sent.
// Declarations only: the library `chengxin::chengxin` has the bodies. There is no command
// for it: an identity number on a command line is seen in the list of processes, and stays
// in the shell's history.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "chengxin/result.hpp"

namespace chengxin::io {

/// SHA-256 (FIPS 180-4), or SM3 (GB/T 32905-2016) where commercial cryptography is asked for.
enum class digest_algorithm : std::uint8_t { sha256, sm3 };

/// The fewest bytes that a key may have (128 bits).
inline constexpr std::size_t least_key_size = 16;

/// The pseudonym of a resident, fit for a subject_id: HMAC (RFC 2104) of the identity
/// number (GB 11643-1999) with a capital X, under the integrator's key, as 64 lower-case
/// hexadecimal digits. The same person gets the same one wherever the key and the
/// algorithm are the same, and nobody finds the number from it without the key. With the
/// key anybody does, since there are few enough numbers to try them all: draw it at random,
/// keep it apart from the pseudonyms, and treat those as personal information still
/// (Personal Information Protection Law art. 73: de-identified, not anonymised).
/// Bounds: a key of least_key_size bytes or more.
/// Errors: those of flaw_of_identity_number(), and `key_too_short`; no message shows the
/// number or the key. What the function copied of either is overwritten. Throws std::bad_alloc,
/// and std::runtime_error where OpenSSL was built without the algorithm. Thread-safe.
[[nodiscard]] result<std::string> pseudonym(std::string_view identity_number, std::string_view key,
                                            digest_algorithm by);

}  // namespace chengxin::io
