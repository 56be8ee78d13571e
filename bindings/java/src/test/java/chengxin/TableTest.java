// Tables score like residents one by one: from a database, from lent buffers, from columns that grew.
package chengxin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import chengxin.examples.ScoreJdbc;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TableTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final LocalDate BIRTH = LocalDate.of(1990, 4, 1);
  private static final LocalDate ENROLLED = LocalDate.of(2026, 3, 1);
  private static final List<String> CATEGORIES = Arrays.asList("B-CT-01", "B-AC-01", "P-VOL-01");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final Rulebook book = Rulebook.builtin();
  private final Engine engine = new Engine(book);

  @After
  public void close() {
    book.close();
    engine.close();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer ints(int... all) {
    ByteBuffer made = direct(4 * all.length);
    for (int each : all) {
      made.putInt(each);
    }
    made.flip();
    return made;
  }

  private static ByteBuffer bytes(int... all) {
    ByteBuffer made = direct(all.length);
    for (int each : all) {
      made.put((byte) each);
    }
    made.flip();
    return made;
  }

  private static int number(LocalDate day) {
    return (int) day.toEpochDay();
  }

  /** Three subjects: grown up, a child, grown up without records. */
  private static Table subjects() {
    int child = number(LocalDate.of(2012, 9, 1));
    return new Table()
        .add("subject_id", Column.lend(ColumnType.INT32, 3, ints(7, 8, 9)))
        .add("birth_date", Column.lend(ColumnType.DAY, 3, ints(number(BIRTH), child, number(BIRTH))))
        .add("enrolled_on", Column.lend(ColumnType.DAY, 3, ints(number(ENROLLED), 0, 0))
            .withValidity(bytes(1)))
        .add("residency", Column.lend(ColumnType.INT8, 3, bytes(0, 0, 1)))
        .add("capacity", Column.lend(ColumnType.INT8, 3, bytes(0, 0, 0)));
  }

  /** Two records of basic information and 35 hours of the first, one of the child. */
  private static Table records() {
    Column hours = Column.of(ColumnType.INT16);
    hours.addNull();
    hours.addNull();
    hours.add(35);
    hours.add(20);
    Column providers = Column.words();
    for (String each : Arrays.asList("e-sanming", "e-sanming", "youth-league", "youth-league")) {
      providers.add(each);
    }
    int day = number(ENROLLED);
    return new Table()
        .add("subject_id", Column.lend(ColumnType.INT32, 4, ints(7, 7, 7, 8)))
        .add("category", Column.lendWords(4, ints(0, 1, 2, 2), CATEGORIES))
        .add("occurred_on", Column.lend(ColumnType.DAY, 4, ints(day, day, day, day)))
        .add("provider", providers)
        .add("attributes.hours", hours);
  }

  private ScoreTable score(Table subjects, Table records) {
    return ScoreTable.of(
        engine, subjects, records, new ScoreTableOptions(DAY).threads(2).withStableThrough());
  }

  @Test
  public void asOneByOne() {
    try (ScoreTable table = score(subjects(), records());
        Case facts = new Case(engine)) {
      assertEquals(3, table.rows());
      facts.setSubject(
          new Subject("7", Residency.REGISTERED, Capacity.FULL)
              .birthDate(BIRTH).enrolledOn(ENROLLED));
      facts.addRecords(
          new Record("ct", "B-CT-01", "e-sanming", ENROLLED),
          new Record("ac", "B-AC-01", "e-sanming", ENROLLED),
          new Record("vol", "P-VOL-01", "youth-league", ENROLLED).attribute("hours", 35));
      compare(facts, table, 0);
      facts.setSubject(new Subject("8", Residency.REGISTERED, Capacity.FULL)
          .birthDate(LocalDate.of(2012, 9, 1)));
      facts.addRecords(
          new Record("vol", "P-VOL-01", "youth-league", ENROLLED).attribute("hours", 20));
      compare(facts, table, 1);
      facts.setSubject(new Subject("9", Residency.HABITUAL, Capacity.FULL).birthDate(BIRTH));
      compare(facts, table, 2);

      // 600, 10 and 10 of basic information, and 10 for 35 hours: from 20 on, below 40.
      assertEquals(630, table.scores().getInt(0));
      assertEquals(600, table.scores().getInt(8));
      assertEquals(60000, table.totals().getInt(8));
      assertEquals(5, table.eligibleBits().get(0) & 7);
      assertEquals(2000, table.dimension("basic").getInt(0));
      assertTrue(table.scores().isReadOnly());
      assertThrows(IndexOutOfBoundsException.class, () -> table.score(3));
      assertThrows(IllegalArgumentException.class, () -> table.dimension("none"));
    }
  }

  private static void compare(Case facts, ScoreTable table, int row) {
    try (Assessment one = facts.assess(DAY, AssessOption.STABLE_THROUGH)) {
      assertEquals(one.eligible(), table.eligible(row));
      assertEquals(one.tier(), table.tier(row));
      Figures figures = one.figures();
      assertEquals(figures.stableThrough(), table.stableThrough(row));
      if (!one.eligible()) {
        assertEquals(OptionalInt.empty(), table.score(row));
        assertEquals(Optional.empty(), table.total(row));
        assertEquals(Optional.empty(), table.dimension("basic", row));
        return;
      }
      assertEquals(one.score().getAsLong(), table.score(row).getAsInt());
      assertEquals(figures.total(), table.total(row).get());
      List<BigDecimal> values = new ArrayList<>();
      for (String id : table.dimensions()) {
        values.add(table.dimension(id, row).get());
      }
      List<BigDecimal> expected = new ArrayList<>();
      one.dimensions().forEach(each -> expected.add(each.value()));
      assertEquals(expected, values);
    }
  }

  /** A made-up city in a database, whose scores are those of its files. */
  @Test
  public void fromDatabase() throws Exception {
    ByteArrayOutputStream subjects = new ByteArrayOutputStream();
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    engine.synthesize(new SynthesisOptions().subjects(500).seed(3), subjects, records);
    Path subjectsFile = folder.newFile("subjects.csv").toPath();
    Path recordsFile = folder.newFile("records.csv").toPath();
    Files.write(subjectsFile, subjects.toByteArray());
    Files.write(recordsFile, records.toByteArray());
    try (Connection database = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = database.createStatement();
        Population population = Population.readMemory(
            engine, subjects.toByteArray(), records.toByteArray(),
            new PopulationOptions().subjectsFormat(RowFormat.CSV).recordsFormat(RowFormat.CSV));
        Case facts = new Case(engine);
        Assessment one = new Assessment()) {
      statement.execute(
          "CREATE TABLE subjects AS SELECT * FROM CSVREAD('" + subjectsFile + "')");
      statement.execute("CREATE TABLE records AS SELECT * FROM CSVREAD('" + recordsFile + "')");
      ScoreJdbc.score(database, DAY);
      ResultSet rows = statement.executeQuery("SELECT * FROM scores ORDER BY place");
      int scored = 0;
      for (long i = 0; i < population.subjects(); i++) {
        assertTrue(rows.next());
        facts.take(population, i);
        facts.assess(DAY, one, AssessOption.FIGURES_ONLY);
        assertEquals(population.subjectId(i), rows.getString("subject_id"));
        assertEquals(one.eligible(), rows.getBoolean("eligible"));
        if (one.eligible()) {
          assertEquals(one.score().getAsLong(), rows.getInt("score"));
          assertEquals(one.tier(), rows.getString("tier"));
          scored++;
        } else {
          assertEquals(null, rows.getString("score"));
        }
      }
      assertFalse(rows.next());
      assertTrue(scored > 100 && scored < 500);
    }
  }

  /** Texts of every form, nulls that come late, numbers too wide. */
  @Test
  public void columnsThatGrow() {
    Column ids = Column.texts();
    Column births = Column.of(ColumnType.DAY);
    Column residencies = Column.words();
    Column capacities = Column.words();
    for (int i = 0; i < 3000; i++) {
      ids.add("居民-" + i);
      births.add(i == 2999 ? null : BIRTH);
      residencies.add("registered");
      capacities.add("full");
    }
    Table subjects = new Table().add("subject_id", ids).add("birth_date", births)
        .add("residency", residencies).add("capacity", capacities);
    Column owner = Column.texts();
    owner.add("居民-2998");
    Column category = Column.words();
    category.add("B-CT-01");
    Column provider = Column.words();
    provider.add("e-sanming");
    Column occurred = Column.of(ColumnType.DAY);
    occurred.add(ENROLLED);
    Table records = new Table().add("subject_id", owner).add("category", category)
        .add("provider", provider).add("occurred_on", occurred);
    try (ScoreTable table = score(subjects, records)) {
      assertEquals(OptionalInt.of(600), table.score(0));
      assertEquals(OptionalInt.of(610), table.score(2998));
      assertFalse(table.eligible(2999));
    }
    Column narrow = Column.of(ColumnType.INT8);
    assertThrows(IllegalArgumentException.class, () -> narrow.add(128));
    assertThrows(IllegalStateException.class, () -> narrow.add("text"));
    narrow.add(-128);
    assertEquals(1, narrow.rows());
  }

  /** Lent texts: offsets and bytes. */
  @Test
  public void lentTexts() {
    ByteBuffer text = ByteBuffer.allocateDirect(3);
    text.put("abc".getBytes(StandardCharsets.UTF_8));
    text.flip();
    Column ids = Column.lendTexts(2, ints(0, 1, 3), text);
    Table subjects = new Table().add("subject_id", ids);
    Table records = records();
    Throwable failure = assertThrows(InputException.class, () -> score(subjects, records));
    assertTrue(failure.getMessage(), failure.getMessage().contains("subject_id"));
    assertThrows(
        IllegalArgumentException.class, () -> Column.lendTexts(2, ints(0, 2, 1), text));
  }

  @Test
  public void whatCannotBeUsed() {
    assertThrows(IllegalArgumentException.class,
        () -> Column.lend(ColumnType.INT32, 1, ByteBuffer.allocate(4)));
    ByteOrder other = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    assertThrows(IllegalArgumentException.class,
        () -> Column.lend(ColumnType.INT32, 1, direct(4).order(other)));
    assertThrows(IllegalArgumentException.class,
        () -> Column.lend(ColumnType.INT64, 2, direct(15)));
    Table uneven = subjects().add("attributes.x", Column.texts());
    assertThrows(IllegalStateException.class, () -> score(uneven, records()));
    assertThrows(IllegalArgumentException.class,
        () -> new Table().add("a", Column.texts()).add("a", Column.texts()));
    ChengxinException unknown = assertThrows(InputException.class,
        () -> score(subjects(), records().add("occured_on", Column.lend(
            ColumnType.DAY, 4, ints(0, 0, 0, 0)))));
    assertEquals("column", unknown.code());
    assertThrows(NotEffectiveException.class, () -> ScoreTable.of(
        engine, subjects(), records(), new ScoreTableOptions(LocalDate.of(1990, 1, 1))));
    assertThrows(StoppedException.class, () -> ScoreTable.of(engine, subjects(), records(),
        new ScoreTableOptions(DAY).progress((done, total) -> false)));
    assertThrows(IllegalArgumentException.class, () -> ScoreTable.of(engine, subjects(), records(),
        new ScoreTableOptions(DAY).progress((done, total) -> {
          throw new IllegalArgumentException("carried through");
        })));
  }

  @Test
  public void closed() {
    ScoreTable table = score(subjects(), records());
    table.close();
    table.close();
    assertThrows(IllegalStateException.class, () -> table.score(0));
    assertThrows(IllegalStateException.class, table::scores);
    try (ScoreTable without = ScoreTable.of(
        engine, subjects(), records(), new ScoreTableOptions(DAY))) {
      assertThrows(IllegalStateException.class, () -> without.stableThrough(0));
    }
  }
}
