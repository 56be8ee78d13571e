// Reads all advice on a case at once, so that nothing native is left to close.
package chengxin;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

final class Advice {
  private Advice() {}

  static List<RecordAdvice> of(Case facts, int day) {
    Call call = Call.current();
    call.check(
        facts.handle.read(pointer -> Bindings.cx_advise(pointer, day, call.out, call.err)));
    Pointer advice = call.out.getPointer(0);
    try (Scope scope = new Scope()) {
      View view = View.allocate(scope, Layouts.RECORD_ADVICE);
      List<RecordAdvice> all = new ArrayList<>();
      for (long i = 0; i < Bindings.cx_advice_records(advice); i++) {
        call.check(Bindings.cx_advice_record(advice, i, view.base, call.err));
        all.add(new RecordAdvice(view));
      }
      return Collections.unmodifiableList(all);
    } finally {
      Bindings.cx_advice_free(advice);
    }
  }
}
