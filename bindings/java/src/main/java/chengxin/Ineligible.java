// Constants of chengxin.h, by their position there.
package chengxin;

/** Why a resident has no score. */
public enum Ineligible {
  /** {@code CX_INELIGIBLE_AGE}. */
  AGE,
  /** {@code CX_INELIGIBLE_NOT_ENROLLED}. */
  NOT_ENROLLED,
  /** {@code CX_INELIGIBLE_RESIDENCY}. */
  RESIDENCY,
  /** {@code CX_INELIGIBLE_CAPACITY}. */
  CAPACITY
}
