// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;

/**
 * What holds after so many months: of a decay the percentage left, of an absence rule its points.
 * Immutable; safe for any number of threads.
 */
public final class Step {
  private final int months;
  private final int percent;
  private final BigDecimal points;

  Step(View view) {
    this.months = view.int32("months");
    this.percent = view.int32("percent");
    this.points = view.points("points");
  }

  /**
   * After how many months.
   *
   * @return after how many months
   */
  public int months() {
    return months;
  }

  /**
   * Of a decay: what is left, in percent.
   *
   * @return of a decay: what is left, in percent
   */
  public int percent() {
    return percent;
  }

  /**
   * Of an absence rule: its points.
   *
   * @return of an absence rule: its points
   */
  public BigDecimal points() {
    return points;
  }
}
