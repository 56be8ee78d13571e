// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;

/**
 * A row of a table of points: the first whose condition is true counts. Immutable; safe for any
 * number of threads.
 */
public final class PointRow {
  private final String when;
  private final BigDecimal points;

  PointRow(View view) {
    this.when = view.text("when");
    this.points = view.points("points");
  }

  /**
   * The condition.
   *
   * @return the condition
   */
  public String when() {
    return when;
  }

  /**
   * The points.
   *
   * @return the points
   */
  public BigDecimal points() {
    return points;
  }
}
