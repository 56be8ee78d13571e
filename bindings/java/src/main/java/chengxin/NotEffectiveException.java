// A failure of the status CX_ERROR_NOT_EFFECTIVE.
package chengxin;

/** The rulebook is not effective on that day. */
public final class NotEffectiveException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  NotEffectiveException(String code, String where, String message, int line, int column) {
    super(Status.NOT_EFFECTIVE, code, where, message, line, column);
  }
}
