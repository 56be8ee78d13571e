// Constants of chengxin.h, by their position there.
package chengxin;

/** What a record brings about besides points. */
public enum EffectKind {
  /** {@code CX_EFFECT_CEILING}. */
  CEILING,
  /** {@code CX_EFFECT_ABSENCE}. */
  ABSENCE
}
