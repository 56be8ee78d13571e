// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A subject's score on a day. Immutable; safe for any number of threads. */
public final class StoreScore {
  private final LocalDate asOf;
  private final boolean eligible;
  private final OptionalLong score;
  private final BigDecimal total;
  private final String tier;
  private final Optional<LocalDate> stableThrough;
  private final String fingerprint;
  private final boolean fromCache;
  private final List<DimensionValue> dimensions;

  StoreScore(View view) {
    this.asOf = view.day("as_of");
    this.eligible = view.flag("eligible");
    this.score = eligible ? OptionalLong.of(view.int64("score")) : OptionalLong.empty();
    this.total = view.points("total");
    this.tier = view.text("tier_id");
    this.stableThrough = view.optionalDay("stable_through");
    this.fingerprint = view.text("fingerprint");
    this.fromCache = view.flag("from_cache");
    this.dimensions = dimensions(view);
  }

  /**
   * The day that it is the score of.
   *
   * @return the day
   */
  public LocalDate asOf() {
    return asOf;
  }

  /**
   * Whether they may have a score.
   *
   * @return false where they may not: then there is no score
   */
  public boolean eligible() {
    return eligible;
  }

  /**
   * The score in whole points.
   *
   * @return the score; empty where they are not eligible
   */
  public OptionalLong score() {
    return score;
  }

  /**
   * The total of which the score is made.
   *
   * @return the total; zero where they are not eligible
   */
  public BigDecimal total() {
    return total;
  }

  /**
   * The identifier of the tier.
   *
   * @return the identifier; empty where they are not eligible
   */
  public String tier() {
    return tier;
  }

  /**
   * The last day through which the figures stay so, if no fact is added.
   *
   * @return the day; empty: for ever
   */
  public Optional<LocalDate> stableThrough() {
    return stableThrough;
  }

  /**
   * The fingerprint of the rulebook that it was computed with.
   *
   * @return the 64 hexadecimal digits
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Whether it was in the cache.
   *
   * @return true where nothing had to be computed
   */
  public boolean fromCache() {
    return fromCache;
  }

  /**
   * The dimensions.
   *
   * @return in the rulebook's order; none where they are not eligible
   */
  public List<DimensionValue> dimensions() {
    return dimensions;
  }

  private static List<DimensionValue> dimensions(View view) {
    return view.list(
        "dimensions", "dimension_count", Layouts.DIMENSION_VALUE, DimensionValue::new);
  }
}
