// Constants of chengxin.h, by their position there.
package chengxin;

/** What has become of a record at its provider. */
public enum RecordStatus {
  /** {@code CX_RECORD_ACTIVE}. */
  ACTIVE,
  /** {@code CX_RECORD_DISPUTED}. */
  DISPUTED,
  /** {@code CX_RECORD_REPAIRED}. */
  REPAIRED,
  /** {@code CX_RECORD_REVOKED}. */
  REVOKED
}
