// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/** Days that are alike. Immutable; safe for any number of threads. */
public final class Segment {
  private final LocalDate from;
  private final LocalDate through;
  private final boolean eligible;
  private final long score;
  private final BigDecimal total;
  private final String tierId;
  private final OptionalInt tier;
  private final int period;
  private final List<BigDecimal> values;
  private final List<Cause> causes;

  Segment(View view, List<BigDecimal> values) {
    this.from = view.day("from");
    this.through = view.day("through");
    this.eligible = view.flag("eligible");
    this.score = view.int64("score");
    this.total = view.points("total");
    this.tierId = view.text("tier_id");
    this.tier = view.index("tier");
    this.period = view.int32("period");
    this.values = values;
    this.causes = view.list("causes", "cause_count", Layouts.CAUSE, Cause::new);
  }

  /**
   * The first day.
   *
   * @return the first day
   */
  public LocalDate from() {
    return from;
  }

  /**
   * The last day.
   *
   * @return the last day
   */
  public LocalDate through() {
    return through;
  }

  /**
   * Whether the resident has a score.
   *
   * @return whether the resident has a score
   */
  public boolean eligible() {
    return eligible;
  }

  /**
   * The score in whole points; 0 where there is none.
   *
   * @return the score in whole points; 0 where there is none
   */
  public long score() {
    return score;
  }

  /**
   * The exact total.
   *
   * @return the exact total
   */
  public BigDecimal total() {
    return total;
  }

  /**
   * The identifier of the tier; empty where there is no score.
   *
   * @return the identifier of the tier; empty where there is no score
   */
  public String tierId() {
    return tierId;
  }

  /**
   * The position of the tier.
   *
   * @return the position of the tier
   */
  public OptionalInt tier() {
    return tier;
  }

  /**
   * The position of the period in which it begins, of whose rulebook positions are; 0 where there
   * is one rulebook.
   *
   * @return the position of the period in which it begins
   */
  public int period() {
    return period;
  }

  /**
   * The points of each dimension of the rulebook.
   *
   * @return the points of each dimension of the rulebook
   */
  public List<BigDecimal> values() {
    return values;
  }

  /**
   * Why it differs from the segment before; none in the first.
   *
   * @return why it differs from the segment before; none in the first
   */
  public List<Cause> causes() {
    return causes;
  }
}
