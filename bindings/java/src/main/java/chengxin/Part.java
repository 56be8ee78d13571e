// Constants of chengxin.h, by their position there.
package chengxin;

/** Parts of a rulebook that have an identifier. */
public enum Part {
  /** {@code CX_PART_BASIS}. */
  BASIS,
  /** {@code CX_PART_DIMENSION}. */
  DIMENSION,
  /** {@code CX_PART_CATEGORY}. */
  CATEGORY,
  /** {@code CX_PART_BARRED}. */
  BARRED,
  /** {@code CX_PART_GROUP}. */
  GROUP,
  /** {@code CX_PART_RULE}. */
  RULE,
  /** {@code CX_PART_CEILING}. */
  CEILING,
  /** {@code CX_PART_TIER}. */
  TIER,
  /** {@code CX_PART_USE}. */
  USE
}
