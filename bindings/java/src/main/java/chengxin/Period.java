// What a timeline through several rulebooks is made of; a value, but for the case it names.
package chengxin;

import java.time.LocalDate;
import java.util.Objects;

/**
 * The days of one rulebook: a case made for its engine, with the resident and the records that the
 * cases of the other periods have, in the same order.
 */
public final class Period {
  final Case facts;
  private final LocalDate from;
  private final LocalDate through;

  /**
   * The days of one rulebook.
   *
   * @param facts made for an engine of that rulebook; stays open until the timeline is made
   * @param from the first day
   * @param through the last day; null: it stays in force
   */
  public Period(Case facts, LocalDate from, LocalDate through) {
    this.facts = Objects.requireNonNull(facts);
    this.from = Objects.requireNonNull(from);
    this.through = through;
  }

  void writeTo(View view) {
    view.setDay("from", from);
    view.setDay("through", through);
  }
}
