// How to score a table.
package chengxin;

import java.time.LocalDate;
import java.util.Objects;

/** On which day to score a {@link Table}, and how. For one thread. */
public final class ScoreTableOptions {
  private final LocalDate day;
  private int threads = 1;
  private boolean stableThrough;
  private Progress progress;

  /**
   * One thread, without {@code stable_through}.
   *
   * @param day the day
   */
  public ScoreTableOptions(LocalDate day) {
    this.day = Objects.requireNonNull(day);
  }

  /**
   * Sets how many threads work; the result is the same with any number.
   *
   * @param threads how many; 0: as many as the machine has cores
   * @return this
   */
  public ScoreTableOptions threads(int threads) {
    this.threads = threads;
    return this;
  }

  /**
   * Asks for the last day through which the figures of each stay as they are.
   *
   * @return this
   */
  public ScoreTableOptions withStableThrough() {
    this.stableThrough = true;
    return this;
  }

  /**
   * Sets who is told how many subjects are done.
   *
   * @param progress who is told
   * @return this
   */
  public ScoreTableOptions progress(Progress progress) {
    this.progress = Objects.requireNonNull(progress);
    return this;
  }

  View toNative(Scope scope, Callbacks callbacks) {
    View view = View.allocate(scope, Layouts.SCORE_OPTIONS);
    view.set("day", View.dayNumber(day));
    view.set("threads", threads);
    view.set("with_stable_through", stableThrough ? 1 : 0);
    view.set("progress", callbacks.pointer(scope, progress));
    return view;
  }
}
