// How every function of a store is called: alone on its handle, with memory for the length of the
// call, and with what the clock threw carried past the native frames.
package chengxin;

import com.sun.jna.Pointer;

final class StoreHandle {
  /** A call that gives an answer. */
  interface Ask<T> {
    T call(Pointer store, Scope scope, Call call);
  }

  /** A call that gives its status, and nothing or what lies in the out slot. */
  interface Act {
    int call(Pointer store, Scope scope, Call call);
  }

  private final Handle handle;
  private final StoreClock clock;

  StoreHandle(Pointer pointer, StoreClock clock) {
    handle = new Handle("store", pointer, Bindings::cx_store_free);
    this.clock = clock;
  }

  <T> T ask(Ask<T> ask) {
    return handle.write(
        store -> {
          Call call = Call.current();
          T answer;
          try (Scope scope = new Scope()) {
            answer = ask.call(store, scope, call);
          } catch (RuntimeException | Error e) {
            rethrow(clock);
            throw e;
          }
          rethrow(clock);
          return answer;
        });
  }

  void act(Act act) {
    ask(
        (store, scope, call) -> {
          call.check(act.call(store, scope, call));
          return null;
        });
  }

  /** A call that fills a buffer. */
  String text(Act act) {
    return ask(
        (store, scope, call) -> {
          call.check(act.call(store, scope, call));
          return call.takeBuffer();
        });
  }

  /** A call that tells 1 or 0. */
  boolean flag(Act act) {
    return ask(
        (store, scope, call) -> {
          call.check(act.call(store, scope, call));
          return call.out.getInt(0) != 0;
        });
  }

  static void rethrow(StoreClock clock) {
    if (clock != null) {
      clock.rethrow();
    }
  }

  boolean isClosed() {
    return handle.isClosed();
  }

  void close() {
    handle.close();
  }
}
