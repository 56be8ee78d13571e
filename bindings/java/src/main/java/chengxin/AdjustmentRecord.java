// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.List;

/** A record behind an adjustment. Immutable; safe for any number of threads. */
public final class AdjustmentRecord {
  private final int record;
  private final String recordId;
  private final int percent;
  private final List<Integer> rules;

  AdjustmentRecord(View view, List<Integer> rules) {
    this.record = view.int32("record");
    this.recordId = view.text("record_id");
    this.percent = view.int32("percent");
    this.rules = rules;
  }

  /**
   * The position of the record.
   *
   * @return the position of the record
   */
  public int record() {
    return record;
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
   * How far it is eased, in percent.
   *
   * @return how far it is eased, in percent
   */
  public int percent() {
    return percent;
  }

  /**
   * The positions of the restore rules that ease it; none: a decision.
   *
   * @return the positions of the restore rules that ease it; none: a decision
   */
  public List<Integer> rules() {
    return rules;
  }
}
