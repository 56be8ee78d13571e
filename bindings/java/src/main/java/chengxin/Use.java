// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.util.List;

/**
 * A purpose for which a score may be asked, and the score that it takes. Immutable; safe for any
 * number of threads.
 */
public final class Use {
  private final String id;
  private final Bilingual title;
  private final Bilingual note;
  private final List<Citation> citations;
  private final BigDecimal minScore;

  Use(View view) {
    this.id = view.text("id");
    this.title = view.bilingual("title");
    this.note = view.bilingual("note");
    this.citations = view.list("citations", "citation_count", Layouts.CITATION, Citation::new);
    this.minScore = view.points("min_score");
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
   * The articles that it rests on.
   *
   * @return the articles that it rests on
   */
  public List<Citation> citations() {
    return citations;
  }

  /**
   * The least score that it takes.
   *
   * @return the least score that it takes
   */
  public BigDecimal minScore() {
    return minScore;
  }

  @Override
  public String toString() {
    return id;
  }
}
