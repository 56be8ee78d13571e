// Constants of chengxin.h, by their position there.
package chengxin;

/** Languages of reports. */
public enum Language {
  /** {@code CX_LANGUAGE_ZH}. */
  ZH,
  /** {@code CX_LANGUAGE_EN}. */
  EN
}
