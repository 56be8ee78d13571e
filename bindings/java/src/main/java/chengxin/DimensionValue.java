// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;

/** What a dimension comes to, within its bounds. Immutable; safe for any number of threads. */
public final class DimensionValue {
  private final String id;
  private final BigDecimal value;

  DimensionValue(View view) {
    this.id = view.text("id");
    this.value = view.points("value");
  }

  /**
   * Its identifier in the rulebook.
   *
   * @return the identifier
   */
  public String id() {
    return id;
  }

  /**
   * The points.
   *
   * @return the points, within the bounds of the dimension
   */
  public BigDecimal value() {
    return value;
  }

  @Override
  public String toString() {
    return id + " " + value;
  }
}
