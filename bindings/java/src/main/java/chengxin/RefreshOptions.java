// How to refresh.
package chengxin;

import java.time.LocalDate;

/** How to refresh. For one thread. */
public final class RefreshOptions {
  private LocalDate asOf;
  private int threads;
  private Progress progress;

  /** The defaults. */
  public RefreshOptions() {}

  /**
   * Sets the day, if not today.
   *
   * @param asOf the day, if not today
   * @return this
   */
  public RefreshOptions asOf(LocalDate asOf) {
    this.asOf = java.util.Objects.requireNonNull(asOf);
    return this;
  }

  /**
   * Sets how many threads, at most 1024; 0: as many as the machine has cores.
   *
   * @param threads how many threads, at most 1024; 0: as many as the machine has cores
   * @return this
   */
  public RefreshOptions threads(int threads) {
    this.threads = threads;
    return this;
  }

  /**
   * Sets who is told how many subjects are done.
   *
   * @param progress who is told how many subjects are done
   * @return this
   */
  public RefreshOptions progress(Progress progress) {
    this.progress = java.util.Objects.requireNonNull(progress);
    return this;
  }

  View toNative(Scope scope, Callbacks callbacks) {
    View view = View.allocate(scope, Layouts.REFRESH_OPTIONS);
    view.setDay("as_of", asOf);
    view.set("threads", threads);
    view.set("progress", callbacks.pointer(scope, progress));
    return view;
  }
}
