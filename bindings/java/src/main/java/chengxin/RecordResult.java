// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.List;

/** What became of a record. Immutable; safe for any number of threads. */
public final class RecordResult {
  private final String recordId;
  private final Disposition disposition;
  private final String name;
  private final int eased;
  private final List<Effect> effects;

  RecordResult(View view, List<Effect> effects) {
    this.recordId = view.text("record_id");
    this.disposition = view.constant("disposition", Disposition.values());
    this.name = view.text("name");
    this.eased = view.int32("eased");
    this.effects = effects;
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
   * What became of it.
   *
   * @return what became of it
   */
  public Disposition disposition() {
    return disposition;
  }

  /**
   * The name of the disposition, such as "counted".
   *
   * @return the name of the disposition, such as "counted"
   */
  public String name() {
    return name;
  }

  /**
   * How far it is eased, in percent.
   *
   * @return how far it is eased, in percent
   */
  public int eased() {
    return eased;
  }

  /**
   * What it brings about besides points.
   *
   * @return what it brings about besides points
   */
  public List<Effect> effects() {
    return effects;
  }
}
