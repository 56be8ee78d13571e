// The result for one resident on one day.
package chengxin;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * The result for one resident on one day. For one thread at a time while a {@link Case} writes to
 * it or it writes a report; any number may read it otherwise.
 */
public final class Assessment implements AutoCloseable {
  /** A function that describes one element. */
  private interface Describe {
    int call(Pointer handle, int index, Pointer out, Pointer err);
  }

  final Handle handle;

  /** An assessment that says nothing yet; {@link Case#assess} writes to it. */
  public Assessment() {
    Call call = Call.current();
    call.check(Bindings.cx_assessment_new(call.out, call.err));
    handle = new Handle("assessment", call.out.getPointer(0), Bindings::cx_assessment_free);
  }

  /**
   * Whether the resident has a score.
   *
   * @return true where there is a score
   */
  public boolean eligible() {
    return handle.read(a -> Bindings.cx_assessment_eligible(a) == 1);
  }

  /**
   * The score.
   *
   * @return in whole points; empty where there is none
   */
  public OptionalLong score() {
    return handle.read(
        a ->
            Bindings.cx_assessment_eligible(a) == 1
                ? OptionalLong.of(Bindings.cx_assessment_score(a))
                : OptionalLong.empty());
  }

  /**
   * The identifier of the tier.
   *
   * @return the identifier; empty where there is no score
   */
  public String tier() {
    return handle.read(a -> View.text(Bindings.cx_assessment_tier(a)));
  }

  /**
   * The figures.
   *
   * @return the figures
   */
  public Figures figures() {
    return figures((a, view) -> new Figures(view));
  }

  /**
   * What each dimension comes to.
   *
   * @return in the rulebook's order
   */
  public List<DimensionResult> dimensions() {
    return figures(
        (a, figures) ->
            list(
                a,
                figures.int32("dimension_count"),
                Layouts.DIMENSION_RESULT,
                Bindings::cx_assessment_dimension,
                (view, i) -> new DimensionResult(view)));
  }

  /**
   * The points that rules give or take.
   *
   * @return dimension by dimension
   */
  public List<Award> awards() {
    return figures(
        (a, figures) ->
            list(
                a,
                figures.int32("award_count"),
                Layouts.AWARD,
                Bindings::cx_assessment_award,
                (view, i) -> new Award(view)));
  }

  /**
   * The conditions that could not be decided.
   *
   * @return in their order
   */
  public List<Undetermined> undetermined() {
    return figures(
        (a, figures) ->
            list(
                a,
                figures.int32("undetermined_count"),
                Layouts.UNDETERMINED,
                Bindings::cx_assessment_undetermined,
                (view, i) -> new Undetermined(view)));
  }

  /**
   * What is added or taken besides awards.
   *
   * @return in their order
   */
  public List<Adjustment> adjustments() {
    return figures(
        (a, figures) ->
            list(
                a,
                figures.int32("adjustment_count"),
                Layouts.ADJUSTMENT,
                Bindings::cx_assessment_adjustment,
                (view, i) ->
                    new Adjustment(
                        view,
                        list(
                            a,
                            view.int32("record_count"),
                            Layouts.ADJUSTMENT_RECORD,
                            (handle, at, out, err) ->
                                Bindings.cx_assessment_adjustment_record(handle, i, at, out, err),
                            (inner, at) -> new AdjustmentRecord(inner, rules(inner))))));
  }

  /**
   * What became of each record.
   *
   * @return in the order in which they were given
   */
  public List<RecordResult> records() {
    return figures(
        (a, figures) ->
            list(
                a,
                figures.int32("record_count"),
                Layouts.RECORD_RESULT,
                Bindings::cx_assessment_record,
                (view, i) ->
                    new RecordResult(
                        view,
                        list(
                            a,
                            view.int32("effect_count"),
                            Layouts.EFFECT,
                            (handle, at, out, err) ->
                                Bindings.cx_assessment_record_effect(handle, i, at, out, err),
                            (inner, at) -> new Effect(inner)))));
  }

  /**
   * The report that the resident reads.
   *
   * @param format the format
   * @param language the language; JSON has none
   * @return the text
   * @throws ChengxinException of {@link Status#MISUSE} where only the figures were asked for
   */
  public String report(Format format, Language language) {
    int formatNumber = format.ordinal();
    int languageNumber = language.ordinal();
    return handle.write(
        a -> {
          Call call = Call.current();
          call.check(
              Bindings.cx_assessment_report(
                  a, formatNumber, languageNumber, call.out, call.err));
          return View.text(call.out, 0);
        });
  }

  private <T> T figures(BiFunction<Pointer, View, T> read) {
    return handle.read(
        a -> {
          Call call = Call.current();
          try (Scope scope = new Scope()) {
            View view = View.allocate(scope, Layouts.FIGURES);
            call.check(Bindings.cx_assessment_figures(a, view.base, call.err));
            return read.apply(a, view);
          }
        });
  }

  private static <T> List<T> list(
      Pointer a, int count, Layout layout, Describe describe, BiFunction<View, Integer, T> read) {
    Call call = Call.current();
    List<T> all = new ArrayList<>(count);
    try (Scope scope = new Scope()) {
      View view = View.allocate(scope, layout);
      for (int i = 0; i < count; i++) {
        call.check(describe.call(a, i, view.base, call.err));
        all.add(read.apply(view, i));
      }
    }
    return Collections.unmodifiableList(all);
  }

  private static List<Integer> rules(View view) {
    List<Integer> all = new ArrayList<>();
    for (int rule : view.base.getIntArray(Layouts.ADJUSTMENT_RECORD.offset("rules"), 3)) {
      if (rule >= 0) {
        all.add(rule);
      }
    }
    return Collections.unmodifiableList(all);
  }

  /** Frees the native memory. Does nothing where it is closed already. */
  @Override
  public void close() {
    handle.close();
  }
}
