// Constants of chengxin.h, by their position there.
package chengxin;

/** Whether a subject may act for themselves in law. */
public enum Capacity {
  /** {@code CX_CAPACITY_FULL}. */
  FULL,
  /** {@code CX_CAPACITY_LIMITED}. */
  LIMITED,
  /** {@code CX_CAPACITY_NONE}. */
  NONE
}
