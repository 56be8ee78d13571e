// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** A rulebook as a whole. Immutable; safe for any number of threads. */
public final class RulebookInfo {
  private final String id;
  private final String version;
  private final String fingerprint;
  private final String jurisdiction;
  private final Bilingual title;
  private final Bilingual note;
  private final LocalDate effectiveFrom;
  private final Optional<LocalDate> effectiveUntil;
  private final BigDecimal base;
  private final long minScore;
  private final long maxScore;
  private final int minAge;
  private final Set<Residency> residencies;
  private final Set<Capacity> capacities;

  RulebookInfo(View view) {
    this.id = view.text("id");
    this.version = view.text("version");
    this.fingerprint = view.text("fingerprint");
    this.jurisdiction = view.text("jurisdiction");
    this.title = view.bilingual("title");
    this.note = view.bilingual("note");
    this.effectiveFrom = view.day("effective_from");
    this.effectiveUntil = view.optionalDay("effective_until");
    this.base = view.points("base");
    this.minScore = view.int64("min_score");
    this.maxScore = view.int64("max_score");
    this.minAge = view.int32("min_age");
    this.residencies = view.set("residencies", Residency.class);
    this.capacities = view.set("capacities", Capacity.class);
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
   * The version.
   *
   * @return the version
   */
  public String version() {
    return version;
  }

  /**
   * The SHA-256 of the canonical JSON, 64 hexadecimal digits.
   *
   * @return the SHA-256 of the canonical JSON, 64 hexadecimal digits
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Where it holds.
   *
   * @return where it holds
   */
  public String jurisdiction() {
    return jurisdiction;
  }

  /**
   * The title that people read.
   *
   * @return the title that people read
   */
  public Bilingual title() {
    return title;
  }

  /**
   * A note for readers; may be empty.
   *
   * @return a note for readers; may be empty
   */
  public Bilingual note() {
    return note;
  }

  /**
   * The first day on which it is effective.
   *
   * @return the first day on which it is effective
   */
  public LocalDate effectiveFrom() {
    return effectiveFrom;
  }

  /**
   * The last day on which it is effective, where there is one.
   *
   * @return the last day on which it is effective, where there is one
   */
  public Optional<LocalDate> effectiveUntil() {
    return effectiveUntil;
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
   * The least score, in whole points.
   *
   * @return the least score, in whole points
   */
  public long minScore() {
    return minScore;
  }

  /**
   * The largest score, in whole points.
   *
   * @return the largest score, in whole points
   */
  public long maxScore() {
    return maxScore;
  }

  /**
   * The least age, in full years.
   *
   * @return the least age, in full years
   */
  public int minAge() {
    return minAge;
  }

  /**
   * Who may be enrolled, by residency.
   *
   * @return who may be enrolled, by residency
   */
  public Set<Residency> residencies() {
    return residencies;
  }

  /**
   * Who may be enrolled, by capacity.
   *
   * @return who may be enrolled, by capacity
   */
  public Set<Capacity> capacities() {
    return capacities;
  }

  @Override
  public String toString() {
    return id;
  }
}
