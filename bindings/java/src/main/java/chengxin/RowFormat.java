// Constants of chengxin.h, by their position there.
package chengxin;

/** How rows are written; BY_NAME: as the name of the file ends. */
public enum RowFormat {
  /** {@code CX_ROWS_BY_NAME}. */
  BY_NAME,
  /** {@code CX_ROWS_CSV}. */
  CSV,
  /** {@code CX_ROWS_JSONL}. */
  JSONL
}
