// As of which day, and known at which moment, a store is asked.
package chengxin;

import java.time.Instant;
import java.time.LocalDate;

/**
 * As of which day a store is asked, and what it is to know. What is asked with a moment is neither
 * read from the cache nor kept in it. Immutable; safe for any number of threads.
 */
public final class Question {
  private static final Question TODAY = new Question(null, null);

  private final LocalDate day;
  private final Instant moment;

  private Question(LocalDate day, Instant moment) {
    this.day = day;
    this.moment = moment;
  }

  /**
   * As of today, which is the civil day in China, with all that is known now.
   *
   * @return the question
   */
  public static Question today() {
    return TODAY;
  }

  /**
   * As of a day, with all that is known now.
   *
   * @param day the day
   * @return the question
   */
  public static Question on(LocalDate day) {
    return new Question(java.util.Objects.requireNonNull(day), null);
  }

  /**
   * The same with what was known at a moment, and no more.
   *
   * @param moment the moment; counts to the millisecond
   * @return the question
   */
  public Question knownAt(Instant moment) {
    return new Question(day, java.util.Objects.requireNonNull(moment));
  }

  int asOf() {
    return View.dayNumber(day);
  }

  long knownAt() {
    return View.momentNumber(moment);
  }
}
