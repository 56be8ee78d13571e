// A value read from the library: it never changes and needs no handle.
package chengxin;

/** What a store holds, and what became of its cache. Immutable; for any number of threads. */
public final class Statistics {
  private final long subjects;
  private final long records;
  private final long versions;
  private final long entries;
  private final long cachedScores;
  private final long hits;
  private final long absent;
  private final long newerData;
  private final long pastStableThrough;
  private final long otherRulebook;
  private final String json;

  Statistics(View view, String json) {
    this.subjects = view.int64("subjects");
    this.records = view.int64("records");
    this.versions = view.int64("versions");
    this.entries = view.int64("entries");
    this.cachedScores = view.int64("cached_scores");
    this.hits = view.int64("hits");
    this.absent = view.int64("absent");
    this.newerData = view.int64("newer_data");
    this.pastStableThrough = view.int64("past_stable_through");
    this.otherRulebook = view.int64("other_rulebook");
    this.json = json;
  }

  /**
   * Subjects.
   *
   * @return the count
   */
  public long subjects() {
    return subjects;
  }

  /**
   * Records.
   *
   * @return the count
   */
  public long records() {
    return records;
  }

  /**
   * Versions of subjects and records.
   *
   * @return the count
   */
  public long versions() {
    return versions;
  }

  /**
   * Entries of the ledger.
   *
   * @return the count
   */
  public long entries() {
    return entries;
  }

  /**
   * Scores in the cache.
   *
   * @return the count
   */
  public long cachedScores() {
    return cachedScores;
  }

  /**
   * Scores that were read from the cache.
   *
   * @return the count
   */
  public long hits() {
    return hits;
  }

  /**
   * Misses because no score was there.
   *
   * @return the count
   */
  public long absent() {
    return absent;
  }

  /**
   * Misses because facts were added since.
   *
   * @return the count
   */
  public long newerData() {
    return newerData;
  }

  /**
   * Misses because the score had run out.
   *
   * @return the count
   */
  public long pastStableThrough() {
    return pastStableThrough;
  }

  /**
   * Misses because another rulebook is in force.
   *
   * @return the count
   */
  public long otherRulebook() {
    return otherRulebook;
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
