// The library as a whole.
package chengxin;

/**
 * The library as a whole.
 *
 * <p>The native library is the file that the system property {@code chengxin.library} names, else
 * the {@code libchengxin.so} found in {@code jna.library.path}, in the system's folders, or in the
 * jar. Where none is found or it is another ABI the first use of any class gives {@link
 * UnsatisfiedLinkError}.
 */
public final class Chengxin {
  private Chengxin() {}

  /**
   * The version of the native library.
   *
   * @return such as "0.1.0"
   */
  public static String version() {
    return Bindings.cx_version().getString(0, "UTF-8");
  }

  /**
   * The version of the interface that the native library was built with.
   *
   * @return the number
   */
  public static int abiVersion() {
    return Bindings.cx_abi_version();
  }

  /**
   * The name of a status in C.
   *
   * @param number the number of the status
   * @return such as "CX_ERROR_IO"; "CX_UNKNOWN" for one that does not exist
   */
  public static String statusName(int number) {
    return Bindings.cx_status_name(number).getString(0, "UTF-8");
  }

  /**
   * Text made fit for a terminal or a log line: controls are spelt out.
   *
   * @param text any text
   * @return the text without control characters
   */
  public static String escapeControls(String text) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text given = scope.text(text);
      call.check(Bindings.cx_escape_controls(given.data, given.size, call.out, call.err));
      return call.takeBuffer();
    }
  }
}
