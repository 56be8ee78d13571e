// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a bad record costs, and how the resident can mend it. Immutable; safe for any number of
 * threads.
 */
public final class RecordAdvice {
  private final int record;
  private final String recordId;
  private final BigDecimal cost;
  private final Optional<LocalDate> lastDay;
  private final List<Road> roads;

  RecordAdvice(View view) {
    this.record = view.int32("record");
    this.recordId = view.text("record_id");
    this.cost = view.points("cost");
    this.lastDay = view.optionalDay("last_day");
    this.roads = view.list("roads", "road_count", Layouts.ROAD, Road::new);
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
   * The total without it minus the total with it.
   *
   * @return the total without it minus the total with it
   */
  public BigDecimal cost() {
    return cost;
  }

  /**
   * The last day on which it lowers the total by itself; empty: on none.
   *
   * @return the last day on which it lowers the total by itself; empty: on none
   */
  public Optional<LocalDate> lastDay() {
    return lastDay;
  }

  /**
   * The roads that give something, the decision last.
   *
   * @return the roads that give something, the decision last
   */
  public List<Road> roads() {
    return roads;
  }
}
