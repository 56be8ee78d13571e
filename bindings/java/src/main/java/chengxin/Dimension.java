// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;

/** A dimension of the score. Immutable; safe for any number of threads. */
public final class Dimension {
  private final String id;
  private final Bilingual title;
  private final Bilingual note;
  private final boolean repairs;
  private final BigDecimal min;
  private final BigDecimal max;

  Dimension(View view) {
    this.id = view.text("id");
    this.title = view.bilingual("title");
    this.note = view.bilingual("note");
    this.repairs = view.flag("repairs");
    this.min = view.points("min");
    this.max = view.points("max");
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
   * Whether what the easing of bad records gives back is shown here.
   *
   * @return whether what the easing of bad records gives back is shown here
   */
  public boolean repairs() {
    return repairs;
  }

  /**
   * The fewest points that it may come to.
   *
   * @return the fewest points that it may come to
   */
  public BigDecimal min() {
    return min;
  }

  /**
   * The most points that it may come to.
   *
   * @return the most points that it may come to
   */
  public BigDecimal max() {
    return max;
  }

  @Override
  public String toString() {
    return id;
  }
}
