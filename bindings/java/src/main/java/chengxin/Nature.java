// Constants of chengxin.h, by their position there.
package chengxin;

/** What records of a category say about a person. */
public enum Nature {
  /** {@code CX_NATURE_GOOD}. */
  GOOD,
  /** {@code CX_NATURE_BAD}. */
  BAD,
  /** {@code CX_NATURE_NEUTRAL}. */
  NEUTRAL
}
