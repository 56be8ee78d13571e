// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.List;

/**
 * The most that a score may be while a record of certain categories is live. Immutable; safe for
 * any number of threads.
 */
public final class Ceiling {
  private final String id;
  private final Bilingual title;
  private final Bilingual note;
  private final int validMonths;
  private final List<Citation> citations;
  private final List<String> categories;
  private final String when;
  private final long maxScore;

  Ceiling(View view) {
    this.id = view.text("id");
    this.title = view.bilingual("title");
    this.note = view.bilingual("note");
    this.validMonths = view.int32("valid_months");
    this.citations = view.list("citations", "citation_count", Layouts.CITATION, Citation::new);
    this.categories = view.texts("categories", "category_count");
    this.when = view.text("when");
    this.maxScore = view.int64("max_score");
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
   * For how many months it holds.
   *
   * @return for how many months it holds
   */
  public int validMonths() {
    return validMonths;
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
   * The categories whose records set it.
   *
   * @return the categories whose records set it
   */
  public List<String> categories() {
    return categories;
  }

  /**
   * The condition; empty where there is none.
   *
   * @return the condition; empty where there is none
   */
  public String when() {
    return when;
  }

  /**
   * The most that the score may be, in whole points.
   *
   * @return the most that the score may be, in whole points
   */
  public long maxScore() {
    return maxScore;
  }

  @Override
  public String toString() {
    return id;
  }
}
