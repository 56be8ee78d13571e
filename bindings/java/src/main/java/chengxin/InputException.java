// A failure of the status CX_ERROR_INPUT.
package chengxin;

/** What was given cannot be read or is not allowed. */
public final class InputException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  InputException(String code, String where, String message, int line, int column) {
    super(Status.INPUT, code, where, message, line, column);
  }
}
