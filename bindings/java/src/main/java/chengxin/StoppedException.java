// A failure of the status CX_ERROR_STOPPED.
package chengxin;

/** A callback asked to stop. */
public final class StoppedException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  StoppedException(String code, String where, String message, int line, int column) {
    super(Status.STOPPED, code, where, message, line, column);
  }
}
