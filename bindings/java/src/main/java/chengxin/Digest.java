// Constants of chengxin.h, by their position there.
package chengxin;

/** How a pseudonym is made. */
public enum Digest {
  /** {@code CX_DIGEST_SHA256}: SHA-256 (FIPS 180-4). */
  SHA256,
  /** {@code CX_DIGEST_SM3}: SM3 (GB/T 32905-2016). */
  SM3
}
