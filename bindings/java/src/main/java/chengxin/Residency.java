// Constants of chengxin.h, by their position there.
package chengxin;

/** Where a subject may live. */
public enum Residency {
  /** {@code CX_RESIDENCY_REGISTERED}. */
  REGISTERED,
  /** {@code CX_RESIDENCY_HABITUAL}. */
  HABITUAL,
  /** {@code CX_RESIDENCY_NONE}. */
  NONE
}
