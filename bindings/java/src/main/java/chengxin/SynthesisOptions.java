// How to make up a population.
package chengxin;

import java.time.LocalDate;

/** How to make up a population. The same options give the same bytes. For one thread. */
public final class SynthesisOptions {
  private RowFormat format = RowFormat.CSV;
  private long subjects = 1000;
  private long seed = 1;
  private int badRows;
  private LocalDate day;
  private Progress progress;

  /** The defaults: 1,000 subjects of seed 1 as CSV. */
  public SynthesisOptions() {}

  /**
   * Sets how rows are written, CSV or JSONL.
   *
   * @param format how rows are written, CSV or JSONL
   * @return this
   */
  public SynthesisOptions format(RowFormat format) {
    this.format = java.util.Objects.requireNonNull(format);
    return this;
  }

  /**
   * Sets how many subjects, at most 99,999,999.
   *
   * @param subjects how many subjects, at most 99,999,999
   * @return this
   */
  public SynthesisOptions subjects(long subjects) {
    this.subjects = subjects;
    return this;
  }

  /**
   * Sets the seed.
   *
   * @param seed the seed
   * @return this
   */
  public SynthesisOptions seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Sets how many rows of every kind that cannot be used.
   *
   * @param badRows how many rows of every kind that cannot be used
   * @return this
   */
  public SynthesisOptions badRows(int badRows) {
    this.badRows = badRows;
    return this;
  }

  /**
   * Sets the day before which most records lie.
   *
   * @param day the day before which most records lie
   * @return this
   */
  public SynthesisOptions day(LocalDate day) {
    this.day = java.util.Objects.requireNonNull(day);
    return this;
  }

  /**
   * Sets who is told how many subjects are done.
   *
   * @param progress who is told how many subjects are done
   * @return this
   */
  public SynthesisOptions progress(Progress progress) {
    this.progress = java.util.Objects.requireNonNull(progress);
    return this;
  }

  View toNative(Scope scope, Callbacks callbacks) {
    View view = View.allocate(scope, Layouts.SYNTHESIS_OPTIONS);
    view.set("format", format.ordinal());
    view.set("subjects", subjects);
    view.set("seed", seed);
    view.set("bad_rows", badRows);
    view.setDay("day", day);
    view.set("progress", callbacks.pointer(scope, progress));
    return view;
  }
}
