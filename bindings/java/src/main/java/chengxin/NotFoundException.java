// A failure of the status CX_ERROR_NOT_FOUND.
package chengxin;

/** There is no such thing. */
public final class NotFoundException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  NotFoundException(String code, String where, String message, int line, int column) {
    super(Status.NOT_FOUND, code, where, message, line, column);
  }
}
