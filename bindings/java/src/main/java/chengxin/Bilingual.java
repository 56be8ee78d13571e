// A value read from the library: it never changes and needs no handle.
package chengxin;

/** A text in the two languages that residents and officers read; either may be empty. Immutable. */
public final class Bilingual {
  private final String zh;
  private final String en;

  Bilingual(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /**
   * The Chinese text.
   *
   * @return the Chinese text
   */
  public String zh() {
    return zh;
  }

  /**
   * The English text.
   *
   * @return the English text
   */
  public String en() {
    return en;
  }

  @Override
  public String toString() {
    return zh + " / " + en;
  }
}
