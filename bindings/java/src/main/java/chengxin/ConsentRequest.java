// What a subject consents to.
package chengxin;

import java.time.LocalDate;

/** What a subject consents to. For one thread. */
public final class ConsentRequest {
  private final String subjectId;
  private final String grantee;
  private final String use;
  private final DisclosureScope scope;
  private final LocalDate firstDay;
  private final LocalDate lastDay;
  private String evidence = "";

  /**
   * A consent to one use by one grantee.
   *
   * @param subjectId whose score it is
   * @param grantee who may ask
   * @param use one of the rulebook's uses
   * @param scope how much they may be told
   * @param firstDay the first day on which they may ask
   * @param lastDay the last day
   */
  public ConsentRequest(
      String subjectId, String grantee, String use, DisclosureScope scope, LocalDate firstDay,
      LocalDate lastDay) {
    this.subjectId = java.util.Objects.requireNonNull(subjectId);
    this.grantee = java.util.Objects.requireNonNull(grantee);
    this.use = java.util.Objects.requireNonNull(use);
    this.scope = java.util.Objects.requireNonNull(scope);
    this.firstDay = java.util.Objects.requireNonNull(firstDay);
    this.lastDay = java.util.Objects.requireNonNull(lastDay);
  }

  /**
   * Sets where the authorisation was recorded.
   *
   * @param evidence where the authorisation was recorded
   * @return this
   */
  public ConsentRequest evidence(String evidence) {
    this.evidence = java.util.Objects.requireNonNull(evidence);
    return this;
  }

  View toNative(Scope scope) {
    View view = View.allocate(scope, Layouts.CONSENT_REQUEST);
    view.set("subject_id", scope.text(subjectId));
    view.set("grantee", scope.text(grantee));
    view.set("use", scope.text(use));
    view.set("scope", this.scope.ordinal());
    view.setDay("first_day", firstDay);
    view.setDay("last_day", lastDay);
    view.set("evidence", scope.text(evidence));
    return view;
  }
}
