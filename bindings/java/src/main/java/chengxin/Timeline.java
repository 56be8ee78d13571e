// Reads a whole timeline at once, so that nothing native is left to close.
package chengxin;

import com.sun.jna.Pointer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;

/** The days of an interval as segments of days that are alike. Immutable. */
public final class Timeline {
  private final List<Segment> segments;
  private final String json;

  private Timeline(List<Segment> segments, String json) {
    this.segments = segments;
    this.json = json;
  }

  static Timeline of(Case facts, int from, int to) {
    Call call = Call.current();
    call.check(
        facts.handle.read(
            pointer -> Bindings.cx_timeline_new(pointer, from, to, call.out, call.err)));
    return take(call);
  }

  /**
   * A timeline through several rulebooks, each in force for a period. A change of rulebook begins a
   * segment only where the figures differ.
   *
   * @param periods one after another without gap or overlap; those outside the days are passed over
   * @param from the first day
   * @param to the last day
   * @return a timeline, which needs no closing
   * @throws InputException where the interval is empty, a day has no period or the records differ
   * @throws NotEffectiveException where a rulebook is not effective on a day of its period
   */
  public static Timeline through(List<Period> periods, LocalDate from, LocalDate to) {
    int first = View.dayNumber(Objects.requireNonNull(from));
    int last = View.dayNumber(Objects.requireNonNull(to));
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      List<View> views = View.allocate(scope, Layouts.PERIOD, periods.size());
      Pointer start = views.isEmpty() ? null : views.get(0).base;
      IntSupplier make =
          () ->
              Bindings.cx_timeline_new_through(
                  start, views.size(), first, last, call.out, call.err);
      call.check(whileOpen(periods, views, 0, make));
    }
    return take(call);
  }

  /** Writes the periods from one on, and calls while the cases of all are open. */
  private static int whileOpen(
      List<Period> periods, List<View> views, int at, IntSupplier function) {
    if (at == views.size()) {
      return function.getAsInt();
    }
    Period period = periods.get(at);
    return period.facts.handle.read(
        facts -> {
          period.writeTo(views.get(at));
          views.get(at).set("facts", facts);
          return whileOpen(periods, views, at + 1, function);
        });
  }

  /** Reads the timeline in the out slot, and gives it back. */
  private static Timeline take(Call call) {
    Pointer timeline = call.out.getPointer(0);
    try (Scope scope = new Scope()) {
      View view = View.allocate(scope, Layouts.SEGMENT);
      List<Segment> all = new ArrayList<>();
      for (long i = 0; i < Bindings.cx_timeline_segments(timeline); i++) {
        call.check(Bindings.cx_timeline_segment(timeline, i, view.base, call.err));
        all.add(new Segment(view, view.pointList("values", "value_count")));
      }
      call.check(Bindings.cx_timeline_json(timeline, call.out, call.err));
      return new Timeline(Collections.unmodifiableList(all), call.takeBuffer());
    } finally {
      Bindings.cx_timeline_free(timeline);
    }
  }

  /**
   * The segments, as few as can be.
   *
   * @return in the order of the days
   */
  public List<Segment> segments() {
    return segments;
  }

  /**
   * The timeline as one JSON array on one line.
   *
   * @return the text
   */
  public String json() {
    return json;
  }
}
