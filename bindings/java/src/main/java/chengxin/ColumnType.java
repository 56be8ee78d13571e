// What the values of a column are, and how wide.
package chengxin;

/** What the values of a {@link Column} are. */
public enum ColumnType {
  /** Whole numbers of 8 bits. */
  INT8("c", 8),
  /** Whole numbers of 16 bits. */
  INT16("s", 16),
  /** Whole numbers of 32 bits. */
  INT32("i", 32),
  /** Whole numbers of 64 bits. */
  INT64("l", 64),
  /** Numbers of 64 bits, IEEE 754. */
  FLOAT64("g", 64),
  /** Days since 1970-01-01, of 32 bits. */
  DAY("tdD", 32),
  /** Booleans, one a bit, the lowest bit of each byte first. */
  BOOLEAN("b", 1);

  final String format;
  final int bits;

  ColumnType(String format, int bits) {
    this.format = format;
    this.bits = bits;
  }

  /** How many bytes so many values take. */
  long bytes(long rows) {
    return (rows * bits + 7) / 8;
  }
}
