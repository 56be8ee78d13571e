// The scores of a whole table, read where the library put them.
package chengxin;

import com.sun.jna.Pointer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The scores of everyone in a {@link Table} of subjects, a row for each in its order: what {@link
 * Case#assess} gives for each, to the cent. For any number of threads.
 *
 * <p>The methods that give a {@link ByteBuffer} give the library's own memory, read-only and in the
 * machine's order of bytes: <b>it is gone when the table is closed</b>, and a buffer used after that
 * reads memory of others.
 */
public final class ScoreTable implements AutoCloseable {
  private static final int ELIGIBLE = 1;
  private static final int SCORE = 2;
  private static final int TIER = 3;
  private static final int TOTAL = 4;
  private static final int FIRST_DIMENSION = 5;

  private final Handle handle;
  private final Scope memory = new Scope();
  private final int rows;
  private final boolean[] hasNulls;
  private final ByteBuffer[] validities;
  private final ByteBuffer[] values;
  private final List<String> tiers;
  private final Map<String, Integer> dimensions = new LinkedHashMap<>();
  private final int stableThrough;

  /**
   * Computes the score of everyone.
   *
   * @param engine by which rulebook; may be closed afterwards
   * @param subjects the subjects
   * @param records their records
   * @param options the day and how
   * @return a table to close
   * @throws InputException where a column or a row cannot be used; the message names it
   * @throws NotEffectiveException where the rulebook is not effective on the day
   * @throws StoppedException where the progress asks to stop
   */
  public static ScoreTable of(
      Engine engine, Table subjects, Table records, ScoreTableOptions options) {
    Callbacks callbacks = new Callbacks();
    Call call = Call.current();
    Scope result = new Scope();
    Pointer out = View.allocate(result, Arrow.STREAM).base;
    int status;
    try (Scope scope = new Scope()) {
      Pointer how = options.toNative(scope, callbacks).base;
      Pointer who = Arrow.lend(scope, subjects);
      Pointer what = Arrow.lend(scope, records);
      status =
          engine.handle.read(p -> Bindings.cx_score_columns(p, who, what, how, out, call.err));
    }
    try {
      callbacks.rethrowUnchecked();
      call.check(status);
      return new ScoreTable(out);
    } finally {
      Arrow.release(out, Arrow.STREAM);
      result.close();
    }
  }

  private ScoreTable(Pointer stream) {
    View schema = View.allocate(memory, Arrow.SCHEMA);
    View array = View.allocate(memory, Arrow.ARRAY);
    handle =
        new Handle(
            "table of scores",
            array.base,
            p -> {
              Arrow.release(p, Arrow.ARRAY);
              memory.close();
            });
    try {
      try {
        Arrow.fill(stream, "get_schema", schema);
        Arrow.fill(stream, "get_next", array);
        rows = Math.toIntExact(array.int64("length"));
        int count = Math.toIntExact(schema.int64("n_children"));
        hasNulls = new boolean[count];
        validities = new ByteBuffer[count];
        values = new ByteBuffer[count];
        int last = count;
        for (int c = 0; c < count; c++) {
          View field = child(schema, Arrow.SCHEMA, c);
          String name = characters(field, "name");
          String format = characters(field, "format");
          if (format.equals(ColumnType.DAY.format)) {
            last = c;
          } else if (c >= FIRST_DIMENSION) {
            dimensions.put(name, c);
          }
          if (c > 0) {
            ColumnType type = c == ELIGIBLE ? ColumnType.BOOLEAN : ColumnType.INT32;
            read(child(array, Arrow.ARRAY, c), c, type);
          }
        }
        stableThrough = last < count ? last : -1;
        View tier = child(array, Arrow.ARRAY, TIER);
        Pointer words = tier.base.getPointer(Arrow.ARRAY.offset("dictionary"));
        tiers = texts(new View(words, Arrow.ARRAY));
      } finally {
        Arrow.release(schema.base, Arrow.SCHEMA);
      }
    } catch (Throwable e) {
      handle.close();
      throw e;
    }
  }

  private static View child(View of, Layout layout, int at) {
    Pointer children = of.base.getPointer(layout.offset("children"));
    return new View(children.getPointer(8L * at), layout);
  }

  private static String characters(View of, String member) {
    return of.base.getPointer(Arrow.SCHEMA.offset(member)).getString(0, "UTF-8");
  }

  private void read(View column, int c, ColumnType type) {
    if (column.int64("offset") != 0) {
      throw new IllegalStateException("libchengxin is newer: a column of scores has an offset");
    }
    Pointer buffers = column.base.getPointer(Arrow.ARRAY.offset("buffers"));
    Pointer validity = buffers.getPointer(0);
    hasNulls[c] = validity != null;
    validities[c] = validity == null ? null : bytes(validity, ColumnType.BOOLEAN.bytes(rows));
    values[c] = bytes(buffers.getPointer(8), type.bytes(rows));
  }

  private static ByteBuffer bytes(Pointer at, long size) {
    if (size == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    return at.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
  }

  private static List<String> texts(View column) {
    Pointer buffers = column.base.getPointer(Arrow.ARRAY.offset("buffers"));
    Pointer offsets = buffers.getPointer(8);
    Pointer bytes = buffers.getPointer(16);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < column.int64("length"); i++) {
      int begin = offsets.getInt(4L * i);
      long size = offsets.getInt(4L * (i + 1)) - begin;
      all.add(View.text(bytes.share(begin), size));
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * How many rows there are.
   *
   * @return the count, that of the subjects
   */
  public int rows() {
    return rows;
  }

  /**
   * Whether a subject may have a score.
   *
   * @param row the row, from 0
   * @return whether there is a score
   */
  public boolean eligible(int row) {
    return handle.read(p -> bit(values[ELIGIBLE], checked(row)));
  }

  /**
   * The score.
   *
   * @param row the row, from 0
   * @return the score; empty where there is none
   */
  public OptionalInt score(int row) {
    return handle.read(
        p -> has(SCORE, row) ? OptionalInt.of(number(SCORE, row)) : OptionalInt.empty());
  }

  /**
   * The tier.
   *
   * @param row the row, from 0
   * @return its identifier; empty where there is none
   */
  public String tier(int row) {
    return handle.read(p -> has(TIER, row) ? tiers.get(number(TIER, row)) : "");
  }

  /**
   * The total from which the score is rounded.
   *
   * @param row the row, from 0
   * @return the points; empty where there are none
   */
  public Optional<BigDecimal> total(int row) {
    return points(TOTAL, row);
  }

  /**
   * The value of a dimension.
   *
   * @param id the dimension
   * @param row the row, from 0
   * @return the points; empty where there are none
   * @throws IllegalArgumentException where there is no such dimension
   */
  public Optional<BigDecimal> dimension(String id, int row) {
    return points(position(id), row);
  }

  /**
   * The last day through which the figures stay as they are.
   *
   * @param row the row, from 0
   * @return the day; empty where no later day differs
   * @throws IllegalStateException where it was not asked for
   */
  public Optional<LocalDate> stableThrough(int row) {
    return handle.read(
        p -> {
          int column = stableColumn();
          return has(column, row)
              ? Optional.of(LocalDate.ofEpochDay(number(column, row)))
              : Optional.empty();
        });
  }

  /**
   * The identifiers of the dimensions.
   *
   * @return in rulebook order
   */
  public List<String> dimensions() {
    return Collections.unmodifiableList(new ArrayList<>(dimensions.keySet()));
  }

  /**
   * Who may have a score, a bit a row, the lowest bit of each byte first.
   *
   * @return memory of this table
   */
  public ByteBuffer eligibleBits() {
    return buffer(values, ELIGIBLE);
  }

  /**
   * The scores, 32 bits a row; where a row has none, anything.
   *
   * @return memory of this table
   */
  public ByteBuffer scores() {
    return buffer(values, SCORE);
  }

  /**
   * The totals in hundredths of a point, 32 bits a row; where a row has none, anything.
   *
   * @return memory of this table
   */
  public ByteBuffer totals() {
    return buffer(values, TOTAL);
  }

  /**
   * The values of a dimension in hundredths of a point, 32 bits a row; where a row has none,
   * anything.
   *
   * @param id the dimension
   * @return memory of this table
   * @throws IllegalArgumentException where there is no such dimension
   */
  public ByteBuffer dimension(String id) {
    return buffer(values, position(id));
  }

  /** Frees the native memory, and with it every buffer. Does nothing where it is closed already. */
  @Override
  public void close() {
    handle.close();
  }

  private ByteBuffer buffer(ByteBuffer[] of, int column) {
    return handle.read(p -> of[column].asReadOnlyBuffer().order(ByteOrder.nativeOrder()));
  }

  private Optional<BigDecimal> points(int column, int row) {
    return handle.read(
        p ->
            has(column, row)
                ? Optional.of(BigDecimal.valueOf(number(column, row), 2))
                : Optional.empty());
  }

  private int position(String id) {
    Integer found = dimensions.get(id);
    if (found == null) {
      throw new IllegalArgumentException("no dimension " + id);
    }
    return found;
  }

  private int stableColumn() {
    if (stableThrough < 0) {
      throw new IllegalStateException("stable_through was not asked for");
    }
    return stableThrough;
  }

  private boolean has(int column, int row) {
    checked(row);
    return !hasNulls[column] || bit(validities[column], row);
  }

  private int number(int column, int row) {
    return values[column].getInt(row * Integer.BYTES);
  }

  private int checked(int row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("row " + row + " of " + rows);
    }
    return row;
  }

  private static boolean bit(ByteBuffer bits, int at) {
    return (bits.get(at / 8) >> at % 8 & 1) != 0;
  }
}
