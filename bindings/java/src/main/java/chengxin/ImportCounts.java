// A value read from the library: it never changes and needs no handle.
package chengxin;

/** What was added to a store. Immutable; safe for any number of threads. */
public final class ImportCounts {
  private final boolean added;
  private final long subjectsNew;
  private final long subjectsChanged;
  private final long subjectsSame;
  private final long recordsNew;
  private final long recordsChanged;
  private final long recordsSame;
  private final long heldBack;
  private final long barred;
  private final long bad;

  ImportCounts(View view) {
    this.added = view.flag("added");
    this.subjectsNew = view.int64("subjects_new");
    this.subjectsChanged = view.int64("subjects_changed");
    this.subjectsSame = view.int64("subjects_same");
    this.recordsNew = view.int64("records_new");
    this.recordsChanged = view.int64("records_changed");
    this.recordsSame = view.int64("records_same");
    this.heldBack = view.int64("held_back");
    this.barred = view.int64("barred");
    this.bad = view.int64("bad");
  }

  /**
   * Whether anything could be added.
   *
   * @return false where rows were bad and {@link ImportOptions#refuseBadRows} was asked for
   */
  public boolean added() {
    return added;
  }

  /**
   * Subjects that were not there.
   *
   * @return the count
   */
  public long subjectsNew() {
    return subjectsNew;
  }

  /**
   * Subjects that are there in a new version.
   *
   * @return the count
   */
  public long subjectsChanged() {
    return subjectsChanged;
  }

  /**
   * Subjects that were there as they are.
   *
   * @return the count
   */
  public long subjectsSame() {
    return subjectsSame;
  }

  /**
   * Records that were not there.
   *
   * @return the count
   */
  public long recordsNew() {
    return recordsNew;
  }

  /**
   * Records that are there in a new version.
   *
   * @return the count
   */
  public long recordsChanged() {
    return recordsChanged;
  }

  /**
   * Records that were there as they are.
   *
   * @return the count
   */
  public long recordsSame() {
    return recordsSame;
  }

  /**
   * Rows of erased subjects, and purged records: not added.
   *
   * @return the count
   */
  public long heldBack() {
    return heldBack;
  }

  /**
   * Records of barred categories, which are written nowhere.
   *
   * @return the count
   */
  public long barred() {
    return barred;
  }

  /**
   * Rows of both kinds that could not be used.
   *
   * @return the count
   */
  public long bad() {
    return bad;
  }
}
