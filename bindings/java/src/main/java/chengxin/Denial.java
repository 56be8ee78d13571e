// Constants of chengxin.h, by their position there.
package chengxin;

/** Why a disclosure is denied: of several consents, the first of these that applies to any. */
public enum Denial {
  /** {@code CX_DENIAL_NONE}: it is granted. */
  NONE,
  /** {@code CX_DENIAL_UNKNOWN_USE}. */
  UNKNOWN_USE,
  /** {@code CX_DENIAL_NO_CONSENT}: also who does not exist, is erased, ineligible or withdrawn. */
  NO_CONSENT,
  /** {@code CX_DENIAL_SCOPE_EXCEEDED}. */
  SCOPE_EXCEEDED,
  /** {@code CX_DENIAL_NOT_YET_IN_FORCE}. */
  NOT_YET_IN_FORCE,
  /** {@code CX_DENIAL_LAPSED}. */
  LAPSED,
  /** {@code CX_DENIAL_REVOKED}. */
  REVOKED
}
