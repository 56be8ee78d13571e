// Constants of chengxin.h, by their position there.
package chengxin;

/** What became of a record. */
public enum Disposition {
  /** {@code CX_DISPOSITION_COUNTED}. */
  COUNTED,
  /** {@code CX_DISPOSITION_DUPLICATE}. */
  DUPLICATE,
  /** {@code CX_DISPOSITION_BARRED}. */
  BARRED,
  /** {@code CX_DISPOSITION_UNKNOWN_CATEGORY}. */
  UNKNOWN_CATEGORY,
  /** {@code CX_DISPOSITION_INVALID_ATTRIBUTE}. */
  INVALID_ATTRIBUTE,
  /** {@code CX_DISPOSITION_PROVIDER_NOT_AUTHORISED}. */
  PROVIDER_NOT_AUTHORISED,
  /** {@code CX_DISPOSITION_ORIGIN_NOT_ALLOWED}. */
  ORIGIN_NOT_ALLOWED,
  /** {@code CX_DISPOSITION_REVOKED}. */
  REVOKED,
  /** {@code CX_DISPOSITION_DISPUTED}. */
  DISPUTED,
  /** {@code CX_DISPOSITION_NOT_YET}. */
  NOT_YET,
  /** {@code CX_DISPOSITION_LAPSED}. */
  LAPSED,
  /** {@code CX_DISPOSITION_MINOR}. */
  MINOR,
  /** {@code CX_DISPOSITION_NO_RULE}. */
  NO_RULE,
  /** {@code CX_DISPOSITION_EXPIRED}. */
  EXPIRED,
  /** {@code CX_DISPOSITION_SAME_MATTER}. */
  SAME_MATTER,
  /** {@code CX_DISPOSITION_NOT_HIGHEST}. */
  NOT_HIGHEST,
  /** {@code CX_DISPOSITION_OVER_LIMIT}. */
  OVER_LIMIT
}
