// Constants of chengxin.h, by their position there.
package chengxin;

/** How the points of a rule are found. */
public enum PointsForm {
  /** {@code CX_POINTS_FIXED}. */
  FIXED,
  /** {@code CX_POINTS_PER}. */
  PER,
  /** {@code CX_POINTS_TABLE}. */
  TABLE
}
