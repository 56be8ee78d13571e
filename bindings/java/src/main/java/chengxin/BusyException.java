// A failure of the status CX_ERROR_BUSY.
package chengxin;

/** Another process held the store's file longer than the caller would wait. */
public final class BusyException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  BusyException(String code, String where, String message, int line, int column) {
    super(Status.BUSY, code, where, message, line, column);
  }
}
