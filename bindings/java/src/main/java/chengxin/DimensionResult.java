// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;

/** What a dimension comes to. Immutable; safe for any number of threads. */
public final class DimensionResult {
  private final String id;
  private final int firstAward;
  private final int awardCount;
  private final BigDecimal raw;
  private final BigDecimal value;

  DimensionResult(View view) {
    this.id = view.text("id");
    this.firstAward = view.int32("first_award");
    this.awardCount = view.int32("award_count");
    this.raw = view.points("raw");
    this.value = view.points("value");
  }

  /**
   * The identifier in the rulebook.
   *
   * @return the identifier in the rulebook
   */
  public String id() {
    return id;
  }

  /**
   * The position of its first award.
   *
   * @return the position of its first award
   */
  public int firstAward() {
    return firstAward;
  }

  /**
   * How many awards it has; they follow one another.
   *
   * @return how many awards it has; they follow one another
   */
  public int awardCount() {
    return awardCount;
  }

  /**
   * The points before its bounds.
   *
   * @return the points before its bounds
   */
  public BigDecimal raw() {
    return raw;
  }

  /**
   * The points within its bounds.
   *
   * @return the points within its bounds
   */
  public BigDecimal value() {
    return value;
  }

  @Override
  public String toString() {
    return id;
  }
}
