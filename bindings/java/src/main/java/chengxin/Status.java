// Constants of chengxin.h, by their position there.
package chengxin;

/** How a call went; UNKNOWN is a failure that only a later library knows. */
public enum Status {
  /** {@code CX_OK}. */
  OK,
  /** {@code CX_ERROR_MISUSE}. */
  MISUSE,
  /** {@code CX_ERROR_NO_MEMORY}. */
  NO_MEMORY,
  /** {@code CX_ERROR_INTERNAL}. */
  INTERNAL,
  /** {@code CX_ERROR_RULEBOOK}. */
  RULEBOOK,
  /** {@code CX_ERROR_NOT_EFFECTIVE}. */
  NOT_EFFECTIVE,
  /** {@code CX_ERROR_INPUT}. */
  INPUT,
  /** {@code CX_ERROR_NOT_FOUND}. */
  NOT_FOUND,
  /** {@code CX_ERROR_IO}. */
  IO,
  /** {@code CX_ERROR_STOPPED}. */
  STOPPED,
  /** {@code CX_ERROR_BUSY}. */
  BUSY,
  /** {@code CX_ERROR_DAMAGED}. */
  DAMAGED,
  /** A failure that this binding does not know. */
  UNKNOWN
}
