// A value read from the library: it never changes and needs no handle.
package chengxin;

/**
 * Something that is to be said about a rulebook's text. Immutable; safe for any number of threads.
 */
public final class Finding {
  private final boolean error;
  private final int line;
  private final int column;
  private final String pointer;
  private final String code;
  private final String message;

  Finding(View view) {
    this.error = view.flag("is_error");
    this.line = view.int32("line");
    this.column = view.int32("column");
    this.pointer = view.text("pointer");
    this.code = view.text("code");
    this.message = view.text("message");
  }

  /**
   * Whether it is an error; else a warning.
   *
   * @return whether it is an error; else a warning
   */
  public boolean error() {
    return error;
  }

  /**
   * The line, from 1.
   *
   * @return the line, from 1
   */
  public int line() {
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
   * The JSON Pointer (RFC 6901) of the place.
   *
   * @return the JSON Pointer (RFC 6901) of the place
   */
  public String pointer() {
    return pointer;
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
  public String message() {
    return message;
  }
}
