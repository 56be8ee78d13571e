// Reads a whole timeline at once, so that nothing native is left to close.
package chengxin;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
