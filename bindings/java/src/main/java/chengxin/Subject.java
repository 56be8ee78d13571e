// A resident, written member by member.
package chengxin;

import java.time.LocalDate;

/** A resident (section 2.1 of the specification). Changed by its own methods; for one thread. */
public final class Subject {
  private LocalDate birthDate;
  private LocalDate enrolledOn;
  private final String id;
  private final Attributes attributes = new Attributes();

  private final Residency residency;
  private final Capacity capacity;

  /**
   * A resident whose days are not known.
   *
   * @param id the identifier, 1 to 64 bytes of UTF-8
   * @param residency where the resident may live
   * @param capacity whether they may act for themselves in law
   */
  public Subject(String id, Residency residency, Capacity capacity) {
    this.id = java.util.Objects.requireNonNull(id);
    this.residency = java.util.Objects.requireNonNull(residency);
    this.capacity = java.util.Objects.requireNonNull(capacity);
  }

  /**
   * Sets the day of birth.
   *
   * @param birthDate the day of birth
   * @return this
   */
  public Subject birthDate(LocalDate birthDate) {
    this.birthDate = java.util.Objects.requireNonNull(birthDate);
    return this;
  }

  /**
   * Sets the day of enrolment.
   *
   * @param enrolledOn the day of enrolment
   * @return this
   */
  public Subject enrolledOn(LocalDate enrolledOn) {
    this.enrolledOn = java.util.Objects.requireNonNull(enrolledOn);
    return this;
  }

  /**
   * Sets an attribute that is an integer.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Subject attribute(String name, long value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Sets an attribute that is a number.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Subject attribute(String name, double value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Sets an attribute that is a boolean.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Subject attribute(String name, boolean value) {
    attributes.put(name, value);
    return this;
  }

  /**
   * Sets an attribute that is a string.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Subject attribute(String name, String value) {
    attributes.put(name, java.util.Objects.requireNonNull(value));
    return this;
  }

  /**
   * Sets an attribute that is a date.
   *
   * @param name the name of the attribute
   * @param value its value
   * @return this
   */
  public Subject attribute(String name, LocalDate value) {
    attributes.put(name, java.util.Objects.requireNonNull(value));
    return this;
  }

  View toNative(Scope scope) {
    View view = View.allocate(scope, Layouts.SUBJECT);
    view.set("subject_id", scope.text(id));
    view.set("residency", residency.ordinal());
    view.set("capacity", capacity.ordinal());
    view.setDay("birth_date", birthDate);
    view.setDay("enrolled_on", enrolledOn);
    attributes.writeTo(scope, view);
    return view;
  }
}
