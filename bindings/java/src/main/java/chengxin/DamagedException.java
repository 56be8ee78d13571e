// A failure of the status CX_ERROR_DAMAGED.
package chengxin;

/** The file is not a store that this library can read. */
public final class DamagedException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  DamagedException(String code, String where, String message, int line, int column) {
    super(Status.DAMAGED, code, where, message, line, column);
  }
}
