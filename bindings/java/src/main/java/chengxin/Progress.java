// What a long call tells from time to time.
package chengxin;

/** Told from time to time how much of how much is done, on the thread of the call. */
@FunctionalInterface
public interface Progress {
  /**
   * Takes a report.
   *
   * @param done how much is done
   * @param total how much there is; 0 where it is not known
   * @return true to go on, false to end the call with {@link StoppedException}
   */
  boolean report(long done, long total);
}
