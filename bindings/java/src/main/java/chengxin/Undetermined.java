// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.OptionalInt;

/**
 * A condition that could not be decided, which cost no point. Immutable; safe for any number of
 * threads.
 */
public final class Undetermined {
  private final boolean ofCeiling;
  private final int index;
  private final OptionalInt record;
  private final String id;
  private final String recordId;
  private final String attribute;

  Undetermined(View view) {
    this.ofCeiling = view.flag("of_ceiling");
    this.index = view.int32("index");
    this.record = view.index("record");
    this.id = view.text("id");
    this.recordId = view.text("record_id");
    this.attribute = view.text("attribute");
  }

  /**
   * Whether it is the condition of a ceiling; else of a rule.
   *
   * @return whether it is the condition of a ceiling; else of a rule
   */
  public boolean ofCeiling() {
    return ofCeiling;
  }

  /**
   * The position of the ceiling, or of the rule.
   *
   * @return the position of the ceiling, or of the rule
   */
  public int index() {
    return index;
  }

  /**
   * The position of the record; empty of a subject rule.
   *
   * @return the position of the record; empty of a subject rule
   */
  public OptionalInt record() {
    return record;
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
   * The identifier of the record.
   *
   * @return the identifier of the record
   */
  public String recordId() {
    return recordId;
  }

  /**
   * The attribute that is not known; empty where none is missing.
   *
   * @return the attribute that is not known; empty where none is missing
   */
  public String attribute() {
    return attribute;
  }

  @Override
  public String toString() {
    return id;
  }
}
