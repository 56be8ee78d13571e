// Many subjects and their records, read and made ready.
package chengxin;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Subjects and their records, made ready for an engine. For any number of threads. */
public final class Population implements AutoCloseable {
  /** The call that reads. */
  private interface Read {
    int call(Pointer engine, Scope scope, Pointer options, Call call);
  }

  final Handle handle;

  private Population(Pointer pointer) {
    handle = new Handle("population", pointer, Bindings::cx_population_free);
  }

  /**
   * Reads both files. Bad rows are no failure: they are left out and listed.
   *
   * @param engine what it is made ready for; may be closed afterwards
   * @param options names both files
   * @return a population to close
   * @throws InputException where a file is refused as a whole
   * @throws FileException where it cannot be read
   * @throws StoppedException where the progress asks to stop
   */
  public static Population read(Engine engine, PopulationOptions options) {
    return read(
        engine,
        options,
        (pointer, scope, given, call) ->
            Bindings.cx_population_read(pointer, given, call.out, call.err));
  }

  /**
   * The same from text in memory.
   *
   * @param engine what it is made ready for; may be closed afterwards
   * @param subjects the subjects, UTF-8
   * @param records the records, UTF-8
   * @param options how they are written
   * @return a population to close
   * @throws InputException where a text is refused as a whole
   * @throws StoppedException where the progress asks to stop
   */
  public static Population readMemory(
      Engine engine, byte[] subjects, byte[] records, PopulationOptions options) {
    return read(
        engine,
        options,
        (pointer, scope, given, call) -> {
          Scope.Text who = scope.text(subjects);
          Scope.Text what = scope.text(records);
          return Bindings.cx_population_read_memory(
              pointer, who.data, who.size, what.data, what.size, given, call.out, call.err);
        });
  }

  private static Population read(Engine engine, PopulationOptions options, Read read) {
    Callbacks callbacks = new Callbacks();
    Call call = Call.current();
    int status;
    try (Scope scope = new Scope()) {
      Pointer given = options.toNative(scope, callbacks).base;
      status = engine.handle.read(pointer -> read.call(pointer, scope, given, call));
    }
    callbacks.rethrowUnchecked();
    call.check(status);
    return new Population(call.out.getPointer(0));
  }

  /**
   * How many subjects there are.
   *
   * @return the count
   */
  public long subjects() {
    return handle.read(Bindings::cx_population_subjects);
  }

  /**
   * How many records there are.
   *
   * @return the count
   */
  public long records() {
    return handle.read(Bindings::cx_population_records);
  }

  /**
   * How many rows were bad.
   *
   * @return the count
   */
  public long badRowCount() {
    return handle.read(Bindings::cx_population_bad_rows);
  }

  /**
   * The identifier of a subject.
   *
   * @param index the position in input order, from 0
   * @return the identifier; empty where there is no such position
   */
  public String subjectId(long index) {
    return handle.read(p -> View.text(Bindings.cx_population_subject_id(p, index)));
  }

  /**
   * The position of a subject.
   *
   * @param subjectId the identifier
   * @return the position from 0
   * @throws NotFoundException where there is no such subject
   */
  public long find(String subjectId) {
    return handle.read(
        p -> {
          Call call = Call.current();
          try (Scope scope = new Scope()) {
            Scope.Text id = scope.text(subjectId);
            call.check(Bindings.cx_population_find(p, id.data, id.size, call.out, call.err));
            return call.out.getLong(0);
          }
        });
  }

  /**
   * The bad rows that were kept.
   *
   * @return the subjects' first, in the order of the files
   */
  public List<BadRow> badRows() {
    return handle.read(
        p -> {
          Call call = Call.current();
          List<BadRow> all = new ArrayList<>();
          try (Scope scope = new Scope()) {
            View view = View.allocate(scope, Layouts.BAD_ROW);
            for (long i = 0; i < Bindings.cx_population_kept_bad_rows(p); i++) {
              call.check(Bindings.cx_population_bad_row(p, i, view.base, call.err));
              all.add(new BadRow(view));
            }
          }
          return Collections.unmodifiableList(all);
        });
  }

  /**
   * The bad rows that were kept as CSV, safe to open in a spreadsheet.
   *
   * @return the text
   */
  public String rejectsCsv() {
    return handle.read(
        p -> {
          Call call = Call.current();
          call.check(Bindings.cx_population_rejects_csv(p, call.out, call.err));
          return call.takeBuffer();
        });
  }

  /**
   * Writes the score of every subject as CSV: the same bytes with any number of threads.
   *
   * @param day the day
   * @param threads how many threads; 0: as many as the machine has cores
   * @param out receives UTF-8 in pieces of whole lines, on this thread; not closed
   * @throws IOException where the stream throws it
   * @throws NotEffectiveException where the rulebook is not effective; nothing was written
   */
  public void score(LocalDate day, int threads, OutputStream out) throws IOException {
    Callbacks callbacks = new Callbacks();
    Bindings.WriteFunction write = callbacks.writer(out);
    Call call = Call.current();
    int status;
    try (Scope scope = new Scope()) {
      View options = View.allocate(scope, Layouts.SCORE_OPTIONS);
      options.set("day", View.dayNumber(java.util.Objects.requireNonNull(day)));
      options.set("threads", threads);
      scope.hold(write);
      status =
          handle.read(
              p -> Bindings.cx_population_score(p, options.base, write, null, call.err));
    }
    callbacks.rethrow();
    call.check(status);
  }

  /**
   * Writes the JSON report on every subject, one a line, in input order.
   *
   * @param day the day
   * @param threads how many threads; 0: as many as the machine has cores
   * @param out receives UTF-8 in pieces of whole lines, on this thread; not closed
   * @throws IOException where the stream throws it
   * @throws NotEffectiveException where the rulebook is not effective; nothing was written
   */
  public void explain(LocalDate day, int threads, OutputStream out) throws IOException {
    Callbacks callbacks = new Callbacks();
    Bindings.WriteFunction write = callbacks.writer(out);
    Call call = Call.current();
    int status;
    try (Scope scope = new Scope()) {
      View options = View.allocate(scope, Layouts.EXPLAIN_OPTIONS);
      options.set("day", View.dayNumber(java.util.Objects.requireNonNull(day)));
      options.set("threads", threads);
      scope.hold(write);
      status =
          handle.read(
              p -> Bindings.cx_population_explain(p, options.base, write, null, call.err));
    }
    callbacks.rethrow();
    call.check(status);
  }

  /** Frees the native memory. Does nothing where it is closed already. */
  @Override
  public void close() {
    handle.close();
  }
}
