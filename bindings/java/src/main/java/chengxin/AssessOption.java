// Constants of chengxin.h, by their position there.
package chengxin;

/** What to compute besides or instead of everything. */
public enum AssessOption {
  /** Figures and dimensions, but no list: faster. */
  FIGURES_ONLY,
  /** Also how long the figures stay as they are. */
  STABLE_THROUGH
}
