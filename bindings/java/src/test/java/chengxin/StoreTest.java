// A store from its making to its proof, with a clock of the test's own.
package chengxin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class StoreTest {
  private static final String SUBJECTS =
      "subject_id,birth_date,residency,capacity,enrolled_on\n"
          + "resident-1,1990-04-01,registered,full,2020-01-01\n"
          + "resident-2,1985-09-01,registered,full,2020-01-01\n";
  private static final String RECORDS =
      "record_id,subject_id,category,provider,occurred_on,origin,status\n"
          + "r-1,resident-2,N-TRF-DUI,gongan-jiaojing,2026-03-01,platform,active\n";
  private static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
  private static final String USE = "library.deposit_free";

  /** A clock that stands still until it is moved. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2026-07-01T01:00:00Z");
    private RuntimeException failure;

    @Override
    public Instant instant() {
      if (failure != null) {
        throw failure;
      }
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @org.junit.Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Hand clock = new Hand();
  private String path;
  private Store store;

  @Before
  public void open() {
    path = folder.getRoot().toPath().resolve("city.store").toString();
    Store.create(path, new StoreCreateOptions().testClock(true)).close();
    store = again();
    assertTrue(store.addRulebook(Rulebook.builtinJson()));
    ImportCounts counts = store.importText(SUBJECTS, RECORDS, csv()).counts();
    assertTrue(counts.added());
    assertEquals(2, counts.subjectsNew());
    assertEquals(1, counts.recordsNew());
  }

  @After
  public void close() {
    store.close();
  }

  private Store again() {
    return Store.open(path, new StoreOptions().clock(clock).waiting(Duration.ZERO));
  }

  private static ImportOptions csv() {
    return new ImportOptions().subjectsFormat(RowFormat.CSV).recordsFormat(RowFormat.CSV);
  }

  private static DisclosureRequest asks(String grantee, DisclosureScope scope) {
    return new DisclosureRequest("resident-1", grantee, USE, scope);
  }

  @Test
  public void scoresFromTheLedgerAndTheCache() throws IOException {
    StoreScore first = store.score("resident-1", Question.today());
    assertEquals(TODAY, first.asOf());
    assertTrue(first.eligible());
    assertEquals(OptionalLong.of(700), first.score());
    assertEquals("700.00", first.total().toString());
    assertEquals("good", first.tier());
    assertEquals(64, first.fingerprint().length());
    assertFalse(first.fromCache());
    assertEquals(5, first.dimensions().size());
    assertTrue(store.score("resident-1", Question.today()).fromCache());
    StoreScore second = store.score("resident-2", Question.on(TODAY));
    assertEquals(OptionalLong.of(630), second.score());
    assertEquals("fair", second.tier());

    RefreshCounts refreshed = store.refresh(new RefreshOptions().threads(1));
    assertEquals(0, refreshed.computed());
    assertEquals(2, refreshed.alreadyValid());
    ByteArrayOutputStream scores = new ByteArrayOutputStream();
    assertEquals(0, store.scores(Question.today(), false, scores));
    String[] rows = scores.toString("UTF-8").split("\n");
    assertEquals(3, rows.length);
    assertTrue(rows[1], rows[1].startsWith("resident-1,true,700,good,"));
    assertTrue(rows[2], rows[2].startsWith("resident-2,true,630,fair,"));
    assertEquals(
        rows[0] + "\n" + rows[2] + "\n",
        store.scoreCsv("resident-2", Question.today(), false));
    String report = store.explain("resident-2", Question.today(), Format.TEXT, Language.EN);
    assertTrue(report, report.contains("630"));
    assertTrue(store.timelineJson("resident-2", TODAY, TODAY.plusYears(1)).startsWith("["));
    Statistics held = store.statistics();
    assertEquals(2, held.subjects());
    assertEquals(1, held.records());
    assertEquals(2, held.cachedScores());
    assertTrue(held.hits() > 0);
    assertTrue(held.json().startsWith("{"));
  }

  @Test
  public void whatIsAddedIsKnownFromItsMoment() {
    Instant before = clock.now;
    clock.now = clock.now.plusSeconds(3600);
    Record act = new Record("r-2", "N-TRF-DUI", "gongan-jiaojing", LocalDate.of(2026, 3, 1));
    assertEquals(1, store.add("resident-1", Collections.singletonList(act)).recordsNew());
    Subject third =
        new Subject("resident-3", Residency.REGISTERED, Capacity.FULL)
            .birthDate(LocalDate.of(1990, 4, 1))
            .enrolledOn(LocalDate.of(2020, 1, 1));
    assertEquals(1, store.add(third, clock.now).subjectsNew());
    assertEquals(OptionalLong.of(630), store.score("resident-1", Question.today()).score());
    Question then = Question.on(TODAY).knownAt(before);
    assertEquals(OptionalLong.of(700), store.score("resident-1", then).score());
    String change =
        store.explainChangeJson(
            "resident-1", then, Question.on(TODAY).knownAt(clock.now));
    assertTrue(change, change.contains("r-2"));
    assertTrue(store.timelineJson("resident-1", TODAY, TODAY, before).contains("700"));
    InputException late =
        assertThrows(InputException.class, () -> store.add(third, clock.now.plusSeconds(1)));
    assertEquals("time_not_allowed", late.code());
    NotFoundException unknown =
        assertThrows(
            NotFoundException.class, () -> store.add("nobody", Collections.singletonList(act)));
    assertEquals("unknown_subject", unknown.code());
  }

  @Test
  public void filesAndBadRows() throws IOException {
    String subjects = folder.getRoot().toPath().resolve("more.csv").toString();
    String text = SUBJECTS + "resident-3,never,registered,full,2020-01-01\n";
    Files.write(
        folder.getRoot().toPath().resolve("more.csv"), text.getBytes(StandardCharsets.UTF_8));
    ImportOptions options = new ImportOptions().subjectsName(subjects);
    ImportResult result = store.importFiles(options);
    assertEquals(2, result.counts().subjectsSame());
    assertEquals(1, result.counts().bad());
    assertEquals(1, result.badRows().size());
    assertEquals(4, result.badRows().get(0).line());
    assertTrue(result.rejectsCsv().contains(result.badRows().get(0).code()));
    assertTrue(result.json().startsWith("{"));
    assertFalse(store.importFiles(options.refuseBadRows(true)).counts().added());
    assertThrows(
        FileException.class,
        () -> store.importFiles(new ImportOptions().subjectsName(subjects + ".none")));
  }

  @Test
  public void consentDisclosureAndLog() {
    assertEquals(
        Denial.NO_CONSENT, store.disclose(asks("library-1", DisclosureScope.TIER)).denial());
    String consent =
        store.grant(
            new ConsentRequest(
                    "resident-1", "library-1", USE, DisclosureScope.TIER, TODAY,
                    TODAY.plusYears(1))
                .evidence("form-17"));
    assertTrue(store.consentsJson("resident-1").contains(consent));

    Disclosure told = store.disclose(asks("library-1", DisclosureScope.TIER));
    assertTrue(told.granted());
    assertEquals("", told.denialName());
    assertEquals(TODAY, told.asOf());
    assertEquals(Optional.of(true), told.entitled());
    assertEquals("good", told.tier());
    assertEquals(OptionalLong.empty(), told.score());
    assertEquals("", told.report());
    assertTrue(told.json(), told.json().contains("good"));

    Disclosure denied = store.disclose(asks("library-1", DisclosureScope.SCORE));
    assertEquals(Denial.SCOPE_EXCEEDED, denied.denial());
    assertEquals("scope_exceeded", denied.denialName());
    assertFalse(denied.granted());
    assertEquals(Optional.empty(), denied.entitled());
    assertEquals(
        Denial.NO_CONSENT, store.disclose(asks("library-2", DisclosureScope.TIER)).denial());
    assertEquals(
        "day_not_allowed",
        assertThrows(
                InputException.class,
                () ->
                    store.disclose(
                        asks("library-1", DisclosureScope.TIER).asOf(TODAY.plusDays(1))))
            .code());

    assertTrue(store.revoke(consent));
    assertFalse(store.revoke(consent));
    assertEquals(
        Denial.REVOKED, store.disclose(asks("library-1", DisclosureScope.TIER)).denial());
    Disclosure own = store.self("resident-1", "check-9");
    assertEquals(OptionalLong.of(700), own.score());
    assertTrue(own.report().startsWith("{"));
    String log = store.logJson("resident-1");
    assertTrue(log, log.contains("library-1") && log.contains("library-2"));
    assertEquals(
        "unknown_use",
        assertThrows(
                NotFoundException.class,
                () ->
                    store.grant(
                        new ConsentRequest(
                                "resident-1", "x", "no.use", DisclosureScope.TIER, TODAY, TODAY)
                            .evidence("form-18")))
            .code());
    assertThrows(NotFoundException.class, () -> store.revoke("none"));
  }

  @Test
  public void theActsOfAResident() {
    store.object("resident-2", "r-1", "it was not me");
    assertEquals(OptionalLong.of(700), store.score("resident-2", Question.today()).score());
    store.decide("resident-2", "r-1", false, "decision-3");
    assertEquals(OptionalLong.of(630), store.score("resident-2", Question.today()).score());
    store.object("resident-2", "r-1", "still not");
    store.decide("resident-2", "r-1", true, "decision-4");
    assertEquals(OptionalLong.of(700), store.score("resident-2", Question.today()).score());

    store.withdraw("resident-2", "form-5");
    assertEquals(
        "withdrawn",
        assertThrows(
                InputException.class, () -> store.score("resident-2", Question.today()))
            .code());
    store.enrol("resident-2", "form-6");
    assertEquals(OptionalLong.of(700), store.score("resident-2", Question.today()).score());
    String head = store.head();
    store.erase("resident-2", "form-7");
    store.tidy();
    assertThrows(RuntimeException.class, () -> store.score("resident-2", Question.today()));
    assertEquals(0, store.purge(60));

    Verification whole = store.verify(head);
    assertTrue(whole.why(), whole.ok());
    assertEquals(store.head(), whole.head());
    assertEquals(store.statistics().entries(), whole.entries());
    assertEquals(OptionalLong.empty(), whole.entry());
    assertTrue(whole.json().startsWith("{"));
    Verification other = store.verify(String.join("", Collections.nCopies(64, "f")));
    assertFalse(other.ok());
    assertFalse(other.why().isEmpty());
  }

  @Test
  public void aSnapshotSeesNothingNew() {
    try (Snapshot snapshot = store.beginSnapshot();
        Store writer = again()) {
      assertEquals(OptionalLong.of(700), store.score("resident-1", Question.today()).score());
      writer.withdraw("resident-1", "form-1");
      assertEquals(OptionalLong.of(700), store.score("resident-1", Question.today()).score());
      assertEquals(
          "in_snapshot",
          assertThrows(InputException.class, () -> store.withdraw("resident-2", "form-2"))
              .code());
      assertEquals(
          Status.BUSY,
          assertThrows(BusyException.class, () -> writer.erase("resident-2", "form-3"))
              .status());
      snapshot.close();
    }
    assertThrows(InputException.class, () -> store.score("resident-1", Question.today()));
    store.tidy();
    assertTrue(store.verify().ok());
  }

  @Test
  public void whatCannotBeOpened() throws IOException {
    assertEquals(
        "exists",
        assertThrows(InputException.class, () -> Store.create(path, new StoreCreateOptions()))
            .code());
    String text = folder.getRoot().toPath().resolve("text").toString();
    byte[] noise = new byte[8192];
    Arrays.fill(noise, (byte) 'x');
    Files.write(folder.getRoot().toPath().resolve("text"), noise);
    DamagedException damaged =
        assertThrows(DamagedException.class, () -> Store.open(text, new StoreOptions()));
    assertEquals(Status.DAMAGED, damaged.status());
    assertEquals(
        "cannot_open",
        assertThrows(FileException.class, () -> Store.open(text + "-none", new StoreOptions()))
            .code());
    String plain = folder.getRoot().toPath().resolve("plain").toString();
    Store.create(plain, new StoreCreateOptions().digest(Digest.SM3)).close();
    assertEquals(
        "clock_not_allowed",
        assertThrows(
                InputException.class, () -> Store.open(plain, new StoreOptions().clock(clock)))
            .code());
    try (Store reader = Store.open(plain, new StoreOptions().readOnly(true))) {
      assertEquals(
          "read_only",
          assertThrows(
                  FileException.class, () -> reader.addRulebook(Rulebook.builtinJson()))
              .code());
    }
  }

  @Test
  public void whatACallbackThrowsArrives() {
    IOException full = new IOException("full");
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };
    assertSame(
        full,
        assertThrows(IOException.class, () -> store.scores(Question.today(), false, broken)));
    OutputStream curious =
        new OutputStream() {
          @Override
          public void write(int b) {
            store.head();
          }
        };
    assertThrows(
        IllegalStateException.class, () -> store.scores(Question.today(), false, curious));
    assertThrows(
        StoppedException.class,
        () -> store.importText(SUBJECTS, RECORDS, csv().progress((done, total) -> false)));
    clock.failure = new UnsupportedOperationException("no time");
    assertSame(
        clock.failure,
        assertThrows(
            RuntimeException.class, () -> store.score("resident-1", Question.today())));
    clock.failure = null;
    assertEquals(OptionalLong.of(700), store.score("resident-1", Question.today()).score());
    store.close();
    store.close();
    assertThrows(IllegalStateException.class, store::head);
  }
}
