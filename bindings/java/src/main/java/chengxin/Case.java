// One resident and their records, ready for assessing.
package chengxin;

import com.sun.jna.Pointer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One subject and their records, ready for an engine. For one thread at a time. */
public final class Case implements AutoCloseable {
  final Handle handle;

  /**
   * A case without a subject.
   *
   * @param engine what it is made ready for; may be closed afterwards
   */
  public Case(Engine engine) {
    handle =
        engine.handle.read(
            pointer -> {
              Call call = Call.current();
              call.check(Bindings.cx_case_new(pointer, call.out, call.err));
              return new Handle("case", call.out.getPointer(0), Bindings::cx_case_free);
            });
  }

  /**
   * Begins a new resident: forgets what was there.
   *
   * @param subject the resident
   * @throws InputException and the case is as it was
   */
  public void setSubject(Subject subject) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Pointer given = subject.toNative(scope).base;
      call.check(handle.write(facts -> Bindings.cx_case_set_subject(facts, given, call.err)));
    }
  }

  /**
   * Adds records, in this order, to those that are there.
   *
   * @param records the records
   * @throws InputException naming the record and its member; then none is added
   */
  public void addRecords(Record... records) {
    addRecords(Arrays.asList(records));
  }

  /**
   * Adds records, in this order, to those that are there.
   *
   * @param records the records
   * @throws InputException naming the record and its member; then none is added
   */
  public void addRecords(List<Record> records) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Pointer first = Record.toNative(scope, records);
      call.check(
          handle.write(
              facts -> Bindings.cx_case_add_records(facts, first, records.size(), call.err)));
    }
  }

  /**
   * Begins a new resident from JSON.
   *
   * @param subject the subject as one object
   * @param records the records as one object a line; may be empty
   * @throws InputException with the first bad row; then the case has no subject
   */
  public void readJson(String subject, String records) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text who = scope.text(subject);
      Scope.Text what = scope.text(records);
      call.check(
          handle.write(
              facts ->
                  Bindings.cx_case_read_json(
                      facts, who.data, who.size, what.data, what.size, call.err)));
    }
  }

  /**
   * Begins a new resident: one of a population, without copying.
   *
   * @param population made with the engine of this case; may be closed afterwards
   * @param index the position of the subject, from 0
   */
  public void take(Population population, long index) {
    Call call = Call.current();
    call.check(
        population.handle.read(
            many ->
                handle.write(facts -> Bindings.cx_case_take(facts, many, index, call.err))));
  }

  /**
   * The identifier of the subject.
   *
   * @return the identifier; empty where there is no subject
   */
  public String subjectId() {
    return handle.read(facts -> View.text(Bindings.cx_case_subject_id(facts)));
  }

  /**
   * The identifiers of the records.
   *
   * @return in the order in which they came
   */
  public List<String> recordIds() {
    return handle.read(
        facts -> {
          long count = Bindings.cx_case_records(facts);
          List<String> all = new ArrayList<>();
          for (long i = 0; i < count; i++) {
            all.add(View.text(Bindings.cx_case_record_id(facts, i)));
          }
          return Collections.unmodifiableList(all);
        });
  }

  /**
   * The last day on which a record can move any figure of anybody under the case's rulebook,
   * whatever the other records and were it active.
   *
   * @param index the position of the record, from 0, in the order in which they came
   * @return the day; {@link LocalDate#MAX} where that never ends, {@link LocalDate#MIN} where it
   *     never does
   */
  public LocalDate lastEffect(long index) {
    return handle.write(
        facts -> {
          Call call = Call.current();
          call.check(Bindings.cx_case_last_effect(facts, index, call.out, call.err));
          int day = call.out.getInt(0);
          return day == View.NO_DAY
              ? LocalDate.MAX
              : day == Integer.MIN_VALUE ? LocalDate.MIN : LocalDate.ofEpochDay(day);
        });
  }

  /**
   * Assesses the case on a day.
   *
   * @param day the day
   * @param options what to compute; none: everything
   * @return a new assessment to close
   * @throws NotEffectiveException where the rulebook is not effective
   */
  public Assessment assess(LocalDate day, AssessOption... options) {
    Assessment assessment = new Assessment();
    boolean done = false;
    try {
      assess(day, assessment, options);
      done = true;
      return assessment;
    } finally {
      if (!done) {
        assessment.close();
      }
    }
  }

  /**
   * Assesses the case on a day into an assessment that is used again, which is faster.
   *
   * @param day the day
   * @param into what it said is forgotten; on failure it is as it was
   * @param options what to compute; none: everything
   * @throws NotEffectiveException where the rulebook is not effective
   */
  public void assess(LocalDate day, Assessment into, AssessOption... options) {
    int flags = 0;
    for (AssessOption option : options) {
      flags |= 1 << option.ordinal();
    }
    int number = View.dayNumber(java.util.Objects.requireNonNull(day));
    int asked = flags;
    Call call = Call.current();
    call.check(
        handle.read(
            facts ->
                into.handle.write(
                    out -> Bindings.cx_assess(facts, number, asked, out, call.err))));
  }

  /**
   * The report as a third party may see it to whom the resident shows it: counted records alone,
   * and no trace of one that is revoked or disputed, or bad and repaired. Whether they may see it is
   * not asked here; {@link Store} asks.
   *
   * @param day the day
   * @return one JSON object on one line
   * @throws NotEffectiveException where the rulebook is not effective
   */
  public String granteeReport(LocalDate day) {
    int number = View.dayNumber(java.util.Objects.requireNonNull(day));
    return handle.read(
        facts -> {
          Call call = Call.current();
          call.check(Bindings.cx_grantee_report(facts, number, call.out, call.err));
          return call.takeBuffer();
        });
  }

  /**
   * What each bad record costs on a day, and how the resident can mend it.
   *
   * @param day the day
   * @return in the order in which the records were given; empty without a score
   * @throws NotEffectiveException where the rulebook is not effective
   */
  public List<RecordAdvice> advise(LocalDate day) {
    return Advice.of(this, View.dayNumber(java.util.Objects.requireNonNull(day)));
  }

  /**
   * The days of an interval as segments of days that are alike.
   *
   * @param from the first day
   * @param to the last day
   * @return a timeline, which needs no closing
   * @throws InputException where the interval is empty
   * @throws NotEffectiveException where the rulebook is not effective on any of the days
   */
  public Timeline timeline(LocalDate from, LocalDate to) {
    return Timeline.of(
        this,
        View.dayNumber(java.util.Objects.requireNonNull(from)),
        View.dayNumber(java.util.Objects.requireNonNull(to)));
  }

  /** Frees the native memory. Does nothing where it is closed already. */
  @Override
  public void close() {
    handle.close();
  }
}
