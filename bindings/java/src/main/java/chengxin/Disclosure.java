// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/** What a grantee, or the subject, is told. Immutable; safe for any number of threads. */
public final class Disclosure {
  private final Denial denial;
  private final String denialName;
  private final LocalDate asOf;
  private final Optional<Boolean> entitled;
  private final OptionalLong score;
  private final String tier;
  private final String report;
  private final String json;

  Disclosure(View view, String json) {
    this.denial = view.constant("denial", Denial.values());
    this.denialName = view.text("denial_name");
    this.asOf = view.day("as_of");
    this.entitled =
        view.int32("entitled") < 0 ? Optional.empty() : Optional.of(view.flag("entitled"));
    this.score =
        view.flag("has_score") ? OptionalLong.of(view.int64("score")) : OptionalLong.empty();
    this.tier = view.text("tier_id");
    this.report = view.text("report");
    this.json = json;
  }

  /**
   * Why nothing is told.
   *
   * @return {@link Denial#NONE} where it is granted
   */
  public Denial denial() {
    return denial;
  }

  /**
   * The stable name of the denial.
   *
   * @return in lower_snake_case; empty where it is granted
   */
  public String denialName() {
    return denialName;
  }

  /**
   * The day that it is the answer for.
   *
   * @return the day
   */
  public LocalDate asOf() {
    return asOf;
  }

  /**
   * Whether the score is enough for the use.
   *
   * @return empty where it is not told
   */
  public Optional<Boolean> entitled() {
    return entitled;
  }

  /**
   * The score in whole points.
   *
   * @return empty where it is not told
   */
  public OptionalLong score() {
    return score;
  }

  /**
   * The identifier of the tier.
   *
   * @return empty where it is not told
   */
  public String tier() {
    return tier;
  }

  /**
   * The whole report.
   *
   * @return JSON; empty where it is not told
   */
  public String report() {
    return report;
  }

  /**
   * The same as one JSON object on one line.
   *
   * @return the text
   */
  public String json() {
    return json;
  }

  /**
   * Whether the question was answered.
   *
   * @return true where there is no denial
   */
  public boolean granted() {
    return denial == Denial.NONE;
  }
}
