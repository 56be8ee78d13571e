// Constants of chengxin.h, by their position there.
package chengxin;

/** Where a record comes from. */
public enum Origin {
  /** {@code CX_ORIGIN_PLATFORM}. */
  PLATFORM,
  /** {@code CX_ORIGIN_SELF_DECLARED}. */
  SELF_DECLARED,
  /** {@code CX_ORIGIN_USAGE}. */
  USAGE
}
