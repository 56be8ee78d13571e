// A failure of the status CX_ERROR_RULEBOOK.
package chengxin;

/** The rulebook is refused; {@link Rulebook#verify} tells everything that is wrong. */
public final class RulebookException extends ChengxinException {
  private static final long serialVersionUID = 1L;

  RulebookException(String code, String where, String message, int line, int column) {
    super(Status.RULEBOOK, code, where, message, line, column);
  }
}
