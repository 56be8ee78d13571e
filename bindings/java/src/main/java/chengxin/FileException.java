// A failure of the status CX_ERROR_IO.
package chengxin;

/** The system could not read or write. */
public final class FileException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  FileException(String code, String where, String message, int line, int column) {
    super(Status.IO, code, where, message, line, column);
  }
}
