// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.util.OptionalInt;

/** Rules of a dimension that are limited together. Immutable; safe for any number of threads. */
public final class Group {
  private final String id;
  private final Bilingual title;
  private final OptionalInt dimension;
  private final BigDecimal total;

  Group(View view) {
    this.id = view.text("id");
    this.title = view.bilingual("title");
    this.dimension = view.index("dimension");
    this.total = view.points("total");
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
   * The position of its dimension.
   *
   * @return the position of its dimension
   */
  public OptionalInt dimension() {
    return dimension;
  }

  /**
   * The magnitude that they are held to.
   *
   * @return the magnitude that they are held to
   */
  public BigDecimal total() {
    return total;
  }

  @Override
  public String toString() {
    return id;
  }
}
