// What a failed call of the library becomes.
package chengxin;

/**
 * A call that the library refused or could not end. Branch on the class, on {@link #status()} or on
 * {@link #code()}, which are stable; the message is for people.
 */
public class ChengxinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kind of failure. */
  private final Status status;

  /** The stable code. */
  private final String code;

  /** The place, or an empty text. */
  private final String where;

  /** From 1, or 0. */
  private final int line;

  /** From 1, or 0. */
  private final int column;

  ChengxinException(
      Status status, String code, String where, String message, int line, int column) {
    super(message);
    this.status = status;
    this.code = code;
    this.where = where;
    this.line = line;
    this.column = column;
  }

  static ChengxinException of(
      int number, String code, String where, String message, int line, int column) {
    Status[] known = Status.values();
    Status status =
        number > 0 && number < Status.UNKNOWN.ordinal() ? known[number] : Status.UNKNOWN;
    switch (status) {
      case RULEBOOK:
        return new RulebookException(code, where, message, line, column);
      case NOT_EFFECTIVE:
        return new NotEffectiveException(code, where, message, line, column);
      case INPUT:
        return new InputException(code, where, message, line, column);
      case NOT_FOUND:
        return new NotFoundException(code, where, message, line, column);
      case IO:
        return new FileException(code, where, message, line, column);
      case STOPPED:
        return new StoppedException(code, where, message, line, column);
      case BUSY:
        return new BusyException(code, where, message, line, column);
      case DAMAGED:
        return new DamagedException(code, where, message, line, column);
      default:
        return new ChengxinException(status, code, where, message, line, column);
    }
  }

  /**
   * The kind of failure.
   *
   * @return never {@link Status#OK}
   */
  public Status status() {
    return status;
  }

  /**
   * The stable code.
   *
   * @return in lower_snake_case
   */
  public String code() {
    return code;
  }

  /**
   * The place: a JSON Pointer, a file's name or an argument's member.
   *
   * @return the place, or an empty text
   */
  public String where() {
    return where;
  }

  /**
   * The line.
   *
   * @return from 1; 0 where there is no such place
   */
  public int line() {
    return line;
  }

  /**
   * The column in characters.
   *
   * @return from 1; 0 where there is no such place
   */
  public int column() {
    return column;
  }
}
