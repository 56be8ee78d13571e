// Constants of chengxin.h, by their position there.
package chengxin;

/** Formats of reports. */
public enum Format {
  /** {@code CX_FORMAT_TEXT}. */
  TEXT,
  /** {@code CX_FORMAT_JSON}. */
  JSON,
  /** {@code CX_FORMAT_HTML}. */
  HTML
}
