// One read transaction over several reads of a store.
package chengxin;

/** Holds one read transaction over a store until it is closed. For the thread of the store. */
public final class Snapshot implements AutoCloseable {
  private final StoreHandle store;
  private boolean ended;

  Snapshot(StoreHandle store) {
    this.store = store;
    store.act((pointer, scope, call) -> Bindings.cx_store_begin_snapshot(pointer, call.err));
  }

  /** Ends it. Does nothing where it, or the store, is closed already. */
  @Override
  public void close() {
    if (ended || store.isClosed()) {
      return;
    }
    store.act(
        (pointer, scope, call) -> {
          Bindings.cx_store_end_snapshot(pointer);
          return 0;
        });
    ended = true;
  }
}
