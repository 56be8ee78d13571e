// A value read from the library: it never changes and needs no handle.
package chengxin;

/** A text that the rulebook rests on. Immutable; safe for any number of threads. */
public final class Basis {
  private final String id;
  private final Bilingual title;

  Basis(View view) {
    this.id = view.text("id");
    this.title = view.bilingual("title");
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

  @Override
  public String toString() {
    return id;
  }
}
