// Constants of chengxin.h, by their position there.
package chengxin;

/** The three roads of repair. */
public enum RepairStep {
  /** {@code CX_STEP_CORRECTED}. */
  CORRECTED,
  /** {@code CX_STEP_SERVICE}. */
  SERVICE,
  /** {@code CX_STEP_CONDUCT}. */
  CONDUCT
}
