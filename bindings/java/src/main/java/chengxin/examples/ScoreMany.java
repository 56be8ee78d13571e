// Scores a city resident by resident and prints the SHA-256 of its lines, as the examples in the
// other languages do:  java -cp ... chengxin.examples.ScoreMany SUBJECTS.csv RECORDS.csv [DAY]
package chengxin.examples;

import chengxin.AssessOption;
import chengxin.Assessment;
import chengxin.Case;
import chengxin.ChengxinException;
import chengxin.Engine;
import chengxin.Population;
import chengxin.PopulationOptions;
import chengxin.Rulebook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;

/** Scores every resident of two files, and prints the digest of all scores. */
public final class ScoreMany {
  private ScoreMany() {}

  /**
   * Runs the program.
   *
   * @param arguments the subjects, the records and, if not 2026-02-28, the day
   * @throws NoSuchAlgorithmException where Java has no SHA-256
   */
  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    if (arguments.length < 2 || arguments.length > 3) {
      System.err.println("usage: ScoreMany SUBJECTS.csv RECORDS.csv [YYYY-MM-DD]");
      System.exit(2);
    }
    LocalDate day = LocalDate.parse(arguments.length == 3 ? arguments[2] : "2026-02-28");
    try {
      System.out.println(digest(arguments[0], arguments[1], day));
    } catch (ChengxinException e) {
      String place = e.where().isEmpty() ? "" : e.where() + ": ";
      System.err.println(place + e.getMessage() + " [" + e.code() + "]");
      System.exit(1);
    }
  }

  private static String digest(String subjects, String records, LocalDate day)
      throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    PopulationOptions files = new PopulationOptions().subjectsName(subjects).recordsName(records);
    try (Rulebook rulebook = Rulebook.builtin();
        Engine engine = new Engine(rulebook);
        Population population = Population.read(engine, files);
        Case resident = new Case(engine);
        Assessment assessment = new Assessment()) {
      for (long i = 0; i < population.subjects(); i++) {
        resident.take(population, i);
        resident.assess(day, assessment, AssessOption.FIGURES_ONLY);
        boolean eligible = assessment.eligible();
        String score = eligible ? Long.toString(assessment.score().getAsLong()) : "";
        String line =
            population.subjectId(i) + "," + eligible + "," + score + "," + assessment.tier();
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    StringBuilder hexadecimal = new StringBuilder();
    for (byte each : digest.digest()) {
      hexadecimal.append(String.format("%02x", each));
    }
    return hexadecimal.toString();
  }
}
