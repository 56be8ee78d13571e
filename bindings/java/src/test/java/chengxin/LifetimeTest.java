// Handles closed in any order and at any time, callbacks that throw, two threads.
package chengxin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Test;

public final class LifetimeTest {
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
  public void whatACallbackThrowsArrives() {
    IOException full = new IOException("full");
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };
    try (Population people = population()) {
      assertSame(full, assertThrows(IOException.class, () -> people.score(DAY, 1, broken)));
    }
    assertThrows(
        StoppedException.class,
        () ->
            engine.synthesize(
                new SynthesisOptions().subjects(50_000).progress((done, total) -> false),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream()));
  }

  @Test
  public void afterClosingNothingCrashes() {
    Case facts = new Case(engine);
    facts.setSubject(resident());
    Assessment result = facts.assess(DAY);
    Population people = population();
    book.close();
    engine.close();
    facts.close();
    people.close();
    people.close();
    assertEquals(OptionalLong.of(600), result.score());
    result.close();
    assertThrows(IllegalStateException.class, book::id);
    assertThrows(IllegalStateException.class, () -> new Case(engine));
    assertThrows(IllegalStateException.class, facts::subjectId);
    assertThrows(IllegalStateException.class, () -> facts.assess(DAY));
    assertThrows(IllegalStateException.class, people::subjects);
    assertThrows(IllegalStateException.class, result::score);
  }

  @Test
  public void twoThreadsShareAnEngine() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Integer>> results = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      results.add(
          threads.submit(
              () -> {
                int right = 0;
                try (Case facts = new Case(engine);
                    Assessment result = new Assessment()) {
                  for (int i = 0; i < 2000; i++) {
                    facts.setSubject(resident());
                    facts.addRecords(record("id", "B-ID-01"));
                    facts.assess(DAY, result, AssessOption.FIGURES_ONLY);
                    right += result.score().getAsLong() == 620 ? 1 : 0;
                  }
                }
                return right;
              }));
    }
    for (Future<Integer> result : results) {
      assertEquals(Integer.valueOf(2000), result.get());
    }
    threads.shutdown();
  }

  /** Closing in the midst of a call lets the call end: the last user frees. */
  @Test
  public void closingMeanwhileIsSafe() throws IOException {
    Population people = population();
    ByteArrayOutputStream scores = new ByteArrayOutputStream();
    people.score(
        DAY,
        1,
        new OutputStream() {
          @Override
          public void write(int b) {
            people.close();
            scores.write(b);
          }
        });
    assertTrue(scores.size() > 0);
    assertThrows(IllegalStateException.class, people::subjects);
  }

  @Test
  public void aHandleRefusesASecondWriter() {
    try (Case facts = new Case(engine)) {
      facts.handle.write(
          pointer -> {
            assertThrows(IllegalStateException.class, facts::subjectId);
            return null;
          });
      assertEquals("", facts.subjectId());
    }
  }
}
