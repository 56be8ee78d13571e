// How to make a store.
package chengxin;

/** How to make a store. For one thread. */
public final class StoreCreateOptions {
  private Digest digest = Digest.SHA256;
  private boolean testClock;
  private String vfs = "";

  /** The defaults. */
  public StoreCreateOptions() {}

  /**
   * Sets what chains the entries, for ever.
   *
   * @param digest what chains the entries, for ever
   * @return this
   */
  public StoreCreateOptions digest(Digest digest) {
    this.digest = java.util.Objects.requireNonNull(digest);
    return this;
  }

  /**
   * Sets whether it may be opened with a clock of the program's, for tests.
   *
   * @param testClock whether it may be opened with a clock of the program's, for tests
   * @return this
   */
  public StoreCreateOptions testClock(boolean testClock) {
    this.testClock = testClock;
    return this;
  }

  /**
   * Sets the SQLite VFS to go through; empty: the system's.
   *
   * @param vfs the SQLite VFS to go through; empty: the system's
   * @return this
   */
  public StoreCreateOptions vfs(String vfs) {
    this.vfs = java.util.Objects.requireNonNull(vfs);
    return this;
  }

  View toNative(Scope scope) {
    View view = View.allocate(scope, Layouts.STORE_CREATE_OPTIONS);
    view.set("digest", digest.ordinal());
    view.set("test_clock", testClock ? 1 : 0);
    view.set("vfs", scope.text(vfs));
    return view;
  }
}
