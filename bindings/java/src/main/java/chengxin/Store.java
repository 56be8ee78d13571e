// What a city system keeps, in one file.
package chengxin;

import com.sun.jna.Pointer;

/**
 * One SQLite file in which a city system keeps subjects, records, rulebooks, scores, consents and
 * disclosures. Facts are only ever added, each entry chained to the one before it; a score is asked
 * as of a day and known at a moment ({@link Question}).
 *
 * <p>Who calls is the program's word: a grantee, an authentication or evidence is taken as a
 * reference that the program has verified.
 *
 * <p>For one thread at a time; any number of threads and processes may each open the same file, of
 * which one writes at a time. A callback may not call the store that is calling it: it gets {@link
 * IllegalStateException}.
 *
 * <p>Besides what is named, every method may give {@link BusyException}, {@link FileException}
 * ({@code read_only}, {@code disk_full}, {@code io_error}) and {@link DamagedException}. One that
 * fails has changed nothing, unless it says otherwise. What one acknowledges survives the end of
 * the process and of power.
 */
public final class Store extends StoreScores implements AutoCloseable {
  /** The call that discloses. */
  private interface Tell {
    int call(Pointer store, Scope scope, Pointer told, Call call);
  }

  /** A resident's act that rests on some evidence. */
  private interface Deed {
    int call(
        Pointer store, Pointer subject, long size, Pointer evidence, long evidenceSize,
        Pointer err);
  }

  private Store(Pointer pointer, StoreClock clock) {
    super(new StoreHandle(pointer, clock));
  }

  /**
   * Makes a file, for its owner alone, that did not exist or was empty, and opens it.
   *
   * @param path the path of the file
   * @param options how
   * @return a store to close
   * @throws InputException where the file is there ({@code exists})
   * @throws FileException where it cannot be made ({@code cannot_open})
   */
  public static Store create(String path, StoreCreateOptions options) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text name = scope.text(path);
      Pointer given = options.toNative(scope).base;
      call.check(Bindings.cx_store_create(name.data, name.size, given, call.out, call.err));
      return new Store(call.out.getPointer(0), null);
    }
  }

  /**
   * Opens a store.
   *
   * @param path the path of the file
   * @param options how
   * @return a store to close
   * @throws FileException where it cannot be opened ({@code cannot_open})
   * @throws DamagedException {@code damaged}, {@code not_a_store} or {@code newer_format}
   * @throws InputException where it takes no clock of the program's ({@code clock_not_allowed})
   */
  public static Store open(String path, StoreOptions options) {
    Call call = Call.current();
    StoreClock clock = options.clock();
    try (Scope scope = new Scope()) {
      Scope.Text name = scope.text(path);
      Pointer given = options.toNative(scope, clock).base;
      int status = Bindings.cx_store_open(name.data, name.size, given, call.out, call.err);
      call.check(status);
      return new Store(call.out.getPointer(0), clock);
    }
  }

  /**
   * Adds a consent.
   *
   * @param request to what the subject consents
   * @return the id of the consent
   * @throws NotFoundException {@code unknown_subject} or {@code unknown_use}
   * @throws InputException {@code withdrawn} or {@code empty_interval}
   */
  public String grant(ConsentRequest request) {
    return handle.text(
        (store, scope, call) ->
            Bindings.cx_store_grant(store, request.toNative(scope).base, call.out, call.err));
  }

  /**
   * Revokes a consent from now on.
   *
   * @param consentId the id that {@link #grant} gave
   * @return false where it was revoked before
   * @throws NotFoundException where there is no such consent ({@code unknown_consent})
   */
  public boolean revoke(String consentId) {
    return handle.flag(
        (store, scope, call) -> {
          Scope.Text id = scope.text(consentId);
          return Bindings.cx_store_revoke(store, id.data, id.size, call.out, call.err);
        });
  }

  /**
   * The consents of a subject.
   *
   * @param subjectId the subject
   * @return one JSON array on one line
   */
  public String consentsJson(String subjectId) {
    return handle.text(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          return Bindings.cx_store_consents(store, id.data, id.size, call.out, call.err);
        });
  }

  /**
   * Answers a grantee, once the answer stands in the subject's log. A denial is an answer, no
   * failure.
   *
   * @param request who asks for what
   * @return what they are told
   * @throws InputException where the day is after today ({@code day_not_allowed})
   * @throws NotEffectiveException where no rulebook is effective on that day
   */
  public Disclosure disclose(DisclosureRequest request) {
    return told(
        (store, scope, told, call) ->
            Bindings.cx_store_disclose(
                store, request.toNative(scope).base, told, call.out, call.err));
  }

  /**
   * The subject's own read: the whole report, which needs no consent and stands in the log as well.
   *
   * @param subjectId the subject
   * @param authentication refers to the check of their real name
   * @return what they are told
   * @throws NotFoundException where there is no such subject ({@code unknown_subject})
   * @throws InputException {@code withdrawn}
   */
  public Disclosure self(String subjectId, String authentication) {
    return told(
        (store, scope, told, call) -> {
          Scope.Text id = scope.text(subjectId);
          Scope.Text check = scope.text(authentication);
          return Bindings.cx_store_self(
              store, id.data, id.size, check.data, check.size, told, call.out, call.err);
        });
  }

  private Disclosure told(Tell tell) {
    return handle.ask(
        (store, scope, call) -> {
          View view = View.allocate(scope, Layouts.DISCLOSURE);
          call.check(tell.call(store, scope, view.base, call));
          return new Disclosure(view, call.takeBuffer());
        });
  }

  /**
   * Everyone who asked about a subject, when, for what and what they were told, oldest first.
   *
   * @param subjectId the subject
   * @return one JSON array on one line
   */
  public String logJson(String subjectId) {
    return handle.text(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          return Bindings.cx_store_log(store, id.data, id.size, call.out, call.err);
        });
  }

  /**
   * Marks a record as disputed until it is decided.
   *
   * @param subjectId the subject
   * @param recordId the record
   * @param text what the resident says
   * @throws NotFoundException {@code unknown_subject} or {@code unknown_record}
   * @throws InputException {@code already_disputed}
   */
  public void object(String subjectId, String recordId, String text) {
    handle.act(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          Scope.Text record = scope.text(recordId);
          Scope.Text said = scope.text(text);
          return Bindings.cx_store_object(
              store, id.data, id.size, record.data, record.size, said.data, said.size, call.err);
        });
  }

  /**
   * Decides an objection.
   *
   * @param subjectId the subject
   * @param recordId the record
   * @param upheld true: the record is revoked; false: it counts again
   * @param evidence refers to where the program keeps what the decision rests on
   * @throws NotFoundException {@code unknown_subject} or {@code unknown_record}
   * @throws InputException {@code not_disputed}
   */
  public void decide(String subjectId, String recordId, boolean upheld, String evidence) {
    handle.act(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          Scope.Text record = scope.text(recordId);
          Scope.Text kept = scope.text(evidence);
          return Bindings.cx_store_decide(
              store, id.data, id.size, record.data, record.size, upheld ? 1 : 0, kept.data,
              kept.size, call.err);
        });
  }

  /**
   * From now on nothing is computed, cached or disclosed about the subject, until they enrol again.
   *
   * @param subjectId the subject
   * @param evidence refers to where the program keeps what this rests on
   * @throws NotFoundException where there is no such subject ({@code unknown_subject})
   * @throws InputException {@code withdrawn}
   */
  public void withdraw(String subjectId, String evidence) {
    deed(subjectId, evidence, Bindings::cx_store_withdraw);
  }

  /**
   * Ends a withdrawal, or follows an erasure.
   *
   * @param subjectId the subject
   * @param evidence refers to where the program keeps what this rests on
   * @throws NotFoundException where there is no such subject ({@code unknown_subject})
   * @throws InputException {@code already_enrolled}
   */
  public void enrol(String subjectId, String evidence) {
    deed(subjectId, evidence, Bindings::cx_store_enrol);
  }

  /**
   * Removes a subject's personal data and their bytes.
   *
   * @param subjectId the subject
   * @param evidence refers to where the program keeps what this rests on
   * @throws NotFoundException where there is no such subject ({@code unknown_subject})
   * @throws BusyException where another process's snapshot still keeps the bytes: the erasure
   *     stands, and the next {@code erase}, {@link #purge} or {@link #tidy} removes them
   */
  public void erase(String subjectId, String evidence) {
    deed(subjectId, evidence, Bindings::cx_store_erase);
  }

  private void deed(String subjectId, String evidence, Deed deed) {
    handle.act(
        (store, scope, call) -> {
          Scope.Text id = scope.text(subjectId);
          Scope.Text kept = scope.text(evidence);
          return deed.call(store, id.data, id.size, kept.data, kept.size, call.err);
        });
  }

  /**
   * Erases negative records that can have had no effect for more than so many months.
   *
   * @param months 0 to 1200
   * @return how many records
   * @throws BusyException as {@link #erase}
   */
  public long purge(int months) {
    return handle.ask(
        (store, scope, call) -> {
          call.check(Bindings.cx_store_purge(store, months, call.out, call.err));
          return call.out.getLong(0);
        });
  }

  /**
   * Removes the bytes of what was erased, where that is still due.
   *
   * @throws BusyException where another process's snapshot still keeps them
   */
  public void tidy() {
    handle.act((store, scope, call) -> Bindings.cx_store_tidy(store, call.err));
  }

  /**
   * The last entry's digest, for safe keeping elsewhere.
   *
   * @return 64 hexadecimal digits
   */
  public String head() {
    return handle.text((store, scope, call) -> Bindings.cx_store_head(store, call.out, call.err));
  }

  /**
   * Walks the whole ledger. A ledger that does not fit is no failure.
   *
   * @return what was found
   */
  public Verification verify() {
    return walk("", null);
  }

  /**
   * The same against a head that was kept elsewhere, which also finds that the file was cut short
   * or rewritten; it may have grown since.
   *
   * @param expected what {@link #head} gave
   * @return what was found
   */
  public Verification verify(String expected) {
    return walk(expected, null);
  }

  /**
   * The same with a progress.
   *
   * @param expected what {@link #head} gave; empty: none
   * @param progress who is told how many entries were walked
   * @return what was found
   * @throws StoppedException where the progress asks to stop
   */
  public Verification verify(String expected, Progress progress) {
    return walk(expected, java.util.Objects.requireNonNull(progress));
  }

  private Verification walk(String expected, Progress progress) {
    Callbacks callbacks = new Callbacks();
    return handle.ask(
        (store, scope, call) -> {
          View options = View.allocate(scope, Layouts.VERIFY_OPTIONS);
          options.set("expected", scope.text(expected));
          options.set("progress", callbacks.pointer(scope, progress));
          View view = View.allocate(scope, Layouts.VERIFICATION);
          int status =
              Bindings.cx_store_verify(store, options.base, view.base, call.out, call.err);
          callbacks.rethrowUnchecked();
          call.check(status);
          return new Verification(view, call.takeBuffer());
        });
  }

  /**
   * What the store holds, and what became of its cache.
   *
   * @return the counts
   */
  public Statistics statistics() {
    return handle.ask(
        (store, scope, call) -> {
          View view = View.allocate(scope, Layouts.STATISTICS);
          call.check(Bindings.cx_store_statistics(store, view.base, call.out, call.err));
          return new Statistics(view, call.takeBuffer());
        });
  }

  /** Closes the file. Does nothing where it is closed already. */
  @Override
  public void close() {
    handle.close();
  }
}
