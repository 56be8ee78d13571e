// A value read from the library: it never changes and needs no handle.
package chengxin;

/**
 * An article of one of the texts that the rulebook rests on. Immutable; safe for any number of
 * threads.
 */
public final class Citation {
  private final String basis;
  private final String article;

  Citation(View view) {
    this.basis = view.text("basis");
    this.article = view.text("article");
  }

  /**
   * The identifier of a {@link Basis}.
   *
   * @return the identifier of a {@link Basis}
   */
  public String basis() {
    return basis;
  }

  /**
   * The article, such as "11".
   *
   * @return the article, such as "11"
   */
  public String article() {
    return article;
  }
}
