// Who asks for what.
package chengxin;

import java.time.LocalDate;

/** Who asks for what. For one thread. */
public final class DisclosureRequest {
  private final String subjectId;
  private final String grantee;
  private final String use;
  private final DisclosureScope scope;
  private LocalDate asOf;

  /**
   * A question as of today.
   *
   * @param subjectId whose score it is
   * @param grantee who asks
   * @param use one of the rulebook's uses
   * @param scope how much they ask for
   */
  public DisclosureRequest(String subjectId, String grantee, String use, DisclosureScope scope) {
    this.subjectId = java.util.Objects.requireNonNull(subjectId);
    this.grantee = java.util.Objects.requireNonNull(grantee);
    this.use = java.util.Objects.requireNonNull(use);
    this.scope = java.util.Objects.requireNonNull(scope);
  }

  /**
   * Sets the day, if not today.
   *
   * @param asOf the day, if not today
   * @return this
   */
  public DisclosureRequest asOf(LocalDate asOf) {
    this.asOf = java.util.Objects.requireNonNull(asOf);
    return this;
  }

  View toNative(Scope scope) {
    View view = View.allocate(scope, Layouts.DISCLOSURE_REQUEST);
    view.set("subject_id", scope.text(subjectId));
    view.set("grantee", scope.text(grantee));
    view.set("use", scope.text(use));
    view.set("scope", this.scope.ordinal());
    view.setDay("as_of", asOf);
    return view;
  }
}
