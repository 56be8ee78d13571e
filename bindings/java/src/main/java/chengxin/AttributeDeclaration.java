// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.List;

/**
 * An attribute that subjects, or records of a category, may carry. Immutable; safe for any number
 * of threads.
 */
public final class AttributeDeclaration {
  private final ValueType type;
  private final String name;
  private final Bilingual title;
  private final Bilingual unit;
  private final boolean required;
  private final boolean hasMin;
  private final boolean hasMax;
  private final long min;
  private final long max;
  private final double minNumber;
  private final double maxNumber;
  private final List<String> values;

  AttributeDeclaration(View view) {
    this.type = view.constant("type", ValueType.values());
    this.name = view.text("name");
    this.title = view.bilingual("title");
    this.unit = view.bilingual("unit");
    this.required = view.flag("required");
    this.hasMin = view.flag("has_min");
    this.hasMax = view.flag("has_max");
    this.min = view.int64("min");
    this.max = view.int64("max");
    this.minNumber = view.number("min_number");
    this.maxNumber = view.number("max_number");
    this.values = view.texts("values", "value_count");
  }

  /**
   * The type of its values.
   *
   * @return the type of its values
   */
  public ValueType type() {
    return type;
  }

  /**
   * The name of the attribute.
   *
   * @return the name of the attribute
   */
  public String name() {
    return name;
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
   * The unit; may be empty.
   *
   * @return the unit; may be empty
   */
  public Bilingual unit() {
    return unit;
  }

  /**
   * Whether it must be given.
   *
   * @return whether it must be given
   */
  public boolean required() {
    return required;
  }

  /**
   * Whether there is a least value.
   *
   * @return whether there is a least value
   */
  public boolean hasMin() {
    return hasMin;
  }

  /**
   * Whether there is a largest value.
   *
   * @return whether there is a largest value
   */
  public boolean hasMax() {
    return hasMax;
  }

  /**
   * The least value of an integer, where there is one.
   *
   * @return the least value of an integer, where there is one
   */
  public long min() {
    return min;
  }

  /**
   * The largest value of an integer, where there is one.
   *
   * @return the largest value of an integer, where there is one
   */
  public long max() {
    return max;
  }

  /**
   * The least value of a number, where there is one.
   *
   * @return the least value of a number, where there is one
   */
  public double minNumber() {
    return minNumber;
  }

  /**
   * The largest value of a number, where there is one.
   *
   * @return the largest value of a number, where there is one
   */
  public double maxNumber() {
    return maxNumber;
  }

  /**
   * The only values that a string may have; empty where any is allowed.
   *
   * @return the only values that a string may have; empty where any is allowed
   */
  public List<String> values() {
    return values;
  }
}
