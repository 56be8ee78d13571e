// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.util.OptionalLong;

/** What a walk through the ledger found. Immutable; safe for any number of threads. */
public final class Verification {
  private final boolean ok;
  private final long entries;
  private final OptionalLong entry;
  private final String head;
  private final String why;
  private final String json;

  Verification(View view, String json) {
    this.ok = view.flag("ok");
    this.entries = view.int64("entries");
    long misfit = view.int64("entry");
    this.entry = misfit == 0 ? OptionalLong.empty() : OptionalLong.of(misfit);
    this.head = view.text("head");
    this.why = view.text("why");
    this.json = json;
  }

  /**
   * Whether the file is whole.
   *
   * @return true where everything fits
   */
  public boolean ok() {
    return ok;
  }

  /**
   * How many entries were walked.
   *
   * @return the count
   */
  public long entries() {
    return entries;
  }

  /**
   * The first entry that does not fit.
   *
   * @return from 1; empty: none, or it is not one entry's
   */
  public OptionalLong entry() {
    return entry;
  }

  /**
   * The digest of the last entry, for safe keeping elsewhere.
   *
   * @return 64 hexadecimal digits; empty where the file is not whole
   */
  public String head() {
    return head;
  }

  /**
   * What does not fit.
   *
   * @return one line of English; empty where the file is whole
   */
  public String why() {
    return why;
  }

  /**
   * The same as one JSON object on one line.
   *
   * @return the text
   */
  public String json() {
    return json;
  }
}
