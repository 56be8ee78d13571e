// Reads and writes the members of one C struct in native memory by their names, and turns them
// into Java's own types. Everything read is a copy.
package chengxin;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

final class View {
  static final int NO_DAY = Integer.MAX_VALUE;
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final int NO_INDEX = -1;

  final Pointer base;
  private final Layout layout;

  View(Pointer base, Layout layout) {
    this.base = base;
    this.layout = layout;
  }

  /** A struct in new memory, all zeros but its struct_size. */
  static View allocate(Scope scope, Layout layout) {
    return allocate(scope, layout, 1).get(0);
  }

  /** Structs side by side. */
  static List<View> allocate(Scope scope, Layout layout, int count) {
    Memory memory = scope.bytes((long) layout.size * Math.max(1, count));
    List<View> views = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      View view = new View(memory.share((long) layout.size * i), layout);
      if (layout.has("struct_size")) {
        view.set("struct_size", layout.size);
      }
      views.add(view);
    }
    return views;
  }

  int int32(String member) {
    return base.getInt(layout.offset(member));
  }

  long int64(String member) {
    int offset = layout.offset(member);
    return base.getLong(offset);
  }

  boolean flag(String member) {
    return int32(member) != 0;
  }

  double number(String member) {
    return base.getDouble(layout.offset(member));
  }

  BigDecimal points(String member) {
    return BigDecimal.valueOf(int64(member), 2);
  }

  Optional<BigDecimal> optionalPoints(String member) {
    return int64(member) == NO_LIMIT ? Optional.empty() : Optional.of(points(member));
  }

  OptionalLong optionalLong(String member) {
    long value = int64(member);
    return value == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(value);
  }

  OptionalInt index(String member) {
    int value = int32(member);
    return value == NO_INDEX ? OptionalInt.empty() : OptionalInt.of(value);
  }

  LocalDate day(String member) {
    return LocalDate.ofEpochDay(int32(member));
  }

  Optional<LocalDate> optionalDay(String member) {
    return int32(member) == NO_DAY ? Optional.empty() : Optional.of(day(member));
  }

  String text(String member) {
    return text(base, layout.offset(member));
  }

  Bilingual bilingual(String member) {
    int offset = layout.offset(member);
    return new Bilingual(text(base, offset), text(base, offset + Layouts.STRING.size));
  }

  List<String> texts(String member, String count) {
    return list(member, count, Layouts.STRING, view -> text(view.base, 0));
  }

  <T> List<T> list(String member, String count, Layout element, Function<View, T> read) {
    return list(member, count, element.size, at -> read.apply(new View(at, element)));
  }

  List<BigDecimal> pointList(String member, String count) {
    return list(member, count, Long.BYTES, at -> BigDecimal.valueOf(at.getLong(0), 2));
  }

  private <T> List<T> list(String member, String count, int size, Function<Pointer, T> read) {
    Pointer first = base.getPointer(layout.offset(member));
    int elements = Math.toIntExact(int64(count));
    List<T> all = new ArrayList<>(elements);
    for (int i = 0; i < elements; i++) {
      all.add(read.apply(first.share((long) size * i)));
    }
    return Collections.unmodifiableList(all);
  }

  <E extends Enum<E>> E constant(String member, E[] values) {
    int value = int32(member);
    if (value < 0 || value >= values.length) {
      throw new IllegalStateException("libchengxin is newer: " + member + " is " + value);
    }
    return values[value];
  }

  <E extends Enum<E>> Set<E> set(String member, Class<E> type) {
    EnumSet<E> all = EnumSet.noneOf(type);
    for (E constant : type.getEnumConstants()) {
      if ((int32(member) >> constant.ordinal() & 1) != 0) {
        all.add(constant);
      }
    }
    return Collections.unmodifiableSet(all);
  }

  void set(String member, int value) {
    base.setInt(layout.offset(member), value);
  }

  void set(String member, long value) {
    base.setLong(layout.offset(member), value);
  }

  void set(String member, double value) {
    base.setDouble(layout.offset(member), value);
  }

  void set(String member, Pointer value) {
    base.setPointer(layout.offset(member), value);
  }

  void set(String member, Scope.Text text) {
    int offset = layout.offset(member);
    base.setPointer(offset, text.data);
    base.setLong(offset + Long.BYTES, text.size);
  }

  void setDay(String member, LocalDate day) {
    set(member, dayNumber(day));
  }

  void setMoment(String member, Instant moment) {
    set(member, momentNumber(moment));
  }

  /** The count of milliseconds, CX_NO_MOMENT for null. */
  static long momentNumber(Instant moment) {
    return moment == null ? Long.MAX_VALUE : moment.toEpochMilli();
  }

  /** The count of days, CX_NO_DAY for null. */
  static int dayNumber(LocalDate day) {
    if (day == null) {
      return NO_DAY;
    }
    long number = day.toEpochDay();
    if (number < Integer.MIN_VALUE || number >= NO_DAY) {
      throw new IllegalArgumentException("the day " + day + " is out of range");
    }
    return (int) number;
  }

  static String text(Pointer base, int offset) {
    return text(base.getPointer(offset), base.getLong(offset + Long.BYTES));
  }

  static String text(Pointer data, long size) {
    return size == 0
        ? ""
        : new String(data.getByteArray(0, Math.toIntExact(size)), StandardCharsets.UTF_8);
  }

  static String text(Bindings.CxString string) {
    return text(string.data, string.size);
  }
}
