// Carries what a Java callback throws past the native frames: nothing may be thrown through them.
package chengxin;

import com.sun.jna.CallbackReference;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;

final class Callbacks {
  private Throwable failure;

  Bindings.WriteFunction writer(OutputStream out) {
    java.util.Objects.requireNonNull(out);
    return (context, data, size) -> {
      if (failure != null) {
        return 1;
      }
      try {
        out.write(data.getByteArray(0, Math.toIntExact(size)));
        return 0;
      } catch (Throwable e) {
        failure = e;
        return 1;
      }
    };
  }

  /** The C function for a progress, null for none; lives as long as the scope. */
  Pointer pointer(Scope scope, Progress progress) {
    if (progress == null) {
      return null;
    }
    Bindings.ProgressFunction function = function(progress);
    scope.hold(function);
    return CallbackReference.getFunctionPointer(function);
  }

  private Bindings.ProgressFunction function(Progress progress) {
    return (context, done, total) -> {
      try {
        return failure == null && progress.report(done, total) ? 0 : 1;
      } catch (Throwable e) {
        failure = e;
        return 1;
      }
    };
  }

  boolean failed() {
    return failure != null;
  }

  /** Throws what a callback threw, if one did. */
  void rethrow() throws IOException {
    if (failure instanceof IOException) {
      throw (IOException) failure;
    }
    rethrowUnchecked();
  }

  /** The same where no callback can throw an IOException. */
  void rethrowUnchecked() {
    if (failure instanceof RuntimeException) {
      throw (RuntimeException) failure;
    }
    if (failure instanceof Error) {
      throw (Error) failure;
    }
  }
}
