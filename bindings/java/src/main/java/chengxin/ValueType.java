// Constants of chengxin.h, by their position there.
package chengxin;

/** Types of attribute values. */
public enum ValueType {
  /** {@code CX_VALUE_INTEGER}. */
  INTEGER,
  /** {@code CX_VALUE_NUMBER}. */
  NUMBER,
  /** {@code CX_VALUE_STRING}. */
  STRING,
  /** {@code CX_VALUE_BOOLEAN}. */
  BOOLEAN,
  /** {@code CX_VALUE_DATE}. */
  DATE
}
