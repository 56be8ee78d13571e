// Constants of chengxin.h, by their position there.
package chengxin;

/** What began or ended. */
public enum Change {
  /** {@code CX_CHANGE_BEGAN}. */
  BEGAN,
  /** {@code CX_CHANGE_EXPIRED}. */
  EXPIRED,
  /** {@code CX_CHANGE_LAPSED}. */
  LAPSED,
  /** {@code CX_CHANGE_DECAYED}. */
  DECAYED,
  /** {@code CX_CHANGE_EASED}. */
  EASED,
  /** {@code CX_CHANGE_REPAIRED}. */
  REPAIRED,
  /** {@code CX_CHANGE_ABSENCE}. */
  ABSENCE,
  /** {@code CX_CHANGE_CEILING}. */
  CEILING,
  /** {@code CX_CHANGE_ELIGIBILITY}. */
  ELIGIBILITY,
  /** {@code CX_CHANGE_AGE}. */
  AGE,
  /** {@code CX_CHANGE_RULEBOOK}. */
  RULEBOOK
}
