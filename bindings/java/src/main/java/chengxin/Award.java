// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/** Points that a rule gives or takes, never 0. Immutable; safe for any number of threads. */
public final class Award {
  private final int dimension;
  private final int rule;
  private final OptionalInt record;
  private final String ruleId;
  private final String recordId;
  private final BigDecimal points;
  private final BigDecimal beforeLimits;
  private final int percent;
  private final Optional<LocalDate> lastDay;

  Award(View view) {
    this.dimension = view.int32("dimension");
    this.rule = view.int32("rule");
    this.record = view.index("record");
    this.ruleId = view.text("rule_id");
    this.recordId = view.text("record_id");
    this.points = view.points("points");
    this.beforeLimits = view.points("before_limits");
    this.percent = view.int32("percent");
    this.lastDay = view.optionalDay("last_day");
  }

  /**
   * The position of the dimension.
   *
   * @return the position of the dimension
   */
  public int dimension() {
    return dimension;
  }

  /**
   * The position of the rule.
   *
   * @return the position of the rule
   */
  public int rule() {
    return rule;
  }

  /**
   * The position of the record; empty of a subject or absence rule.
   *
   * @return the position of the record; empty of a subject or absence rule
   */
  public OptionalInt record() {
    return record;
  }

  /**
   * The identifier of the rule.
   *
   * @return the identifier of the rule
   */
  public String ruleId() {
    return ruleId;
  }

  /**
   * The identifier of the record; empty of a subject or absence rule.
   *
   * @return the identifier of the record; empty of a subject or absence rule
   */
  public String recordId() {
    return recordId;
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
   * What the record weighed before the limits of the rule.
   *
   * @return what the record weighed before the limits of the rule
   */
  public BigDecimal beforeLimits() {
    return beforeLimits;
  }

  /**
   * The decay that is in it; else 100.
   *
   * @return the decay that is in it; else 100
   */
  public int percent() {
    return percent;
  }

  /**
   * The last day on which the record can count, where one is set.
   *
   * @return the last day on which the record can count, where one is set
   */
  public Optional<LocalDate> lastDay() {
    return lastDay;
  }
}
