// How to open a store.
package chengxin;

import java.time.Clock;
import java.time.Duration;

/** How to open a store. For one thread. */
public final class StoreOptions {
  private boolean readOnly;
  private Duration waiting = Duration.ofSeconds(5);
  private String vfs = "";
  private Clock clock;

  /** The defaults. */
  public StoreOptions() {}

  /**
   * Sets whether nothing may be written.
   *
   * @param readOnly whether nothing may be written
   * @return this
   */
  public StoreOptions readOnly(boolean readOnly) {
    this.readOnly = readOnly;
    return this;
  }

  /**
   * Sets how long to wait for another process that holds the file.
   *
   * @param waiting how long to wait for another process that holds the file
   * @return this
   */
  public StoreOptions waiting(Duration waiting) {
    this.waiting = java.util.Objects.requireNonNull(waiting);
    return this;
  }

  /**
   * Sets the SQLite VFS to go through; empty: the system's.
   *
   * @param vfs the SQLite VFS to go through; empty: the system's
   * @return this
   */
  public StoreOptions vfs(String vfs) {
    this.vfs = java.util.Objects.requireNonNull(vfs);
    return this;
  }

  /**
   * Sets what time it is, in place of the system's clock; for a store made with {@link
   * StoreCreateOptions#testClock}. What it throws arrives at who called the store, whose call may
   * have been done with the time that the clock told last.
   *
   * @param clock what time it is, in place of the system's clock; for a store made with {@link
   * StoreCreateOptions#testClock}
   * @return this
   */
  public StoreOptions clock(Clock clock) {
    this.clock = java.util.Objects.requireNonNull(clock);
    return this;
  }

  private int milliseconds() {
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, waiting.toMillis()));
  }

  /** What the store asks for the time; null: nothing, the system's clock is taken. */
  StoreClock clock() {
    return clock == null ? null : new StoreClock(clock);
  }

  View toNative(Scope scope, StoreClock asked) {
    View view = View.allocate(scope, Layouts.STORE_OPTIONS);
    view.set("read_only", readOnly ? 1 : 0);
    view.set("wait_milliseconds", milliseconds());
    view.set("vfs", scope.text(vfs));
    view.set("clock", asked == null ? null : asked.pointer());
    return view;
  }
}
