// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/** What is added or taken besides awards. Immutable; safe for any number of threads. */
public final class Adjustment {
  private final AdjustmentKind what;
  private final OptionalInt dimension;
  private final OptionalInt ceiling;
  private final BigDecimal points;
  private final List<AdjustmentRecord> records;

  Adjustment(View view, List<AdjustmentRecord> records) {
    this.what = view.constant("what", AdjustmentKind.values());
    this.dimension = view.index("dimension");
    this.ceiling = view.index("ceiling");
    this.points = view.points("points");
    this.records = records;
  }

  /**
   * What it is.
   *
   * @return what it is
   */
  public AdjustmentKind what() {
    return what;
  }

  /**
   * The position of the dimension, where it is of one.
   *
   * @return the position of the dimension, where it is of one
   */
  public OptionalInt dimension() {
    return dimension;
  }

  /**
   * The position of the ceiling, where it is of one.
   *
   * @return the position of the ceiling, where it is of one
   */
  public OptionalInt ceiling() {
    return ceiling;
  }

  /**
   * The points.
   *
   * @return the points
   */
  public BigDecimal points() {
    return points;
  }

  /**
   * The records whose doing it is.
   *
   * @return the records whose doing it is
   */
  public List<AdjustmentRecord> records() {
    return records;
  }
}
