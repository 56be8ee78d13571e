// Constants of chengxin.h, by their position there.
package chengxin;

/** How the claims of a rule combine. */
public enum Combine {
  /** {@code CX_COMBINE_SUM}. */
  SUM,
  /** {@code CX_COMBINE_MAX}. */
  MAX
}
