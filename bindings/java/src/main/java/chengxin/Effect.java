// A value read from the library: it never changes and needs no handle.
package chengxin;

/** What a record brings about besides points. Immutable; safe for any number of threads. */
public final class Effect {
  private final EffectKind what;
  private final int index;
  private final String id;

  Effect(View view) {
    this.what = view.constant("what", EffectKind.values());
    this.index = view.int32("index");
    this.id = view.text("id");
  }

  /**
   * Whether it sets a ceiling or sets an absence rule back.
   *
   * @return whether it sets a ceiling or sets an absence rule back
   */
  public EffectKind what() {
    return what;
  }

  /**
   * The position of the ceiling, or of the rule.
   *
   * @return the position of the ceiling, or of the rule
   */
  public int index() {
    return index;
  }

  /**
   * The identifier in the rulebook.
   *
   * @return the identifier in the rulebook
   */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}
