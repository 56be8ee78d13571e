// What each thread keeps for its calls: the error that a function fills and the slot for its
// out-parameter. A callback may call again: both are read as soon as a function returns.
package chengxin;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

final class Call {
  private static final ThreadLocal<Call> CALLS = ThreadLocal.withInitial(Call::new);

  final Pointer err;
  final Pointer out;
  private final View error;
  private final Memory memory;

  private Call() {
    memory = new Memory(Layouts.ERROR.size + Layouts.BUFFER.size);
    memory.clear();
    err = memory.share(0, Layouts.ERROR.size);
    out = memory.share(Layouts.ERROR.size, Layouts.BUFFER.size);
    error = new View(err, Layouts.ERROR);
    error.set("struct_size", Layouts.ERROR.size);
  }

  static Call current() {
    return CALLS.get();
  }

  /** Turns a failure into the exception of its kind. */
  void check(int status) {
    if (status != 0) {
      throw ChengxinException.of(
          status,
          characters("code"),
          characters("where"),
          characters("message"),
          error.int32("line"),
          error.int32("column"));
    }
  }

  /** Takes the text of the buffer in the out slot, and gives the memory back. */
  String takeBuffer() {
    Pointer data = out.getPointer(0);
    long size = out.getLong(Long.BYTES);
    try (Scope scope = new Scope()) {
      View buffer = View.allocate(scope, Layouts.BUFFER);
      buffer.set("data", data);
      buffer.set("size", size);
      try {
        return View.text(data, size);
      } finally {
        Bindings.cx_buffer_dispose(buffer.base);
      }
    }
  }

  private String characters(String member) {
    return err.getString(Layouts.ERROR.offset(member), "UTF-8");
  }
}
