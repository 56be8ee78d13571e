// Reads all that came of an import at once, so that nothing native is left to close.
package chengxin;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What came of an import. Immutable; safe for any number of threads. */
public final class ImportResult {
  private final ImportCounts counts;
  private final List<BadRow> badRows;
  private final String rejectsCsv;
  private final String json;

  private ImportResult(
      ImportCounts counts, List<BadRow> badRows, String rejectsCsv, String json) {
    this.counts = counts;
    this.badRows = badRows;
    this.rejectsCsv = rejectsCsv;
    this.json = json;
  }

  /** Reads the native import, and frees it. */
  static ImportResult take(Pointer imported, Scope scope, Call call) {
    try {
      View counted = View.allocate(scope, Layouts.IMPORT_COUNTS);
      call.check(Bindings.cx_import_count(imported, counted.base, call.err));
      View row = View.allocate(scope, Layouts.BAD_ROW);
      List<BadRow> rows = new ArrayList<>();
      for (long i = 0; i < counted.int64("kept_bad_rows"); i++) {
        call.check(Bindings.cx_import_bad_row(imported, i, row.base, call.err));
        rows.add(new BadRow(row));
      }
      call.check(Bindings.cx_import_rejects_csv(imported, call.out, call.err));
      String csv = call.takeBuffer();
      call.check(Bindings.cx_import_json(imported, call.out, call.err));
      return new ImportResult(
          new ImportCounts(counted), Collections.unmodifiableList(rows), csv, call.takeBuffer());
    } finally {
      Bindings.cx_import_free(imported);
    }
  }

  /**
   * What was added.
   *
   * @return the counts
   */
  public ImportCounts counts() {
    return counts;
  }

  /**
   * The bad rows that were kept.
   *
   * @return the subjects' first, in the order of the files
   */
  public List<BadRow> badRows() {
    return badRows;
  }

  /**
   * The bad rows that were kept as CSV, safe to open in a spreadsheet.
   *
   * @return the text
   */
  public String rejectsCsv() {
    return rejectsCsv;
  }

  /**
   * What was added as one JSON object on one line.
   *
   * @return the text
   */
  public String json() {
    return json;
  }
}
