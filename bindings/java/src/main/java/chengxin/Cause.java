// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.OptionalInt;

/** Why a segment differs from the one before. Immutable; safe for any number of threads. */
public final class Cause {
  private final Change change;
  private final String name;
  private final OptionalInt index;
  private final OptionalInt record;
  private final String id;
  private final String recordId;

  Cause(View view) {
    this.change = view.constant("change", Change.values());
    this.name = view.text("name");
    this.index = view.index("index");
    this.record = view.index("record");
    this.id = view.text("id");
    this.recordId = view.text("record_id");
  }

  /**
   * What began or ended.
   *
   * @return what began or ended
   */
  public Change change() {
    return change;
  }

  /**
   * The name of the change, such as "began".
   *
   * @return the name of the change, such as "began"
   */
  public String name() {
    return name;
  }

  /**
   * The position of the rule or ceiling, where there is one.
   *
   * @return the position of the rule or ceiling, where there is one
   */
  public OptionalInt index() {
    return index;
  }

  /**
   * The position of the record, where there is one.
   *
   * @return the position of the record, where there is one
   */
  public OptionalInt record() {
    return record;
  }

  /**
   * The identifier of the rule or ceiling, or of the new rulebook; may be empty.
   *
   * @return the identifier of the rule or ceiling, or of the new rulebook; may be empty
   */
  public String id() {
    return id;
  }

  /**
   * The identifier of the record; may be empty.
   *
   * @return the identifier of the record; may be empty
   */
  public String recordId() {
    return recordId;
  }

  @Override
  public String toString() {
    return id;
  }
}
