// Figures worked out by hand from the built-in rulebook, errors with their codes.
package chengxin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.OptionalLong;
import org.junit.After;
import org.junit.Test;

public final class ScoreTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String SUBJECTS =
      "subject_id,birth_date,residency,capacity,enrolled_on\n"
          + "resident-1,1990-04-01,registered,full,2026-03-01\n"
          + "resident-2,2012-09-01,registered,full,2026-03-01\n";
  private static final String RECORDS =
      "record_id,subject_id,category,provider,occurred_on,origin,status\n";

  private final Rulebook book = Rulebook.builtin();
  private final Engine engine = new Engine(book);

  @After
  public void close() {
    book.close();
    engine.close();
  }

  private static Subject resident() {
    return new Subject("resident-A", Residency.REGISTERED, Capacity.FULL)
        .birthDate(LocalDate.of(1990, 4, 1))
        .enrolledOn(LocalDate.of(2026, 3, 1));
  }

  private static Record record(String id, String category) {
    return new Record(id, category, "e-sanming", LocalDate.of(2026, 3, 1));
  }

  private Population population() {
    return Population.readMemory(
        engine,
        SUBJECTS.getBytes(StandardCharsets.UTF_8),
        RECORDS.getBytes(StandardCharsets.UTF_8),
        new PopulationOptions().subjectsFormat(RowFormat.CSV).recordsFormat(RowFormat.CSV));
  }

  @Test
  public void baseWithoutRecords() {
    try (Case facts = new Case(engine)) {
      facts.setSubject(resident());
      try (Assessment result = facts.assess(DAY)) {
        assertTrue(result.eligible());
        assertEquals(OptionalLong.of(600), result.score());
        assertEquals("fair", result.tier());
        assertEquals(new BigDecimal("600.00"), result.figures().base());
      }
    }
  }

  /** Case A of tests/golden: 20 + 10 + 10 = 40, the bound of basic; 600 + 40 = 640. */
  @Test
  public void newAndVerified() {
    try (Case facts = new Case(engine)) {
      facts.setSubject(resident());
      facts.addRecords(
          record("ct", "B-CT-01"), record("ac", "B-AC-01"), record("id", "B-ID-01"));
      assertEquals("resident-A", facts.subjectId());
      assertEquals(java.util.Arrays.asList("ct", "ac", "id"), facts.recordIds());
      try (Assessment result = facts.assess(DAY, AssessOption.STABLE_THROUGH)) {
        assertEquals(OptionalLong.of(640), result.score());
        assertEquals(new BigDecimal("640.00"), result.figures().total());
        assertTrue(result.figures().knowsStableThrough());
        assertEquals("basic", result.dimensions().get(0).id());
        assertEquals(new BigDecimal("40.00"), result.dimensions().get(0).value());
        BigDecimal sum = result.figures().base();
        for (Award award : result.awards()) {
          sum = sum.add(award.points());
        }
        for (Adjustment adjustment : result.adjustments()) {
          sum = sum.add(adjustment.points());
        }
        assertEquals(result.figures().total(), sum);
        assertEquals(3, result.records().size());
        for (RecordResult each : result.records()) {
          assertEquals(Disposition.COUNTED, each.disposition());
          assertEquals("counted", each.name());
        }
        assertTrue(result.report(Format.TEXT, Language.EN).contains("640"));
        assertTrue(result.report(Format.TEXT, Language.ZH).contains("诚信"));
      }
    }
  }

  @Test
  public void aMinorHasNoScore() {
    try (Case facts = new Case(engine)) {
      facts.setSubject(resident().birthDate(LocalDate.of(2012, 9, 1)));
      try (Assessment result = facts.assess(DAY)) {
        assertFalse(result.eligible());
        assertEquals(OptionalLong.empty(), result.score());
        assertEquals("", result.tier());
        assertEquals(Collections.singleton(Ineligible.AGE), result.figures().ineligibleBecause());
      }
    }
  }

  @Test
  public void anAttributeThatIsUndeclaredIsTheDispositionOfItsRecord() {
    try (Case facts = new Case(engine)) {
      facts.setSubject(resident());
      facts.addRecords(
          record("id", "B-ID-01").attribute("never_declared", 1),
          record("none", "NO-SUCH-CATEGORY"));
      try (Assessment result = facts.assess(DAY)) {
        assertEquals(OptionalLong.of(600), result.score());
        assertEquals(Disposition.INVALID_ATTRIBUTE, result.records().get(0).disposition());
        assertEquals(Disposition.UNKNOWN_CATEGORY, result.records().get(1).disposition());
      }
    }
  }

  @Test
  public void theRulebookTellsItsParts() {
    assertEquals("sanming-trial", book.id());
    assertEquals("2026.1", book.version());
    assertEquals(64, book.fingerprint().length());
    assertEquals(new BigDecimal("600.00"), book.info().base());
    assertEquals(5, book.dimensions().size());
    assertEquals("basic", book.dimensions().get(book.find(Part.DIMENSION, "basic")).id());
    for (Category category : book.categories()) {
      assertFalse(category.title().zh().isEmpty());
    }
    for (Rule rule : book.rules()) {
      assertFalse(rule.id().isEmpty());
      assertFalse(rule.citations().isEmpty());
    }
    assertFalse(book.tiers().isEmpty());
    assertFalse(book.uses().isEmpty());
    assertFalse(book.ceilings().isEmpty());
    assertFalse(book.barred().isEmpty());
    assertFalse(book.bases().isEmpty());
    for (Group group : book.groups()) {
      assertTrue(group.dimension().getAsInt() < book.dimensions().size());
    }
    for (AttributeDeclaration attribute : book.subjectAttributes()) {
      assertFalse(attribute.name().isEmpty());
    }
    assertTrue(Rulebook.verify(Rulebook.builtinJson()).stream().noneMatch(Finding::error));
    try (Rulebook again = Rulebook.load(Rulebook.canonical(Rulebook.builtinJson()))) {
      assertEquals(book.fingerprint(), again.fingerprint());
    }
  }

  @Test
  public void failuresHaveACodeAndAPlace() {
    RulebookException refused =
        assertThrows(RulebookException.class, () -> Rulebook.load("{\n \"id\": }"));
    assertEquals(Status.RULEBOOK, refused.status());
    assertFalse(refused.code().isEmpty());
    assertEquals(2, refused.line());
    assertTrue(Rulebook.verify("{}").stream().anyMatch(Finding::error));
    assertTrue(Rulebook.verifyText("{}", "mine.json", Format.TEXT).startsWith("mine.json:"));
    NotFoundException unknown =
        assertThrows(NotFoundException.class, () -> book.find(Part.RULE, "none"));
    assertEquals("unknown_part", unknown.code());
    try (Case facts = new Case(engine)) {
      facts.setSubject(resident());
      assertThrows(NotEffectiveException.class, () -> facts.assess(LocalDate.of(1999, 1, 1)));
      InputException bad =
          assertThrows(InputException.class, () -> facts.addRecords(record("", "B-ID-01")));
      assertEquals("records[0].record_id", bad.where());
      assertEquals(
          "empty_interval",
          assertThrows(InputException.class, () -> facts.timeline(DAY, DAY.minusDays(1))).code());
      try (Assessment result = facts.assess(DAY, AssessOption.FIGURES_ONLY)) {
        assertEquals(
            Status.MISUSE,
            assertThrows(
                    ChengxinException.class, () -> result.report(Format.JSON, Language.EN))
                .status());
      }
    }
    assertEquals(
        Status.IO,
        assertThrows(
                FileException.class,
                () ->
                    Population.read(
                        engine,
                        new PopulationOptions()
                            .subjectsName("/nowhere/s.csv")
                            .recordsName("/nowhere/r.csv")))
            .status());
  }

  @Test
  public void aPopulationIsScoredAndExplained() throws IOException {
    try (Population people = population();
        Case facts = new Case(engine)) {
      engine.close();
      assertEquals(2, people.subjects());
      assertEquals(0, people.badRowCount());
      assertEquals(1, people.find("resident-2"));
      assertEquals("unknown_subject",
          assertThrows(NotFoundException.class, () -> people.find("x")).code());
      ByteArrayOutputStream scores = new ByteArrayOutputStream();
      people.score(DAY, 2, scores);
      assertTrue(scores.toString("UTF-8").contains("resident-1,"));
      ByteArrayOutputStream reports = new ByteArrayOutputStream();
      people.explain(DAY, 1, reports);
      assertEquals(2, reports.toString("UTF-8").split("\n").length);
      facts.take(people, 0);
      people.close();
      try (Assessment result = facts.assess(DAY)) {
        assertEquals(OptionalLong.of(600), result.score());
      }
    }
  }

  @Test
  public void aCityResidentByResidentIsTheCityAtOnce() throws IOException {
    ByteArrayOutputStream subjects = new ByteArrayOutputStream();
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    engine.synthesize(new SynthesisOptions().subjects(300).badRows(1), subjects, records);
    LocalDate day = LocalDate.of(2026, 2, 28);
    try (Population people =
            Population.readMemory(
                engine,
                subjects.toByteArray(),
                records.toByteArray(),
                new PopulationOptions()
                    .subjectsFormat(RowFormat.CSV)
                    .recordsFormat(RowFormat.CSV));
        Case facts = new Case(engine);
        Assessment result = new Assessment()) {
      assertEquals(people.badRowCount(), people.badRows().size());
      assertFalse(people.badRows().isEmpty());
      assertFalse(people.badRows().get(0).code().isEmpty());
      assertTrue(people.rejectsCsv().startsWith("file,line,column,code,reason,row"));
      ByteArrayOutputStream scores = new ByteArrayOutputStream();
      people.score(day, 1, scores);
      String[] rows = scores.toString("UTF-8").split("\n");
      assertEquals(people.subjects() + 1, rows.length);
      int advised = 0;
      for (int i = 0; i < people.subjects(); i++) {
        facts.take(people, i);
        facts.assess(day, result);
        String score = result.eligible() ? "true," + result.score().getAsLong() : "false,";
        String row = people.subjectId(i) + "," + score + "," + result.tier() + ",";
        assertTrue(rows[i + 1] + " begins with " + row, rows[i + 1].startsWith(row));
        BigDecimal sum = result.figures().base();
        for (Award award : result.awards()) {
          sum = sum.add(award.points());
        }
        for (Adjustment adjustment : result.adjustments()) {
          assertTrue(adjustment.what() != null && adjustment.records() != null);
          sum = sum.add(adjustment.points());
        }
        assertEquals(0, result.figures().total().compareTo(sum));
        assertEquals(facts.recordIds().size(), result.records().size());
        for (Undetermined undetermined : result.undetermined()) {
          assertFalse(undetermined.id().isEmpty());
        }
        for (RecordAdvice advice : facts.advise(day)) {
          assertTrue(facts.recordIds().contains(advice.recordId()));
          for (Road road : advice.roads()) {
            assertTrue(road.gain().signum() > 0);
            advised++;
          }
        }
      }
      assertTrue(advised > 0);
    }
  }

  @Test
  public void timelineAndAdvice() {
    try (Case facts = new Case(engine)) {
      facts.readJson(
          "{\"subject_id\":\"a\",\"birth_date\":\"1990-04-01\",\"residency\":\"registered\","
              + "\"capacity\":\"full\",\"enrolled_on\":\"2026-03-01\"}",
          "");
      Timeline timeline = facts.timeline(DAY, DAY.plusYears(2));
      assertEquals(DAY, timeline.segments().get(0).from());
      assertEquals(600, timeline.segments().get(0).score());
      assertEquals(5, timeline.segments().get(0).values().size());
      assertTrue(timeline.segments().size() > 1);
      assertFalse(timeline.segments().get(1).causes().isEmpty());
      assertTrue(timeline.json().startsWith("["));
      assertTrue(facts.advise(DAY).isEmpty());
    }
  }

  /** Two periods of one rulebook are one; a third party sees nothing of a revoked record. */
  @Test
  public void periodsLastEffectsAndGrantees() {
    LocalDate change = DAY.plusDays(100);
    try (Case facts = new Case(engine);
        Case clean = new Case(engine)) {
      facts.setSubject(resident());
      facts.addRecords(
          record("ct", "B-CT-01"),
          record("gone", "N-TRF-DUI").status(RecordStatus.REVOKED),
          record("odd", "no-such-category"));
      clean.setSubject(resident());
      clean.addRecords(record("ct", "B-CT-01"));
      Timeline timeline =
          Timeline.through(
              java.util.Arrays.asList(
                  new Period(facts, DAY, change.minusDays(1)), new Period(facts, change, null)),
              DAY,
              DAY.plusYears(1));
      assertEquals(facts.timeline(DAY, DAY.plusYears(1)).json(), timeline.json());
      assertEquals(0, timeline.segments().get(0).period());
      assertEquals(
          "not_covered",
          assertThrows(
                  InputException.class,
                  () -> Timeline.through(Collections.emptyList(), DAY, DAY.plusDays(1)))
              .code());
      assertEquals(clean.granteeReport(DAY), facts.granteeReport(DAY));
      assertEquals(LocalDate.MIN, facts.lastEffect(2));
      assertTrue(facts.lastEffect(1).isAfter(DAY));
      assertEquals(
          Status.MISUSE,
          assertThrows(ChengxinException.class, () -> facts.lastEffect(3)).status());
    }
  }

  @Test
  public void theLibraryTellsItsVersion() {
    assertEquals("0.1.0", Chengxin.version());
    assertEquals(Bindings.ABI_VERSION, Chengxin.abiVersion());
    assertEquals("CX_ERROR_IO", Chengxin.statusName(Status.IO.ordinal()));
    assertEquals("a\\u{001B}b", Chengxin.escapeControls("a\u001bb"));
  }
}
