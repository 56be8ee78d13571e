// How a Store is asked for scores; a part of that class, in a file of its own.
package chengxin;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;

abstract class StoreScores extends StoreLedger {
  StoreScores(StoreHandle handle) {
    super(handle);
  }

  /**
   * A subject's score, from the cache where it is there.
   *
   * @param subjectId the subject
   * @param question as of when
   * @return the score
   * @throws NotFoundException where there is no such subject ({@code unknown_subject})
   * @throws NotEffectiveException where no rulebook is effective on that day
   * @throws InputException {@code withdrawn}; {@code no_longer_held} where what it rests on was
   *     erased, purged or barred since; {@code day_not_allowed}; {@code time_not_allowed}
   */
  public StoreScore score(String subjectId, Question question) {
    return handle.ask(
        (store, scope, call) -> {
          View view = View.allocate(scope, Layouts.STORE_FIGURES);
          Scope.Text id = scope.text(subjectId);
          call.check(
              Bindings.cx_store_score(
                  store, id.data, id.size, question.asOf(), question.knownAt(), view.base,
                  call.err));
          return new StoreScore(view);
        });
  }

  /**
   * The score of one subject as CSV with a header line.
   *
   * @param subjectId the subject
   * @param question as of when
   * @param withStableThrough whether there is one column more, {@code stable_through}
   * @return the text
   * @throws ChengxinException as {@link #score}
   */
  public String scoreCsv(String subjectId, Question question, boolean withStableThrough) {
    return handle.text(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          return Bindings.cx_store_score_csv(
              store, id.data, id.size, question.asOf(), question.knownAt(),
              withStableThrough ? 1 : 0, call.out, call.err);
        });
  }

  /**
   * Writes the score of every subject as CSV, by {@code subject_id} bytewise. Those who have
   * withdrawn, and those whose score can no longer be computed, are left out.
   *
   * @param question as of when
   * @param withStableThrough whether there is one column more, {@code stable_through}
   * @param out receives UTF-8 in pieces of whole lines, on this thread; not closed
   * @return how many have a score that can no longer be computed
   * @throws IOException where the stream throws it
   * @throws NotEffectiveException where no rulebook is effective on that day
   */
  public long scores(Question question, boolean withStableThrough, OutputStream out)
      throws IOException {
    Callbacks callbacks = new Callbacks();
    Bindings.WriteFunction write = callbacks.writer(out);
    long notHeld =
        handle.ask(
            (store, scope, call) -> {
              Pointer told = scope.bytes(Long.BYTES);
              scope.hold(write);
              int status =
                  Bindings.cx_store_scores(
                      store, question.asOf(), question.knownAt(), withStableThrough ? 1 : 0, write,
                      null, told, call.err);
              if (!callbacks.failed()) {
                call.check(status);
              }
              return told.getLong(0);
            });
    callbacks.rethrow();
    return notHeld;
  }

  /**
   * Computes the score of everyone who has no valid one in the cache.
   *
   * @param options how
   * @return how many were computed
   * @throws StoppedException where the progress asks to stop; what was done by then is kept, and
   *     the next refresh goes on
   * @throws NotEffectiveException where no rulebook is effective on that day
   */
  public RefreshCounts refresh(RefreshOptions options) {
    Callbacks callbacks = new Callbacks();
    return handle.ask(
        (store, scope, call) -> {
          Pointer given = options.toNative(scope, callbacks).base;
          Pointer counts = scope.bytes(2 * Long.BYTES);
          int status =
              Bindings.cx_store_refresh(store, given, counts, counts.share(Long.BYTES), call.err);
          callbacks.rethrowUnchecked();
          call.check(status);
          return new RefreshCounts(counts.getLong(0), counts.getLong(Long.BYTES));
        });
  }

  /**
   * The whole report, for the officer in charge and for the resident.
   *
   * @param subjectId the subject
   * @param question as of when
   * @param format how it is written
   * @param language in which language
   * @return the text
   * @throws ChengxinException as {@link #score}
   */
  public String explain(String subjectId, Question question, Format format, Language language) {
    return handle.text(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          return Bindings.cx_store_explain(
              store, id.data, id.size, question.asOf(), question.knownAt(), format.ordinal(),
              language.ordinal(), call.out, call.err);
        });
  }

  /**
   * The days of an interval as segments of days that are alike, each day under the rulebook that is
   * effective on it.
   *
   * @param subjectId the subject
   * @param from the first day
   * @param to the last day
   * @return JSON as {@link Timeline#json} gives it
   * @throws InputException where the interval is empty ({@code empty_interval}), and as {@link
   *     #score}
   */
  public String timelineJson(String subjectId, LocalDate from, LocalDate to) {
    return timelineJson(subjectId, from, to, View.momentNumber(null));
  }

  /**
   * The same with what was known at a moment, and no more.
   *
   * @param subjectId the subject
   * @param from the first day
   * @param to the last day
   * @param knownAt the moment
   * @return JSON as {@link Timeline#json} gives it
   * @throws InputException where the interval is empty ({@code empty_interval}), and as {@link
   *     #score}
   */
  public String timelineJson(String subjectId, LocalDate from, LocalDate to, Instant knownAt) {
    return timelineJson(subjectId, from, to, moment(knownAt));
  }

  private String timelineJson(String subjectId, LocalDate from, LocalDate to, long knownAt) {
    int first = View.dayNumber(java.util.Objects.requireNonNull(from));
    int last = View.dayNumber(java.util.Objects.requireNonNull(to));
    return handle.text(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          return Bindings.cx_store_timeline(
              store, id.data, id.size, first, last, knownAt, call.out, call.err);
        });
  }

  /**
   * Why a total differs between two questions: the totals and parts that add up to their
   * difference.
   *
   * @param subjectId the subject
   * @param from the earlier question
   * @param to the later question
   * @return one JSON object on one line
   * @throws InputException where the later knows less ({@code moment_goes_back}), and as {@link
   *     #score}
   */
  public String explainChangeJson(String subjectId, Question from, Question to) {
    return handle.text(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          return Bindings.cx_store_explain_change(
              store, id.data, id.size, from.asOf(), from.knownAt(), to.asOf(), to.knownAt(),
              call.out, call.err);
        });
  }

  /**
   * Holds one read transaction over the reads that follow: they are faster, and blind to what is
   * committed meanwhile. Writing is refused ({@link InputException}, {@code in_snapshot}).
   *
   * @return a snapshot to close
   */
  public Snapshot beginSnapshot() {
    return new Snapshot(handle);
  }
}
