// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A rule. What its kind does not have is 0 or empty. Immutable; safe for any number of threads. */
public final class Rule {
  private final String id;
  private final RuleKind kind;
  private final Bilingual title;
  private final Bilingual note;
  private final List<Citation> citations;
  private final List<String> categories;
  private final String when;
  private final OptionalInt dimension;
  private final OptionalInt group;
  private final PointsForm form;
  private final Combine combine;
  private final BigDecimal points;
  private final String perAttribute;
  private final long perUnit;
  private final Optional<BigDecimal> perMax;
  private final List<PointRow> rows;
  private final List<Step> decay;
  private final List<Step> steps;
  private final int validMonths;
  private final int breakMonths;
  private final Optional<BigDecimal> limitPerYear;
  private final Optional<BigDecimal> limitTotal;
  private final OptionalLong limitCount;
  private final RepairStep step;
  private final int percent;
  private final int afterDays;
  private final boolean hasOtherwise;

  Rule(View view) {
    this.id = view.text("id");
    this.kind = view.constant("kind", RuleKind.values());
    this.title = view.bilingual("title");
    this.note = view.bilingual("note");
    this.citations = view.list("citations", "citation_count", Layouts.CITATION, Citation::new);
    this.categories = view.texts("categories", "category_count");
    this.when = view.text("when");
    this.dimension = view.index("dimension");
    this.group = view.index("group");
    this.form = view.constant("form", PointsForm.values());
    this.combine = view.constant("combine", Combine.values());
    this.points = view.points("points");
    this.perAttribute = view.text("per_attribute");
    this.perUnit = view.int64("per_unit");
    this.perMax = view.optionalPoints("per_max");
    this.rows = view.list("rows", "row_count", Layouts.POINT_ROW, PointRow::new);
    this.decay = view.list("decay", "decay_count", Layouts.STEP, Step::new);
    this.steps = view.list("steps", "step_count", Layouts.STEP, Step::new);
    this.validMonths = view.int32("valid_months");
    this.breakMonths = view.int32("break_months");
    this.limitPerYear = view.optionalPoints("limit_per_year");
    this.limitTotal = view.optionalPoints("limit_total");
    this.limitCount = view.optionalLong("limit_count");
    this.step = view.constant("step", RepairStep.values());
    this.percent = view.int32("percent");
    this.afterDays = view.int32("after_days");
    this.hasOtherwise = view.flag("has_otherwise");
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
   * The kind of rule.
   *
   * @return the kind of rule
   */
  public RuleKind kind() {
    return kind;
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
   * The categories whose records it claims or watches.
   *
   * @return the categories whose records it claims or watches
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
   * The position of its dimension; empty of a restore rule.
   *
   * @return the position of its dimension; empty of a restore rule
   */
  public OptionalInt dimension() {
    return dimension;
  }

  /**
   * The position of its group, where it has one.
   *
   * @return the position of its group, where it has one
   */
  public OptionalInt group() {
    return group;
  }

  /**
   * How its points are found.
   *
   * @return how its points are found
   */
  public PointsForm form() {
    return form;
  }

  /**
   * How its claims combine.
   *
   * @return how its claims combine
   */
  public Combine combine() {
    return combine;
  }

  /**
   * Fixed: these; per: for each unit; table: where no row is true.
   *
   * @return fixed: these; per: for each unit; table: where no row is true
   */
  public BigDecimal points() {
    return points;
  }

  /**
   * The attribute whose units are counted.
   *
   * @return the attribute whose units are counted
   */
  public String perAttribute() {
    return perAttribute;
  }

  /**
   * How much of the attribute is one unit.
   *
   * @return how much of the attribute is one unit
   */
  public long perUnit() {
    return perUnit;
  }

  /**
   * The largest magnitude of one record, where there is one.
   *
   * @return the largest magnitude of one record, where there is one
   */
  public Optional<BigDecimal> perMax() {
    return perMax;
  }

  /**
   * The rows of a table of points.
   *
   * @return the rows of a table of points
   */
  public List<PointRow> rows() {
    return rows;
  }

  /**
   * The steps of its decay.
   *
   * @return the steps of its decay
   */
  public List<Step> decay() {
    return decay;
  }

  /**
   * The steps of an absence rule.
   *
   * @return the steps of an absence rule
   */
  public List<Step> steps() {
    return steps;
  }

  /**
   * For how many months it counts; 0: without end.
   *
   * @return for how many months it counts; 0: without end
   */
  public int validMonths() {
    return validMonths;
  }

  /**
   * Of an absence rule: the months that a break lasts.
   *
   * @return of an absence rule: the months that a break lasts
   */
  public int breakMonths() {
    return breakMonths;
  }

  /**
   * The most in a year, where there is a limit.
   *
   * @return the most in a year, where there is a limit
   */
  public Optional<BigDecimal> limitPerYear() {
    return limitPerYear;
  }

  /**
   * The most in all, where there is a limit.
   *
   * @return the most in all, where there is a limit
   */
  public Optional<BigDecimal> limitTotal() {
    return limitTotal;
  }

  /**
   * The most records, where there is a limit.
   *
   * @return the most records, where there is a limit
   */
  public OptionalLong limitCount() {
    return limitCount;
  }

  /**
   * Of a restore rule: the road of repair.
   *
   * @return of a restore rule: the road of repair
   */
  public RepairStep step() {
    return step;
  }

  /**
   * Of a restore rule: what is given back, in percent.
   *
   * @return of a restore rule: what is given back, in percent
   */
  public int percent() {
    return percent;
  }

  /**
   * Of a restore rule: after how many days.
   *
   * @return of a restore rule: after how many days
   */
  public int afterDays() {
    return afterDays;
  }

  /**
   * Of a table: whether it says what counts when no row is true.
   *
   * @return of a table: whether it says what counts when no row is true
   */
  public boolean hasOtherwise() {
    return hasOtherwise;
  }

  @Override
  public String toString() {
    return id;
  }
}
