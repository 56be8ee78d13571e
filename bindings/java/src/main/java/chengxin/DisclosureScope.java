// Constants of chengxin.h, by their position there.
package chengxin;

/** How much of an answer is covered, each containing those before it. */
public enum DisclosureScope {
  /** {@code CX_SCOPE_ENTITLED}: whether the score is enough for the use. */
  ENTITLED,
  /** {@code CX_SCOPE_TIER}: the tier. */
  TIER,
  /** {@code CX_SCOPE_SCORE}: the score. */
  SCORE,
  /** {@code CX_SCOPE_REPORT}: the whole report. */
  REPORT
}
