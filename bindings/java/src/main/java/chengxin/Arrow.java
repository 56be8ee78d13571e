// The Arrow C data interface, as much of it as tables need: lending a table as a stream of one
// array, and reading such a stream. Its structs are declared by Apache Arrow, not by chengxin.h.
package chengxin;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

final class Arrow {
  private Arrow() {}

  static final Layout SCHEMA =
      new Layout(
          "ArrowSchema",
          "const char* format; const char* name; const char* metadata; int64_t flags; int64_t "
              + "n_children; struct ArrowSchema** children; struct ArrowSchema* dictionary; void* "
              + "release; void* private_data;");

  static final Layout ARRAY =
      new Layout(
          "ArrowArray",
          "int64_t length; int64_t null_count; int64_t offset; int64_t n_buffers; int64_t "
              + "n_children; const void** buffers; struct ArrowArray** children; struct "
              + "ArrowArray* dictionary; void* release; void* private_data;");

  static final Layout STREAM =
      new Layout(
          "ArrowArrayStream",
          "void* get_schema; void* get_next; void* get_last_error; void* release; void* "
              + "private_data;");

  private static final long NULLABLE = 2;
  private static final long NOT_COUNTED = -1;

  /** Takes a struct by its address. */
  interface Release extends Callback {
    void invoke(Pointer self);
  }

  /** Fills a struct; 0 where it is done. */
  interface Fill extends Callback {
    int invoke(Pointer stream, Pointer into);
  }

  // What is lent belongs to the scope of the call, so that releasing is only to be noted.
  private static final Release SCHEMA_RELEASED = self -> clearRelease(self, SCHEMA);
  private static final Release ARRAY_RELEASED = self -> clearRelease(self, ARRAY);
  private static final Release STREAM_RELEASED = self -> clearRelease(self, STREAM);

  private static void clearRelease(Pointer self, Layout layout) {
    self.setPointer(layout.offset("release"), null);
  }

  /** A stream of the table, for the length of the scope. */
  static Pointer lend(Scope scope, Table table) {
    int rows = table.rows();
    int count = table.columns.size();
    Memory fields = scope.bytes(Math.max(1, count) * 8L);
    Memory columns = scope.bytes(Math.max(1, count) * 8L);
    int at = 0;
    for (Map.Entry<String, Column> each : table.columns.entrySet()) {
      fields.setPointer(8L * at, field(scope, each.getKey(), each.getValue()).base);
      columns.setPointer(8L * at, array(scope, each.getValue()).base);
      at++;
    }
    View schema = View.allocate(scope, SCHEMA);
    schema.set("format", characters(scope, "+s"));
    schema.set("name", characters(scope, ""));
    schema.set("n_children", (long) count);
    schema.set("children", fields);
    schema.set("release", CallbackReference.getFunctionPointer(SCHEMA_RELEASED));
    View array = View.allocate(scope, ARRAY);
    array.set("length", (long) rows);
    array.set("n_buffers", 1L);
    array.set("buffers", scope.bytes(8));
    array.set("n_children", (long) count);
    array.set("children", columns);
    array.set("release", CallbackReference.getFunctionPointer(ARRAY_RELEASED));

    Fill giveSchema = (stream, into) -> copy(schema.base, into, SCHEMA);
    boolean[] given = {false};
    Fill giveArray =
        (stream, into) -> {
          if (given[0]) {
            into.clear(ARRAY.size);
            return 0;
          }
          given[0] = true;
          return copy(array.base, into, ARRAY);
        };
    scope.hold(giveSchema);
    scope.hold(giveArray);
    scope.hold(table);
    View stream = View.allocate(scope, STREAM);
    stream.set("get_schema", CallbackReference.getFunctionPointer(giveSchema));
    stream.set("get_next", CallbackReference.getFunctionPointer(giveArray));
    stream.set("get_last_error", CallbackReference.getFunctionPointer(LAST_ERROR));
    stream.set("release", CallbackReference.getFunctionPointer(STREAM_RELEASED));
    return stream.base;
  }

  /** Says why a stream failed, which a lent one never does. */
  interface LastError extends Callback {
    Pointer invoke(Pointer stream);
  }

  private static final LastError LAST_ERROR = stream -> null;

  private static int copy(Pointer from, Pointer to, Layout layout) {
    to.write(0, from.getByteArray(0, layout.size), 0, layout.size);
    return 0;
  }

  private static View field(Scope scope, String name, Column column) {
    View made = View.allocate(scope, SCHEMA);
    made.set("format", characters(scope, column.format));
    made.set("name", characters(scope, name));
    made.set("flags", column.validity == null ? 0 : NULLABLE);
    if (column.words != null) {
      made.set("dictionary", field(scope, "", column.words).base);
    }
    made.set("release", CallbackReference.getFunctionPointer(SCHEMA_RELEASED));
    return made;
  }

  private static View array(Scope scope, Column column) {
    View made = View.allocate(scope, ARRAY);
    ByteBuffer[] buffers =
        column.bytes == null
            ? new ByteBuffer[] {column.validity, column.values}
            : new ByteBuffer[] {column.validity, column.values, column.bytes};
    Memory pointers = scope.bytes(8L * buffers.length);
    for (int i = 0; i < buffers.length; i++) {
      if (buffers[i] != null) {
        scope.hold(buffers[i]);
        pointers.setPointer(8L * i, Native.getDirectBufferPointer(buffers[i]));
      }
    }
    made.set("length", (long) column.rows);
    made.set("null_count", column.validity == null ? 0 : NOT_COUNTED);
    made.set("n_buffers", (long) buffers.length);
    made.set("buffers", pointers);
    if (column.words != null) {
      made.set("dictionary", array(scope, column.words).base);
    }
    made.set("release", CallbackReference.getFunctionPointer(ARRAY_RELEASED));
    return made;
  }

  private static Pointer characters(Scope scope, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Memory memory = scope.bytes(utf8.length + 1L);
    memory.write(0, utf8, 0, utf8.length);
    return memory;
  }

  /** Has a stream fill its schema or its next array. */
  static void fill(Pointer stream, String function, View into) {
    Pointer code = stream.getPointer(STREAM.offset(function));
    int failed = Function.getFunction(code).invokeInt(new Object[] {stream, into.base});
    if (failed != 0) {
      throw new OutOfMemoryError("the table of scores: " + failed);
    }
  }

  /** Releases a struct that is not released yet. */
  static void release(Pointer base, Layout layout) {
    Pointer code = base.getPointer(layout.offset("release"));
    if (code != null) {
      Function.getFunction(code).invokeVoid(new Object[] {base});
    }
  }
}
