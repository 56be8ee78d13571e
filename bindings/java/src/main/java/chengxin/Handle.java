// A native handle that counts who is using it: a handle closed meanwhile is freed by its last user,
// and one that serves a single writer refuses a second thread. It never waits, so never deadlocks.
package chengxin;

import com.sun.jna.Pointer;
import java.util.function.Consumer;
import java.util.function.Function;

final class Handle {
  private final String name;
  private final Consumer<Pointer> free;
  private final Pointer pointer;
  private int users;
  private boolean written;
  private boolean closed;

  Handle(String name, Pointer pointer, Consumer<Pointer> free) {
    this.name = name;
    this.pointer = pointer;
    this.free = free;
  }

  /** Uses the handle beside other readers. */
  <T> T read(Function<Pointer, T> use) {
    enter(false);
    try {
      return use.apply(pointer);
    } finally {
      leave();
    }
  }

  /** Uses the handle alone. */
  <T> T write(Function<Pointer, T> use) {
    enter(true);
    try {
      return use.apply(pointer);
    } finally {
      leave();
    }
  }

  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (users != 0) {
        return;
      }
    }
    free.accept(pointer);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void enter(boolean write) {
    if (closed) {
      throw new IllegalStateException("the " + name + " is closed");
    }
    if (written || write && users != 0) {
      throw new IllegalStateException("the " + name + " is being used by somebody else");
    }
    users++;
    written = write;
  }

  private void leave() {
    boolean last;
    synchronized (this) {
      users--;
      written = false;
      last = closed && users == 0;
    }
    if (last) {
      free.accept(pointer);
    }
  }
}
