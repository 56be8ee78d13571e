// What a Store adds to its ledger; a part of that class, in a file of its own.
package chengxin;

import com.sun.jna.Pointer;
import java.time.Instant;
import java.util.List;

abstract class StoreLedger {
  /** The call that reads. */
  private interface Read {
    int call(Pointer store, Scope scope, Pointer options, Call call);
  }

  final StoreHandle handle;

  StoreLedger(StoreHandle handle) {
    this.handle = handle;
  }

  /**
   * Adds a rulebook, and erases what the store holds of categories that it bars.
   *
   * @param json the text of the rulebook
   * @return false where it is the same as the last, which changes nothing
   * @throws RulebookException with the first error, its line and column
   */
  public boolean addRulebook(String json) {
    return addRulebook(json, View.momentNumber(null));
  }

  /**
   * Adds a rulebook that the store learned of at a moment.
   *
   * @param json the text of the rulebook
   * @param at not later than now and not before the last entry
   * @return false where it is the same as the last, which changes nothing
   * @throws RulebookException with the first error, its line and column
   * @throws InputException where the moment is none of these ({@code time_not_allowed})
   */
  public boolean addRulebook(String json, Instant at) {
    return addRulebook(json, moment(at));
  }

  private boolean addRulebook(String json, long at) {
    return handle.flag(
        (store, scope, call) -> {
          Scope.Text text = scope.text(json);
          return Bindings.cx_store_add_rulebook(
              store, text.data, text.size, at, call.out, call.err);
        });
  }

  /**
   * Adds what is new in files of subjects and records, all in one step. Bad rows are no failure:
   * they are left out and listed.
   *
   * @param options names the files
   * @return what came of it
   * @throws InputException where a file is refused as a whole, or {@code time_not_allowed}
   * @throws FileException where a file cannot be read
   * @throws StoppedException where the progress asks to stop; nothing was added
   */
  public ImportResult importFiles(ImportOptions options) {
    return imported(
        options,
        (store, scope, given, call) -> Bindings.cx_store_import(store, given, call.out, call.err));
  }

  /**
   * The same from text in memory.
   *
   * @param subjects the subjects; empty: there are none
   * @param records the records; empty: there are none
   * @param options how they are written
   * @return what came of it
   * @throws InputException where a text is refused as a whole, or {@code time_not_allowed}
   * @throws StoppedException where the progress asks to stop; nothing was added
   */
  public ImportResult importText(String subjects, String records, ImportOptions options) {
    return imported(
        options,
        (store, scope, given, call) -> {
          Scope.Text who = scope.text(subjects);
          Scope.Text what = scope.text(records);
          return Bindings.cx_store_import_memory(
              store, who.data, who.size, what.data, what.size, given, call.out, call.err);
        });
  }

  private ImportResult imported(ImportOptions options, Read read) {
    Callbacks callbacks = new Callbacks();
    return handle.ask(
        (store, scope, call) -> {
          Pointer given = options.toNative(scope, callbacks).base;
          int status = read.call(store, scope, given, call);
          callbacks.rethrowUnchecked();
          call.check(status);
          return ImportResult.take(call.out.getPointer(0), scope, call);
        });
  }

  /**
   * Adds one subject, or a new version of it.
   *
   * @param subject the subject
   * @return what was added
   * @throws InputException with the code of a bad row
   */
  public ImportCounts add(Subject subject) {
    return add(subject, View.momentNumber(null));
  }

  /**
   * Adds one subject, or a new version of it, that the store learned of at a moment.
   *
   * @param subject the subject
   * @param at not later than now and not before the last entry
   * @return what was added
   * @throws InputException with the code of a bad row, or {@code time_not_allowed}
   */
  public ImportCounts add(Subject subject, Instant at) {
    return add(subject, moment(at));
  }

  private ImportCounts add(Subject subject, long at) {
    return handle.ask(
        (store, scope, call) -> {
          View counts = View.allocate(scope, Layouts.IMPORT_COUNTS);
          Pointer given = subject.toNative(scope).base;
          call.check(Bindings.cx_store_add_subject(store, given, at, counts.base, call.err));
          return new ImportCounts(counts);
        });
  }

  /**
   * Adds records of one subject, or new versions of them, all or none.
   *
   * @param subjectId whose records they are
   * @param records the records
   * @return what was added
   * @throws NotFoundException where there is no such subject ({@code unknown_subject})
   * @throws InputException with the code of a bad row
   */
  public ImportCounts add(String subjectId, List<Record> records) {
    return add(subjectId, records, View.momentNumber(null));
  }

  /**
   * Adds records of one subject, or new versions of them, that the store learned of at a moment.
   *
   * @param subjectId whose records they are
   * @param records the records
   * @param at not later than now and not before the last entry
   * @return what was added
   * @throws NotFoundException where there is no such subject ({@code unknown_subject})
   * @throws InputException with the code of a bad row, or {@code time_not_allowed}
   */
  public ImportCounts add(String subjectId, List<Record> records, Instant at) {
    return add(subjectId, records, moment(at));
  }

  private ImportCounts add(String subjectId, List<Record> records, long at) {
    return handle.ask(
        (store, scope, call) -> {
          View counts = View.allocate(scope, Layouts.IMPORT_COUNTS);
          Scope.Text id = scope.text(subjectId);
          Pointer first = Record.toNative(scope, records);
          call.check(
              Bindings.cx_store_add_records(
                  store, id.data, id.size, first, records.size(), at, counts.base, call.err));
          return new ImportCounts(counts);
        });
  }

  static long moment(Instant moment) {
    return View.momentNumber(java.util.Objects.requireNonNull(moment));
  }
}
