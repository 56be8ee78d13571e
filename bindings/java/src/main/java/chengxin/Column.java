// One column of a table: lent buffers, or buffers that grow row by row. The library reads the
// memory where it is.
package chengxin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of a {@link Table}, in direct buffers in the order of bytes of the machine.
 *
 * <p>Either the caller's own buffers are lent, which must not change while a table is scored, or
 * the column is grown row by row with {@code add}. What is null in a row is marked in the column's
 * validity: one bit a row, the lowest bit of each byte first, 0 where the value is not given. For
 * one thread while it grows.
 */
public final class Column {
  private static final int FIRST_BYTES = 1024;

  final String format;
  int rows;
  ByteBuffer validity; // null: every row has a value
  ByteBuffer values;
  ByteBuffer bytes; // of texts, to which the values are the offsets
  Column words; // of a dictionary, to which the values are the positions

  private final ColumnType type; // null: texts
  private final boolean grows;
  private Map<String, Integer> positions;

  private Column(String format, ColumnType type, boolean grows) {
    this.format = format;
    this.type = type;
    this.grows = grows;
  }

  /**
   * A column over lent values, all given.
   *
   * @param type what they are
   * @param rows how many
   * @param values a direct buffer that holds them from its position on
   * @return the column
   */
  public static Column lend(ColumnType type, int rows, ByteBuffer values) {
    Column made = new Column(type.format, type, false);
    made.rows = rows;
    made.values = lent(values, type.bytes(rows), type.bits > 8);
    return made;
  }

  /**
   * A column of lent texts, all given: row {@code i} is the UTF-8 from byte {@code offsets[i]} to
   * before {@code offsets[i + 1]}.
   *
   * @param rows how many
   * @param offsets a direct buffer of {@code rows + 1} offsets of 32 bits
   * @param bytes a direct buffer
   * @return the column
   */
  public static Column lendTexts(int rows, ByteBuffer offsets, ByteBuffer bytes) {
    Column made = new Column("u", null, false);
    made.rows = rows;
    made.values = lent(offsets, (rows + 1L) * Integer.BYTES, true);
    made.bytes = lent(bytes, 0, false);
    int before = 0;
    for (int i = 0; i <= rows; i++) {
      int offset = made.values.getInt(i * Integer.BYTES);
      if (offset < before || offset > made.bytes.limit()) {
        throw new IllegalArgumentException("offset " + i + " is " + offset);
      }
      before = offset;
    }
    return made;
  }

  /**
   * A column of lent positions in a list of texts, all given.
   *
   * @param rows how many
   * @param positions a direct buffer of positions of 32 bits, from 0
   * @param words the texts
   * @return the column
   */
  public static Column lendWords(int rows, ByteBuffer positions, List<String> words) {
    Column made = new Column(ColumnType.INT32.format, ColumnType.INT32, false);
    made.rows = rows;
    made.values = lent(positions, ColumnType.INT32.bytes(rows), true);
    made.words = texts();
    words.forEach(made.words::add);
    return made;
  }

  /**
   * Says which rows of a lent column are given.
   *
   * @param validity a direct buffer of one bit a row from its position on; 0: not given
   * @return this
   */
  public Column withValidity(ByteBuffer validity) {
    if (grows) {
      throw new IllegalStateException("a column that grows keeps its own validity");
    }
    this.validity = lent(validity, ColumnType.BOOLEAN.bytes(rows), false);
    return this;
  }

  /**
   * A column that grows.
   *
   * @param type what its values are
   * @return the column, without rows
   */
  public static Column of(ColumnType type) {
    Column made = new Column(type.format, type, true);
    made.values = direct(FIRST_BYTES);
    return made;
  }

  /**
   * A column of texts that grows.
   *
   * @return the column, without rows
   */
  public static Column texts() {
    Column made = new Column("u", null, true);
    made.values = direct(FIRST_BYTES);
    made.bytes = direct(FIRST_BYTES);
    return made;
  }

  /**
   * A column that grows, of texts that repeat: each is kept once.
   *
   * @return the column, without rows
   */
  public static Column words() {
    Column made = new Column(ColumnType.INT32.format, ColumnType.INT32, true);
    made.values = direct(FIRST_BYTES);
    made.words = texts();
    made.positions = new HashMap<>();
    return made;
  }

  /**
   * How many rows there are.
   *
   * @return the count
   */
  public int rows() {
    return rows;
  }

  /**
   * Adds a row of whole numbers.
   *
   * @param value the number
   */
  public void add(long value) {
    if (type == null || words != null || type == ColumnType.BOOLEAN || type == ColumnType.DAY) {
      throw new IllegalStateException("the column does not hold numbers");
    }
    if (type == ColumnType.FLOAT64) {
      add((double) value);
      return;
    }
    if (value << (64 - type.bits) >> (64 - type.bits) != value) {
      throw new IllegalArgumentException(value + " does not fit into " + type);
    }
    begin();
    put(value);
  }

  /**
   * Adds a row of numbers.
   *
   * @param value the number
   */
  public void add(double value) {
    require(type == ColumnType.FLOAT64, "numbers that are not whole");
    begin();
    put(Double.doubleToRawLongBits(value));
  }

  /**
   * Adds a row of booleans.
   *
   * @param value the boolean
   */
  public void add(boolean value) {
    require(type == ColumnType.BOOLEAN, "booleans");
    begin();
    put(value ? 1 : 0);
  }

  /**
   * Adds a row of days.
   *
   * @param day the day; null: not given
   */
  public void add(LocalDate day) {
    require(type == ColumnType.DAY, "days");
    if (day == null) {
      addNull();
      return;
    }
    int number = View.dayNumber(day);
    begin();
    put(number);
  }

  /**
   * Adds a row of texts.
   *
   * @param text the text; null: not given
   */
  public void add(String text) {
    require(bytes != null || words != null, "texts");
    if (text == null) {
      addNull();
      return;
    }
    begin();
    if (words == null) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes = withRoom(bytes, (long) bytes.position() + utf8.length);
      bytes.put(utf8);
      put(bytes.position());
      return;
    }
    Integer position = positions.get(text);
    if (position == null) {
      position = words.rows;
      positions.put(text, position);
      words.add(text);
    }
    put(position);
  }

  /** Adds a row that is not given. */
  public void addNull() {
    begin();
    if (validity == null) {
      validity = direct(Math.max(FIRST_BYTES, rows / 8 + 1));
      for (int i = 0; i < rows; i++) {
        setBit(validity, i, true);
      }
    }
    put(bytes == null ? 0 : bytes.position());
    setBit(validity, rows - 1, false);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("the column does not hold " + what);
    }
  }

  private void begin() {
    if (!grows) {
      throw new IllegalStateException("the column's buffers are lent");
    }
    if (rows == Integer.MAX_VALUE) {
      throw new IllegalStateException("the column is full");
    }
  }

  // Texts have an offset more than rows: the first is the 0 that new memory holds.
  private void put(long value) {
    int bits = type == null ? Integer.SIZE : type.bits;
    int at = type == null ? rows + 1 : rows;
    values = withRoom(values, ((at + 1L) * bits + 7) / 8);
    switch (bits) {
      case 1:
        setBit(values, at, value != 0);
        break;
      case Byte.SIZE:
        values.put(at, (byte) value);
        break;
      case Short.SIZE:
        values.putShort(at * Short.BYTES, (short) value);
        break;
      case Integer.SIZE:
        values.putInt(at * Integer.BYTES, (int) value);
        break;
      default:
        values.putLong(at * Long.BYTES, value);
        break;
    }
    rows++;
    if (validity != null) {
      validity = withRoom(validity, ColumnType.BOOLEAN.bytes(rows));
      setBit(validity, rows - 1, true);
    }
  }

  private static void setBit(ByteBuffer bits, int at, boolean value) {
    int before = bits.get(at / 8) & ~(1 << at % 8);
    bits.put(at / 8, (byte) (before | (value ? 1 << at % 8 : 0)));
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer withRoom(ByteBuffer buffer, long size) {
    if (size <= buffer.capacity()) {
      return buffer;
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalStateException("a column has at most 2 GiB");
    }
    ByteBuffer larger = direct((int) Math.min(Integer.MAX_VALUE, 2 * size));
    int position = buffer.position();
    buffer.clear();
    larger.put(buffer);
    larger.clear();
    larger.position(position);
    return larger;
  }

  private static ByteBuffer lent(ByteBuffer buffer, long size, boolean ordered) {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("the buffer is not direct");
    }
    if (ordered && buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException("the buffer is not in the machine's order of bytes");
    }
    if (size < 0 || buffer.remaining() < size) {
      throw new IllegalArgumentException(
          "the buffer has " + buffer.remaining() + " bytes, not " + size);
    }
    return buffer.slice().order(ByteOrder.nativeOrder());
  }
}
