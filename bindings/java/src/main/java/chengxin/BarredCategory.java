// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.List;

/**
 * A kind of information that must not be collected: its records never count. Immutable; safe for
 * any number of threads.
 */
public final class BarredCategory {
  private final String category;
  private final Bilingual title;
  private final List<Citation> citations;

  BarredCategory(View view) {
    this.category = view.text("category");
    this.title = view.bilingual("title");
    this.citations = view.list("citations", "citation_count", Layouts.CITATION, Citation::new);
  }

  /**
   * The identifier of the category.
   *
   * @return the identifier of the category
   */
  public String category() {
    return category;
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
   * The articles that it rests on.
   *
   * @return the articles that it rests on
   */
  public List<Citation> citations() {
    return citations;
  }
}
