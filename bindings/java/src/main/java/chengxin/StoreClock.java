// A clock of the program's in place of the system's, for tests.
package chengxin;

import com.sun.jna.CallbackReference;
import com.sun.jna.Pointer;
import java.time.Clock;

final class StoreClock {
  private final Bindings.ClockFunction function;
  private Throwable failure;
  private long last;

  StoreClock(Clock clock) {
    function =
        context -> {
          try {
            last = clock.millis();
          } catch (Throwable e) {
            failure = e;
          }
          return last;
        };
  }

  /** The C function; lives as long as this object. */
  Pointer pointer() {
    return CallbackReference.getFunctionPointer(function);
  }

  /** Throws what the clock threw during the call, if it did. */
  void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error) {
      throw (Error) thrown;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }
}
