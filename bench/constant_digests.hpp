// Lets a benchmark have all digests be the same zeros for a while, so that what a chain of
// digests costs is told apart. The program is linked with OpenSSL's functions wrapped.
#pragma once

namespace chengxin::bench {

/// Digests are zeros for as long as it lives.
class constant_digests {
public:
  constant_digests() noexcept;
  ~constant_digests();
  constant_digests(const constant_digests&) = delete;
  constant_digests& operator=(const constant_digests&) = delete;
};

}  // namespace chengxin::bench
