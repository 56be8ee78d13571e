// A value read from the library: it never changes and needs no handle.
package chengxin;

/** A tier of scores, from its least score up. Immutable; safe for any number of threads. */
public final class Tier {
  private final String id;
  private final Bilingual title;
  private final Bilingual note;
  private final long min;

  Tier(View view) {
    this.id = view.text("id");
    this.title = view.bilingual("title");
    this.note = view.bilingual("note");
    this.min = view.int64("min");
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
   * The least score, in whole points.
   *
   * @return the least score, in whole points
   */
  public long min() {
    return min;
  }

  @Override
  public String toString() {
    return id;
  }
}
