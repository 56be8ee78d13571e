// Columns of one length under their names.
package chengxin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table of subjects or of records, column by column: what {@link ScoreTable} is computed from.
 * For one thread while columns are added.
 *
 * <p>Columns of subjects: {@code subject_id} (whole numbers or texts), {@code birth_date}, {@code
 * enrolled_on}, {@code residency}, {@code capacity}. Columns of records: {@code subject_id}, {@code
 * category}, {@code occurred_on} and, where there are any, {@code record_id}, {@code provider},
 * {@code origin}, {@code status}, {@code expires_on}, {@code repaired_on}, {@code corrected_on},
 * {@code service_on}, {@code conduct_on}, {@code matter}. Attributes of either are columns {@code
 * attributes.NAME}. A category may be its position in the rulebook instead of its identifier, a
 * residency, a capacity, an origin and a status the {@code ordinal()} of its constant. Rows may
 * stand in any order.
 */
public final class Table {
  final Map<String, Column> columns = new LinkedHashMap<>();

  /** A table without columns. */
  public Table() {}

  /**
   * Adds a column.
   *
   * @param name its name
   * @param column the column, which is not copied
   * @return this
   * @throws IllegalArgumentException where there is one of that name
   */
  public Table add(String name, Column column) {
    if (name.indexOf('\0') >= 0 || columns.containsKey(name)) {
      throw new IllegalArgumentException("column " + name + " cannot be added");
    }
    columns.put(name, java.util.Objects.requireNonNull(column));
    return this;
  }

  /**
   * How many rows there are.
   *
   * @return the count
   * @throws IllegalStateException where the columns are not of one length
   */
  public int rows() {
    int rows = -1;
    for (Map.Entry<String, Column> each : columns.entrySet()) {
      int found = each.getValue().rows();
      if (rows >= 0 && rows != found) {
        throw new IllegalStateException(
            "column " + each.getKey() + " has " + found + " rows, those before it " + rows);
      }
      rows = found;
    }
    return Math.max(0, rows);
  }
}
