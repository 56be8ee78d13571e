// The Java side of bench/java_tables.py: answers each line of standard input, `batch THREADS` or
// `batch_figures THREADS`, with seconds, residents and the sum of their totals, as
// bench/peers/loops.cpp does over the same columns.
package chengxin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.LocalDate;

final class TableBench {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 28);
  private static final LocalDate ENROLLED = LocalDate.of(2020, 1, 1);
  private static final int NOT_REPAIRED = Integer.MIN_VALUE;

  private final Path folder;
  private final int residents;
  private final int records;

  private TableBench(Path folder) throws IOException {
    this.folder = folder;
    this.residents = Math.toIntExact(Files.size(folder.resolve("birth_date.i32")) / Integer.BYTES);
    this.records = Math.toIntExact(Files.size(folder.resolve("level.i8")));
  }

  /** COLUMNS RULEBOOK. */
  public static void main(String[] arguments) throws IOException {
    TableBench bench = new TableBench(Paths.get(arguments[0]));
    String json = new String(Files.readAllBytes(Paths.get(arguments[1])), StandardCharsets.UTF_8);
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Rulebook rulebook = Rulebook.load(json);
        Engine engine = new Engine(rulebook)) {
      Table subjects = bench.subjects();
      Table facts = bench.facts();
      long[] totals = new long[bench.residents];
      System.out.println("ready");
      for (String line = asked.readLine(); line != null; line = asked.readLine()) {
        String[] words = line.split(" ");
        ScoreTableOptions options =
            new ScoreTableOptions(DAY).threads(Integer.parseInt(words[1]));
        if (words[0].equals("batch")) {
          options.withStableThrough();
        }
        long from = System.nanoTime();
        try (ScoreTable scores = ScoreTable.of(engine, subjects, facts, options)) {
          ByteBuffer values = scores.totals();
          for (int i = 0; i < totals.length; i++) {
            totals[i] = values.getInt(i * Integer.BYTES);
          }
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        long sum = 0;
        for (long each : totals) {
          sum += each;
        }
        System.out.println(seconds + " " + bench.residents + " " + sum);
      }
    }
  }

  private Table subjects() throws IOException {
    ByteBuffer ids = direct(residents * Integer.BYTES);
    ByteBuffer enrolled = direct(residents * Integer.BYTES);
    for (int i = 0; i < residents; i++) {
      ids.putInt(i * Integer.BYTES, i);
      enrolled.putInt(i * Integer.BYTES, (int) ENROLLED.toEpochDay());
    }
    ByteBuffer zeros = direct(residents); // registered; full
    return new Table()
        .add("subject_id", Column.lend(ColumnType.INT32, residents, ids))
        .add("birth_date", column(ColumnType.DAY, residents, "birth_date.i32"))
        .add("enrolled_on", Column.lend(ColumnType.DAY, residents, enrolled))
        .add("residency", Column.lend(ColumnType.INT8, residents, zeros))
        .add("capacity", Column.lend(ColumnType.INT8, residents, zeros));
  }

  private Table facts() throws IOException {
    ByteBuffer repaired = load("repaired_on.i32");
    ByteBuffer given = direct((records + 7) / 8);
    for (int i = 0; i < records; i++) {
      if (repaired.getInt(i * Integer.BYTES) != NOT_REPAIRED) {
        given.put(i / 8, (byte) (given.get(i / 8) | 1 << i % 8));
      }
    }
    return new Table()
        .add("subject_id", column(ColumnType.INT32, records, "resident.i32"))
        .add("category", column(ColumnType.INT16, records, "category.i16"))
        .add("occurred_on", column(ColumnType.DAY, records, "occurred_on.i32"))
        .add("status", column(ColumnType.INT8, records, "status.i8"))
        .add("repaired_on",
            Column.lend(ColumnType.DAY, records, repaired).withValidity(given))
        .add("attributes.level", column(ColumnType.INT8, records, "level.i8"))
        .add("attributes.units", column(ColumnType.INT16, records, "units.i16"));
  }

  private Column column(ColumnType type, int rows, String file) throws IOException {
    return Column.lend(type, rows, load(file));
  }

  private ByteBuffer load(String file) throws IOException {
    Path path = folder.resolve(file);
    ByteBuffer into = direct(Math.toIntExact(Files.size(path)));
    try (FileChannel from = FileChannel.open(path)) {
      while (into.hasRemaining() && from.read(into) >= 0) {
        continue;
      }
    }
    into.flip();
    return into;
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
