// Constants of chengxin.h, by their position there.
package chengxin;

/** Kinds of rules. */
public enum RuleKind {
  /** {@code CX_RULE_RECORD}. */
  RECORD,
  /** {@code CX_RULE_SUBJECT}. */
  SUBJECT,
  /** {@code CX_RULE_ABSENCE}. */
  ABSENCE,
  /** {@code CX_RULE_RESTORE}. */
  RESTORE
}
