// A rulebook made ready for assessing.
package chengxin;

import java.io.IOException;
import java.io.OutputStream;

/** A rulebook compiled for assessing. Never changes; for any number of threads. */
public final class Engine implements AutoCloseable {
  final Handle handle;

  /**
   * Compiles a rulebook, which may be closed afterwards.
   *
   * @param rulebook the rulebook
   * @throws RulebookException where it cannot be compiled
   */
  public Engine(Rulebook rulebook) {
    handle =
        rulebook.handle.read(
            book -> {
              Call call = Call.current();
              call.check(Bindings.cx_engine_new(book, call.out, call.err));
              return new Handle("engine", call.out.getPointer(0), Bindings::cx_engine_free);
            });
  }

  /**
   * Makes up subjects and records that fit the rulebook; nobody in them exists.
   *
   * @param options how many, and from which seed
   * @param subjects receives the subjects, UTF-8; not closed
   * @param records receives the records, UTF-8; not closed
   * @throws IOException where one of the streams throws it
   * @throws StoppedException where the progress asks to stop
   */
  public void synthesize(SynthesisOptions options, OutputStream subjects, OutputStream records)
      throws IOException {
    Callbacks callbacks = new Callbacks();
    Bindings.WriteFunction toSubjects = callbacks.writer(subjects);
    Bindings.WriteFunction toRecords = callbacks.writer(records);
    Call call = Call.current();
    int status;
    try (Scope scope = new Scope()) {
      View view = options.toNative(scope, callbacks);
      scope.hold(toSubjects);
      scope.hold(toRecords);
      status =
          handle.read(
              engine ->
                  Bindings.cx_synthesize(
                      engine, view.base, toSubjects, null, toRecords, null, call.err));
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
