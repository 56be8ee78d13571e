// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The figures of an assessment. Where the resident has no score the points are 0. Immutable; safe
 * for any number of threads.
 */
public final class Figures {
  private final LocalDate day;
  private final boolean eligible;
  private final Set<Ineligible> ineligibleBecause;
  private final boolean knowsStableThrough;
  private final Optional<LocalDate> stableThrough;
  private final long score;
  private final BigDecimal total;
  private final BigDecimal base;
  private final String tierId;
  private final OptionalInt tier;

  Figures(View view) {
    this.day = view.day("day");
    this.eligible = view.flag("eligible");
    this.ineligibleBecause = view.set("ineligible_because", Ineligible.class);
    this.knowsStableThrough = view.flag("knows_stable_through");
    this.stableThrough = view.optionalDay("stable_through");
    this.score = view.int64("score");
    this.total = view.points("total");
    this.base = view.points("base");
    this.tierId = view.text("tier_id");
    this.tier = view.index("tier");
  }

  /**
   * The day of the assessment.
   *
   * @return the day of the assessment
   */
  public LocalDate day() {
    return day;
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
   * Why the resident has no score.
   *
   * @return why the resident has no score
   */
  public Set<Ineligible> ineligibleBecause() {
    return ineligibleBecause;
  }

  /**
   * Whether {@link AssessOption#STABLE_THROUGH} was asked for.
   *
   * @return whether {@link AssessOption#STABLE_THROUGH} was asked for
   */
  public boolean knowsStableThrough() {
    return knowsStableThrough;
  }

  /**
   * The last day on which the figures stay as they are; empty: for ever, as far as is known.
   *
   * @return the last day on which the figures stay as they are; empty: for ever, as far as is known
   */
  public Optional<LocalDate> stableThrough() {
    return stableThrough;
  }

  /**
   * The score in whole points.
   *
   * @return the score in whole points
   */
  public long score() {
    return score;
  }

  /**
   * Base, awards and adjustments.
   *
   * @return base, awards and adjustments
   */
  public BigDecimal total() {
    return total;
  }

  /**
   * The points that everybody begins with.
   *
   * @return the points that everybody begins with
   */
  public BigDecimal base() {
    return base;
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
}
