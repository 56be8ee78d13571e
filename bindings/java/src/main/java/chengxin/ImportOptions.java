// How to import.
package chengxin;

import java.time.Instant;

/** How to import. For one thread. */
public final class ImportOptions {
  private RowFormat subjectsFormat = RowFormat.BY_NAME;
  private RowFormat recordsFormat = RowFormat.BY_NAME;
  private String subjectsName = "";
  private String recordsName = "";
  private boolean refuseBadRows;
  private Instant at;
  private long keepBadRows;
  private Progress progress;

  /** The defaults. */
  public ImportOptions() {}

  /**
   * Sets how the subjects are written.
   *
   * @param subjectsFormat how the subjects are written
   * @return this
   */
  public ImportOptions subjectsFormat(RowFormat subjectsFormat) {
    this.subjectsFormat = java.util.Objects.requireNonNull(subjectsFormat);
    return this;
  }

  /**
   * Sets how the records are written.
   *
   * @param recordsFormat how the records are written
   * @return this
   */
  public ImportOptions recordsFormat(RowFormat recordsFormat) {
    this.recordsFormat = java.util.Objects.requireNonNull(recordsFormat);
    return this;
  }

  /**
   * Sets the path of the subjects, or how messages call them; an empty path: no such file.
   *
   * @param subjectsName the path of the subjects, or how messages call them; an empty path: no such
   * file
   * @return this
   */
  public ImportOptions subjectsName(String subjectsName) {
    this.subjectsName = java.util.Objects.requireNonNull(subjectsName);
    return this;
  }

  /**
   * Sets the path of the records, or how messages call them; an empty path: no such file.
   *
   * @param recordsName the path of the records, or how messages call them; an empty path: no such
   * file
   * @return this
   */
  public ImportOptions recordsName(String recordsName) {
    this.recordsName = java.util.Objects.requireNonNull(recordsName);
    return this;
  }

  /**
   * Sets whether nothing is added where a row is bad.
   *
   * @param refuseBadRows whether nothing is added where a row is bad
   * @return this
   */
  public ImportOptions refuseBadRows(boolean refuseBadRows) {
    this.refuseBadRows = refuseBadRows;
    return this;
  }

  /**
   * Sets when the store learned it, if not now: not before its last entry.
   *
   * @param at when the store learned it, if not now: not before its last entry
   * @return this
   */
  public ImportOptions at(Instant at) {
    this.at = java.util.Objects.requireNonNull(at);
    return this;
  }

  /**
   * Sets how many bad rows are kept, of which all are counted; 0: all.
   *
   * @param keepBadRows how many bad rows are kept, of which all are counted; 0: all
   * @return this
   */
  public ImportOptions keepBadRows(long keepBadRows) {
    this.keepBadRows = keepBadRows;
    return this;
  }

  /**
   * Sets who is told how many bytes were read.
   *
   * @param progress who is told how many bytes were read
   * @return this
   */
  public ImportOptions progress(Progress progress) {
    this.progress = java.util.Objects.requireNonNull(progress);
    return this;
  }

  View toNative(Scope scope, Callbacks callbacks) {
    View view = View.allocate(scope, Layouts.IMPORT_OPTIONS);
    view.set("subjects_format", subjectsFormat.ordinal());
    view.set("records_format", recordsFormat.ordinal());
    view.set("subjects_name", scope.text(subjectsName));
    view.set("records_name", scope.text(recordsName));
    view.set("refuse_bad_rows", refuseBadRows ? 1 : 0);
    view.setMoment("at", at);
    view.set("keep_bad_rows", keepBadRows);
    view.set("progress", callbacks.pointer(scope, progress));
    return view;
  }
}
