// Constants of chengxin.h, by their position there.
package chengxin;

/** What an adjustment is. */
public enum AdjustmentKind {
  /** {@code CX_ADJUSTMENT_RESTORED}. */
  RESTORED,
  /** {@code CX_ADJUSTMENT_BOUND}. */
  BOUND,
  /** {@code CX_ADJUSTMENT_SCORE}. */
  SCORE,
  /** {@code CX_ADJUSTMENT_CEILING}. */
  CEILING
}
