// A value read from the library: it never changes and needs no handle.
package chengxin;

/** What a refresh did. Immutable; safe for any number of threads. */
public final class RefreshCounts {
  private final long computed;
  private final long alreadyValid;

  RefreshCounts(long computed, long alreadyValid) {
    this.computed = computed;
    this.alreadyValid = alreadyValid;
  }

  /**
   * Subjects who had no valid score in the cache, and now have.
   *
   * @return the count
   */
  public long computed() {
    return computed;
  }

  /**
   * Subjects whose score was valid.
   *
   * @return the count
   */
  public long alreadyValid() {
    return alreadyValid;
  }
}
