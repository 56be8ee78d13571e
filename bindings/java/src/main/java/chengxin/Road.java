// A value read from the library: it never changes and needs no handle.
package chengxin;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A road of repair that was not taken yet. Immutable; safe for any number of threads. */
public final class Road {
  private final boolean decision;
  private final RepairStep step;
  private final LocalDate effectiveOn;
  private final BigDecimal gain;

  Road(View view) {
    this.decision = view.flag("is_decision");
    this.step = view.constant("step", RepairStep.values());
    this.effectiveOn = view.day("effective_on");
    this.gain = view.points("gain");
  }

  /**
   * Whether it is a decision to repair; else {@link #step()}.
   *
   * @return whether it is a decision to repair; else {@link #step()}
   */
  public boolean decision() {
    return decision;
  }

  /**
   * The step to take.
   *
   * @return the step to take
   */
  public RepairStep step() {
    return step;
  }

  /**
   * The first day on which it counts, walked today.
   *
   * @return the first day on which it counts, walked today
   */
  public LocalDate effectiveOn() {
    return effectiveOn;
  }

  /**
   * How much higher the total is on that day than without.
   *
   * @return how much higher the total is on that day than without
   */
  public BigDecimal gain() {
    return gain;
  }
}
