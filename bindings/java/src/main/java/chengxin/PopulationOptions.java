// How to read a population.
package chengxin;


/** How to read a population. For one thread. */
public final class PopulationOptions {
  private RowFormat subjectsFormat = RowFormat.BY_NAME;
  private RowFormat recordsFormat = RowFormat.BY_NAME;
  private String subjectsName = "";
  private String recordsName = "";
  private String onlySubject = "";
  private long keepBadRows;
  private Progress progress;

  /** The defaults. */
  public PopulationOptions() {}

  /**
   * Sets how the subjects are written.
   *
   * @param subjectsFormat how the subjects are written
   * @return this
   */
  public PopulationOptions subjectsFormat(RowFormat subjectsFormat) {
    this.subjectsFormat = java.util.Objects.requireNonNull(subjectsFormat);
    return this;
  }

  /**
   * Sets how the records are written.
   *
   * @param recordsFormat how the records are written
   * @return this
   */
  public PopulationOptions recordsFormat(RowFormat recordsFormat) {
    this.recordsFormat = java.util.Objects.requireNonNull(recordsFormat);
    return this;
  }

  /**
   * Sets the path of the subjects, or how messages call them.
   *
   * @param subjectsName the path of the subjects, or how messages call them
   * @return this
   */
  public PopulationOptions subjectsName(String subjectsName) {
    this.subjectsName = java.util.Objects.requireNonNull(subjectsName);
    return this;
  }

  /**
   * Sets the path of the records, or how messages call them.
   *
   * @param recordsName the path of the records, or how messages call them
   * @return this
   */
  public PopulationOptions recordsName(String recordsName) {
    this.recordsName = java.util.Objects.requireNonNull(recordsName);
    return this;
  }

  /**
   * Sets the subject whose records alone are kept; empty: of all.
   *
   * @param onlySubject the subject whose records alone are kept; empty: of all
   * @return this
   */
  public PopulationOptions onlySubject(String onlySubject) {
    this.onlySubject = java.util.Objects.requireNonNull(onlySubject);
    return this;
  }

  /**
   * Sets how many bad rows are kept; 0: all.
   *
   * @param keepBadRows how many bad rows are kept; 0: all
   * @return this
   */
  public PopulationOptions keepBadRows(long keepBadRows) {
    this.keepBadRows = keepBadRows;
    return this;
  }

  /**
   * Sets who is told how many bytes were read.
   *
   * @param progress who is told how many bytes were read
   * @return this
   */
  public PopulationOptions progress(Progress progress) {
    this.progress = java.util.Objects.requireNonNull(progress);
    return this;
  }

  View toNative(Scope scope, Callbacks callbacks) {
    View view = View.allocate(scope, Layouts.POPULATION_OPTIONS);
    view.set("subjects_format", subjectsFormat.ordinal());
    view.set("records_format", recordsFormat.ordinal());
    view.set("subjects_name", scope.text(subjectsName));
    view.set("records_name", scope.text(recordsName));
    view.set("only_subject", scope.text(onlySubject));
    view.set("keep_bad_rows", keepBadRows);
    view.set("progress", callbacks.pointer(scope, progress));
    return view;
  }
}
