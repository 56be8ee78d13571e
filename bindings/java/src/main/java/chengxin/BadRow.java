// A value read from the library: it never changes and needs no handle.
package chengxin;

/** A row that could not be used, and why. Immutable; safe for any number of threads. */
public final class BadRow {
  private final String file;
  private final long line;
  private final int column;
  private final String code;
  private final String reason;
  private final String row;

  BadRow(View view) {
    this.file = view.text("file");
    this.line = view.int64("line");
    this.column = view.int32("column");
    this.code = view.text("code");
    this.reason = view.text("reason");
    this.row = view.text("row");
  }

  /**
   * The name of the file.
   *
   * @return the name of the file
   */
  public String file() {
    return file;
  }

  /**
   * The line on which the row begins, from 1.
   *
   * @return the line on which the row begins, from 1
   */
  public long line() {
    return line;
  }

  /**
   * The column in characters, from 1.
   *
   * @return the column in characters, from 1
   */
  public int column() {
    return column;
  }

  /**
   * The stable code, in lower_snake_case.
   *
   * @return the stable code, in lower_snake_case
   */
  public String code() {
    return code;
  }

  /**
   * One line of English.
   *
   * @return one line of English
   */
  public String reason() {
    return reason;
  }

  /**
   * The text of the row itself, at most 4 KiB of it.
   *
   * @return the text of the row itself, at most 4 KiB of it
   */
  public String row() {
    return row;
  }
}
